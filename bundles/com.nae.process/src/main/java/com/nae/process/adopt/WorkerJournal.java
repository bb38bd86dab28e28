package com.nae.process.adopt;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs and what was stopped on purpose, for the runtime that comes after this one. Each event is one line with a
 * checksum, written in one piece before (a start) or right after (all else) it happens; lines that are cut off or
 * damaged are passed over. One thread at a time.
 */
public final class WorkerJournal implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerJournal.class);
    private static final long COMPACT_ABOVE = 4 << 20;

    /**
     * The last that is known of an instance.
     *
     * @param run the mark of its last start; empty where there was none
     * @param pid 0 where the start was begun and nothing more is known, or it has ended
     * @param start kernel start time of {@code pid}
     * @param boot of the machine when it was started
     * @param since wall clock of the start, ms since 1970
     * @param exit how it ended; empty where it has not, or was never started
     */
    public record Entry(
            String run,
            int pid,
            long start,
            String boot,
            long since,
            int restarts,
            boolean stopped,
            boolean ended,
            Optional<ExitStatus> exit) {
        static final Entry NONE = new Entry("", 0, 0, "", 0, 0, false, true, Optional.empty());

        Entry spawning(String mark, long at, int count) {
            return new Entry(mark, 0, 0, "", at, count, stopped, false, Optional.empty());
        }

        Entry running(int newPid, long newStart, String newBoot) {
            return new Entry(run, newPid, newStart, newBoot, since, restarts, stopped, false, Optional.empty());
        }

        Entry gone(String lastBoot, Optional<ExitStatus> how) {
            return new Entry(run, 0, 0, lastBoot, since, restarts, stopped, true, how);
        }

        Entry marked(boolean onPurpose) {
            return new Entry(run, pid, start, boot, since, restarts, onPurpose, ended, exit);
        }
    }

    private final Path file;
    private final Map<InstanceId, Entry> entries = new HashMap<>();
    private FileChannel channel;

    public WorkerJournal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            replay();
        }
        compact();
    }

    Map<InstanceId, Entry> entries() {
        return Map.copyOf(entries);
    }

    public Entry entry(InstanceId id) {
        return entries.getOrDefault(id, Entry.NONE);
    }

    public void spawning(InstanceId id, String run, long now, int restarts) {
        record("spawning", id, run, now, restarts);
    }

    public void running(InstanceId id, int pid, long start, String boot) {
        record("running", id, pid, start, boot);
    }

    /** It could not be started. */
    public void startFailed(InstanceId id) {
        record("ended", id);
    }

    public void ended(InstanceId id, ExitStatus exit) {
        record("ended", id, words(entry(id).boot(), exit));
    }

    private static Object[] words(String boot, ExitStatus exit) {
        return new Object[] {
            boot,
            exit.code().isPresent() ? exit.code().getAsInt() : "-",
            exit.signal().isPresent() ? exit.signal().getAsInt() : "-",
            exit.at().toEpochMilli()
        };
    }

    private static Optional<ExitStatus> exit(String[] f) {
        return f.length < 6
                ? Optional.empty()
                : Optional.of(new ExitStatus(number(f[3]), number(f[4]), Instant.ofEpochMilli(Long.parseLong(f[5]))));
    }

    private static OptionalInt number(String word) {
        return word.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
    }

    public void stopped(InstanceId id, boolean onPurpose) {
        if (entry(id).stopped() != onPurpose) {
            record("stopped", id, onPurpose);
        }
    }

    public void forget(InstanceId id) {
        record("forget", id);
    }

    /** Forgets its starts but not that it was stopped on purpose. */
    public void forgetStarts(InstanceId id) {
        boolean stopped = entry(id).stopped();
        forget(id);
        stopped(id, stopped);
    }

    private void record(String kind, InstanceId id, Object... values) {
        String line = joined(kind, id, values);
        apply(line.split("\t"));
        append(line);
    }

    private static String joined(String kind, InstanceId id, Object[] values) {
        StringBuilder line = new StringBuilder(kind).append('\t').append(id);
        for (Object value : values) {
            line.append('\t').append(value);
        }
        return line.toString();
    }

    private void append(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((checksum(line) + "\t" + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (channel.size() > COMPACT_ABOVE) {
                compact();
            }
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be written ({}): a restart of the runtime finds its workers by their marks alone",
                    file,
                    e.toString());
        }
    }

    private void replay() throws IOException {
        int damaged = 0;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n")) {
            int tab = line.indexOf('\t');
            if (tab < 0
                    || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))
                    || !applied(line.substring(tab + 1))) {
                damaged += line.isEmpty() ? 0 : 1;
            }
        }
        if (damaged > 0) {
            LOG.warn("{} damaged lines in {} were passed over; workers are found by their marks", damaged, file);
        }
    }

    private boolean applied(String line) {
        try {
            apply(line.split("\t"));
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private void apply(String[] f) {
        InstanceId id = InstanceId.parse(f[1]);
        switch (f[0]) {
            case "spawning" -> entries.put(id, entry(id).spawning(f[2], Long.parseLong(f[3]), Integer.parseInt(f[4])));
            case "running" -> entries.put(id, entry(id).running(Integer.parseInt(f[2]), Long.parseLong(f[3]), f[4]));
            case "ended" -> entries.put(id, entry(id).gone(f.length > 2 ? f[2] : "", exit(f)));
            case "stopped" -> entries.put(id, entry(id).marked(Boolean.parseBoolean(f[2])));
            case "forget" -> entries.remove(id);
            default -> throw new IllegalArgumentException(f[0]);
        }
    }

    /** Writes only what still matters, beside the old file, and puts it in its place. */
    private void compact() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder all = new StringBuilder();
        entries.forEach((id, e) -> {
            if (!e.run().isEmpty()) {
                line(all, "spawning\t" + id + "\t" + e.run() + "\t" + e.since() + "\t" + e.restarts());
            }
            if (e.pid() != 0) {
                line(all, "running\t" + id + "\t" + e.pid() + "\t" + e.start() + "\t" + e.boot());
            }
            if (e.ended() && !e.run().isEmpty()) {
                line(
                        all,
                        joined(
                                "ended",
                                id,
                                e.exit().map(exit -> words(e.boot(), exit)).orElse(new Object[0])));
            }
            if (e.stopped()) {
                line(all, "stopped\t" + id + "\ttrue");
            }
        });
        Files.writeString(fresh, all);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        close();
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static void line(StringBuilder all, String line) {
        all.append(checksum(line)).append('\t').append(line).append('\n');
    }

    private static String checksum(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
