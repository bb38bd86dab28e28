package com.nae.process.sandbox;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What live's files were when they were last the same as in the copy: a refresh copies those that changed since. */
final class CopyManifest {
    private static final String HEAD = "nae sandbox copy 1 of ";
    private static final int PARTS = 4;

    /**
     * A file of live, or a link, at the time of its copy.
     *
     * @param modified nanoseconds since 1970; 0 of a link
     * @param content the SHA-256 of a file, or {@code ->} and the target of a link
     */
    record Entry(long size, long modified, String content) {
        boolean looksLike(BasicFileAttributes now) {
            return size == now.size() && modified == nanos(now);
        }
    }

    private final Path file;
    private final String origin;
    private final Map<Path, Entry> entries = new TreeMap<>();
    private boolean found;

    private CopyManifest(Path file, Path origin) {
        this.file = file;
        this.origin = HEAD + encoded(origin.toString());
    }

    /** Reads it. A missing or damaged one is empty, and so is that of another directory. */
    static CopyManifest read(Path file, Path origin) throws IOException {
        var manifest = new CopyManifest(file, origin);
        if (Files.exists(file)) {
            manifest.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return manifest;
    }

    /** Whether it was there: the copy was complete once. */
    boolean found() {
        return found;
    }

    Optional<Entry> get(Path path) {
        return Optional.ofNullable(entries.get(path));
    }

    void put(Path path, Entry entry) {
        entries.put(path, entry);
    }

    void remove(Path path) {
        entries.remove(path);
    }

    Set<Path> paths() {
        return new TreeSet<>(entries.keySet());
    }

    /** Writes it in one step: a crash leaves the old one or the new one, never a part. */
    void write() throws IOException {
        var text = new StringBuilder(origin).append('\n');
        entries.forEach((path, e) -> text.append(e.size)
                .append(' ')
                .append(e.modified)
                .append(' ')
                .append(encoded(e.content))
                .append(' ')
                .append(encoded(path.toString()))
                .append('\n'));
        AtomicWrite.to(file)
                .sync(AtomicWrite.Sync.CONTENT)
                .bytes(text.append("end\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static long nanos(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private void parse(String text) {
        if (!text.startsWith(origin + "\n") || !text.endsWith("\nend\n")) {
            return;
        }
        found = true;
        text.lines()
                .skip(1)
                .map(line -> line.split(" "))
                .filter(parts -> parts.length == PARTS)
                .forEach(this::add);
    }

    private void add(String[] parts) {
        try {
            entries.put(
                    Path.of(decoded(parts[3])),
                    new Entry(Long.parseLong(parts[0]), Long.parseLong(parts[1]), decoded(parts[2])));
        } catch (IllegalArgumentException damaged) {
            found = false;
            entries.clear();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
