package com.nae.learning.anomaly;

/**
 * The lowest and highest values of a series. Both shrink towards the middle within months, so that one outlier does not
 * hide later ones for ever. Not thread-safe.
 */
final class DecayingExtremes {
    /** No jump is reported before so many samples. */
    private static final int MIN_SAMPLES = 48;
    /** The margin is twice as large after so many samples, and four times as large after a third of them. */
    private static final double SETTLING_SAMPLES = 300;
    /** Part of the range that a value must exceed an extreme by. */
    private static final double MARGIN = 0.25;
    /** Time in which the range would shrink to nothing without new values. */
    private static final double DECAY_SECONDS = 30 * 86400;

    /** The margin is computed of a range of at least so many times the resolution. */
    private static final double MIN_RESOLUTIONS = 32;
    /** The margin is computed of a range of at least this part of the level. */
    private static final double MIN_SHARE = 0.05;

    private final double resolution;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long seen;
    private long latest;

    DecayingExtremes(double resolution) {
        this.resolution = resolution;
    }

    /**
     * How far a value lies beyond all that were seen, in units of a margin. The margin is a part of their range, and
     * larger while few values were seen.
     *
     * @return above 1 for a jump; 0 or less within the range, and while there are too few samples
     */
    double exceedance(double value) {
        double margin = MARGIN
                * (1 + SETTLING_SAMPLES / (seen + 1))
                * Math.max(range(), Math.max(MIN_RESOLUTIONS * resolution, MIN_SHARE * Math.abs(lowest + highest) / 2));
        return seen < MIN_SAMPLES ? 0 : Math.max(value - highest, lowest - value) / margin;
    }

    /** @param seconds since the epoch */
    void add(long seconds, double value) {
        if (seen++ > 0) {
            double shrunk = Math.min(MARGIN, Math.max(0, seconds - latest) / DECAY_SECONDS) * range();
            highest -= shrunk;
            lowest += shrunk;
        }
        latest = seconds;
        highest = Math.max(highest, value);
        lowest = Math.min(lowest, value);
    }

    double range() {
        return highest - lowest;
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }
}
