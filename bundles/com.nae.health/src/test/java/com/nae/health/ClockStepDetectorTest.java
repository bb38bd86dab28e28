package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockStepDetectorTest extends InstanceMonitorsFixture {
    @Test
    void aStepOfTheClockIsDetectedAndSmallDriftIsNot() {
        ClockStepDetector detector = new ClockStepDetector(now, 0);
        assertFalse(
                detector.hasStepped(now.plusSeconds(30), Duration.ofSeconds(30).toNanos()));
        assertFalse(
                detector.hasStepped(now.plusSeconds(61), Duration.ofSeconds(60).toNanos()),
                "ordinary clock corrections do not count");
        assertTrue(detector.hasStepped(
                now.minusSeconds(3600), Duration.ofSeconds(61).toNanos()));
        assertFalse(detector.hasStepped(
                now.minusSeconds(3599), Duration.ofSeconds(62).toNanos()));
        assertTrue(detector.hasStepped(now, Duration.ofSeconds(63).toNanos()), "the machine was suspended");
    }

    @Test
    void aClockThatIsSetBackStopsNoChecks() {
        runRounds(2);
        now = now.minus(Duration.ofHours(1));
        events.clear();
        monitors.clockStepped(now);
        table.put(20, 1, 500, 0);
        runRounds(5);
        assertEquals("sampled 2", events.get(0));
        assertEquals(1, processes.calls.size(), "a program that seems to start in an hour is evaluated nevertheless");
    }

    @Test
    void suspendedTimeDoesNotCountAsSilence() throws IOException {
        processes.define(
                DefinitionBuilder.of("feed").limits(0, 0, Duration.ofMinutes(5)).build());
        printedAt(now);
        runRounds(2);
        now = now.plus(Duration.ofHours(3));
        monitors.clockStepped(now);
        runRounds(5);
        assertEquals(List.of(), tracker.reports);
        runRounds(40);
        assertEquals(1, tracker.reports.size(), "silence after that counts");
    }
}
