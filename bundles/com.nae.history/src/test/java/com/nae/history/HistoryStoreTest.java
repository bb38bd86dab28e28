package com.nae.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.ResourcePoint;
import com.nae.api.operation.Home;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class HistoryStoreTest {
    private static final InstanceId TRADER = InstanceId.parse("trader@live");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(1));

    @TempDir
    Path root;

    private final List<HistoryStore> opened = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createDirectories(root.resolve("logs"));
    }

    @AfterEach
    void close() {
        opened.forEach(HistoryStore::stop);
    }

    private HistoryStore store() {
        HistoryStore store = new HistoryStore(new Home(root, "dual"), Config.of(new Settings(Map.of())));
        opened.add(store);
        return store;
    }

    private static ResourceSample sample(Instant at, double cpu, long memory) {
        return new ResourceSample(
                TRADER,
                at,
                OptionalDouble.of(cpu),
                OptionalLong.of(memory),
                OptionalLong.empty(),
                OptionalLong.of(4),
                1,
                Duration.ofHours(1),
                0,
                OptionalDouble.of(2),
                Optional.empty());
    }

    private static ProcessEvent event(
            ProcessState before, ProcessState now, int restarts, boolean exited, String reason) {
        return new ProcessEvent(
                before,
                new ProcessStatus(
                        TRADER,
                        now,
                        reason,
                        NOW,
                        OptionalLong.empty(),
                        Optional.empty(),
                        restarts,
                        Optional.of(new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), NOW)),
                        false,
                        false,
                        Optional.empty()),
                exited,
                NOW);
    }

    private static List<String> words(List<HistoryEvent> events) {
        return events.stream()
                .map(e -> e.instance() + " " + e.kind().word() + " " + e.text())
                .toList();
    }

    private Connection tool() throws SQLException {
        return new JDBC().connect(JDBC.PREFIX + root.resolve("data/nae.db"), new Properties());
    }

    @Test
    void whatHappenedIsToldInOrderWithItsReasons() {
        HistoryStore store = store();
        store.changed(event(ProcessState.STOPPED, ProcessState.STARTING, 0, false, ""));
        store.changed(event(ProcessState.STARTING, ProcessState.RUNNING, 0, false, ""));
        store.changed(event(ProcessState.RUNNING, ProcessState.RUNNING, 0, false, "only a new reason"));
        store.changed(event(ProcessState.RUNNING, ProcessState.BACKOFF, 0, true, "next try in 1 s"));
        store.changed(event(ProcessState.BACKOFF, ProcessState.STARTING, 1, false, "next try in 1 s"));
        store.changed(
                TRADER,
                HealthReport.healthy(NOW),
                new HealthReport(HealthLevel.DEGRADED, List.of("a\u001b[31mb\n"), NOW));
        assertEquals(
                List.of(
                        "trader@live state STARTING",
                        "trader@live state RUNNING",
                        "trader@live state BACKOFF (exit code 1): next try in 1 s",
                        "trader@live restart started again, restart 1: next try in 1 s",
                        "trader@live level HEALTHY → DEGRADED: a [31mb"),
                words(store.events("trader", Instant.EPOCH, END, 10)));
        store.changed(event(ProcessState.RUNNING, ProcessState.FATAL, 1, true, "exit code 1; 3 restarts did not help"));
        assertEquals(
                "trader@live state FATAL: exit code 1; 3 restarts did not help",
                words(store.events("trader", Instant.EPOCH, END, 1)).get(0),
                "said once");
        assertEquals(2, store.events("trader", Instant.EPOCH, END, 2).size());
        assertEquals(6, store.events("", Instant.EPOCH, END, 10).size());
        assertEquals(List.of(), store.events("other", Instant.EPOCH, END, 10));
        assertEquals(List.of("trader"), store.processes());
    }

    @Test
    void samplesAreReadBackAndWhatWasNotKnownIsAbsent() {
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 12.34, 5 << 20), sample(NOW.plusSeconds(30), 50, 6 << 20)));
        List<ResourcePoint> points = store.samples(TRADER, NOW, NOW.plusSeconds(30));
        assertEquals(
                List.of(new ResourcePoint(
                        NOW,
                        Duration.ZERO,
                        OptionalDouble.of(12.3),
                        OptionalDouble.of(12.3),
                        OptionalLong.of(5 << 20),
                        OptionalLong.of(5 << 20),
                        OptionalLong.of(5 << 20),
                        OptionalLong.empty(),
                        OptionalLong.of(4),
                        OptionalDouble.of(2))),
                points);
        assertEquals(2, store.samples(TRADER, Instant.MIN, Instant.MAX).size());
        assertEquals(List.of(), store.samples(InstanceId.parse("other@live"), Instant.EPOCH, END));
    }

    @Test
    void aSecondRuntimeGoesOnWhereTheFirstWasAndStandardToolsCanRead() throws Exception {
        HistoryStore first = store();
        first.sampled(List.of(sample(NOW, 10, 1 << 20)));
        first.changed(event(ProcessState.STOPPED, ProcessState.STARTING, 0, false, ""));
        first.stop();
        HistoryStore second = store();
        assertEquals(1, second.samples(TRADER, Instant.EPOCH, END).size());
        assertEquals(1, second.events("trader", Instant.EPOCH, END, 10).size());
        try (Connection tool = tool();
                Statement statement = tool.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT time, instance, cpu_percent, memory_bytes FROM samples")) {
            assertEquals(
                    "2026-01-01 12:00:00 trader@live 10.0 1048576",
                    row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " " + row.getString(4));
        }
    }

    @Test
    void aKilledRuntimesWriteAheadLogIsNotLost() throws Exception {
        HistoryStore killed = store();
        killed.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(1, killed.samples(TRADER, Instant.EPOCH, END).size());
        Path copy = Files.createDirectories(root.resolve("copy/data"));
        try (Stream<Path> files = Files.list(root.resolve("data"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith("-shm")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        HistoryStore next = new HistoryStore(new Home(root.resolve("copy"), "dual"), Config.of(new Settings(Map.of())));
        opened.add(next);
        assertEquals(1, next.samples(TRADER, Instant.EPOCH, END).size());
    }

    @Test
    void aFileThatIsNoDatabaseIsMovedAsideAndANewOneBegun() throws Exception {
        Files.writeString(root.resolve("data/nae.db"), "this was overwritten by something else ".repeat(1000));
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size());
        assertEquals("is written", store.state());
        try (Stream<Path> files = Files.list(root.resolve("data"))) {
            assertTrue(files.anyMatch(f -> f.getFileName().toString().startsWith("nae.db.damaged-")));
        }
    }

    @Test
    void aDatabaseDamagedInTheMiddleIsMovedAside() throws Exception {
        HistoryStore first = store();
        for (int i = 0; i < 2000; i++) {
            first.changed(
                    event(ProcessState.STOPPED, ProcessState.STARTING, 0, false, "a reason that takes some room " + i));
        }
        first.stop();
        try (RandomAccessFile file =
                new RandomAccessFile(root.resolve("data/nae.db").toFile(), "rw")) {
            for (long at = 4096; at < file.length(); at += 4096) {
                file.seek(at);
                file.write(new byte[2000]);
            }
        }
        HistoryStore second = store();
        second.changed(event(ProcessState.STOPPED, ProcessState.STARTING, 0, false, ""));
        second.events("trader", Instant.EPOCH, END, 10);
        assertEquals("is written", second.state());
    }

    @Test
    void whileTheDiskRefusesNothingIsLostAndItIsSaid() throws Exception {
        Path data = root.resolve("data");
        Files.createDirectory(data.resolve("nae.db"));
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(List.of(), store.samples(TRADER, Instant.EPOCH, END));
        assertTrue(store.state().startsWith("is not written: "), store.state());
        assertTrue(
                store.overall().get(0).reason().startsWith("the history is not written: "),
                "the level of the whole says so");
        Files.delete(data.resolve("nae.db"));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size(), "written once it can be");
        assertEquals("is written", store.state());
    }

    @Test
    void theChangeLogIsFollowedOverRestartsEachEntryOnce() throws Exception {
        Path log = root.resolve("logs/change_log.json");
        Files.writeString(
                log,
                "{\"time\":\"2026-01-01T12:00:00Z\",\"fix\":\"F1\",\"process\":\"trader\",\"mode\":\"sandbox\",\"event\":\"applied\",\"reason\":\"adds import json\"}\n"
                        + "not json\n{\"time\":\"2026-01-01T12:00:01Z\",\"proc");
        HistoryStore first = store();
        assertEquals(
                List.of("trader@sandbox fix applied F1: adds import json"),
                words(first.events("trader", Instant.EPOCH, END, 10)));
        first.stop();
        Files.writeString(
                log, "ess\":\"trader\",\"event\":\"healed\",\"reason\":\"quiet\"}\n", StandardOpenOption.APPEND);
        assertEquals(
                List.of("trader@sandbox fix applied F1: adds import json", " fix healed: quiet"),
                words(store().events("trader", Instant.EPOCH, END, 10)));
    }

    @Test
    void aFileOfTheFirstVersionIsUpgradedInPlaceAndGoesOn() throws Exception {
        try (InputStream first = getClass().getResourceAsStream("/version-1.db")) {
            Files.copy(first, root.resolve("data/nae.db"));
        }
        InstanceId calm = InstanceId.parse("calm@live");
        HistoryStore store = store();
        List<ResourcePoint> before = store.samples(calm, Instant.EPOCH, Instant.MAX);
        assertEquals(25, before.size());
        assertTrue(
                before.stream()
                        .allMatch(point -> point.memory().isPresent()
                                && point.probeSeconds().isEmpty()),
                before.toString());
        assertTrue(words(store.events("crash", Instant.EPOCH, Instant.MAX, 20))
                .contains("crash@live state FATAL (exit code 1): exit code 1; 3 restarts within 10 min did not help"));
        Instant next = before.get(24).at().plusSeconds(60);
        store.sampled(List.of(new ResourceSample(
                calm,
                next,
                OptionalDouble.of(1),
                OptionalLong.of(1 << 20),
                OptionalLong.empty(),
                OptionalLong.of(1),
                1,
                Duration.ZERO,
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.of(0.25))));
        assertEquals(
                OptionalDouble.of(0.25),
                store.samples(calm, next, Instant.MAX).get(0).probeSeconds());
        assertEquals(26, store.samples(calm, Instant.EPOCH, Instant.MAX).size());
        assertEquals(
                List.of("2", "ok", "26"),
                List.of(
                        told("PRAGMA user_version"),
                        told("PRAGMA integrity_check"),
                        told("SELECT count(*) FROM samples WHERE instance = 'calm@live'")));
        assertTrue(Integer.parseInt(told("SELECT count(*) FROM machine WHERE cpu_percent IS NOT NULL")) > 0);
    }

    private String told(String sql) throws SQLException {
        try (Connection tool = tool();
                Statement statement = tool.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws Exception {
        try (Connection tool = tool();
                Statement statement = tool.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA user_version = 99");
        }
        byte[] newer = Files.readAllBytes(root.resolve("data/nae.db"));
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(List.of(), store.samples(TRADER, Instant.EPOCH, END));
        assertEquals(
                "is not written: the file is of version 99, this runtime knows version 2 and leaves it alone",
                store.state());
        assertEquals("the history " + store.state(), store.overall().get(0).reason());
        assertArrayEquals(newer, Files.readAllBytes(root.resolve("data/nae.db")));
    }

    @Test
    void aLimitHoldsAlsoInTheFileThatFollowsADamagedOne() throws Exception {
        Files.writeString(root.resolve("data/nae.db"), "this was overwritten by something else ".repeat(1000));
        try (Database database = new Database(root.resolve("data/nae.db"))) {
            database.limit(64 * 4096);
            assertThrows(
                    SQLException.class,
                    () -> database.transaction(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.executeUpdate(
                                    "INSERT INTO meta VALUES ('much', hex(randomblob(1000000)))");
                        }
                    }));
        }
    }

    @Test
    void aReaderThatLocksTheFileDelaysAndLosesNothing() throws Exception {
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size());
        try (Connection tool = tool();
                Statement statement = tool.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            store.sampled(List.of(sample(NOW.plusSeconds(30), 10, 1 << 20)));
            assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size(), "what is written is read meanwhile");
            assertTrue(store.state().startsWith("is not written: "), store.state());
            statement.execute("ROLLBACK");
        }
        assertEquals(2, store.samples(TRADER, Instant.EPOCH, END).size());
        assertEquals("is written", store.state());
    }

    /** Writes as fast as it can until it is killed, and tells after each batch how many samples there are. */
    public static void main(String[] home) {
        HistoryStore store = new HistoryStore(new Home(Path.of(home[0]), "dual"), Config.of(new Settings(Map.of())));
        for (long i = store.samples(TRADER, Instant.EPOCH, Instant.MAX).size(); ; ) {
            List<ResourceSample> batch = new ArrayList<>();
            for (int one = 0; one < 500; one++) {
                batch.add(sample(NOW.plusSeconds(i++), 10, 1 << 20));
            }
            store.sampled(batch);
            store.processes();
            System.out.println(i);
        }
    }

    @Test
    void aRuntimeKilledInTheMidstOfWritingLeavesAWholeFileWithAllThatWasWritten() throws Exception {
        long written = 0;
        for (int kill = 0; kill < 3; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HistoryStoreTest.class.getName(),
                            root.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Scanner told = new Scanner(writer.getInputStream())) {
                for (int batch = 0; batch < 20 + 7 * kill; batch++) {
                    written = told.nextLong();
                }
                writer.destroyForcibly().waitFor();
            }
            assertEquals("ok", told("PRAGMA integrity_check"));
            long there = Long.parseLong(told("SELECT count(*) FROM samples"));
            assertTrue(there >= written && there % 500 == 0, there + " of " + written);
        }
    }
}
