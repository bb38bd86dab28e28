package com.nae.healing.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records kept by key in an append-only file; the last of a key counts, and the oldest are forgotten when the file is opened. */
public final class Records<T> {
    private static final int KEPT = 2_000;
    private final Path file;
    private final Lines<T> lines;
    private final Function<T, String> key;
    private final Class<T> type;

    public Records(Path file, Class<T> type, Function<T, String> key) {
        this.file = file;
        this.type = type;
        this.key = key;
        lines = new Lines<>(file, type, CrashPoint.NONE);
    }

    /** The last record of each key, in the order of their last change. */
    public List<T> read() throws IOException {
        List<T> all = lines.read();
        Map<String, T> last = new LinkedHashMap<>();
        for (T record : all) {
            last.remove(key.apply(record));
            last.put(key.apply(record), record);
        }
        List<T> kept = new ArrayList<>(last.values());
        kept = kept.subList(Math.max(0, kept.size() - KEPT), kept.size());
        if (all.size() > 4 * kept.size() + 100) {
            rewrite(kept);
        }
        return kept;
    }

    private void rewrite(List<T> kept) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        Files.deleteIfExists(fresh);
        Lines<T> out = new Lines<>(fresh, type, CrashPoint.NONE);
        kept.forEach(out::append);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    public void put(T record) {
        lines.append(record);
    }
}
