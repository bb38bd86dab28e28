package com.nae.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lock by which one JVM alone runs on a home; it ends with the process, however that ends. Others read the pid in
 * {@code logs/continuous_operation.pid}. {@code data/run/runtime} holds the pid and the start time that the start
 * script saw, so that a recycled pid is not taken for the runtime's; {@code data/run/ready} is there while the runtime
 * is up.
 */
final class HomeLock implements Closeable {
    private final FileLock lock;
    private final Path pid;
    private final Path ready;

    private HomeLock(Path home, FileLock lock) throws IOException {
        this.lock = lock;
        this.pid = home.resolve("logs/continuous_operation.pid");
        this.ready = home.resolve("data/run/ready");
        Files.deleteIfExists(ready);
        empty(home.resolve("data/cache/tmp"));
        long self = ProcessHandle.current().pid();
        write(home.resolve("data/run/runtime"), self + " " + System.getProperty("nae.started", "") + "\n");
        write(pid, self + "\n");
    }

    /** Takes the lock of a home; empty where another JVM holds it. */
    static Optional<HomeLock> acquire(Path home) throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Path run = Files.createDirectories(home.resolve("data/run"));
        FileLock lock = FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
        return lock == null ? Optional.empty() : Optional.of(new HomeLock(home, lock));
    }

    /** Tells the scripts that the runtime is up. */
    void ready() throws IOException {
        write(ready, ProcessHandle.current().pid() + "\n");
    }

    /**
     * Seconds since this process began: from the kernel, or where it does not say, from the JDK, which may be a second
     * off.
     */
    static double uptimeSeconds() {
        try {
            String[] fields = Files.readString(Path.of("/proc/self/stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            return uptime - Long.parseLong(fields[19]) / 100.0;
        } catch (IOException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(began -> Duration.between(began, Instant.now()).toMillis() / 1000.0)
                    .orElse(0.0);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(ready);
        Files.deleteIfExists(pid);
        lock.acquiredBy().close();
    }

    /** Removes the unpacked native libraries that a killed runtime has left. */
    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
