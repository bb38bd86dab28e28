package com.nae.issues.track;

import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the next write of issues and reading positions. Both are written together, shortly after a change. Used
 * by one thread.
 */
final class SaveSchedule {
    /** The delay in milliseconds after which a changed issue is written. */
    static final long ISSUES = 500;

    /** The delay in milliseconds after which a changed position alone is written. */
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

    /** Writes what has changed. If the write fails, it is tried again after {@code POSITIONS} milliseconds. */
    void flush(long now) {
        at = Long.MAX_VALUE;
        Map<InstanceId, LogPosition> changed = streams.positions();
        changed.entrySet()
                .removeIf(at -> journal.cursor(at.getKey())
                        .filter(at.getValue()::equals)
                        .isPresent());
        try {
            if (store.hasChanges() || !changed.isEmpty()) {
                journal.write(store, changed);
            }
        } catch (IOException e) {
            LOG.error("issues cannot be saved: {}", e.toString());
            saveWithin(now, POSITIONS);
        }
    }
}
