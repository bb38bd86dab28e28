package com.nae.base.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A write that replaces a file in one step: a reader, or the next start after a crash, finds the old content or the new
 * one, never a part.
 *
 * <p>The content goes to a temporary file beside the target, which is then renamed over it. Missing folders are made. A
 * write that fails with an {@link IOException} removes the temporary file and leaves the target as it was. An instance
 * is immutable: {@link #sync}, {@link #ownerOnly}, {@link #through} and {@link #beforeRename} return another one. Two
 * threads must not write the same target, or through the same temporary file, at once.
 */
public final class AtomicWrite {
    private static final String SUFFIX = ".nae-new";
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    /** What reaches the disk before the write returns. */
    public enum Sync {
        /** Nothing is forced: after a power cut the target may be empty. For what can be made again. */
        NONE,
        /** The content is forced before the rename: after a power cut the target is the old or the new one. */
        CONTENT,
        /** The rename is forced as well: after a power cut the target is the new one. */
        RENAME
    }

    /** Work on a file or stream that may fail. */
    @FunctionalInterface
    public interface Step<T> {
        void run(T on) throws IOException;
    }

    private final Path target;
    private final Path temporary;
    private final Sync sync;
    private final FileAttribute<?>[] attributes;
    private final Step<Path> beforeRename;

    private AtomicWrite(
            Path target, Path temporary, Sync sync, FileAttribute<?>[] attributes, Step<Path> beforeRename) {
        this.target = target;
        this.temporary = temporary;
        this.sync = sync;
        this.attributes = attributes;
        this.beforeRename = beforeRename;
    }

    /** A write of a file that forces nothing, with the mode that the umask gives. */
    public static AtomicWrite to(Path target) {
        return new AtomicWrite(target, temporary(target), Sync.NONE, new FileAttribute<?>[0], written -> {});
    }

    /** The same write with another guarantee after a power cut. */
    public AtomicWrite sync(Sync wanted) {
        return new AtomicWrite(target, temporary, wanted, attributes, beforeRename);
    }

    /** The same write of a file that only its owner may read and write, from its first byte on. */
    public AtomicWrite ownerOnly() {
        return new AtomicWrite(target, temporary, sync, OWNER_ONLY, beforeRename);
    }

    /**
     * The same write through a temporary file elsewhere on the same disk, for a folder in which others would stumble
     * over one. Its folder must be there.
     */
    public AtomicWrite through(Path elsewhere) {
        return new AtomicWrite(target, elsewhere, sync, attributes, beforeRename);
    }

    /**
     * The same write with a step between the last byte and the rename, on the temporary file: to set owner, mode or
     * time.
     */
    public AtomicWrite beforeRename(Step<Path> step) {
        return new AtomicWrite(target, temporary, sync, attributes, step);
    }

    /** Replaces the content by bytes. */
    public void bytes(byte[] content) throws IOException {
        stream(out -> out.write(content));
    }

    /** Replaces the content by a text in UTF-8. */
    public void text(CharSequence content) throws IOException {
        bytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces the content by what {@code writer} writes. The stream is buffered; the writer may close it or leave it
     * open.
     */
    public void stream(Step<OutputStream> writer) throws IOException {
        Files.createDirectories(folder());
        Files.deleteIfExists(temporary);
        try {
            write(writer);
            beforeRename.run(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        if (sync == Sync.RENAME) {
            forceFolder();
        }
    }

    private void write(Step<OutputStream> writer) throws IOException {
        Set<StandardOpenOption> how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, how, attributes)) {
            OutputStream out = new BufferedOutputStream(new Unclosed(Channels.newOutputStream(channel)), 1 << 16);
            writer.run(out);
            out.flush();
            if (sync != Sync.NONE) {
                channel.force(true);
            }
        }
    }

    /** Without this the directory entry may be lost in a power cut although the content is on the disk. */
    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private Path folder() {
        return target.toAbsolutePath().getParent();
    }

    /**
     * Where a write leaves its temporary file if the runtime is killed, unless it goes {@link #through}:
     * {@code .<name>.nae-new} in the same folder.
     */
    public static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + SUFFIX);
    }

    /** A stream that keeps the channel open for the sync when a writer closes it, as a compressor must. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream to;

        Unclosed(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
        }
    }
}
