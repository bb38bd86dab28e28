package com.nae.process.capture;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.posix.Libc;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Where the output of one instance goes: its FIFO, and the log that the FIFO is emptied into. Owned by the capture
 * thread.
 */
public final class LogSink {
    final InstanceId id;
    final Path fifo;
    final LogFiles files;
    final int fifoFd;
    volatile ProcessDefinition.Log policy;
    /** Number of the file being written; a reader that sees it unchanged after an open has opened that file. */
    volatile long number;
    /** Bytes in the file being written. */
    volatile long size;

    int fd = -1;
    int full;
    /** When the disk was first found full, as {@link System#nanoTime}; 0 while it is not. */
    long blockedSince;

    long checkedAt;

    LogSink(InstanceId id, Path fifo, LogFiles files, TreeMap<Long, Path> rotated, ProcessDefinition.Log policy)
            throws IOException {
        this.id = id;
        this.fifo = fifo;
        this.files = files;
        this.policy = policy;
        if (!Files.exists(fifo) && Libc.mkfifo(fifo.toString(), 0600) < 0 && !Files.exists(fifo)) {
            throw new IOException("cannot make " + fifo + ": " + Libc.strerror(Libc.errno()));
        }
        fifoFd = Libc.check(Libc.open(fifo.toString(), Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC), "open " + fifo);
        number = rotated.isEmpty() ? 1 : rotated.lastKey() + 1;
        reopen();
    }

    /** The FIFO that the instance writes to. */
    public Path fifo() {
        return fifo;
    }

    /** Number of the file being written. */
    public long number() {
        return number;
    }

    /** Bytes in the file being written. */
    public long size() {
        return size;
    }

    public LogFiles files() {
        return files;
    }

    /** Opens the current file, making it where it is not there, and goes on at its end. */
    void reopen() throws IOException {
        closeFile();
        try {
            Files.createFile(
                    files.current(),
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----")));
        } catch (FileAlreadyExistsException there) {
            // goes on where it ends
        }
        fd = Libc.check(
                Libc.open(files.current().toString(), Libc.O_WRONLY | Libc.O_CLOEXEC), "open " + files.current());
        size = Libc.lseek(fd, 0, Libc.SEEK_END);
    }

    void rotate() throws IOException {
        files.rotate(number);
        number++;
        size = 0;
        reopen();
    }

    void close() {
        closeFile();
        Libc.close(fifoFd);
    }

    private void closeFile() {
        if (fd >= 0) {
            Libc.close(fd);
            fd = -1;
        }
    }
}
