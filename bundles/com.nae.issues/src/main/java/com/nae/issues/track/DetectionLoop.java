package com.nae.issues.track;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
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
    /**
     * How long the last output of a program may take to arrive behind the news of its end, and how far back its trace
     * may lie.
     */
    private static final long GRACE = 150;

    private static final long MOMENTS = 5_000;

    /** An end to be judged when the last output has come. */
    private record PendingExit(ProcessEvent event, long due) {}

    private final DetectionInbox ears;
    private final IssueStore ledger;
    private final BiConsumer<Issue, InstanceId> listeners;
    private final InstanceStreams watches;
    private final PriorityQueue<PendingExit> ended = new PriorityQueue<>((a, b) -> Long.compare(a.due(), b.due()));
    private final ExitDetector endings;
    private final SaveSchedule saving;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private volatile Optional<ProcessManager> manager = Optional.empty();
    private volatile Config config;
    private volatile boolean stopped;
    private volatile LongSupplier clock = () -> System.nanoTime() / 1_000_000;

    DetectionLoop(
            DetectionInbox ears,
            IssueStore ledger,
            IssueJournal journal,
            Config config,
            Supplier<StackFormats> dialects,
            BiConsumer<Issue, InstanceId> listeners) {
        this.ears = ears;
        this.ledger = ledger;
        this.config = config;
        this.listeners = listeners;
        watches = new InstanceStreams(journal, dialects, this::occurred);
        saving = new SaveSchedule(ledger, journal, watches);
        endings = new ExitDetector(ledger, this::occurred);
    }

    void manager(Optional<ProcessManager> present) {
        manager = present;
        ears.wake();
    }

    /** The manager is going; another may have come already. */
    void unset(ProcessManager going) {
        if (manager.filter(m -> m == going).isPresent()) {
            manager(Optional.empty());
        }
    }

    void config(Config changed) {
        config = changed;
    }

    /** What a caller changed is to be written. */
    void saveSoon() {
        ears.wake();
    }

    void stop() {
        stopped = true;
        ears.wake();
    }

    Optional<InstanceStream> stream(InstanceId id) {
        return watches.find(id);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                long next = runDueWork();
                if (ears.isEmpty() && watches.manager().equals(manager) && !stopped) {
                    park(next);
                }
            } catch (RuntimeException e) {
                LOG.error("detection stumbled and goes on: {}", e.toString(), e);
            }
        }
        saving.flush(millis());
        watches.close();
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
        for (ProcessEvent event = ears.events().poll();
                event != null;
                event = ears.events().poll()) {
            ended.add(new PendingExit(event, millis() + GRACE));
        }
        if (watches.manager().isPresent()) {
            ears.written().stream().filter(ears::take).forEach(this::read);
        }
        long now = millis();
        watches.all().stream().filter(w -> w.deadline() <= now).forEach(w -> w.expire(now));
        while (!ended.isEmpty() && ended.peek().due() <= now) {
            judge(ended.poll().event());
        }
        if (saving.isDue(now)) {
            saving.flush(now);
            watches.forgetUndefined(ledger::forget);
        }
        return next();
    }

    private long next() {
        long next =
                watches.all().stream().mapToLong(InstanceStream::deadline).min().orElse(Long.MAX_VALUE);
        next = Math.min(next, saving.nextTime());
        return ended.isEmpty() ? next : Math.min(next, ended.peek().due());
    }

    /** Goes over to another process manager, or to none; reading goes on where it stood. */
    private void follow() {
        Optional<ProcessManager> present = manager;
        if (!present.equals(watches.manager())) {
            watches.use(present);
            present.ifPresent(p -> p.list().forEach(status -> ears.available(status.id())));
        }
    }

    private void read(InstanceId id) {
        try {
            read(watches.openStream(id));
        } catch (NoSuchElementException notYet) {
            LOG.debug("{} has no output, or not yet", id);
        } catch (IOException e) {
            LOG.warn("{}: its output cannot be read: {}", id, e.toString());
            stream(id).ifPresent(InstanceStream::close);
        }
    }

    private void read(InstanceStream watch) throws IOException {
        long skipped = watch.skipBacklog(config.maxBehind());
        if (skipped > 0) {
            LOG.warn("{}: output outruns detection; {} bytes are passed over, errors are sampled", watch.id, skipped);
        }
        int pieces = 0;
        while (watch.read(buffer, millis())) {
            saving.saveWithin(millis(), SaveSchedule.POSITIONS);
            if (++pieces == TURN) {
                ears.available(watch.id);
                return;
            }
        }
        long gone = watch.takeLostFiles();
        if (gone > 0) {
            LOG.warn(
                    "{}: {} log files were deleted before detection had read them; log_keep times log_max_size is less than it was behind",
                    watch.id,
                    gone);
        }
        long passed = watch.takeSkippedBytes();
        if (passed > 0) {
            LOG.info("{}: detection has caught up; {} bytes were passed over", watch.id, passed);
        }
    }

    private void occurred(InstanceId instance, Fault fault, long times, long at) {
        Issue issue = ledger.occurred(instance, fault, times, at);
        saving.saveWithin(millis(), SaveSchedule.ISSUES);
        listeners.accept(issue, instance);
    }

    /** An end is judged when its last output has been read. */
    private void judge(ProcessEvent event) {
        if (watches.manager().isPresent() && ears.take(event.id())) {
            read(event.id());
        }
        InstanceStream watch = watches.stream(event.id());
        watch.end(millis());
        endings.onExit(event, watches.definition(event.id()), watch.traceSince(millis() - GRACE - MOMENTS), watch);
    }
}
