package com.nae.issues.track;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.issues.LoggedProcesses;
import com.nae.issues.StackFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the detection thread. It reads the output of instances as it is written and turns it into issues. It
 * sleeps while there is nothing to do.
 */
final class DetectionLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionLoop.class);
    private static final int BUFFER_BYTES = 128 << 10;
    /** The number of buffers read from one instance before the next one is read. */
    private static final int MAX_PIECES = 8;
    /** The time after the event of an exit within which the last output of the program may arrive. */
    private static final long OUTPUT_DELAY_MILLIS = IssueTracker.REPORT_DELAY.toMillis() / 10;

    /** The time before an exit within which a trace explains it. */
    private static final long LAST_TRACE_MILLIS = 5_000;

    /** The store of issues in memory and the journal on disk. */
    record Storage(IssueStore store, IssueJournal journal) {}

    /** The exit of a program, which is processed once its last output has arrived. */
    private record PendingExit(ProcessEvent event, long due) {}

    private final DetectionInbox inbox;
    private final IssueStore store;
    private final IssueListener listeners;
    private final InstanceStreams streams;
    private final PriorityQueue<PendingExit> exits = new PriorityQueue<>((a, b) -> Long.compare(a.due(), b.due()));
    private final ExitDetector exitDetector;
    private final SaveSchedule saveSchedule;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private volatile Optional<LoggedProcesses> manager = Optional.empty();
    private volatile Config config;
    private volatile boolean stopped;
    private volatile LongSupplier clock = () -> System.nanoTime() / 1_000_000;

    DetectionLoop(
            DetectionInbox inbox,
            Storage storage,
            Config config,
            Supplier<StackFormats> stackFormats,
            IssueListener listeners) {
        this.inbox = inbox;
        store = storage.store();
        this.config = config;
        this.listeners = listeners;
        streams = new InstanceStreams(storage.journal(), stackFormats, this::occurred);
        saveSchedule = new SaveSchedule(store, storage.journal(), streams);
        exitDetector = new ExitDetector(store, this::occurred, this::ended);
    }

    void manager(Optional<LoggedProcesses> current) {
        manager = current;
        inbox.wake();
    }

    /** Stops using a manager that is removed, unless another one has replaced it. */
    void unset(LoggedProcesses leaving) {
        if (manager.filter(m -> m == leaving).isPresent()) {
            manager(Optional.empty());
        }
    }

    void config(Config changed) {
        config = changed;
    }

    /** Wakes the thread, which then saves what a caller changed. */
    void saveSoon() {
        inbox.wake();
    }

    void stop() {
        stopped = true;
        inbox.wake();
    }

    Optional<InstanceStream> stream(InstanceId id) {
        return streams.find(id);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                long next = runDueWork();
                if (inbox.isEmpty() && streams.manager().equals(manager) && !stopped) {
                    park(next);
                }
            } catch (RuntimeException | LinkageError e) {
                // A LinkageError comes from a process manager whose bundle was just replaced. The next pass // switches
                // to its successor.
                LOG.error("Detection failed at one event and continues: {}", e.toString(), e);
            }
        }
        saveSchedule.flush(millis());
        streams.close();
    }

    private void park(long next) {
        if (next == Long.MAX_VALUE) {
            LockSupport.park();
        } else {
            LockSupport.parkNanos(Math.max(1, next - millis()) * 1_000_000);
        }
    }

    private long millis() {
        return clock.getAsLong();
    }

    /** Sets the clock, in milliseconds. Tests use it. */
    void clock(LongSupplier other) {
        clock = other;
    }

    /** Does what is due; returns the time at which the next work is due, {@link Long#MAX_VALUE} if there is none. */
    long runDueWork() {
        follow();
        for (ProcessEvent event; (event = inbox.events().poll()) != null; ) {
            exits.add(new PendingExit(event, millis() + OUTPUT_DELAY_MILLIS));
        }
        if (streams.manager().isPresent()) {
            inbox.written().stream().filter(inbox::take).forEach(this::read);
        }
        long now = millis();
        streams.all().stream().filter(w -> w.deadline() <= now).forEach(w -> w.expire(now));
        while (!exits.isEmpty() && exits.peek().due() <= now) {
            reportExit(exits.poll().event());
        }
        if (saveSchedule.isDue(now)) {
            saveSchedule.flush(now);
            streams.forgetUndefined(store::forget);
        }
        return next();
    }

    private long next() {
        long next =
                streams.all().stream().mapToLong(InstanceStream::deadline).min().orElse(Long.MAX_VALUE);
        next = Math.min(next, saveSchedule.nextTime());
        return exits.isEmpty() ? next : Math.min(next, exits.peek().due());
    }

    /** Switches to another process manager, or to none. Reading continues at the same positions. */
    private void follow() {
        Optional<LoggedProcesses> current = manager;
        if (!current.equals(streams.manager())) {
            streams.use(current);
            current.ifPresent(p -> p.list().forEach(status -> inbox.available(status.id())));
        }
    }

    private void read(InstanceId id) {
        try {
            read(streams.openStream(id));
        } catch (NoSuchElementException noOutput) {
            LOG.debug("{} has no output, or not yet", id);
        } catch (IOException e) {
            LOG.warn("{}: its output cannot be read: {}", id, e.toString());
            stream(id).ifPresent(InstanceStream::close);
        }
    }

    private void read(InstanceStream stream) throws IOException {
        long skipped = stream.skipBacklog(config.maxBehind());
        if (skipped > 0) {
            LOG.warn(
                    "{}: output is faster than detection; {} bytes are skipped, errors in them are not seen",
                    stream.id,
                    skipped);
        }
        int pieces = 0;
        while (stream.read(buffer, millis())) {
            saveSchedule.saveWithin(millis(), SaveSchedule.POSITIONS);
            if (++pieces == MAX_PIECES) {
                inbox.available(stream.id);
                return;
            }
        }
        long lostFiles = stream.takeLostFiles();
        if (lostFiles > 0) {
            LOG.warn(
                    "{}: {} log files were deleted before detection had read them;"
                            + " increase log_keep or log_max_size to keep unread output longer",
                    stream.id,
                    lostFiles);
        }
        long skippedBytes = stream.takeSkippedBytes();
        if (skippedBytes > 0) {
            LOG.info("{}: detection has caught up; {} bytes were skipped", stream.id, skippedBytes);
        }
    }

    private void occurred(InstanceId instance, Fault fault, long times, long at) {
        Issue issue = store.occurred(instance, fault, times, at);
        saveSchedule.saveWithin(millis(), SaveSchedule.ISSUES);
        listeners.occurred(issue, instance);
    }

    private void ended(String fingerprint, Evidence evidence) {
        store.ended(fingerprint, evidence).ifPresent(issue -> listeners.ended(issue, evidence.instance()));
        saveSchedule.saveWithin(millis(), SaveSchedule.ISSUES);
    }

    /** Reads the last output of a program that has exited, and reports the exit if it is an issue. */
    private void reportExit(ProcessEvent event) {
        if (streams.manager().isPresent() && inbox.take(event.id())) {
            read(event.id());
        }
        InstanceStream stream = streams.stream(event.id());
        if (streams.hasRestarted(event)) {
            stream.endRun(millis());
        } else {
            stream.end(millis());
        }
        exitDetector.onExit(
                event,
                streams.definition(event.id()),
                stream.traceSince(millis() - OUTPUT_DELAY_MILLIS - LAST_TRACE_MILLIS),
                stream);
    }
}
