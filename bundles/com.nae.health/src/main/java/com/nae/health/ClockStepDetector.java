package com.nae.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Detects that the wall clock was changed or that the machine was suspended, by comparing the wall clock with the
 * monotonic one. Not thread-safe.
 */
final class ClockStepDetector {
    /** Smaller differences are the ordinary corrections of a synchronised clock. */
    private static final Duration MIN_STEP = Duration.ofSeconds(5);

    private Instant wall;
    private long nanos;

    /** @param nanos of {@link System#nanoTime} */
    ClockStepDetector(Instant wall, long nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /** Whether there was a step since the last call. */
    boolean hasStepped(Instant now, long nanosNow) {
        Duration drift =
                Duration.between(wall, now).minusNanos(nanosNow - nanos).abs();
        wall = now;
        nanos = nanosNow;
        return drift.compareTo(MIN_STEP) > 0;
    }
}
