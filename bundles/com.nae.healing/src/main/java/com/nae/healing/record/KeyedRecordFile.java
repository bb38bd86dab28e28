package com.nae.healing.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An append-only file of records with a key, of which the last record of each key counts. Records that are finished,
 * and the oldest beyond {@value #KEPT}, are dropped when the file is read.
 */
public final class KeyedRecordFile<T> {
    /** The most records that are kept. */
    public static final int KEPT = 2_000;

    private final DurableLines<T> lines;
    private final Function<T, String> key;
    private final Predicate<T> finished;

    public KeyedRecordFile(Path file, Class<T> type, Function<T, String> key) {
        this(file, type, key, record -> false, CrashPoint.NONE);
    }

    /** @param finished whether a record need not be kept */
    public KeyedRecordFile(Path file, Class<T> type, Function<T, String> key, Predicate<T> finished, CrashPoint crash) {
        this.key = key;
        this.finished = finished;
        lines = new DurableLines<>(file, type, crash);
    }

    /**
     * Reads the last record of each key, in the order of their last change. The file is rewritten when most of its
     * lines are outdated.
     */
    public List<T> read() throws IOException {
        List<T> all = lines.read();
        Map<String, T> last = new LinkedHashMap<>();
        for (T record : all) {
            last.remove(key.apply(record));
            if (!finished.test(record)) {
                last.put(key.apply(record), record);
            }
        }
        List<T> kept = new ArrayList<>(last.values());
        kept = kept.subList(Math.max(0, kept.size() - KEPT), kept.size());
        if (all.size() > 4 * kept.size() + 100) {
            lines.replace(kept);
        }
        return kept;
    }

    /** Appends a record durably; it replaces the earlier one of its key. */
    public void put(T record) {
        lines.append(record);
    }
}
