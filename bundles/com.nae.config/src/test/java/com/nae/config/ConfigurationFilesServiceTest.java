package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Refusal;
import com.nae.api.operation.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesServiceTest {
    private static final Map<String, ?> PROCESS =
            Map.of(ConfigurationCheck.PID, "com.nae.process", ConfigurationCheck.FACTORY, true);
    private static final String TRADER = "com.nae.process~trader";

    @TempDir
    private Path home;

    private Path config;
    private final InMemoryConfigurationAdmin admin = new InMemoryConfigurationAdmin();
    private final ConfigurationCheck check = (name, settings) -> {
        settings.required("command");
        settings.end();
    };
    private ConfigurationFilesService service;

    @BeforeEach
    void folder() throws IOException {
        config = Files.createDirectories(home.resolve("config"));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        service.deactivate();
    }

    private void start() throws IOException {
        service = new ConfigurationFilesService(new Home(home, "dual"), admin.service());
        service.addCheck(check, PROCESS);
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(config.resolve(file), text);
    }

    private static void await(BooleanSupplier condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (!condition.getAsBoolean()) {
                LockSupport.parkNanos(2_000_000);
            }
        });
    }

    private Object command() {
        return admin.values(TRADER).get("command");
    }

    private List<String> refusals() {
        return service.refusals().stream().map(Refusal::toString).toList();
    }

    @Test
    void aDroppedFileIsAppliedAnEditedOneChangesAndADeletedOneIsWithdrawn() throws IOException {
        start();
        Path file = write("com.nae.process-trader.cfg", "command = one ${nae.home}\n");
        await(() -> ("one " + home).equals(command()));
        assertEquals(
                Map.of("command", "one " + home, "nae.file", "com.nae.process-trader.cfg", "nae.name", "trader"),
                admin.values(TRADER));
        Path temporary = write(".com.nae.process-trader.cfg.swp", "command = two\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await(() -> "two".equals(command()));
        Files.delete(file);
        await(() -> admin.configurations.isEmpty());
    }

    @Test
    void aBrokenFileIsRefusedWithKeyAndReasonAndItsPreviousContentStays() throws IOException {
        start();
        Path file = write("com.nae.process-trader.cfg", "command = one\n");
        await(() -> "one".equals(command()));
        write("com.nae.process-trader.cfg", "comand = two\n");
        await(() -> !refusals().isEmpty());
        assertEquals(
                List.of("com.nae.process-trader.cfg: comand is not a known key; did you mean 'command'?"), refusals());
        assertEquals("one", command());
        write("com.nae.process-trader.cfg", "command = three\n");
        await(() -> "three".equals(command()) && refusals().isEmpty());
        write("com.nae.process-trader.cfg", "nonsense\n");
        await(() -> !refusals().isEmpty());
        Files.delete(file);
        await(() -> admin.configurations.isEmpty() && refusals().isEmpty());
    }

    @Test
    void aHalfWrittenFileIsNotApplied() throws IOException {
        start();
        write("com.nae.process-trader.cfg", "command = python3 -c 'print(1)");
        write("com.nae.process-later.cfg", "command = finished\n");
        await(() -> admin.configurations.containsKey("com.nae.process~later"));
        assertFalse(admin.configurations.containsKey(TRADER));
        Files.writeString(config.resolve("com.nae.process-trader.cfg"), "'\n", StandardOpenOption.APPEND);
        await(() -> "python3 -c 'print(1)'".equals(command()));
        assertEquals(2, admin.updates.get());
    }

    @Test
    void aTouchedFileWithTheSameContentChangesNothing() throws IOException {
        start();
        write("com.nae.process-trader.cfg", "command = one\n");
        await(() -> "one".equals(command()));
        write("com.nae.process-trader.cfg", "command = one\n");
        write("com.nae.process-after.cfg", "command = x\n");
        await(() -> admin.configurations.size() == 2);
        assertEquals(2, admin.updates.get());
    }

    @Test
    void aFileWaitsForItsCheckAndIsRefusedOnlyWhenNoneComes() throws IOException {
        write("com.nae.process-trader.cfg", "command = one\n");
        write("com.nae.nothing.cfg", "a = 1\n");
        service = new ConfigurationFilesService(new Home(home, "dual"), admin.service());
        await(() -> refusals().size() == 2);
        assertEquals(
                "com.nae.nothing.cfg: no bundle reads com.nae.nothing.cfg",
                refusals().get(0));
        service.addCheck(check, PROCESS);
        await(() -> "one".equals(command()) && refusals().size() == 1);
    }

    @Test
    void filesThatAreNoTextFilesAreRefused() throws IOException {
        start();
        Files.createDirectory(config.resolve("com.nae.process-folder.cfg"));
        write("com.nae.process-large.cfg", "# " + "x".repeat(ConfigurationValidator.MAX_BYTES) + "\n");
        write("com.nae.process-bad name.cfg", "command = x\n");
        await(() -> refusals().size() == 3);
        assertTrue(
                refusals().get(0).startsWith("com.nae.process-bad name.cfg: has an invalid name after the dash"),
                refusals().get(0));
        assertEquals(
                "com.nae.process-folder.cfg: is not a regular file", refusals().get(1));
        assertEquals(
                "com.nae.process-large.cfg: is larger than 256 KB", refusals().get(2));
        assertEquals(3, service.checkAll().size());
    }

    @Test
    void allProblemsOfAFileAreReportedTheMisspeltKeyFirst() throws IOException {
        start();
        Path file = write(
                "com.nae.process-trader.cfg",
                "nonsense\ncomand = ${env:NO_SUCH_VARIABLE_HERE}\ncomand2 = x\nzzz = 1\n");
        await(() -> !refusals().isEmpty());
        List<String> all = List.of(
                "line 1 has no '='",
                "comand refers to ${env:NO_SUCH_VARIABLE_HERE}, which is not set",
                "comand2 is not a known key; did you mean 'command'?",
                "zzz is not a known key");
        assertEquals(
                all.stream()
                        .map(problem -> "com.nae.process-trader.cfg: " + problem)
                        .toList(),
                refusals());
        assertEquals(
                refusals(), service.check(file).stream().map(Refusal::toString).toList());
    }

    @Test
    void aCheckThatThrowsRefusesTheFileAndHarmsNothingElse() throws IOException {
        start();
        service.addCheck(
                (name, settings) -> {
                    throw new IllegalStateException("boom");
                },
                Map.of(ConfigurationCheck.PID, "com.nae.health"));
        Path file = write("com.nae.health.cfg", "a = 1\n");
        await(() -> !refusals().isEmpty());
        assertEquals(
                "com.nae.health.cfg: could not be checked: java.lang.IllegalStateException: boom",
                refusals().get(0));
        assertEquals(
                refusals(), service.check(file).stream().map(Refusal::toString).toList());
    }
}
