package com.nae.health.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.DefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private static final Thresholds THRESHOLDS = new Thresholds(10, 3, Duration.ofSeconds(30), 95);

    private static ProcessStatus status(ProcessState state, Duration ago, boolean ready, Integer exit) {
        Optional<ExitStatus> ended =
                Optional.ofNullable(exit).map(code -> new ExitStatus(OptionalInt.of(code), OptionalInt.empty(), NOW));
        return new ProcessStatus(
                ID,
                state,
                "",
                NOW.minus(ago),
                OptionalLong.of(1),
                Optional.of(NOW.minus(ago)),
                0,
                ended,
                false,
                ready,
                Optional.empty());
    }

    private static ProcessStatus because(String reason) {
        return new ProcessStatus(
                ID,
                ProcessState.RUNNING,
                reason,
                NOW.minusSeconds(40),
                OptionalLong.of(1),
                Optional.of(NOW.minusSeconds(40)),
                0,
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    private static Optional<ResourceSample> sample(
            OptionalLong memory, OptionalDouble cpu, OptionalDouble errors, Duration silent) {
        return Optional.of(new ResourceSample(
                ID,
                NOW,
                cpu,
                memory,
                OptionalLong.of(5),
                OptionalLong.of(1),
                1,
                Duration.ofHours(1),
                0,
                errors,
                Optional.of(NOW.minus(silent))));
    }

    private static List<String> states(ProcessState state, Duration ago, boolean ready, Integer exit, int failures) {
        return words(StateRules.findings(
                new InstanceSnapshot(
                        NOW,
                        status(state, ago, ready, exit),
                        Optional.of(DefinitionBuilder.of("trader").build()),
                        Optional.empty(),
                        failures,
                        Instant.MIN),
                THRESHOLDS));
    }

    private static List<String> measures(Optional<ResourceSample> sample, ProcessDefinition definition, Duration up) {
        return words(SampleRules.findings(
                new InstanceSnapshot(
                        NOW,
                        status(ProcessState.RUNNING, up, true, null),
                        Optional.of(definition),
                        sample,
                        0,
                        Instant.MIN),
                THRESHOLDS));
    }

    private static List<String> words(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.level().map(HealthLevel::name).orElse("unknown") + " " + f.reason())
                .toList();
    }

    @Test
    void whatRunsOrWasStoppedOrEndedWellIsHealthy() {
        assertEquals(List.of(), states(ProcessState.RUNNING, Duration.ofHours(1), true, null, 0));
        assertEquals(List.of(), states(ProcessState.STOPPED, Duration.ofHours(1), false, 1, 0));
        assertEquals(List.of(), states(ProcessState.EXITED, Duration.ofHours(1), false, 0, 0));
        assertEquals(List.of(), states(ProcessState.STARTING, Duration.ofSeconds(3), false, null, 0));
        assertEquals(
                List.of(),
                states(ProcessState.RUNNING, Duration.ofSeconds(3), false, null, 0),
                "not ready, but only just started");
    }

    @Test
    void statesSpeakInPlainWords() {
        assertEquals(
                List.of("DEGRADED waits to be started again"),
                states(ProcessState.BACKOFF, Duration.ZERO, false, 1, 1));
        assertEquals(
                List.of("DEGRADED waits to be started again", "DEGRADED failed 3 times within 10 min"),
                states(ProcessState.BACKOFF, Duration.ZERO, false, 1, 3));
        assertEquals(
                List.of("UNHEALTHY waits to be started again", "DEGRADED failed 4 times within 10 min"),
                states(ProcessState.BACKOFF, Duration.ZERO, false, 1, 4));
        assertEquals(List.of("UNHEALTHY does not stay up"), states(ProcessState.FATAL, Duration.ZERO, false, 1, 1));
        assertEquals(
                List.of("UNHEALTHY ended (exit code 2) and is not started again"),
                states(ProcessState.EXITED, Duration.ZERO, false, 2, 0));
        assertEquals(
                List.of("DEGRADED has been starting for 40 s"),
                states(ProcessState.STARTING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(
                List.of("unknown no probe has told yet"),
                states(ProcessState.RUNNING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(
                List.of("UNHEALTHY not ready: 503"),
                words(StateRules.findings(
                        new InstanceSnapshot(
                                NOW, because("not ready: 503"), Optional.empty(), Optional.empty(), 0, Instant.MIN),
                        THRESHOLDS)));
        assertEquals(
                List.of("unknown nobody can tell whether it runs"),
                states(ProcessState.UNKNOWN, Duration.ZERO, false, null, 0));
    }

    @Test
    void measuresAreComparedWithTheirThresholds() {
        ProcessDefinition limited = DefinitionBuilder.of("trader")
                .limits(100 << 20, 50, Duration.ofMinutes(1))
                .build();
        assertEquals(
                List.of(),
                measures(
                        sample(OptionalLong.of(80 << 20), OptionalDouble.of(10), OptionalDouble.of(10), Duration.ZERO),
                        limited,
                        Duration.ofHours(1)));
        assertEquals(
                List.of(
                        "DEGRADED error rate 14/h above 10/h",
                        "DEGRADED memory 95M near its limit of 100M",
                        "UNHEALTHY CPU 80% above its limit of 50%",
                        "DEGRADED no output for 2 min, longer than 60 s"),
                measures(
                        sample(
                                OptionalLong.of(95 << 20),
                                OptionalDouble.of(80),
                                OptionalDouble.of(14),
                                Duration.ofMinutes(2)),
                        limited,
                        Duration.ofHours(1)));
        assertEquals(
                List.of("UNHEALTHY error rate 60/h above 10/h"),
                measures(
                        sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO),
                        limited,
                        Duration.ofHours(1)));
    }

    @Test
    void nothingIsMeasuredInTheGraceAfterAStart() {
        assertEquals(
                List.of(),
                measures(
                        sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO),
                        DefinitionBuilder.of("trader").build(),
                        Duration.ofSeconds(29)));
    }

    @Test
    void silenceOfAnEarlierProgramIsNotHeldAgainstThisOne() {
        ProcessDefinition limited = DefinitionBuilder.of("trader")
                .limits(0, 0, Duration.ofMinutes(10))
                .build();
        assertEquals(
                List.of(),
                measures(
                        sample(
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Duration.ofDays(1)),
                        limited,
                        Duration.ofMinutes(1)));
    }

    @Test
    void aLevelChangesAfterEqualResultsInARowToTheWorseAndToTheBetter() {
        Hysteresis steady = new Hysteresis();
        List<Finding> bad = List.of(Finding.of("errors", HealthLevel.DEGRADED, "error rate 14/h above 10/h"));
        steady.record(bad, 3);
        steady.record(bad, 3);
        assertEquals(List.of(), steady.findings());
        assertTrue(steady.isChanging());
        steady.record(bad, 3);
        assertEquals(List.of("DEGRADED error rate 14/h above 10/h for 3 checks"), words(steady.findings()));
        steady.record(List.of(), 3);
        steady.record(bad, 3);
        steady.record(List.of(), 3);
        steady.record(List.of(), 3);
        assertEquals(1, steady.findings().size(), "two good ones do not make it well");
        steady.record(List.of(), 3);
        assertEquals(List.of(), steady.findings());
    }

    @Test
    void aCheckThatCannotRunChangesNoLevel() {
        Hysteresis steady = new Hysteresis();
        steady.record(List.of(Finding.of("queue", HealthLevel.UNHEALTHY, "full")), 1);
        steady.record(List.of(Finding.unknown("queue", "cannot be asked")), 1);
        HealthReport report = HealthReports.of(steady.findings(), NOW);
        assertEquals(HealthLevel.UNHEALTHY, report.level());
        assertEquals(List.of("full", "unknown: queue: cannot be asked"), report.reasons());
    }

    @Test
    void reasonsStandWorstFirstAndTheWholeNamesItsParts() {
        Map<InstanceId, HealthReport> parts = new TreeMap<>(Map.of(
                InstanceId.parse("a@live"),
                new HealthReport(HealthLevel.DEGRADED, List.of("slow"), NOW),
                ID,
                new HealthReport(HealthLevel.CRITICAL, List.of("down"), NOW)));
        HealthReport whole =
                HealthReports.of(parts, List.of(Finding.of("disk", HealthLevel.UNHEALTHY, "disk full")), NOW);
        assertEquals(HealthLevel.CRITICAL, whole.level());
        assertEquals(List.of("trader@live: down", "disk full", "a@live: slow"), whole.reasons());
        assertEquals(
                HealthLevel.CRITICAL,
                HealthReports.critical(new HealthReport(HealthLevel.UNHEALTHY, List.of(), NOW))
                        .level());
        assertEquals(
                HealthLevel.DEGRADED,
                HealthReports.critical(new HealthReport(HealthLevel.DEGRADED, List.of(), NOW))
                        .level());
    }

    @Test
    void aDependentOfAnUnhealthyProcessOfItsModeIsDegradedBecauseOfIt() {
        List<Dependency> feed = List.of(new Dependency("feed", Condition.HEALTHY));
        HealthReport down = new HealthReport(HealthLevel.UNHEALTHY, List.of("does not stay up"), NOW);
        assertEquals(
                List.of("DEGRADED depends on feed@live, which is UNHEALTHY: does not stay up"),
                words(DependencyRules.findings(
                        ID,
                        feed,
                        Map.of(InstanceId.parse("feed@live"), down, InstanceId.parse("feed@sandbox"), down))));
        assertEquals(
                List.of(),
                DependencyRules.findings(ID, feed, Map.of(InstanceId.parse("feed@live"), HealthReport.healthy(NOW))));
    }

    @Test
    void theMachineIsJudgedByItsUseAndWhatIsAbsentSaysNothing() {
        SystemSample.Runtime runtime = new SystemSample.Runtime(
                Use.of(10, 64),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Duration.ofSeconds(7));
        SystemSample sample = new SystemSample(
                NOW,
                OptionalDouble.empty(),
                2,
                OptionalDouble.empty(),
                Use.unknown(),
                Use.unknown(),
                List.of(
                        new Space("logs", Use.of(96, 100), Use.of(100, 100)),
                        new Space("data", Use.unknown(), Use.unknown())),
                Use.unknown(),
                runtime);
        assertEquals(
                List.of(
                        "DEGRADED disk of logs/ 96% used",
                        "UNHEALTHY inodes of logs/ 100% used", "DEGRADED the runtime is 7 s late"),
                words(SystemRules.findings(sample, THRESHOLDS)));
    }
}
