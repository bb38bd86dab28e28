package com.nae.issues.track;

import java.util.Arrays;

/** How many times something happened in the last hour: a ring of sixty minutes. Not thread-safe. */
final class HourlyRate {
    private static final int MINUTES = 60;

    private final long[] counts = new long[MINUTES];
    private long minute;

    void add(long n, long millis) {
        turn(millis);
        counts[(int) (minute % MINUTES)] += n;
    }

    double perHour(long millis) {
        turn(millis);
        return Arrays.stream(counts).sum();
    }

    /** Empties the minutes that have begun since the last call; a clock that was set back changes nothing. */
    private void turn(long millis) {
        long now = millis / 60_000;
        for (long m = Math.max(minute + 1, now - MINUTES + 1); m <= now; m++) {
            counts[(int) (m % MINUTES)] = 0;
        }
        minute = Math.max(minute, now);
    }
}
