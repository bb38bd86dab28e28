package com.nae.learning.restart;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Optional;

/** What the planner reads from and does to the rest of the runtime. */
public interface RestartOperations {
    /** The usual CPU use of an instance at the hour of the day, in percent of one core. */
    double usualLoad(InstanceId instance, Instant at);

    /** How much of a resource is in use now. */
    double currentValue(InstanceId instance, String resource);

    /**
     * Why the instance must not be restarted now: it is not up, it is being repaired, or a process that depends on it
     * is starting.
     */
    Optional<String> blocker(InstanceId instance);

    /** The sandbox instance of the same process as a live one. */
    Optional<InstanceId> sandboxOf(InstanceId live);

    /** Whether the last restart of the instance was clean: it stopped in time, came up, and caused no new error. */
    boolean restartedCleanly(InstanceId instance);

    /** Whether the instance runs a program that was started since a moment. */
    boolean isUpSince(InstanceId instance, Instant since);

    /**
     * Takes one unit of the budget of restarts and repairs.
     *
     * @return false if the budget is spent
     */
    boolean spendBudget(InstanceId instance);

    void restart(InstanceId instance, String reason);

    /** @param event an event word of the change log */
    void appendToChangeLog(InstanceId instance, ChangeEvent event, String reason);
}
