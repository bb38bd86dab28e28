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
        /** A healer proposed it; nothing is changed yet. */
        PROPOSED,
        /** Its changes are made where it is tried. */
        TRYING,
        /** The failure stayed away in the trial. */
        PROVEN,
        /** The operator must approve or reject it. */
        AWAITING_APPROVAL,
        /** Its changes are made on live, where it is observed. */
        OBSERVED,
        /** It holds: the failure is gone. */
        HEALED,
        /** Its changes were reverted after it had held, or on request. */
        ROLLED_BACK,
        /** It did not work; what it changed is reverted. */
        FAILED,
        /** The operator rejected it. */
        REJECTED,
        /** It is a suggestion for the operator and changes nothing. */
        SUGGESTED,
        /** Starts are held until an endpoint answers. */
        WAITING
    }

    /**
     * @param at when it happened
     * @param event an event of the change log
     * @param detail more about it, in words
     * @param by {@code policy}, or the name of the operator
     */
    public record Event(Instant at, ChangeEvent event, String detail, String by) {}
}
