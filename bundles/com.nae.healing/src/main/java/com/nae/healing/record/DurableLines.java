package com.nae.healing.record;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An append-only file of one record a line, each durable when {@link #append} returns. A line that a crash cut short is
 * dropped.
 */
final class DurableLines<T> {
    private final Path file;
    private final Class<T> type;
    private final CrashPoint crash;

    DurableLines(Path file, Class<T> type, CrashPoint crash) {
        this.file = file;
        this.type = type;
        this.crash = crash;
    }

    /** All whole records, oldest first; what follows the last newline is cut off. */
    List<T> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
                whole.truncate(end);
                whole.force(true);
            }
        }
        List<T> records = new ArrayList<>();
        for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n")) {
            parse(line, records);
        }
        return records;
    }

    private void parse(String line, List<T> into) {
        try {
            if (!line.isBlank()) {
                into.add(ChangeJson.GSON.fromJson(line, type));
            }
        } catch (JsonParseException | IllegalArgumentException | java.time.DateTimeException garbage) {
            org.slf4j.LoggerFactory.getLogger(DurableLines.class)
                    .warn("{} holds a line that is no record, passed over", file);
        }
    }

    void append(T entry) {
        crash.reached("before " + entry);
        write(List.of(entry));
        crash.reached("after " + entry);
    }

    /** Appends all, durable together. */
    void write(List<T> entries) {
        try {
            Files.createDirectories(file.getParent());
            StringBuilder text = new StringBuilder();
            entries.forEach(entry -> text.append(ChangeJson.GSON.toJson(entry)).append('\n'));
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (FileChannel out =
                    FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mine)) {
                whole(out, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Appends all or nothing: what a full disk cut short would spoil the next line. */
    static void whole(FileChannel out, ByteBuffer bytes) throws IOException {
        long before = out.size();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            out.truncate(before);
            throw e;
        }
    }
}
