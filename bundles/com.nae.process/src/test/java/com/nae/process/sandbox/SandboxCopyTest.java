package com.nae.process.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxCopyTest {
    @TempDir
    private Path root;

    private Path live;
    private Path copy;
    private Path sandbox;

    @BeforeEach
    void aProgramOfTwoFiles() throws IOException {
        live = Files.createDirectories(root.resolve("app"));
        sandbox = root.resolve("data/sandbox");
        copy = sandbox.resolve("trader");
        write(live, "main.py", "print(1)\n");
        write(live, "lib/prices.py", "X = 1\n");
    }

    private int refresh() throws IOException {
        return new SandboxCopy(live, sandbox, "trader").refresh();
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + seconds * 1000L));
    }

    private String read(String name) throws IOException {
        return Files.readString(copy.resolve(name));
    }

    @Test
    void copiesBytesPermissionsAndTimes() throws IOException {
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
    void leavesOutByteCodeVersionControlAndPipes() throws Exception {
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
    void linksStayInsideOrAreLeftOut() throws IOException {
        Path outside = write(root, "secret", "s");
        Files.createSymbolicLink(live.resolve("relative"), Path.of("lib/prices.py"));
        Files.createSymbolicLink(live.resolve("lib/up"), Path.of("../main.py"));
        Files.createSymbolicLink(live.resolve("absolute"), live.resolve("main.py"));
        Files.createSymbolicLink(live.resolve("out"), outside);
        Files.createSymbolicLink(live.resolve("out2"), Path.of("../secret"));
        Files.createSymbolicLink(live.resolve("dangling"), Path.of("../../nowhere"));
        refresh();
        assertEquals(Path.of("lib/prices.py"), Files.readSymbolicLink(copy.resolve("relative")));
        assertEquals(Path.of("main.py"), Files.readSymbolicLink(copy.resolve("absolute")));
        assertTrue(copy.resolve("lib/up").toRealPath().startsWith(copy.toRealPath()));
        for (String name : new String[] {"out", "out2", "dangling"}) {
            assertFalse(Files.exists(copy.resolve(name), LinkOption.NOFOLLOW_LINKS), name);
        }
    }

    @Test
    void aLinkInTheCopyDoesNotLeadARefreshBackToLive() throws IOException {
        refresh();
        Files.delete(copy.resolve("lib/prices.py"));
        Files.delete(copy.resolve("lib"));
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.createSymbolicLink(copy.resolve("lib"), elsewhere);
        assertTrue(assertThrows(IOException.class, this::refresh).getMessage().contains("leads out of the sandbox"));
        assertFalse(Files.exists(elsewhere.resolve("prices.py")));
    }

    @Test
    void aTreeTooLargeIsRefusedInWords() {
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
    void aMissingDirectoryIsToldAndTheCopyKept() throws IOException {
        refresh();
        Path moved = Files.move(live, root.resolve("moved"));
        assertTrue(assertThrows(IOException.class, this::refresh).getMessage().contains("is not there"));
        assertEquals("print(1)\n", read("main.py"));
        assertTrue(Files.exists(moved));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\n", "nae sandbox copy 1 of x\n1 2", "\0\0\0\0"})
    void aDamagedManifestLeadsToWhatLiveIs(String damaged) throws IOException {
        refresh();
        write(copy, "main.py", "half");
        Files.writeString(sandbox.resolve(".trader.manifest"), damaged);
        assertEquals(1, refresh());
        assertEquals("print(1)\n", read("main.py"));
    }

    /** A crash after any file: the next refresh finds some copied and the manifest old. */
    @Test
    void anInterruptedRefreshIsCompleted() throws IOException {
        refresh();
        byte[] manifest = Files.readAllBytes(sandbox.resolve(".trader.manifest"));
        write(copy, "own.txt", "mine");
        write(live, "main.py", "print(22)\n");
        write(live, "new.py", "n");
        refresh();
        Files.write(sandbox.resolve(".trader.manifest"), manifest);
        Files.delete(copy.resolve("new.py"));
        write(sandbox, ".trader.tmp", "half a fi");
        assertEquals(1, refresh());
        assertEquals("print(22)\n", read("main.py"));
        assertEquals("n", read("new.py"));
        assertEquals("mine", read("own.txt"));
        try (Stream<Path> files = Files.list(sandbox)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void namesWithBlanksAndNewlinesAreKept() throws IOException {
        write(live, "a b\nc%.txt", "odd");
        assertEquals(3, refresh());
        assertEquals(0, refresh());
        assertEquals("odd", read("a b\nc%.txt"));
    }

    @Test
    void aFileThatBecomesAFolderAndBack() throws IOException {
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
