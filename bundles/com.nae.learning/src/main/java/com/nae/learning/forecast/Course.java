package com.nae.learning.forecast;

import java.util.Locale;
import java.util.Optional;

/**
 * How a floor goes on: along a line, a line under which the program is still warming up, or a line with a daily cycle.
 *
 * @param floor what cannot be given back, now
 * @param slope of the line, per second
 */
record Course(Shape shape, double floor, double slope) {
    enum Shape { LINE, WARMING, DAILY }

    private static final double HOUR = 3600;
    private static final double DAY = 2 * Math.PI / 86400;
    private static final double[] WARMING = {600, 1200, 2500, 5000, 12000};
    private static final double USUAL_WARMING = 1200;
    private static final double WARMING_SPANS = 3;
    private static final double LESS = 0.6;
    private static final double NOISE = 3.5;
    private static final double MERE = 0.7;
    private static final double SHORTEST_DAY = 6 * HOUR;

    static Course straight(Points floor, double now) {
        Envelope line = line(floor);
        double slope = line.factor(1) / HOUR;
        return new Course(Shape.LINE, line.at(now), slope > 0 ? slope : floor.slope());
    }

    /** Whether a series rises at all over its life, so that it could reach the limit within {@code sight} of its present age. */
    static boolean reaches(FloorSeries series, double limit, double sight) {
        Envelope line = line(Points.of(series, series.from(0.92), 24));
        double slope = 3 * Math.max(0, line.factor(1)) / HOUR;
        return line.at(series.latest()) + slope * sight * series.latest() > limit;
    }

    /** The course that fits a series over its whole life best; a richer one must fit better by far. */
    static Course of(FloorSeries series) {
        return series.span() < SHORTEST_DAY ? settling(series) : daily(series).orElseGet(() -> settling(series));
    }

    private static Course settling(FloorSeries series) {
        double now = series.latest();
        Points points = Points.of(series, series.from(0.96), 24);
        Envelope line = line(points);
        if (series.span() < WARMING[0] * WARMING_SPANS) {
            return new Course(Shape.LINE, line.at(now), line.factor(1) / HOUR);
        }
        Envelope warm = warming(points, series.span());
        return warm.loss() < 0.5 * line.loss() && warm.factor(2) < 0 ? new Course(Shape.WARMING, warm.at(now), warm.factor(1) / HOUR)
                : new Course(Shape.LINE, line.at(now), line.factor(1) / HOUR);
    }

    /** A daily cycle that leaves no more than noise, and far less than none does. */
    private static Optional<Course> daily(FloorSeries series) {
        Points points = Points.of(series, series.from(0.9), 96);
        Envelope simpler = Envelope.through(points, t -> 1, t -> t / HOUR, t -> Math.exp(-t / USUAL_WARMING));
        double noise = points.size() * series.noise() * series.noise();
        if (simpler.loss() < MERE * noise) {
            return Optional.empty();
        }
        Envelope daily = daily(points);
        double height = Math.hypot(daily.factor(2), daily.factor(3));
        boolean fits = daily.loss() < LESS * simpler.loss() && daily.loss() < NOISE * noise && height < 1.1 * points.range();
        double floor = daily.factor(0) + daily.factor(1) * series.latest() / HOUR - height;
        return fits ? Optional.of(new Course(Shape.DAILY, floor, daily.factor(1) / HOUR)) : Optional.empty();
    }

    String word() {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static Envelope line(Points points) {
        return Envelope.under(points, t -> 1, t -> t / HOUR);
    }

    /** The best of the times of warming up; the loss falls towards it and rises behind it. */
    private static Envelope warming(Points points, double span) {
        Envelope best = null;
        for (double tau : WARMING) {
            if (best != null && tau * WARMING_SPANS >= span) {
                return best;
            }
            Envelope next = Envelope.under(points, t -> 1, t -> t / HOUR, t -> Math.exp(-t / tau));
            if (best != null && next.loss() > best.loss()) {
                return best;
            }
            best = next;
        }
        return best;
    }

    private static Envelope daily(Points points) {
        return Envelope.through(points, t -> 1, t -> t / HOUR, t -> Math.sin(DAY * t), t -> Math.cos(DAY * t), t -> Math.exp(-t / USUAL_WARMING));
    }
}
