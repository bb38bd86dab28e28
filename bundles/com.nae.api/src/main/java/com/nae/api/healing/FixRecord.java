package com.nae.api.healing;

import com.nae.api.process.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fix and what became of it.
 *
 * @param diff unified diff of its edits; empty where it edits nothing
 * @param events what happened, oldest first, as in the change log
 */
public record FixRecord(
        String id,
        String issue,
        String fingerprint,
        String process,
        Optional<Mode> mode,
        String healer,
        Fix fix,
        State state,
        String diff,
        Instant since,
        List<Event> events) {
    /** Where a fix stands. */
    public enum State {
        PROPOSED,
        TRYING,
        PROVEN,
        AWAITING_APPROVAL,
        OBSERVED,
        HEALED,
        ROLLED_BACK,
        FAILED,
        REJECTED,
        SUGGESTED,
        WAITING
    }

    public record Event(Instant at, String event, String detail, String by) {}
}
