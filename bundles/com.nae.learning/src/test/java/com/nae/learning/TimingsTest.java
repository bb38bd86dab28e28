package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.history.Point;
import com.nae.api.learning.Observed.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.learning.forecast.Forecaster;
import com.nae.learning.watch.Limits;
import com.nae.learning.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    @TempDir
    Path logs;
    private final Watch watch = new Watch(new Watch.Surroundings() {
        @Override
        public Limits limits(InstanceId instance) {
            return new Limits(Map.of());
        }

        @Override
        public List<Point> recorded(InstanceId instance, Instant since) {
            return List.of();
        }
    }, new Changes(), Forecaster.usual(), Duration.ofMinutes(5));

    @Test
    void aStartLastsUntilTheProgramIsReadyNotUntilItRuns() {
        Timings timings = new Timings(watch, logs);
        event(timings, State.STARTING, State.STARTING, 0, false, false);
        event(timings, State.STARTING, State.RUNNING, 1, false, false);
        event(timings, State.RUNNING, State.RUNNING, 20, true, false);
        event(timings, State.RUNNING, State.RUNNING, 300, true, false);
        Range start = watch.ranges(ID).get("start");
        assertEquals(1, start.count());
        assertEquals(20, start.median(), 1.5);
    }

    @Test
    void aProgramOfAnEarlierRuntimeTellsNothingOfHowLongStartsTake() {
        Timings timings = new Timings(watch, logs);
        event(timings, State.STARTING, State.STARTING, 0, false, true);
        event(timings, State.STARTING, State.RUNNING, 500, true, true);
        assertTrue(watch.ranges(ID).isEmpty());
    }

    @Test
    void aRecoveryLastsFromTheFirstFailureUntilItIsReadyAgain() {
        Timings timings = new Timings(watch, logs);
        event(timings, State.RUNNING, State.BACKOFF, 0, false, false);
        event(timings, State.BACKOFF, State.STARTING, 1, false, false);
        event(timings, State.STARTING, State.BACKOFF, 2, false, false);
        event(timings, State.BACKOFF, State.STARTING, 30, false, false);
        event(timings, State.STARTING, State.RUNNING, 40, true, false);
        assertEquals(40, watch.ranges(ID).get("recovery").median(), 3);
    }

    @Test
    void whatIsWrittenIsMeasuredAndARotatedLogIsNoFall() throws Exception {
        Timings timings = new Timings(watch, logs);
        for (int i = 0; i < 60; i++) {
            Files.writeString(logs.resolve(ID.logName()), "x".repeat(i == 30 ? 10 : 1000 * (i + 1)));
            timings.output(ID, NOON.plusSeconds(10L * i));
        }
        assertEquals(100, watch.ranges(ID).get("output").median(), 1);
    }

    private static void event(Timings timings, State before, State state, int second, boolean ready, boolean adopted) {
        ProcessStatus now = new ProcessStatus(ID, state, "", NOON.plusSeconds(second), OptionalLong.of(7), Optional.of(NOON), 0, Optional.empty(), adopted, ready, Optional.empty());
        timings.changed(new ProcessEvent(before, now, false, NOON.plusSeconds(second)));
    }
}
