package com.nae.history;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.history.HistoryEvent;
import com.nae.api.process.InstanceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** The writer of a batch of records into the database. Not thread-safe. */
final class BatchWriter {
    private static final int MAX_INSTANCES = (1 << Schema.INSTANCE_BITS) - 1;

    private final Map<InstanceId, Long> numbers = new HashMap<>();

    /** Writes within the transaction of the caller. */
    void write(Connection connection, WriteBuffer.Batch batch) throws SQLException {
        // An earlier transaction may have been rolled back, with the numbers that it assigned.
        numbers.clear();
        samples(connection, batch.samples());
        system(connection, batch.system());
        events(connection, batch.events());
    }

    /** The key of a sample is its time and the number of its instance, so a repeated write replaces it. */
    private void samples(Connection connection, List<ResourceSample> samples) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO sample VALUES (?,?,?,?,?,?,?)")) {
            for (ResourceSample sample : samples) {
                long number = number(connection, sample.instance());
                insert.setLong(1, sample.at().getEpochSecond() << Schema.INSTANCE_BITS | number);
                set(insert, 2, tenths(sample.cpuPercent()));
                set(insert, 3, kibibytes(sample.memory()));
                set(insert, 4, sample.files());
                set(insert, 5, sample.threads());
                set(insert, 6, sample.errorsPerHour());
                set(insert, 7, millis(sample.probeSeconds()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void system(Connection connection, List<SystemSample> samples) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO system VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
            for (SystemSample sample : samples) {
                insert.setLong(1, sample.at().getEpochSecond());
                set(insert, 2, tenths(sample.cpuPercent()));
                set(insert, 3, sample.load());
                set(insert, 4, kibibytes(sample.memory().used()));
                set(insert, 5, kibibytes(sample.swap().used()));
                set(insert, 6, kibibytes(sample.runtime().heap().used()));
                set(insert, 7, sample.runtime().threads());
                set(insert, 8, kibibytes(sample.runtime().data()));
                insert.setLong(9, sample.runtime().lag().toMillis());
                set(insert, 10, kibibytes(sample.runtime().memory()));
                set(insert, 11, sample.files().used());
                set(insert, 12, fullest(sample, Space::bytes));
                set(insert, 13, fullest(sample, Space::inodes));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void events(Connection connection, List<HistoryEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event (at, process, instance, kind, text) VALUES (?,?,?,?,?)")) {
            for (HistoryEvent event : events) {
                insert.setLong(1, event.at().toEpochMilli());
                insert.setString(2, event.process());
                insert.setString(3, event.instance());
                insert.setString(4, event.kind().word());
                insert.setString(5, event.text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The number of an instance, which is assigned at its first sample. */
    private long number(Connection connection, InstanceId id) throws SQLException {
        Long known = numbers.get(id);
        if (known == null) {
            try (PreparedStatement insert =
                            connection.prepareStatement("INSERT OR IGNORE INTO instance (name, process) VALUES (?,?)");
                    PreparedStatement select = connection.prepareStatement("SELECT id FROM instance WHERE name = ?")) {
                insert.setString(1, id.toString());
                insert.setString(2, id.process());
                insert.executeUpdate();
                select.setString(1, id.toString());
                try (ResultSet row = select.executeQuery()) {
                    known = row.getLong(1);
                }
            }
            if (known > MAX_INSTANCES) {
                throw new SQLException("more than " + MAX_INSTANCES + " instances");
            }
            numbers.put(id, known);
        }
        return known;
    }

    /** The use of the fullest folder, in tenths of a percent. */
    private static OptionalLong fullest(SystemSample sample, Function<Space, Use> use) {
        return tenths(sample.spaces().stream()
                .map(use)
                .map(Use::percent)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max());
    }

    private static OptionalLong millis(OptionalDouble seconds) {
        return seconds.isPresent() ? OptionalLong.of(Math.round(seconds.getAsDouble() * 1000)) : OptionalLong.empty();
    }

    private static OptionalLong tenths(OptionalDouble percent) {
        return percent.isPresent() ? OptionalLong.of(Math.round(percent.getAsDouble() * 10)) : OptionalLong.empty();
    }

    private static OptionalLong kibibytes(OptionalLong bytes) {
        return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() / 1024) : bytes;
    }

    private static void set(PreparedStatement statement, int column, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(column, value.getAsLong());
        } else {
            statement.setNull(column, Types.INTEGER);
        }
    }

    private static void set(PreparedStatement statement, int column, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(column, value.getAsDouble());
        } else {
            statement.setNull(column, Types.REAL);
        }
    }
}
