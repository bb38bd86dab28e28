package com.nae.process.adopt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an instance has used of its restart budget, as far as the next runtime has to know it.
 *
 * @param times of the latest restarts and repairs, ms since 1970, the oldest first
 * @param step how many restarts in a row the backoff has grown over
 * @param escalations how many slow retries there were in a row
 * @param failedReleases how many starts in a row failed after a hold had ended
 * @param released whether the last start was let through by the end of a hold
 */
public record UsedBudget(List<Long> times, int step, int escalations, int failedReleases, boolean released) {
    /** Nothing is used. */
    public static final UsedBudget NONE = new UsedBudget(List.of(), 0, 0, 0, false);

    /** The most times that are kept, which bounds a line of the journal. */
    private static final int MOST_TIMES = 1000;

    private static final String NO_TIMES = "-";
    private static final int FIELDS = 5;

    public UsedBudget {
        times = List.copyOf(times.subList(Math.max(0, times.size() - MOST_TIMES), times.size()));
    }

    Object[] values() {
        String joined =
                times.isEmpty() ? NO_TIMES : times.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new Object[] {joined, step, escalations, failedReleases, released};
    }

    /** @throws RuntimeException if the values are not those of a budget */
    static UsedBudget of(String[] values) {
        if (values.length != FIELDS) {
            throw new IllegalArgumentException("a budget has " + FIELDS + " values");
        }
        List<Long> times = values[0].equals(NO_TIMES)
                ? List.of()
                : Arrays.stream(values[0].split(",")).map(Long::valueOf).toList();
        return new UsedBudget(
                times,
                Integer.parseInt(values[1]),
                Integer.parseInt(values[2]),
                Integer.parseInt(values[3]),
                Boolean.parseBoolean(values[4]));
    }
}
