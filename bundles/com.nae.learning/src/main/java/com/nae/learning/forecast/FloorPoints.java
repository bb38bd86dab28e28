package com.nae.learning.forecast;

import java.util.Arrays;

/** Points of a floor in order of time, with rank statistics. */
final class FloorPoints {
    /** Standard deviations of a confidence interval of 99 %. */
    private static final double INTERVAL = 2.58;

    private final double[] t;
    private final double[] y;
    private double slope = Double.NaN;

    FloorPoints(double[] t, double[] y) {
        this.t = t;
        this.y = y;
    }

    /**
     * The lowest value of each of some equal bins.
     *
     * @param from start of the first bin, in seconds since the start of the program; the last bin ends with the series
     */
    static FloorPoints of(FloorSeries series, double from, int bins) {
        double[] t = new double[bins];
        double[] y = new double[bins];
        double width = (series.timeBeforeEnd(0) - from) / bins + 1e-6;
        int n = 0;
        int lastBin = -1;
        for (int i = 0; i < series.size(); i++) {
            int bin = (int) Math.floor((series.when(i) - from) / width);
            if (bin > lastBin) {
                lastBin = bin;
                t[n] = series.when(i);
                y[n++] = series.low(i);
            } else if (bin == lastBin && lastBin >= 0 && series.low(i) <= y[n - 1]) {
                t[n - 1] = series.when(i);
                y[n - 1] = series.low(i);
            }
        }
        return new FloorPoints(Arrays.copyOf(t, n), Arrays.copyOf(y, n));
    }

    int size() {
        return t.length;
    }

    double[] times() {
        return t;
    }

    double[] values() {
        return y;
    }

    FloorPoints slice(int from, int to) {
        return new FloorPoints(Arrays.copyOfRange(t, from, to), Arrays.copyOfRange(y, from, to));
    }

    /** Sen's slope, per second. */
    double slope() {
        if (Double.isNaN(slope)) {
            slope = TrendStatistics.slope(t, y);
        }
        return slope;
    }

    /** Sen's slope with its confidence interval. */
    TrendStatistics.Slope interval() {
        return TrendStatistics.sen(t, y, INTERVAL);
    }

    double span() {
        return t.length == 0 ? 0 : t[t.length - 1] - t[0];
    }

    /** How much Sen's line rises over the points. */
    double rise() {
        return slope() * span();
    }

    double range() {
        return Arrays.stream(y).max().orElse(0) - Arrays.stream(y).min().orElse(0);
    }

    /** Median distance from Sen's line. */
    double spread() {
        double[] r = new double[t.length];
        Arrays.setAll(r, i -> y[i] - slope() * t[i]);
        double middle = TrendStatistics.median(r);
        Arrays.setAll(r, i -> Math.abs(r[i] - middle));
        return TrendStatistics.median(r);
    }

    /** The largest step up that no later point reverts. */
    double largestStep() {
        double after = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int i = t.length - 1; i >= 0; i--) {
            double lasting = Math.min(y[i], after);
            largest = after == Double.POSITIVE_INFINITY ? 0 : Math.max(largest, after - lasting);
            after = lasting;
        }
        return largest;
    }
}
