package com.nae.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryStoreTest extends HistoryStoreFixture {
    @Test
    void eventsAreListedInOrderWithTheirReasons() {
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
                        "trader@live restart restart 1: next try in 1 s",
                        "trader@live level HEALTHY → DEGRADED: a [31mb"),
                text(store.events("trader", Instant.EPOCH, END, 10)));
        store.changed(event(ProcessState.RUNNING, ProcessState.FATAL, 1, true, "exit code 1; 3 restarts did not help"));
        assertEquals(
                "trader@live state FATAL: exit code 1; 3 restarts did not help",
                text(store.events("trader", Instant.EPOCH, END, 1)).get(0),
                "the exit is not repeated");
        assertEquals(2, store.events("trader", Instant.EPOCH, END, 2).size());
        assertEquals(6, store.events("", Instant.EPOCH, END, 10).size());
        assertEquals(List.of(), store.events("other", Instant.EPOCH, END, 10));
        assertEquals(List.of("trader"), store.processes());
    }

    @Test
    void samplesAreReadBackAndUnknownValuesAreAbsent() {
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
                        OptionalDouble.of(2),
                        OptionalDouble.empty())),
                points);
        assertEquals(2, store.samples(TRADER, Instant.MIN, Instant.MAX).size());
        assertEquals(List.of(), store.samples(InstanceId.parse("other@live"), Instant.EPOCH, END));
    }

    @Test
    void aRestartedRuntimeContinuesAndStandardToolsCanReadTheFile() throws Exception {
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
    void theChangeLogIsFollowedAcrossRestartsEachEntryOnce() throws Exception {
        Path log = root.resolve("logs/change_log.json");
        Files.writeString(
                log,
                "{\"time\":\"2026-01-01T12:00:00Z\",\"fix\":\"F1\",\"process\":\"trader\",\"mode\":\"sandbox\","
                        + "\"event\":\"applied\",\"reason\":\"adds import json\"}\n"
                        + "not json\n{\"time\":\"2026-01-01T12:00:01Z\",\"proc");
        HistoryStore first = store();
        assertEquals(
                List.of("trader@sandbox fix applied F1: adds import json"),
                text(first.events("trader", Instant.EPOCH, END, 10)));
        first.stop();
        Files.writeString(
                log, "ess\":\"trader\",\"event\":\"healed\",\"reason\":\"quiet\"}\n", StandardOpenOption.APPEND);
        assertEquals(
                List.of("trader@sandbox fix applied F1: adds import json", " fix healed: quiet"),
                text(store().events("trader", Instant.EPOCH, END, 10)));
    }

    @Test
    void aFileOfTheFirstVersionIsUpgradedInPlaceAndContinued() throws Exception {
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
        assertTrue(text(store.events("crash", Instant.EPOCH, Instant.MAX, 20))
                .contains("crash@live state FATAL (exit code 1): exit code 1; 3 restarts within 10 min did not help"));
        Instant next = before.get(24).at().plusSeconds(60);
        store.sampled(List.of(sample(calm, next, 1, 1 << 20, OptionalDouble.of(0.25))));
        assertEquals(
                OptionalDouble.of(0.25),
                store.samples(calm, next, Instant.MAX).get(0).probeSeconds());
        assertEquals(26, store.samples(calm, Instant.EPOCH, Instant.MAX).size());
        assertEquals(
                List.of("2", "ok", "26"),
                List.of(
                        query("PRAGMA user_version"),
                        query("PRAGMA integrity_check"),
                        query("SELECT count(*) FROM samples WHERE instance = 'calm@live'")));
        assertTrue(Integer.parseInt(query("SELECT count(*) FROM machine WHERE cpu_percent IS NOT NULL")) > 0);
    }

    @Test
    void aFileOfANewerVersionIsNotTouched() throws Exception {
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
                "is not written: the file has version 99, this runtime supports version 2 and does not touch it",
                store.state().text());
        assertEquals(
                "the history " + store.state().text(), store.overall().get(0).reason());
        assertArrayEquals(newer, Files.readAllBytes(root.resolve("data/nae.db")));
    }
}
