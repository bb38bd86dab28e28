package com.nae.learning.forecast;

import java.util.Locale;
import java.util.Optional;

/**
 * A model of how a floor grows: a line, a line after a warm-up, or a line with a daily cycle.
 *
 * @param floor what is never released, now
 * @param slope of the line, per second
 */
record GrowthModel(Shape shape, double floor, double slope) {
    /** The shape of the curve. The operator reads the names in lower case. */
    enum Shape {
        LINE,
        WARMING,
        DAILY
    }

    private static final double HOUR = 3600;
    private static final double DAY = 2 * Math.PI / 86400;
    private static final double[] WARMUP_SECONDS = {600, 1200, 2500, 5000, 12000};
    private static final double USUAL_WARMUP_SECONDS = 1200;
    /** A warm-up can be told from a line only after so many times its length. */
    private static final double MIN_WARMUPS = 3;
    /** The loss of a daily model must be below this part of the loss without a daily cycle. */
    private static final double DAILY_GAIN = 0.6;
    /** The loss of a daily model must be below so many times that of pure noise. */
    private static final double MAX_NOISE = 3.5;
    /** A simpler model with less than this part of the loss of pure noise needs no daily cycle. */
    private static final double PURE_NOISE = 0.7;
    /** A daily cycle is looked for in series of at least this length. */
    private static final double MIN_DAILY_SPAN = 6 * HOUR;

    /** The line under the points; the median slope where that line does not rise. */
    static GrowthModel linear(FloorPoints floor, double now) {
        AsymmetricFit line = line(floor);
        double slope = line.factor(1) / HOUR;
        return new GrowthModel(Shape.LINE, line.at(now), slope > 0 ? slope : floor.slope());
    }

    /**
     * Whether a series, if it rose three times as fast as over its life, would reach the limit within {@code horizon}
     * times its present age.
     */
    static boolean canReach(FloorSeries series, double limit, double horizon) {
        AsymmetricFit line = line(FloorPoints.of(series, series.timeBeforeEnd(0.92), 24));
        double slope = 3 * Math.max(0, line.factor(1)) / HOUR;
        return line.at(series.latest()) + slope * horizon * series.latest() > limit;
    }

    /** The model that fits a series over its whole life best. A model with more parameters must fit much better. */
    static GrowthModel bestFit(FloorSeries series) {
        return series.span() < MIN_DAILY_SPAN ? settling(series) : daily(series).orElseGet(() -> settling(series));
    }

    /** A line, or a line after a warm-up if that fits much better. */
    private static GrowthModel settling(FloorSeries series) {
        double now = series.latest();
        FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(0.96), 24);
        AsymmetricFit line = line(points);
        if (series.span() < WARMUP_SECONDS[0] * MIN_WARMUPS) {
            return new GrowthModel(Shape.LINE, line.at(now), line.factor(1) / HOUR);
        }
        AsymmetricFit warm = warming(points, series.span());
        return warm.loss() < 0.5 * line.loss() && warm.factor(2) < 0
                ? new GrowthModel(Shape.WARMING, warm.at(now), warm.factor(1) / HOUR)
                : new GrowthModel(Shape.LINE, line.at(now), line.factor(1) / HOUR);
    }

    /** A model with a daily cycle, if it leaves no more than noise and fits much better than one without. */
    private static Optional<GrowthModel> daily(FloorSeries series) {
        FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(0.9), 96);
        AsymmetricFit simpler =
                AsymmetricFit.through(points, t -> 1, t -> t / HOUR, t -> Math.exp(-t / USUAL_WARMUP_SECONDS));
        double noise = points.size() * series.noise() * series.noise();
        if (simpler.loss() < PURE_NOISE * noise) {
            return Optional.empty();
        }
        AsymmetricFit daily = daily(points);
        double height = Math.hypot(daily.factor(2), daily.factor(3));
        boolean fits = daily.loss() < DAILY_GAIN * simpler.loss()
                && daily.loss() < MAX_NOISE * noise
                && height < 1.1 * points.range();
        double floor = daily.factor(0) + daily.factor(1) * series.latest() / HOUR - height;
        return fits ? Optional.of(new GrowthModel(Shape.DAILY, floor, daily.factor(1) / HOUR)) : Optional.empty();
    }

    String shapeName() {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static AsymmetricFit line(FloorPoints points) {
        return AsymmetricFit.under(points, t -> 1, t -> t / HOUR);
    }

    /**
     * The fit with the best warm-up time. The loss falls towards it and rises after it, so the search ends at the first
     * rise.
     */
    private static AsymmetricFit warming(FloorPoints points, double span) {
        AsymmetricFit best = null;
        for (double tau : WARMUP_SECONDS) {
            if (best != null && tau * MIN_WARMUPS >= span) {
                return best;
            }
            AsymmetricFit next = AsymmetricFit.under(points, t -> 1, t -> t / HOUR, t -> Math.exp(-t / tau));
            if (best != null && next.loss() > best.loss()) {
                return best;
            }
            best = next;
        }
        return best;
    }

    private static AsymmetricFit daily(FloorPoints points) {
        return AsymmetricFit.through(
                points,
                t -> 1,
                t -> t / HOUR,
                t -> Math.sin(DAY * t),
                t -> Math.cos(DAY * t),
                t -> Math.exp(-t / USUAL_WARMUP_SECONDS));
    }
}
