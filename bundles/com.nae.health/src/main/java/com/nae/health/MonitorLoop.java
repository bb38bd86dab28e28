package com.nae.health;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitor's one thread: rounds over instances when they are due, over the machine at the usual interval, and
 * changes of state in between.
 */
final class MonitorLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorLoop.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MACHINE_FIRST = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final int SLOWEST = 10;

    private final InstanceMonitors ward;
    private final SystemMonitor watchman;
    private final ClockStepDetector steps = new ClockStepDetector(Instant.now(), System.nanoTime());
    private final Map<InstanceId, Integer> changed = new ConcurrentHashMap<>();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread one = new Thread(work, "nae-health");
        one.setDaemon(true);
        return one;
    });
    private volatile Config config;
    private Instant machineDue;
    private Instant earliest;
    private Instant planned;
    private Future<?> next;

    MonitorLoop(InstanceMonitors ward, SystemMonitor watchman, Config config) {
        this.ward = ward;
        this.watchman = watchman;
        this.config = config;
        thread.setRemoveOnCancelPolicy(true);
        Instant now = Instant.now();
        machineDue = now.plus(MACHINE_FIRST);
        earliest = now.plus(FIRST);
    }

    void start() {
        submit(
                () -> {
                    ward.statesChanged(Map.of(), Instant.now());
                    plan(earliest);
                },
                Duration.ZERO);
    }

    /** Hears of a change, which may be a failure, on any thread; a burst of them is one step. */
    void changed(InstanceId id, boolean failed) {
        changed.merge(id, failed ? 1 : 0, Integer::sum);
        if (gathering.compareAndSet(false, true)) {
            submit(this::changes, GATHERING);
        }
    }

    void configure(Config next) {
        submit(
                () -> {
                    config = next;
                    ward.configure(next);
                    machineDue = Instant.now();
                    runRound(System.nanoTime());
                },
                Duration.ZERO);
    }

    /** Something new wants to be heard: the next round comes at once. */
    void checkSoon() {
        submit(
                () -> {
                    ward.configure(config);
                    bringForward();
                },
                Duration.ZERO);
    }

    /** What a check that is gone had found holds no more. */
    void forgetFindings(Set<String> findings) {
        submit(() -> ward.forget(findings), Duration.ZERO);
        checkSoon();
    }

    void setInterval(InstanceId id, Duration wanted, String reason) {
        submit(
                () -> ward.find(id).ifPresent(chart -> {
                    Duration most = config.interval().multipliedBy(SLOWEST);
                    Duration taken = wanted.compareTo(config.watchInterval()) < 0
                            ? config.watchInterval()
                            : wanted.compareTo(most) > 0 ? most : wanted;
                    LOG.info("{} is checked every {} s: {}", id, taken.toMillis() / 1000.0, reason);
                    chart.requestInterval(Optional.of(taken));
                    bringForward();
                }),
                Duration.ZERO);
    }

    void resetInterval(InstanceId id, String reason) {
        submit(
                () -> ward.find(id).ifPresent(chart -> {
                    LOG.info("{} is checked as configured: {}", id, reason);
                    chart.requestInterval(Optional.empty());
                    bringForward();
                }),
                Duration.ZERO);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void changes() {
        gathering.set(false);
        Map<InstanceId, Integer> taken = new HashMap<>();
        changed.keySet().forEach(id -> taken.put(id, changed.remove(id)));
        if (ward.statesChanged(taken, readClock())) {
            bringForward();
        }
    }

    /** The time; where that has made a step, all that hung on it begins anew. */
    private Instant readClock() {
        Instant now = Instant.now();
        if (steps.hasStepped(now, System.nanoTime())) {
            LOG.warn("The clock was set, or the machine has slept: what is measured counts again after the grace");
            ward.clockStepped(now);
            earliest = now;
            machineDue = now;
        }
        return now;
    }

    /** Brings the next round forward, but not so far that changes in quick succession cause more than a few. */
    private void bringForward() {
        Instant soon = Instant.now().plus(SOON);
        Instant due = soon.isBefore(earliest) ? earliest : soon;
        if (planned == null || due.isBefore(planned)) {
            plan(due);
        }
    }

    private void plan(Instant due) {
        if (next != null) {
            next.cancel(false);
        }
        Instant first = due.isBefore(machineDue) ? due : machineDue;
        planned = first;
        Duration wait = Duration.between(Instant.now(), first);
        long expected = System.nanoTime() + Math.max(0, wait.toNanos());
        next = submit(() -> runRound(expected), wait.isNegative() ? Duration.ZERO : wait);
    }

    /** @param expected when it should have begun, in nanoseconds of the clock that nobody sets */
    private void runRound(long expected) {
        Duration late = Duration.ofNanos(Math.max(0, System.nanoTime() - expected));
        Instant now = readClock();
        Instant due = now.plus(config.interval());
        boolean machineToo = !machineDue.isAfter(now);
        machineDue = machineToo ? due : machineDue;
        try {
            due = ward.checkDue(now);
            if (machineToo) {
                watchman.sample(now, late, config.thresholds());
            }
        } finally {
            plan(due);
        }
    }

    private Future<?> submit(Runnable what, Duration delay) {
        try {
            return thread.schedule(
                    () -> {
                        try {
                            what.run();
                        } catch (RuntimeException | LinkageError unexpected) {
                            LOG.error("A step of the health monitor failed; it goes on", unexpected);
                        }
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
            return null;
        }
    }
}
