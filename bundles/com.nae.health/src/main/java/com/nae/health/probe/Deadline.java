package com.nae.health.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A point in time by which something must be done.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** Milliseconds left, at least one. @throws SocketTimeoutException if the deadline has passed */
    int remainingMillis() throws SocketTimeoutException {
        if (passed()) {
            throw new SocketTimeoutException();
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, remainingNanos() / 1_000_000));
    }

    private long remainingNanos() {
        return nanos - System.nanoTime();
    }
}
