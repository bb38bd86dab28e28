package com.nae.healing.change;

import com.nae.base.file.AtomicWrite;
import com.nae.healing.record.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;

/**
 * A writer that replaces a file in one step. A reader, or the next start after a crash, finds either all the old bytes
 * or all the new ones.
 */
final class AtomicFile {
    private final CrashPoint crash;

    AtomicFile(CrashPoint crash) {
        this.crash = crash;
    }

    /**
     * Replaces an existing file. Owner, group and permissions stay. The modification time moves on by at least one
     * second: interpreters compare whole seconds, and would otherwise run cached bytecode of the old source.
     */
    void replace(Path file, byte[] bytes) throws IOException {
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        durable(file)
                .beforeRename(written -> {
                    crash.reached("written " + written);
                    copyOwnership(written, old);
                    Files.setLastModifiedTime(written, later(old.lastModifiedTime()));
                })
                .bytes(bytes);
        crash.reached("renamed " + file);
    }

    private static FileTime later(FileTime old) {
        Instant now = Instant.now();
        boolean sameSecond = now.getEpochSecond() <= old.toInstant().getEpochSecond();
        return FileTime.from(sameSecond ? old.toInstant().plusSeconds(1) : now);
    }

    /** Creates or replaces a file that only its owner may read. */
    void put(Path file, byte[] bytes) throws IOException {
        durable(file).bytes(bytes);
    }

    private static AtomicWrite durable(Path file) {
        return AtomicWrite.to(file).ownerOnly().sync(AtomicWrite.Sync.RENAME);
    }

    /** Deletes the temporary file that a crash during {@link #replace} may have left beside a file. */
    void deleteTemporary(Path file) throws IOException {
        Files.deleteIfExists(AtomicWrite.temporary(file));
    }

    /** Changes the owner and the group only where they differ, because that needs privileges. */
    private static void copyOwnership(Path file, PosixFileAttributes wanted) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes current = view.readAttributes();
        if (!current.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!current.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        view.setPermissions(wanted.permissions());
    }
}
