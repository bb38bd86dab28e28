package com.nae.process.schedule;

import com.nae.process.posix.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Waits for times of day. A timer counts the time that passes, but the wall clock may be set, and goes on while a
 * machine sleeps. So whoever waits for a time checks the clock before it acts, and once a minute until then. Owned by
 * the loop's thread.
 */
public final class WallClock {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final Clock clock;

    public WallClock(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /**
     * The next time of a cron expression.
     *
     * @param key named by errors
     */
    public Instant nextTime(String key, String expression) {
        return CronExpression.of(key, expression).next(ZonedDateTime.now(clock)).toInstant();
    }

    public boolean reached(Instant at) {
        return !clock.instant().isBefore(at);
    }

    /** Calls back when it is time, or time for another check. */
    public EventLoop.Timer scheduleCheck(Instant at, Runnable check) {
        Duration left = Duration.between(clock.instant(), at);
        return loop.schedule(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT, check);
    }
}
