package com.nae.process;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, and fails the test with what was seen last when it does not come. */
public final class AwaitCondition {
    private static final long LIMIT = 30_000_000_000L;

    private AwaitCondition() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "");
    }

    public static void until(String what, BooleanSupplier condition, Supplier<Object> seen) {
        long end = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not seen: " + what + "; last: " + seen.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
