package com.nae.learning.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.history.ResourcePoint;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import com.nae.learning.forecast.ExhaustionForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResourceTrackerTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final Random random = new Random(3);
    private final RecentChanges changes = new RecentChanges();
    private int historyReads;
    private double files = 1024;
    private final ResourceTracker.InputSource inputs = new ResourceTracker.InputSource() {
        @Override
        public ResourceLimits limits(InstanceId instance) {
            return new ResourceLimits(Map.of("memory", 1e9, "files", files));
        }

        @Override
        public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
            historyReads++;
            return List.of();
        }
    };
    private final ResourceTracker tracker =
            new ResourceTracker(inputs, changes, ExhaustionForecaster.defaults(), Duration.ofMinutes(5));

    @Test
    void filesThatAreNeverClosedAreForecastAgainstTheirLimit() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            tracker.sampled(sample(s, 5e8, 20 + s / 80));
        }
        Forecast forecast = tracker.forecasts(START.plusSeconds(12 * 3600)).get(0);
        assertEquals("files", forecast.resource());
        assertEquals(1024, forecast.limit());
        double hours = Duration.between(START, forecast.reached()).toMinutes() / 60.0;
        assertTrue(hours > 20 && hours < 24, "reached after " + hours);
        assertTrue(
                forecast.sentence().startsWith("trader@live: files reaches its limit in about"), forecast.sentence());
    }

    @Test
    void aNewProgramBeginsWithoutAForecast() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            tracker.sampled(sample(s, 5e8, 20 + s / 80));
        }
        tracker.sampled(sample(5, 5e8, 20));
        assertEquals(List.of(), tracker.forecasts(START));
    }

    private void leak(ResourceTracker into, int from, int to) {
        for (int s = from * 3600; s < to * 3600; s += 60) {
            into.sampled(sample(s, 5e8, 20 + s / 80));
        }
    }

    @Test
    void aLimitThatIsRaisedWhileTheProgramRunsCountsFromTheNextForecast() {
        leak(tracker, 0, 12);
        files = 100_000;
        tracker.definitionChanged("trader");
        leak(tracker, 12, 13);
        assertEquals(List.of(), tracker.forecasts(START), "it is far away now");
        files = 700;
        tracker.definitionChanged("trader");
        leak(tracker, 13, 14);
        assertEquals(700, tracker.forecasts(START).get(0).limit());
    }

    @Test
    void aClockThatStepsBackByAMomentForgetsNothing() {
        leak(tracker, 0, 12);
        tracker.sampled(sample(12 * 3600 - 90, 12 * 3600 - 90, 5e8, 20 + (12 * 3600 - 90) / 80));
        leak(tracker, 12, 13);
        assertEquals("files", tracker.forecasts(START).get(0).resource());
    }

    @Test
    void aClockThatLeapsAheadMakesNoLeakOfAProgramThatWarmsUp() {
        for (int s = 0; s <= 3600; s += 60) {
            tracker.sampled(sample(s, 3e8 + s * 1.7e5, 20));
        }
        for (int s = 3660; s <= 6 * 3600; s += 60) {
            int leap = 10 * 3600;
            tracker.sampled(sample(s + leap, 3e8 + 3600 * 1.7e5 + 1e6 * random.nextGaussian(), 20));
            assertEquals(
                    List.of(),
                    tracker.forecasts(START).stream()
                            .filter(Forecast::restartDue)
                            .toList());
        }
    }

    @Test
    void aGapInTheSamplesOfALeakDelaysItsForecastAndNoMore() {
        leak(tracker, 0, 6);
        leak(tracker, 11, 14);
        double hours = Duration.between(
                                        START.plusSeconds(14 * 3600),
                                        tracker.forecasts(START.plusSeconds(14 * 3600))
                                                .get(0)
                                                .reached())
                                .toMinutes()
                        / 60.0
                + 14;
        assertTrue(hours > 20 && hours < 24, "reached after " + hours);
    }

    @Test
    void aProgramThatIsRestartedOftenIsNotTakenForALeak() {
        for (int start = 0; start < 40 * 3600; start += 1800) {
            for (int up = 0; up < 1800; up += 60) {
                tracker.sampled(sample(start + up, up, 3e8 + up * 3.5e5, 20));
                assertEquals(List.of(), tracker.forecasts(START));
            }
        }
        assertEquals(1, historyReads, "the history is read once a run");
    }

    @Test
    void aDiskThatFillsIsForecast() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            tracker.sampled(new SystemSample(
                    START.plusSeconds(s),
                    OptionalDouble.empty(),
                    2,
                    OptionalDouble.empty(),
                    Use.unknown(),
                    Use.unknown(),
                    List.of(new Space("logs", Use.of((long) (4e9 + s * 1e5), (long) 1e10), Use.unknown())),
                    Use.unknown(),
                    null));
        }
        Forecast forecast = tracker.forecasts(START).get(0);
        assertEquals("disk", forecast.resource());
        assertEquals(Optional.empty(), forecast.instance());
    }

    @Test
    void anAnomalyIsOneSentenceWithTheUsualRangeTiedToWhatWasChangedBefore() {
        List<Anomaly> found = new ArrayList<>();
        changes.add(START.plusSeconds(29_000), "trader", "fix f1 (import-stdlib) was promoted", true);
        for (int s = 0; s < 40_000; s += 30) {
            found.addAll(tracker.sampled(sample(s, (s < 30_000 ? 2e8 : 6e8) + 3e6 * random.nextGaussian(), 20)));
        }
        assertEquals(1, found.size(), found::toString);
        Anomaly anomaly = found.get(0);
        assertEquals("memory", anomaly.measure());
        assertEquals(Optional.of("fix f1 (import-stdlib) was promoted"), anomaly.tiedTo());
        assertTrue(
                anomaly.sentence()
                        .matches("trader@live: memory jumped to 57\\d MB, usually 1\\d\\d MB to 2\\d\\d MB;"
                                + " shortly before: fix f1 .* was promoted\\."),
                anomaly.sentence());
        assertEquals(found, tracker.anomalies(START.plusSeconds(40_000)));
    }

    private static ResourceSample sample(int seconds, double memory, long files) {
        return sample(seconds, seconds, memory, files);
    }

    private static ResourceSample sample(int seconds, int uptime, double memory, long files) {
        return new ResourceSample(
                ID,
                START.plusSeconds(seconds),
                OptionalDouble.of(5),
                OptionalLong.of((long) memory),
                OptionalLong.of(files),
                OptionalLong.of(8),
                1,
                Duration.ofSeconds(uptime),
                0,
                OptionalDouble.of(0),
                Optional.empty(),
                OptionalDouble.empty());
    }
}
