package com.nae.config;

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

/** A folder {@code config/} that is watched, with a check of processes: each has a command and nothing else. */
final class WatchedFolder {
    static final String TRADER = "com.nae.process~trader";
    private static final Map<String, ?> PROCESS =
            Map.of(ConfigurationCheck.PID, "com.nae.process", ConfigurationCheck.FACTORY, true);

    final Path config;
    final InMemoryConfigurationAdmin admin = new InMemoryConfigurationAdmin();
    ConfigurationFilesService service;
    private final Path home;

    WatchedFolder(Path home) throws IOException {
        this.home = home;
        config = Files.createDirectories(home.resolve("config"));
    }

    void start() throws IOException {
        startWithoutCheck();
        addCheck();
    }

    void startWithoutCheck() throws IOException {
        service = new ConfigurationFilesService(new Home(home, "dual"), admin.service());
    }

    void addCheck() {
        service.addCheck(
                (name, settings) -> {
                    settings.required("command");
                    settings.end();
                },
                PROCESS);
    }

    void stop() throws IOException, InterruptedException {
        service.deactivate();
    }

    Path write(String file, String text) throws IOException {
        return Files.writeString(config.resolve(file), text);
    }

    static void await(BooleanSupplier condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (!condition.getAsBoolean()) {
                LockSupport.parkNanos(2_000_000);
            }
        });
    }

    /** The command of the process trader, as it is in force. */
    Object command() {
        return admin.values(TRADER).get("command");
    }

    List<String> refusals() {
        return service.refusals().stream().map(Refusal::toString).toList();
    }
}
