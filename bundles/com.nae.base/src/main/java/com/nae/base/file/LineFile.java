package com.nae.base.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An append-only text file in UTF-8. An append adds all its lines or none, also on a full disk. A last line without its
 * newline, which a crash left, is kept apart from what is appended after it. Thread-safe for appends of one instance.
 */
public final class LineFile {
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private final Path file;
    private final boolean durable;
    private final FileAttribute<?>[] attributes;
    /** Whether the file is known to end in a newline. Guarded by this. */
    private boolean whole;

    private LineFile(Path file, boolean durable, FileAttribute<?>[] attributes) {
        this.file = file;
        this.durable = durable;
        this.attributes = attributes;
    }

    /** A file whose appends are not forced to the disk, with the mode that the umask gives. It need not exist. */
    public static LineFile at(Path file) {
        return new LineFile(file, false, new FileAttribute<?>[0]);
    }

    /** The same file, whose appends are on the disk when they return. */
    public LineFile durable() {
        return new LineFile(file, true, attributes);
    }

    /** The same file; where it is made, only its owner may read and write it. */
    public LineFile ownerOnly() {
        return new LineFile(file, durable, OWNER_ONLY);
    }

    public Path path() {
        return file;
    }

    /** Bytes in the file; 0 where there is none. */
    public long size() {
        return file.toFile().length();
    }

    /**
     * Appends lines, given without their newline, in one write.
     *
     * @return bytes appended
     * @throws IOException if they could not be written; the file is then as it was before
     */
    public synchronized long append(List<String> lines) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        StringBuilder text = new StringBuilder(whole || endsInNewline() ? "" : "\n");
        lines.forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try (FileChannel out =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), attributes)) {
            allOrNothing(out, bytes);
        }
        whole = true;
        return bytes.limit();
    }

    /**
     * Replaces all lines in one step. The new content is on the disk when this returns, however the file is appended
     * to.
     *
     * @param lines given without their newline
     */
    public synchronized void replace(Stream<String> lines) throws IOException {
        AtomicWrite write = AtomicWrite.to(file).sync(AtomicWrite.Sync.CONTENT);
        (attributes.length == 0 ? write : write.ownerOnly()).stream(out -> {
            for (String line : (Iterable<String>) lines::iterator) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        whole = true;
    }

    private void allOrNothing(FileChannel out, ByteBuffer bytes) throws IOException {
        long before = out.size();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            if (durable) {
                out.force(true);
            }
        } catch (IOException e) {
            out.truncate(before);
            throw e;
        }
    }

    private boolean endsInNewline() throws IOException {
        if (size() == 0) {
            return true;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) == '\n';
        }
    }

    /** Removes what follows the last newline, for a file whose owner wants no half record in it. */
    public synchronized void truncateToLastNewline() throws IOException {
        if (endsInNewline()) {
            return;
        }
        try (FileChannel all = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            all.truncate(afterLastNewline(all));
            all.force(true);
        }
        whole = true;
    }

    /** The offset behind the last newline, found from the end in blocks; 0 where there is none. */
    private static long afterLastNewline(FileChannel in) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 13);
        for (long end = in.size(); end > 0; end -= block.capacity()) {
            long from = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - from));
            in.read(block, from);
            for (int at = block.position() - 1; at >= 0; at--) {
                if (block.get(at) == '\n') {
                    return from + at + 1;
                }
            }
        }
        return 0;
    }

    /**
     * Passes every line on, oldest first, without its newline. Bytes that are not UTF-8 are replaced.
     *
     * @param take says whether it accepts the line
     * @return lines that were not accepted; 0 where there is no file
     */
    public int read(Predicate<String> take) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        int refused = 0;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String next = in.readLine(); next != null; next = in.readLine()) {
                refused += take.test(next) ? 0 : 1;
            }
        }
        return refused;
    }
}
