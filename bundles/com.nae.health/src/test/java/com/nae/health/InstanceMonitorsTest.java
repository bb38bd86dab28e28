package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.sample.FakeProcessTable;
import com.nae.health.sample.InstanceSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceMonitorsTest {
    private static final InstanceId TRADER = InstanceId.parse("trader@live");
    private static final InstanceId FEED = InstanceId.parse("feed@live");

    private final FakeProcessManager processes = new FakeProcessManager();
    private final FakeProcessTable table = new FakeProcessTable();
    private final HealthCheckExecutor checks = new HealthCheckExecutor(Duration.ofSeconds(5));
    private final List<String> heard = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final FakeIssueTracker tracker = new FakeIssueTracker();

    @TempDir
    static Path logs;

    private final InstanceMonitors ward = new InstanceMonitors(
            processes,
            new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), logs),
            checks,
            new RecoveryActions(processes, () -> Optional.of(changeLog()), () -> Optional.of(tracker)),
            Set.of(Mode.LIVE),
            what -> what.accept(listener()),
            config("30s"));
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    private ChangeLog changeLog() {
        return entry -> log.add(entry.event() + " " + entry.remedy().reason());
    }

    private HealthListener listener() {
        return new HealthListener() {
            @Override
            public void changed(InstanceId instance, HealthReport before, HealthReport after) {
                heard.add(instance + " " + before.level() + " > " + after.level());
            }

            @Override
            public void sampled(List<ResourceSample> samples) {
                heard.add("sampled " + samples.size());
            }
        };
    }

    private static Config config(String interval) {
        return Config.of(new Settings(Map.of("health_check_interval", interval, "grace", "0s")));
    }

    @BeforeEach
    void two() {
        processes.define(DefinitionBuilder.of("feed").build());
        processes.define(DefinitionBuilder.of("trader")
                .limits(100, 0, Duration.ZERO)
                .dependsOn(new Dependency("feed", Condition.STARTED))
                .build());
        processes.put("feed@live", ProcessState.RUNNING, 10, now);
        processes.put("trader@live", ProcessState.RUNNING, 20, now);
        table.put(10, 1, 50, 0);
        table.put(20, 1, 50, 0);
    }

    @AfterEach
    void close() {
        checks.close();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            Instant due = ward.checkDue(now);
            now = due.isAfter(now) ? due : now.plusSeconds(1);
        }
    }

    private HealthReport report(InstanceId id) {
        return ward.find(id).orElseThrow().report();
    }

    @Test
    void aProgramAboveItsMemoryLimitIsRestartedAfterAsManyChecksAndWatchedMoreCloselyMeanwhile() {
        rounds(2);
        table.put(20, 1, 500, 0);
        Instant first = now;
        rounds(3);
        assertEquals(List.of("restart trader@live: memory 500B above its limit of 100B for 3 checks"), processes.calls);
        assertEquals(List.of("restarted trader@live: memory 500B above its limit of 100B for 3 checks"), log);
        assertTrue(Duration.between(first, now).compareTo(Duration.ofSeconds(30)) < 0, "three checks 5 s apart");
        assertEquals(HealthLevel.UNHEALTHY, report(TRADER).level());
    }

    @Test
    void restartsThatDoNotHelpEndInOneEscalation() {
        table.put(20, 1, 500, 0);
        rounds(40);
        assertEquals(4, processes.calls.size(), processes.calls.toString());
        assertTrue(
                processes.calls.get(3).startsWith("escalate trader@live: memory 500B above its limit of 100B"),
                processes.calls.get(3));
        assertTrue(processes.calls.get(3).endsWith("after 3 restarts because of its health"), processes.calls.get(3));
    }

    @Test
    void theOneBudgetOfRestartsAndRepairsIsRespected() {
        processes.budget = 0;
        table.put(20, 1, 500, 0);
        rounds(10);
        assertEquals(
                List.of(
                        "escalate trader@live: memory 500B above its limit of 100B for 3 checks; its budget of restarts and repairs is spent"),
                processes.calls);
    }

    @Test
    void whileAFixIsTriedLevelsAreKeptAndNothingIsDone() {
        rounds(2);
        ward.setTrial(TRADER, true);
        table.put(20, 1, 500, 0);
        rounds(10);
        assertEquals(HealthLevel.HEALTHY, report(TRADER).level());
        assertEquals(List.of(), processes.calls);
        ward.setTrial(TRADER, false);
        rounds(4);
        assertEquals(1, processes.calls.size());
    }

    @Test
    void aProgramThatRunsWithAFixOnTrialIsNotSaidToWaitForItsStart() {
        processes.put("feed@live", ProcessState.BACKOFF, 0, now);
        ward.statesChanged(Map.of(FEED, 1), now);
        assertEquals(List.of("waits to be started again"), report(FEED).reasons());
        ward.setTrial(FEED, true);
        processes.put("feed@live", ProcessState.RUNNING, 11, now);
        ward.statesChanged(Map.of(FEED, 0), now);
        assertEquals(new HealthReport(HealthLevel.HEALTHY, List.of("a fix is being tried"), now), report(FEED));
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        ward.statesChanged(Map.of(FEED, 1), now);
        assertEquals(
                new HealthReport(HealthLevel.DEGRADED, List.of("a fix is being tried", "does not stay up"), now),
                report(FEED),
                "no worse than it was before");
        ward.setTrial(FEED, false);
        ward.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.UNHEALTHY, report(FEED).level());
    }

    @Test
    void restartsThatAPersonAskedForAreNoSignOfIllnessAndFailuresAre() {
        for (int restart = 1; restart <= 5; restart++) {
            processes.put("feed@live", ProcessState.RUNNING, 10 + restart, now);
            ward.statesChanged(Map.of(FEED, 0), now);
        }
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
        ward.statesChanged(Map.of(FEED, 2), now);
        ward.statesChanged(Map.of(FEED, 1), now);
        assertEquals(
                new HealthReport(HealthLevel.DEGRADED, List.of("failed 3 times within 10 min"), now), report(FEED));
        now = now.plus(Duration.ofMinutes(11));
        ward.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
    }

    @Test
    void aStateCountsAtOnceSpreadsToDependentsAndEndsWithItsCause() {
        rounds(1);
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        ward.statesChanged(Map.of(FEED, 0), now);
        assertEquals(
                new HealthReport(
                        HealthLevel.DEGRADED,
                        List.of("depends on feed@live, which is UNHEALTHY: does not stay up"),
                        now),
                report(TRADER));
        processes.put("feed@live", ProcessState.RUNNING, 10, now);
        ward.statesChanged(Map.of(FEED, 0), now);
        assertEquals(HealthLevel.HEALTHY, report(TRADER).level());
        assertEquals(
                List.of(
                        "sampled 2",
                        "feed@live HEALTHY > UNHEALTHY",
                        "trader@live HEALTHY > DEGRADED",
                        "feed@live UNHEALTHY > HEALTHY",
                        "trader@live DEGRADED > HEALTHY"),
                heard);
    }

    @Test
    void onlyInARealModeACriticalProcessIsCriticalToTheWhole() {
        processes.define(DefinitionBuilder.of("feed").critical().build());
        processes.put("feed@live", ProcessState.FATAL, 0, now);
        processes.put("feed@sandbox", ProcessState.FATAL, 0, now);
        ward.statesChanged(Map.of(FEED, 0, InstanceId.parse("feed@sandbox"), 0), now);
        assertEquals(HealthLevel.CRITICAL, report(FEED).level());
        assertEquals(
                HealthLevel.UNHEALTHY, report(InstanceId.parse("feed@sandbox")).level());
    }

    @Test
    void aDroppedInCheckCountsAndOneThatThrowsIsUnknown() {
        HealthCheck queue = new HealthCheck() {
            @Override
            public String name() {
                return "queue";
            }

            @Override
            public List<Finding> of(InstanceId instance) {
                return instance.equals(FEED)
                        ? List.of(Finding.of("queue", HealthLevel.DEGRADED, "12 wait"))
                        : List.of();
            }

            @Override
            public List<Finding> overall() {
                return List.of();
            }
        };
        checks.add(queue);
        rounds(3);
        assertEquals(List.of("12 wait for 3 checks"), report(FEED).reasons());
        ward.forget(checks.remove(queue));
        checks.add(() -> {
            throw new IllegalStateException("no name");
        });
        rounds(1);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level(), "what it had found went with it");
    }

    @Test
    void aProbeThatCannotRunIsUnknownOnceAndMakesNothingWorse() {
        processes.statuses.put(
                FEED,
                new ProcessStatus(
                        FEED,
                        ProcessState.RUNNING,
                        "",
                        now,
                        OptionalLong.of(10),
                        Optional.of(now),
                        0,
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty()));
        checks.add(new HealthCheck() {
            @Override
            public String name() {
                return "probes";
            }

            @Override
            public List<Finding> of(InstanceId instance) {
                return instance.equals(FEED)
                        ? List.of(Finding.unknown("readiness", "./check cannot be run"))
                        : List.of();
            }
        });
        rounds(3);
        assertEquals(
                new HealthReport(
                        HealthLevel.HEALTHY,
                        List.of("unknown: readiness: ./check cannot be run"),
                        report(FEED).at()),
                report(FEED));
    }

    @Test
    void aProgramThatFallsSilentIsOneIssueWithItsLastWordsAndAnotherWhenItDoesSoAgain() throws IOException {
        processes.define(
                DefinitionBuilder.of("feed").limits(0, 0, Duration.ofMinutes(5)).build());
        processes.output.append("waiting for the exchange\n");
        spoke(now);
        rounds(40);
        assertEquals(1, tracker.reports.size(), tracker.reports.toString());
        assertTrue(
                tracker.reports
                        .get(0)
                        .matches(
                                "feed@live Silence: no output for \\d min, longer than 5 min.* \\[waiting for the exchange]"),
                tracker.reports.get(0));
        assertEquals(HealthLevel.DEGRADED, report(FEED).level());
        spoke(now);
        rounds(4);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
        rounds(40);
        assertEquals(2, tracker.reports.size(), tracker.reports.toString());
        assertEquals(List.of(), processes.calls, "a restart is not its cure");
    }

    private void spoke(Instant at) throws IOException {
        Files.writeString(logs.resolve("feed.live.log"), processes.output);
        Files.setLastModifiedTime(logs.resolve("feed.live.log"), FileTime.from(at));
    }

    @Test
    void instancesThatWereStartedApartShareTheirRounds() {
        processes.statuses.remove(TRADER);
        rounds(2);
        processes.put("trader@live", ProcessState.RUNNING, 20, now);
        now = now.minusSeconds(28);
        rounds(20);
        heard.clear();
        rounds(3);
        assertEquals(List.of("sampled 2", "sampled 2", "sampled 2"), heard);
    }

    @Test
    void aClockThatIsSetBackStopsNoRounds() {
        rounds(2);
        now = now.minus(Duration.ofHours(1));
        heard.clear();
        ward.clockStepped(now);
        table.put(20, 1, 500, 0);
        rounds(5);
        assertEquals("sampled 2", heard.get(0));
        assertEquals(1, processes.calls.size(), "a program that seems to be started in an hour is judged all the same");
    }

    @Test
    void aProgramIsNotSilentForTheTimeThatTheMachineHasSlept() throws IOException {
        processes.define(
                DefinitionBuilder.of("feed").limits(0, 0, Duration.ofMinutes(5)).build());
        spoke(now);
        rounds(2);
        now = now.plus(Duration.ofHours(3));
        ward.clockStepped(now);
        rounds(5);
        assertEquals(List.of(), tracker.reports);
        rounds(40);
        assertEquals(1, tracker.reports.size(), "but when it goes on being so");
    }

    @Test
    void aStepOfTheClockIsNoticedAndItsGoingIsNot() {
        ClockStepDetector steps = new ClockStepDetector(now, 0);
        assertFalse(steps.hasStepped(now.plusSeconds(30), Duration.ofSeconds(30).toNanos()));
        assertFalse(
                steps.hasStepped(now.plusSeconds(61), Duration.ofSeconds(60).toNanos()), "a little is not worth it");
        assertTrue(
                steps.hasStepped(now.minusSeconds(3600), Duration.ofSeconds(61).toNanos()));
        assertFalse(
                steps.hasStepped(now.minusSeconds(3599), Duration.ofSeconds(62).toNanos()));
        assertTrue(steps.hasStepped(now, Duration.ofSeconds(63).toNanos()), "it has slept");
    }

    @Test
    void anEditedIntervalHoldsFromTheNextRoundOn() {
        rounds(2);
        ward.configure(config("2s"));
        assertEquals(now.plusSeconds(2), ward.checkDue(now));
    }

    @Test
    void anInstanceThatIsGoneIsForgottenAndANewProgramIsSampledAtOnce() {
        rounds(2);
        processes.statuses.remove(TRADER);
        ward.checkDue(now);
        assertTrue(ward.find(TRADER).isEmpty());
        ProcessStatus again = processes.put("feed@live", ProcessState.RUNNING, 11, now);
        assertEquals(OptionalLong.of(11), again.pid());
        assertTrue(ward.statesChanged(Map.of(FEED, 0), now), "new and not sampled yet");
    }
}
