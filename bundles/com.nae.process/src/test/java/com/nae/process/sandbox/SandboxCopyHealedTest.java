package com.nae.process.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a repair in the copy when live gets other files afterwards. */
class SandboxCopyHealedTest extends SandboxFixture {
    private static final String BROKEN = "print(1)\n";
    private static final String HEALED = "print(2)\n";

    private FileTime old;

    /** The repair is tried in the copy; {@link #promoted} makes it in live, too. */
    @BeforeEach
    void aTrial() throws IOException {
        age(live.resolve("main.py"), -7200);
        old = Files.getLastModifiedTime(live.resolve("main.py"));
        refresh();
        write(copy, "main.py", HEALED);
    }

    private void promoted() throws IOException {
        write(live, "main.py", HEALED);
        noteLive();
    }

    private void noteLive() throws IOException {
        new SandboxCopy(live, sandbox, "trader").noteLive();
    }

    @Test
    void anUnhealedFileThatComesBackWithItsOldTimeAndSizeIsCopied() throws IOException {
        promoted();
        Files.setLastModifiedTime(write(live, "main.py", BROKEN), old);
        assertEquals(1, refresh());
        assertEquals(BROKEN, read("main.py"));
    }

    @Test
    void anUnhealedFileThatComesBackWithANewTimeIsCopied() throws IOException {
        promoted();
        age(write(live, "main.py", BROKEN), 5);
        assertEquals(1, refresh());
        assertEquals(BROKEN, read("main.py"));
    }

    @Test
    void aRefreshBetweenRepairAndReturnChangesNothingOfThat() throws IOException {
        write(live, "main.py", HEALED);
        assertEquals(0, refresh());
        Files.setLastModifiedTime(write(live, "main.py", BROKEN), old);
        assertEquals(1, refresh());
        assertEquals(BROKEN, read("main.py"));
    }

    @Test
    void anEarlierReleaseInAFolderThatIsSwappedIsCopied() throws IOException {
        promoted();
        Files.move(live, root.resolve("release-2"));
        Files.setLastModifiedTime(write(live, "main.py", BROKEN), old);
        assertEquals(1, refresh());
        assertEquals(BROKEN, read("main.py"));
        assertFalse(Files.exists(copy.resolve("lib/prices.py")));
    }

    @Test
    void aTrialInProgressStaysWhenLiveStarts() throws IOException {
        noteLive();
        assertEquals(0, refresh());
        assertEquals(HEALED, read("main.py"));
    }

    @Test
    void whatTheProgramWroteItselfStays() throws IOException {
        promoted();
        write(copy, "lib/prices.py", "X = 'kept by the program'\n");
        noteLive();
        refresh();
        assertEquals("X = 'kept by the program'\n", read("lib/prices.py"));
    }

    @Test
    void noCopyAndNoLiveDirectoryAreNoFailure() throws IOException {
        Path manifest = sandbox.resolve(".trader.manifest");
        Files.delete(manifest);
        noteLive();
        assertFalse(Files.exists(manifest));
        refresh();
        Files.move(live, root.resolve("away"));
        noteLive();
        assertEquals(BROKEN, read("main.py"));
    }
}
