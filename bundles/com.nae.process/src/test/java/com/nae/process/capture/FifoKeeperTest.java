package com.nae.process.capture;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.process.posix.Libc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoKeeperTest {
    @TempDir
    private Path folder;

    @Test
    void oneThatComesUpAfterItsRuntimeHasStoppedEndsAndLeavesNothingBehind() throws Exception {
        Path commands = folder.resolve("keeper.orders");
        Libc.check(Libc.mkfifo(commands.toString(), 0600), "mkfifo");
        try (FileChannel runtime = FileChannel.open(commands, READ, WRITE)) {
            Process keeper = keeper(commands);
            Files.delete(commands);
            runtime.write(ByteBuffer.wrap(
                    ("hold 20 " + folder.resolve("gone") + "\nend\n").getBytes(StandardCharsets.UTF_8)));
            assertEndsAtOnce(keeper);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** It was seen to ask a plain file for commands without a pause, for hours. */
    @Test
    void oneWhoseCommandsComeFromAPlainFileEnds() throws Exception {
        assertEndsAtOnce(keeper(Files.createFile(folder.resolve("keeper.orders"))));
    }

    private static Process keeper(Path commands) throws IOException {
        return new ProcessBuilder("bash", "-c", FifoKeeper.SCRIPT, "nae-keeper", commands.toString())
                .redirectInput(commands.toFile())
                .start();
    }

    private static void assertEndsAtOnce(Process keeper) throws InterruptedException {
        try {
            assertTrue(
                    keeper.waitFor(50, TimeUnit.SECONDS), "it ends at once, and not only when it looks for its home");
            assertEquals(0, keeper.exitValue());
        } finally {
            keeper.destroyForcibly();
        }
    }
}
