package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.process.instance.Instance;
import com.nae.process.posix.EventLoop;
import com.nae.process.schedule.WallClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Restarts by the clock ({@code restart_schedule}). Owned by the supervisor's thread. */
final class ScheduledRestarts {
    private final WallClock clock;
    private final Map<InstanceId, EventLoop.Timer> timers = new HashMap<>();

    ScheduledRestarts(WallClock clock) {
        this.clock = clock;
    }

    /** Plans the next restart of an instance, in place of an earlier plan. */
    void reschedule(Instance instance) {
        cancel(instance.id());
        instance.definition()
                .schedule()
                .restart()
                .ifPresent(expression -> await(instance, clock.nextTime("restart_schedule", expression)));
    }

    private void await(Instance instance, Instant at) {
        if (clock.reached(at)) {
            if (instance.hasWorker()) {
                instance.restart("scheduled restart");
            }
            reschedule(instance);
        } else {
            timers.put(instance.id(), clock.scheduleCheck(at, () -> await(instance, at)));
        }
    }

    void cancel(InstanceId id) {
        EventLoop.Timer timer = timers.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }
}
