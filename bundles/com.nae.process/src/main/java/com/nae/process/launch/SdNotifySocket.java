package com.nae.process.launch;

import com.nae.process.posix.EventLoop;
import com.nae.process.posix.Libc;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The datagram socket on which one program reports its state, by sd_notify(3). Owned by the supervisor's thread. */
public final class SdNotifySocket {
    /** The room for a path in {@code struct sockaddr_un}, on every system. */
    private static final int LONGEST_PATH = 103;

    private static final int LONGEST_MESSAGE = 4096;

    private final EventLoop loop;
    private final Path path;
    private final int fd;

    private SdNotifySocket(EventLoop loop, Path path, int fd) {
        this.loop = loop;
        this.path = path;
        this.fd = fd;
    }

    /** Lets only the user as whom the program runs send to it. */
    public void restrictTo(Optional<String> user) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        if (user.isPresent()) {
            Files.setOwner(
                    path,
                    path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(UserAccount.of(user.get()).name()));
        }
    }

    /**
     * Opens it, in place of one that an earlier runtime has left.
     *
     * @param told gets each {@code NAME=value}, on the loop
     */
    public static SdNotifySocket open(EventLoop loop, Path folder, String name, BiConsumer<String, String> told)
            throws IOException {
        Path path = shortened(folder, name);
        Files.deleteIfExists(path);
        byte[] text = path.toString().getBytes(StandardCharsets.UTF_8);
        Memory address = new Memory(text.length + 3L);
        address.clear();
        if (Platform.isMac()) {
            address.setByte(0, (byte) address.size());
            address.setByte(1, (byte) Libc.AF_UNIX);
        } else {
            address.setShort(0, (short) Libc.AF_UNIX);
        }
        address.write(2, text, 0, text.length);
        int type = Libc.SOCK_DGRAM | (Platform.isLinux() ? Libc.O_CLOEXEC | Libc.O_NONBLOCK : 0);
        int fd = Libc.check(Libc.socket(Libc.AF_UNIX, type, 0), "socket");
        if (Libc.bind(fd, address, (int) address.size()) < 0) {
            String why = Libc.strerror(Libc.errno());
            Libc.close(fd);
            throw new IOException("cannot bind " + path + ": " + why);
        }
        Memory message = new Memory(LONGEST_MESSAGE);
        loop.watch(fd, () -> receive(fd, message, told));
        return new SdNotifySocket(loop, path, fd);
    }

    /** One that is too long for an address lies in a private folder of the temporary directory. */
    private static Path shortened(Path folder, String name) throws IOException {
        Path path = folder.resolve(name + ".notify").toAbsolutePath();
        if (path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            return path;
        }
        return Files.createTempDirectory(Path.of("/tmp"), "nae").resolve("notify");
    }

    public Path path() {
        return path;
    }

    void close() {
        loop.unwatch(fd);
        Libc.close(fd);
        path.toFile().delete();
    }

    /** Takes one message. Where more wait, the loop calls again. */
    private static void receive(int fd, Memory message, BiConsumer<String, String> told) {
        long length = Libc.recv(fd, message, LONGEST_MESSAGE, 0);
        if (length <= 0) {
            return;
        }
        for (String line : new String(message.getByteArray(0, (int) length), StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                told.accept(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }
}
