package com.nae.learning.forecast;

import java.util.Optional;

/**
 * Forecasts when a rising floor reaches its limit, and whether the program should be restarted before.
 *
 * @param minUptime seconds that a program must have run before a restart
 * @param level part of the limit that must be in use before a restart
 * @param lead part of the uptime that a restart may give away; at most two hours
 */
public record ExhaustionForecaster(double minUptime, double level, double lead) {
    /** Parts of the life of the program, up to now, that are searched for a rise. */
    private static final double[] RECENT_PARTS = {0.85, 0.6, 0.36, 0.2};
    /** A rise over less than this part of the life must be at the critical level to count. */
    private static final double SUSTAINED = 0.3;

    /** Part of the limit from which a short rise counts as well. */
    private static final double CRITICAL_LEVEL = 0.985;

    private static final double MAX_LEAD_SECONDS = 7200;
    /** Series that are shorter get no forecast. */
    private static final double MIN_SPAN_SECONDS = 5400;
    /** Forecasts reach so many times as model as the program has run. */
    private static final double HORIZON = 4;

    /** A warm-up that has slowed down to this part of the recent slope will settle. */
    private static final double SETTLING_RATIO = 0.2;
    /** Programs that released little must have run so many times the least uptime. */
    private static final double NO_DROP_FACTOR = 1.25;

    private static final int ENOUGH_DROPS = 3;
    /** A largest step of so many times the mean one makes a staircase. */
    private static final double STAIR_RATIO = 3;
    /** The part of the life that shows whether the floor still rises. */
    private static final double LATEST_PART = 0.1;
    /** How much faster than at present the floor may rise in the lead time. */
    private static final double SLACK = 1.2;
    /** How many times its noise below the limit a floor first touches it, without and with a daily cycle. */
    private static final double NOISE_MARGIN = 4;

    private static final double DAILY_NOISE_MARGIN = 2.5;

    /**
     * A part of the series that rises as a leak does.
     *
     * @param sawtooth whether a garbage collector's sawtooth rides on the floor
     */
    private record Rise(double part, FloorPoints floor, boolean sawtooth) {}

    /** The defaults, which no healthy series of the benchmark has triggered. */
    public static ExhaustionForecaster defaults() {
        return new ExhaustionForecaster(20700, 0.94, 0.05);
    }

    /** The estimate for a series and its limit, or empty if there is no sign of a leak. */
    public Optional<ExhaustionEstimate> forecast(FloorSeries series, double limit) {
        if (series.span() < Math.min(MIN_SPAN_SECONDS, minUptime / 3)) {
            return Optional.empty();
        }
        Optional<Rise> rise = rise(series);
        if (rise.isEmpty() && !GrowthModel.canReach(series, limit, HORIZON)) {
            return Optional.empty();
        }
        GrowthModel lifetime = GrowthModel.bestFit(series);
        return rise.map(r -> risingEstimate(series, lifetime, r, limit))
                .or(() -> cyclicEstimate(series, lifetime, limit))
                .filter(o -> o.seconds() < HORIZON * series.latest());
    }

