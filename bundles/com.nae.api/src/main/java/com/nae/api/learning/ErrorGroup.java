package com.nae.api.learning;

import com.nae.api.issue.Family;
import java.time.Instant;
import java.util.List;

/**
 * Issues that share a cause, in one process or across several.
 *
 * @param cause in words, such as {@code 127.0.0.1:5432 refuses connections}
 * @param family {@code import}, {@code connection}, {@code timeout}, {@code key} or {@code other}
 * @param type type of the error
 * @param processes names of the processes in which it occurs
 * @param issues ids, most frequent first
 * @param count occurrences in all
 * @param perHour occurrences in the last hour
 * @param trend how the count develops
 * @param since when it first occurred
 * @param last when it last occurred
 * @param harm rank: occurrences of the last hour times processes, weighted by the restarts they caused
 * @param changedBefore what changed in the minutes before it first occurred, newest first
 * @param tried what was tried against it, here or elsewhere
 * @param suggestion what the operator or NAE should do next
 */
public record ErrorGroup(
        String cause,
        Family family,
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

    /**
     * @param pattern stable name of the kind of fix
     * @param here whether it was tried against this group, not only against the same family elsewhere
     * @param tries how often it was tried
     * @param successes how often it worked
     */
    public record Tried(String pattern, boolean here, long tries, long successes) {}
}
