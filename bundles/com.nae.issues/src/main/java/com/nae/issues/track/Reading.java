package com.nae.issues.track;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.issues.Dialects;
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
final class Reading implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
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
    private record Ended(ProcessEvent event, long due) {}

    private final Ears ears;
    private final Ledger ledger;
    private final BiConsumer<Issue, InstanceId> listeners;
    private final Watches watches;
    private final PriorityQueue<Ended> ended = new PriorityQueue<>((a, b) -> Long.compare(a.due(), b.due()));
    private final Endings endings;
    private final Saving saving;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private volatile Optional<ProcessManager> manager = Optional.empty();
    private volatile Config config;
    private volatile boolean stopped;
    private volatile LongSupplier clock = () -> System.nanoTime() / 1_000_000;

    Reading(
            Ears ears,
            Ledger ledger,
            Journal journal,
            Config config,
            Supplier<Dialects> dialects,
            BiConsumer<Issue, InstanceId> listeners) {
        this.ears = ears;
        this.ledger = ledger;
        this.config = config;
        this.listeners = listeners;
        watches = new Watches(journal, dialects, this::occurred);
        saving = new Saving(ledger, journal, watches);
        endings = new Endings(ledger, this::occurred);
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
    void changed() {
        ears.wake();
    }

    void stop() {
        stopped = true;
        ears.wake();
    }

    Optional<Watch> watch(InstanceId id) {
        return watches.find(id);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                long next = work();
                if (ears.quiet() && watches.using().equals(manager) && !stopped) {
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
    long work() {
        follow();
        for (ProcessEvent event = ears.events().poll();
                event != null;
                event = ears.events().poll()) {
            ended.add(new Ended(event, millis() + GRACE));
        }
        if (watches.using().isPresent()) {
            ears.written().stream().filter(ears::take).forEach(this::read);
        }
        long now = millis();
        watches.all().stream().filter(w -> w.deadline() <= now).forEach(w -> w.silence(now));
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
        long next = watches.all().stream().mapToLong(Watch::deadline).min().orElse(Long.MAX_VALUE);
        next = Math.min(next, saving.next());
        return ended.isEmpty() ? next : Math.min(next, ended.peek().due());
    }

    /** Goes over to another process manager, or to none; reading goes on where it stood. */
    private void follow() {
        Optional<ProcessManager> present = manager;
        if (!present.equals(watches.using())) {
            watches.use(present);
            present.ifPresent(p -> p.list().forEach(status -> ears.available(status.id())));
        }
    }

    private void read(InstanceId id) {
        try {
            read(watches.opened(id));
        } catch (NoSuchElementException notYet) {
            LOG.debug("{} has no output, or not yet", id);
        } catch (IOException e) {
            LOG.warn("{}: its output cannot be read: {}", id, e.toString());
            watch(id).ifPresent(Watch::close);
        }
    }

    private void read(Watch watch) throws IOException {
        long skipped = watch.skip(config.maxBehind());
        if (skipped > 0) {
            LOG.warn("{}: output outruns detection; {} bytes are passed over, errors are sampled", watch.id, skipped);
        }
        int pieces = 0;
        while (watch.read(buffer, millis())) {
            saving.due(millis(), Saving.POSITIONS);
            if (++pieces == TURN) {
                ears.available(watch.id);
                return;
            }
        }
        long gone = watch.gone();
        if (gone > 0) {
            LOG.warn(
                    "{}: {} log files were deleted before detection had read them; log_keep times log_max_size is less than it was behind",
                    watch.id,
                    gone);
        }
        long passed = watch.passedOver();
        if (passed > 0) {
            LOG.info("{}: detection has caught up; {} bytes were passed over", watch.id, passed);
        }
    }

    private void occurred(InstanceId instance, Fault fault, long times, long at) {
        Issue issue = ledger.occurred(instance, fault, times, at);
        saving.due(millis(), Saving.ISSUES);
        listeners.accept(issue, instance);
    }

    /** An end is judged when its last output has been read. */
    private void judge(ProcessEvent event) {
        if (watches.using().isPresent() && ears.take(event.id())) {
            read(event.id());
        }
        Watch watch = watches.of(event.id());
        watch.end(millis());
        endings.judge(event, watches.definition(event.id()), watch.traceSince(millis() - GRACE - MOMENTS), watch);
    }
}
