package com.nae.healing.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureIntervalTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private final FailureInterval interval = new FailureInterval();

    private void failed(Duration at, Duration started) {
        interval.failed(LIVE, NOON.plus(at), Optional.of(NOON.plus(started)));
    }

    @Test
    void theTimeCountsFromTheStartNotFromTheFailureBeforeIt() {
        failed(Duration.ofSeconds(10), Duration.ZERO);
        failed(Duration.ofSeconds(100), Duration.ofSeconds(80));
        assertEquals(Duration.ofSeconds(15), interval.meanInterval());
    }

    @Test
    void aStartAfterTheFailureDoesNotCount() {
        failed(Duration.ofSeconds(10), Duration.ZERO);
        failed(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertEquals(Duration.ofSeconds(15), interval.meanInterval());
    }

    @Test
    void theSameFailureReportedWithinTwentyMillisecondsIsOne() {
        failed(Duration.ofMillis(20), Duration.ZERO);
        assertEquals(Duration.ZERO, interval.meanInterval());
        failed(Duration.ofMillis(41), Duration.ZERO);
        assertEquals(Duration.ofMillis(21), interval.meanInterval());
    }

    @Test
    void theLastSixteenTimesCount() {
        failed(Duration.ofSeconds(160), Duration.ZERO);
        for (int i = 1; i < 16; i++) {
            failed(Duration.ofSeconds(160 + 10L * i), Duration.ZERO);
        }
        assertEquals(
                Duration.ofSeconds((160 + 150) / 16).toSeconds(),
                interval.meanInterval().toSeconds());
        failed(Duration.ofSeconds(320), Duration.ZERO);
        assertEquals(Duration.ofSeconds(10), interval.meanInterval());
    }

    @Test
    void aFailureIsSeenInItsModeFromItsMomentOn() {
        assertFalse(interval.seen(Mode.LIVE, NOON));
        failed(Duration.ofSeconds(10), Duration.ZERO);
        assertTrue(interval.seen(Mode.LIVE, NOON.plusSeconds(10)));
        assertFalse(interval.seen(Mode.LIVE, NOON.plusSeconds(11)));
        assertFalse(interval.seen(Mode.SANDBOX, NOON));
    }

    @Test
    void theProofLastsThreeIntervalsWithinItsBounds() {
        Duration min = Duration.ofSeconds(20);
        Duration max = Duration.ofSeconds(60);
        assertEquals(min, interval.proofWindow(min, max));
        failed(Duration.ofSeconds(10), Duration.ZERO);
        assertEquals(Duration.ofSeconds(30), interval.proofWindow(min, max));
        failed(Duration.ofSeconds(100), Duration.ZERO);
        assertEquals(max, interval.proofWindow(min, max));
    }
}
