package com.nae.healing.change;

import com.nae.healing.record.CrashPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;

/** Replaces a file so that a reader, or the next start after a crash, finds the old bytes or the new ones. */
final class AtomicFile {
    private static final String SUFFIX = ".nae-new";
    private final CrashPoint crash;

    AtomicFile(CrashPoint crash) {
        this.crash = crash;
    }

    /**
     * Replaces an existing file; owner and permissions stay, and its time moves on by a second at least, so that no
     * cached bytecode survives.
     */
    void replace(Path file, byte[] bytes) throws IOException {
        Path temp = temp(file);
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        write(temp, bytes);
        crash.reached("written " + temp);
        keep(temp, old);
        FileTime now = FileTime.from(Instant.now());
        boolean sameSecond = now.toInstant().getEpochSecond()
                <= old.lastModifiedTime().toInstant().getEpochSecond();
        Files.setLastModifiedTime(
                temp,
                sameSecond ? FileTime.from(old.lastModifiedTime().toInstant().plusSeconds(1)) : now);
        Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        crash.reached("renamed " + file);
        syncFolder(file);
    }

    /** Creates or replaces a file that only its owner may read. */
    void put(Path file, byte[] bytes) throws IOException {
        Path temp = temp(file);
        write(temp, bytes);
        Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file);
    }

    /** Removes what a crash may have left beside a file. */
    void tidy(Path file) throws IOException {
        Files.deleteIfExists(temp(file));
    }

    private static Path temp(Path file) {
        return file.resolveSibling("." + file.getFileName() + SUFFIX);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        var mine = java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(
                file, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)) {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    private static void keep(Path file, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes mine = view.readAttributes();
        if (!mine.group().equals(old.group())) {
            view.setGroup(old.group());
        }
        if (!mine.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        view.setPermissions(old.permissions());
    }

    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
