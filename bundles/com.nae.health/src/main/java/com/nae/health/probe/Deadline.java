package com.nae.health.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by which an answer must be there. */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return left() <= 0;
    }

    /** Milliseconds left, at least one. @throws SocketTimeoutException if there are none */
    int remainingMillis() throws SocketTimeoutException {
        if (passed()) {
            throw new SocketTimeoutException();
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left() / 1_000_000));
    }

    private long left() {
        return nanos - System.nanoTime();
    }
}
