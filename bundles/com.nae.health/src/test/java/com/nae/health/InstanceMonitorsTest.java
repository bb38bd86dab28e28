package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InstanceMonitorsTest extends InstanceMonitorsFixture {
    /** A check with one finding about the feed. */
    private record FeedCheck(String name, Finding finding) implements HealthCheck {
        @Override
        public List<Finding> of(InstanceId instance) {
            return instance.equals(FEED) ? List.of(finding) : List.of();
        }
    }

    @Test
    void aReportDuringATrialSaysSoAndGetsNoWorse() {
        processes.put("feed@live", ProcessState.BACKOFF, 0, now);
        monitors.statesChanged(Map.of(FEED, 1), now);
        assertEquals(List.of("waiting to restart"), report(FEED).reasons());
        monitors.setTrial(FEED, true);
        processes.put("feed@live", ProcessState.RUNNING, 11, now);
        monitors.statesChanged(Map.of(FEED, 0), now);
        assertEquals(new HealthReport(HealthLevel.HEALTHY, List.of("a fix is being tried"), now), report(FEED));
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        monitors.statesChanged(Map.of(FEED, 1), now);
        assertEquals(
                new HealthReport(HealthLevel.DEGRADED, List.of("a fix is being tried", "does not stay up"), now),
                report(FEED),
                "no worse than it was before");
        monitors.setTrial(FEED, false);
        monitors.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.UNHEALTHY, report(FEED).level());
    }

    @Test
    void failuresCountAndRestartsByRequestDoNot() {
        for (int restart = 1; restart <= 5; restart++) {
            processes.put("feed@live", ProcessState.RUNNING, 10 + restart, now);
            monitors.statesChanged(Map.of(FEED, 0), now);
        }
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
        monitors.statesChanged(Map.of(FEED, 2), now);
        monitors.statesChanged(Map.of(FEED, 1), now);
        assertEquals(
                new HealthReport(HealthLevel.DEGRADED, List.of("failed 3 times within 10 min"), now), report(FEED));
        now = now.plus(Duration.ofMinutes(11));
        monitors.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
    }

    @Test
    void aStateTakesEffectAtOnceSpreadsToDependentsAndEndsWithItsCause() {
        runRounds(1);
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        monitors.statesChanged(Map.of(FEED, 0), now);
        assertEquals(
                new HealthReport(
                        HealthLevel.DEGRADED,
                        List.of("depends on feed@live, which is UNHEALTHY: does not stay up"),
                        now),
                report(TRADER));
        processes.put("feed@live", ProcessState.RUNNING, 10, now);
        monitors.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.HEALTHY, report(TRADER).level());
        assertEquals(
                List.of(
                        "sampled 2",
                        "feed@live HEALTHY > UNHEALTHY",
                        "trader@live HEALTHY > DEGRADED",
                        "feed@live UNHEALTHY > HEALTHY",
                        "trader@live DEGRADED > HEALTHY"),
                events);
    }

    @Test
    void aCriticalProcessIsCriticalOnlyInTheCriticalModes() {
        processes.define(DefinitionBuilder.of("feed").critical().build());
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        processes.put("feed@sandbox", ProcessState.FATAL, 0, now);
        monitors.statesChanged(Map.of(FEED, 0, InstanceId.parse("feed@sandbox"), 0), now);
        assertEquals(HealthLevel.CRITICAL, report(FEED).level());
        assertEquals(
                HealthLevel.UNHEALTHY, report(InstanceId.parse("feed@sandbox")).level());
    }

    @Test
    void aDroppedInCheckCountsAndOneThatThrowsIsUnknown() {
        HealthCheck queue = new FeedCheck("queue", Finding.of("queue", HealthLevel.DEGRADED, "12 wait"));
        checks.add(queue);
        runRounds(3);
        assertEquals(List.of("12 wait for 3 checks"), report(FEED).reasons());
        monitors.forget(checks.remove(queue));
        checks.add(() -> {
            throw new IllegalStateException("no name");
        });
        runRounds(1);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level(), "its findings were removed with it");
    }

    @Test
    void aProbeThatCannotRunIsUnknownOnceAndMakesNothingWorse() {
        processes.putNotReady("feed@live", 10, now);
        checks.add(new FeedCheck("probes", Finding.unknown("readiness", "./check cannot be run")));
        runRounds(3);
        assertEquals(
                new HealthReport(
                        HealthLevel.HEALTHY,
                        List.of("unknown: readiness: ./check cannot be run"),
                        report(FEED).at()),
                report(FEED));
    }

    @Test
    void instancesThatStartAtDifferentTimesComeToShareRounds() {
        processes.statuses.remove(TRADER);
        runRounds(2);
        processes.put("trader@live", ProcessState.RUNNING, 20, now);
        now = now.minusSeconds(28);
        runRounds(20);
        events.clear();
        runRounds(3);
        assertEquals(List.of("sampled 2", "sampled 2", "sampled 2"), events);
    }

    @Test
    void anEditedIntervalAppliesFromTheNextRoundOn() {
        runRounds(2);
        monitors.configure(config("2s"));
        assertEquals(now.plusSeconds(2), monitors.checkDue(now));
    }

    @Test
    void aRemovedInstanceIsForgottenAndANewProgramIsDueAtOnce() {
        runRounds(2);
        processes.statuses.remove(TRADER);
        monitors.checkDue(now);
        assertTrue(monitors.find(TRADER).isEmpty());
        ProcessStatus again = processes.put("feed@live", ProcessState.RUNNING, 11, now);
        assertEquals(OptionalLong.of(11), again.pid());
        assertTrue(monitors.statesChanged(Map.of(FEED, 0), now), "new and not sampled yet");
    }
}
