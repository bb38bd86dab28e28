package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.LogPosition;
import com.nae.api.process.Mode;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.Tuning;
import com.nae.process.AwaitCondition;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.definition.DefinitionContext;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.definition.ProcessDefaults;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process manager with real programs. */
class SupervisorTest {
    private static final String LOOP = "i=0; while :; do i=$((i+1)); echo \"line $i\"; sleep 0.02; done";

    @TempDir
    Path folder;

    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void open() throws IOException {
        home = new Home(folder.toRealPath(), "live");
        Files.createDirectories(home.config());
        supervisor = new Supervisor(home);
    }

    @AfterEach
    void end() throws Exception {
        supervisor.stopAll().get(30, TimeUnit.SECONDS);
        supervisor.deactivate();
    }

    /** What a runtime that is replaced or killed does to its workers: nothing. */
    private void renew() throws IOException {
        supervisor.deactivate();
        supervisor = new Supervisor(home);
    }

    private static InstanceId live(String name) {
        return InstanceId.parse(name + "@live");
    }

    private void define(String name, String... settings) {
        Map<String, String> map = new LinkedHashMap<>(Map.of("stop_timeout", "2s", "start_seconds", "100ms"));
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        supervisor.define(
                name,
                ModeDefinitions.of(
                        name, new Settings(map), DefinitionContext.here(home.root()), ProcessDefaults.STANDARD));
    }

    private void sh(String name, String script, String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "command";
        all[1] = "sh -c '" + script + "'";
        System.arraycopy(settings, 0, all, 2, settings.length);
        define(name, all);
    }

    private ProcessStatus status(String id) {
        return supervisor.status(InstanceId.parse(id)).orElse(null);
    }

    private ProcessStatus await(String id, ProcessState state) {
        AwaitCondition.until(
                id + " " + state, () -> status(id) != null && status(id).state() == state, () -> status(id));
        return status(id);
    }

    private String log(String id) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
        try (var reader = supervisor.log(InstanceId.parse(id), new LogPosition(0, 0))) {
            int got = 1;
            while (got > 0) {
                got = reader.read(bytes);
            }
        } catch (java.util.NoSuchElementException notYet) {
            return "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private void awaitLog(String id, String text) {
        AwaitCondition.until(id + " prints " + text, () -> log(id).contains(text), () -> log(id));
    }

    @Test
    void aProgramRunsWithItsEnvironmentDirectoryAndBothOutputs() throws IOException {
        sh(
                "env",
                "echo $NAE_MODE $NAE_PROCESS $NAE_REPLICA $A $PWD; echo err >&2; umask; nice; ulimit -n; exec sleep 60",
                "environment.A",
                "b c",
                "umask",
                "027",
                "nice",
                "3",
                "limit_nofile",
                "77",
                "directory",
                "/usr");
        awaitLog("env@live", "live env 0 b c /usr\nerr\n0027\n" + (ownNiceness() + 3) + "\n77\n");
        assertTrue(await("env@live", ProcessState.RUNNING).pid().isPresent());
    }

