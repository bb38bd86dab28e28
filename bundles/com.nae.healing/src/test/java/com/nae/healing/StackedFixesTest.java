package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several fixes in one file: made on top of each other, or one after the other. */
class StackedFixesTest {
    private static final Failure FIRST = Failure.exit(Family.IMPORT, "NameError", "json");
    private static final Failure SECOND = Failure.exit(Family.IMPORT, "NameError", "csv");

    @TempDir
    Path root;

    private HealingWorld w;

    @BeforeEach
    void aHealerOfImports() {
        w = new HealingWorld(root).boot();
        w.healer(
                "import",
                (issue, workspace) -> SimulatedHealer.edit(
                        workspace, "import-" + issue.subject(), "NO-" + issue.subject(), "import " + issue.subject()));
    }

    private void two() {
        w.program(
                "app",
                "NO-json\nNO-csv\n",
                (text, variables) -> HealingWorld.when(text.contains("NO-json"), FIRST)
                        .or(() -> HealingWorld.when(text.contains("NO-csv"), SECOND)));
    }

    private List<FixRecord.State> states() {
        return w.desk.fixes().newestFirst().stream()
                .map(FixRecord::state)
                .distinct()
                .toList();
    }

    @Test
    void twoFixesThatWaitForOneApprovalGoToLiveTogetherAfterARestartOfTheRuntime() {
        w.autonomy.put("live.import", "approve");
        two();
        w.loop.seconds(60);
        assertEquals(List.of(FixRecord.State.AWAITING_APPROVAL), states());
        w.loop.forget();
        w.boot();
        w.processes.startAll();
        w.loop.seconds(5);
        assertTrue(w.words
                .approve(w.desk.fixes().newestFirst().get(1).id(), "anna")
                .done());
        w.loop.seconds(60);
        assertEquals("import json\nimport csv\n", w.text("app", Mode.LIVE));
        assertEquals(List.of(FixRecord.State.HEALED), states());
    }

    @Test
    void aRollbackOfOneOfThemTakesBackTheWholeRepairInBothModes() {
        two();
        w.loop.seconds(60);
        FixRecord first = w.desk.fixes().newestFirst().stream()
                .filter(f -> f.fix().pattern().equals("import-json"))
                .findFirst()
                .orElseThrow();
        assertTrue(w.words.rollback(first.id(), "anna").done());
        assertEquals("NO-json\nNO-csv\n", w.text("app", Mode.LIVE));
        assertEquals("NO-json\nNO-csv\n", w.text("app", Mode.SANDBOX));
        assertEquals(List.of(FixRecord.State.ROLLED_BACK), states());
    }

    /** A program with two faults that show one after the other, each healed by itself. */
    private void oneAfterTheOther(String text) {
        boolean[] later = {false};
        w.program(
                "app",
                text,
                (now, variables) -> HealingWorld.when(now.contains("NO-json"), FIRST)
                        .or(() -> HealingWorld.when(later[0] && now.contains("NO-csv"), SECOND)));
        w.loop.seconds(60);
        later[0] = true;
        for (Mode mode : Mode.values()) {
            w.processes.restart(new InstanceId("app", mode, 0), "test");
        }
        w.loop.seconds(60);
        assertEquals(2, w.desk.fixes().newestFirst().size());
    }

    @Test
    void eachEarlierStateOfAFileThatIsHealedTwiceCanBeHadAgain() {
        oneAfterTheOther("NO-json\n2\n3\n4\n5\nNO-csv\n");
        assertEquals("import json\n2\n3\n4\n5\nimport csv\n", w.text("app", Mode.LIVE));
        String second = w.desk.fixes().newestFirst().get(0).id();
        String first = w.desk.fixes().newestFirst().get(1).id();
        assertTrue(w.words.rollback(first, "anna").done());
        assertEquals("NO-json\n2\n3\n4\n5\nimport csv\n", w.text("app", Mode.LIVE), "the other one stays");
        assertTrue(w.words.rollback(second, "anna").done());
        assertEquals("NO-json\n2\n3\n4\n5\nNO-csv\n", w.text("app", Mode.LIVE));
        assertEquals("NO-json\n2\n3\n4\n5\nNO-csv\n", w.text("app", Mode.SANDBOX));
    }

    @Test
    void aLaterFixOfTheSameLinesGoesWithTheEarlierOneAndSaysSo() {
        oneAfterTheOther("NO-json NO-csv\n");
        assertEquals("import json import csv\n", w.text("app", Mode.LIVE));
        String second = w.desk.fixes().newestFirst().get(0).id();
        String first = w.desk.fixes().newestFirst().get(1).id();
        var outcome = w.words.rollback(first, "anna");
        assertTrue(outcome.done() && outcome.message().contains(second), outcome.message());
        assertEquals("NO-json NO-csv\n", w.text("app", Mode.LIVE));
        assertEquals(FixRecord.State.ROLLED_BACK, w.desk.fixes().get(second).state());
    }
}
