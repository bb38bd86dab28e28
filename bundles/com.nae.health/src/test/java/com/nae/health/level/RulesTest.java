package com.nae.health.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Level;
import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.process.Exit;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.health.Definitions;
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

class RulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private static final Thresholds THRESHOLDS = new Thresholds(10, 3, Duration.ofSeconds(30), 95);

    private static ProcessStatus status(State state, Duration ago, boolean ready, Integer exit) {
        Optional<Exit> ended = Optional.ofNullable(exit).map(code -> new Exit(OptionalInt.of(code), OptionalInt.empty(), NOW));
        return new ProcessStatus(ID, state, "", NOW.minus(ago), OptionalLong.of(1), Optional.of(NOW.minus(ago)), 0, ended, false, ready, Optional.empty());
    }

    private static ProcessStatus because(String reason) {
        return new ProcessStatus(ID, State.RUNNING, reason, NOW.minusSeconds(40), OptionalLong.of(1), Optional.of(NOW.minusSeconds(40)), 0, Optional.empty(), false, false, Optional.empty());
    }

    private static Optional<Sample> sample(OptionalLong memory, OptionalDouble cpu, OptionalDouble errors, Duration silent) {
        return Optional.of(new Sample(ID, NOW, cpu, memory, OptionalLong.of(5), OptionalLong.of(1), 1, Duration.ofHours(1), 0, errors, Optional.of(NOW.minus(silent))));
    }

    private static List<String> states(State state, Duration ago, boolean ready, Integer exit, int failures) {
        return words(StateRules.of(new Facts(NOW, status(state, ago, ready, exit), Optional.of(Definitions.of("trader").build()), Optional.empty(), failures, Instant.MIN), THRESHOLDS));
    }

    private static List<String> measures(Optional<Sample> sample, ProcessDefinition definition, Duration up) {
        return words(MeasureRules.of(new Facts(NOW, status(State.RUNNING, up, true, null), Optional.of(definition), sample, 0, Instant.MIN), THRESHOLDS));
    }

    private static List<String> words(List<Finding> findings) {
        return findings.stream().map(f -> f.level().map(Level::name).orElse("unknown") + " " + f.reason()).toList();
    }

    @Test
    void whatRunsOrWasStoppedOrEndedWellIsHealthy() {
        assertEquals(List.of(), states(State.RUNNING, Duration.ofHours(1), true, null, 0));
        assertEquals(List.of(), states(State.STOPPED, Duration.ofHours(1), false, 1, 0));
        assertEquals(List.of(), states(State.EXITED, Duration.ofHours(1), false, 0, 0));
        assertEquals(List.of(), states(State.STARTING, Duration.ofSeconds(3), false, null, 0));
        assertEquals(List.of(), states(State.RUNNING, Duration.ofSeconds(3), false, null, 0), "not ready, but only just started");
    }

    @Test
    void statesSpeakInPlainWords() {
        assertEquals(List.of("DEGRADED waits to be started again"), states(State.BACKOFF, Duration.ZERO, false, 1, 1));
        assertEquals(List.of("DEGRADED waits to be started again", "DEGRADED failed 3 times within 10 min"), states(State.BACKOFF, Duration.ZERO, false, 1, 3));
        assertEquals(List.of("UNHEALTHY waits to be started again", "DEGRADED failed 4 times within 10 min"), states(State.BACKOFF, Duration.ZERO, false, 1, 4));
        assertEquals(List.of("UNHEALTHY does not stay up"), states(State.FATAL, Duration.ZERO, false, 1, 1));
        assertEquals(List.of("UNHEALTHY ended (exit code 2) and is not started again"), states(State.EXITED, Duration.ZERO, false, 2, 0));
        assertEquals(List.of("DEGRADED has been starting for 40 s"), states(State.STARTING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(List.of("unknown no probe has told yet"), states(State.RUNNING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(List.of("UNHEALTHY not ready: 503"), words(StateRules.of(new Facts(NOW, because("not ready: 503"), Optional.empty(), Optional.empty(), 0, Instant.MIN), THRESHOLDS)));
        assertEquals(List.of("unknown nobody can tell whether it runs"), states(State.UNKNOWN, Duration.ZERO, false, null, 0));
    }

    @Test
    void measuresAreComparedWithTheirThresholds() {
        ProcessDefinition limited = Definitions.of("trader").limits(100 << 20, 50, Duration.ofMinutes(1)).build();
        assertEquals(List.of(), measures(sample(OptionalLong.of(80 << 20), OptionalDouble.of(10), OptionalDouble.of(10), Duration.ZERO), limited, Duration.ofHours(1)));
        assertEquals(List.of("DEGRADED error rate 14/h above 10/h", "DEGRADED memory 95M near its limit of 100M", "UNHEALTHY CPU 80% above its limit of 50%",
                "DEGRADED no output for 2 min, longer than 60 s"),
                measures(sample(OptionalLong.of(95 << 20), OptionalDouble.of(80), OptionalDouble.of(14), Duration.ofMinutes(2)), limited, Duration.ofHours(1)));
        assertEquals(List.of("UNHEALTHY error rate 60/h above 10/h"),
                measures(sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO), limited, Duration.ofHours(1)));
    }

    @Test
    void nothingIsMeasuredInTheGraceAfterAStart() {
        assertEquals(List.of(), measures(sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO), Definitions.of("trader").build(), Duration.ofSeconds(29)));
    }

    @Test
    void silenceOfAnEarlierProgramIsNotHeldAgainstThisOne() {
        ProcessDefinition limited = Definitions.of("trader").limits(0, 0, Duration.ofMinutes(10)).build();
        assertEquals(List.of(), measures(sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Duration.ofDays(1)), limited, Duration.ofMinutes(1)));
    }

    @Test
    void aLevelChangesAfterEqualResultsInARowToTheWorseAndToTheBetter() {
        Steady steady = new Steady();
        List<Finding> bad = List.of(Finding.of("errors", Level.DEGRADED, "error rate 14/h above 10/h"));
        steady.note(bad, 3);
        steady.note(bad, 3);
        assertEquals(List.of(), steady.holding());
        assertTrue(steady.wavering());
        steady.note(bad, 3);
        assertEquals(List.of("DEGRADED error rate 14/h above 10/h for 3 checks"), words(steady.holding()));
        steady.note(List.of(), 3);
        steady.note(bad, 3);
        steady.note(List.of(), 3);
        steady.note(List.of(), 3);
        assertEquals(1, steady.holding().size(), "two good ones do not make it well");
        steady.note(List.of(), 3);
        assertEquals(List.of(), steady.holding());
    }

    @Test
    void aCheckThatCannotRunChangesNoLevel() {
        Steady steady = new Steady();
        steady.note(List.of(Finding.of("queue", Level.UNHEALTHY, "full")), 1);
        steady.note(List.of(Finding.unknown("queue", "cannot be asked")), 1);
        HealthReport report = Reports.of(steady.holding(), NOW);
        assertEquals(Level.UNHEALTHY, report.level());
        assertEquals(List.of("full", "unknown: queue: cannot be asked"), report.reasons());
    }

    @Test
    void reasonsStandWorstFirstAndTheWholeNamesItsParts() {
        Map<InstanceId, HealthReport> parts = new TreeMap<>(Map.of(InstanceId.parse("a@live"), new HealthReport(Level.DEGRADED, List.of("slow"), NOW),
                ID, new HealthReport(Level.CRITICAL, List.of("down"), NOW)));
        HealthReport whole = Reports.of(parts, List.of(Finding.of("disk", Level.UNHEALTHY, "disk full")), NOW);
        assertEquals(Level.CRITICAL, whole.level());
        assertEquals(List.of("trader@live: down", "disk full", "a@live: slow"), whole.reasons());
        assertEquals(Level.CRITICAL, Reports.critical(new HealthReport(Level.UNHEALTHY, List.of(), NOW)).level());
        assertEquals(Level.DEGRADED, Reports.critical(new HealthReport(Level.DEGRADED, List.of(), NOW)).level());
    }

    @Test
    void aDependentOfAnUnhealthyProcessOfItsModeIsDegradedBecauseOfIt() {
        List<Dependency> feed = List.of(new Dependency("feed", Condition.HEALTHY));
        HealthReport down = new HealthReport(Level.UNHEALTHY, List.of("does not stay up"), NOW);
        assertEquals(List.of("DEGRADED depends on feed@live, which is UNHEALTHY: does not stay up"),
                words(Dependencies.of(ID, feed, Map.of(InstanceId.parse("feed@live"), down, InstanceId.parse("feed@sandbox"), down))));
        assertEquals(List.of(), Dependencies.of(ID, feed, Map.of(InstanceId.parse("feed@live"), HealthReport.healthy(NOW))));
    }

    @Test
    void theMachineIsJudgedByItsUseAndWhatIsAbsentSaysNothing() {
        SystemSample.Runtime runtime = new SystemSample.Runtime(Use.of(10, 64), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Duration.ofSeconds(7));
        SystemSample sample = new SystemSample(NOW, OptionalDouble.empty(), 2, OptionalDouble.empty(), Use.unknown(), Use.unknown(),
                List.of(new Space("logs", Use.of(96, 100), Use.of(100, 100)), new Space("data", Use.unknown(), Use.unknown())), Use.unknown(), runtime);
        assertEquals(List.of("DEGRADED disk of logs/ 96% used", "UNHEALTHY inodes of logs/ 100% used", "DEGRADED the runtime is 7 s late"), words(SystemRules.of(sample, THRESHOLDS)));
    }
}
