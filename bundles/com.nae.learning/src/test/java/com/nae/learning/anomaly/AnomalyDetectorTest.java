package com.nae.learning.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final int STEP = 300;
    private static final int SAMPLES = 4000;

    @Test
    void stationaryNoiseOfAnyShapeRaisesAlmostNoAlarm() {
        int alarms = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            double[] state = {0};
            int shape = seed % 3;
            alarms += alarms(i -> switch (shape) {
                        case 0 -> 50 + 4 * random.nextGaussian();
                        case 1 -> 20 * Math.exp(0.5 * random.nextGaussian());
                        default -> 100 + (state[0] = 0.7 * state[0] + 3 * random.nextGaussian());
                    })
                    .size();
        }
        assertTrue(alarms <= 24, "one alarm in ten thousand samples at most, there were " + alarms + " in 240000");
    }

    @Test
    void aDailyCycleRaisesNoAlarm() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int count = alarms(i -> 200 + 80 * Math.sin(2 * Math.PI * i * STEP / 86400) + 4 * random.nextGaussian())
                    .size();
            assertTrue(count <= 1, "seed " + seed + ": " + count);
        }
    }

    @Test
    void aSpikeIsReportedAtOnceAndOnlyOnce() {
        Random random = new Random(1);
        List<Integer> at = alarms(i -> 50 + 2 * random.nextGaussian() + (i == 3000 ? 60 : 0));
        assertEquals(List.of(3000), at);
    }

    @Test
    void whatIsFarWorseIsReportedAlsoSoonAfterAnAlarm() {
        Random random = new Random(1);
        Map<Integer, Integer> jumps = Map.of(3000, 30, 3005, 35, 3010, 400, 3012, 450);
        assertEquals(List.of(3000, 3010), alarms(i -> 50 + 2 * random.nextGaussian() + jumps.getOrDefault(i, 0)));
    }

    @Test
    void aShiftIsReportedOnceAndThenTheNewUsual() {
        Random random = new Random(2);
        List<Integer> at = alarms(i -> (i < 2000 ? 50 : 75) + 4 * random.nextGaussian());
        assertEquals(1, at.size(), at::toString);
        assertTrue(at.get(0) >= 2000 && at.get(0) < 2012, at::toString);
    }

    @Test
    void aChangeOfScatterIsReported() {
        Random random = new Random(3);
        List<Integer> at = alarms(i -> 50 + (i < 2000 ? 2 : 14) * random.nextGaussian());
        assertTrue(!at.isEmpty() && at.get(0) >= 2000 && at.get(0) < 2060, at::toString);
        assertTrue(at.size() <= 2, at::toString);
    }

    @Test
    void theRangeIsWhatWasUsualBefore() {
        Random random = new Random(4);
        AnomalyDetector detector = new AnomalyDetector(0.1);
        for (int i = 0; i < 1000; i++) {
            detector.add((long) i * STEP, 50 + 2 * random.nextGaussian());
        }
        AnomalyDetector.Alarm alarm = detector.add(1000L * STEP, 120).orElseThrow();
        assertEquals(AnomalyDetector.Alarm.Kind.JUMP, alarm.kind());
        assertTrue(
                alarm.usual().low() > 35
                        && alarm.usual().low() < 48
                        && alarm.usual().high() > 52
                        && alarm.usual().high() < 65,
                alarm::toString);
    }

    @Test
    void aChangeIsReportedWithWhereItLiesAndWhatWasUsualBeforeIt() {
        Random random = new Random(5);
        AnomalyDetector detector = new AnomalyDetector(0.1);
        List<AnomalyDetector.Alarm> reported = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            double alternating = i % 2 == 0 ? 20 : 80;
            double level = i >= 2000 ? 50 : alternating;
            detector.add((long) i * STEP, level + random.nextGaussian()).ifPresent(reported::add);
        }
        assertEquals(1, reported.size(), reported::toString);
        assertEquals(AnomalyDetector.Alarm.Kind.CHANGE, reported.get(0).kind());
        assertTrue(reported.get(0).usual().low() < 20 && reported.get(0).usual().high() > 80, reported::toString);
        assertTrue(
                reported.get(0).recent().low() >= 0 && reported.get(0).recent().high() <= 100, reported::toString);
    }

    @Test
    void aSlowClimbIsLeftToTheForecast() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            assertEquals(List.of(), alarms(i -> 300 + 0.2 * i + 4 * random.nextGaussian()), "leak");
            assertEquals(
                    List.of(),
                    alarms(i -> 300 + 400 * (1 - Math.exp(-i / 400.0)) + 4 * random.nextGaussian()),
                    "warming up");
        }
    }

    @Test
    void aJobThatRunsOnceADayIsKnownOnceItWasSeen() {
        Random random = new Random(6);
        List<Integer> at = alarms(i -> 20 + 2 * random.nextGaussian() + (i % 288 == 100 ? 60 : 0));
        assertTrue(at.stream().allMatch(i -> i < 2 * 288), at::toString);
    }

    @Test
    void oneAbsurdValueDoesNotHideLaterOnesForEver() {
        Random random = new Random(7);
        AnomalyDetector detector = new AnomalyDetector(0.1);
        List<Long> days = new ArrayList<>();
        for (long i = 0; i < 200 * 288L; i++) {
            double shift = i > 199 * 288L ? 14 : 0;
            double value = 50 + 2 * random.nextGaussian() + (i == 1000 ? 5000 : shift);
            long day = i / 288;
            detector.add(i * STEP, value).ifPresent(a -> days.add(day));
        }
        assertEquals(3, days.get(0), days::toString);
        assertEquals(199, days.get(days.size() - 1), days::toString);
        assertTrue(days.size() <= 3, days::toString);
    }

    @Test
    void aConstantSeriesWithAJumpIsReportedAndNoNumberIsSkipped() {
        List<Integer> at = alarms(i -> {
            double level = i < 2000 ? 0 : 40;
            return i % 7 == 0 ? Double.NaN : level;
        });
        assertEquals(1, at.size(), at::toString);
    }

    /**
     * The scoring of the Numenta benchmark (Lavin and Ahmad 2015) on series of four kinds, for its standard and its
     * low-false-positive profile.
     */
    @Test
    void theScoreOnLabelledSeriesIsAboveTheBar() {
        double standard = score(0.11);
        double few = score(0.22);
        System.out.printf("anomalies: standard profile %.1f, low false positives %.1f%n", standard, few);
        assertTrue(standard >= 50, "standard " + standard);
        assertTrue(few >= 40, "low false positives " + few);
    }

    private static double score(double falsePositive) {
        double sum = 0;
        int windows = 0;
        for (int seed = 0; seed < 48; seed++) {
            Random random = new Random(1000 + seed);
            int start = 1500 + random.nextInt(2000);
            int length = 200;
            List<Integer> at = alarms(labelled(seed % 4, start, random));
            windows++;
            sum += at.stream()
                    .filter(i -> i >= start && i < start + length)
                    .findFirst()
                    .map(i -> sigmoid((i - start - length) / (double) length))
                    .orElse(-1.0);
            sum -= falsePositive
                    * at.stream().filter(i -> i < start || i >= start + length).count();
        }
        return 100 * (sum + windows) / (2 * windows);
    }

    private static IntToDoubleFunction labelled(int kind, int start, Random random) {
        double[] state = {0};
        return i -> {
            boolean in = i >= start && i < start + 150;
            state[0] = 0.5 * state[0] + random.nextGaussian();
            double base = 100 + 3 * state[0];
            return switch (kind) {
                case 0 -> base + (i == start ? 50 : 0);
                case 1 -> base + (in ? 25 : 0);
                case 2 -> 100 + 3 * state[0] * (in ? 5 : 1);
                default -> base + (in ? 50 : 0) + 30 * Math.sin(2 * Math.PI * i * STEP / 86400);
            };
        };
    }

    private static double sigmoid(double position) {
        return 2 / (1 + Math.exp(5 * position)) - 1;
    }

    private static List<Integer> alarms(IntToDoubleFunction series) {
        AnomalyDetector detector = new AnomalyDetector(0.1);
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            if (detector.add((long) i * STEP, series.applyAsDouble(i)).isPresent()) {
                at.add(i);
            }
        }
        return at;
    }
}
