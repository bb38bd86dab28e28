package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How the process manager starts programs, with real ones. */
class SupervisorStartTest extends SupervisedHome {
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
    void aServiceAddsVariablesToAStartAndToNoOtherCommand() throws IOException {
        supervisor.addLaunchContributor((id, definition, base) -> {
            throw new IllegalStateException("the service is broken");
        });
        supervisor.addLaunchContributor((id, definition, base) -> Map.of(
                "ADDED", id + " " + definition.name() + " " + base.get("A") + " " + base.get("NAE_MODE"),
                "A", "added",
                "NAE_OWNER", "nobody"));
        sh("added", "echo $ADDED, $A, $NAE_OWNER; exec sleep 60", "environment.A", "own");
        awaitLog("added@live", "added@live added own live, added, " + home.root() + "\n");
        LaunchSpec other = probes().launch(live("added"), List.of("true"));
        assertEquals("own", other.environment().get("A"));
        assertFalse(other.environment().containsKey("ADDED"));
    }

    @Test
    void noDescriptorOfTheRuntimeIsInherited() {
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
    void dependentsWaitAndStartWithWhatTheyNeed() {
        sh("client", "exec sleep 60", "depends_on", "server:healthy, init:completed_successfully");
        assertEquals(
                "waits for server, which is not defined",
                await("client@live", ProcessState.STARTING).reason());
        sh("init", "exit 0", "autorestart", "never");
        sh("server", "exec sleep 60", "readiness.tcp", "127.0.0.1:1");
        await("server@live", ProcessState.RUNNING);
        Await.until(
                "what it waits for",
                () -> status("client@live").reason().equals("waits for server to be healthy"),
                () -> status("client@live"));
        probes().reportProbe(live("server"), ProbeKind.READINESS, true, "");
        await("client@live", ProcessState.RUNNING);
    }

    @Test
    void aProgramThatNeverGetsReadyShowsWhyNot() {
        sh("server", "exec sleep 60", "readiness.tcp", "127.0.0.1:1", "start_seconds", "2s");
        await("server@live", ProcessState.STARTING);
        probes().reportProbe(live("server"), ProbeKind.READINESS, false, "connection refused");
        Await.until(
                "why",
                () -> status("server@live").reason().equals("not ready: connection refused"),
                () -> status("server@live"));
        assertEquals(
                "not ready: connection refused",
                await("server@live", ProcessState.RUNNING).reason());
        probes().reportProbe(live("server"), ProbeKind.READINESS, true, "");
        Await.until(
                "ready",
                () -> status("server@live").ready()
                        && status("server@live").reason().isEmpty());
    }

    @Test
    void aCommandRunsWithTheLimitsAndVariablesOfAProgramButWithoutItsMarks() throws Exception {
        sh("server", "exec sleep 60", "limit_nofile", "99", "environment.COLOUR", "blue", "replicas", "2");
        await("server:1@live", ProcessState.RUNNING);
        LaunchSpec launch = probes().launch(InstanceId.parse("server:1@live"), List.of("./check", "${NAE_REPLICA}"));
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
        assertThrows(IOException.class, () -> probes().launch(live("nobody"), List.of("true")));
    }

    @Test
    void sdNotifyReportsReadinessAndStatus() {
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
        Await.until("its status", () -> status("n@live").reason().equals("serving 3 clients"), () -> status("n@live"));
    }

    @Test
    void aProgramThatEndsAtOnceWasAnnouncedWithItsStart() throws Exception {
        List<ProcessEvent> events = new CopyOnWriteArrayList<>();
        supervisor.addProcessListener(events::add);
        define("brief", "command", "sh -c 'exit 3'", "autorestart", "never");
        Await.until("it has ended", () -> events.stream().anyMatch(ProcessEvent::exited));
        ProcessEvent first = events.stream()
                .filter(event -> event.now().started().isPresent())
                .findFirst()
                .orElseThrow();
        assertFalse(first.exited());
        assertTrue(first.now().pid().isPresent());
    }
}
