package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and the endpoints they need. */
class AwaitingEndpointTest {
    private static final Failure REFUSED = new Failure(
            Family.CONNECTION, "ConnectionRefusedError", "db:5432", "connect", Duration.ofMillis(300), true);

    @TempDir
    Path root;

    private HealingWorld world() {
        HealingWorld w = new HealingWorld(root).boot();
        w.healer(
                "connection",
                (issue, workspace) -> issue.family() != Family.CONNECTION
                        ? List.of()
                        : List.of(new Fix(
                                "await",
                                "the endpoint refuses",
                                0.9,
                                Fix.Risk.NONE,
                                List.of(new Change.AwaitEndpoint("db", 5432)))));
        return w;
    }

    @Test
    void twentyProgramsWithADeadDatabaseMakeNoStormAndAreBackWithinTwoSecondsOfItsReturn() {
        HealingWorld w = world();
        for (int i = 0; i < 20; i++) {
            w.program(
                    "worker" + i,
                    "",
                    (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        }
        w.loop.seconds(60);
        for (int i = 0; i < 20; i++) {
            assertTrue(
                    w.processes.starts("worker" + i + "@live") <= 2,
                    "starts: " + w.processes.starts("worker" + i + "@live"));
        }
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status() == Issue.Status.WAITING));
        w.up.add("db:5432");
        w.loop.pass(Duration.ofMillis(2_000));
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "all are back");
        long moments = w.processes.list().stream()
                .map(s -> s.started().orElseThrow())
                .distinct()
                .count();
        assertEquals(40, moments, "one after the other");
        w.loop.seconds(30);
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status() == Issue.Status.HEALED));
        assertEquals(0, w.loop.pending());
    }

    @Test
    void theyAreBackWithinTwoSecondsWheneverItReturnsAndHoweverLongItWasAway() {
        HealingWorld w = world();
        for (int i = 0; i < 20; i++) {
            w.program(
                    "worker" + i,
                    "",
                    (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        }
        for (int round = 0; round < 40; round++) {
            w.loop.pass(Duration.ofSeconds(61).plusMillis(round * 37L).multipliedBy(1 + round % 5));
            w.up.add("db:5432");
            w.loop.pass(Duration.ofMillis(2_000));
            assertTrue(
                    w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "all are back in round " + round);
            w.loop.seconds(70);
            w.up.clear();
            w.processes.list().forEach(s -> w.processes.restart(s.id(), "the database is gone again"));
        }
    }

    @Test
    void whatIsStoppedWhileItWaitsIsNotCalledHealed() {
        HealingWorld w = world();
        w.program("worker", "", (text, variables) -> Optional.of(REFUSED));
        w.loop.seconds(5);
        w.processes.list().forEach(s -> w.processes.stop(s.id(), "anna"));
        w.loop.seconds(60);
        assertEquals(Issue.Status.OPEN, w.tracker.list().get(0).status());
        assertTrue(
                w.events().contains("failed") && !w.events().contains("healed"),
                w.events().toString());
        assertEquals(0, w.loop.pending());
    }

    @Test
    void anIssueThatWaitsWhenTheRuntimeEndsIsOpenAgainInTheNext() {
        HealingWorld w = world();
        w.program(
                "worker", "", (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(5);
        assertEquals(Issue.Status.WAITING, w.tracker.list().get(0).status());
        w.loop.forget();
        w.up.add("db:5432");
        w.boot();
        w.processes.startAll();
        w.loop.seconds(30);
        assertEquals(Issue.Status.OPEN, w.tracker.list().get(0).status());
    }

    @Test
    void aProgramThatStaysUpAndRetriesByItselfIsNotTouched() {
        HealingWorld w = world();
        w.program(
                "poller",
                "",
                (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED.stays()));
        w.loop.seconds(30);
        w.up.add("db:5432");
        w.loop.seconds(60);
        assertEquals(1, w.processes.starts("poller@live"));
        assertTrue(w.processes.held("poller@live").isEmpty());
    }

    @Test
    void anEndpointThatAcceptsAndHangsUpIsTriedWithGrowingPauses() {
        HealingWorld w = world();
        w.up.add("db:5432");
        boolean[] replaced = {false};
        w.program("stream", "", (text, variables) -> replaced[0] ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(6);
        replaced[0] = true;
        w.loop.seconds(7);
        assertTrue(w.processes.starts("stream@live") <= 5, "starts: " + w.processes.starts("stream@live"));
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "it is back");
        w.processes.startAll();
        replaced[0] = false;
        w.loop.seconds(120);
        assertTrue(w.processes.starts("stream@live") <= 9, "starts: " + w.processes.starts("stream@live"));
    }
}
