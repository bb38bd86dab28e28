package com.nae.health;

import com.nae.api.process.InstanceId;
import com.nae.base.thread.DaemonThreads;
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
 * The one thread of the monitor. It checks instances when they are due and the machine at the configured interval, and
 * handles changes of process states in between.
 */
final class MonitorLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorLoop.class);
    private static final Duration FIRST_CHECK = Duration.ofSeconds(1);
    /** Loading what reads the machine takes time, which must not delay the start of programs. */
    private static final Duration FIRST_SYSTEM_SAMPLE = Duration.ofSeconds(2);

    private static final Duration EARLY_CHECK_DELAY = Duration.ofMillis(300);
    /** State changes within this time are handled together. */
    private static final Duration CHANGE_BATCH = Duration.ofMillis(20);
    /** The longest interval that may be requested, in multiples of the configured one. */
    private static final int MAX_INTERVAL_FACTOR = 10;

    private final InstanceMonitors instances;
    private final SystemMonitor system;
    private final ClockStepDetector clockSteps = new ClockStepDetector(Instant.now(), System.nanoTime());
    /** Instances whose state changed, with the number of failures since the last batch. */
    private final Map<InstanceId, Integer> changed = new ConcurrentHashMap<>();

    private final AtomicBoolean batchPlanned = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-health"));
    private volatile Config config;
    private Instant systemDue;
    private Instant earliest;
    private Instant planned;
    private Future<?> next;

    MonitorLoop(InstanceMonitors instances, SystemMonitor system, Config config) {
        this.instances = instances;
        this.system = system;
        this.config = config;
        thread.setRemoveOnCancelPolicy(true);
        Instant now = Instant.now();
        systemDue = now.plus(FIRST_SYSTEM_SAMPLE);
        earliest = now.plus(FIRST_CHECK);
    }

    void start() {
        submit(() -> {
            instances.statesChanged(Map.of(), Instant.now());
            plan(earliest);
        });
    }

    /** Runs a task on the monitor's thread. For any thread. */
    void execute(Runnable task) {
        submit(task);
    }

    /** Handles a change of an instance, which may be a failure. A burst of changes is one step. For any thread. */
    void changed(InstanceId id, boolean failed) {
        changed.merge(id, failed ? 1 : 0, Integer::sum);
        if (batchPlanned.compareAndSet(false, true)) {
            submit(this::handleChanges, CHANGE_BATCH);
        }
    }

    /** Applies new settings and checks everything at once. */
    void configure(Config next) {
        submit(() -> {
            config = next;
            instances.configure(next);
            systemDue = Instant.now();
            runRound(System.nanoTime());
        });
    }

    /** Checks everything soon, because a check was added or removed. */
    void checkSoon() {
        submit(() -> {
            instances.configure(config);
            bringForward();
        });
    }

    /** Drops the findings of a check that was removed. */
    void forgetFindings(Set<String> findings) {
        submit(() -> instances.forget(findings));
        checkSoon();
    }

    /** Checks an instance at another interval, within the configured bounds. */
    void setInterval(InstanceId id, Duration wanted, String reason) {
        submit(() -> instances.find(id).ifPresent(instance -> {
            Duration interval = withinBounds(wanted);
            LOG.info("{} is checked every {} s: {}", id, interval.toMillis() / 1000.0, reason);
            instance.schedule.requestInterval(Optional.of(interval));
            bringForward();
        }));
    }

    /** Checks an instance at the configured interval again. */
    void resetInterval(InstanceId id, String reason) {
        submit(() -> instances.find(id).ifPresent(instance -> {
            LOG.info("{} is checked at the configured interval: {}", id, reason);
            instance.schedule.requestInterval(Optional.empty());
            bringForward();
        }));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Duration withinBounds(Duration wanted) {
        Duration longest = config.interval().multipliedBy(MAX_INTERVAL_FACTOR);
        if (wanted.compareTo(config.watchInterval()) < 0) {
            return config.watchInterval();
        }
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }

    private void handleChanges() {
        batchPlanned.set(false);
        Map<InstanceId, Integer> failures = new HashMap<>();
        changed.keySet().forEach(id -> failures.put(id, changed.remove(id)));
        if (instances.statesChanged(failures, readClock())) {
            bringForward();
        }
    }

    /** The current time. After a step of the clock, everything that depends on it starts over. */
    private Instant readClock() {
        Instant now = Instant.now();
        if (clockSteps.hasStepped(now, System.nanoTime())) {
            LOG.warn("The clock was changed or the machine was suspended:"
                    + " measurements count again after the grace period");
            instances.clockStepped(now);
            earliest = now;
            systemDue = now;
        }
        return now;
    }

    /** Brings the next round forward. A short delay keeps a burst of changes from causing a round each. */
    private void bringForward() {
        Instant soon = Instant.now().plus(EARLY_CHECK_DELAY);
        Instant due = soon.isBefore(earliest) ? earliest : soon;
        if (planned == null || due.isBefore(planned)) {
            plan(due);
        }
    }

    private void plan(Instant due) {
        if (next != null) {
            next.cancel(false);
        }
        planned = due.isBefore(systemDue) ? due : systemDue;
        Duration wait = Duration.between(Instant.now(), planned);
        long expected = System.nanoTime() + Math.max(0, wait.toNanos());
        next = submit(() -> runRound(expected), wait.isNegative() ? Duration.ZERO : wait);
    }

    /**
     * @param expected {@link System#nanoTime} at which the round should have started; the delay is the runtime's lag
     */
    private void runRound(long expected) {
        Duration lag = Duration.ofNanos(Math.max(0, System.nanoTime() - expected));
        Instant now = readClock();
        Instant due = now.plus(config.interval());
        boolean sampleSystem = !systemDue.isAfter(now);
        systemDue = sampleSystem ? due : systemDue;
        try {
            due = instances.checkDue(now);
            if (sampleSystem) {
                system.sample(now, lag, config.thresholds());
            }
        } finally {
            // A round that failed is retried at its regular time, not at once.
            plan(due);
        }
    }

    private void submit(Runnable task) {
        submit(task, Duration.ZERO);
    }

    private Future<?> submit(Runnable task, Duration delay) {
        try {
            return thread.schedule(() -> runGuarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Not scheduled, the monitor is closing: {}", closing.getMessage());
            return null;
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.error("A task of the health monitor failed; monitoring continues", unexpected);
        }
    }
}
