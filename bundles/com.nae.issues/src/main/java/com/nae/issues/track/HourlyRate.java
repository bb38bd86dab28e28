package com.nae.issues.track;

import java.util.Arrays;

/** A counter of events in the last hour, in a ring of sixty minutes. Not thread-safe. */
final class HourlyRate {
    private static final int MINUTES = 60;

    private final long[] counts = new long[MINUTES];
    private long minute;

    void add(long n, long millis) {
        advance(millis);
        counts[(int) (minute % MINUTES)] += n;
    }

    double perHour(long millis) {
        advance(millis);
        return Arrays.stream(counts).sum();
    }

    /** Clears the minutes that have begun since the last call. A clock that was set back changes nothing. */
    private void advance(long millis) {
        long now = millis / 60_000;
        for (long m = Math.max(minute + 1, now - MINUTES + 1); m <= now; m++) {
            counts[(int) (m % MINUTES)] = 0;
        }
        minute = Math.max(minute, now);
    }
}
