package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator decides about fixes: approves them, also twice, rejects them, rolls them back. */
class OperatorDecisionsTest {
    private static final Failure MISSING = Failure.exit(Family.KEY, "KeyError", "step");

    @TempDir
    Path root;

    private HealingWorld w;

    @BeforeEach
    void aHealerOfKeys() {
        w = new HealingWorld(root).boot();
        w.replaces(Family.KEY, "key-default", "BROKEN", "fine");
    }

    private void bot(String text) {
        w.program("bot", text, (now, variables) -> now.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
    }

    private FixRecord fix() {
        return w.desk.fixes().newestFirst().get(0);
    }

    @Test
    void aSecondApprovalWhileTheFirstIsCarriedOutIsRefusedAndTheFixStays() {
        w.autonomy.put("live.key", "approve");
        bot("BROKEN\n");
        w.loop.seconds(30);
        assertTrue(w.words.approve(fix().id(), "anna").done());
        assertFalse(w.words.approve(fix().id(), "bert").done());
        w.loop.seconds(30);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertEquals(FixRecord.State.HEALED, fix().state());
        assertEquals(
                1, w.log.stream().filter(e -> e.event() == ChangeEvent.APPROVED).count());
    }

    @Test
    void noApprovalIsNeededAnyMoreWhenThePolicyChangesMeanwhile() {
        w.autonomy.put("live.key", "approve");
        bot("BROKEN\n");
        w.loop.seconds(30);
        assertEquals(FixRecord.State.AWAITING_APPROVAL, fix().state());
        w.autonomy.put("live.key", "auto");
        w.loop.seconds(60);
        assertEquals(FixRecord.State.HEALED, fix().state());
    }

    @Test
    void anApprovedFixIsOneFixInTheSandboxToo() {
        w.autonomy.put("sandbox.key", "approve");
        bot("BROKEN\n");
        w.loop.seconds(20);
        assertTrue(w.words.approve(fix().id(), "anna").done());
        w.loop.seconds(60);
        assertEquals(
                List.of(FixRecord.State.HEALED),
                w.desk.fixes().newestFirst().stream().map(FixRecord::state).toList());
    }

    @Test
    void whatIsTakenBackWhileItIsBeingMadeDoesNotStay() {
        bot("BROKEN\n");
        w.loop.pass(Duration.ofMillis(1_100));
        w.loop.step(() -> w.text("bot", Mode.SANDBOX).equals("fine\n"));
        assertTrue(w.words.reject(fix().id(), "anna").done());
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertEquals(FixRecord.State.REJECTED, fix().state());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void aRejectedFixThatIsPromotedIsTakenBackInBothModes() {
        bot("BROKEN\n");
        w.loop.seconds(16);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertTrue(w.words.reject(fix().id(), "anna").done());
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertEquals(FixRecord.State.REJECTED, fix().state());
    }

    @Test
    void whatIsNotInForceIsNotRolledBack() {
        w.autonomy.put("sandbox.key", "suggest");
        bot("BROKEN\n");
        w.loop.seconds(30);
        assertEquals(FixRecord.State.SUGGESTED, fix().state());
        assertFalse(w.words.rollback(fix().id(), "anna").done());
        assertEquals(FixRecord.State.SUGGESTED, fix().state());
        assertEquals(Issue.Status.SUGGESTED, w.tracker.list().get(0).status());
    }

    @Test
    void rejectTakesBackWhatTheSandboxHas() {
        w.autonomy.put("live.key", "approve");
        bot("BROKEN\n");
        w.loop.seconds(60);
        String id = fix().id();
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
        bot("BROKEN\n");
        w.loop.seconds(60);
        String id = fix().id();
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        assertTrue(w.words.rollback(id, "anna").done());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertFalse(w.words.rollback(id, "anna").done());
        assertFalse(w.words.rollback("nothing", "anna").done());
    }

    @Test
    void aHealedFileEditedElsewhereKeepsThatEditWhenItIsRolledBack() {
        bot("1\n2\n3\nBROKEN\n5\n6\n7\n");
        w.loop.seconds(60);
        HealingWorld.write(w.file("bot", Mode.LIVE), "1\n2\n3\nfine\n5\n6\n7, edited\n");
        assertTrue(w.words.rollback(fix().id(), "anna").done());
        assertEquals("1\n2\n3\nBROKEN\n5\n6\n7, edited\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void aHealedLineThatIsEditedIsNotRolledBackAndTheEarlierStateIsNamed() {
        bot("BROKEN\n");
        w.loop.seconds(60);
        HealingWorld.write(w.file("bot", Mode.LIVE), "fine indeed\n");
        var outcome = w.words.rollback(fix().id(), "anna");
        assertFalse(outcome.done());
        assertTrue(outcome.message().matches("(?s).*data/healing/images/[0-9a-f]{64}"), outcome.message());
        assertEquals("fine indeed\n", w.text("bot", Mode.LIVE));
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX), "nothing is taken back by halves");
    }

    @Test
    void aFixWhoseFileIsGoneInTheSandboxIsStillRolledBackOnLive() throws Exception {
        bot("BROKEN\n");
        w.loop.seconds(60);
        Files.delete(w.file("bot", Mode.SANDBOX));
        assertTrue(w.words.rollback(fix().id(), "anna").done());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void theChangeIsShownBeforeAnythingIsMade() {
        w.autonomy.put("live.import", "suggest");
        w.autonomy.put("sandbox.import", "suggest");
        bot();
        FixRecord fix = w.desk.fixes().newestFirst().get(0);
        assertEquals(FixRecord.State.SUGGESTED, fix.state());
        assertTrue(fix.diff().contains("-BROKEN\n+import json\n"), fix.diff());
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        assertFalse(w.words.approve(fix.id(), "anna").done(), "a suggestion does not wait for approval");
    }

    @Test
    void aSuggestedFixIsMadeByHandWithTrialAndProof() {
        w.autonomy.put("live.import", "suggest");
        w.autonomy.put("sandbox.import", "suggest");
        bot();
        String id = w.desk.fixes().newestFirst().get(0).id();
        assertTrue(w.words.apply(id, "anna").done());
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        assertTrue(w.log.stream().anyMatch(e -> e.by().equals("anna")), w.log.toString());
    }

    @Test
    void aFixThatWasRolledBackIsAppliedAgainByHand() {
        bot();
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        String id = w.desk.fixes().newestFirst().get(0).id();
        assertTrue(w.words.rollback(id, "anna").done());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        w.loop.seconds(5);
        HealingCoordinator.Outcome again = w.words.apply(id, "anna");
        assertTrue(again.done(), again.message());
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
    }

    private void bot() {
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program(
                "bot",
                "BROKEN\n",
                (text, variables) -> HealingWorld.when(
                        text.contains("BROKEN"), HealingWorld.Failure.exit(Family.IMPORT, "NameError", "json")));
        w.loop.seconds(8);
    }
}
