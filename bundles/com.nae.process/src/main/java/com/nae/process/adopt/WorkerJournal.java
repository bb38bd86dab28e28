package com.nae.process.adopt;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.base.file.AtomicWrite;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that tells the next runtime what runs, what was stopped on purpose and what is left of restart budgets. Each
 * event is one line, written in one piece: a start before it happens, all else right after. Lines that are cut off or
 * damaged are passed over. One thread at a time.
 */
public final class WorkerJournal implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerJournal.class);
    private static final long COMPACT_ABOVE_BYTES = 4 << 20;

    private final Path file;
    private final Map<InstanceId, WorkerRecord> records = new HashMap<>();
    private FileChannel channel;

    /** Opens it, and reads what an earlier runtime has written. */
    public WorkerJournal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            replay();
        }
        compact();
    }

    /** What is known of every instance that is not forgotten. */
    Map<InstanceId, WorkerRecord> records() {
        return Map.copyOf(records);
    }

    /** What is known of an instance; of one that is new, that nothing runs. */
    public WorkerRecord record(InstanceId id) {
        return records.getOrDefault(id, WorkerRecord.NONE);
    }

    /**
     * A start begins.
     *
     * @param since wall clock, ms since 1970
     */
    public void spawning(InstanceId id, String runId, long since, int restarts) {
        write(JournalLine.spawning(id, runId, since, restarts));
    }

    /** A start has succeeded. */
    public void running(InstanceId id, int pid, long startTime, String bootId) {
        write(JournalLine.running(id, pid, startTime, bootId));
    }

    /** A start has failed. */
    public void startFailed(InstanceId id) {
        write(JournalLine.ended(id, "", Optional.empty()));
    }

    public void ended(InstanceId id, ExitStatus exit) {
        write(JournalLine.ended(id, record(id).bootId(), Optional.of(exit)));
    }

    /** Remembers whether the operator has stopped it. */
    public void stopped(InstanceId id, boolean onPurpose) {
        if (record(id).stopped() != onPurpose) {
            write(JournalLine.stopped(id, onPurpose));
        }
    }

    /** Remembers what an instance has used of its restart budget, where that is not what the journal says already. */
    public void budget(InstanceId id, UsedBudget spent) {
        if (!record(id).budget().equals(spent)) {
            write(JournalLine.budget(id, spent));
        }
    }

    public void forget(InstanceId id) {
        write(JournalLine.forget(id));
    }

    /** Forgets its starts and its budget, but not that it was stopped on purpose. */
    public void forgetStarts(InstanceId id) {
        boolean stopped = record(id).stopped();
        forget(id);
        stopped(id, stopped);
    }

    private void write(JournalLine line) {
        apply(line);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (channel.size() > COMPACT_ABOVE_BYTES) {
                compact();
            }
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be written ({}): the next runtime finds workers by their marks alone",
                    file,
                    e.toString());
        }
    }

    private void apply(JournalLine line) {
        line.applyTo(record(line.id()))
                .ifPresentOrElse(now -> records.put(line.id(), now), () -> records.remove(line.id()));
    }

    private void replay() throws IOException {
        int damaged = 0;
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
            if (!line.isEmpty() && !applied(line)) {
                damaged++;
            }
        }
        if (damaged > 0) {
            LOG.warn("{} damaged lines in {} were passed over; workers are found by their marks", damaged, file);
        }
    }

    private boolean applied(String line) {
        try {
            apply(JournalLine.parse(line));
            return true;
        } catch (RuntimeException damaged) {
            return false;
        }
    }

    /** Writes only what still matters, beside the old file, and puts it in its place. */
    private void compact() throws IOException {
        StringBuilder lines = new StringBuilder();
        records.forEach((id, known) -> append(id, known, lines));
        AtomicWrite.to(file).text(lines);
        close();
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static void append(InstanceId id, WorkerRecord known, StringBuilder lines) {
        boolean started = !known.runId().isEmpty();
        if (started) {
            lines.append(JournalLine.spawning(id, known.runId(), known.since(), known.restarts()));
        }
        if (known.pid() != 0) {
            lines.append(JournalLine.running(id, known.pid(), known.startTime(), known.bootId()));
        }
        if (started && known.ended()) {
            lines.append(JournalLine.ended(id, known.bootId(), known.exit()));
        }
        if (!known.budget().equals(UsedBudget.NONE)) {
            lines.append(JournalLine.budget(id, known.budget()));
        }
        if (known.stopped()) {
            lines.append(JournalLine.stopped(id, true));
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
