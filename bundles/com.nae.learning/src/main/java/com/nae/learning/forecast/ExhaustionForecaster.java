package com.nae.learning.forecast;

import java.util.Optional;

/**
 * Says when a floor that rises reaches its limit, and whether the program should be restarted before.
 *
 * @param minUptime seconds a program must have run before anything is done
 * @param level part of the limit that must be reached before anything is done
 * @param lead part of the uptime that may be given away by a restart; at most two hours
 */
public record ExhaustionForecaster(double minUptime, double level, double lead) {
    private static final double[] PARTS = {0.85, 0.6, 0.36, 0.2};
    private static final double SUSTAINED = 0.3;
    private static final double BRINK = 0.985;
    private static final double LONGEST_LEAD = 7200;
    private static final double FIRST_LOOK = 5400;
    private static final double SIGHT = 4;
    private static final double SETTLING = 0.2;
    private static final double FIRST_CLIMB = 1.25;
    private static final int KNOWN = 3;
    private static final double STAIRS = 3;
    private static final double LATELY = 0.1;
    private static final double SLACK = 1.2;
    private static final double PASSAGE = 4;
    private static final double DAILY_PASSAGE = 2.5;

    /** A part of the series that rises as a leak does. */
    private record Rise(double part, FloorPoints floor, boolean saw) {}

    /** Guards that no healthy series of the yardstick has passed. */
    public static ExhaustionForecaster defaults() {
        return new ExhaustionForecaster(20700, 0.94, 0.05);
    }

    /** The outlook of a series against its limit, or empty where no leak is seen. */
    public Optional<ExhaustionEstimate> forecast(FloorSeries series, double limit) {
        if (series.span() < Math.min(FIRST_LOOK, minUptime / 3)) {
            return Optional.empty();
        }
        Optional<Rise> rise = rise(series);
        if (rise.isEmpty() && !GrowthModel.canReach(series, limit, SIGHT)) {
            return Optional.empty();
        }
        GrowthModel life = GrowthModel.bestFit(series);
        return rise.map(r -> rising(series, life, r, limit))
                .or(() -> cycling(series, life, limit))
                .filter(o -> o.seconds() < SIGHT * series.latest());
    }

    private static Optional<Rise> rise(FloorSeries series) {
        double givenBack = Sawtooth.deepestFall(
                FloorPoints.of(series, series.timeBeforeEnd(1), 48).values());
        for (double part : PARTS) {
            FloorPoints points = FloorPoints.of(series, series.timeBeforeEnd(part), 24);
            Sawtooth saw = Sawtooth.of(points);
            if (LeakCriteria.rejectionReason(points, saw, givenBack).isEmpty()
                    && LeakCriteria.risesDayOverDay(series, points)) {
                return Optional.of(new Rise(part, saw.floor(), saw.present(points)));
            }
        }
        return Optional.empty();
    }

    /** A floor whose rise shows only when its daily cycle is taken off. */
    private Optional<ExhaustionEstimate> cycling(FloorSeries series, GrowthModel life, double limit) {
        if (life.shape() != GrowthModel.Shape.DAILY || life.slope() <= 0) {
            return Optional.empty();
        }
        double seconds = seconds(life, limit - DAILY_PASSAGE * series.noise());
        boolean due = old(series) && life.floor() > level * limit && 0.8 * seconds < ahead(series);
        return Optional.of(new ExhaustionEstimate(
                life.floor(), life.slope(), seconds, 0.8 * seconds, 1.25 * seconds, due, life.shapeName()));
    }

    /** How long before the end a restart may be made. */
    private double ahead(FloorSeries series) {
        return Math.min(LONGEST_LEAD, lead * series.latest());
    }

    /**
     * Whether the program ran long enough; longer where it has never given anything back, since its first climb may be
     * no more than that.
     */
    private boolean old(FloorSeries series) {
        return series.latest() > (series.drops() >= KNOWN ? 1 : FIRST_CLIMB) * minUptime;
    }

    private ExhaustionEstimate rising(FloorSeries series, GrowthModel life, Rise rise, double limit) {
        double now = series.latest();
        GrowthModel near = GrowthModel.linear(rise.floor(), now);
        GrowthModel far = life.shape() == GrowthModel.Shape.DAILY
                        || life.shape() == GrowthModel.Shape.WARMING && rise.part() > 0.5
                ? life
                : near;
        double seconds = far.slope() <= 0 ? Double.POSITIVE_INFINITY : seconds(far, limit - passage(series, far, rise));
        TrendStatistics.Slope slope = rise.floor().interval();
        double peak = near.floor() + highest(rise.floor(), near, now);
        double earliest = Math.max(0, (limit - peak) / Math.max(near.slope(), slope.high()));
        double latest = (limit - near.floor()) / Math.max(slope.low(), near.slope() / 4);
        boolean settles = life.shape() == GrowthModel.Shape.WARMING && life.slope() < SETTLING * near.slope();
        boolean high = peak > (rise.part() > SUSTAINED ? level : BRINK) * limit;
        boolean due = old(series)
                && high
                && earliest < ahead(series)
                && !settles
                && (rise.saw() || goesOn(series, rise.floor(), limit - peak, ahead(series)));
        return new ExhaustionEstimate(
                far.floor(),
                far.slope(),
                seconds,
                Math.min(earliest, seconds),
                Math.max(latest, seconds),
                due,
                far.shapeName());
    }

    /** How much earlier than its mean a floor that scatters touches the limit. */
    private static double passage(FloorSeries series, GrowthModel far, Rise rise) {
        return far.shape() == GrowthModel.Shape.DAILY
                ? DAILY_PASSAGE * series.noise()
                : rise.saw()
                        ? 0
                        : Math.min(PASSAGE * series.noise(), 10 * rise.floor().spread());
    }

    /**
     * Whether the floor still climbs as fast as it must to use up what is left in the time ahead, or does so in stairs
     * of which the next is too high.
     */
    private static boolean goesOn(FloorSeries series, FloorPoints floor, double left, double ahead) {
        double step = floor.largestStep();
        boolean stairs = step > STAIRS * floor.rise() / floor.size();
        return stairs && left < step
                || left
                        < FloorPoints.of(series, series.timeBeforeEnd(LATELY), 12)
                                        .slope()
                                * SLACK
                                * ahead;
    }

    private static double seconds(GrowthModel course, double limit) {
        return Math.max(0, (limit - course.floor()) / course.slope());
    }

    /** How far the later half of the floor's points rose above its line. */
    private static double highest(FloorPoints floor, GrowthModel line, double now) {
        double highest = 0;
        for (int i = floor.size() / 2; i < floor.size(); i++) {
            highest = Math.max(highest, floor.values()[i] - (line.floor() - line.slope() * (now - floor.times()[i])));
        }
        return highest;
    }
}
