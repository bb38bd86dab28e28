package com.nae.process.instance;

import com.nae.process.schedule.WallClock;
import java.time.Instant;

/**
 * Runs by the clock ({@code schedule}): plans the next run of an instance that is down. Owned by the supervisor's
 * thread.
 */
public final class ScheduledRuns {
    private final WallClock clock;

    public ScheduledRuns(WallClock clock) {
        this.clock = clock;
    }

    /** Plans the next run, where the definition has a schedule. */
    public void plan(Instance instance) {
        instance.definition()
                .schedule()
                .run()
                .ifPresent(expression -> await(instance, clock.nextTime("schedule", expression)));
    }

    private void await(Instance instance, Instant at) {
        if (clock.reached(at)) {
            instance.start("scheduled");
        } else {
            instance.startAt(clock.scheduleCheck(at, () -> await(instance, at)), at);
        }
    }
}
