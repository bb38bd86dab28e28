package com.nae.process.supervise;

import com.nae.process.definition.Cron;
import com.nae.process.posix.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Times of the day. A timer counts time that passes, while the clock on the wall may be set and runs on while a machine sleeps; so whoever
 * waits for a time looks at the clock before it acts, and once a minute until then.
 */
final class WallClock {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Loop loop;
    private final Clock clock;

    WallClock(Loop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** The next time of a cron expression. */
    Instant next(String key, String expression) {
        return Cron.of(key, expression).next(ZonedDateTime.now(clock)).toInstant();
    }

    boolean reached(Instant at) {
        return !clock.instant().isBefore(at);
    }

    /** Calls when it is time, or worth another look. */
    Loop.Timer look(Instant at, Runnable again) {
        Duration left = Duration.between(clock.instant(), at);
        return loop.after(left.compareTo(LOOK) < 0 ? left : LOOK, again);
    }
}
