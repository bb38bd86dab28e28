package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.posix.Libc;
import com.nae.testing.Await;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What follows the end of a program, with real ones. */
class SupervisorRestartTest extends SupervisedHome {
    @Test
    void anExitIsTreatedByPolicyAndCode() {
        sh("done", "exit 0", "autorestart", "on-failure");
        assertEquals(
                0,
                await("done@live", ProcessState.EXITED)
                        .lastExit()
                        .orElseThrow()
                        .code()
                        .orElseThrow());
        sh("permanent", "exit 125");
        assertTrue(await("permanent@live", ProcessState.FATAL).reason().contains("permanent failure"));
        sh("crash", "exit 3");
        ProcessStatus fatal = await("crash@live", ProcessState.FATAL);
        assertEquals(3, fatal.restarts());
        assertTrue(fatal.nextStart().isPresent(), "it is tried again slowly");
    }

    @Test
    void aRestartCommandDoesNotWaitForARetryThatIsHoursAway() throws Exception {
        sh("slow", "exit 1", "backoff_initial", "24h", "backoff_max", "24h", "restart_threshold", "1000");
        await("slow@live", ProcessState.BACKOFF);
        assertEquals(
                ProcessState.BACKOFF,
                supervisor
                        .restart(live("slow"), "test")
                        .get(20, TimeUnit.SECONDS)
                        .state());
    }

    @Test
    void theRestartOfARepairGivesACrashLoopNoNewBudget() throws Exception {
        sh("loop", "exit 1", "restart_threshold", "3", "backoff_initial", "1ms", "backoff_max", "1h");
        assertEquals(3, await("loop@live", ProcessState.FATAL).restarts());
        assertEquals(
                ProcessState.FATAL,
                supervisor
                        .restart(live("loop"), "a repair")
                        .get(20, TimeUnit.SECONDS)
                        .state());
        assertEquals(4, status("loop@live").restarts(), "one start for the repair, none by itself");
        supervisor.start(live("loop"), "anna");
        Await.until(
                "a start by the operator gives it a new budget",
                () -> status("loop@live").restarts() == 8 && status("loop@live").state() == ProcessState.FATAL,
                () -> status("loop@live"));
    }

    @Test
    void aRestartThatAHoldPreventsCostsNothing() {
        sh(
                "h",
                "while [ ! -e crash ]; do sleep 0.01; done; rm crash; exit 1",
                "directory",
                home.root().toString(),
                "restart_threshold",
                "1");
        for (int i = 0; i < 3; i++) {
            await("h@live", ProcessState.RUNNING);
            starts().hold(live("h"), "waits");
            awaitCommands();
            write(home.root().resolve("crash"), "");
            await("h@live", ProcessState.BACKOFF);
            starts().release(live("h"));
        }
        await("h@live", ProcessState.RUNNING);
        assertEquals(true, starts().spend(live("h"), "a repair"));
    }

    @Test
    void aKilledProgramIsBackAtOnce() {
        sh("k", "echo up; exec sleep 60");
        long first = await("k@live", ProcessState.RUNNING).pid().orElseThrow();
        Libc.kill((int) first, 9);
        Await.until(
                "a new pid",
                () -> status("k@live").state() == ProcessState.RUNNING
                        && status("k@live").pid().orElse(first) != first);
        Await.until("one restart", () -> status("k@live").restarts() == 1, () -> status("k@live"));
        assertEquals(9, status("k@live").lastExit().orElseThrow().signal().orElseThrow());
    }

    @Test
    void aFailedLivenessProbeRestarts() {
        sh("hang", "exec sleep 300", "liveness.tcp", "127.0.0.1:1");
        long pid = await("hang@live", ProcessState.RUNNING).pid().orElseThrow();
        probes().reportProbe(live("hang"), ProbeKind.LIVENESS, false, "connection refused");
        Await.until(
                "another pid",
                () -> status("hang@live").pid().orElse(pid) != pid
                        && status("hang@live").state() == ProcessState.RUNNING);
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
