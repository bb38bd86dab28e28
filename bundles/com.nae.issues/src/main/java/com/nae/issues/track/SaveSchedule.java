package com.nae.issues.track;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When issues and reading positions are written: together, a moment after something happened. One thread. */
final class SaveSchedule {
    /** Milliseconds within which a change is written: of an issue, of a mere position. */
    static final long ISSUES = 500;

    static final long POSITIONS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SaveSchedule.class);

    private final IssueStore store;
    private final IssueJournal journal;
    private final InstanceStreams streams;
    private long at = Long.MAX_VALUE;

    SaveSchedule(IssueStore store, IssueJournal journal, InstanceStreams streams) {
        this.store = store;
        this.journal = journal;
        this.streams = streams;
    }

    void saveWithin(long now, long within) {
        at = Math.min(at, now + within);
    }

    boolean isDue(long now) {
        if (store.hasChanges()) {
            saveWithin(now, ISSUES);
        }
        return at <= now;
    }

    long nextTime() {
        return at;
    }

    void flush(long now) {
        at = Long.MAX_VALUE;
        Map<InstanceId, LogPosition> moved = streams.positions();
        moved.entrySet()
                .removeIf(at -> journal.cursor(at.getKey())
                        .filter(at.getValue()::equals)
                        .isPresent());
        try {
            if (store.hasChanges() || !moved.isEmpty()) {
                journal.write(store, moved);
            }
        } catch (IOException e) {
            LOG.error("issues cannot be saved: {}", e.toString());
            saveWithin(now, POSITIONS);
        }
    }
}
