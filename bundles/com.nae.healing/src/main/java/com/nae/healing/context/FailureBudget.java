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
 * What one failure has cost each instance: the restarts that it caused and the repairs of it, together at most
 * {@code restart_threshold} within {@code restart_window}. Beside the budget of the instance, which a long time up
 * refills: a failure that comes every other minute spends this one. Used on the loop's thread.
 */
public final class FailureBudget {
    private static final int REMEMBERED = 1_000;
    private static final Duration LONGEST = Duration.ofDays(1);
    private final Map<String, Deque<Instant>> spent = new HashMap<>();

    /** Takes one unit; false when none is left. */
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
