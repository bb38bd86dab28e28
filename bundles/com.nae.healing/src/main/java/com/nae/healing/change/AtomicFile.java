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

/** Replaces a file so that a reader, or the next start after a crash, finds the old bytes or the new ones. */
final class AtomicFile {
    private final CrashPoint crash;

    AtomicFile(CrashPoint crash) {
        this.crash = crash;
    }

    /**
     * Replaces an existing file; owner and permissions stay, and its time moves on by a second at least, so that no
     * cached bytecode survives.
     */
    void replace(Path file, byte[] bytes) throws IOException {
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        durable(file)
                .beforeRename(written -> {
                    crash.reached("written " + written);
                    keep(written, old);
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

    /** Removes what a crash may have left beside a file. */
    void tidy(Path file) throws IOException {
        Files.deleteIfExists(AtomicWrite.temporary(file));
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
}
