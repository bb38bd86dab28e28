package com.nae.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the clock was set, or that the machine has slept: it has not gone as far as the one that nobody sets.
 * Not thread-safe.
 */
final class ClockStepDetector {
    private static final Duration LEAST = Duration.ofSeconds(5);

    private Instant wall;
    private long nanos;

    /** @param nanos of {@link System#nanoTime} */
    ClockStepDetector(Instant wall, long nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /** Whether there was a step since the last look. */
    boolean hasStepped(Instant now, long nanosNow) {
        Duration drift =
                Duration.between(wall, now).minusNanos(nanosNow - nanos).abs();
        wall = now;
        nanos = nanosNow;
        return drift.compareTo(LEAST) > 0;
    }
}
