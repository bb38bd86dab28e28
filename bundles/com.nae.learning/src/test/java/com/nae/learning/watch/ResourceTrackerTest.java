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
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

class ResourceTrackerTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final Random random = new Random(3);
    private final RecentChanges changes = new RecentChanges();
    private List<ResourcePoint> recorded = List.of();

    @TempDir
    Path folder;

    private int asked;
    private double files = 1024;
    private final ResourceTracker.InputSource around = new ResourceTracker.InputSource() {
        @Override
        public ResourceLimits limits(InstanceId instance) {
            return new ResourceLimits(Map.of("memory", 1e9, "files", files));
        }

        @Override
        public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
            asked++;
            return recorded;
        }
    };
    private final ResourceTracker watch =
            new ResourceTracker(around, changes, ExhaustionForecaster.defaults(), Duration.ofMinutes(5));

    @Test
    void filesThatAreNeverClosedAreForetoldAgainstTheirLimit() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            watch.sampled(sample(s, 5e8, 20 + s / 80));
        }
        Forecast forecast = watch.forecasts(START.plusSeconds(12 * 3600)).get(0);
        assertEquals("files", forecast.resource());
        assertEquals(1024, forecast.limit());
        double hours = Duration.between(START, forecast.reached()).toMinutes() / 60.0;
        assertTrue(hours > 20 && hours < 24, "reached after " + hours);
        assertTrue(
                forecast.sentence().startsWith("trader@live: files reaches its limit in about"), forecast.sentence());
    }

    @Test
    void aNewProgramBeginsWithoutAnOutlook() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            watch.sampled(sample(s, 5e8, 20 + s / 80));
        }
        watch.sampled(sample(5, 5e8, 20));
        assertEquals(List.of(), watch.forecasts(START));
    }

    @Test
    void whatAnEarlierRuntimeRecordedCounts() {
        List<ResourcePoint> points = new ArrayList<>();
        for (int s = 0; s < 12 * 3600; s += 60) {
            OptionalLong memory = OptionalLong.of((long) (3e8 + s * 1e4));
            points.add(new ResourcePoint(
                    START.plusSeconds(s),
                    Duration.ofMinutes(1),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    memory,
                    memory,
                    memory,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalDouble.empty()));
        }
        recorded = points;
        watch.sampled(sample(12 * 3600, 3e8 + 12 * 3600 * 1e4, 20));
        assertEquals("memory", watch.forecasts(START).get(0).resource());
    }

    @Test
    void whatAnEarlierRuntimeKeptGoesOnWithoutAskingTheHistory() {
        leak(watch, 0, 12);
        FloorsFile file = new FloorsFile(folder.resolve("learning/floors"));
        file.save(watch.floors());
        ResourceTracker next = next();
        next.resume(file.load());
        leak(next, 12, 13);
        leak(watch, 12, 13);
        assertEquals(0, asked);
        assertEquals(watch.forecasts(START), next.forecasts(START));
        assertEquals("files", next.forecasts(START).get(0).resource());
    }

    @Test
    void whatWasKeptOfAnotherProgramIsNotTakenForThisOne() {
        leak(watch, 0, 12);
        ResourceTracker next = next();
        next.resume(watch.floors());
        next.sampled(sample(13 * 3600, 13 * 3600 - 60, 5e8, 600));
        assertEquals(List.of(), next.forecasts(START));
        assertEquals(1, asked);
    }

    @Test
    void aTornFileOfFloorsCountsAsNone() throws Exception {
        leak(watch, 0, 12);
        Path path = folder.resolve("learning/floors");
        FloorsFile file = new FloorsFile(path);
        file.save(watch.floors());
        byte[] whole = Files.readAllBytes(path);
        assertEquals(1, file.load().size());
        for (int length = 0; length < whole.length; length += 1 + whole.length / 50) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertEquals(Map.of(), file.load(), "of " + length);
        }
        whole[whole.length / 2] ^= 4;
        Files.write(path, whole);
        assertEquals(Map.of(), file.load());
    }

    private void leak(ResourceTracker into, int from, int to) {
        for (int s = from * 3600; s < to * 3600; s += 60) {
            into.sampled(sample(s, 5e8, 20 + s / 80));
        }
    }

    private ResourceTracker next() {
        asked = 0;
        return new ResourceTracker(around, changes, ExhaustionForecaster.defaults(), Duration.ofMinutes(5));
    }

    @Test
    void aLimitThatIsRaisedWhileTheProgramRunsCountsFromTheNextLook() {
        leak(watch, 0, 12);
        files = 100_000;
        watch.definitionChanged("trader");
        leak(watch, 12, 13);
        assertEquals(List.of(), watch.forecasts(START), "it is far away now");
        files = 700;
        watch.definitionChanged("trader");
        leak(watch, 13, 14);
        assertEquals(700, watch.forecasts(START).get(0).limit());
    }

    @Test
    void aClockThatStepsBackByAMomentForgetsNothing() {
        leak(watch, 0, 12);
        watch.sampled(sample(12 * 3600 - 90, 12 * 3600 - 90, 5e8, 20 + (12 * 3600 - 90) / 80));
        leak(watch, 12, 13);
        assertEquals("files", watch.forecasts(START).get(0).resource());
    }

    @Test
    void aClockThatLeapsAheadMakesNoLeakOfAProgramThatWarmsUp() {
        for (int s = 0; s <= 3600; s += 60) {
            watch.sampled(sample(s, 3e8 + s * 1.7e5, 20));
        }
        for (int s = 3660; s <= 6 * 3600; s += 60) {
            int leap = 10 * 3600;
            watch.sampled(sample(s + leap, 3e8 + 3600 * 1.7e5 + 1e6 * random.nextGaussian(), 20));
            assertEquals(
                    List.of(),
                    watch.forecasts(START).stream().filter(Forecast::restartDue).toList());
        }
    }

    @Test
    void aGapInTheSamplesOfALeakDelaysItsOutlookAndNoMore() {
        leak(watch, 0, 6);
        leak(watch, 11, 14);
        double hours = Duration.between(
                                        START.plusSeconds(14 * 3600),
                                        watch.forecasts(START.plusSeconds(14 * 3600))
                                                .get(0)
                                                .reached())
                                .toMinutes()
                        / 60.0
                + 14;
        assertTrue(hours > 20 && hours < 24, "reached after " + hours);
    }

    @Test
    void aProgramThatIsRestartedOftenIsOneOfManyNotOneThatLeaks() {
        for (int start = 0; start < 40 * 3600; start += 1800) {
            for (int up = 0; up < 1800; up += 60) {
                watch.sampled(sample(start + up, up, 3e8 + up * 3.5e5, 20));
                assertEquals(List.of(), watch.forecasts(START));
            }
        }
        assertEquals(1, asked, "the history is asked once a runtime");
    }

    @Test
    void aDiskThatFillsIsForetold() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            watch.sampled(new SystemSample(
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
        Forecast forecast = watch.forecasts(START).get(0);
        assertEquals("disk", forecast.resource());
        assertEquals(Optional.empty(), forecast.instance());
    }

    @Test
    void anAnomalyIsOneSentenceWithTheUsualRangeTiedToWhatWasChangedBefore() {
        List<Anomaly> found = new ArrayList<>();
        changes.add(START.plusSeconds(29_000), "trader", "fix f1 (import-stdlib) was promoted", true);
        for (int s = 0; s < 40_000; s += 30) {
            found.addAll(watch.sampled(sample(s, (s < 30_000 ? 2e8 : 6e8) + 3e6 * random.nextGaussian(), 20)));
        }
        assertEquals(1, found.size(), found::toString);
        Anomaly anomaly = found.get(0);
        assertEquals("memory", anomaly.measure());
        assertEquals(Optional.of("fix f1 (import-stdlib) was promoted"), anomaly.tiedTo());
        assertTrue(
                anomaly.sentence()
                        .matches(
                                "trader@live: memory jumped to 57\\d MB, usually 1\\d\\d MB to 2\\d\\d MB; shortly before: fix f1 .* was promoted\\."),
                anomaly.sentence());
        assertEquals(found, watch.anomalies(START.plusSeconds(40_000)));
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
                Optional.empty());
    }
}
