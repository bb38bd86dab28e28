package com.nae.healing.change;

import com.nae.api.process.InstanceId;
import com.nae.api.process.StartHolds;
import com.nae.healing.change.ChangeJournal.Intent;
import com.nae.healing.change.ChangeJournal.Kind;
import com.nae.healing.change.ChangeJournal.Phase;
import com.nae.healing.change.ChangeJournal.Step;
import com.nae.healing.record.CrashPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The register of instances whose starts healing holds, with the owners of each hold. Holds are journalled, so that no
 * hold outlives its runtime. Used on the thread {@code nae-healing}.
 */
public final class JournalledHolds {
    /** A held instance. @param reasons by owner, the oldest first */
    private record Held(Step step, Map<String, String> reasons) {}

    private final ChangeJournal journal;
    private final StartHolds starts;
    private final CrashPoint crash;
    private final Map<InstanceId, Held> held = new HashMap<>();

    public JournalledHolds(ChangeJournal journal, StartHolds starts, CrashPoint crash) {
        this.journal = journal;
        this.starts = starts;
        this.crash = crash;
    }

    /** Holds the starts of an instance. @param owner who holds it; several owners may hold one instance */
    public void hold(InstanceId id, String owner, String reason) {
        Held now = held.get(id);
        if (now == null) {
            Intent hold = new Intent(Kind.HOLD, "", id.process(), id.mode(), id.toString(), "", reason);
            Step step = journal.intend(hold);
            held.put(id, new Held(step, new LinkedHashMap<>(Map.of(owner, reason))));
            starts.hold(id, reason);
            crash.reached("held");
            journal.mark(step, Phase.DONE);
        } else {
            starts.hold(id, reason);
            now.reasons().put(owner, reason);
        }
    }

    /** Ends the hold of an owner. The instance may start when no other owner holds it. */
    public void release(InstanceId id, String owner) {
        Held now = held.get(id);
        if (now != null && now.reasons().remove(owner) != null && now.reasons().isEmpty()) {
            held.remove(id);
            starts.release(id);
            crash.reached("released");
            journal.mark(now.step(), Phase.UNDONE);
        }
    }

    /** Ends all holds of an owner. A failure on one instance does not keep the others held. */
    public void release(String owner) {
        List<RuntimeException> failures = new ArrayList<>();
        for (InstanceId id : List.copyOf(held.keySet())) {
            try {
                release(id, owner);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Lets a held instance start once. When it ends, its next start is held again. */
    public void startOnce(InstanceId id) {
        starts.release(id);
        reapply(id);
    }

    /** Holds an instance again after a restart, which ends the hold in the process manager. */
    public void reapply(InstanceId id) {
        Held now = held.get(id);
        if (now != null) {
            now.reasons().values().stream().findFirst().ifPresent(reason -> starts.hold(id, reason));
        }
    }

    public boolean held(InstanceId id) {
        return held.containsKey(id);
    }

    /** Ends the holds of an earlier runtime. A failure that persists occurs again and opens a new case. */
    public void recover() {
        for (Step step : journal.find(s -> s.kind() == Kind.HOLD && s.phase() != Phase.UNDONE)) {
            starts.release(InstanceId.parse(step.subject()));
            journal.mark(step, Phase.UNDONE);
        }
    }
}