    /** The longest part of the life, up to now, that rises as a leak does. */
    private static Optional<Rise> rise(FloorSeries series) {
        double deepestDrop = Sawtooth.deepestFall(
                FloorPoints.of(series, series.timeBeforeEnd(1), 48).values());
        for (double part : RECENT_PARTS) {
            FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(part), 24);
            Sawtooth sawtooth = Sawtooth.of(points);
            if (LeakCriteria.rejectionReason(points, sawtooth, deepestDrop).isEmpty()
                    && LeakCriteria.risesDayOverDay(series, points)) {
                return Optional.of(new Rise(part, sawtooth.floor(), sawtooth.present(points)));
            }
        }
        return Optional.empty();
    }

    /** The estimate for a floor whose rise shows only without its daily cycle. */
    private Optional<ExhaustionEstimate> cyclicEstimate(FloorSeries series, GrowthModel lifetime, double limit) {
        if (lifetime.shape() != GrowthModel.Shape.DAILY || lifetime.slope() <= 0) {
            return Optional.empty();
        }
        double seconds = seconds(lifetime, limit - DAILY_NOISE_MARGIN * series.noise());
        boolean due = ranLongEnough(series) && lifetime.floor() > level * limit && 0.8 * seconds < leadSeconds(series);
        return Optional.of(new ExhaustionEstimate(
                lifetime.floor(), lifetime.slope(), seconds, 0.8 * seconds, 1.25 * seconds, due, lifetime.shapeName()));
    }

    /** How long before exhaustion a restart may be made. */
    private double leadSeconds(FloorSeries series) {
        return Math.min(MAX_LEAD_SECONDS, lead * series.latest());
    }

    /**
     * Whether the program ran long enough. One that never released anything must run longer, since its first climb may
     * be no leak.
     */
    private boolean ranLongEnough(FloorSeries series) {
        return series.latest() > (series.drops() >= ENOUGH_DROPS ? 1 : NO_DROP_FACTOR) * minUptime;
    }

    /** The estimate for a floor that rises: when it is expected to reach the limit, and how early or late it could. */
    private ExhaustionEstimate risingEstimate(FloorSeries series, GrowthModel lifetime, Rise rise, double limit) {
        double now = series.latest();
        GrowthModel recent = GrowthModel.linear(rise.floor(), now);
        GrowthModel model = isLasting(lifetime, rise) ? lifetime : recent;
        double seconds = model.slope() <= 0
                ? Double.POSITIVE_INFINITY
                : seconds(model, limit - noiseMargin(series, model, rise));
        TrendStatistics.Slope slope = rise.floor().interval();
        double peak = recent.floor() + highest(rise.floor(), recent, now);
        double earliest = Math.max(0, (limit - peak) / Math.max(recent.slope(), slope.high()));
        double latest = (limit - recent.floor()) / Math.max(slope.low(), recent.slope() / 4);
        boolean settles =
                lifetime.shape() == GrowthModel.Shape.WARMING && lifetime.slope() < SETTLING_RATIO * recent.slope();
        boolean high = peak > (rise.part() > SUSTAINED ? level : CRITICAL_LEVEL) * limit;
        boolean due = ranLongEnough(series)
                && high
                && earliest < leadSeconds(series)
                && !settles
                && (rise.sawtooth() || keepsRising(series, rise.floor(), limit - peak, leadSeconds(series)));
        return new ExhaustionEstimate(
                model.floor(),
                model.slope(),
                seconds,
                Math.min(earliest, seconds),
                Math.max(latest, seconds),
                due,
                model.shapeName());
    }

    /** Whether the model of the whole life is better than the recent line: it has a daily cycle, or a long warm-up. */
    private static boolean isLasting(GrowthModel lifetime, Rise rise) {
        return lifetime.shape() == GrowthModel.Shape.DAILY
                || lifetime.shape() == GrowthModel.Shape.WARMING && rise.part() > 0.5;
    }

    /** How far below the limit the mean of a floor is when its scatter first touches the limit. */
    private static double noiseMargin(FloorSeries series, GrowthModel model, Rise rise) {
        if (model.shape() == GrowthModel.Shape.DAILY) {
            return DAILY_NOISE_MARGIN * series.noise();
        }
        return rise.sawtooth()
                ? 0
                : Math.min(NOISE_MARGIN * series.noise(), 10 * rise.floor().spread());
    }

    /**
     * Whether the floor still rises fast enough to use up what is left in the lead time, or rises in stairs of which
     * the next one is too high.
     */
    private static boolean keepsRising(FloorSeries series, FloorPoints floor, double left, double leadSeconds) {
        double step = floor.largestStep();
        boolean stairs = step > STAIR_RATIO * floor.rise() / floor.size();
        if (stairs && left < step) {
            return true;
        }
        double slope =
                FloorPoints.of(series, series.timeBeforeEnd(LATEST_PART), 12).slope();
        return left < slope * SLACK * leadSeconds;
    }

    private static double seconds(GrowthModel model, double limit) {
        return Math.max(0, (limit - model.floor()) / model.slope());
    }

    /** How far the later half of the floor's points rose above its line, at most. */
    private static double highest(FloorPoints floor, GrowthModel line, double now) {
        double highest = 0;
        for (int i = floor.size() / 2; i < floor.size(); i++) {
            highest = Math.max(highest, floor.values()[i] - (line.floor() - line.slope() * (now - floor.times()[i])));
        }
        return highest;
    }
}
