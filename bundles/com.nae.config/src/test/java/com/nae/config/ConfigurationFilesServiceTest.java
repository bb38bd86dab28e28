package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Refusal;
import com.nae.api.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files dropped into the configuration folder: applied, changed, withdrawn or refused. */
class ConfigurationFilesServiceTest {
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
    void aDroppedFileIsAppliedAnEditedOneChangesAndADeletedOneIsWithdrawn() throws IOException {
        folder.start();
        Path file = folder.write("com.nae.process-trader.cfg", "command = one ${nae.home}\n");
        WatchedFolder.await(() -> ("one " + home).equals(folder.command()));
        assertEquals(
                Map.of("command", "one " + home, "nae.file", "com.nae.process-trader.cfg", "nae.name", "trader"),
                folder.admin.values(WatchedFolder.TRADER));
        Path temporary = folder.write(".com.nae.process-trader.cfg.swp", "command = two\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        WatchedFolder.await(() -> "two".equals(folder.command()));
        Files.delete(file);
        WatchedFolder.await(() -> folder.admin.configurations.isEmpty());
    }

    @Test
    void aBrokenFileIsRefusedWithKeyAndReasonAndItsPreviousContentStays() throws IOException {
        folder.start();
        Path file = folder.write("com.nae.process-trader.cfg", "command = one\n");
        WatchedFolder.await(() -> "one".equals(folder.command()));
        folder.write("com.nae.process-trader.cfg", "comand = two\n");
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        assertEquals(
                List.of("com.nae.process-trader.cfg: comand is not a known key; did you mean 'command'?"),
                folder.refusals());
        assertEquals("one", folder.command());
        folder.write("com.nae.process-trader.cfg", "command = three\n");
        WatchedFolder.await(
                () -> "three".equals(folder.command()) && folder.refusals().isEmpty());
        folder.write("com.nae.process-trader.cfg", "nonsense\n");
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        Files.delete(file);
        WatchedFolder.await(
                () -> folder.admin.configurations.isEmpty() && folder.refusals().isEmpty());
    }

    @Test
    void aHalfWrittenFileIsNotApplied() throws IOException {
        folder.start();
        folder.write("com.nae.process-trader.cfg", "command = python3 -c 'print(1)");
        folder.write("com.nae.process-later.cfg", "command = finished\n");
        WatchedFolder.await(() -> folder.admin.configurations.containsKey("com.nae.process~later"));
        assertFalse(folder.admin.configurations.containsKey(WatchedFolder.TRADER));
        Files.writeString(folder.config.resolve("com.nae.process-trader.cfg"), "'\n", StandardOpenOption.APPEND);
        WatchedFolder.await(() -> "python3 -c 'print(1)'".equals(folder.command()));
        assertEquals(2, folder.admin.updates.get());
    }

    @Test
    void aTouchedFileWithTheSameContentChangesNothing() throws IOException {
        folder.start();
        folder.write("com.nae.process-trader.cfg", "command = one\n");
        WatchedFolder.await(() -> "one".equals(folder.command()));
        folder.write("com.nae.process-trader.cfg", "command = one\n");
        folder.write("com.nae.process-after.cfg", "command = x\n");
        WatchedFolder.await(() -> folder.admin.configurations.size() == 2);
        assertEquals(2, folder.admin.updates.get());
    }

    @Test
    void aFileWaitsForItsCheckAndIsRefusedOnlyWhenNoneComes() throws IOException {
        folder.write("com.nae.process-trader.cfg", "command = one\n");
        folder.write("com.nae.nothing.cfg", "a = 1\n");
        folder.startWithoutCheck();
        WatchedFolder.await(() -> folder.refusals().size() == 2);
        assertEquals(
                "com.nae.nothing.cfg: no bundle reads com.nae.nothing.cfg",
                folder.refusals().get(0));
        folder.addCheck();
        WatchedFolder.await(
                () -> "one".equals(folder.command()) && folder.refusals().size() == 1);
    }

    @Test
    void filesThatAreNoTextFilesAreRefused() throws IOException {
        folder.start();
        Files.createDirectory(folder.config.resolve("com.nae.process-folder.cfg"));
        folder.write("com.nae.process-large.cfg", "# " + "x".repeat(ConfigurationValidator.MAX_BYTES) + "\n");
        folder.write("com.nae.process-bad name.cfg", "command = x\n");
        WatchedFolder.await(() -> folder.refusals().size() == 3);
        assertTrue(
                folder.refusals().get(0).startsWith("com.nae.process-bad name.cfg: has an invalid name after the dash"),
                folder.refusals().get(0));
        assertEquals(
                "com.nae.process-folder.cfg: is not a regular file",
                folder.refusals().get(1));
        assertEquals(
                "com.nae.process-large.cfg: is larger than 256 KB",
                folder.refusals().get(2));
        assertEquals(3, folder.service.checkAll().size());
    }

    @Test
    void allProblemsOfAFileAreReportedTheMisspeltKeyFirst() throws IOException {
        folder.start();
        Path file = folder.write(
                "com.nae.process-trader.cfg",
                "nonsense\ncomand = ${env:NO_SUCH_VARIABLE_HERE}\ncomand2 = x\nzzz = 1\n");
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        List<String> all = List.of(
                "line 1 has no '='",
                "comand refers to ${env:NO_SUCH_VARIABLE_HERE}, which is not set",
                "comand2 is not a known key; did you mean 'command'?",
                "zzz is not a known key");
        assertEquals(
                all.stream()
                        .map(problem -> "com.nae.process-trader.cfg: " + problem)
                        .toList(),
                folder.refusals());
        assertEquals(
                folder.refusals(),
                folder.service.check(file).stream().map(Refusal::toString).toList());
    }

    @Test
    void aCheckThatThrowsRefusesTheFileAndHarmsNothingElse() throws IOException {
        folder.start();
        folder.service.addCheck(
                (name, settings) -> {
                    throw new IllegalStateException("boom");
                },
                Map.of(ConfigurationCheck.PID, "com.nae.health"));
        Path file = folder.write("com.nae.health.cfg", "a = 1\n");
        WatchedFolder.await(() -> !folder.refusals().isEmpty());
        assertEquals(
                "com.nae.health.cfg: could not be checked: java.lang.IllegalStateException: boom",
                folder.refusals().get(0));
        assertEquals(
                folder.refusals(),
                folder.service.check(file).stream().map(Refusal::toString).toList());
    }

    @Test
    void whatAValidFileDoesNotGetHereIsNoted() throws IOException {
        folder.startWithoutCheck();
        folder.service.addCheck(
                new ConfigurationCheck() {
                    @Override
                    public void check(String name, Settings settings) {
                        settings.required("command");
                    }

                    @Override
                    public List<String> notes(String name, Settings settings) {
                        return List.of(settings.required("command") + " is not here, " + name);
                    }
                },
                Map.of(ConfigurationCheck.PID, "com.nae.process", ConfigurationCheck.FACTORY, true));
        Path file = folder.write("com.nae.process-trader.cfg", "command = one\n");
        folder.write("com.nae.process-broken.cfg", "x = one\n");
        List<String> expected = List.of("com.nae.process-trader.cfg: one is not here, trader");
        assertEquals(expected, folder.service.notes(file));
        assertEquals(expected, folder.service.allNotes(), "a refused file has no notes");
        assertEquals(1, folder.service.checkAll().size());
    }
}
