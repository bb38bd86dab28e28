package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files over restarts of NAE, moves of the folder and in great number. */
class ConfigurationRestartTest {
    @TempDir
    private Path home;

    private WatchedFolder folder;

    @BeforeEach
    void folder() throws IOException {
        folder = new WatchedFolder(home);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        folder.stop();
    }

    @Test
    void aFileThatWasBrokenWhileNaeDidNotRunKeepsItsPreviousContentInForce() throws IOException, InterruptedException {
        folder.start();
        Path file = folder.write("com.nae.process-trader.cfg", "command = one\n");
        WatchedFolder.await(() -> "one".equals(folder.command()));
        folder.stop();
        folder.admin.configurations.clear();
        folder.write("com.nae.process-trader.cfg", "comand = two\n");
        folder.start();
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        WatchedFolder.await(() -> "one".equals(folder.command()));
        folder.stop();
        folder.admin.configurations.clear();
        Files.delete(file);
        folder.start();
        folder.write("com.nae.process-after.cfg", "command = x\n");
        WatchedFolder.await(() -> folder.admin.configurations.containsKey("com.nae.process~after"));
        folder.write("com.nae.process-trader.cfg", "comand = two\n");
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        assertEquals(
                Map.of(), folder.admin.values(WatchedFolder.TRADER), "the content of a deleted file is not restored");
    }

    @Test
    void aConfigurationOfAnEarlierRunIsRemovedWithItsFile() throws IOException, InterruptedException {
        folder.write("com.nae.process-trader.cfg", "command = one\n");
        folder.start();
        WatchedFolder.await(() -> "one".equals(folder.command()));
        folder.stop();
        Files.delete(folder.config.resolve("com.nae.process-trader.cfg"));
        folder.start();
        WatchedFolder.await(() -> folder.admin.configurations.isEmpty());
    }

    @Test
    void configurationsStayInForceWhileTheFolderIsMovedAway() throws IOException {
        folder.start();
        folder.write("com.nae.process-trader.cfg", "command = one\n");
        WatchedFolder.await(() -> "one".equals(folder.command()));
        Path away = Files.move(folder.config, home.resolve("config.bak"));
        Files.writeString(away.resolve("com.nae.process-trader.cfg"), "command = two\n");
        Files.move(away, folder.config);
        WatchedFolder.await(() -> "two".equals(folder.command()));
        assertEquals(2, folder.admin.updates.get());
    }

    @Test
    void fiveHundredFilesAreAllAppliedAtStart() throws IOException {
        for (int i = 0; i < 500; i++) {
            folder.write("com.nae.process-w" + i + ".cfg", "command = sleep " + i + "\n");
        }
        folder.start();
        WatchedFolder.await(() -> folder.admin.configurations.size() == 500);
        assertEquals(List.of(), folder.service.refusals());
    }
}
