package com.nae.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables and views of the database, by version. A file of an older version is upgraded in place. Raw samples are
 * ordered by time, as they are written; aggregated ones by instance, as they are read. The tables hold CPU in tenths of
 * a percent, memory in KiB and probe times in ms. The views have plain units.
 */
final class Schema {
    /** The low bits of a key in {@code sample}: the number of the instance. The other bits are the time in seconds. */
    static final int INSTANCE_BITS = 16;
    /** The low bits of a key in {@code minute} and {@code hour}: the time in seconds. The others are the instance. */
    static final int TIME_BITS = 40;

    private static final String AGGREGATED =
            " (key INTEGER PRIMARY KEY, cpu INTEGER, cpu_max INTEGER, memory INTEGER, memory_min INTEGER, "
                    + "memory_max INTEGER, "
                    + "files INTEGER, threads INTEGER, errors REAL)";
    private static final String AGGREGATED_VIEW =
            " AS SELECT datetime(key & 0xffffffffff, 'unixepoch') AS time, i.name AS instance, cpu / 10.0 AS "
                    + "cpu_percent, "
                    + "cpu_max / 10.0 AS cpu_max_percent, memory * 1024 AS memory_bytes, memory_min * 1024 AS "
                    + "memory_min_bytes, memory_max * 1024 AS memory_max_bytes, "
                    + "files, threads, errors AS errors_per_hour";
    private static final String SAMPLE_VIEW =
            "CREATE VIEW samples AS SELECT datetime(key >> 16, 'unixepoch') AS time, i.name AS instance, cpu / "
                    + "10.0 AS cpu_percent, "
                    + "memory * 1024 AS memory_bytes, files, threads, errors AS errors_per_hour";
    private static final String OF_SAMPLES = " FROM sample s JOIN instance i ON i.id = s.key & 0xffff";
    private static final String OF_MINUTES = " FROM minute f JOIN instance i ON i.id = f.key >> 40";
    private static final String OF_HOURS = " FROM hour f JOIN instance i ON i.id = f.key >> 40";
    private static final String SLOWEST_PROBE = ", probe / 1000.0 AS probe_seconds";

    private static final List<List<String>> VERSIONS = List.of(
            List.of(
                    "CREATE TABLE instance (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, process TEXT NOT "
                            + "NULL)",
                    "CREATE TABLE sample (key INTEGER PRIMARY KEY, cpu INTEGER, memory INTEGER, files INTEGER, "
                            + "threads INTEGER, errors REAL)",
                    "CREATE TABLE minute" + AGGREGATED,
                    "CREATE TABLE hour" + AGGREGATED,
                    "CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, process TEXT NOT NULL, "
                            + "instance TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL)",
                    "CREATE INDEX event_of_process ON event (process, at)",
                    "CREATE TABLE system (at INTEGER PRIMARY KEY, cpu INTEGER, load REAL, memory INTEGER, swap "
                            + "INTEGER, heap INTEGER, threads INTEGER, data INTEGER, lag INTEGER)",
                    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                    SAMPLE_VIEW + OF_SAMPLES,
                    "CREATE VIEW minutes" + AGGREGATED_VIEW + OF_MINUTES,
                    "CREATE VIEW hours" + AGGREGATED_VIEW + OF_HOURS,
                    "CREATE VIEW events AS SELECT datetime(at / 1000, 'unixepoch') AS time, process, instance, "
                            + "kind, text FROM event"),
            List.of(
                    "ALTER TABLE sample ADD COLUMN probe INTEGER",
                    "ALTER TABLE minute ADD COLUMN probe INTEGER",
                    "ALTER TABLE hour ADD COLUMN probe INTEGER",
                    "DROP VIEW samples",
                    "DROP VIEW minutes",
                    "DROP VIEW hours",
                    SAMPLE_VIEW + SLOWEST_PROBE + OF_SAMPLES,
                    "CREATE VIEW minutes" + AGGREGATED_VIEW + SLOWEST_PROBE + OF_MINUTES,
                    "CREATE VIEW hours" + AGGREGATED_VIEW + SLOWEST_PROBE + OF_HOURS,
                    "ALTER TABLE system ADD COLUMN rss INTEGER",
                    "ALTER TABLE system ADD COLUMN files INTEGER",
                    "ALTER TABLE system ADD COLUMN disk INTEGER",
                    "ALTER TABLE system ADD COLUMN inodes INTEGER",
                    "CREATE VIEW machine AS SELECT datetime(at, 'unixepoch') AS time, cpu / 10.0 AS "
                            + "cpu_percent, load, memory * 1024 AS memory_bytes, swap * 1024 AS swap_bytes, "
                            + "files AS open_files, disk / 10.0 AS fullest_disk_percent, inodes / 10.0 AS "
                            + "fullest_inodes_percent, rss * 1024 AS runtime_memory_bytes, "
                            + "heap * 1024 AS runtime_heap_bytes, threads AS runtime_threads, data * 1024 AS "
                            + "runtime_data_bytes, lag AS runtime_lag_ms FROM system"));

    static final int VERSION = VERSIONS.size();

    private Schema() {}

    /** Upgrades an empty or older file. @throws SQLException if the file is of a newer version */
    static void upgrade(Connection connection) throws SQLException {
        int found = version(connection);
        if (found > VERSION) {
            throw new SQLException("the file has version " + found + ", this runtime supports version " + VERSION
                    + " and does not touch it");
        }
        if (found < VERSION) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (List<String> step : VERSIONS.subList(found, VERSION)) {
                    for (String sql : step) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + VERSION);
                connection.commit();
            }
        }
    }

    /** The version of a file; 0 if it is empty. */
    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }
}
