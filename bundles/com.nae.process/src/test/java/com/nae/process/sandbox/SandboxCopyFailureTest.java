package com.nae.process.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that lead out, damage, crashes and limits. */
class SandboxCopyFailureTest extends SandboxFixture {
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
    void aMissingDirectoryIsReportedAndTheCopyKept() throws IOException {
        refresh();
        Path moved = Files.move(live, root.resolve("moved"));
        assertTrue(assertThrows(IOException.class, this::refresh).getMessage().contains("is not there"));
        assertEquals("print(1)\n", read("main.py"));
        assertTrue(Files.exists(moved));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\n", "nae sandbox copy 1 of x\n1 2", "\0\0\0\0"})
    void aDamagedManifestLeadsToAFreshCopyOfLive(String damaged) throws IOException {
        refresh();
        write(copy, "main.py", "half");
        Files.writeString(sandbox.resolve(".trader.manifest"), damaged);
        assertEquals(1, refresh());
        assertEquals("print(1)\n", read("main.py"));
    }

    @Test
    void aFolderInThePlaceOfAFileIsReportedAndNoHalfCopyIsLeft() throws IOException {
        refresh();
        Files.delete(copy.resolve("main.py"));
        write(copy, "main.py/mine.txt", "mine");
        assertEquals(
                copy.resolve("main.py") + " is a folder in the sandbox but a file in live; remove it",
                assertThrows(IOException.class, this::refresh).getMessage());
        assertEquals("mine", read("main.py/mine.txt"));
        assertFalse(Files.exists(sandbox.resolve(".trader.tmp")));
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

    /** The folder appears when all files are in it. */
    @Test
    void theFirstCopyIsThereAsAWholeOrNotAtAll() throws IOException {
        write(sandbox, ".trader.new/main.py", "of a first copy that was broken off");
        var small = new LiveTree.Bounds(4, 10);
        assertThrows(IOException.class, () -> new SandboxCopy(live, sandbox, "trader", small).refresh());
        assertFalse(Files.exists(copy));
        assertFalse(new SandboxCopy(live, sandbox, "trader").isComplete());
        assertEquals(2, refresh());
        assertEquals("print(1)\n", read("main.py"));
        assertTrue(new SandboxCopy(live, sandbox, "trader").isComplete());
        assertFalse(Files.exists(sandbox.resolve(".trader.new")));
        assertFalse(new SandboxCopy(root.resolve("elsewhere"), sandbox, "trader").isComplete());
    }
}
