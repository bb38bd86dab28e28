package com.nae.healing.record;

import com.nae.base.file.LineFile;
import com.nae.base.json.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file with one record a line. A record is on disk when {@link #append} returns. A last line that a
 * crash cut short is dropped.
 */
final class DurableLines<T> {
    private static final Logger LOG = LoggerFactory.getLogger(DurableLines.class);
    private final LineFile file;
    private final JsonLines<T> records;
    private final CrashPoint crash;

    DurableLines(Path file, Class<T> type, CrashPoint crash) {
        this.file = LineFile.at(file).durable().ownerOnly();
        this.records = new JsonLines<>(this.file, ChangeJson.GSON, type);
        this.crash = crash;
    }

    /** Reads all complete records, oldest first. Bytes after the last newline are removed from the file. */
    List<T> read() throws IOException {
        file.truncateToLastNewline();
        JsonLines.Contents<T> contents = records.read();
        if (contents.damaged() > 0) {
            LOG.warn("Damaged lines in {} were skipped: {}", file.path(), contents.damaged());
        }
        return contents.records();
    }

    /** Appends a record durably. @throws UncheckedIOException if it cannot be written */
    void append(T entry) {
        crash.reached("before " + entry);
        try {
            records.append(List.of(entry));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.path(), e);
        }
        crash.reached("after " + entry);
    }

    /** Replaces all records in one step. */
    void replace(List<T> entries) throws IOException {
        records.replace(entries.stream());
    }
}
