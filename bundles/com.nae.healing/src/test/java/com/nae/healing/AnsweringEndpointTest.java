package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.healing.HealingWorld.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that answer while the service behind them is down, and what is said when a wait is over. */
class AnsweringEndpointTest {
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
    void eachStartThatFailsAfterAnAnswerCountsAndTheOperatorIsAskedWhenTheBudgetIsSpent() {
        HealingWorld w = world();
        w.up.add("db:5432");
        w.program("stream", "", (text, variables) -> Optional.of(REFUSED));
        w.loop.seconds(40);
        assertTrue(w.processes.starts("stream@live") <= 7, "starts: " + w.processes.starts("stream@live"));
        assertEquals(1, w.processes.escalations.size(), w.processes.escalations.toString());
        assertTrue(
                w.processes.escalations.get(0).contains("came again after each wait for db:5432"),
                w.processes.escalations.toString());
        assertEquals(ProcessState.FATAL, state(w, "stream@live"));
        assertEquals(Issue.Status.ESCALATED, w.tracker.list().get(0).status());
        w.loop.seconds(600);
        assertTrue(w.processes.starts("stream@live") <= 21, "starts: " + w.processes.starts("stream@live"));
    }

    @Test
    void aProgramThatRunsAgainAtASlowRetryIsHealed() {
        HealingWorld w = world();
        w.up.add("db:5432");
        boolean[] mended = {false};
        w.program("stream", "", (text, variables) -> mended[0] ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(40);
        mended[0] = true;
        w.loop.seconds(180);
        assertEquals(Issue.Status.HEALED, w.tracker.list().get(0).status());
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "both run");
        assertEquals(0, w.loop.pending());
    }

    @Test
    void oneOfManyTriesAnEndpointThatAcceptsAndHangsUp() {
        HealingWorld w = world();
        w.up.add("db:5432");
        for (int i = 0; i < 10; i++) {
            w.program("worker" + i, "", (text, variables) -> Optional.of(REFUSED));
        }
        w.loop.seconds(60);
        int starts = w.processes.list().stream()
                .mapToInt(s -> w.processes.starts(s.id().toString()))
                .sum();
        assertTrue(starts <= 20 + 20 + 8, "starts: " + starts);
    }

    @Test
    void anEndpointThatStaysAwayForAnHourSpendsNoBudget() {
        HealingWorld w = world();
        w.program(
                "worker", "", (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(3_600);
        assertEquals(List.of(), w.processes.escalations);
        w.up.add("db:5432");
        w.loop.pass(Duration.ofSeconds(2));
        assertTrue(w.processes.list().stream().allMatch(s -> s.pid().isPresent()), "both are back");
    }

    @Test
    void anEndpointThatWasAskedAndAnsweredIsSaidToAnswer() {
        HealingWorld w = world();
        w.program(
                "worker", "", (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(10);
        w.up.add("db:5432");
        w.loop.seconds(30);
        assertEquals("db:5432 answers again", healed(w));
    }

    @Test
    void anEndpointOfAProgramThatGoesOnIsNeitherAskedNorWaitedFor() {
        HealingWorld w = world();
        w.program(
                "poller",
                "",
                (text, variables) -> w.up.contains("db:5432") ? Optional.empty() : Optional.of(REFUSED.stays()));
        w.loop.seconds(10);
        w.up.add("db:5432");
        w.loop.seconds(60);
        assertEquals(List.of(), w.events());
        assertTrue(w.processes.list().stream().allMatch(s -> s.restarts() == 0));
    }

    @Test
    void anEndpointThatWasAskedAndDidNotAnswerIsNotSaidToAnswer() {
        HealingWorld w = world();
        boolean[] other = {false};
        w.program("worker", "", (text, variables) -> other[0] ? Optional.empty() : Optional.of(REFUSED));
        w.loop.seconds(10);
        other[0] = true;
        w.loop.seconds(180);
        assertTrue(healed(w).matches("nothing failed for \\d+ s"), healed(w));
    }

    private static ProcessState state(HealingWorld w, String id) {
        return w.processes.status(InstanceId.parse(id)).orElseThrow().state();
    }

    /** What the change log says where the wait was over. */
    private static String healed(HealingWorld w) {
        return w.log.stream()
                .filter(e -> e.event().word().equals("healed"))
                .map(ChangeLog.Entry::toString)
                .map(text -> text.replaceFirst("(?s).*?([^\\s=]+ answers again|nothing failed for \\d+ s).*", "$1"))
                .reduce("", (first, last) -> last);
    }
}
