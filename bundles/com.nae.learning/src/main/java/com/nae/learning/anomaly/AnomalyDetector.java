package com.nae.learning.anomaly;

import java.util.Optional;

/**
 * Detects, sample by sample, when a series behaves as it never did before: a value far beyond all earlier ones, or a
 * run of values with a new distribution. Reported behaviour is learned. What follows soon after an alarm and is not far
 * worse belongs to the same event. Not thread-safe.
 */
public final class AnomalyDetector {
    /** Samples after an alarm in which only a far larger jump raises another one. */
    private static final int QUIET_SAMPLES = 100;
    /** How many times the usual margin a jump must exceed while the detector is quiet. */
    private static final double ESCALATION = 4;

    private final RobustBaseline baseline;
    private final DecayingExtremes extremes;
    private final DistributionModel distribution;
    private int quietSamplesLeft;

    /** @param resolution the smallest difference that matters, in the unit of the series */
    public AnomalyDetector(double resolution) {
        baseline = new RobustBaseline(resolution);
        extremes = new DecayingExtremes(resolution);
        distribution = new DistributionModel(resolution);
    }

    /**
     * What is unusual about a sample.
     *
     * @param value the sample that raised the alarm
     * @param usual the usual range before it
     * @param recent the range of the last values
     */
    public record Alarm(Kind kind, double value, ValueRange usual, ValueRange recent) {
        /** A value far beyond all earlier ones, or a distribution of values that is new. */
        public enum Kind {
            JUMP,
            CHANGE
        }
    }

    /** The lowest and the highest of some values. */
    public record ValueRange(double low, double high) {}

    /**
     * Adds a sample.
     *
     * @param seconds since the epoch
     * @return an alarm if an event begins with this sample
     */
    public Optional<Alarm> add(long seconds, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        double exceedance = extremes.exceedance(value);
        ValueRange usual = usualRange();
        extremes.add(seconds, value);
        boolean novel = distribution.isNovel(seconds, value, extremes.range());
        boolean quiet = quietSamplesLeft > 0;
        Optional<Alarm> alarm = Optional.empty();
        if (exceedance > (quiet ? ESCALATION : 1)) {
            alarm = Optional.of(new Alarm(Alarm.Kind.JUMP, value, usual, new ValueRange(value, value)));
        } else if (novel && !quiet) {
            alarm = Optional.of(
                    new Alarm(Alarm.Kind.CHANGE, value, baseline.earlierRange(), distribution.recentRange()));
        }
        baseline.add(value);
        quietSamplesLeft = alarm.isPresent() ? QUIET_SAMPLES : quietSamplesLeft - 1;
        return alarm;
    }

    /** Whether enough samples were seen to know the usual range. */
    public boolean ready() {
        return baseline.isReady();
    }

    /** The usual range now, within the extremes that were seen. */
    public ValueRange usualRange() {
        return within(baseline.range());
    }

    /** The middle of the usual range. */
    public double level() {
        return baseline.level();
    }

    private ValueRange within(ValueRange span) {
        return new ValueRange(Math.max(span.low(), extremes.lowest()), Math.min(span.high(), extremes.highest()));
    }
}
