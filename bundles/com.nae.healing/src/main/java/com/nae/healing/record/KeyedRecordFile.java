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
 * Records kept by key in an append-only file; the last of a key counts. Those that are over, and the oldest, are
 * forgotten when the file is opened.
 */
public final class KeyedRecordFile<T> {
    /** The most that are kept. */
    public static final int KEPT = 2_000;

    private final DurableLines<T> lines;
    private final Function<T, String> key;
    private final Predicate<T> over;

    public KeyedRecordFile(Path file, Class<T> type, Function<T, String> key) {
        this(file, type, key, record -> false, CrashPoint.NONE);
    }

    /** @param over whether a record need not be kept */
    public KeyedRecordFile(Path file, Class<T> type, Function<T, String> key, Predicate<T> over, CrashPoint crash) {
        this.key = key;
        this.over = over;
        lines = new DurableLines<>(file, type, crash);
    }

    /** The last record of each key, in the order of their last change. */
    public List<T> read() throws IOException {
        List<T> all = lines.read();
        Map<String, T> last = new LinkedHashMap<>();
        for (T record : all) {
            last.remove(key.apply(record));
            if (!over.test(record)) {
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

    public void put(T record) {
        lines.append(record);
    }
}
