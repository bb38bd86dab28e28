package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.posix.Libc;
import com.nae.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds, releases, and the budget that they draw on, with real programs. */
class SupervisorHoldTest extends SupervisedHome {
    /** A program that ends when a file {@code crash} comes, and what ends it. */
    private void crashable(String... settings) {
        sh("h", "while [ ! -e crash ]; do sleep 0.01; done; rm crash; exit 1", settings);
    }

    private ProcessStatus crashUnderHold() {
        await("h@live", ProcessState.RUNNING);
        starts().hold(live("h"), "waits");
        awaitCommands();
        write(home.root().resolve("crash"), "");
        return await("h@live", ProcessState.BACKOFF);
    }

    @Test
    void aRestartThatAHoldPreventsCostsNothingAndItsReleaseStartsAtOnce() {
        crashable("directory", home.root().toString(), "restart_threshold", "1");
        assertTrue(crashUnderHold().nextStart().isEmpty());
        starts().release(live("h"));
        await("h@live", ProcessState.RUNNING);
        assertEquals(true, starts().spend(live("h"), "a repair"));
    }

    @Test
    void aReleaseThatIsFollowedByAFailureCostsAUnitAndDelaysTheNextRelease() {
        crashable(
                "directory",
                home.root().toString(),
                "restart_threshold",
                "1",
                "backoff_initial",
                "1h",
                "backoff_max",
                "1h");
        crashUnderHold();
        starts().release(live("h"));
        crashUnderHold();
        assertFalse(starts().spend(live("h"), "a repair"), "the failed release has taken the unit");
        starts().release(live("h"));
        starts().hold(live("h"), "held again, as long as nothing runs");
        Await.until(
                "the release is kept and backs off",
                () -> status("h@live").nextStart().isPresent(),
                () -> status("h@live"));
        ProcessStatus delayed = status("h@live");
        assertEquals(ProcessState.BACKOFF, delayed.state());
        assertEquals(1, delayed.restarts());
        Duration pause = Duration.between(Instant.now(), delayed.nextStart().orElseThrow());
        assertTrue(pause.toMinutes() >= 29, pause.toString());
    }

    @Test
    void aProgramThatFailsAfterEachReleaseTurnsFatalHoweverOftenItIsReleased() {
        sh("loop", "exit 1", "restart_threshold", "2", "backoff_initial", "1ms", "backoff_max", "1h");
        Await.until(
                "released as soon as it is held, it is FATAL",
                () -> {
                    starts().hold(live("loop"), "waits");
                    starts().release(live("loop"));
                    return status("loop@live") != null && status("loop@live").state() == ProcessState.FATAL;
                },
                () -> status("loop@live"));
        assertTrue(
                status("loop@live").reason().contains("2 restarts within 10 min did not help"),
                status("loop@live").reason());
        assertTrue(status("loop@live").nextStart().isPresent(), "it is retried slowly");
    }

    @Test
    void aSpentBudgetIsStillSpentAfterTheRuntimeWasReplaced() throws Exception {
        sh("crash", "exit 3", "backoff_initial", "1ms", "backoff_max", "10h");
        sh("fine", "exec sleep 60", "restart_threshold", "2");
        await("crash@live", ProcessState.FATAL);
        await("fine@live", ProcessState.RUNNING);
        assertTrue(starts().spend(live("fine"), "its health"));
        assertTrue(starts().spend(live("fine"), "its health"));
        awaitCommands();
        renew();
        sh("crash", "exit 3", "backoff_initial", "1ms", "backoff_max", "10h");
        sh("fine", "exec sleep 60", "restart_threshold", "2");
        assertEquals(3, await("crash@live", ProcessState.FATAL).restarts(), "nothing starts it again quickly");
        assertTrue(await("fine@live", ProcessState.RUNNING).adopted());
        assertFalse(starts().spend(live("fine"), "its health"));
        supervisor.start(live("crash"), "anna");
        Await.until(
                "the operator gives it a new budget",
                () -> status("crash@live").restarts() == 7
                        && status("crash@live").state() == ProcessState.FATAL,
                () -> status("crash@live"));
    }

    @Test
    void aHoldKeepsAProgramDownUntilItIsReleased() {
        sh(
                "h",
                "echo up; while [ ! -e crash ]; do sleep 0.01; done; rm crash; exit 1",
                "directory",
                home.root().toString());
        await("h@live", ProcessState.RUNNING);
        starts().hold(live("h"), "waits for 127.0.0.1:5432");
        awaitCommands();
        write(home.root().resolve("crash"), "");
        assertEquals(
                "waits for 127.0.0.1:5432",
                await("h@live", ProcessState.BACKOFF).reason());
        tuning().overlay("h", com.nae.api.process.Mode.LIVE, Map.of("X", "y"));
        starts().release(live("h"));
        await("h@live", ProcessState.RUNNING);
        assertEquals(1, status("h@live").restarts());
    }

    /** A repair restarts a program and holds it, so that its end says something, while what it depends on is down. */
    @Test
    void aHoldDoesNotStopAStartThatWaitsForItsDependencies() {
        sh("db", "exec sleep 60", "autostart", "false");
        sh("app", "exec sleep 60", "depends_on", "db:started");
        Await.until(
                "it waits",
                () -> status("app@live") != null && status("app@live").reason().startsWith("waits for db"),
                () -> status("app@live"));
        supervisor.restart(live("app"), "to try a repair");
        starts().hold(live("app"), "a repair is being tried");
        supervisor.start(live("db"), "test");
        Libc.kill((int) await("app@live", ProcessState.RUNNING).pid().orElseThrow(), 9);
        assertEquals(
                "a repair is being tried",
                await("app@live", ProcessState.BACKOFF).reason());
    }
}
