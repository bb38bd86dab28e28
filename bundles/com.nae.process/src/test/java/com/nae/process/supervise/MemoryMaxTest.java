package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.process.cgroup.StandInCgroup;
import com.nae.process.posix.Libc;
import com.nae.testing.Await;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hard memory limit, with real programs in a folder that looks like a cgroup. */
class MemoryMaxTest extends SupervisedHome {
    @TempDir
    Path outside;

    private StandInCgroup cgroup;
    private final List<ProcessEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void withCgroups() throws IOException {
        cgroup = new StandInCgroup(outside, home.root());
        next();
    }

    private void next() throws IOException {
        supervisor.deactivate();
        supervisor = new Supervisor(home, Clock.systemDefaultZone(), cgroup.cgroups());
        supervisor.addProcessListener(events::add);
    }

    private void limited() {
        sh("greedy", "exec sleep 60", "memory_max", "200M", "backoff_initial", "1ms");
    }

    private String file(String name) throws IOException {
        return Files.readString(cgroup.of(live("greedy")).resolve(name)).strip();
    }

    private List<String> acts() {
        return events.stream()
                .filter(e -> !e.exited()
                        && e.before() == e.now().state()
                        && e.now().pid().isEmpty())
                .map(e -> e.now().reason())
                .filter(reason -> reason.startsWith(Limits.MEMORY_MAX_KILL))
                .toList();
    }

    @Test
    void aProgramStartsInACgroupThatSlowsItDownBeforeTheLimitAndKillsTheWholeTreeAtIt() throws IOException {
        limited();
        long pid = await("greedy@live", ProcessState.RUNNING).pid().orElseThrow();
        assertEquals(String.valueOf(pid), file("cgroup.procs"));
        assertEquals("209715200", file("memory.max"));
        long high = Long.parseLong(file("memory.high"));
        assertTrue(high > 209715200L * 0.89 && high <= 209715200L * 0.9, high + " is 90 %");
        assertEquals("1", file("memory.oom.group"));
        assertEquals("+memory", Files.readString(cgroup.base().resolve("cgroup.subtree_control")));
        assertEquals(List.of(), new MemoryMaxCheck(supervisor).of(live("greedy")));
    }

    @Test
    void aKillByTheLimitIsAnActOfTheRuntimeAndAFailureOfTheProgram() throws IOException {
        limited();
        long pid = await("greedy@live", ProcessState.RUNNING).pid().orElseThrow();
        cgroup.runsOutOfMemory(live("greedy"));
        Await.until(
                "it runs again",
                () -> status("greedy@live").state() == ProcessState.RUNNING
                        && status("greedy@live").pid().orElse(pid) != pid,
                () -> status("greedy@live"));
        assertEquals(List.of("killed by its memory_max of 200M"), acts());
        assertEquals(
                List.of("killed by its memory_max of 200M"),
                events.stream()
                        .filter(ProcessEvent::exited)
                        .map(e -> e.now().reason())
                        .toList());
        assertEquals("0", file("memory.events").replaceAll("(?s).*oom_kill (\\d+).*", "$1"), "a cgroup of its own");
        starts().spend(live("greedy"), "a repair");
        starts().spend(live("greedy"), "a repair");
        assertFalse(starts().spend(live("greedy"), "a repair"), "the kill took a unit of the budget");
    }

    @Test
    void anotherKillIsNotTakenForOne() throws IOException {
        limited();
        sh("free", "exec sleep 60");
        long pid = await("greedy@live", ProcessState.RUNNING).pid().orElseThrow();
        await("free@live", ProcessState.RUNNING);
        assertEquals(1, cgroup.ofPrograms().size(), "only where the key is set");
        Libc.kill((int) pid, Libc.SIGKILL);
        Await.until(
                "it runs again",
                () -> status("greedy@live").state() == ProcessState.RUNNING
                        && status("greedy@live").pid().orElse(pid) != pid,
                () -> status("greedy@live"));
        assertEquals(List.of(), acts());
    }

    @Test
    void theCgroupGoesWithTheProgramAndWithTheKey() throws Exception {
        limited();
        await("greedy@live", ProcessState.RUNNING);
        supervisor.stop(live("greedy"), "test").get();
        assertEquals(List.of(), cgroup.ofPrograms());
        supervisor.start(live("greedy"), "test").get();
        assertEquals(1, cgroup.ofPrograms().size());
        sh("greedy", "exec sleep 60", "backoff_initial", "1ms");
        Await.until("it is restarted without the key", () -> ofPrograms().isEmpty(), () -> ofPrograms());
    }

    private List<Path> ofPrograms() {
        try {
            return cgroup.ofPrograms();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theNextRuntimeKeepsTheLimitOfARunningProgram() throws IOException {
        limited();
        long pid = await("greedy@live", ProcessState.RUNNING).pid().orElseThrow();
        next();
        limited();
        assertTrue(await("greedy@live", ProcessState.RUNNING).adopted());
        assertEquals(String.valueOf(pid), file("cgroup.procs"));
        assertEquals(List.of(), new MemoryMaxCheck(supervisor).of(live("greedy")));
        cgroup.runsOutOfMemory(live("greedy"));
        Await.until("the kill is announced", () -> acts().size() == 1, this::acts);
    }

    @Test
    void aKillWhileNoRuntimeWasThereIsAnnouncedByTheNextOne() throws IOException {
        limited();
        long pid = await("greedy@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        cgroup.runsOutOfMemory(live("greedy"));
        assertEquals(pid, Libc.waitpid((int) pid, new Memory(Integer.BYTES), 0));
        supervisor = new Supervisor(home, Clock.systemDefaultZone(), cgroup.cgroups());
        supervisor.addProcessListener(events::add);
        limited();
        Await.until("the kill is announced", () -> acts().size() == 1, this::acts);
    }

    @Test
    void whereNoLimitCanBeSetTheProgramRunsAndTheReasonIsShown() throws IOException {
        Files.writeString(cgroup.base().resolve("cgroup.controllers"), "cpu pids\n");
        next();
        limited();
        await("greedy@live", ProcessState.RUNNING);
        String finding = new MemoryMaxCheck(supervisor).of(live("greedy")).toString();
        assertTrue(finding.contains("the memory controller is not delegated to the cgroup"), finding);
        assertTrue(finding.contains("memory_limit restarts the program"), finding);
        assertEquals(List.of(), cgroup.ofPrograms());
    }

    @Test
    void aLimitThatCannotBeSetForOneStartDoesNotKeepTheProgramDown() throws IOException {
        Files.writeString(cgroup.base().resolve("nae-in-the-way"), "");
        limited();
        await("greedy@live", ProcessState.RUNNING);
        Path made = cgroup.of(live("greedy"));
        supervisor.stop(live("greedy"), "test").join();
        Files.writeString(made, "a file where the folder has to be");
        supervisor.start(live("greedy"), "test").join();
        String finding = new MemoryMaxCheck(supervisor).of(live("greedy")).toString();
        assertTrue(finding.contains("cannot be set up"), finding);
        Files.delete(made);
    }

    @Test
    void aProgramThatAnEarlierRuntimeStartedWithoutTheLimitSaysSo() throws IOException {
        sh("greedy", "exec sleep 60");
        await("greedy@live", ProcessState.RUNNING);
        next();
        limited();
        await("greedy@live", ProcessState.RUNNING);
        assertTrue(new MemoryMaxCheck(supervisor).of(live("greedy")).toString().contains("with the next start"));
    }
}
