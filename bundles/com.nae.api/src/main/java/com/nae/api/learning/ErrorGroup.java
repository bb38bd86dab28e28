package com.nae.api.learning;

import java.time.Instant;
import java.util.List;

/**
 * Issues that share a cause, in one process or across several.
 *
 * @param cause in words, e.g. {@code 127.0.0.1:5432 refuses connections}
 * @param issues ids, most frequent first
 * @param perHour occurrences in the last hour
 * @param since when it first showed; {@code last} when last
 * @param harm rank: occurrences of the last hour times processes, restarts they caused weighed in
 * @param changedBefore what changed in the minutes before it first showed, newest first
 * @param tried what was tried against it, here or elsewhere
 * @param suggestion what a person or NAE should do next
 */
public record ErrorGroup(
        String cause,
        String family,
        String type,
        List<String> processes,
        List<String> issues,
        long count,
        double perHour,
        Direction trend,
        Instant since,
        Instant last,
        double harm,
        List<String> changedBefore,
        List<Tried> tried,
        String suggestion) {

    /** Whether it gets more frequent. */
    public enum Direction {
        RISING,
        STEADY,
        FALLING,
        SILENT
    }

    /** @param here whether it was tried against this group, not only against the same family elsewhere */
    public record Tried(String pattern, boolean here, long tries, long successes) {}
}
