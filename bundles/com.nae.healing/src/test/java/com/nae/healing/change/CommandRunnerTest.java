package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a command: whether it may be run, and how it is. */
class CommandRunnerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What a command may find set: of the program, of NAE, and what a shell sets itself. */
    private static final Set<String> KNOWN_VARIABLES =
            Set.of("PATH HOME LANG STEP API_TOKEN OVERLAY NAE_MODE NAE_PROCESS PWD OLDPWD SHLVL _".split(" "));

    @TempDir
    Path root;

    private SourceFiles sources;

    @BeforeEach
    void aProgram() throws IOException {
        root = root.toRealPath();
        Files.createDirectories(root.resolve("app"));
        script("told", "printf '%s\\n' \"$#\" \"$@\"");
        script("surroundings", "pwd; env | sort; cat; echo at the end of input; ls /proc/self/fd | wc -l");
        script("fails", "echo what went wrong >&2; exit 3");
        script(
                "flood",
                "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i + 1)); done; printf 'last\\033[31m words'");
        script("hangs", "sleep 600 & echo $! > child; echo before; wait");
        script("leaves", "sleep 600 & echo $! > child");
        sources = SampleSources.of(
                root,
                List.of("."),
                Map.of("PATH", root.resolve("bin") + ":/usr/bin:/bin", "STEP", "5", "API_TOKEN", "t0ken"),
                Map.of("OVERLAY", "on top"));
    }

    private void script(String name, String text) throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.writeString(root.resolve("bin/" + name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(root.resolve("bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Checks it and runs it, as the bench does; on the list is what {@code allowed} says. */
    private String run(List<String> allowed, Duration limit, String... argv) throws RefusedException, IOException {
        CommandPermissions may = new CommandPermissions(true, allowed, List.of(), 20, LIMIT);
        CommandRunner commands = new CommandRunner(() -> may);
        Change.RunCommand command = new Change.RunCommand(List.of(argv), limit);
        commands.check(command, sources);
        return commands.run(command, sources);
    }

    private String run(String... argv) throws RefusedException, IOException {
        return run(List.of(String.join(" ", argv)), LIMIT, argv);
    }

    @Test
    void whatIsOnTheListIsRunAndNothingElse() throws Exception {
        assertEquals("1\nx", run("told", "x"));
        for (String[] argv : List.of(
                new String[] {"told"},
                new String[] {"told", "x", "y"},
                new String[] {"told", "X"},
                new String[] {"/bin/told", "x"},
                new String[] {"told\0x"},
                new String[0])) {
            RefusedException no = assertThrows(
                    RefusedException.class, () -> run(List.of("told x"), LIMIT, argv), Arrays.toString(argv));
            assertTrue(
                    no.getMessage().contains("not on the list of allowed ones")
                            || no.getMessage().equals("an empty command"),
                    no.getMessage());
        }
        assertThrows(RefusedException.class, () -> run(List.of(), LIMIT, "told", "x"));
    }

    @Test
    void noWordIsReadByAShell() throws Exception {
        Files.writeString(root.resolve("app/a.txt"), "");
        List<String> words = List.of(
                "$(touch pwned)",
                "`touch pwned`",
                ";touch pwned",
                "|",
                "&&",
                "*",
                "$STEP",
                "~",
                ">pwned",
                "two words",
                "");
        String[] argv = new String[words.size() + 1];
        argv[0] = "told";
        for (int i = 0; i < words.size(); i++) {
            argv[i + 1] = words.get(i);
        }
        assertEquals(words.size() + "\n" + String.join("\n", words).strip(), run(argv));
        assertFalse(Files.exists(root.resolve("app/pwned")));
    }

    @Test
    void itRunsInTheProgramsFolderWithTheProgramsVariablesAndNothingOfTheRuntimes() throws Exception {
        List<String> lines = run("surroundings").lines().toList();
        assertEquals(root.resolve("app").toString(), lines.get(0));
        assertTrue(
                lines.containsAll(List.of(
                        "STEP=5",
                        "API_TOKEN=t0ken",
                        "OVERLAY=on top",
                        "NAE_MODE=live",
                        "NAE_PROCESS=app",
                        "at the end of input")),
                lines.toString());
        assertEquals(
                List.of(),
                lines.subList(1, lines.indexOf("at the end of input")).stream()
                        .filter(line -> !KNOWN_VARIABLES.contains(line.split("=")[0]))
                        .toList());
        assertTrue(Integer.parseInt(lines.get(lines.size() - 1)) <= 5, "it inherits no file of the runtime: " + lines);
    }

    @Test
    void oneThatFailsSaysWhy() {
        RefusedException no = assertThrows(RefusedException.class, () -> run("fails"));
        assertEquals("'fails' ended with exit code 3: what went wrong", no.getMessage());
        assertTrue(assertThrows(RefusedException.class, () -> run("not-there"))
                .getMessage()
                .contains("is not on the PATH"));
    }

    @Test
    void oneThatTakesTooLongIsEndedWithItsChildren() throws Exception {
        RefusedException no =
                assertThrows(RefusedException.class, () -> run(List.of("hangs"), Duration.ofMillis(700), "hangs"));
        assertEquals("'hangs' did not end within 0.7 s", no.getMessage());
        childIsGone();
    }

    @Test
    void oneThatLeavesAProgramBehindDoesNotKeepHealingWaiting() throws Exception {
        assertEquals("", run("leaves"));
        long child = Long.parseLong(Files.readString(root.resolve("app/child")).strip());
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void childIsGone() throws Exception {
        long child = Long.parseLong(Files.readString(root.resolve("app/child")).strip());
        Optional<ProcessHandle> handle = ProcessHandle.of(child);
        if (handle.isPresent()) {
            handle.get().onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void theLimitOfTheSettingsIsTheLongest() {
        CommandPermissions may = new CommandPermissions(true, List.of("hangs"), List.of(), 20, Duration.ofMillis(500));
        CommandRunner commands = new CommandRunner(() -> may);
        assertThrows(
                RefusedException.class,
                () -> commands.run(new Change.RunCommand(List.of("hangs"), Duration.ofHours(1)), sources));
    }

    @Test
    void onlyTheEndOfALongOutputIsKeptAndNothingOfItMovesTheCursor() throws Exception {
        String text = run("flood");
        assertTrue(
                text.length() <= 4096 && text.endsWith("line 19999\nlast?[31m words"),
                text.substring(Math.max(0, text.length() - 60)));
    }

    @Test
    void aCommandThatHangsOrFloodsIsEndedAndItsOutputBounded() throws Exception {
        CommandPermissions quick = new CommandPermissions(
                true, List.of("sleep 60", "yes", "seq 100000"), List.of(), 20, Duration.ofMillis(300));
        CommandRunner limited = new CommandRunner(() -> quick);
        assertThrows(
                RefusedException.class,
                () -> limited.run(new Change.RunCommand(List.of("sleep", "60"), Duration.ofHours(1)), sources));
        assertThrows(
                RefusedException.class,
                () -> limited.run(new Change.RunCommand(List.of("yes"), Duration.ofHours(1)), sources));
        CommandRunner patient =
                new CommandRunner(() -> new CommandPermissions(true, List.of(), List.of(), 20, Duration.ofSeconds(5)));
        assertTrue(patient.run(new Change.RunCommand(List.of("seq", "100000"), Duration.ofSeconds(5)), sources)
                        .length()
                <= 4096);
    }
}
