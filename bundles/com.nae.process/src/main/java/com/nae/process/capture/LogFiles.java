package com.nae.process.capture;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The files of one log: {@code x.log}, which is written, and rotated ones, {@code x.log.N} or {@code x.log.N.gz}. N
 * rises: a file keeps its number for life, and the file being written has the one above the highest.
 */
public final class LogFiles {
    private static final Pattern NUMBER = Pattern.compile("\\.(\\d{1,18})(\\.gz)?");
    private final Path current;

    public LogFiles(Path current) {
        this.current = current;
    }

    public Path current() {
        return current;
    }

    /** The rotated file of a number: the plain one where it is there, else the compressed one. */
    public Path rotated(long number) {
        Path plain = plain(number);
        return Files.exists(plain) ? plain : compressed(number);
    }

    /**
     * Rotated files by number. One that is there twice, since its compression was interrupted, counts as the compressed
     * one.
     */
    public TreeMap<Long, Path> rotated() throws IOException {
        String prefix = current.getFileName() + ".";
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(
                current.getParent(), f -> f.getFileName().toString().startsWith(prefix))) {
            files.forEach(f -> names.add(f.getFileName().toString()));
        }
        return rotated(names);
    }

    /** The same, from names of the folder that are known to begin like this log's. */
    TreeMap<Long, Path> rotated(Iterable<String> names) {
        TreeMap<Long, Path> found = new TreeMap<>();
        for (String name : names) {
            Matcher m = NUMBER.matcher(
                    name.substring(current.getFileName().toString().length()));
            if (m.matches()) {
                long number = Long.parseLong(m.group(1));
                found.merge(number, current.resolveSibling(name), (a, b) -> compressed(number));
            }
        }
        return found;
    }

    /** Renames the current file to the rotated one of a number. */
    void rotate(long number) throws IOException {
        Files.move(current, plain(number), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the oldest rotated files until {@code keep} are left. */
    void prune(int keep) throws IOException {
        TreeMap<Long, Path> files = rotated();
        while (files.size() > keep) {
            long oldest = files.pollFirstEntry().getKey();
            Files.deleteIfExists(plain(oldest));
            Files.deleteIfExists(compressed(oldest));
        }
    }

    /** Compresses a rotated file; at each moment one of both files is whole. */
    void compress(long number) throws IOException {
        Path plain = plain(number);
        if (!Files.exists(plain)) {
            return;
        }
        AtomicWrite.to(compressed(number)).stream(to -> {
            try (var out = new GZIPOutputStream(to, 1 << 16)) {
                Files.copy(plain, out);
            }
        });
        Files.delete(plain);
    }

    private Path plain(long number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }

    private Path compressed(long number) {
        return current.resolveSibling(current.getFileName() + "." + number + ".gz");
    }
}
