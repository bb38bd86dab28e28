package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.ChangeEvent;
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

/** How far healing goes by itself, and what a person says. */
class PolicyTest {
    private static final Failure MISSING = Failure.exit(Family.KEY, "KeyError", "step");

    @TempDir
    Path root;

    private HealingWorld world(String mode) {
        HealingWorld w = new HealingWorld(root);
        w.mode = mode;
        w.boot();
        w.replaces(Family.KEY, "key-default", "BROKEN", "fine");
        return w;
    }

    private static void program(HealingWorld w) {
        w.program(
                "bot",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
    }

    @Test
    void observeDoesNothing() {
        HealingWorld w = world("dual");
        w.autonomy.put("sandbox.key", "observe");
        w.autonomy.put("live.key", "observe");
        program(w);
        w.loop.seconds(60);
        assertEquals(List.of(), w.log);
        assertEquals(Issue.Status.OPEN, w.tracker.list().get(0).status());
    }

    @Test
    void suggestNamesTheRemedyAndEditsNothing() {
        HealingWorld w = world("dual");
        w.autonomy.put("sandbox.key", "suggest");
        w.autonomy.put("live.key", "suggest");
        program(w);
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertEquals(Issue.Status.SUGGESTED, w.tracker.list().get(0).status());
        assertTrue(w.tracker.list().get(0).remedy().orElse("").contains("replaces BROKEN"));
    }

    @Test
    void approveWaitsForAPersonBeforeLive() {
        HealingWorld w = world("dual");
        w.autonomy.put("live.key", "approve");
        program(w);
        w.loop.seconds(60);
        FixRecord fix = w.desk.fixes().newestFirst().get(0);
        assertEquals(FixRecord.State.AWAITING_APPROVAL, fix.state());
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX));
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertTrue(w.words.approve(fix.id().substring(0, 5), "anna").done());
        w.loop.seconds(30);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertEquals(FixRecord.State.HEALED, w.desk.fixes().get(fix.id()).state());
        assertTrue(w.log.stream().anyMatch(e -> e.event() == ChangeEvent.APPROVED && e.by().equals("anna")));
        assertFalse(w.words.approve(fix.id(), "anna").done(), "it waits no longer");
    }

    @Test
    void approvalOutlastsTheRuntime() {
        HealingWorld w = world("dual");
        w.autonomy.put("live.key", "approve");
        program(w);
        w.loop.seconds(40);
        String id = w.desk.fixes().newestFirst().get(0).id();
        w.loop.forget();
        w.boot();
        assertEquals(FixRecord.State.AWAITING_APPROVAL, w.desk.fixes().get(id).state());
        assertTrue(w.words.approve(id, "anna").done());
        w.loop.seconds(30);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void rejectTakesBackWhatTheSandboxHas() {
        HealingWorld w = world("dual");
        w.autonomy.put("live.key", "approve");
        program(w);
        w.loop.seconds(60);
        String id = w.desk.fixes().newestFirst().get(0).id();
        assertTrue(w.words.reject(id, "anna").done());
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertEquals(FixRecord.State.REJECTED, w.desk.fixes().get(id).state());
        w.cases.healersChanged();
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX), "it is not tried again");
    }

    @Test
    void rollbackRestoresAHealedFileAtAnyTime() {
        HealingWorld w = world("dual");
        program(w);
        w.loop.seconds(60);
        String id = w.desk.fixes().newestFirst().get(0).id();
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertTrue(w.words.rollback(id, "anna").done());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertFalse(w.words.rollback(id, "anna").done());
        assertFalse(w.words.rollback("nothing", "anna").done());
    }

    @Test
    void withSandboxAloneAProvenFixWaits() {
        HealingWorld w = world("sandbox");
        program(w);
        w.loop.seconds(60);
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX));
        assertEquals(Issue.Status.PROVEN, w.tracker.list().get(0).status());
        assertEquals(FixRecord.State.PROVEN, w.desk.fixes().newestFirst().get(0).state());
    }

    @Test
    void withLiveAloneAFixIsRehearsedAppliedAndObserved() {
        HealingWorld w = world("live");
        program(w);
        w.loop.seconds(60);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertEquals(List.of("proposed", "applied@live", "proven@live", "healed@live"), w.events());
    }

    @Test
    void anExhaustedBudgetIsToldAndTheRepairGoesOnSlowly() {
        HealingWorld w = world("dual");
        w.processes.budget = 0;
        program(w);
        w.loop.seconds(60);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertEquals(1, w.processes.escalations.size(), w.processes.escalations.toString());
    }

    @Test
    void oneFailureDrawsOnOneBudgetThoughItsProgramRunsLongEnoughToBeForgiven() {
        HealingWorld w = world("live");
        Failure slow = new Failure(Family.OTHER, "ValueError", "x", "line", java.time.Duration.ofSeconds(90), true);
        w.program("bot", "fine\n", (text, variables) -> Optional.of(slow));
        w.loop.pass(java.time.Duration.ofSeconds(3 * 91 + 5));
        assertEquals(List.of(), w.processes.escalations);
        w.loop.seconds(92);
        assertEquals(1, w.processes.escalations.size());
        assertTrue(
                w.processes.escalations.get(0).matches("bot@live: ValueError x came again; its budget .* is spent.*"),
                w.processes.escalations.toString());
        w.loop.pass(java.time.Duration.ofMinutes(20));
        assertTrue(w.processes.starts("bot@live") > 6, "it is tried again slowly");
    }

    @Test
    void repairsOfOneFailureDrawOnItsBudgetTooAndGoOnSlowlyWhenItIsSpent() {
        HealingWorld w = new HealingWorld(root);
        w.settings = java.util.Map.of("attempts", "10");
        w.boot();
        w.healer(
                "guesses",
                (issue, workspace) -> java.util.stream.IntStream.range(0, 5)
                        .mapToObj(i -> HealingWorld.edit(workspace, "guess-" + i, "BROKEN", "BROKEN " + i)
                                .get(0))
                        .toList());
        w.program("bot", "BROKEN\n", (text, variables) -> Optional.of(MISSING));
        w.loop.seconds(120);
        var applied = w.log.stream()
                .filter(e -> e.event() == ChangeEvent.APPLIED)
                .map(e -> e.time())
                .toList();
        assertEquals(5, applied.size());
        for (int i = 3; i < 5; i++) {
            assertTrue(
                    java.time.Duration.between(applied.get(i - 1), applied.get(i))
                                    .toSeconds()
                            >= 5,
                    "slowly: " + applied);
        }
        assertTrue(
                w.processes.escalations.get(0).contains("budget of restarts and repairs is spent"),
                w.processes.escalations.toString());
    }

    @Test
    void anythingOutsideWhatIsAllowedIsRefusedAndWrittenDown() {
        HealingWorld w = world("dual");
        w.healer(
                "evil",
                (issue, workspace) -> List.of(new com.nae.api.healing.Fix(
                        "evil",
                        "runs a command",
                        1,
                        com.nae.api.healing.Fix.Risk.LOW,
                        List.of(new com.nae.api.healing.Change.RunCommand(
                                List.of("sh", "-c", "touch /tmp/pwned"), java.time.Duration.ofSeconds(1))))));
        program(w);
        w.loop.seconds(60);
        assertTrue(w.log.stream()
                .anyMatch(e ->
                        e.event() == ChangeEvent.FAILED && e.remedy().reason().contains("not on the list of allowed")));
        assertEquals("fine\n", w.text("bot", Mode.LIVE), "the next best is tried");
    }
}
