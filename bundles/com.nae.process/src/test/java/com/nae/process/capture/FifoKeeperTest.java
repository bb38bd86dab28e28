package com.nae.process.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoKeeperTest {
    @TempDir
    private Path folder;

    /** It was seen to ask a plain file for orders without a pause, for hours. */
    @Test
    void oneThatComesUpAfterItsRuntimeHasStoppedEnds() throws Exception {
        Process keeper = new ProcessBuilder(
                        "bash",
                        "-c",
                        FifoKeeper.SCRIPT,
                        "nae-keeper",
                        folder.resolve("keeper.orders").toString())
                .start();
        try {
            assertTrue(
                    keeper.waitFor(50, TimeUnit.SECONDS), "it ends at once, and not only when it looks for its home");
            assertEquals(0, keeper.exitValue());
        } finally {
            keeper.destroyForcibly();
        }
    }
}
