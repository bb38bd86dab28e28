package com.nae.shell.command.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsCommandTest {
    /** A log in memory, read in small pieces. */
    private static final class Log implements LogReader {
        private final byte[] bytes;
        private int at;

        Log(byte[] bytes, long at) {
            this.bytes = bytes;
            this.at = (int) at;
        }

        @Override
        public int read(ByteBuffer into) {
            int count = Math.min(Math.min(7, into.remaining()), bytes.length - at);
            into.put(bytes, at, count);
            at += count;
            return count;
        }

        @Override
        public LogPosition position() {
            return new LogPosition(0, at);
        }

        @Override
        public long behind() {
            return bytes.length - at;
        }

        @Override
        public long skipToEnd() {
            at = bytes.length;
            return 0;
        }

        @Override
        public void close() {
            at = Math.max(at, 0);
        }
    }

    private static LogsCommand of(byte[] log, String... instances) {
        return new LogsCommand(
                ShellFakes.context(),
                ShellFakes.of(
                        ProcessManager.class,
                        Map.of(
                                "list",
                                a -> java.util.Arrays.stream(instances)
                                        .map(id -> ShellFakes.status(id, ProcessState.RUNNING))
                                        .toList())),
                ShellFakes.of(
                        ProcessOutput.class,
                        Map.of("tail", a -> new Log(log, 0), "log", a -> new Log(log, ((LogPosition) a[1]).offset()))));
    }

    @ParameterizedTest
    @CsvSource({"2,two|three|", "1,three|", "0,''", "3,one|two|three|", "99,one|two|three|"})
    void theLastLinesArePrinted(int lines, String shown) {
        ShellFakes.Call call = new ShellFakes.Call("-n", String.valueOf(lines), "feed");
        assertEquals(0, of("one\ntwo\nthree\n".getBytes(UTF_8), "feed@live").run(call.invocation));
        assertEquals(shown.replace('|', '\n'), call.text());
    }

    @Test
    void anUnfinishedLineCounts() {
        ShellFakes.Call call = new ShellFakes.Call("-n2", "feed");
        of("one\ntwo\nthr".getBytes(UTF_8), "feed@live").run(call.invocation);
        assertEquals("two\nthr", call.text());
    }

    @Test
    void outputIsUnchangedInAPipe() {
        byte[] bytes = "\u0000\u00ff\u001b[2J\r\u0007no end".getBytes(ISO_8859_1);
        ShellFakes.Call call = new ShellFakes.Call("feed");
        of(bytes, "feed@live").run(call.invocation);
        assertArrayEquals(bytes, call.bytes());
    }

    @Test
    void outputIsSanitizedOnATerminal() {
        ShellFakes.Call call = new ShellFakes.Call(false, ShellFakes.TERMINAL, "feed");
        of("a\u001b[2Jb\u0007 \u001b[31mred\n".getBytes(UTF_8), "feed@live").run(call.invocation);
        assertEquals("ab \u001b[31mred\n\u001b[0m", call.text());
    }

    @Test
    void asJsonEachLineIsAnObject() {
        ShellFakes.Call call = new ShellFakes.Call(true, Screen.NONE, "feed");
        of("a \"b\"\n\nno end".getBytes(UTF_8), "feed@live").run(call.invocation);
        assertEquals(
                "{\"instance\":\"feed@live\",\"line\":\"a \\\"b\\\"\"}\n{\"instance\":\"feed@live\",\"line\":\"\"}\n"
                        + "{\"instance\":\"feed@live\",\"line\":\"no end\"}\n",
                call.text());
    }

    @Test
    void severalInstancesHaveHeadings() {
        ShellFakes.Call call = new ShellFakes.Call(false, Screen.NONE, "feed");
        of("x\n".getBytes(UTF_8), "feed@live", "feed@sandbox").run(call.invocation);
        assertEquals("==> feed@live <==\nx\n\n==> feed@sandbox <==\nx\n", call.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-n x feed", "-n -1 feed", "-n", "-x feed", "", "a b", "-n 9999999999 feed"})
    void wrongArgumentsAreUsageErrors(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        assertEquals(
                2,
                assertThrows(CommandException.class, () -> LogsCommand.Options.of(words))
                        .code());
    }
}
