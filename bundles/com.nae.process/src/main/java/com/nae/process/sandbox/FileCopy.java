package com.nae.process.sandbox;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies and hashes single files: bytes, permissions, times and, as far as the runtime's rights go, owners. */
final class FileCopy {
    private static final Logger LOG = LoggerFactory.getLogger(FileCopy.class);

    private FileCopy() {}

    /**
     * Replaces a file by a copy of another, in one step; returns the SHA-256 of its bytes.
     *
     * @param temporary for the copy until it is whole; nothing is left of it if this fails
     */
    static String replace(Path to, Path from, Path temporary) throws IOException {
        MessageDigest digest = sha256();
        AtomicWrite.to(to).through(temporary).beforeRename(copy -> copyAttributes(from, copy)).stream(
                out -> transfer(from, digest, out));
        return hex(digest);
    }

    /** The SHA-256 of a file. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        transfer(file, digest, OutputStream.nullOutputStream());
        return hex(digest);
    }

    /** Deletes a folder with all that is in it, where it is there. */
    static void removeTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Gives a copy its origin's permissions, owner and time of modification. */
    static void copyAttributes(Path from, Path to) throws IOException {
        PosixFileAttributes origin = Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var view = Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        owner(origin, view);
        view.setPermissions(origin.permissions());
        Files.getFileAttributeView(to, BasicFileAttributeView.class).setTimes(origin.lastModifiedTime(), null, null);
    }

    private static void owner(PosixFileAttributes origin, PosixFileAttributeView view) throws IOException {
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!origin.group().equals(now.group())) {
                view.setGroup(origin.group());
            }
            if (!origin.owner().equals(now.owner())) {
                view.setOwner(origin.owner());
            }
        } catch (FileSystemException onlyRootMayGiveFilesAway) {
            LOG.debug("The copy keeps the runtime as its owner: {}", onlyRootMayGiveFilesAway.getMessage());
        }
    }

    private static void transfer(Path from, MessageDigest digest, OutputStream out) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
            in.transferTo(out);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
