package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProcessState;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.Libc;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a new runtime does with the programs of an earlier one. */
class SupervisorAdoptionTest extends SupervisedHome {
    private static final String LOOP = "i=0; while :; do i=$((i+1)); echo \"line $i\"; sleep 0.02; done";

    @Test
    void workersOutliveTheManagerWithEveryLineOnce() throws IOException {
        sh("a", LOOP);
        sh("b", LOOP);
        long a = await("a@live", ProcessState.RUNNING).pid().orElseThrow();
        long b = await("b@live", ProcessState.RUNNING).pid().orElseThrow();
        for (int i = 0; i < 3; i++) {
            renew();
            sh("a", LOOP);
            sh("b", LOOP);
            assertEquals(a, await("a@live", ProcessState.RUNNING).pid().orElseThrow());
            assertEquals(b, await("b@live", ProcessState.RUNNING).pid().orElseThrow());
            assertTrue(status("a@live").adopted());
            int lines = log("a@live").length();
            Await.until("more lines", () -> log("a@live").length() > lines + 100);
        }
        String[] lines = log("a@live").split("\n");
        for (int i = 0; i < lines.length - 1; i++) {
            assertEquals("line " + (i + 1), lines[i]);
        }
        Libc.kill((int) a, 9);
        Await.until(
                "an adopted one is restarted",
                () -> status("a@live").pid().orElse(a) != a && status("a@live").state() == ProcessState.RUNNING);
        assertFalse(status("a@live").adopted());
    }

    @Test
    void workersAreFoundByTheirMarksWhenTheJournalIsLost() throws IOException {
        sh("m", LOOP);
        long pid = await("m@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        Files.writeString(home.data().resolve("run/workers.journal"), "garbage\n\0\0\0");
        supervisor = new Supervisor(home);
        sh("m", LOOP);
        assertEquals(pid, await("m@live", ProcessState.RUNNING).pid().orElseThrow());
    }

    @Test
    void aRecycledPidIsNeverTakenForAWorker() throws Exception {
        sh("p", "exec sleep 300");
        long pid = await("p@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        Libc.kill((int) pid, 9);
        Await.until("dead", () -> Kernel.startTimeOf((int) pid).isEmpty());
        Process stranger = new ProcessBuilder("sleep", "300").start();
        Path file = home.data().resolve("run/workers.journal");
        try (WorkerJournal journal = new WorkerJournal(file)) {
            journal.running(
                    live("p"),
                    (int) stranger.pid(),
                    Kernel.startTimeOf((int) stranger.pid()).orElseThrow() - 1,
                    Kernel.bootId());
        }
        supervisor = new Supervisor(home);
        sh("p", "exec sleep 300");
        assertNotEquals(
                stranger.pid(), await("p@live", ProcessState.RUNNING).pid().orElseThrow());
        supervisor.stop(live("p"), "test").get(20, TimeUnit.SECONDS);
        assertTrue(stranger.isAlive(), "the stranger is not touched");
        stranger.destroyForcibly().waitFor();
    }

    @Test
    void aWorkerThatDiedMeanwhileIsNoticedAndItsLastLinesAreThere() throws IOException {
        sh(
                "d",
                "while [ ! -e go ]; do sleep 0.01; done; echo last words; exit 7",
                "directory",
                home.root().toString(),
                "autorestart",
                "on-failure");
        int pid = (int) await("d@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        write(home.root().resolve("go"), "");
        Await.until("dead", () -> Kernel.startTimeOf(pid).isEmpty());
        supervisor = new Supervisor(home);
        sh(
                "d",
                "while [ ! -e go ]; do sleep 0.01; done; echo last words; exit 7",
                "directory",
                home.root().toString(),
                "autorestart",
                "on-failure");
        awaitLog("d@live", "last words");
        Await.until(
                "started again",
                () -> status("d@live") != null && status("d@live").restarts() >= 1,
                () -> status("d@live"));
    }

    @Test
    void aJobThatHasEndedForGoodIsNotRunAgainByTheNextRuntime() throws IOException {
        for (int i = 0; i < 2; i++) {
            sh("once", "echo ran", "autorestart", "never");
            sh("good", "echo ran", "autorestart", "on-failure");
            sh("bad", "echo ran; exit 125");
            sh("after", "exec sleep 60", "depends_on", "once:completed, good:completed_successfully, bad:completed");
            await("after@live", ProcessState.RUNNING);
            assertEquals(
                    ProcessState.EXITED, await("once@live", ProcessState.EXITED).state());
            assertEquals(
                    0,
                    await("good@live", ProcessState.EXITED)
                            .lastExit()
                            .orElseThrow()
                            .code()
                            .orElseThrow());
            assertEquals(
                    "permanent failure, exit code 125",
                    await("bad@live", ProcessState.FATAL).reason());
            assertEquals("ran\nran\nran\n", log("once@live") + log("good@live") + log("bad@live"));
            renew();
        }
    }

    @Test
    void aStopUnderWayIsFinishedByTheNextRuntime() throws Exception {
        sh("s", "trap \"\" TERM; echo up; while :; do sleep 0.1; done", "stop_timeout", "60s");
        awaitLog("s@live", "up");
        int pid = (int) await("s@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.stop(live("s"), "test");
        await("s@live", ProcessState.STOPPING);
        renew();
        sh("s", "trap \"\" TERM; echo up; while :; do sleep 0.1; done", "stop_timeout", "100ms");
        Await.until(
                "it is stopped",
                () -> status("s@live") != null
                        && status("s@live").state() == ProcessState.STOPPED
                        && status("s@live").reason().equals("stopped on purpose"),
                () -> status("s@live"));
        assertTrue(Kernel.startTimeOf(pid).isEmpty());
    }

    @Test
    void aWorkerWithoutADefinitionIsStoppedAndOneWhoseFileIsRefusedRunsOn() throws IOException {
        sh("orphan", "exec sleep 300");
        sh("refused", "exec sleep 300");
        int orphan = (int) await("orphan@live", ProcessState.RUNNING).pid().orElseThrow();
        int refused = (int) await("refused@live", ProcessState.RUNNING).pid().orElseThrow();
        write(home.config().resolve("com.nae.process-refused.cfg"), "comand = x");
        renew();
        Await.until("the orphan is stopped", () -> Kernel.startTimeOf(orphan).isEmpty());
        assertTrue(Kernel.startTimeOf(refused).isPresent());
        sh("refused", "exec sleep 300");
        assertEquals(refused, await("refused@live", ProcessState.RUNNING).pid().orElseThrow());
    }

    @Test
    void twoWorkersThatClaimToBeOneInstanceAreNotTouched() throws IOException {
        sh("two", "exec sleep 300");
        int first = (int) await("two@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        Process second = new ProcessBuilder("setsid", "sleep", "300")
                .redirectErrorStream(true)
                .start();
        second.destroyForcibly();
        var builder = new ProcessBuilder("setsid", "sleep", "300");
        builder.environment()
                .putAll(Map.of("NAE_RUN", "feed", "NAE_OWNER", home.root().toString(), "NAE_INSTANCE", "two@live"));
        Process copy = builder.start();
        Await.until(
                "it leads a session",
                () -> Kernel.stat((int) copy.pid())
                        .map(s -> s.session() == copy.pid())
                        .orElse(false));
        supervisor = new Supervisor(home);
        sh("two", "exec sleep 300");
        assertTrue(await("two@live", ProcessState.UNKNOWN).reason().contains("both claim to be it"));
        assertTrue(copy.isAlive() && Kernel.startTimeOf(first).isPresent());
        copy.destroyForcibly();
        Libc.kill(first, 9);
    }
}
