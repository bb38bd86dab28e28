package com.nae.stories;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for a condition, by asking again until it holds or the time is over. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** An exception counts as "not yet"; the last one is told when the time is over. */
    static void until(String what, Callable<Boolean> condition) {
        until(what, condition, () -> "");
    }

    /** @param state what is told when the time is over */
    static void until(String what, Callable<Boolean> condition, Callable<String> state) {
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
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + told(state), last);
    }

    private static String told(Callable<String> state) {
        try {
            return "\n" + state.call();
        } catch (Exception e) {
            return "\n" + e;
        }
    }
}
