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
 * Folds samples with age: raw ones into minutes, minutes into hours; and forgets what is too old. Slice by slice, each
 * a transaction.
 */
final class Downsampler {
    private static final Duration SLICE = Duration.ofHours(6);
    private static final int MOST_HALVINGS = 12;
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
     * From which table into which, with expressions over a row's key: its instance, its time; and the oldest time of
     * all rows.
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

    /** Thins what is due, and more than that while the file is fuller than nine tenths of its limit. */
    void run(Config config, Instant now) throws SQLException {
        Config kept = config;
        thin(kept, now);
        for (int i = 0; i < MOST_HALVINGS && database.size() > config.maxSize() / 10 * 9; i++) {
            kept = kept.halved();
            thin(kept, now);
        }
    }

    private void thin(Config config, Instant now) throws SQLException {
        fold(TO_MINUTES, now.minus(config.keepRaw()));
        fold(TO_HOURS, now.minus(config.keepMinutes()));
        long oldest = now.minus(config.keepHours()).getEpochSecond();
        long system = now.minus(config.keepMinutes()).getEpochSecond();
        database.transaction(connection -> change(connection, "DELETE FROM hour WHERE key & 0xffffffffff < ?", oldest)
                + change(connection, "DELETE FROM event WHERE at < ?", oldest * 1000)
                + change(connection, "DELETE FROM system WHERE at < ?", system));
    }

    /** Folds slices of time that have become too old as a whole; so each page of the folded table is written seldom. */
    private void fold(Rollup fold, Instant before) throws SQLException {
        boolean more = true;
        while (more) {
            more = database.transaction(connection -> {
                OptionalLong oldest = oldest(connection, fold);
                long end = oldest.isEmpty()
                        ? Long.MAX_VALUE
                        : (oldest.getAsLong() / SLICE.toSeconds() + 1) * SLICE.toSeconds();
                if (end > before.getEpochSecond()) {
                    return false;
                }
                change(connection, fold.insert(), end);
                change(connection, "DELETE FROM " + fold.from + " WHERE (" + fold.time + ") < ?", end);
                return true;
            });
        }
    }

    private static OptionalLong oldest(Connection connection, Rollup fold) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + fold.oldest + " FROM " + fold.from)) {
            long oldest = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(oldest);
        }
    }

    private static int change(Connection connection, String sql, long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            return statement.executeUpdate();
        }
    }
}
