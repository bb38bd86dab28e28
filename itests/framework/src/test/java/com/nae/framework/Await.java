package com.nae.framework;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for a condition, by asking again until it holds or the time is over. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** An exception counts as "not yet"; the last one is told when the time is over. */
    static void until(String what, Callable<Boolean> condition) {
        Exception last = null;
        for (long end = System.nanoTime() + LIMIT.toNanos();
                System.nanoTime() < end;
                LockSupport.parkNanos(20_000_000)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
        }
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what, last);
    }
}
