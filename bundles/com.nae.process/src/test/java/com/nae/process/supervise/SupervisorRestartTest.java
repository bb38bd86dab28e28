package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.posix.Libc;
import com.nae.testing.Await;
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
}
