package com.nae.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The aggregation of old samples: raw ones to minutes, and minutes to hours. It deletes what is too old. It works in
 * slices of time, each in its own transaction, so that a query never waits for long.
 */
final class Downsampler {
    /** The time that one transaction aggregates. */
    private static final Duration SLICE = Duration.ofHours(6);
    /** How often the retention times are halved at most; then next to nothing is left to delete. */
    private static final int MAX_HALVINGS = 12;

    private static final Rollup TO_MINUTES = new Rollup(
            "sample",
            "minute",
            60,
            "key & 0xffff",
            "key >> 16",
            "min(key) >> 16",
            "max(cpu)",
            "min(memory), max(memory)");
    private static final Rollup TO_HOURS = new Rollup(
            "minute",
            "hour",
            3600,
            "key >> 40",
            "key & 0xffffffffff",
            "min(key & 0xffffffffff)",
            "max(cpu_max)",
            "min(memory_min), max(memory_max)");

    private final Database database;

    /**
     * An aggregation of one table into another.
     *
     * @param seconds the span of an aggregated row
     * @param instance SQL for the instance of a row
     * @param time SQL for the time of a row, in seconds
     * @param oldest SQL for the time of the oldest row
     */
    private record Rollup(
            String from,
            String into,
            int seconds,
            String instance,
            String time,
            String oldest,
            String cpuMax,
            String memoryBounds) {
        String insert() {
            return "INSERT OR REPLACE INTO " + into + " SELECT (" + instance + ") << 40 | (" + time + ") / " + seconds
                    + " * " + seconds
                    + ", CAST(avg(cpu) AS INTEGER), " + cpuMax + ", CAST(avg(memory) AS INTEGER), " + memoryBounds
                    + ", CAST(avg(files) AS INTEGER), CAST(avg(threads) AS INTEGER), max(errors), max(probe) FROM "
                    + from + " WHERE (" + time + ") < ? GROUP BY 1";
        }
    }

    Downsampler(Database database) {
        this.database = database;
    }

    /** Applies the retention times, and shorter ones while the file is fuller than 90 % of its limit. */
    void run(Config config, Instant now) throws SQLException {
        Config retention = config;
        applyRetention(retention, now);
        for (int i = 0; i < MAX_HALVINGS && database.size() > config.maxSize() / 10 * 9; i++) {
            retention = retention.halved();
            applyRetention(retention, now);
        }
    }

    private void applyRetention(Config config, Instant now) throws SQLException {
        aggregate(TO_MINUTES, now.minus(config.keepRaw()));
        aggregate(TO_HOURS, now.minus(config.keepMinutes()));
        long oldest = now.minus(config.keepHours()).getEpochSecond();
        long system = now.minus(config.keepMinutes()).getEpochSecond();
        database.transaction(connection -> update(connection, "DELETE FROM hour WHERE key & 0xffffffffff < ?", oldest)
                + update(connection, "DELETE FROM event WHERE at < ?", oldest * 1000)
                + update(connection, "DELETE FROM system WHERE at < ?", system));
    }

    /**
     * Aggregates slices that are old enough as a whole, so that each page of the aggregated table is written rarely.
     */
    private void aggregate(Rollup rollup, Instant before) throws SQLException {
        boolean more = true;
        while (more) {
            more = database.transaction(connection -> {
                OptionalLong oldest = oldest(connection, rollup);
                long end = oldest.isEmpty()
                        ? Long.MAX_VALUE
                        : (oldest.getAsLong() / SLICE.toSeconds() + 1) * SLICE.toSeconds();
                if (end > before.getEpochSecond()) {
                    return false;
                }
                update(connection, rollup.insert(), end);
                update(connection, "DELETE FROM " + rollup.from + " WHERE (" + rollup.time + ") < ?", end);
                return true;
            });
        }
    }

    private static OptionalLong oldest(Connection connection, Rollup rollup) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + rollup.oldest + " FROM " + rollup.from)) {
            long oldest = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(oldest);
        }
    }

    private static int update(Connection connection, String sql, long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            return statement.executeUpdate();
        }
    }
}
