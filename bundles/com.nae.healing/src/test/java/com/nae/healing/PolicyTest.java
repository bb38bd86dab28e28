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

/** How far healing goes by itself. */
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
    void approveWaitsForTheOperatorBeforeLive() {
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
