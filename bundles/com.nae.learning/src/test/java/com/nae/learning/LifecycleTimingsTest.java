package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.history.ResourcePoint;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.watch.RecentChanges;
import com.nae.learning.watch.ResourceLimits;
import com.nae.learning.watch.ResourceTracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTimingsTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path logs;

    private final ResourceTracker tracker = new ResourceTracker(
            new ResourceTracker.InputSource() {
                @Override
                public ResourceLimits limits(InstanceId instance) {
                    return new ResourceLimits(Map.of());
                }

                @Override
                public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
                    return List.of();
                }
            },
            new RecentChanges(),
            ExhaustionForecaster.defaults(),
            Duration.ofMinutes(5));

    private LifecycleTimings timings;

    @BeforeEach
    void createTimings() {
        timings = new LifecycleTimings(tracker, logs);
    }

    @Test
    void aStartLastsUntilTheProgramIsReadyNotUntilItRuns() {
        event(ProcessState.STARTING, ProcessState.STARTING, 0, false, false);
        event(ProcessState.STARTING, ProcessState.RUNNING, 1, false, false);
        event(ProcessState.RUNNING, ProcessState.RUNNING, 20, true, false);
        event(ProcessState.RUNNING, ProcessState.RUNNING, 300, true, false);
        Range start = tracker.ranges(ID).get("start");
        assertEquals(1, start.count());
        assertEquals(20, start.median(), 1.5);
    }

    @Test
    void aProgramOfAnEarlierRuntimeSaysNothingOfHowLongStartsTake() {
        event(ProcessState.STARTING, ProcessState.STARTING, 0, false, true);
        event(ProcessState.STARTING, ProcessState.RUNNING, 500, true, true);
        assertTrue(tracker.ranges(ID).isEmpty());
    }

    @Test
    void aRecoveryLastsFromTheFirstFailureUntilItIsReadyAgain() {
        event(ProcessState.RUNNING, ProcessState.BACKOFF, 0, false, false);
        event(ProcessState.BACKOFF, ProcessState.STARTING, 1, false, false);
        event(ProcessState.STARTING, ProcessState.BACKOFF, 2, false, false);
        event(ProcessState.BACKOFF, ProcessState.STARTING, 30, false, false);
        event(ProcessState.STARTING, ProcessState.RUNNING, 40, true, false);
        assertEquals(40, tracker.ranges(ID).get("recovery").median(), 3);
    }

    @Test
    void outputIsMeasuredAndARotatedLogIsNoDrop() throws Exception {
        for (int i = 0; i < 60; i++) {
            Files.writeString(logs.resolve(ID.logName()), "x".repeat(i == 30 ? 10 : 1000 * (i + 1)));
            timings.measureOutput(ID, NOON.plusSeconds(10L * i));
        }
        assertEquals(100, tracker.ranges(ID).get("output").median(), 1);
    }

    private void event(ProcessState before, ProcessState state, int second, boolean ready, boolean adopted) {
        ProcessStatus now = new ProcessStatus(
                ID,
                state,
                "",
                NOON.plusSeconds(second),
                OptionalLong.of(7),
                Optional.of(NOON),
                0,
                Optional.empty(),
                adopted,
                ready,
                Optional.empty());
        timings.changed(new ProcessEvent(before, now, false, NOON.plusSeconds(second)));
    }
}
