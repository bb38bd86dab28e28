package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which restarts count as clean, and what blocks one. */
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
    void createServices() {
        processes.put("status", Optional.of(FakeRuntime.running(ID, NOON)));
        processes.put("list", List.of(FakeRuntime.running(ID, NOON)));
        processes.put("definition", Optional.of(FakeRuntime.definition("trader", Mode.SANDBOX)));
        RuntimeServices services = new RuntimeServices(
                FakeRuntime.answering(ProcessManager.class, processes),
                (id, what) -> true,
                FakeRuntime.answering(IssueTracker.class, issues),
                FakeRuntime.answering(HealthMonitor.class, Map.of()),
                new TrackRecordService(new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1)),
                new Home(folder, "dual"),
                Optional::empty,
                () -> Optional.of(FakeRuntime.answering(HealingCoordinator.class, healing)),
                Optional::empty);
        restarts = new RuntimeRestartOperations(
                services,
                new ResourceTracker(null, new RecentChanges(), ExhaustionForecaster.defaults(), Duration.ofMinutes(5)));
    }

    @Test
    void aRequestedRestartWithoutNewErrorsIsClean() {
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
    void aRestartThatNeededAKillIsNotClean() {
        play(ProcessState.STOPPING);
        ExitStatus killed = new ExitStatus(OptionalInt.empty(), OptionalInt.of(9), NOON);
        restarts.changed(
                new ProcessEvent(ProcessState.STOPPING, status(ProcessState.STOPPED, Optional.of(killed)), true, NOON));
        play(ProcessState.STARTING, ProcessState.RUNNING);
        assertFalse(restarts.restartedCleanly(ID));
    }

    @Test
    void onlyANewErrorWithinAMinuteMakesARestartUnclean() {
        play(ProcessState.STOPPING, ProcessState.STOPPED, ProcessState.STARTING, ProcessState.RUNNING);
        issues.put("list", List.of(issueAt(NOON.minusSeconds(60)), issueAt(NOON.plusSeconds(120))));
        assertTrue(restarts.restartedCleanly(ID));
        issues.put("list", List.of(issueAt(NOON.plusSeconds(30))));
        assertFalse(restarts.restartedCleanly(ID));
    }

    @Test
    void aProgramThatIsDownOrUnderRepairBlocksARestart() {
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
    void aDependentThatIsNotUpBlocksARestart() {
        ProcessDefinition desk = FakeRuntime.definition("desk", Mode.SANDBOX);
        processes.put("definition", Optional.of(FakeRuntime.dependingOn("trader", desk)));
        InstanceId id = InstanceId.parse("desk@sandbox");
        processes.put("list", List.of(FakeRuntime.status(id, ProcessState.STARTING, NOON)));
        assertEquals(Optional.of("desk@sandbox, which depends on it, is not up"), restarts.blocker(ID));
        processes.put("list", List.of(FakeRuntime.running(id, NOON)));
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

    private static Issue issueAt(Instant first) {
        return FakeRuntime.issue(ID, first, first);
    }
}
