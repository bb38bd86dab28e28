package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.healing.World.Failure;

/** Programs and the endpoints they need. */
class WaitingTest {
    private static final Failure REFUSED = new Failure(Family.CONNECTION, "ConnectionRefusedError", "db:5432", "connect", Duration.ofMillis(300), true);

    @TempDir
    Path root;

    private World world() {
        World w = new World(root).boot();
        w.healer("connection", (issue, workspace) -> issue.family() != Family.CONNECTION ? List.of()
                : List.of(new Fix("await", "the endpoint refuses", 0.9, Fix.Risk.NONE, List.of(new Change.AwaitEndpoint("db", 5432)))));
        return w;
    }

    @Test
    void twentyProgramsWithADeadDatabaseMakeNoStormAndAreBackWithinTwoSecondsOfItsReturn() {
        World w = world();
        for (int i = 0; i < 20; i++) {
            w.program("worker" + i, "", (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        }
        w.loop.seconds(60);
        for (int i = 0; i < 20; i++) {
            assertTrue(w.processes.starts("worker" + i + "@live") <= 2, "starts: " + w.processes.starts("worker" + i + "@live"));
        }
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status() == Issue.Status.WAITING));
        w.up.add("db:5432");
        w.loop.pass(Duration.ofMillis(2_300));
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "all are back");
        w.loop.seconds(30);
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status() == Issue.Status.HEALED));
        assertEquals(0, w.loop.pending());
    }

    @Test
    void aProgramThatStaysUpAndRetriesByItselfIsNotTouched() {
        World w = world();
        w.program("poller", "", (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED.stays()));
        w.loop.seconds(30);
        w.up.add("db:5432");
        w.loop.seconds(60);
        assertEquals(1, w.processes.starts("poller@live"));
        assertTrue(w.processes.held("poller@live").isEmpty());
    }

    @Test
    void anEndpointThatAcceptsAndHangsUpIsTriedWithGrowingPauses() {
        World w = world();
        w.up.add("db:5432");
        boolean[] replaced = {false};
        w.program("stream", "", (text, variables) -> replaced[0] ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(6);
        replaced[0] = true;
        w.loop.seconds(4);
        assertTrue(w.processes.starts("stream@live") <= 9, "starts: " + w.processes.starts("stream@live"));
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "it is back");
        w.processes.startAll();
        replaced[0] = false;
        w.loop.seconds(120);
        assertTrue(w.processes.starts("stream@live") <= 75, "starts: " + w.processes.starts("stream@live"));
    }
}
