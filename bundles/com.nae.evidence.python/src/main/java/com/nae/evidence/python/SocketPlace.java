package com.nae.evidence.python;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The place of the socket for reports. It has a name that cannot be guessed, in a folder that others may pass but not
 * list. It stays the same over restarts of the runtime, since programs that run on report there again. In a deep home
 * the folder lies in the temporary directory: the kernel limits the path of a socket to about 100 bytes.
 */
final class SocketPlace {
    /** A little less than the limit of the kernel, which is 104 bytes on macOS and 108 on Linux. */
    private static final int MAX_PATH_BYTES = 100;

    private static final int NAME_BYTES = 8;
    private static final String PASSABLE = "rwx--x--x";
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final Path temporary;
    private boolean kept;

    /**
     * @param folder of the bundle's own
     * @param temporary where a folder is made if that one is too deep
     */
    SocketPlace(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /** The place of the last run where it can be used again, otherwise a new one. */
    Path find() throws IOException {
        passable(folder);
        Path note = folder.resolve("socket");
        Path socket = Files.exists(note) ? noted(note) : null;
        kept = socket != null;
        if (!kept) {
            socket = create();
            AtomicWrite.to(note).ownerOnly().text(socket.toString());
        }
        return socket;
    }

    /** Whether programs that an earlier runtime started report at the place that was found. */
    boolean isKept() {
        return kept;
    }

    /** Null where the noted place is damaged, moved with its home, or open to others. */
    private Path noted(Path note) throws IOException {
        try {
            Path socket = Path.of(Files.readString(note).strip());
            Path parent = socket.getParent();
            boolean near = folder.equals(parent) || temporary.equals(parent == null ? null : parent.getParent());
            return near && isShort(socket) && isOurs(parent) ? socket : null;
        } catch (InvalidPathException | java.nio.charset.CharacterCodingException damaged) {
            return null;
        }
    }

    private boolean isOurs(Path parent) throws IOException {
        return Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(parent).equals(Files.getOwner(folder))
                && Files.getPosixFilePermissions(parent).stream().noneMatch(OF_OTHERS::contains);
    }

    private Path create() throws IOException {
        for (Path place : List.of(
                folder.resolve(name()), temporary.resolve("nae-" + name()).resolve("s"))) {
            if (isShort(place)) {
                passable(place.getParent());
                return place;
            }
        }
        throw new IOException(temporary + " is too long for the path of a socket");
    }

    private static void passable(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(PASSABLE));
    }

    private static boolean isShort(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
    }

    private static String name() {
        byte[] bytes = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
