package com.nae.source.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspector.Answer;
import com.nae.source.python.samples.FolderWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonInspectorsTest {
    private static final Map<String, String> JSON = Map.of("file", "main.py", "name", "json");

    @TempDir
    Path root;

    private final PythonInspectors inspectors = new PythonInspectors();

    @AfterEach
    void close() {
        inspectors.close();
    }

    private Optional<SourceInspector> open(Map<String, String> environment, String... command) {
        return inspectors.open(new FolderWorkspace(root, List.of(command), environment, inspectors));
    }

    private SourceInspector python(Map<String, String> environment) {
        return open(environment, "python3", "main.py").orElseThrow();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    /** Code that would leave a trace if anything ran or imported it. */
    private String trap() {
        return "open(" + '"' + root.resolve("ran") + '"' + ", 'w').close()\n";
    }

    @Test
    void nothingOfTheWorkersIsRunOrImported() throws IOException {
        write("main.py", trap() + "print(json.dumps(1))\n");
        write("helper.py", trap() + "def work():\n    pass\n");
        write("sitecustomize.py", trap());
        write("usercustomize.py", trap());
        write("encodings.py", trap());
        assertEquals(
                Optional.of("import json"),
                python(Map.of("PYTHONPATH", root.toString()))
                        .ask("missing_name", JSON)
                        .fact("statement"));
        python(Map.of(
                        "PYTHONPATH",
                        root.toString(),
                        "PYTHONSTARTUP",
                        root.resolve("helper.py").toString()))
                .ask("missing_name", Map.of("file", "main.py", "name", "work"));
        assertFalse(Files.exists(root.resolve("ran")));
    }

    @Test
    void anEnvironmentsHooksAreNotRun() throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder(
                                "python3",
                                "-m",
                                "venv",
                                "--without-pip",
                                root.resolve("venv").toString())
                        .start()
                        .waitFor());
        Path packages;
        try (var folders = Files.walk(root.resolve("venv/lib"))) {
            packages =
                    folders.filter(p -> p.endsWith("site-packages")).findFirst().orElseThrow();
        }
        Files.writeString(packages.resolve("hook.pth"), "import os; " + trap());
        Files.createDirectories(packages.resolve("numpy"));
        Files.writeString(packages.resolve("numpy/__init__.py"), trap());
        write("main.py", "print(np.array([1]))\n");
        SourceInspector inspector =
                open(Map.of(), "venv/bin/python3", "main.py").orElseThrow();
        assertEquals(
                Optional.of("import numpy as np"),
                inspector
                        .ask("missing_name", Map.of("file", "main.py", "name", "np"))
                        .fact("statement"));
        assertFalse(Files.exists(root.resolve("ran")));
    }

    @Test
    void theInterpreterIsTheCommandsOwn() {
        assertTrue(open(Map.of(), "python3", "-u", "main.py").isPresent());
        assertTrue(open(Map.of(), "/usr/bin/env", "A=b", "python3", "main.py").isPresent());
        assertTrue(open(Map.of(), "node", "main.js").isEmpty());
        assertTrue(open(Map.of(), "/no/such/python3", "main.py").isEmpty());
        assertTrue(open(Map.of(), "env").isEmpty());
        assertTrue(open(Map.of()).isEmpty());
    }

    @Test
    void aScriptsFirstLineTellsItsInterpreter() throws IOException {
        write("tool", "#!/usr/bin/env python3\nprint(1)\n");
        assertTrue(root.resolve("tool").toFile().setExecutable(true));
        assertTrue(open(Map.of(), "./tool").isPresent());
        write("other", "#!/bin/sh\n");
        assertTrue(root.resolve("other").toFile().setExecutable(true));
        assertTrue(open(Map.of(), "./other").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0|gave no answer",
                "kill $$|gave no answer",
                "exec 3<&0; cat <&3 >/dev/null & head -c 20000000 /dev/zero|too large"
            })
    void anInterpreterThatIsNoneIsNotWaitedFor(String script, String reason) throws IOException {
        write("main.py", "x = 1\n");
        write("python3", "#!/bin/sh\n" + script + "\n");
        assertTrue(root.resolve("python3").toFile().setExecutable(true));
        Answer answer = open(Map.of("PATH", root + ":/usr/bin:/bin"), "python3", "main.py")
                .orElseThrow()
                .ask("missing_name", JSON);
        assertTrue(
                answer.fact("error").orElse("").matches(".*(" + reason + "|Broken pipe|Stream closed).*"),
                answer::toString);
    }

    @Test
    void aHelperThatWentAwayIsStartedAgain() throws IOException {
        write("main.py", "print(json.dumps(1))\n");
        SourceInspector inspector = python(Map.of());
        inspector.ask("missing_name", JSON);
        inspectors.close();
        PythonInspectors again = new PythonInspectors();
        assertTrue(again.open(new FolderWorkspace(root, List.of("python3", "main.py"), Map.of(), again))
                .orElseThrow()
                .ask("missing_name", JSON)
                .edit()
                .isPresent());
        again.close();
    }

    @Test
    void bytesAreCompiledAsTheyAre() {
        SourceInspector inspector = python(Map.of());
        assertEquals(Optional.empty(), inspector.syntaxError("x = 1\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                Optional.empty(),
                inspector.syntaxError("# coding: latin-1\nx = '\u00e4'\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertTrue(inspector
                .syntaxError("def f(:\n".getBytes(StandardCharsets.UTF_8))
                .orElse("")
                .startsWith("SyntaxError"));
        assertTrue(inspector
                .syntaxError("x = '\u00e4'\n".getBytes(StandardCharsets.ISO_8859_1))
                .isPresent());
    }

    @Test
    void aFileThatIsNoneAnswersWithAnError() {
        assertTrue(python(Map.of())
                .ask("missing_name", Map.of("file", "../../etc/passwd", "name", "json"))
                .fact("error")
                .isPresent());
        assertTrue(python(Map.of())
                .ask("missing_name", Map.of("name", "json"))
                .fact("error")
                .isPresent());
    }

    @Test
    void anUnknownQuestionAndHostileSourcesAnswerWithAnError() throws IOException {
        write("main.py", "(".repeat(5000) + "\n");
        assertTrue(python(Map.of()).ask("missing_name", JSON).fact("error").isPresent());
        write("main.py", "x = 1\n");
        assertTrue(python(Map.of()).ask("rm -rf /", JSON).fact("error").isPresent());
    }

    @Test
    void aLinkThatLeadsOutIsNotRead() throws IOException {
        Files.createSymbolicLink(root.resolve("secret.py"), Path.of("/etc/passwd"));
        write("main.py", "x = 1\n");
        assertTrue(python(Map.of())
                .ask("missing_name", Map.of("file", "secret.py", "name", "json"))
                .fact("error")
                .isPresent());
    }
}
