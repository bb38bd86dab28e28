package com.nae.process.capture;

import com.nae.api.output.OutputListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.Libc;
import com.nae.process.posix.Linux;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the FIFOs of all instances into their logs, on one thread, and rotates the logs. Thread-safe. */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    /** What one FIFO may move before the next one has its turn. */
    private static final long BYTES_PER_TURN = 4 << 20;

    private static final int DEFAULT_PIPE_BYTES = 1 << 16;
    private static final int LARGE_PIPE_BYTES = 1 << 20;
    private static final int FULL_READS_UNTIL_WIDENED = 3;
    /** After a log could not be written. */
    private static final Duration WRITE_RETRY = Duration.ofMillis(250);
    /** How long a full disk may block the workers. After that their output is counted and dropped. */
    private static final Duration BLOCKED_AT_MOST = Duration.ofMinutes(5);

    private static final long CHECK_FILE_EVERY = Duration.ofSeconds(1).toNanos();

    private final EventLoop loop;
    private final Path logs;
    private final Path fifos;
    private final FifoTransfer transfer = new FifoTransfer();
    private final LogArchiver archiver = new LogArchiver();
    private final Map<InstanceId, LogSink> sinks = new ConcurrentHashMap<>();
    private final List<OutputListener> listeners = new CopyOnWriteArrayList<>();
    /** Names in the folder of logs at the start: read once for all instances. */
    private final TreeSet<String> namesAtStart = new TreeSet<>();
    /** Instances that were opened before: their rotated files are looked up again. */
    private final Set<InstanceId> opened = ConcurrentHashMap.newKeySet();

    private final AtomicLong droppedBytes = new AtomicLong();

    public Capture(Path logs, Path fifos) throws IOException {
        this.logs = logs;
        this.fifos = fifos;
        this.loop = new EventLoop("nae-process-capture");
        try (var names = Files.list(logs)) {
            names.forEach(f -> namesAtStart.add(f.getFileName().toString()));
        }
        loop.start();
    }

    public void addListener(OutputListener listener) {
        listeners.add(listener);
    }

    public void removeListener(OutputListener listener) {
        listeners.remove(listener);
    }

    /** The sink of an instance, opened on first use; a new policy holds from now on. */
    public LogSink open(InstanceId id, ProcessDefinition.Log policy) throws IOException {
        LogSink sink = sinks.get(id);
        if (sink != null) {
            sink.policy = policy;
            return sink;
        }
        String name = id.logName();
        LogFiles files = new LogFiles(logs.resolve(name));
        TreeMap<Long, Path> rotated =
                opened.add(id) ? files.rotated(namesAtStart.subSet(name + ".", name + "/")) : files.rotated();
        LogSink fresh = new LogSink(
                id, fifos.resolve(name.substring(0, name.length() - ".log".length())), files, rotated, policy);
        sinks.put(id, fresh);
        archiver.compressLeftovers(files, rotated, policy);
        loop.execute(() -> watch(fresh));
        return fresh;
    }

    /**
     * Removes the FIFO, takes what is left in it and closes the sink. The name goes at once: an instance that is
     * defined again makes a FIFO of its own under it, perhaps before what is left here has been taken.
     */
    public void close(InstanceId id) {
        LogSink sink = sinks.remove(id);
        if (sink != null) {
            sink.fifo.toFile().delete();
            loop.execute(() -> {
                drain(sink);
                loop.unwatch(sink.fifoFd);
                sink.close();
            });
        }
    }

    /** The sink of an instance, or null where none is open. */
    public LogSink sink(InstanceId id) {
        return sinks.get(id);
    }

    /** Bytes of output dropped since the start of the runtime. */
    public long droppedBytes() {
        return droppedBytes.get();
    }

    @Override
    public void close() {
        loop.execute(() -> sinks.values().forEach(sink -> {
            drain(sink);
            loop.unwatch(sink.fifoFd);
            sink.close();
        }));
        loop.close();
        archiver.close();
    }

    private void watch(LogSink sink) {
        try {
            sink.reopen(); // an earlier sink of the instance may have written since this one was made
            loop.watch(sink.fifoFd, () -> drain(sink));
        } catch (IOException e) {
            LOG.error("The output of {} cannot be captured", sink.id, e);
        }
    }

    private void drain(LogSink sink) {
        long moved = 0;
        try {
            follow(sink);
            long got = 1;
            while (got > 0 && moved < BYTES_PER_TURN) {
                got = transfer.move(sink.fifoFd, sink.fd, sink.size, LARGE_PIPE_BYTES);
                if (got > 0) {
                    moved += got;
                    sink.size += got;
                    widen(sink, got);
                    rotateWhenDue(sink);
                }
            }
            if (got < 0) {
                failed(sink, (int) -got);
            } else if (sink.blockedSince != 0) {
                resumed(sink);
            }
        } catch (IOException e) {
            LOG.error("Log of {}: {}", sink.id, e.toString());
            pause(sink);
        }
        if (moved > 0) {
            notifyListeners(sink.id);
        }
    }

    private void notifyListeners(InstanceId id) {
        for (OutputListener listener : listeners) {
            try {
                listener.available(id);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener for output failed", e);
            }
        }
    }

    /** Enlarges a FIFO that is found full again and again: fewer switches between the worker and this thread. */
    private static void widen(LogSink sink, long got) {
        if (Libc.LINUX && got >= DEFAULT_PIPE_BYTES && ++sink.fullReads == FULL_READS_UNTIL_WIDENED) {
            Linux.fcntl(sink.fifoFd, Linux.F_SETPIPE_SZ, LARGE_PIPE_BYTES);
        }
    }

    /**
     * Goes on with a log that somebody has removed, renamed or cut. Its name is checked once a second, while there is
     * output.
     */
    private static void follow(LogSink sink) throws IOException {
        long now = System.nanoTime();
        if (sink.checkedAt == 0 || now - sink.checkedAt > CHECK_FILE_EVERY) {
            sink.checkedAt = now;
            if (!Files.exists(sink.files.current())) {
                sink.reopen();
            }
        }
        long end = Libc.lseek(sink.fd, 0, Libc.SEEK_END);
        if (end < sink.size) {
            sink.size = end;
        }
    }

    private void rotateWhenDue(LogSink sink) throws IOException {
        if (sink.size >= sink.policy.maxSize()) {
            long number = sink.number;
            sink.rotate();
            archiver.rotated(sink.files, number, sink.policy);
        }
    }

    /** Lets the worker wait for the disk, and after a long time drops output so that it can go on. */
    private void failed(LogSink sink, int errno) {
        if (sink.blockedSince == 0) {
            sink.blockedSince = System.nanoTime();
            LOG.error("Log of {} cannot be written ({}); its output waits until it can", sink.id, Libc.strerror(errno));
        } else if (System.nanoTime() - sink.blockedSince > BLOCKED_AT_MOST.toNanos()) {
            Memory waste = new Memory(LARGE_PIPE_BYTES);
            droppedBytes.addAndGet(transfer.discard(sink.fifoFd, waste, LARGE_PIPE_BYTES));
        }
        pause(sink);
    }

    /** Leaves the output in the FIFO for a while, where it blocks the worker. */
    private void pause(LogSink sink) {
        loop.unwatch(sink.fifoFd);
        loop.schedule(WRITE_RETRY, () -> {
            if (sinks.get(sink.id) == sink) {
                watch(sink);
            }
        });
    }

    private void resumed(LogSink sink) {
        LOG.info(
                "Log of {} is written again{}",
                sink.id,
                droppedBytes.get() == 0 ? "" : "; " + droppedBytes.get() + " bytes were dropped so far");
        sink.blockedSince = 0;
    }
}
