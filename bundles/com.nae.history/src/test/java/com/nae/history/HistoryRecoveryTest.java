package com.nae.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.health.ResourceSample;
import com.nae.api.operation.Home;
import com.nae.api.process.ProcessState;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The history after kills, damage, and while its file cannot be written. */
class HistoryRecoveryTest extends HistoryStoreFixture {
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
    void aFileThatIsNoDatabaseIsRenamedAndANewOneIsStarted() throws Exception {
        Files.writeString(root.resolve("data/nae.db"), "this was overwritten by something else ".repeat(1000));
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size());
        assertEquals("is written", store.state().text());
        try (Stream<Path> files = Files.list(root.resolve("data"))) {
            assertTrue(files.anyMatch(f -> f.getFileName().toString().startsWith("nae.db.damaged-")));
        }
    }

    @Test
    void aDatabaseDamagedInTheMiddleIsRenamed() throws Exception {
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
        assertEquals("is written", second.state().text());
    }

    @Test
    void whileTheFileCannotBeWrittenNothingIsLostAndHealthReportsIt() throws Exception {
        Path data = root.resolve("data");
        Files.createDirectory(data.resolve("nae.db"));
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(List.of(), store.samples(TRADER, Instant.EPOCH, END));
        assertTrue(
                store.state().text().startsWith("is not written: "),
                store.state().text());
        assertTrue(
                store.overall().get(0).reason().startsWith("the history is not written: "),
                "the overall health reports it");
        Files.delete(data.resolve("nae.db"));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size(), "written once it can be");
        assertEquals("is written", store.state().text());
    }

    @Test
    void theSizeLimitAppliesToTheFileThatReplacesADamagedOne() throws Exception {
        Files.writeString(root.resolve("data/nae.db"), "this was overwritten by something else ".repeat(1000));
        try (Database database = new Database(root.resolve("data/nae.db"))) {
            database.limitSize(64 * 4096);
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
    void aLockedFileDelaysWritesAndLosesNothing() throws Exception {
        HistoryStore store = store();
        store.sampled(List.of(sample(NOW, 10, 1 << 20)));
        assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size());
        try (Connection tool = tool();
                Statement statement = tool.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            store.sampled(List.of(sample(NOW.plusSeconds(30), 10, 1 << 20)));
            assertEquals(1, store.samples(TRADER, Instant.EPOCH, END).size(), "written records can be read meanwhile");
            assertTrue(
                    store.state().text().startsWith("is not written: "),
                    store.state().text());
            statement.execute("ROLLBACK");
        }
        assertEquals(2, store.samples(TRADER, Instant.EPOCH, END).size());
        assertEquals("is written", store.state().text());
    }

    /** Writes as fast as possible until it is killed, and prints the number of samples after each batch. */
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
    void aRuntimeKilledWhileWritingLeavesAConsistentFileWithAllThatWasWritten() throws Exception {
        long written = 0;
        for (int kill = 0; kill < 3; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HistoryRecoveryTest.class.getName(),
                            root.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Scanner query = new Scanner(writer.getInputStream())) {
                for (int batch = 0; batch < 20 + 7 * kill; batch++) {
                    written = query.nextLong();
                }
                writer.destroyForcibly().waitFor();
            }
            assertEquals("ok", query("PRAGMA integrity_check"));
            long there = Long.parseLong(query("SELECT count(*) FROM samples"));
            assertTrue(there >= written && there % 500 == 0, there + " of " + written);
        }
    }
}
