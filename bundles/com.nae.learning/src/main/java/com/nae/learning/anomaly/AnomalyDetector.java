package com.nae.learning.anomaly;

import java.util.Optional;

/**
 * Tells, sample by sample, when a series does what it never did: a value far beyond all that were seen, or values that
 * together are distributed as none before. What was told is known from then on, and what comes soon after an alarm and
 * is not far worse belongs to the same event. Not thread-safe.
 */
public final class AnomalyDetector {
    private static final int QUIET = 100;
    private static final double WORSE = 4;

    private final RobustBaseline usualRange;
    private final DecayingExtremes reach;
    private final DistributionModel habits;
    private int quiet;

    /** @param grain the smallest difference that matters, in the unit of the series */
    public AnomalyDetector(double grain) {
        usualRange = new RobustBaseline(grain);
        reach = new DecayingExtremes(grain);
        habits = new DistributionModel(grain);
    }

    /**
     * What is unusual about a sample.
     *
     * @param usual what was usual before it
     * @param lately where the last values lie
     */
    public record Alarm(Kind kind, double value, ValueRange usual, ValueRange lately) {
        /** A value that none came near, or values that go together as none before. */
        public enum Kind {
            JUMP,
            CHANGE
        }
    }

    /** From the lowest of some values to the highest. */
    public record ValueRange(double low, double high) {}

    /** Takes a sample; {@code seconds} since the epoch. An alarm where an event begins with it. */
    public Optional<Alarm> add(long seconds, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        double beyond = reach.exceedance(value);
        ValueRange before = usualRange();
        reach.add(seconds, value);
        boolean unheard = habits.isNovel(seconds, value, reach.range());
        Optional<Alarm> alarm = beyond > (quiet > 0 ? WORSE : 1)
                ? Optional.of(new Alarm(Alarm.Kind.JUMP, value, before, new ValueRange(value, value)))
                : unheard && quiet <= 0
                        ? Optional.of(
                                new Alarm(Alarm.Kind.CHANGE, value, usualRange.earlierRange(), habits.recentRange()))
                        : Optional.empty();
        usualRange.add(value);
        quiet = alarm.isPresent() ? QUIET : quiet - 1;
        return alarm;
    }

    /** Whether enough was seen to judge. */
    public boolean ready() {
        return usualRange.isReady();
    }

    /** What is usual now. */
    public ValueRange usualRange() {
        return within(usualRange.range());
    }

    /** The middle of what is usual now. */
    public double level() {
        return usualRange.level();
    }

    private ValueRange within(ValueRange span) {
        return new ValueRange(Math.max(span.low(), reach.lowest()), Math.min(span.high(), reach.highest()));
    }
}
