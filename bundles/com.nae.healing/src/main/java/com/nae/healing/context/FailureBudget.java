package com.nae.healing.context;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Restart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The budget of one failure for each instance. Restarts that the failure causes, and its repairs, together may number
 * at most {@code restart_threshold} within {@code restart_window}. The budget of the instance itself is refilled when
 * it stays up for long; this one also ends a failure that recurs every few minutes. Used on the thread
 * {@code nae-healing}.
 */
public final class FailureBudget {
    /** Beyond this many budgets, those that are unused for {@link #LONGEST} are dropped. */
    private static final int REMEMBERED = 1_000;

    private static final Duration LONGEST = Duration.ofDays(1);
    private final Map<String, Deque<Instant>> spent = new HashMap<>();

    /** Takes one unit. @return false when none is left */
    public boolean spend(String fingerprint, InstanceId id, Restart rule, Instant now) {
        if (spent.size() > REMEMBERED) {
            spent.values().removeIf(times -> times.isEmpty() || times.getLast().isBefore(now.minus(LONGEST)));
        }
        Deque<Instant> times = spent.computeIfAbsent(fingerprint + " " + id, key -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(rule.window()))) {
            times.removeFirst();
        }
        if (times.size() >= rule.threshold()) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
