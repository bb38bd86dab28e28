package com.nae.process.schedule;

import com.nae.process.posix.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Times of the day. A timer counts time that passes, while the clock on the wall may be set and runs on while a machine
 * sleeps; so whoever waits for a time looks at the clock before it acts, and once a minute until then.
 */
public final class WallClock {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final Clock clock;

    public WallClock(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** The next time of a cron expression. */
    public Instant nextTime(String key, String expression) {
        return CronExpression.of(key, expression).next(ZonedDateTime.now(clock)).toInstant();
    }

    public boolean reached(Instant at) {
        return !clock.instant().isBefore(at);
    }

    /** Calls when it is time, or worth another look. */
    public EventLoop.Timer scheduleCheck(Instant at, Runnable again) {
        Duration left = Duration.between(clock.instant(), at);
        return loop.schedule(left.compareTo(LOOK) < 0 ? left : LOOK, again);
    }
}
