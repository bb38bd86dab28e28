package com.nae.learning.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.ResourceSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import com.nae.learning.forecast.ExhaustionForecaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tracker resumes from: the floors that an earlier run of NAE saved, or the recorded history. */
class SavedFloorsTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final RecentChanges changes = new RecentChanges();
    private List<ResourcePoint> recorded = List.of();

    @TempDir
    Path folder;

    private int historyReads;
    private final ResourceTracker.InputSource inputs = new ResourceTracker.InputSource() {
        @Override
        public ResourceLimits limits(InstanceId instance) {
            return new ResourceLimits(Map.of("memory", 1e9, "files", 1024.0));
        }

        @Override
        public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
            historyReads++;
            return recorded;
        }
    };
    private final ResourceTracker tracker =
            new ResourceTracker(inputs, changes, ExhaustionForecaster.defaults(), Duration.ofMinutes(5));

    @Test
    void theRecordedHistoryOfAnEarlierRunCounts() {
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
                    OptionalDouble.empty(),
                    OptionalDouble.empty()));
        }
        recorded = points;
        tracker.sampled(sample(12 * 3600, 3e8 + 12 * 3600 * 1e4, 20));
        assertEquals("memory", tracker.forecasts(START).get(0).resource());
    }

    @Test
    void savedFloorsAreResumedWithoutReadingTheHistory() {
        leak(tracker, 0, 12);
        FloorsFile file = new FloorsFile(folder.resolve("learning/floors"));
        file.save(tracker.floors());
        ResourceTracker next = next();
        next.resume(file.load());
        leak(next, 12, 13);
        leak(tracker, 12, 13);
        assertEquals(0, historyReads);
        assertEquals(tracker.forecasts(START), next.forecasts(START));
        assertEquals("files", next.forecasts(START).get(0).resource());
    }

    @Test
    void savedFloorsOfAnotherProgramAreIgnored() {
        leak(tracker, 0, 12);
        ResourceTracker next = next();
        next.resume(tracker.floors());
        next.sampled(sample(13 * 3600, 13 * 3600 - 60, 5e8, 600));
        assertEquals(List.of(), next.forecasts(START));
        assertEquals(1, historyReads);
    }

    @Test
    void aDamagedFileOfFloorsIsIgnored() throws Exception {
        leak(tracker, 0, 12);
        Path path = folder.resolve("learning/floors");
        FloorsFile file = new FloorsFile(path);
        file.save(tracker.floors());
        byte[] whole = Files.readAllBytes(path);
        assertEquals(1, file.load().size());
        for (int length = 0; length < whole.length; length += 1 + whole.length / 50) {
            Files.write(path, Arrays.copyOf(whole, length));
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
        historyReads = 0;
        return new ResourceTracker(inputs, changes, ExhaustionForecaster.defaults(), Duration.ofMinutes(5));
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
