package com.nae.learning.restart;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Optional;

/** What the planner asks of and does to the rest of the runtime. */
public interface RestartOperations {
    /** Usual load of an instance at the hour of a moment. */
    double usualLoad(InstanceId instance, Instant at);

    /** What is in use of a resource. */
    double currentValue(InstanceId instance, String resource);

    /** Why the instance should not be restarted now: it is not up, healing is at work, a dependent is just starting. */
    Optional<String> blocker(InstanceId instance);

    /** The sandbox instance that stands for a live one. */
    Optional<InstanceId> sandboxOf(InstanceId live);

    /** Whether the last restart of the instance was clean: it stopped in time, came up, and showed no new error. */
    boolean restartedCleanly(InstanceId instance);

    /** Whether the instance is up with a program that was started since. */
    boolean isUpSince(InstanceId instance, Instant since);

    /** Takes a unit of the budget of restarts and repairs. */
    boolean spendBudget(InstanceId instance);

    void restart(InstanceId instance, String reason);

    /** Writes into the change log. */
    void appendToChangeLog(InstanceId instance, String event, String reason);
}
