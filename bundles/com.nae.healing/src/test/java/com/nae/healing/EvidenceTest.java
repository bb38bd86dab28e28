package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.evidence.RaisedException;
import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is done to a program that runs for what it prints; a fact is needed. */
class EvidenceTest {
    private static final InstanceId LIVE = InstanceId.parse("bot@live");
    private static final InstanceId SANDBOX = InstanceId.parse("bot@sandbox");
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path folder;

    private HealingWorld w;

    /** A program that prints a failure and goes on, or ends with it. */
    private HealingWorld bot(String mode, Failure failure) {
        w.mode = mode;
        w.boot();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        return w.program("bot", "BROKEN\n", (text, variables) -> HealingWorld.when(text.contains("BROKEN"), failure));
    }

    @BeforeEach
    void world() {
        w = new HealingWorld(folder);
    }

    private Issue issue() {
        return w.tracker.list().get(0);
    }

    private void assertUntouched() {
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        w.processes.list().forEach(status -> {
            assertEquals(0, status.restarts(), status.toString());
            assertEquals("", status.reason());
        });
        assertTrue(w.log.stream().allMatch(e -> e.changes().isEmpty()), w.log.toString());
    }

    @Test
    void textThatNoInterpreterRaisedChangesNothing() {
        w.interpreters.truthful = false;
        bot("dual", MISSING.stays());
        w.loop.seconds(300);
        assertUntouched();
        assertEquals("BROKEN\n", w.text("bot", Mode.SANDBOX));
    }

    @Test
    void textOfAProgramWhoseInterpreterDoesNotReportAwaitsTheOperator() {
        w.interpreters.reporting.clear();
        bot("live", MISSING.stays());
        w.loop.seconds(300);
        assertUntouched();
        assertEquals(Issue.Status.AWAITING_APPROVAL, issue().status());
    }

    @Test
    void aProgramThatEndsWithTheFailureIsRepairedWithoutAnyInterpreter() {
        w.interpreters.reporting.clear();
        bot("live", MISSING);
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        assertTrue(
                w.log.stream()
                        .anyMatch(e ->
                                e.verification().getOrDefault("evidence", "").contains("ended in bot@live")),
                w.log.toString());
    }

    @Test
    void lastWordsThatTheInterpreterDidNotRaiseChangeNothing() {
        w.interpreters.truthful = false;
        bot("live", MISSING);
        w.loop.seconds(60);
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void liveIsRepairedForTextIfTheSandboxRaisedTheSameFailureItself() {
        w.interpreters.reporting.remove(Mode.LIVE);
        bot("dual", MISSING.stays());
        w.loop.seconds(120);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        assertEquals(Issue.Status.HEALED, issue().status());
    }

    @Test
    void aFailureOfTheSandboxAloneNeverReachesLive() {
        w.boot();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        w.program("bot", "BROKEN\n", (text, variables) -> Optional.empty());
        w.loop.seconds(1);
        for (int i = 0; i < 5; i++) {
            w.occurs("bot", MISSING, SANDBOX);
            w.loop.seconds(20);
        }
        assertEquals("BROKEN\n", w.text("bot", Mode.LIVE));
        assertEquals(1, w.processes.starts("bot@live"));
    }

    @Test
    void aSurvivedFailureIsRepairedOnceItComesAgain() {
        w.interpreters.kind = RaisedException.Kind.LOGGED;
        bot("dual", MISSING.stays());
        w.loop.seconds(1);
        w.loop.pass(Duration.ofMillis(900));
        assertUntouched();
        w.loop.seconds(120);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
    }

    @Test
    void noProgramThatRunsIsHeldOrRestartedForAnEndpoint() {
        w.boot();
        w.healer(
                "connection",
                (issue, workspace) -> List.of(new Fix(
                        "connection-await",
                        "db is down",
                        0.9,
                        Fix.Risk.NONE,
                        List.of(new Change.AwaitEndpoint("db", 5432)))));
        w.program(
                "bot",
                "BROKEN\n",
                (text, variables) -> Optional.of(Failure.exit(Family.CONNECTION, "ConnectionRefusedError", "db:5432")
                        .stays()));
        w.loop.seconds(300);
        assertUntouched();
        assertTrue(issue().remedy().orElse("").contains("the program goes on"), issue().toString());
    }

    @Test
    void aHealedFixIsNotTakenBackForText() {
        bot("dual", MISSING);
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
        w.interpreters.truthful = false;
        w.cases.occurred(w.issue("bot", MISSING, LIVE), LIVE);
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("bot", Mode.LIVE));
    }
}
