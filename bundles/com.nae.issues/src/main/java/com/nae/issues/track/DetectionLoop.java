package com.nae.issues.track;

import com.nae.api.issue.Issue;
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
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detecting thread: reads what instances wrote, as they write it, and turns it into issues. Sleeps while nothing
 * happens.
 */
final class DetectionLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionLoop.class);
    private static final int BUFFER = 128 << 10;
    /** Pieces read of one instance before the next has its turn. */
    private static final int TURN = 8;
    /** How long after the event of an exit the last output of the program may arrive. */
    private static final long OUTPUT_DELAY_MILLIS = 150;

    /** How long before the exit of a program a trace may lie that explains it. */
    private static final long LAST_TRACE_MILLIS = 5_000;

    /** The issues in memory and on disk. */
    record Storage(IssueStore store, IssueJournal journal) {}

    /** The exit of a program, judged when its last output has arrived. */
    private record PendingExit(ProcessEvent event, long due) {}

    private final DetectionInbox inbox;
    private final IssueStore store;
    private final BiConsumer<Issue, InstanceId> listeners;
    private final InstanceStreams streams;
    private final PriorityQueue<PendingExit> ended = new PriorityQueue<>((a, b) -> Long.compare(a.due(), b.due()));
    private final ExitDetector exitDetector;
    private final SaveSchedule saveSchedule;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private volatile Optional<LoggedProcesses> manager = Optional.empty();
    private volatile Config config;
    private volatile boolean stopped;
    private volatile LongSupplier clock = () -> System.nanoTime() / 1_000_000;

    DetectionLoop(
            DetectionInbox inbox,
            Storage storage,
            Config config,
            Supplier<StackFormats> stackFormats,
            BiConsumer<Issue, InstanceId> listeners) {
        this.inbox = inbox;
        store = storage.store();
        this.config = config;
        this.listeners = listeners;
        streams = new InstanceStreams(storage.journal(), stackFormats, this::occurred);
        saveSchedule = new SaveSchedule(store, storage.journal(), streams);
        exitDetector = new ExitDetector(store, this::occurred);
    }

    void manager(Optional<LoggedProcesses> present) {
        manager = present;
        inbox.wake();
    }

    /** The manager is going; another may have come already. */
    void unset(LoggedProcesses going) {
        if (manager.filter(m -> m == going).isPresent()) {
            manager(Optional.empty());
        }
    }

    void config(Config changed) {
        config = changed;
    }

    /** What a caller changed is to be written. */
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
                // A LinkageError comes from a process manager whose bundle was just replaced; its successor is
                // followed.
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

    /** Goes by another clock, of milliseconds. */
    void clock(LongSupplier other) {
        clock = other;
    }

    /** Does what is due; returns when the next thing is. */
    long runDueWork() {
        follow();
        for (ProcessEvent event = inbox.events().poll();
                event != null;
                event = inbox.events().poll()) {
            ended.add(new PendingExit(event, millis() + OUTPUT_DELAY_MILLIS));
        }
        if (streams.manager().isPresent()) {
            inbox.written().stream().filter(inbox::take).forEach(this::read);
        }
        long now = millis();
        streams.all().stream().filter(w -> w.deadline() <= now).forEach(w -> w.expire(now));
        while (!ended.isEmpty() && ended.peek().due() <= now) {
            judge(ended.poll().event());
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
        return ended.isEmpty() ? next : Math.min(next, ended.peek().due());
    }

    /** Goes over to another process manager, or to none; reading goes on where it stood. */
    private void follow() {
        Optional<LoggedProcesses> present = manager;
        if (!present.equals(streams.manager())) {
            streams.use(present);
            present.ifPresent(p -> p.list().forEach(status -> inbox.available(status.id())));
        }
    }

    private void read(InstanceId id) {
        try {
            read(streams.openStream(id));
        } catch (NoSuchElementException notYet) {
            LOG.debug("{} has no output, or not yet", id);
        } catch (IOException e) {
            LOG.warn("{}: its output cannot be read: {}", id, e.toString());
            stream(id).ifPresent(InstanceStream::close);
        }
    }

    private void read(InstanceStream stream) throws IOException {
        long skipped = stream.skipBacklog(config.maxBehind());
        if (skipped > 0) {
            LOG.warn("{}: output outruns detection; {} bytes are passed over, errors are sampled", stream.id, skipped);
        }
        int pieces = 0;
        while (stream.read(buffer, millis())) {
            saveSchedule.saveWithin(millis(), SaveSchedule.POSITIONS);
            if (++pieces == TURN) {
                inbox.available(stream.id);
                return;
            }
        }
        long gone = stream.takeLostFiles();
        if (gone > 0) {
            LOG.warn(
                    "{}: {} log files were deleted before detection had read them;"
                            + " log_keep times log_max_size is less than it was behind",
                    stream.id,
                    gone);
        }
        long passed = stream.takeSkippedBytes();
        if (passed > 0) {
            LOG.info("{}: detection has caught up; {} bytes were passed over", stream.id, passed);
        }
    }

    private void occurred(InstanceId instance, Fault fault, long times, long at) {
        Issue issue = store.occurred(instance, fault, times, at);
        saveSchedule.saveWithin(millis(), SaveSchedule.ISSUES);
        listeners.accept(issue, instance);
    }

    /** An end is judged when its last output has been read. */
    private void judge(ProcessEvent event) {
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
