package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.process.definition.Cron;
import com.nae.process.posix.Loop;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/** Restarts by the clock ({@code restart_schedule}). Owned by the supervisor's thread. */
final class RestartTimes {
    private final Loop loop;
    private final Map<InstanceId, Loop.Timer> timers = new HashMap<>();

    RestartTimes(Loop loop) {
        this.loop = loop;
    }

    /** Puts the next restart of an instance on the timer, in place of an earlier one. */
    void set(Instance instance) {
        forget(instance.id);
        instance.definition.schedule().restart().ifPresent(expression -> {
            Duration until = Duration.between(ZonedDateTime.now(), Cron.of("restart_schedule", expression).next(ZonedDateTime.now()));
            timers.put(instance.id, loop.after(until, () -> {
                if (instance.worker != null) {
                    instance.restart("scheduled restart");
                }
                set(instance);
            }));
        });
    }

    void forget(InstanceId id) {
        Loop.Timer timer = timers.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }
}
