package com.nae.learning.forecast;

import java.util.Locale;
import java.util.Optional;

/**
 * How a floor goes on: along a line, a line under which the program is still warming up, or a line with a daily cycle.
 *
 * @param floor what cannot be given back, now
 * @param slope of the line, per second
 */
record GrowthModel(Shape shape, double floor, double slope) {
    enum Shape {
        LINE,
        WARMING,
        DAILY
    }

    private static final double HOUR = 3600;
    private static final double DAY = 2 * Math.PI / 86400;
    private static final double[] WARMING = {600, 1200, 2500, 5000, 12000};
    private static final double USUAL_WARMING = 1200;
    private static final double WARMING_SPANS = 3;
    private static final double LESS = 0.6;
    private static final double NOISE = 3.5;
    private static final double MERE = 0.7;
    private static final double SHORTEST_DAY = 6 * HOUR;

    static GrowthModel linear(FloorPoints floor, double now) {
        AsymmetricFit line = line(floor);
        double slope = line.factor(1) / HOUR;
        return new GrowthModel(Shape.LINE, line.at(now), slope > 0 ? slope : floor.slope());
    }

    /**
     * Whether a series rises at all over its life, so that it could reach the limit within {@code sight} of its present
     * age.
     */
    static boolean canReach(FloorSeries series, double limit, double sight) {
        AsymmetricFit line = line(FloorPoints.of(series, series.timeBeforeEnd(0.92), 24));
        double slope = 3 * Math.max(0, line.factor(1)) / HOUR;
        return line.at(series.latest()) + slope * sight * series.latest() > limit;
    }

    /** The course that fits a series over its whole life best; a richer one must fit better by far. */
    static GrowthModel bestFit(FloorSeries series) {
        return series.span() < SHORTEST_DAY ? settling(series) : daily(series).orElseGet(() -> settling(series));
    }

    private static GrowthModel settling(FloorSeries series) {
        double now = series.latest();
        FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(0.96), 24);
        AsymmetricFit line = line(points);
        if (series.span() < WARMING[0] * WARMING_SPANS) {
            return new GrowthModel(Shape.LINE, line.at(now), line.factor(1) / HOUR);
        }
        AsymmetricFit warm = warming(points, series.span());
        return warm.loss() < 0.5 * line.loss() && warm.factor(2) < 0
                ? new GrowthModel(Shape.WARMING, warm.at(now), warm.factor(1) / HOUR)
                : new GrowthModel(Shape.LINE, line.at(now), line.factor(1) / HOUR);
    }

    /** A daily cycle that leaves no more than noise, and far less than none does. */
    private static Optional<GrowthModel> daily(FloorSeries series) {
        FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(0.9), 96);
        AsymmetricFit simpler = AsymmetricFit.through(points, t -> 1, t -> t / HOUR, t -> Math.exp(-t / USUAL_WARMING));
        double noise = points.size() * series.noise() * series.noise();
        if (simpler.loss() < MERE * noise) {
            return Optional.empty();
        }
        AsymmetricFit daily = daily(points);
        double height = Math.hypot(daily.factor(2), daily.factor(3));
        boolean fits =
                daily.loss() < LESS * simpler.loss() && daily.loss() < NOISE * noise && height < 1.1 * points.range();
        double floor = daily.factor(0) + daily.factor(1) * series.latest() / HOUR - height;
        return fits ? Optional.of(new GrowthModel(Shape.DAILY, floor, daily.factor(1) / HOUR)) : Optional.empty();
    }

    String shapeName() {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static AsymmetricFit line(FloorPoints points) {
        return AsymmetricFit.under(points, t -> 1, t -> t / HOUR);
    }

    /** The best of the times of warming up; the loss falls towards it and rises behind it. */
    private static AsymmetricFit warming(FloorPoints points, double span) {
        AsymmetricFit best = null;
        for (double tau : WARMING) {
            if (best != null && tau * WARMING_SPANS >= span) {
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
                t -> Math.exp(-t / USUAL_WARMING));
    }
}
