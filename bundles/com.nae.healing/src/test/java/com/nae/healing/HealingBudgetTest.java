package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one budget of restarts and repairs: when it is spent, the operator is notified and healing goes on slowly. */
class HealingBudgetTest {
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
    void anExhaustedBudgetIsReportedAndTheRepairGoesOnSlowly() {
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
                        .mapToObj(i -> SimulatedHealer.edit(workspace, "guess-" + i, "BROKEN", "BROKEN " + i)
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
}
