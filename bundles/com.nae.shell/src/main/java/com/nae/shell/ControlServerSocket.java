package com.nae.shell;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The unix-domain socket {@code data/control.sock} of a home, which only its owner can open. It is bound in a private
 * folder, closed to others there, and only then moved to its place, where it replaces a stale one. So it is never open
 * to others, not even for a moment.
 */
final class ControlServerSocket implements Closeable {
    /** A little less than the limit of the kernel, which is 104 bytes on macOS and 108 on Linux. */
    private static final int MAX_PATH_BYTES = 100;

    private final ServerSocketChannel server;
    private final Path place;
    private final Object identity;

    ControlServerSocket(Path home) throws IOException {
        this.place = home.resolve("data/control.sock");
        Path folder = Files.createTempDirectory(Files.createDirectories(place.getParent()), ".control");
        Path socket = folder.resolve("s");
        try {
            this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address(home, socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.move(socket, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            this.identity = identity();
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    /**
     * The kernel limits the path of a socket to about 100 bytes. In a deep home it is relative to the home, which is
     * the working directory.
     */
    private static UnixDomainSocketAddress address(Path home, Path socket) throws IOException {
        Path path = Files.isSameFile(Path.of(""), home) ? home.relativize(socket) : socket;
        if (path.toString().getBytes().length > MAX_PATH_BYTES) {
            throw new IOException(
                    socket + " is too long for the path of a socket; start NAE with the home as its working directory");
        }
        return UnixDomainSocketAddress.of(path);
    }

    /** The inode of the socket file: {@link #close} must not delete the socket of a later run. */
    private Object identity() throws IOException {
        return Files.readAttributes(place, BasicFileAttributes.class).fileKey();
    }

    /** Waits for a client. @throws java.nio.channels.ClosedChannelException when the socket is closed */
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(place) && identity().equals(identity)) {
            Files.delete(place);
        }
    }
}
