package com.nae.process.instance;

import java.util.concurrent.TimeUnit;

/** The wall clock as it went on from its reading at the start of the runtime: setting the clock does not move it. */
final class SteadyWallClock {
    private static final long START_MILLIS = System.currentTimeMillis();
    private static final long START_NANOS = System.nanoTime();

    private SteadyWallClock() {}

    /** Milliseconds since 1970. */
    static long millis() {
        return START_MILLIS + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - START_NANOS);
    }
}
