package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a program while a repair of it is under way, and after it: it is stopped, edited, deployed, deleted.
 */
class InterferenceTest {
    private static final Failure MISSING = Failure.exit(Family.KEY, "KeyError", "step");
    private static final InstanceId LIVE = new InstanceId("bot", Mode.LIVE, 0);
    private static final InstanceId SANDBOX = new InstanceId("bot", Mode.SANDBOX, 0);

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
    void aProgramStoppedWhileItsRepairIsTriedIsRepairedWhenItRunsAgain() {
        bot("BROKEN\n");
        w.loop.seconds(4);
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX));
        w.processes.stop(SANDBOX, "anna");
        w.processes.stop(LIVE, "anna");
        w.loop.seconds(60);
        assertEquals(FixRecord.State.FAILED, fix().state());
        assertTrue(
                fix().events().get(fix().events().size() - 1).detail().contains("stopped on purpose"),
                fix().events().toString());
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
        w.loop.pass(Duration.ofMinutes(11));
        w.processes.startAll();
        w.loop.seconds(60);
        assertEquals("fine\n", w.text("bot", Mode.LIVE), "it is repaired when it runs again");
    }

    @Test
    void aSandboxThatIsStoppedOnPurposeIsNotStarted() {
        w.program("bot", "BROKEN\n", (now, variables) -> Optional.empty());
        w.loop.seconds(1);
        w.processes.stop(SANDBOX, "anna");
        w.occurs("bot", MISSING, LIVE);
        w.loop.seconds(60);
        assertEquals(1, w.processes.starts("bot@sandbox"));
        assertTrue(w.log.get(w.log.size() - 1).remedy().reason().contains("stopped on purpose"), w.log.toString());
    }

    @Test
    void liveStoppedWhileItIsObservedKeepsTheProofAndIsRepairedWhenItRunsAgain() {
        bot("BROKEN\n");
        w.loop.seconds(16);
        assertEquals(FixRecord.State.OBSERVED, fix().state());
        w.processes.stop(LIVE, "anna");
        w.loop.seconds(30);
        assertEquals(FixRecord.State.PROVEN, fix().state());
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX));
        w.processes.restart(LIVE, "anna");
        w.loop.seconds(60);
        assertEquals(FixRecord.State.HEALED, fix().state());
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void aProcessWhoseFileIsDeletedInTheMiddleLeavesNothingBehind() {
        bot("BROKEN\n");
        w.loop.seconds(4);
        w.processes.remove("bot");
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX), "what was tried is taken back");
        assertTrue(w.cases.find(w.tracker.list().get(0).fingerprint()).isEmpty());
        assertEquals(0, w.loop.pending());
    }

    @Test
    void anEditInTheSandboxThatLivesNewSourceOverwritesIsMadeAgain() {
        bot("BROKEN\n");
        w.loop.seconds(4);
        assertEquals("fine\n", w.text("bot", Mode.SANDBOX));
        HealingWorld.write(w.file("bot", Mode.LIVE), "BROKEN, but newer\n");
        HealingWorld.write(w.file("bot", Mode.SANDBOX), "BROKEN, but newer\n");
        w.processes.restart(SANDBOX, "live's sources changed");
        w.loop.seconds(60);
        assertEquals("fine, but newer\n", w.text("bot", Mode.LIVE));
        assertEquals("fine, but newer\n", w.text("bot", Mode.SANDBOX));
    }

    @Test
    void liveChangedElsewhereMeanwhileGetsTheFixAndKeepsItsChange() {
        bot("1\n2\n3\nBROKEN\n5\n6\n7\n");
        w.loop.seconds(4);
        HealingWorld.write(w.file("bot", Mode.LIVE), "1, edited\n2\n3\nBROKEN\n5\n6\n7\n");
        w.loop.seconds(60);
        assertEquals("1, edited\n2\n3\nfine\n5\n6\n7\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void liveChangedOnTheSameLineMeanwhileIsThoughtThroughAgain() {
        bot("a\nBROKEN\nb\n");
        w.loop.seconds(4);
        HealingWorld.write(w.file("bot", Mode.LIVE), "A\nBROKEN anew\nB\n");
        w.loop.seconds(11);
        HealingWorld.write(w.file("bot", Mode.SANDBOX), "A\nBROKEN anew\nB\n");
        w.loop.seconds(60);
        assertEquals("A\nfine anew\nB\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void aVersionWithoutTheFixDeployedWithinTheHourIsHealedAgain() {
        bot("BROKEN\n");
        w.loop.seconds(60);
        assertEquals("fine\n", w.text("bot", Mode.LIVE));
        HealingWorld.write(w.file("bot", Mode.LIVE), "version 2\nBROKEN\n");
        HealingWorld.write(w.file("bot", Mode.SANDBOX), "version 2\nBROKEN\n");
        w.processes.restart(LIVE, "deployed");
        w.processes.restart(SANDBOX, "deployed");
        w.loop.seconds(60);
        assertEquals("version 2\nfine\n", w.text("bot", Mode.LIVE));
    }
}
