package com.nae.history;

import com.nae.api.history.HistoryEvent;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The queries of the history. */
final class HistoryQueries {
    private static final String AGGREGATED =
            "SELECT key & 0xffffffffff, cpu, cpu_max, memory, memory_min, memory_max, files, threads, errors, "
                    + "probe FROM ";
    /** A raw sample stands for its own mean, minimum and maximum. */
    private static final String RAW =
            "SELECT key >> 16, cpu, cpu, memory, memory, memory, files, threads, errors, probe FROM sample "
                    + "WHERE key >= ? << 16 AND key < ? << 16 AND key & 0xffff = ? ORDER BY key";

    private HistoryQueries() {}

    /** The samples of an instance, from the oldest: those aggregated to hours, then to minutes, then the raw ones. */
    static List<ResourcePoint> samples(Connection connection, InstanceId instance, Instant from, Instant to)
            throws SQLException {
        List<ResourcePoint> points = new ArrayList<>();
        OptionalLong number = number(connection, instance);
        if (number.isPresent()) {
            long first = Math.max(0, from.getEpochSecond());
            long last = Math.min(to.getEpochSecond(), (1L << Schema.TIME_BITS) - 1);
            for (String table : List.of("hour", "minute")) {
                long base = number.getAsLong() << Schema.TIME_BITS;
                points(
                        connection,
                        AGGREGATED + table + " WHERE key >= ? AND key < ? ORDER BY key",
                        List.of(base | first, base | last),
                        table.equals("hour") ? Duration.ofHours(1) : Duration.ofMinutes(1),
                        points);
            }
            points(connection, RAW, List.of(first, last, number.getAsLong()), Duration.ZERO, points);
        }
        return points;
    }

    /** The latest events, in ascending order. @param process to which they belong; empty for all */
    static List<HistoryEvent> events(Connection connection, String process, Instant from, Instant to, int limit)
            throws SQLException {
        String condition = process.isEmpty() ? "" : " AND process = ?";
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, process, instance, kind, text FROM event WHERE at >= ? AND at < ?" + condition
                        + " ORDER BY at DESC, id DESC LIMIT ?")) {
            select.setLong(1, Math.max(0, from.getEpochSecond()) * 1000 + from.getNano() / 1_000_000);
            select.setLong(2, Math.min(to.getEpochSecond(), 1L << Schema.TIME_BITS) * 1000 + to.getNano() / 1_000_000);
            int next = 3;
            if (!process.isEmpty()) {
                select.setString(next++, process);
            }
            select.setInt(next, limit);
            List<HistoryEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
            // The limit keeps the latest events, the caller expects the earliest first.
            Collections.reverse(events);
            return events;
        }
    }

    private static HistoryEvent event(ResultSet row) throws SQLException {
        return new HistoryEvent(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                HistoryEvent.Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5));
    }

    static List<String> processes(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT process FROM instance UNION SELECT process FROM event ORDER BY 1");
                ResultSet row = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    static List<InstanceId> instances(Connection connection, String process) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name FROM instance WHERE process = ? ORDER BY id")) {
            select.setString(1, process);
            List<InstanceId> instances = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    instances.add(InstanceId.parse(row.getString(1)));
                }
            }
            Collections.sort(instances);
            return instances;
        }
    }

    /** The number of an instance; empty if it has no samples. */
    private static OptionalLong number(Connection connection, InstanceId instance) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM instance WHERE name = ?")) {
            select.setString(1, instance.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void points(
            Connection connection, String sql, List<Long> arguments, Duration span, List<ResourcePoint> into)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.size(); i++) {
                select.setLong(i + 1, arguments.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    into.add(point(row, span));
                }
            }
        }
    }

    private static ResourcePoint point(ResultSet row, Duration span) throws SQLException {
        return new ResourcePoint(
                Instant.ofEpochSecond(row.getLong(1)),
                span,
                decimal(row, 2, 10),
                decimal(row, 3, 10),
                whole(row, 4, 1024),
                whole(row, 5, 1024),
                whole(row, 6, 1024),
                whole(row, 7, 1),
                whole(row, 8, 1),
                decimal(row, 9, 1),
                decimal(row, 10, 1000));
    }

    /** A whole number in plain units. @param unit plain units in one stored unit */
    private static OptionalLong whole(ResultSet row, int column, long unit) throws SQLException {
        long value = row.getLong(column) * unit;
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A number in plain units. @param parts stored units in one plain unit */
    private static OptionalDouble decimal(ResultSet row, int column, int parts) throws SQLException {
        double value = row.getDouble(column) / parts;
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
