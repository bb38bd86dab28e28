package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.config.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration folder by a clock that goes on while the folder is looked at. */
class ConfigurationFolderTest {
    private static final int FILES = 60;
    private static final long CHECK_MILLIS = 3;

    @TempDir
    private Path home;

    private final InMemoryConfigurationAdmin admin = new InMemoryConfigurationAdmin();
    private final ManualScheduler scheduler = new ManualScheduler();
    private Path config;
    private ConfigurationFolder folder;

    /** A thread whose clock goes on with each reading, as that of a busy machine does. */
    private static final class ManualScheduler implements ConfigurationFolder.Scheduler {
        private record Task(long due, Runnable work) {}

        private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
        private long now;
        private long millisPerReading;

        @Override
        public void after(long millis, Runnable work) {
            tasks.add(new Task(now + millis, work));
        }

        @Override
        public long now() {
            now += millisPerReading;
            return now;
        }

        void runDue() {
            while (!tasks.isEmpty() && tasks.peek().due() <= now) {
                tasks.poll().work().run();
            }
        }

        void runAll() {
            while (!tasks.isEmpty()) {
                now = Math.max(now, tasks.peek().due());
                runDue();
            }
        }
    }

    @BeforeEach
    void emptyFolder() throws IOException {
        config = Files.createDirectories(home.resolve("config"));
        ConfigurationCheckRegistry checks = new ConfigurationCheckRegistry();
        checks.add(
                ConfigurationCheckRegistry.CheckTarget.of(
                        Map.of(ConfigurationCheck.PID, "com.nae.process", ConfigurationCheck.FACTORY, true)),
                (name, settings) -> {
                    scheduler.now += CHECK_MILLIS;
                    settings.required("command");
                });
        folder = new ConfigurationFolder(
                config,
                new ConfigurationValidator(new ConfigurationVariables(home.toString(), name -> null), checks),
                new ActiveConfigurations(
                        new ConfigAdminStore(admin.service()), new LastGoodStore(home.resolve("data/config"))),
                scheduler);
        folder.scanAll();
    }

    private static String file(int number) {
        return "com.nae.process-p" + number + ".cfg";
    }

    private void write(int number, String content) throws IOException {
        Files.writeString(config.resolve(file(number)), content);
        folder.filesChanged(Set.of(file(number)));
        scheduler.runDue();
    }

    private void delete(int number) throws IOException {
        Files.delete(config.resolve(file(number)));
        folder.filesChanged(Set.of(file(number)));
        scheduler.runDue();
    }

    /** A file was seen to be dropped: the clock had gone on between two readings for one decision. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 19, 61})
    void eachFileAScriptWritesIsTakenOnceAndEachItDeletesIsWithdrawnOnce(long millisPerReading) throws IOException {
        scheduler.millisPerReading = millisPerReading;
        for (int number = 0; number < FILES; number++) {
            write(number, "command = run " + number + "\n");
        }
        scheduler.runAll();
        assertEquals(FILES, admin.updates.get());
        assertEquals(commands(FILES), activeCommands());
        for (int number = FILES / 2; number < FILES; number++) {
            delete(number);
        }
        scheduler.runAll();
        assertEquals(commands(FILES / 2), activeCommands());
        assertEquals(FILES / 2, admin.deletions.get());
        assertEquals(FILES, admin.updates.get());
        assertEquals(List.of(), folder.refusals());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 19, 61})
    void eachBrokenFileAScriptWritesIsRefusedAndEachItRepairsIsTaken(long millisPerReading) throws IOException {
        scheduler.millisPerReading = millisPerReading;
        for (int number = 0; number < FILES; number++) {
            write(number, "nonsense\n");
        }
        scheduler.runAll();
        assertEquals(
                FILES, folder.refusals().stream().map(r -> r.file()).distinct().count());
        for (int number = 0; number < FILES; number++) {
            write(number, "command = run " + number + "\n");
        }
        scheduler.runAll();
        assertEquals(List.of(), folder.refusals());
        assertEquals(commands(FILES), activeCommands());
    }

    private static List<String> commands(int count) {
        return IntStream.range(0, count).mapToObj(n -> "run " + n).sorted().toList();
    }

    private List<Object> activeCommands() {
        return admin.configurations.keySet().stream()
                .map(pid -> admin.values(pid).get("command"))
                .sorted()
                .toList();
    }
}