    private static int ownNiceness() throws IOException {
        return Integer.parseInt(
                new String(new ProcessBuilder("nice").start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip());
    }

    @Test
    void noDescriptorOfTheRuntimeIsHandedOn() {
        sh("fds", "ls /proc/self/fd | tr \"\\n\" \" \"; echo end; exec sleep 60");
        awaitLog("fds@live", "0 1 2 3 end");
    }

    @Test
    void aMissingProgramIsFatalWithTheReason() {
        define("gone", "command", "/no/such/program");
        assertEquals(
                "command /no/such/program does not exist",
                await("gone@live", ProcessState.FATAL).reason());
        define("unknown", "command", "no-such-program-at-all");
        assertEquals(
                "command no-such-program-at-all is not in the PATH",
                await("unknown@live", ProcessState.FATAL).reason());
        Path script = home.root().resolve("script");
        write(script, "#!/no/such/interpreter -x\n");
        assertTrue(script.toFile().setExecutable(true));
        define("script", "command", script.toString());
        assertEquals(
                "cannot start " + script + ": its interpreter /no/such/interpreter does not exist",
                await("script@live", ProcessState.FATAL).reason());
    }

    @Test
    void exitsAreJudgedByPolicyAndCode() {
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
    void whoRestartsAProgramThatIsStartedAgainInAnHourIsNotKeptWaiting() throws Exception {
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
    void aRepairsRestartOfAFatalProgramGaveItANewBudgetForItsCrashLoop() throws Exception {
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
        AwaitCondition.until(
                "a person's word gives it a new budget",
                () -> status("loop@live").restarts() == 8 && status("loop@live").state() == ProcessState.FATAL,
                () -> status("loop@live"));
    }

    @Test
    void aRestartThatIsHeldBackCostsNothing() {
        sh(
                "h",
                "while [ ! -e crash ]; do sleep 0.01; done; rm crash; exit 1",
                "directory",
                home.root().toString(),
                "restart_threshold",
                "1");
        for (int i = 0; i < 3; i++) {
            await("h@live", ProcessState.RUNNING);
            supervisor.hold(live("h"), "waits");
            write(home.root().resolve("crash"), "");
            await("h@live", ProcessState.BACKOFF);
            supervisor.release(live("h"));
        }
        await("h@live", ProcessState.RUNNING);
        assertEquals(true, supervisor.spend(live("h"), "a repair"));
    }

    @Test
    void aKilledProgramIsBackAtOnce() {
        sh("k", "echo up; exec sleep 60");
        long first = await("k@live", ProcessState.RUNNING).pid().orElseThrow();
        Libc.kill((int) first, 9);
        AwaitCondition.until(
                "a new pid",
                () -> status("k@live").state() == ProcessState.RUNNING
                        && status("k@live").pid().orElse(first) != first);
        AwaitCondition.until("one restart", () -> status("k@live").restarts() == 1, () -> status("k@live"));
        assertEquals(9, status("k@live").lastExit().orElseThrow().signal().orElseThrow());
    }

    @Test
    void aStopEndsTheWholeTreeAndIsRemembered() throws Exception {
        sh(
                "tree",
                "trap \"\" TERM; (trap \"\" TERM; while :; do sleep 1; done) & setsid sh -c \"echo own session; sleep 300\" & echo up; wait",
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
        AwaitCondition.until(
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
        AwaitCondition.until(
                "the child is gone", () -> Kernel.startTimeOf(child).isEmpty());
        AwaitCondition.until("started again", () -> status("lead@live").restarts() >= 1);
    }

    @Test
    void dependentsWaitAndComeWithWhatTheyNeed() {
        sh("client", "exec sleep 60", "depends_on", "server:healthy, init:completed_successfully");
        assertEquals(
                "waits for server, which is not defined",
                await("client@live", ProcessState.STARTING).reason());
        sh("init", "exit 0", "autorestart", "never");
        sh("server", "exec sleep 60", "readiness.tcp", "127.0.0.1:1");
        await("server@live", ProcessState.RUNNING);
        AwaitCondition.until(
                "what it waits for",
                () -> status("client@live").reason().equals("waits for server to be healthy"),
                () -> status("client@live"));
        supervisor.reportProbe(live("server"), ProbeKind.READINESS, true, "");
        await("client@live", ProcessState.RUNNING);
    }

    @Test
    void aProgramThatNeverGetsReadySaysWhyNot() {
        sh("server", "exec sleep 60", "readiness.tcp", "127.0.0.1:1", "start_seconds", "2s");
        await("server@live", ProcessState.STARTING);
        supervisor.reportProbe(live("server"), ProbeKind.READINESS, false, "connection refused");
        AwaitCondition.until(
                "why",
                () -> status("server@live").reason().equals("not ready: connection refused"),
                () -> status("server@live"));
        assertEquals(
                "not ready: connection refused",
                await("server@live", ProcessState.RUNNING).reason());
        supervisor.reportProbe(live("server"), ProbeKind.READINESS, true, "");
        AwaitCondition.until(
                "ready",
                () -> status("server@live").ready()
                        && status("server@live").reason().isEmpty());
    }

    @Test
    void aCommandBesideAProgramIsGivenItsUserLimitsAndVariablesButNotTheMarksOfItsTree() throws Exception {
        sh("server", "exec sleep 60", "limit_nofile", "99", "environment.COLOUR", "blue", "replicas", "2");
        await("server:1@live", ProcessState.RUNNING);
        LaunchSpec launch = supervisor.launch(InstanceId.parse("server:1@live"), List.of("./check", "${NAE_REPLICA}"));
        assertEquals(
                List.of("./check", "1"),
                launch.command()
                        .subList(launch.command().size() - 2, launch.command().size()));
        assertTrue(launch.command().contains("99"), launch::toString);
        assertEquals(
                "blue 1 null null",
                String.join(
                        " ",
                        launch.environment().get("COLOUR"),
                        launch.environment().get("NAE_REPLICA"),
                        launch.environment().get("NAE_INSTANCE"),
                        launch.environment().get("NAE_RUN")));
        assertThrows(IOException.class, () -> supervisor.launch(live("nobody"), List.of("true")));
    }

    @Test
    void aFailedLivenessRestarts() {
        sh("hang", "exec sleep 300", "liveness.tcp", "127.0.0.1:1");
        long pid = await("hang@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.reportProbe(live("hang"), ProbeKind.LIVENESS, false, "connection refused");
        AwaitCondition.until(
                "another pid",
                () -> status("hang@live").pid().orElse(pid) != pid
                        && status("hang@live").state() == ProcessState.RUNNING);
    }

    @Test
    void replicasAreSeparateAndFollowTheirNumber() {
        sh("r", "echo I am $NAE_REPLICA; exec sleep 60", "replicas", "3");
        awaitLog("r:2@live", "I am 2");
        awaitLog("r@live", "I am 0");
        sh("r", "echo I am $NAE_REPLICA; exec sleep 60", "replicas", "1");
        AwaitCondition.until("two are gone", () -> supervisor.list().size() == 1);
        assertEquals(0, status("r@live").restarts(), "the one that stays is not touched");
    }

    @Test
    void adjustmentsHoldWithoutARestartOutliveAnEditAndAreTakenBack() {
        sh("t", "exec sleep 60", "log_keep", "7");
        long pid = await("t@live", ProcessState.RUNNING).pid().orElseThrow();
        assertTrue(supervisor.tune(
                "t",
                Mode.LIVE,
                Tuning.NONE.withLogKeep(OptionalInt.of(2)).withBackoff(Optional.of(Duration.ofSeconds(5)))));
        AwaitCondition.until(
                "adjusted",
                () -> supervisor.definition("t", Mode.LIVE).orElseThrow().log().keep() == 2);
        assertEquals(
                Duration.ofSeconds(5),
                supervisor.definition("t", Mode.LIVE).orElseThrow().restart().backoffInitial());
        sh("t", "exec sleep 60", "log_keep", "8");
        supervisor.tune("t", Mode.LIVE, Tuning.NONE);
        AwaitCondition.until(
                "as written",
                () -> supervisor.definition("t", Mode.LIVE).orElseThrow().log().keep() == 8);
        assertEquals(pid, status("t@live").pid().orElseThrow());
        assertFalse(supervisor.tune("nobody", Mode.LIVE, Tuning.NONE));
    }

    @Test
    void aRunningTreeAndItsSuccessorsWaitBehindOthersWhileTheyAreAskedTo() {
        sh("n", "sleep 61 & exec sleep 60");
        long pid = await("n@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.tune("n", Mode.LIVE, Tuning.NONE.withNice(OptionalInt.of(7)));
        AwaitCondition.until(
                "all of its tree is nice",
                () -> supervisor.tree(InstanceId.parse("n@live")).stream().allMatch(p -> nice(p) == 7));
        supervisor.restart(InstanceId.parse("n@live"), "test");
        AwaitCondition.until(
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
        AwaitCondition.until(
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
        AwaitCondition.until(
                "another pid",
                () -> status("c@live").state() == ProcessState.RUNNING
                        && status("c@live").pid().orElse(pid) != pid);
        supervisor.undefine("c");
        AwaitCondition.until("it is gone", () -> status("c@live") == null);
    }

    @Test
    void sdNotifyTellsReadinessAndStatus() {
        Path script = home.root().resolve("notify.py");
        write(script, """
                import os, socket, time
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.connect(os.environ['NOTIFY_SOCKET'])
                print('connected', os.environ['WATCHDOG_USEC'], flush=True)
                while not os.path.exists('go'):
                    time.sleep(0.01)
                s.send(b'READY=1\\nSTATUS=serving 3 clients')
                time.sleep(60)
                """);
        define("n", "command", "python3 notify.py", "directory", home.root().toString(), "notify", "true");
        awaitLog("n@live", "connected 30000000");
        assertEquals(ProcessState.STARTING, status("n@live").state());
        write(home.root().resolve("go"), "");
        await("n@live", ProcessState.RUNNING);
        AwaitCondition.until(
                "its status", () -> status("n@live").reason().equals("serving 3 clients"), () -> status("n@live"));
    }

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
            AwaitCondition.until("more lines", () -> log("a@live").length() > lines + 100);
        }
        String[] lines = log("a@live").split("\n");
        for (int i = 0; i < lines.length - 1; i++) {
            assertEquals("line " + (i + 1), lines[i]);
        }
        Libc.kill((int) a, 9);
        AwaitCondition.until(
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
    void aRecycledPidIsNeverTakenForOurs() throws Exception {
        sh("p", "exec sleep 300");
        long pid = await("p@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.deactivate();
        Libc.kill((int) pid, 9);
        AwaitCondition.until("dead", () -> Kernel.startTimeOf((int) pid).isEmpty());
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
    void oneThatDiedMeanwhileIsNoticedAndItsLastWordsAreThere() throws IOException {
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
        AwaitCondition.until("dead", () -> Kernel.startTimeOf(pid).isEmpty());
        supervisor = new Supervisor(home);
        sh(
                "d",
                "while [ ! -e go ]; do sleep 0.01; done; echo last words; exit 7",
                "directory",
                home.root().toString(),
                "autorestart",
                "on-failure");
        awaitLog("d@live", "last words");
        AwaitCondition.until(
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
    void whatWasBeingStoppedOnPurposeIsStoppedByTheNextRuntime() throws Exception {
        sh("s", "trap \"\" TERM; echo up; while :; do sleep 0.1; done", "stop_timeout", "60s");
        awaitLog("s@live", "up");
        int pid = (int) await("s@live", ProcessState.RUNNING).pid().orElseThrow();
        supervisor.stop(live("s"), "test");
        await("s@live", ProcessState.STOPPING);
        renew();
        sh("s", "trap \"\" TERM; echo up; while :; do sleep 0.1; done", "stop_timeout", "100ms");
        AwaitCondition.until(
                "it is stopped",
                () -> status("s@live") != null
                        && status("s@live").state() == ProcessState.STOPPED
                        && status("s@live").reason().equals("stopped on purpose"),
                () -> status("s@live"));
        assertTrue(Kernel.startTimeOf(pid).isEmpty());
    }

    @Test
    void whoHasNoDefinitionAnyMoreIsStoppedAndWhoseFileIsRefusedRunsOn() throws IOException {
        sh("orphan", "exec sleep 300");
        sh("refused", "exec sleep 300");
        int orphan = (int) await("orphan@live", ProcessState.RUNNING).pid().orElseThrow();
        int refused = (int) await("refused@live", ProcessState.RUNNING).pid().orElseThrow();
        write(home.config().resolve("com.nae.process-refused.cfg"), "comand = x");
        renew();
        AwaitCondition.until(
                "the orphan is stopped", () -> Kernel.startTimeOf(orphan).isEmpty());
        assertTrue(Kernel.startTimeOf(refused).isPresent());
        sh("refused", "exec sleep 300");
        assertEquals(refused, await("refused@live", ProcessState.RUNNING).pid().orElseThrow());
    }

    @Test
    void anOrderlyStopEndsAlsoWhatRunsOnWithoutADefinition() throws Exception {
        sh("lost", "exec sleep 300");
        int pid = (int) await("lost@live", ProcessState.RUNNING).pid().orElseThrow();
        write(home.config().resolve("com.nae.process-lost.cfg"), "comand = x");
        renew();
        supervisor.stopAll().get(20, TimeUnit.SECONDS);
        assertTrue(Kernel.startTimeOf(pid).isEmpty());
    }

    @Test
    void twoThatClaimToBeOneAreNotTouched() throws IOException {
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
        AwaitCondition.until(
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

    @Test
    void aHoldKeepsItDownUntilItIsReleased() {
        sh(
                "h",
                "echo up; while [ ! -e crash ]; do sleep 0.01; done; rm crash; exit 1",
                "directory",
                home.root().toString());
        await("h@live", ProcessState.RUNNING);
        supervisor.hold(live("h"), "waits for 127.0.0.1:5432");
        write(home.root().resolve("crash"), "");
        assertEquals(
                "waits for 127.0.0.1:5432",
                await("h@live", ProcessState.BACKOFF).reason());
        supervisor.overlay("h", com.nae.api.process.Mode.LIVE, Map.of("X", "y"));
        supervisor.release(live("h"));
        await("h@live", ProcessState.RUNNING);
        assertEquals(1, status("h@live").restarts());
    }

    /** A repair restarts a program and holds it, so that its end says something, while what it depends on is down. */
    @Test
    void aHoldDoesNotStopAStartThatWaitsForItsDependencies() {
        sh("db", "exec sleep 60", "autostart", "false");
        sh("app", "exec sleep 60", "depends_on", "db:started");
        AwaitCondition.until(
                "it waits",
                () -> status("app@live") != null && status("app@live").reason().startsWith("waits for db"),
                () -> status("app@live"));
        supervisor.restart(live("app"), "to try a repair");
        supervisor.hold(live("app"), "a repair is being tried");
        supervisor.start(live("db"), "test");
        Libc.kill((int) await("app@live", ProcessState.RUNNING).pid().orElseThrow(), 9);
        assertEquals(
                "a repair is being tried",
                await("app@live", ProcessState.BACKOFF).reason());
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
        AwaitCondition.until("one restart", () -> status("w@sandbox").restarts() == 1, () -> status("w@sandbox"));
        assertEquals("echo two; exec sleep 60", Files.readString(home.data().resolve("sandbox/w/main.sh")));
    }

    @Test
    void whatRunsByTheClockWaitsForItsTime() {
        sh("night", "echo run", "schedule", "0 3 * * *", "autorestart", "never");
        AwaitCondition.until(
                "a time",
                () -> status("night@live") != null
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
        assertEquals(ProcessState.STOPPED, status("night@live").state());
        supervisor.start(live("night"), "test");
        awaitLog("night@live", "run");
        AwaitCondition.until(
                "the next time",
                () -> status("night@live").state() == ProcessState.EXITED
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
    }

    @Test
    void aRestartByTheClockComesWhenItIsTimeAndOnce() throws Exception {
        supervisor.deactivate();
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T02:59:59.950Z"));
        supervisor = new Supervisor(home, clock);
        sh("r", "exec sleep 60", "restart_schedule", "0 3 * * *");
        sh("other", "exec sleep 60");
        long other = await("other@live", ProcessState.RUNNING).pid().orElseThrow();
        await("r@live", ProcessState.RUNNING);
        assertEquals(0, status("r@live").restarts());
        clock.now = Instant.parse("2026-03-01T03:00:00Z");
        AwaitCondition.until(
                "restarted",
                () -> status("r@live").restarts() == 1 && status("r@live").state() == ProcessState.RUNNING,
                () -> status("r@live"));
        assertEquals(other, status("other@live").pid().orElseThrow());
        supervisor.stop(live("r"), "test").get(20, TimeUnit.SECONDS);
        assertEquals(1, status("r@live").restarts());
    }

    @Test
    void aRunByTheClockComesWhenItIsTimeAndTheNextOneIsPlanned() throws IOException {
        supervisor.deactivate();
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T02:59:59.950Z"));
        supervisor = new Supervisor(home, clock);
        sh("night", "echo run", "schedule", "0 3 * * *", "autorestart", "never");
        AwaitCondition.until(
                "it is planned",
                () -> status("night@live") != null
                        && status("night@live").nextStart().isPresent());
        clock.now = Instant.parse("2026-03-01T03:00:00Z");
        awaitLog("night@live", "run");
        AwaitCondition.until(
                "the next time",
                () -> status("night@live").state() == ProcessState.EXITED
                        && status("night@live").nextStart().isPresent(),
                () -> status("night@live"));
        assertEquals(
                Instant.parse("2026-03-02T03:00:00Z"),
                status("night@live").nextStart().orElseThrow());
        assertEquals("run\n", log("night@live"));
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

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
