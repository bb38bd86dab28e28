package com.nae.learning.forecast;

/** The conditions under which a rising floor counts as a leak. They prevent most false alarms. */
final class LeakCriteria {
    /** Z of the Mann-Kendall test for p &lt; .001, one-sided. */
    private static final double MIN_SIGNIFICANCE = 3.09;

    private static final int MIN_POINTS = 12;
    /** A climb must be so many times as high as the deepest drop before it. */
    private static final double DROP_FACTOR = 2;

    private static final double DAY = 86400;

    private LeakCriteria() {}

    /**
     * Why the points are no leak, in a few words.
     *
     * @param deepestDrop the most that was released at once over the whole life
     * @return empty if they are a leak
     */
    static String rejectionReason(FloorPoints points, Sawtooth saw, double deepestDrop) {
        FloorPoints floor = saw.floor();
        if (points.size() < MIN_POINTS) {
            return "too few points";
        }
        if (TrendStatistics.mannKendall(points.values()) < MIN_SIGNIFICANCE || points.slope() <= 0) {
            return "no significant trend";
        }
        if (saw.present(points) && (saw.resets() < 3 || floor.size() < 4 || floor.span() < 0.4 * points.span())) {
            return "a sawtooth with too few resets to know its floor";
        }
        if (!saw.present(points) && points.rise() < DROP_FACTOR * deepestDrop) {
            return "a climb no higher than one that was released before";
        }
        if (floor.slope() <= 0 || floor.rise() < 5 * floor.spread()) {
            return "the rise is within the scatter";
        }
        if (!halvesAgree(points)) {
            return "the halves disagree";
        }
        if (points.slice(points.size() - points.size() / 4, points.size()).slope() <= 0) {
            return "the last quarter does not rise";
        }
        return floor.largestStep() > floor.rise() / 2 ? "one step makes most of the rise" : "";
    }

    /**
     * Whether the floor is higher than at the same hour yesterday by a third of its rise since then; true if the series
     * is shorter than two days.
     */
    static boolean risesDayOverDay(FloorSeries series, FloorPoints points) {
        if (series.span() < 2 * DAY) {
            return true;
        }
        double now = series.timeBeforeEnd(0);
        double rise = points.slope() * Math.min(DAY, points.span());
        return lowest(series, now - 3 * 3600, now) - lowest(series, now - DAY - 3 * 3600, now - DAY) > rise / 3;
    }

    private static double lowest(FloorSeries series, double from, double to) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < series.size(); i++) {
            if (series.when(i) >= from && series.when(i) <= to) {
                lowest = Math.min(lowest, series.low(i));
            }
        }
        return lowest;
    }

    /** Whether both halves rise, neither twice as fast as the other. */
    private static boolean halvesAgree(FloorPoints points) {
        int half = points.size() / 2;
        double first = points.slice(0, half).slope();
        double second = points.slice(half, points.size()).slope();
        return first > 0 && second > 0 && first < 2 * second && second < 2 * first;
    }
}
