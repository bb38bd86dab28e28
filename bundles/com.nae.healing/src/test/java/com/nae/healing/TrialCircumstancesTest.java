package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials while the world around the program is not well: they wait, and are not held against the fix. */
class TrialCircumstancesTest {
    private static final Failure SLOW =
            Failure.exit(Family.TIMEOUT, "TimeoutError", "rates").stays();
    private static final Failure REFUSED = new Failure(
            Family.CONNECTION, "ConnectionRefusedError", "db:5432", "connect", Duration.ofMillis(800), true);

    @TempDir
    Path root;

    private HealingWorld w;

    @BeforeEach
    void aHealer() {
        w = new HealingWorld(root).boot();
        w.healer(
                "heals",
                (issue, workspace) -> issue.family() == Family.CONNECTION
                        ? List.of(new Fix(
                                "await",
                                "the endpoint refuses",
                                0.9,
                                Fix.Risk.NONE,
                                List.of(new Change.AwaitEndpoint("db", 5432))))
                        : SimulatedHealer.edit(workspace, "edit", "BROKEN", "fine"));
    }

    private void healedAtTheFirstTrial(String name) {
        assertEquals("fine\n", w.text(name, Mode.LIVE));
        assertFalse(
                w.events().contains("failed") || w.events().contains("rolled-back"),
                w.events().toString());
        assertTrue(
                w.tracker.list().stream()
                        .filter(i -> i.family() != Family.OTHER)
                        .allMatch(i -> i.status() == Issue.Status.HEALED),
                w.tracker.list().toString());
    }

    @Test
    void aTrialIsNotFailedByTheRestartOfWhatTheProgramDependsOn() {
        boolean[] once = {true};
        w.needs.put("execution", List.of(new Dependency("venue", Condition.HEALTHY)));
        w.program("venue", "", (text, variables) -> Optional.empty());
        w.program(
                "execution",
                "BROKEN\n",
                (text, variables) -> HealingWorld.when(text.contains("BROKEN"), SLOW)
                        .or(() -> HealingWorld.when(
                                first(once),
                                new Failure(
                                        Family.OTHER,
                                        "HTTPError",
                                        "502",
                                        "ask the venue",
                                        Duration.ofSeconds(3),
                                        true))));
        w.loop.seconds(3);
        w.processes.restart(new InstanceId("venue", Mode.SANDBOX, 0), "a repair of its own");
        w.loop.seconds(60);
        healedAtTheFirstTrial("execution");
    }

    private static boolean first(boolean[] once) {
        boolean was = once[0];
        once[0] = false;
        return was;
    }

    @Test
    void aRepairOfAProgramWhoseDatabaseIsDownTooWaitsAndUsesUpNoAttempt() {
        w.program(
                "loader",
                "BROKEN\n",
                (text, variables) -> HealingWorld.when(
                                text.contains("BROKEN"), Failure.exit(Family.IMPORT, "NameError", "json"))
                        .or(() -> HealingWorld.when(!w.up.contains("db:5432"), REFUSED)));
        w.loop.seconds(120);
        assertEquals("fine\n", w.text("loader", Mode.SANDBOX), "the repair waits with the program");
        assertTrue(w.processes.starts("loader@sandbox") <= 6, "starts: " + w.processes.starts("loader@sandbox"));
        w.up.add("db:5432");
        w.loop.seconds(60);
        healedAtTheFirstTrial("loader");
    }

    @Test
    void aProgramThatFailsOtherwiseOnceItsDatabaseIsBackIsRepairedWithFewStarts() {
        w.program(
                "loader",
                "BROKEN\n",
                (text, variables) -> HealingWorld.when(!w.up.contains("db:5432"), REFUSED)
                        .or(() -> HealingWorld.when(
                                text.contains("BROKEN"), Failure.exit(Family.IMPORT, "NameError", "json"))));
        w.loop.seconds(5);
        w.up.add("db:5432");
        w.loop.seconds(60);
        healedAtTheFirstTrial("loader");
        assertTrue(w.processes.starts("loader@live") <= 5, "starts: " + w.processes.starts("loader@live"));
    }

    @Test
    void whatDoesNotComeBackInTimeIsNobodysFaultAndTheTrialEnds() {
        w.settings = java.util.Map.of("verify_max", "2m");
        w.boot();
        w.program(
                "loader",
                "BROKEN\n",
                (text, variables) -> Optional.of(
                        text.contains("BROKEN") ? Failure.exit(Family.IMPORT, "NameError", "json") : REFUSED));
        w.loop.seconds(200);
        assertEquals("BROKEN\n", w.text("loader", Mode.SANDBOX));
        assertTrue(
                w.desk.records()
                        .banned()
                        .allows(w.desk.fixes().newestFirst().get(0).fingerprint(), "edit"),
                "it may be tried again");
    }

    @Test
    void aProgramThatTakesLongToStopIsWatchedFromItsStartOn() {
        w.processes.stopping = Duration.ofSeconds(12);
        w.program(
                "bot", "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(SLOW) : Optional.empty());
        w.loop.seconds(90);
        healedAtTheFirstTrial("bot");
    }

    @Test
    void aJobThatEndsInTheTrialAsItShouldIsHealed() {
        w.program(
                "bot", "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(SLOW) : Optional.empty());
        w.loop.seconds(3);
        w.processes.complete(new InstanceId("bot", Mode.SANDBOX, 0));
        w.loop.seconds(60);
        healedAtTheFirstTrial("bot");
    }

    @Test
    void liveIsNotStartedAgainAndAgainWhileItsRepairIsTriedInTheSandbox() {
        w.processes.overlay("bot", Mode.LIVE, java.util.Map.of("LATE", "1"));
        w.program("bot", "BROKEN\n", (text, variables) -> {
            Duration after = Duration.ofSeconds(variables.containsKey("LATE") ? 3 : 1);
            return HealingWorld.when(
                    text.contains("BROKEN"), new Failure(Family.IMPORT, "NameError", "json", "line", after, true));
        });
        w.loop.seconds(60);
        healedAtTheFirstTrial("bot");
        assertEquals(
                3,
                w.processes.starts("bot@live"),
                "the first, the one after the first failure, and the one with the fix");
    }

    @Test
    void replicasAreStartedWithAFixOneAfterTheOther() {
        w.program(
                "bot", "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(SLOW) : Optional.empty());
        w.processes.define(new InstanceId("bot", Mode.LIVE, 1));
        w.processes.define(new InstanceId("bot", Mode.LIVE, 2));
        w.loop.seconds(60);
        healedAtTheFirstTrial("bot");
        List<Instant> starts = w.processes.list().stream()
                .filter(s -> s.id().mode() == Mode.LIVE)
                .map(s -> s.started().orElseThrow())
                .toList();
        assertTrue(starts.get(0).isBefore(starts.get(1)) && starts.get(1).isBefore(starts.get(2)), starts.toString());
        assertEquals(
                List.of(FixRecord.State.HEALED),
                w.desk.fixes().newestFirst().stream()
                        .map(FixRecord::state)
                        .distinct()
                        .toList());
    }
}
