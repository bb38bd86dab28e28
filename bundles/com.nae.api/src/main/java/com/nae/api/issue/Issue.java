package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A failure of a process, however often and wherever it shows: one per fingerprint. What belongs together is grouped;
 * the accessors of the groups stand here, too.
 *
 * @param id short and stable, as shown to the operator
 * @param fingerprint process, family, normalised type, subject and innermost own frame, hashed; no line numbers, paths
 *     or ids
 * @param instances those that showed it
 * @param remedy what was or can be done, in words; empty where nothing is known yet
 * @param evidence the lines of the last occurrence, bounded, cleaned
 * @param facts what shows that the failure is real: the latest of each kind and instance, at most 16, oldest first
 */
public record Issue(
        String id,
        String fingerprint,
        String process,
        Set<InstanceId> instances,
        Failure failure,
        Occurrences occurrences,
        Status status,
        Optional<String> remedy,
        List<String> evidence,
        List<Evidence> facts) {

    /**
     * What failed.
     *
     * @param type the normalised type of what was reported ({@code TimeoutError}, never {@code socket.timeout})
     * @param rootType the type of the root cause, by the language's rule; equal to {@code type} where there is no chain
     * @param subject what it is about: a name or module, host:port, an operation, a key; may be empty
     * @param message the first line of what was reported; may be empty
     * @param place innermost frame in the worker's own sources
     * @param language whose rules typed it; may be empty
     */
    public record Failure(
            Family family,
            String type,
            String rootType,
            String subject,
            String message,
            Optional<SourceLocation> place,
            String language) {}

    /**
     * When and how often it showed. @param count those that sampling passed over included where they could be counted
     */
    public record Occurrences(Instant first, Instant last, long count) {}

    public Family family() {
        return failure.family();
    }

    public String type() {
        return failure.type();
    }

    public String rootType() {
        return failure.rootType();
    }

    public String subject() {
        return failure.subject();
    }

    public String message() {
        return failure.message();
    }

    public Optional<SourceLocation> place() {
        return failure.place();
    }

    public String language() {
        return failure.language();
    }

    public Instant firstSeen() {
        return occurrences.first();
    }

    public Instant lastSeen() {
        return occurrences.last();
    }

    public long count() {
        return occurrences.count();
    }

    /** One step in the history of an issue: when it came to stand where, and why. */
    public record Step(Instant at, Status status, String remark) {}

    /** Where an issue stands. */
    public enum Status {
        /** Nothing is being done about it at the moment. */
        OPEN,
        /** The program handles it itself. It is counted and shown, does not count as open, and nothing is done. */
        HANDLED,
        /** A case of healing handles it. */
        HEALING,
        /** It waits for an endpoint. */
        WAITING,
        /** A fix is proven in the sandbox and is not on live. */
        PROVEN,
        /** A fix waits for the operator. */
        AWAITING_APPROVAL,
        /** A fix holds, or the failure has gone. */
        HEALED,
        /** The operator has a suggestion; NAE does nothing by itself. */
        SUGGESTED,
        /** The budget is spent; the operator is notified, and NAE retries slowly. */
        ESCALATED,
        /** Nothing is done about it, and it does not count as open. */
        IGNORED;

        /** Whether it does not count as open. */
        public boolean isClosed() {
            return this == HEALED || this == IGNORED || this == HANDLED;
        }
    }
}
