package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Refusal;
import com.nae.api.operation.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files over restarts of NAE, moves of the folder and in great number. */
class ConfigurationRestartTest {
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
    void aFileThatWasBrokenWhileNaeDidNotRunKeepsItsPreviousContentInForce() throws IOException, InterruptedException {
        start();
        Path file = write("com.nae.process-trader.cfg", "command = one\n");
        await(() -> "one".equals(command()));
        service.deactivate();
        admin.configurations.clear();
        write("com.nae.process-trader.cfg", "comand = two\n");
        start();
        await(() -> !refusals().isEmpty());
        await(() -> "one".equals(command()));
        service.deactivate();
        admin.configurations.clear();
        Files.delete(file);
        start();
        write("com.nae.process-after.cfg", "command = x\n");
        await(() -> admin.configurations.containsKey("com.nae.process~after"));
        write("com.nae.process-trader.cfg", "comand = two\n");
        await(() -> !refusals().isEmpty());
        assertEquals(Map.of(), admin.values(TRADER), "the content of a deleted file is not restored");
    }

    @Test
    void aConfigurationOfAnEarlierRunIsRemovedWithItsFile() throws IOException, InterruptedException {
        write("com.nae.process-trader.cfg", "command = one\n");
        start();
        await(() -> "one".equals(command()));
        service.deactivate();
        Files.delete(config.resolve("com.nae.process-trader.cfg"));
        start();
        await(() -> admin.configurations.isEmpty());
    }

    @Test
    void configurationsStayInForceWhileTheFolderIsMovedAway() throws IOException {
        start();
        write("com.nae.process-trader.cfg", "command = one\n");
        await(() -> "one".equals(command()));
        Path away = Files.move(config, home.resolve("config.bak"));
        Files.writeString(away.resolve("com.nae.process-trader.cfg"), "command = two\n");
        Files.move(away, config);
        await(() -> "two".equals(command()));
        assertEquals(2, admin.updates.get());
    }

    @Test
    void fiveHundredFilesAreAllAppliedAtStart() throws IOException {
        for (int i = 0; i < 500; i++) {
            write("com.nae.process-w" + i + ".cfg", "command = sleep " + i + "\nautostart = true\n".substring(0, 1));
        }
        start();
        await(() -> admin.configurations.size() == 500);
        assertEquals(List.of(), service.refusals());
    }
}
