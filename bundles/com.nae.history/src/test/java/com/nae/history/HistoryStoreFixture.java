package com.nae.history;

import com.nae.api.config.Settings;
import com.nae.api.health.ResourceSample;
import com.nae.api.history.HistoryEvent;
import com.nae.api.operation.Home;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** A home whose history a test writes, and the records for it. */
class HistoryStoreFixture {
    static final InstanceId TRADER = InstanceId.parse("trader@live");
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant END = NOW.plus(Duration.ofDays(1));

    @TempDir
    Path root;

    final List<HistoryStore> opened = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createDirectories(root.resolve("logs"));
    }

    @AfterEach
    void close() {
        opened.forEach(HistoryStore::stop);
    }

    HistoryStore store() {
        HistoryStore store = new HistoryStore(new Home(root, "dual"), Config.of(new Settings(Map.of())));
        opened.add(store);
        return store;
    }

    static ResourceSample sample(Instant at, double cpu, long memory) {
        return sample(TRADER, at, cpu, memory, OptionalDouble.empty());
    }

    static ResourceSample sample(InstanceId id, Instant at, double cpu, long memory, OptionalDouble probeSeconds) {
        return new ResourceSample(
                id,
                at,
                OptionalDouble.of(cpu),
                OptionalLong.of(memory),
                OptionalLong.empty(),
                OptionalLong.of(4),
                1,
                Duration.ofHours(1),
                0,
                OptionalDouble.of(2),
                Optional.empty(),
                probeSeconds);
    }

    static ProcessEvent event(ProcessState before, ProcessState now, int restarts, boolean exited, String reason) {
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

    static List<String> text(List<HistoryEvent> events) {
        return events.stream()
                .map(e -> e.instance() + " " + e.kind().word() + " " + e.text())
                .toList();
    }

    Connection tool() throws SQLException {
        return new JDBC().connect(JDBC.PREFIX + root.resolve("data/nae.db"), new Properties());
    }

    String query(String sql) throws SQLException {
        try (Connection tool = tool();
                Statement statement = tool.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
