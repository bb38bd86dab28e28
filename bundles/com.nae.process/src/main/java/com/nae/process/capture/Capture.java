package com.nae.process.capture;

import com.nae.api.process.InstanceId;
import com.nae.api.process.OutputListener;
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

/** Empties every instance's FIFO into its log, on one thread for all, and rotates the logs. */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final long TURN = 4 << 20;
    private static final int LARGE_PIPE = 1 << 20;
    private static final Duration RETRY = Duration.ofMillis(250);
    /** How long a full disk may block the workers; after it their output is counted and dropped. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long CHECK_EVERY = Duration.ofSeconds(1).toNanos();

    private final EventLoop loop;
    private final Path logs;
    private final Path fifos;
    private final FifoTransfer transfer = new FifoTransfer();
    private final LogArchiver compressor = new LogArchiver();
    private final Map<InstanceId, LogSink> sinks = new ConcurrentHashMap<>();
    private final List<OutputListener> listeners = new CopyOnWriteArrayList<>();
    /** What was in the folder of logs at the start: read once for all. */
    private final TreeSet<String> atStart = new TreeSet<>();

    private final Set<InstanceId> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong droppedBytes = new AtomicLong();

    public Capture(Path logs, Path fifos) throws IOException {
        this.logs = logs;
        this.fifos = fifos;
        this.loop = new EventLoop("nae-process-capture");
        try (var names = Files.list(logs)) {
            names.forEach(f -> atStart.add(f.getFileName().toString()));
        }
        loop.start();
    }

    public void add(OutputListener listener) {
        listeners.add(listener);
    }

    public void remove(OutputListener listener) {
        listeners.remove(listener);
    }

    /** The sink of an instance, opened on first use; a new policy holds from now on. Any thread. */
    public LogSink open(InstanceId id, ProcessDefinition.Log policy) throws IOException {
        LogSink sink = sinks.get(id);
        if (sink != null) {
            sink.policy = policy;
            return sink;
        }
        String name = id.logName();
        LogFiles files = new LogFiles(logs.resolve(name));
        TreeMap<Long, Path> rotated =
                seen.add(id) ? files.rotated(atStart.subSet(name + ".", name + "/")) : files.rotated();
        LogSink opened = new LogSink(
                id, fifos.resolve(name.substring(0, name.length() - ".log".length())), files, rotated, policy);
        sinks.put(id, opened);
        compressor.compressLeftovers(files, rotated, policy);
        loop.execute(() -> watch(opened));
        return opened;
    }

    /** Takes what is left in the FIFO, closes the sink and removes the FIFO. */
    public void close(InstanceId id) {
        LogSink sink = sinks.remove(id);
        if (sink != null) {
            loop.execute(() -> {
                drain(sink);
                loop.unwatch(sink.fifoFd);
                sink.close();
                sink.fifo.toFile().delete();
            });
        }
    }

    public LogSink sink(InstanceId id) {
        return sinks.get(id);
    }

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
        compressor.close();
    }

    private void watch(LogSink sink) {
        try {
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
            while (got > 0 && moved < TURN) {
                got = transfer.move(sink.fifoFd, sink.fd, sink.size, LARGE_PIPE);
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
            tell(sink.id);
        }
    }

    private void tell(InstanceId id) {
        for (OutputListener listener : listeners) {
            try {
                listener.available(id);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener for output failed", e);
            }
        }
    }

    /** Gives a worker that fills its FIFO again and again a larger one. */
    private static void widen(LogSink sink, long got) {
        if (Libc.LINUX && got >= 1 << 16 && ++sink.full == 3) {
            Linux.fcntl(sink.fifoFd, Linux.F_SETPIPE_SZ, LARGE_PIPE);
        }
    }

    /** Goes on with a log that somebody has removed, renamed or cut: looked at once a second, while there is output. */
    private static void follow(LogSink sink) throws IOException {
        long now = System.nanoTime();
        if (sink.checkedAt == 0 || now - sink.checkedAt > CHECK_EVERY) {
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
            compressor.rotated(sink.files, number, sink.policy);
        }
    }

    private void failed(LogSink sink, int errno) {
        if (sink.blockedSince == 0) {
            sink.blockedSince = System.nanoTime();
            LOG.error(
                    "Log of {} cannot be written ({}); its output is kept back until it can",
                    sink.id,
                    Libc.strerror(errno));
        } else if (System.nanoTime() - sink.blockedSince > PATIENCE.toNanos()) {
            Memory waste = new Memory(LARGE_PIPE);
            droppedBytes.addAndGet(transfer.discard(sink.fifoFd, waste, LARGE_PIPE));
        }
        pause(sink);
    }

    private void pause(LogSink sink) {
        loop.unwatch(sink.fifoFd);
        loop.schedule(RETRY, () -> {
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
