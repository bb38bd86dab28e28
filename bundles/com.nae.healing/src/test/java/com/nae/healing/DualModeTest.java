package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a fix from the sandbox to live, and back. */
class DualModeTest {
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path root;

    private HealingWorld world() {
        return new HealingWorld(root).boot();
    }

    @Test
    void aFailureIsRepairedInTheSandboxProvenPromotedAndHealed() {
        HealingWorld w = world();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program(
                "archiver",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
        w.loop.seconds(5);
        assertEquals("import json\n", w.text("archiver", Mode.SANDBOX));
        assertEquals("BROKEN\n", w.text("archiver", Mode.LIVE), "live waits for the proof");
        assertTrue(w.processes.held("archiver@live").isPresent(), "live does not restart into the failure meanwhile");
        w.loop.seconds(25);
        assertEquals("import json\n", w.text("archiver", Mode.LIVE));
        assertEquals(
                List.of("proposed", "applied@sandbox", "proven@sandbox", "promoted@live", "healed@live"), w.events());
        assertEquals(Issue.Status.HEALED, w.tracker.list().get(0).status());
        assertTrue(w.processes.starts("archiver@live") <= 4, "starts of live: " + w.processes.starts("archiver@live"));
        assertTrue(w.processes.held("archiver@live").isEmpty()
                && w.processes.held("archiver@sandbox").isEmpty());
        assertEquals(0, w.loop.pending(), "an idle coordinator waits for nothing");
    }

    @Test
    void aProgramThatStaysUpIsRestartedToLoadTheEdit() {
        HealingWorld w = world();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program(
                "bot",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING.stays()) : Optional.empty());
        w.loop.seconds(40);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        assertEquals(2, w.processes.starts("bot@live"));
        assertEquals("HEALED", w.tracker.list().get(0).status().name());
    }

    @Test
    void aFixAfterWhichTheFailureComesAgainIsTakenBackAndNotTriedAgain() {
        HealingWorld w = world();
        w.replaces(Family.IMPORT, "wrong", "BROKEN", "WRONG");
        w.program("archiver", "BROKEN\n", (text, variables) -> Optional.of(MISSING));
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("archiver", Mode.SANDBOX));
        assertEquals("BROKEN\n", w.text("archiver", Mode.LIVE));
        assertEquals(List.of("proposed", "applied@sandbox", "failed"), w.events());
        w.cases.healersChanged();
        w.loop.seconds(60);
        assertEquals(3, w.log.size(), "nothing is tried twice");
        assertEquals(Issue.Status.SUGGESTED, w.tracker.list().get(0).status());
    }

    @Test
    void aFixThatMovesTheFailureOneLineOnIsTakenBack() {
        HealingWorld w = world();
        w.replaces(Family.KEY, "key-get", "BROKEN", "GET");
        w.program(
                "ranker",
                "BROKEN\n",
                (text, variables) -> Optional.of(
                        text.contains("GET")
                                ? Failure.exit(Family.OTHER, "TypeError", "None")
                                        .at("the next line")
                                : Failure.exit(Family.KEY, "KeyError", "shares")));
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("ranker", Mode.SANDBOX));
        assertEquals(List.of("proposed", "applied@sandbox", "failed"), w.events());
        assertTrue(
                w.log.get(2).remedy().reason().contains("TypeError"),
                w.log.get(2).remedy().reason());
    }

    @Test
    void twoMissingImportsAreHealedTogether() {
        HealingWorld w = world();
        w.healer(
                "import",
                (issue, workspace) -> SimulatedHealer.edit(
                        workspace, "import-" + issue.subject(), "NO-" + issue.subject(), "import " + issue.subject()));
        w.program(
                "archiver",
                "NO-json\nNO-csv\n",
                (text, variables) -> HealingWorld.when(text.contains("NO-json"), MISSING)
                        .or(() -> HealingWorld.when(
                                text.contains("NO-csv"), Failure.exit(Family.IMPORT, "NameError", "csv"))));
        w.loop.seconds(60);
        assertEquals("import json\nimport csv\n", w.text("archiver", Mode.LIVE));
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status() == Issue.Status.HEALED));
        assertTrue(w.desk.fixes().newestFirst().stream().allMatch(f -> f.state() == FixRecord.State.HEALED));
    }

    @Test
    void aFailureThatOnlyLiveShowsIsNotRepairedOnAGuess() {
        HealingWorld w = world();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program("archiver", "BROKEN\n", (text, variables) -> Optional.empty());
        w.loop.seconds(1);
        var live = new com.nae.api.process.InstanceId("archiver", Mode.LIVE, 0);
        w.occurs("archiver", MISSING, live);
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("archiver", Mode.SANDBOX));
        assertEquals(List.of("proposed", "failed"), w.events());
        assertEquals(Issue.Status.SUGGESTED, w.tracker.list().get(0).status());
    }

    @Test
    void aFailureThatComesBackAfterPromotionIsRolledBackByteForByte() {
        HealingWorld w = world();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program(
                "archiver",
                "BROKEN\r\n",
                (text, variables) -> text.contains("BROKEN") || variables.containsKey("AGAIN")
                        ? Optional.of(MISSING)
                        : Optional.empty());
        w.loop.seconds(40);
        assertEquals("import json\r\n", w.text("archiver", Mode.LIVE));
        w.processes.overlay("archiver", Mode.LIVE, java.util.Map.of("AGAIN", "1"));
        w.processes.restart(new com.nae.api.process.InstanceId("archiver", Mode.LIVE, 0), "test");
        w.loop.seconds(10);
        assertEquals("BROKEN\r\n", w.text("archiver", Mode.LIVE));
        assertEquals("BROKEN\r\n", w.text("archiver", Mode.SANDBOX));
        assertTrue(w.events().contains("rolled-back"));
    }

    @Test
    void stepsAreTakenOneOnTopOfTheOtherAndTakenBackTogether() {
        HealingWorld w = world();
        w.settings = java.util.Map.of("attempts", "3");
        w.boot();
        w.healer(
                "timeout",
                (issue, workspace) -> SimulatedHealer.edit(workspace, "timeout-literal", "limit 1", "limit 11").stream()
                        .map(DualModeTest::inSteps)
                        .toList());
        w.program(
                "poller",
                "limit 1\n",
                (text, variables) -> text.contains("limit 111") && !text.contains("never")
                        ? Optional.empty()
                        : Optional.of(Failure.exit(Family.TIMEOUT, "TimeoutError", "rates")));
        w.program(
                "ledger",
                "limit 1 never\n",
                (text, variables) -> Optional.of(
                        Failure.exit(Family.TIMEOUT, "TimeoutError", "archive").stays()));
        w.loop.seconds(60);
        assertEquals("limit 111\n", w.text("poller", Mode.LIVE));
        assertEquals("limit 1 never\n", w.text("ledger", Mode.SANDBOX));
        assertEquals("limit 1 never\n", w.text("ledger", Mode.LIVE));
    }

    /** The same fix, as one that may be made again on top of itself. */
    private static com.nae.api.healing.Fix inSteps(com.nae.api.healing.Fix fix) {
        return new com.nae.api.healing.Fix(
                fix.pattern(),
                fix.reason(),
                0.9,
                fix.risk(),
                fix.changes(),
                new com.nae.api.healing.Fix.Terms(0, java.time.Duration.ZERO, java.time.Duration.ZERO, true));
    }
}
