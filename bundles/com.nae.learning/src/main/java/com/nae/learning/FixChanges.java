package com.nae.learning;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.FixRecord;
import com.nae.learning.watch.RecentChanges;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Notes repairs that changed a program as deliberate changes, each event once. Not thread-safe. */
final class FixChanges {
    private static final Set<ChangeEvent> EVENTS =
            Set.of(ChangeEvent.APPLIED, ChangeEvent.PROMOTED, ChangeEvent.ROLLED_BACK);
    private final RecentChanges changes;
    private Instant lastEvent;

    /** @param since earlier events are not noted */
    FixChanges(RecentChanges changes, Instant since) {
        this.changes = changes;
        this.lastEvent = since;
    }

    void collect(List<FixRecord> fixes) {
        Instant seen = lastEvent;
        fixes.forEach(fix -> fix.events().stream()
                .filter(e -> e.at().isAfter(seen) && EVENTS.contains(e.event()))
                .forEach(e -> note(fix, e)));
    }

    private void note(FixRecord fix, FixRecord.Event e) {
        changes.add(
                e.at(),
                fix.process(),
                "fix " + fix.id() + " (" + fix.fix().pattern() + ") was "
                        + e.event().word(),
                true);
        lastEvent = e.at().isAfter(lastEvent) ? e.at() : lastEvent;
    }
}
