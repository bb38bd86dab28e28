package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.records.TrackRecordStore;
import com.nae.learning.watch.RecentChanges;
import com.nae.learning.watch.ResourceTracker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which restarts count as clean, and what speaks against one. */
class RuntimeRestartOperationsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@sandbox");

    @TempDir
    Path folder;

    private final Map<String, Object> processes = new HashMap<>();
    private final Map<String, Object> issues = new HashMap<>(Map.of("list", List.of()));
    private final Map<String, Object> healing = new HashMap<>(Map.of("fixes", List.of()));
    private RuntimeRestartOperations restarts;

    @BeforeEach
    void around() {
        processes.put("status", Optional.of(FakeRuntime.running(ID, NOON)));
        processes.put("list", List.of(FakeRuntime.running(ID, NOON)));
        processes.put("definition", Optional.of(FakeRuntime.definition("trader", Mode.SANDBOX)));
        RuntimeServices around = new RuntimeServices(
                FakeRuntime.answering(ProcessManager.class, processes),
                FakeRuntime.answering(IssueTracker.class, issues),
                FakeRuntime.answering(HealthMonitor.class, Map.of()),
                new TrackRecordService(new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1)),
                new Home(folder, "dual"),
                Optional::empty,
                () -> Optional.of(FakeRuntime.answering(HealingCoordinator.class, healing)),
                Optional::empty);
        restarts = new RuntimeRestartOperations(
                around,
                new ResourceTracker(null, new RecentChanges(), ExhaustionForecaster.defaults(), Duration.ofMinutes(5)));
    }

    @Test
    void oneThatWasAskedForAndCameUpWithoutNewErrorsIsClean() {
        assertFalse(restarts.restartedCleanly(ID), "nothing was shown yet");
        play(ProcessState.STOPPING, ProcessState.STOPPED, ProcessState.STARTING);
        assertFalse(restarts.restartedCleanly(ID), "not before it is up");
        play(ProcessState.RUNNING);
        assertTrue(restarts.restartedCleanly(ID));
    }

    @Test
    void aCrashIsNoCleanRestart() {
        play(ProcessState.BACKOFF, ProcessState.STARTING, ProcessState.RUNNING);
        assertFalse(restarts.restartedCleanly(ID));
    }

    @Test
    void oneThatHadToBeKilledIsNotClean() {
        play(ProcessState.STOPPING);
        ExitStatus killed = new ExitStatus(OptionalInt.empty(), OptionalInt.of(9), NOON);
        restarts.changed(
                new ProcessEvent(ProcessState.STOPPING, status(ProcessState.STOPPED, Optional.of(killed)), true, NOON));
        play(ProcessState.STARTING, ProcessState.RUNNING);
        assertFalse(restarts.restartedCleanly(ID));
    }

    @Test
    void aNewErrorWithinAMinuteIsHeldAgainstItOneThatWasKnownIsNot() {
        play(ProcessState.STOPPING, ProcessState.STOPPED, ProcessState.STARTING, ProcessState.RUNNING);
        issues.put("list", List.of(issue(NOON.minusSeconds(60)), issue(NOON.plusSeconds(120))));
        assertTrue(restarts.restartedCleanly(ID));
        issues.put("list", List.of(issue(NOON.plusSeconds(30))));
        assertFalse(restarts.restartedCleanly(ID));
    }

    @Test
    void aProgramThatIsDownARepairAtWorkAndADependentThatStartsSpeakAgainstIt() {
        assertEquals(Optional.empty(), restarts.blocker(ID));
        healing.put("fixes", List.of(fix(FixRecord.State.HEALED)));
        assertEquals(Optional.empty(), restarts.blocker(ID));
        healing.put("fixes", List.of(fix(FixRecord.State.TRYING)));
        assertEquals(Optional.of("a repair of it is under way"), restarts.blocker(ID));
        healing.put("fixes", List.of());
        processes.put("status", Optional.of(status(ProcessState.BACKOFF, Optional.empty())));
        assertEquals(Optional.of("it is not running"), restarts.blocker(ID));
    }

    @Test
    void aDependentThatIsNotUpSpeaksAgainstIt() {
        ProcessDefinition d = FakeRuntime.definition("desk", Mode.SANDBOX);
        processes.put(
                "definition",
                Optional.of(new ProcessDefinition(
                        d.name(),
                        d.mode(),
                        d.command(),
                        d.directory(),
                        d.environment(),
                        d.identity(),
                        d.restart(),
                        d.stop(),
                        d.schedule(),
                        List.of(new ProcessDefinition.Dependency("trader", ProcessDefinition.Condition.values()[0])),
                        d.replicas(),
                        d.autostart(),
                        d.critical(),
                        d.sdNotify(),
                        d.readiness(),
                        d.liveness(),
                        d.limits(),
                        d.log(),
                        d.healing(),
                        d.watch())));
        InstanceId desk = InstanceId.parse("desk@sandbox");
        processes.put(
                "list",
                List.of(new ProcessStatus(
                        desk,
                        ProcessState.STARTING,
                        "",
                        NOON,
                        OptionalLong.of(9),
                        Optional.of(NOON),
                        0,
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty())));
        assertEquals(Optional.of("desk@sandbox, which depends on it, is not up"), restarts.blocker(ID));
        processes.put("list", List.of(FakeRuntime.running(desk, NOON)));
        assertEquals(Optional.empty(), restarts.blocker(ID));
    }

    private void play(ProcessState... states) {
        for (ProcessState state : states) {
            restarts.changed(new ProcessEvent(
                    state == ProcessState.RUNNING ? ProcessState.STARTING : ProcessState.RUNNING,
                    status(state, Optional.empty()),
                    false,
                    NOON));
        }
    }

    private static ProcessStatus status(ProcessState state, Optional<ExitStatus> exit) {
        return new ProcessStatus(
                ID, state, "", NOON, OptionalLong.of(7), Optional.of(NOON), 0, exit, false, true, Optional.empty());
    }

    private static FixRecord fix(FixRecord.State state) {
        return new FixRecord(
                "f1",
                "i1",
                "fp",
                "trader",
                Optional.empty(),
                "import",
                new Fix("stdlib", "because", .9, Fix.Risk.LOW, List.of()),
                state,
                "",
                NOON,
                List.of());
    }

    private static Issue issue(Instant first) {
        return new Issue(
                "i" + first,
                "fp",
                Family.OTHER,
                "ValueError",
                "ValueError",
                "",
                "trader",
                Set.of(ID),
                "broken",
                Optional.empty(),
                first,
                first,
                1,
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                "python");
    }
}
