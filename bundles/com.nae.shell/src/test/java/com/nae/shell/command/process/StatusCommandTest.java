package com.nae.shell.command.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Refusal;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
    private final OperationStatus status = new OperationStatus(
            "dual",
            "1.0.0",
            99,
            ShellFakes.NOW,
            3725.5,
            "DEGRADED",
            List.of("strategy@live restarts often"),
            List.of(
                    new OperationStatus.Process(
                            "feed",
                            "live",
                            "feed@live",
                            0,
                            "RUNNING",
                            "",
                            4711L,
                            ShellFakes.NOW,
                            61,
                            0,
                            null,
                            "HEALTHY",
                            List.of(),
                            0.25,
                            12_582_912L,
                            0,
                            false),
                    new OperationStatus.Process(
                            "strategy-with-a-rather-long-name",
                            "live",
                            "strategy-with-a-rather-long-name@live",
                            0,
                            "BACKOFF",
                            "exit code 1; starts again in 12 s",
                            null,
                            ShellFakes.NOW,
                            0,
                            1234,
                            new OperationStatus.LastExit(1, null, ShellFakes.NOW),
                            "UNHEALTHY",
                            List.of(
                                    "exit code 1; starts again in 12 s",
                                    "17 errors in the last hour, which is more than the error_threshold of 10 that is"
                                            + " allowed"),
                            null,
                            null,
                            17,
                            false)),
            1,
            2,
            0,
            List.of(new Refusal(
                    "com.nae.process-x.cfg", "comand", "is not a known key; did you mean 'command'?", ShellFakes.NOW)));
    private final Command command =
            new StatusCommand(ShellFakes.of(ContinuousOperationManager.class, Map.of("getStatus", a -> status)));

    @Test
    void fitsEightyColumns() {
        ShellFakes.Call call = new ShellFakes.Call();
        assertEquals(0, command.run(call.invocation));
        assertEquals("""
                NAE 1.0.0  mode dual  pid 99  up 1h 2m  DEGRADED
                  strategy@live restarts often

                PROCESS                  STATE    PID   UP     RESTARTS  CPU   MEMORY  HEALTH
                feed@live                RUNNING  4711  1m 1s  0         0.3%  12M     HEALTHY
                strategy-with-a-rather…  BACKOFF  -     -      1234      -     -       UNHEALTHY
                    exit code 1; starts again in 12 s
                    17 errors in the last hour, which is more than the error_threshold of 10
                    that is allowed

                Refused; what was valid before stays in force:
                  com.nae.process-x.cfg: comand is not a known key; did you mean 'command'?

                1 open issue, 2 fixes applied, 0 enhancements applied
                """, call.text());
        assertTrue(call.text().lines().allMatch(line -> line.length() <= 80), call.text());
    }

    @Test
    void notesOnFilesAreSaidOnceEach() {
        ShellFakes.Call call = new ShellFakes.Call();
        List<String> notes = new ArrayList<>(List.of("a.cfg: memory_max: not here"));
        for (int i = 1; i <= 7; i++) {
            notes.add(i + ".cfg: sandbox.shared: is not set");
        }
        new StatusPrinter(status, call.invocation).print(true, notes);
        assertTrue(call.text().contains("""
                Notes on valid files:
                  a.cfg: memory_max: not here
                  1.cfg, 2.cfg, 3.cfg, 4.cfg, 5.cfg and 2 more: sandbox.shared: is not set

                1 open issue"""), call.text());
    }

    @Test
    void coloursOnlyATerminal() {
        ShellFakes.Call call = new ShellFakes.Call(false, ShellFakes.TERMINAL);
        command.run(call.invocation);
        assertTrue(call.text().contains("\u001b[32mRUNNING\u001b[0m"), call.text());
        ShellFakes.Call plain = new ShellFakes.Call(false, new Screen(80, 24, true, false));
        command.run(plain.invocation);
        assertTrue(!plain.text().contains("\u001b"), plain.text());
    }

    @Test
    void theJsonIsAsPromised() {
        ShellFakes.Call call = new ShellFakes.Call(true, Screen.NONE, "feed");
        command.run(call.invocation);
        assertEquals(
                String.join(
                                ",",
                                "{'mode':'dual','version':'1.0.0','pid':99,'started':'2026-11-22T12:00:00Z'",
                                "'uptime_s':3725.5",
                                "'health':'DEGRADED','reasons':['strategy@live restarts often']",
                                "'processes':[{'name':'feed','mode':'live','instance':'feed@live','replica':0",
                                "'state':'RUNNING','reason':'','pid':4711,'since':'2026-11-22T12:00:00Z'",
                                "'uptime_s':61.0",
                                "'restarts':0,'last_exit':null,'health':'HEALTHY','reasons':[],'cpu_percent':0.25",
                                "'memory_bytes':12582912,'errors_per_hour':0.0,'adopted':false}]",
                                "'issues_open':1,'fixes_applied':2,'enhancements_applied':0",
                                "'refused':[{'file':'com.nae.process-x.cfg','key':'comand'",
                                "'reason':'is not a known key; did you mean"
                                        + " ^command^?','at':'2026-11-22T12:00:00Z'}]}\n")
                        .replace('\'', '"')
                        .replace('^', '\''),
                call.text());
    }

    @Test
    void anUnknownProcessIsReportedWithTheMostSimilarName() {
        var e = assertThrows(CommandException.class, () -> command.run(new ShellFakes.Call("fede").invocation));
        assertEquals(4, e.code());
        assertEquals("no process 'fede'; did you mean 'feed'?", e.getMessage());
        assertEquals(
                2,
                assertThrows(CommandException.class, () -> command.run(new ShellFakes.Call("-x").invocation))
                        .code());
    }
}
