package com.nae.learning.restart;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Optional;

/** What the planner asks of and does to the rest of the runtime. */
public interface Ground {
    /** Usual load of an instance at the hour of a moment. */
    double load(InstanceId instance, Instant at);

    /** What is in use of a resource. */
    double value(InstanceId instance, String resource);

    /** Why the instance should not be restarted now: it is not up, healing is at work, a dependent is just starting. */
    Optional<String> objection(InstanceId instance);

    /** The sandbox instance that stands for a live one. */
    Optional<InstanceId> sandboxOf(InstanceId live);

    /** Whether the last restart of the instance was clean: it stopped in time, came up, and showed no new error. */
    boolean restartedCleanly(InstanceId instance);

    /** Whether the instance is up with a program that was started since. */
    boolean up(InstanceId instance, Instant since);

    /** Takes a unit of the budget of restarts and repairs. */
    boolean spend(InstanceId instance);

    void restart(InstanceId instance, String reason);

    /** Writes into the change log. */
    void record(InstanceId instance, String event, String reason);
}
