package com.nae.learning.anomaly;

import java.util.Optional;

/**
 * Tells, sample by sample, when a series does what it never did: a value far beyond all that were seen, or values that together are distributed as
 * none before. What was told is known from then on, and what comes soon after an alarm and is not far worse belongs to the same event. Not thread-safe.
 */
public final class Detector {
    private static final int QUIET = 100;
    private static final double WORSE = 4;

    private final Usual usual;
    private final Reach reach;
    private final Habits habits;
    private int quiet;

    /** @param grain the smallest difference that matters, in the unit of the series */
    public Detector(double grain) {
        usual = new Usual(grain);
        reach = new Reach(grain);
        habits = new Habits(grain);
    }

    /**
     * What is unusual about a sample.
     *
     * @param usual what was usual before it
     * @param lately where the last values lie
     */
    public record Alarm(Kind kind, double value, Span usual, Span lately) {
        /** A value that none came near, or values that go together as none before. */
        public enum Kind { JUMP, CHANGE }
    }

    /** From the lowest of some values to the highest. */
    public record Span(double low, double high) {
    }

    /** Takes a sample; {@code seconds} since the epoch. An alarm where an event begins with it. */
    public Optional<Alarm> sample(long seconds, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        double beyond = reach.beyond(value);
        Span before = usual();
        reach.take(seconds, value);
        boolean unheard = habits.unheard(seconds, value, reach.range());
        Optional<Alarm> alarm = beyond > (quiet > 0 ? WORSE : 1) ? Optional.of(new Alarm(Alarm.Kind.JUMP, value, before, new Span(value, value)))
                : unheard && quiet <= 0 ? Optional.of(new Alarm(Alarm.Kind.CHANGE, value, usual.before(), habits.lately())) : Optional.empty();
        usual.take(value);
        quiet = alarm.isPresent() ? QUIET : quiet - 1;
        return alarm;
    }

    /** Whether enough was seen to judge. */
    public boolean ready() {
        return usual.known();
    }

    /** What is usual now. */
    public Span usual() {
        return within(usual.now());
    }

    /** The middle of what is usual now. */
    public double level() {
        return usual.level();
    }

    private Span within(Span span) {
        return new Span(Math.max(span.low(), reach.lowest()), Math.min(span.high(), reach.highest()));
    }
}
