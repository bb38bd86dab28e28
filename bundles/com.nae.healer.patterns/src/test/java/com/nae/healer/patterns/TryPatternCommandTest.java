package com.nae.healer.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.shell.Caller;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryPatternCommandTest {
    private static final List<Issue> FOUND = List.of(
            SampleIssues.of("OSError", "[Errno 98] Address already in use", "python"),
            SampleIssues.of("KeyError", "'x'", "python"));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("app.log"), "what the tracker is asked about\n");
        Files.writeString(
                folder.resolve("com.nae.healer.patterns-taken.cfg"),
                "# a comment\nmatch = already in \\\n   use\nremedy.restart = 5s\nremedy.suggest = look\n");
        Files.writeString(folder.resolve("com.nae.healer.patterns-broken.cfg"), "match = (\nremedy.restart = 5s\n");
    }

    private int run(boolean json, String... arguments) {
        IssueTracker tracker = proxy(IssueTracker.class, FOUND);
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new TryPatternCommand(tracker)
                .run(new Invocation(
                        List.of(arguments), json, printed, printed, Screen.NONE, proxy(Caller.class, folder)));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }

    @Test
    void itSaysWhatItWouldMatchAndDo() {
        assertEquals(0, run(false, "com.nae.healer.patterns-taken.cfg", "app.log"));
        assertEquals("""
                1 x OSError: [Errno 98] Address already in use
                    matches the pattern taken
                    would start it again after 5.0 s
                    would suggest: look
                1 of 2 issues in the log match
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theSameForAProgram() {
        assertEquals(0, run(true, "com.nae.healer.patterns-taken.cfg", "app.log"));
        assertEquals(
                "{\"pattern\":\"taken\",\"issues\":2,\"matched\":[{\"type\":\"OSError\","
                        + "\"message\":\"[Errno 98] Address already in use\",\"count\":1,"
                        + "\"changes\":[\"start it again after 5.0 s\",\"suggest: look\"]}]}\n",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeTriedIsSaid() {
        assertTrue(
                assertThrows(CommandException.class, () -> run(false, "com.nae.healer.patterns-broken.cfg", "app.log"))
                        .getMessage()
                        .contains("match is no expression"));
        assertThrows(CommandException.class, () -> run(false, "com.nae.healer.patterns-none.cfg", "app.log"));
        assertThrows(CommandException.class, () -> run(false, "com.nae.healer.patterns-taken.cfg", "none.log"));
        assertThrows(CommandException.class, () -> run(false, "app.log", "app.log"));
        assertEquals(
                2,
                assertThrows(CommandException.class, () -> run(false, "app.log"))
                        .code());
    }
}
