package com.nae.process.capture;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.posix.Libc;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the output of one instance goes: its FIFO, and the log that the FIFO is emptied into. Owned by the capture
 * thread; what readers see is volatile.
 */
public final class LogSink {
    private static final Logger LOG = LoggerFactory.getLogger(LogSink.class);
    /** For the user and the group of the runtime: programs print secrets. */
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    final InstanceId id;
    final Path fifo;
    final LogFiles files;
    final int fifoFd;
    volatile ProcessDefinition.Log policy;
    /** Number of the file being written; a reader that sees it unchanged after an open has opened that file. */
    volatile long number;
    /** Bytes in the file being written. */
    volatile long size;
    /** Of the log; -1 while it is closed. */
    int fd = -1;
    /** How often a read has filled the default size of a pipe. */
    int fullReads;
    /** Since when the log cannot be written, as {@link System#nanoTime}; 0 while it can. */
    long blockedSince;
    /** When the name of the log was checked last, as {@link System#nanoTime}. */
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

    /** Opens the current file, creates it where it is missing, and goes on at its end. */
    void reopen() throws IOException {
        closeFile();
        if (!Files.exists(files.current())) {
            create(files.current());
        }
        fd = Libc.check(
                Libc.open(files.current().toString(), Libc.O_WRONLY | Libc.O_CLOEXEC), "open " + files.current());
        size = Libc.lseek(fd, 0, Libc.SEEK_END);
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PRIVATE);
        } catch (FileAlreadyExistsException race) {
            LOG.debug("{} was created by somebody else just now", file);
        }
    }

    /** Gives the current file its number, and begins a new one. */
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
