package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessState;
import com.nae.api.process.Tuning;
import com.nae.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a change of definitions does to running programs. */
class SupervisorDefinitionTest extends SupervisedHome {
    @Test
    void replicasAreSeparateAndFollowTheirNumber() {
        sh("r", "echo I am $NAE_REPLICA; exec sleep 60", "replicas", "3");
        awaitLog("r:2@live", "I am 2");
        awaitLog("r@live", "I am 0");
        sh("r", "echo I am $NAE_REPLICA; exec sleep 60", "replicas", "1");
        Await.until("two are gone", () -> supervisor.list().size() == 1);
        assertEquals(0, status("r@live").restarts(), "the one that stays is not touched");
    }

    @Test
    void adjustmentsNeedNoRestartOutliveAnEditAndAreTakenBack() {
        sh("t", "exec sleep 60", "log_keep", "7");
        long pid = await("t@live", ProcessState.RUNNING).pid().orElseThrow();
        assertTrue(tuning().tune(
                        "t",
                        Mode.LIVE,
                        Tuning.NONE.withLogKeep(OptionalInt.of(2)).withBackoff(Optional.of(Duration.ofSeconds(5)))));
        Await.until(
                "adjusted",
                () -> supervisor.definition("t", Mode.LIVE).orElseThrow().log().keep() == 2);
        assertEquals(
                Duration.ofSeconds(5),
                supervisor.definition("t", Mode.LIVE).orElseThrow().restart().backoffInitial());
        sh("t", "exec sleep 60", "log_keep", "8");
        tuning().tune("t", Mode.LIVE, Tuning.NONE);
        Await.until(
                "as written",
                () -> supervisor.definition("t", Mode.LIVE).orElseThrow().log().keep() == 8);
        assertEquals(pid, status("t@live").pid().orElseThrow());
        assertFalse(tuning().tune("nobody", Mode.LIVE, Tuning.NONE));
    }

    @Test
    void aTunedNicenessAppliesToTheRunningTreeAndToItsSuccessor() {
        sh("n", "sleep 61 & exec sleep 60");
        long pid = await("n@live", ProcessState.RUNNING).pid().orElseThrow();
        tuning().tune("n", Mode.LIVE, Tuning.NONE.withNice(OptionalInt.of(7)));
        Await.until(
                "all of its tree is nice",
                () -> supervisor.tree(InstanceId.parse("n@live")).stream().allMatch(p -> nice(p) == 7));
        supervisor.restart(InstanceId.parse("n@live"), "test");
        Await.until(
                "its successor is nice",
                () -> status("n@live").state() == ProcessState.RUNNING
                        && status("n@live").pid().orElse(pid) != pid
                        && nice(status("n@live").pid().getAsLong()) == 7);
    }

    private static int nice(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "ni=", "-p", String.valueOf(pid)).start();
            return Integer.parseInt(new String(ps.getInputStream().readAllBytes()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDefinitionThatComesBackWhileItsProgramStillStopsRunsAgain() throws Exception {
        sh("back", "trap \"\" TERM; echo up; while :; do sleep 0.05; done", "stop_timeout", "500ms");
        await("back@live", ProcessState.RUNNING);
        long before = status("back@live").pid().orElseThrow();
        supervisor.undefine("back");
        supervisor.undefine("back");
        sh("back", "echo again; sleep 60");
        Await.until(
                "it is back",
                () -> status("back@live") != null
                        && status("back@live").state() == ProcessState.RUNNING
                        && status("back@live").pid().orElse(before) != before,
                () -> status("back@live"));
        assertFalse(ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false), "the one before has ended");
    }

    @Test
    void onlyAChangeThatNeedsItRestarts() {
        sh("c", "exec sleep 60");
        long pid = await("c@live", ProcessState.RUNNING).pid().orElseThrow();
        sh("c", "exec sleep 60", "log_keep", "3", "restart_threshold", "9");
        sh("other", "exec sleep 60");
        await("other@live", ProcessState.RUNNING);
        assertEquals(pid, status("c@live").pid().orElseThrow());
        sh("c", "exec sleep 61");
        Await.until(
                "another pid",
                () -> status("c@live").state() == ProcessState.RUNNING
                        && status("c@live").pid().orElse(pid) != pid);
        supervisor.undefine("c");
        Await.until("it is gone", () -> status("c@live") == null);
    }

    @Test
    void aSavedSourceRestartsTheSandboxAndReachesItsCopy() throws IOException {
        supervisor.deactivate();
        home = new Home(home.root(), "sandbox");
        supervisor = new Supervisor(home);
        Path sources = Files.createDirectories(home.root().resolve("sources"));
        write(sources.resolve("main.sh"), "echo one; exec sleep 60");
        define("w", "command", "sh main.sh", "directory", sources.toString(), "watch", "*.sh");
        awaitLog("w@sandbox", "one");
        await("w@sandbox", ProcessState.RUNNING);
        write(sources.resolve("notes.txt"), "no matter");
        write(sources.resolve("main.sh"), "echo two; exec sleep 60");
        awaitLog("w@sandbox", "two");
        Await.until("one restart", () -> status("w@sandbox").restarts() == 1, () -> status("w@sandbox"));
        assertEquals("echo two; exec sleep 60", Files.readString(home.data().resolve("sandbox/w/main.sh")));
    }
}
