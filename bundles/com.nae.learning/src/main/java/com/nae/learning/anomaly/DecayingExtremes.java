package com.nae.learning.anomaly;

/**
 * How far a series ever went, up and down. It draws in within months, so that what was reached once is not known for
 * ever. Not thread-safe.
 */
final class DecayingExtremes {
    private static final int LEARNING = 48;
    private static final double SETTLED = 300;
    private static final double BEYOND = 0.25;
    private static final double KEPT = 30 * 86400;
    private static final double GRAINS = 32;
    private static final double PART = 0.05;

    private final double grain;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long seen;
    private long latest;

    DecayingExtremes(double grain) {
        this.grain = grain;
    }

    /**
     * How far a value lies beyond all that were seen; 1 is a good part of their range, and the more the fewer were
     * seen.
     */
    double exceedance(double value) {
        double margin = BEYOND
                * (1 + SETTLED / (seen + 1))
                * Math.max(range(), Math.max(GRAINS * grain, PART * Math.abs(lowest + highest) / 2));
        return seen < LEARNING ? 0 : Math.max(value - highest, lowest - value) / margin;
    }

    void add(long seconds, double value) {
        if (seen++ > 0) {
            double drawn = Math.min(BEYOND, Math.max(0, seconds - latest) / KEPT) * range();
            highest -= drawn;
            lowest += drawn;
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
