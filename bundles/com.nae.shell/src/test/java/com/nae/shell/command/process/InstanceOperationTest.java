package com.nae.shell.command.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.shell.CommandException;
import com.nae.shell.ShellFakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceOperationTest {
    private final List<ProcessStatus> all = List.of(
            ShellFakes.status("feed:1@live", ProcessState.RUNNING),
            ShellFakes.status("trader@live", ProcessState.RUNNING),
            ShellFakes.status("trader@sandbox", ProcessState.RUNNING));

    private ProcessManager answering(String order, Function<InstanceId, CompletableFuture<ProcessStatus>> answer) {
        return ShellFakes.of(
                ProcessManager.class,
                Map.of(
                        "list",
                        a -> all,
                        order,
                        a -> answer.apply((InstanceId) a[0]),
                        "status",
                        a -> all.stream().filter(s -> s.id().equals(a[0])).findFirst()));
    }

    private static CompletableFuture<ProcessStatus> reached(InstanceId id, ProcessState state) {
        return CompletableFuture.completedFuture(ShellFakes.status(id.toString(), state));
    }

    @ParameterizedTest
    @CsvSource({
        "trader@live,trader@live is STOPPED: stopped on purpose",
        "feed,feed:1@live is STOPPED: stopped on purpose",
        "feed:1,feed:1@live is STOPPED: stopped on purpose"
    })
    void onlyTheNamedInstancesAreStopped(String word, String line) {
        ShellFakes.Call call = new ShellFakes.Call(word);
        assertEquals(
                0, new StopCommand(answering("stop", id -> reached(id, ProcessState.STOPPED))).run(call.invocation));
        assertEquals(line + "\n", call.text());
    }

    @Test
    void allIsEveryInstance() {
        ShellFakes.Call call = new ShellFakes.Call("all");
        assertEquals(
                0,
                new RestartCommand(answering("restart", id -> reached(id, ProcessState.RUNNING))).run(call.invocation));
        assertEquals(3, call.text().lines().count());
    }

    @Test
    void restartStartsAnInstanceThatIsDown() {
        ShellFakes.Call call = new ShellFakes.Call("trader");
        ProcessStatus down = ShellFakes.status("trader@live", ProcessState.FATAL);
        ProcessManager processes = ShellFakes.of(
                ProcessManager.class,
                Map.of(
                        "list",
                        a -> List.of(down),
                        "status",
                        a -> Optional.of(down),
                        "start",
                        a -> reached((InstanceId) a[0], ProcessState.RUNNING)));
        assertEquals(0, new RestartCommand(processes).run(call.invocation));
    }

    @Test
    void anInstanceThatDoesNotReachTheStateFailsTheCommand() {
        ShellFakes.Call call = new ShellFakes.Call("trader");
        assertEquals(
                1,
                new StartCommand(answering(
                                "start",
                                id -> reached(
                                        id,
                                        id.mode().word().equals("live") ? ProcessState.FATAL : ProcessState.RUNNING)))
                        .run(call.invocation));
        assertEquals("trader@live is FATAL: stopped on purpose\ntrader@sandbox is RUNNING, pid 4711\n", call.text());
    }

    @Test
    void aFailedOperationReportsItsReason() {
        var failed =
                CompletableFuture.<ProcessStatus>failedFuture(new IllegalStateException("the supervisor is stopping"));
        var e = assertThrows(
                CommandException.class,
                () -> new StopCommand(answering("stop", id -> failed)).run(new ShellFakes.Call("feed").invocation));
        assertEquals("the supervisor is stopping", e.getMessage());
    }
}
