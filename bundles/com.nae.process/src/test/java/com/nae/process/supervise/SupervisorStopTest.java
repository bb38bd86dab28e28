package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProcessState;
import com.nae.process.posix.Kernel;
import com.nae.testing.Await;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the process manager stops programs with their process trees, with real ones. */
class SupervisorStopTest extends SupervisedHome {
    @Test
    void aStopEndsTheWholeTreeAndIsRemembered() throws Exception {
        sh(
                "tree",
                "trap \"\" TERM; (trap \"\" TERM; while :; do sleep 1; done) & "
                        + "setsid sh -c \"echo own session; sleep 300\" & echo up; wait",
                "stop_timeout",
                "300ms");
        await("tree@live", ProcessState.RUNNING);
        awaitLog("tree@live", "own session");
        var members = supervisor.tree(live("tree"));
        assertTrue(members.size() >= 4, () -> members.toString());
        assertEquals(
                ProcessState.STOPPED,
                supervisor.stop(live("tree"), "test").get(20, TimeUnit.SECONDS).state());
        members.forEach(pid -> assertTrue(Kernel.startTimeOf(pid.intValue()).isEmpty(), pid + " is gone"));
        renew();
        sh("tree", "sleep 60");
        Await.until(
                "the stop is remembered",
                () -> status("tree@live") != null
                        && status("tree@live").reason().equals("stopped on purpose"),
                () -> status("tree@live"));
        assertEquals(ProcessState.STOPPED, status("tree@live").state());
    }

    @Test
    void aLeaderThatDiesTakesTheRestOfItsTreeAlongBeforeTheNextStart() {
        sh("lead", "sleep 300 & echo child $!; sleep 0.2; exit 1");
        awaitLog("lead@live", "child");
        int child = Integer.parseInt(log("lead@live").split("[ \n]")[1]);
        Await.until("the child is gone", () -> Kernel.startTimeOf(child).isEmpty());
        Await.until("started again", () -> status("lead@live").restarts() >= 1);
    }

    @Test
    void anOrderlyStopEndsProgramsWithoutADefinitionToo() throws Exception {
        sh("lost", "exec sleep 300");
        int pid = (int) await("lost@live", ProcessState.RUNNING).pid().orElseThrow();
        write(home.config().resolve("com.nae.process-lost.cfg"), "comand = x");
        renew();
        supervisor.stopAll().get(20, TimeUnit.SECONDS);
        assertTrue(Kernel.startTimeOf(pid).isEmpty());
    }

    @Test
    void everythingIsStoppedDependentsFirst() throws Exception {
        sh(
                "base",
                "trap \"date +%s%N > stopped-base; exit 0\" TERM; while :; do sleep 0.01; done",
                "directory",
                home.root().toString());
        sh(
                "top",
                "trap \"date +%s%N > stopped-top; exit 0\" TERM; while :; do sleep 0.01; done",
                "directory",
                home.root().toString(),
                "depends_on",
                "base");
        await("top@live", ProcessState.RUNNING);
        supervisor.stopAll().get(20, TimeUnit.SECONDS);
        long top = Long.parseLong(
                Files.readString(home.root().resolve("stopped-top")).strip());
        long base = Long.parseLong(
                Files.readString(home.root().resolve("stopped-base")).strip());
        assertTrue(top < base);
    }
}
