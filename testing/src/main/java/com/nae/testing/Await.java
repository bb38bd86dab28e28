package com.nae.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a condition by asking for it again until it holds. The limit is for failures alone: it is longer than any
 * slow machine needs.
 */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long SHORTEST_PAUSE = 5_000_000;
    private static final long LONGEST_PAUSE = 100_000_000;

    private Await() {}

    /** An exception counts as "not yet"; the last one is the cause of the failure when the time is over. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, condition, () -> "");
    }

    /** @param state what is printed when the time is over */
    public static void until(String what, Callable<Boolean> condition, Callable<?> state) {
        Exception last = null;
        long pause = SHORTEST_PAUSE;
        for (long end = System.nanoTime() + LIMIT.toNanos(); System.nanoTime() < end; LockSupport.parkNanos(pause)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + described(state), last);
    }

    private static String described(Callable<?> state) {
        try {
            return "\n" + state.call();
        } catch (Exception e) {
            return "\n" + e;
        }
    }
}
