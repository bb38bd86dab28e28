package com.nae.process.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refresh copies, keeps and removes. */
class SandboxCopyTest extends SandboxFixture {
    @Test
    void aCopyHasBytesPermissionsAndTimes() throws IOException {
        Path script = write(live, "run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        age(script, -5000);
        assertEquals(3, refresh());
        assertEquals("X = 1\n", read("lib/prices.py"));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("run.sh"))));
        assertEquals(Files.getLastModifiedTime(script), Files.getLastModifiedTime(copy.resolve("run.sh")));
        assertEquals(0, refresh());
    }

    @Test
    void aTrialEditSurvivesUntilLivesOwnFileChanges() throws IOException {
        refresh();
        write(copy, "main.py", "print('trial')\n");
        write(live, "lib/prices.py", "X = 2\n");
        assertEquals(1, refresh());
        assertEquals("print('trial')\n", read("main.py"));
        assertEquals("X = 2\n", read("lib/prices.py"));
        write(live, "main.py", "print(2)  # by hand\n");
        assertEquals(1, refresh());
        assertEquals("print(2)  # by hand\n", read("main.py"));
    }

    @Test
    void aTouchWithoutAChangeKeepsTheTrial() throws IOException {
        refresh();
        write(copy, "main.py", "print('trial')\n");
        age(live.resolve("main.py"), 100);
        assertEquals(0, refresh());
        assertEquals("print('trial')\n", read("main.py"));
    }

    @Test
    void aChangeThatKeepsTheSizeIsSeenByItsTime() throws IOException {
        refresh();
        age(write(live, "main.py", "print(9)\n"), 1);
        assertEquals(1, refresh());
        assertEquals("print(9)\n", read("main.py"));
    }

    @Test
    void whatTheProgramWroteStaysAndWhatLiveDeletedGoes() throws IOException {
        write(live, "old/gone.py", "x");
        write(live, "mixed/gone.py", "x");
        refresh();
        write(copy, "state.db", "mine");
        write(copy, "mixed/mine.txt", "mine");
        Files.delete(live.resolve("old/gone.py"));
        Files.delete(live.resolve("old"));
        Files.delete(live.resolve("mixed/gone.py"));
        Files.delete(live.resolve("mixed"));
        assertEquals(0, refresh());
        assertFalse(Files.exists(copy.resolve("old")));
        assertFalse(Files.exists(copy.resolve("mixed/gone.py")));
        assertEquals("mine", read("mixed/mine.txt"));
        assertEquals("mine", read("state.db"));
    }

    @Test
    void aFileMissingInTheSandboxComesBack() throws IOException {
        refresh();
        Files.delete(copy.resolve("main.py"));
        assertEquals(1, refresh());
    }

    @Test
    void byteCodeVersionControlAndPipesAreLeftOut() throws Exception {
        write(live, ".git/config", "x");
        write(live, "lib/__pycache__/prices.pyc", "x");
        write(live, "main.pyc", "x");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", live.resolve("pipe").toString())
                        .start()
                        .waitFor());
        assertEquals(2, refresh());
        assertFalse(Files.exists(copy.resolve(".git"))
                || Files.exists(copy.resolve("lib/__pycache__"))
                || Files.exists(copy.resolve("main.pyc"))
                || Files.exists(copy.resolve("pipe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"venv", ".venv", "node_modules", "ui/node_modules"})
    void installedPackagesAreLinked(String name) throws IOException {
        write(live, name + "/bin/python", "x");
        refresh();
        assertEquals(live.resolve(name), Files.readSymbolicLink(copy.resolve(name)));
        assertEquals(0, refresh());
    }

    @Test
    void aTreeThatIsTooLargeIsRefusedWithAdvice() {
        var small = new LiveTree.Bounds(8, 10);
        String message = assertThrows(
                        IOException.class, () -> new SandboxCopy(live, sandbox, "trader", small).refresh())
                .getMessage();
        assertTrue(message.contains("set sandbox.directory"), message);
        assertThrows(
                IOException.class,
                () -> new SandboxCopy(live, sandbox, "trader", new LiveTree.Bounds(1000, 1)).refresh());
        assertFalse(Files.exists(copy));
    }

    @Test
    void namesWithBlanksAndNewlinesAreKept() throws IOException {
        write(live, "a b\nc%.txt", "odd");
        assertEquals(3, refresh());
        assertEquals(0, refresh());
        assertEquals("odd", read("a b\nc%.txt"));
    }

    @Test
    void aFileMayBecomeAFolderAndAFileAgain() throws IOException {
        write(live, "x", "file");
        refresh();
        Files.delete(live.resolve("x"));
        write(live, "x/y", "in folder");
        refresh();
        assertEquals("in folder", read("x/y"));
        Files.delete(live.resolve("x/y"));
        Files.delete(live.resolve("x"));
        write(live, "x", "file");
        refresh();
        assertEquals("file", read("x"));
    }
}
