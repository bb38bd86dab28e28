package com.nae.history;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.nae.api.history.HistoryEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reader of new entries of {@code logs/change_log.json}. The position is stored in the database in the same
 * transaction as the entries, so that none is lost or recorded twice.
 */
final class ChangeLogTail {
    /** The most bytes that are read at a time. */
    private static final int MAX_CHUNK = 1 << 20;

    private static final String POSITION = "change_log";

    private final Path file;

    /** Events, and the position in bytes after the last of them. */
    record Chunk(List<HistoryEvent> events, long position) {}

    ChangeLogTail(Path file) {
        this.file = file;
    }

    /** Whether the file has grown, or was replaced, since it was read up to a position. */
    boolean changedSince(long position) {
        return file.toFile().length() != position;
    }

    static long loadPosition(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, POSITION);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static void storePosition(Connection connection, long position) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?,?)")) {
            insert.setString(1, POSITION);
            insert.setString(2, String.valueOf(position));
            insert.executeUpdate();
        }
    }

    /**
     * Reads whole lines from a position on. A line longer than a chunk is skipped. A file that is shorter than the
     * position is a new one and is read from its beginning.
     */
    Chunk readFrom(long start) throws IOException {
        if (!Files.exists(file)) {
            return new Chunk(List.of(), 0);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, channel.size() < start ? 0 : start);
        }
    }

    /** Reads up to the last complete line. Without one, the position moves on only past a line that is too long. */
    private static Chunk read(FileChannel channel, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(MAX_CHUNK, channel.size() - position));
        int read = Math.max(0, channel.read(buffer, position));
        int end = read;
        while (end > 0 && buffer.get(end - 1) != '\n') {
            end--;
        }
        if (end == 0) {
            return new Chunk(List.of(), read == MAX_CHUNK ? position + read : position);
        }
        List<HistoryEvent> events = new ArrayList<>();
        new String(buffer.array(), 0, end, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> event(line).ifPresent(events::add));
        return new Chunk(events, position + end);
    }

    /** Converts a line of the change log; empty if it is malformed. */
    private static Optional<HistoryEvent> event(String line) {
        try {
            JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
            String process = text(entry, "process");
            String mode = text(entry, "mode");
            String text =
                    String.join(" ", text(entry, "event"), text(entry, "fix")).strip() + ": " + text(entry, "reason");
            return Optional.of(new HistoryEvent(
                    Instant.parse(text(entry, "time")),
                    process,
                    mode.isEmpty() ? "" : process + "@" + mode,
                    HistoryEvent.Kind.FIX,
                    EventFactory.line(text)));
        } catch (JsonParseException | IllegalStateException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject entry, String name) {
        return entry.has(name) && entry.get(name).isJsonPrimitive()
                ? entry.get(name).getAsString()
                : "";
    }
}
