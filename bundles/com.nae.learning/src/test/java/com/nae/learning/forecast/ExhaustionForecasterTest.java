package com.nae.learning.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ExhaustionForecasterTest {
    private static final double HOUR = 3600;
    private static final double LIMIT = 1000;
    private final ExhaustionForecaster forecaster = ExhaustionForecaster.defaults();
    private final Random random = new Random(5);

    @Test
    void aSteadyLeakIsForecastHalfWay() {
        FloorSeries series = series(t -> 300 + 35 * t / HOUR, 10 * HOUR);
        ExhaustionEstimate outlook = forecaster.forecast(series, LIMIT).orElseThrow();
        assertEquals(10 * HOUR, outlook.seconds(), HOUR);
        assertTrue(outlook.earliest() <= outlook.seconds() && outlook.seconds() <= outlook.latest());
        assertFalse(outlook.due());
    }

    @Test
    void aLeakUnderASawtoothIsForecastByItsFloor() {
        FloorSeries series = series(t -> 300 + 35 * t / HOUR + 200 * (t % 2000) / 2000, 10 * HOUR);
        assertEquals(10 * HOUR, forecaster.forecast(series, LIMIT).orElseThrow().seconds(), HOUR);
    }

    @Test
    void aLeakIsDueShortlyBeforeItsEndAndNotMuchEarlier() {
        DoubleUnaryOperator leak = t -> 300 + 35 * t / HOUR;
        assertFalse(forecaster
                .forecast(series(leak, 17 * HOUR), LIMIT)
                .orElseThrow()
                .due());
        assertTrue(forecaster
                .forecast(series(leak, 19.6 * HOUR), LIMIT)
                .orElseThrow()
                .due());
    }

    @Test
    void aProgramThatWarmsUpIsLeftAlone() {
        assertNeverDue(t -> 300 + 600 * (1 - Math.exp(-t / (3 * HOUR))));
    }

    @Test
    void aCollectorsSawtoothIsLeftAloneHoweverHighItClimbs() {
        assertNeverDue(t -> 250 + 700 * (t % (4 * HOUR)) / (4 * HOUR));
    }

    @Test
    void aDailyCycleIsLeftAlone() {
        assertNeverDue(t -> 450 + 240 * (1 + Math.sin(2 * Math.PI * t / 86400)));
    }

    @Test
    void theCrestOfAFirstDayThatComesNearTheLimitIsLeftAlone() {
        for (double crest = 940; crest <= 970; crest += 10) {
            double height = crest - 500;
            for (double phase = 0; phase < 6; phase += 1) {
                double shift = phase;
                assertNeverDue(t -> 150 * (1 - Math.exp(-t / 1200))
                        + 350
                        + height * .5 * (1 + Math.sin(2 * Math.PI * t / 86400 + shift)));
            }
        }
    }

    @Test
    void aFirstToothThatClimbsForSevenHoursIsLeftAlone() {
        assertNeverDue(t -> 300 + 100 * (1 - Math.exp(-t / 1200)) + Math.min(599, 640 * (t % (7 * HOUR)) / (7 * HOUR)));
    }

    @Test
    void aDailyLeakWhoseLastNightIsCalmIsRestartedInTime() {
        DoubleUnaryOperator floor = t -> 300 + 28.6 * t / HOUR;
        FloorSeries series = new FloorSeries();
        int due = 0;
        for (long t = 0; floor.applyAsDouble(t) < LIMIT && due < 2; t += 60) {
            series.add(
                    t,
                    Math.min(
                            999,
                            floor.applyAsDouble(t)
                                    + 60 * (1 + Math.sin(2 * Math.PI * t / 86400 + 0.13))
                                    + 4 * random.nextGaussian()));
            due = series.value() > 900
                            && forecaster
                                    .forecast(series, LIMIT)
                                    .filter(ExhaustionEstimate::due)
                                    .isPresent()
                    ? due + 1
                    : 0;
        }
        assertEquals(2, due);
        assertTrue(series.latest() > 0.9 * 24.5 * HOUR, () -> "too early, after " + series.latest() / HOUR + " h");
    }

    @Test
    void aLeakUnderADailyCycleIsForecastBeforeItsFirstDayIsOver() {
        FloorSeries series = series(
                t -> 250
                        + 150 * (1 - Math.exp(-t / 1500))
                        + 20 * t / HOUR
                        + 60 * (1 + Math.sin(2 * Math.PI * t / 86400 + 1)),
                15 * HOUR);
        ExhaustionEstimate outlook = forecaster.forecast(series, LIMIT).orElseThrow();
        assertEquals("daily", outlook.shape());
        assertEquals(15 * HOUR, outlook.seconds(), 1.5 * HOUR);
    }

    @Test
    void aBurstIsLeftAlone() {
        assertNeverDue(t -> t > 10 * HOUR && t < 13 * HOUR ? 400 + 540 * (t - 10 * HOUR) / (3 * HOUR) : 400);
    }

    @Test
    void aFloorThatStandsStillHasNoForecast() {
        assertEquals(Optional.empty(), forecaster.forecast(series(t -> 950, 20 * HOUR), LIMIT));
        assertEquals(Optional.empty(), forecaster.forecast(new FloorSeries(), LIMIT));
    }

    @Test
    void theSeriesKeepsItsSizeAndItsFloorOverAYear() {
        FloorSeries series = new FloorSeries();
        for (long t = 0; t < 365 * 86400L; t += 300) {
            series.add(t, t % 86400 == 43200 ? 100 : 500);
        }
        assertTrue(series.size() <= FloorSeries.BINS);
        assertEquals(100, FloorPoints.of(series, series.timeBeforeEnd(1), 4).values()[0]);
    }

    @Test
    void valuesOutOfOrderAndWithoutNumberAreSkipped() {
        FloorSeries series = new FloorSeries();
        series.add(100, 5);
        series.add(50, 1);
        series.add(200, Double.NaN);
        assertEquals(1, series.size());
        assertEquals(100, series.latest());
    }

    private void assertNeverDue(DoubleUnaryOperator course) {
        FloorSeries series = new FloorSeries();
        for (long t = 0; t < 48 * HOUR; t += 60) {
            series.add(t, course.applyAsDouble(t) + 2 * random.nextGaussian());
            long at = t;
            if (t % 600 == 0) {
                assertFalse(
                        forecaster
                                .forecast(series, LIMIT)
                                .filter(ExhaustionEstimate::due)
                                .isPresent(),
                        () -> "due after " + at + " s");
            }
        }
    }

    private FloorSeries series(DoubleUnaryOperator course, double seconds) {
        FloorSeries series = new FloorSeries();
        for (long t = 0; t <= seconds; t += 30) {
            series.add(t, course.applyAsDouble(t) + 4 * random.nextGaussian());
        }
        return series;
    }
}
