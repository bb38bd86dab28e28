package com.nae.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When one instance is sampled next. Lives on the monitor's thread. */
final class SamplingSchedule {
    /** CPU use is known from the second sample on, so the second one follows soon. */
    private static final Duration SECOND_SAMPLE = Duration.ofSeconds(1);
    /** How long an unhealthy instance is sampled more often, in configured intervals. */
    private static final int WATCHED_INTERVALS = 10;

    private Optional<Duration> requestedInterval = Optional.empty();
    private Instant nextDue = Instant.MIN;
    private Instant dueFrom = Instant.MIN;
    private Instant watchedUntil = Instant.MIN;
    private boolean wasHealthy = true;

    /** Requests an interval other than the configured one; empty returns to that. */
    void requestInterval(Optional<Duration> interval) {
        requestedInterval = interval;
        makeDue();
    }

    void makeDue() {
        nextDue = Instant.MIN;
        dueFrom = Instant.MIN;
    }

    /**
     * Whether to sample it in this round. One that is almost due counts, so that instances come to share their rounds.
     */
    boolean isDue(Instant now) {
        return !dueFrom.isAfter(now);
    }

    Instant nextDue() {
        return nextDue;
    }

    /** After a step of the clock earlier times mean nothing. */
    void clockStepped(Instant now) {
        watchedUntil = now;
        makeDue();
    }

    /**
     * Plans the next sample.
     *
     * @param watch whether something is wrong or about to be: then it is sampled more often, for a limited time from
     *     each turn for the worse
     * @param lacksCpu whether CPU use is not known because this was the first sample
     */
    void plan(boolean watch, boolean lacksCpu, Config config, Instant now) {
        if (watch && wasHealthy) {
            watchedUntil = now.plus(config.interval().multipliedBy(WATCHED_INTERVALS));
        }
        wasHealthy = !watch;
        Duration wait = wait(watch && now.isBefore(watchedUntil), lacksCpu, config);
        nextDue = now.plus(wait);
        dueFrom = nextDue.minus(wait.dividedBy(10));
    }

    private Duration wait(boolean closely, boolean lacksCpu, Config config) {
        Duration usual = requestedInterval.orElse(config.interval());
        if (lacksCpu && usual.compareTo(SECOND_SAMPLE) > 0) {
            return SECOND_SAMPLE;
        }
        return closely && config.watchInterval().compareTo(usual) < 0 ? config.watchInterval() : usual;
    }
}
