package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.process.posix.Loop;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Restarts by the clock ({@code restart_schedule}). Owned by the supervisor's thread. */
final class RestartTimes {
    private final WallClock clock;
    private final Map<InstanceId, Loop.Timer> timers = new HashMap<>();

    RestartTimes(WallClock clock) {
        this.clock = clock;
    }

    /** Puts the next restart of an instance on the timer, in place of an earlier one. */
    void set(Instance instance) {
        forget(instance.id);
        instance.definition.schedule().restart().ifPresent(expression -> await(instance, clock.next("restart_schedule", expression)));
    }

    private void await(Instance instance, Instant at) {
        if (clock.reached(at)) {
            if (instance.worker != null) {
                instance.restart("scheduled restart");
            }
            set(instance);
        } else {
            timers.put(instance.id, clock.look(at, () -> await(instance, at)));
        }
    }

    void forget(InstanceId id) {
        Loop.Timer timer = timers.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }
}
