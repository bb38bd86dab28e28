package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.process.ProcessState;
import com.nae.testing.Await;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs and restarts by the clock. */
class SupervisorScheduleTest extends SupervisedHome {
    @Test
    void aScheduledProgramWaitsForItsTime() {
        sh("night", "echo run", "schedule", "0 3 * * *", "autorestart", "never");
        Await.until(
                "a time",
                () -> status("night@live") != null
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
        assertEquals(ProcessState.STOPPED, status("night@live").state());
        supervisor.start(live("night"), "test");
        awaitLog("night@live", "run");
        Await.until(
                "the next time",
                () -> status("night@live").state() == ProcessState.EXITED
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
    }

    @Test
    void aScheduledRestartComesOnTimeAndOnce() throws Exception {
        supervisor.deactivate();
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T02:59:59.950Z"));
        supervisor = new Supervisor(home, clock);
        sh("r", "exec sleep 60", "restart_schedule", "0 3 * * *");
        sh("other", "exec sleep 60");
        long other = await("other@live", ProcessState.RUNNING).pid().orElseThrow();
        await("r@live", ProcessState.RUNNING);
        assertEquals(0, status("r@live").restarts());
        clock.now = Instant.parse("2026-03-01T03:00:00Z");
        Await.until(
                "restarted",
                () -> status("r@live").restarts() == 1 && status("r@live").state() == ProcessState.RUNNING,
                () -> status("r@live"));
        assertEquals(other, status("other@live").pid().orElseThrow());
        supervisor.stop(live("r"), "test").get(20, TimeUnit.SECONDS);
        assertEquals(1, status("r@live").restarts());
    }

    @Test
    void aScheduledRunComesOnTimeAndTheNextOneIsPlanned() throws IOException {
        supervisor.deactivate();
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T02:59:59.950Z"));
        supervisor = new Supervisor(home, clock);
        sh("night", "echo run", "schedule", "0 3 * * *", "autorestart", "never");
        Await.until(
                "it is planned",
                () -> status("night@live") != null
                        && status("night@live").nextStart().isPresent());
        clock.now = Instant.parse("2026-03-01T03:00:00Z");
        awaitLog("night@live", "run");
        Await.until(
                "the next time",
                () -> status("night@live").state() == ProcessState.EXITED
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
        assertEquals(
                Instant.parse("2026-03-02T03:00:00Z"),
                status("night@live").nextStart().orElseThrow());
        assertEquals("run\n", log("night@live"));
    }
}
