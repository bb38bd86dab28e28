package com.nae.healing.endpoint;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.exec.SerialScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A circuit breaker for one endpoint, which decides when the instances that wait for it start.
 *
 * <ul>
 *   <li>Open: the endpoint is probed, with exponential backoff and full jitter ({@code random(0, min(cap, base *
 *       2^n))}; Brooker, "Exponential Backoff and Jitter", 2015).
 *   <li>Half-open: one instance is started.
 *   <li>Closed: the others start one by one.
 * </ul>
 *
 * An instance that fails again soon after a start opens the breaker again, each time for longer. So an endpoint that
 * accepts connections and drops them counts as down, too.
 */
final class Breaker {
    private static final long BASE_MS = 100;
    /**
     * The longest pause between two probes, however long the endpoint has been down. With it, all instances are started
     * within two seconds of its return.
     */
    private static final long PROBE_CAP_MS = 500;

    /** The longest pause after a relapse. */
    private static final long RETRY_CAP_MS = 2_000;
    /** A failure within this time of a start is a relapse; a later one is a new outage. */
    private static final Duration RELAPSE = Duration.ofSeconds(60);

    /** How long the first instance runs before the others follow. */
    private static final Duration HALF_OPEN = Duration.ofMillis(250);
    /** The pause between two starts. It is shorter where many wait, so that all start within {@link #SPREAD_MS}. */
    private static final long STAGGER_MS = 20;

    private static final long SPREAD_MS = 600;
    /** After this time without an answer one instance is started anyway: the probe may be wrong. */
    private static final Duration START_ANYWAY_AFTER = Duration.ofMinutes(2);

    private enum State {
        OPEN,
        HALF_OPEN,
        CLOSED
    }

    private final SerialScheduler scheduler;
    private final Consumer<Consumer<Boolean>> probe;
    private final RandomGenerator random;
    private final Map<InstanceId, Runnable> waiting = new LinkedHashMap<>();
    private State state = State.CLOSED;
    private Instant started = Instant.MIN;
    private Instant opened = Instant.MIN;
    /** Probes since the breaker opened. */
    private int probes;
    /** Relapses in a row. */
    private int relapses;

    private Duration stagger = Duration.ZERO;
    private SerialScheduler.Timer timer = () -> {};

    Breaker(SerialScheduler scheduler, Consumer<Consumer<Boolean>> probe, RandomGenerator random) {
        this.scheduler = scheduler;
        this.probe = probe;
        this.random = random;
    }

    /** Queues an instance that is down. @param start starts it, when its turn has come */
    void await(InstanceId id, Runnable start) {
        waiting.put(id, start);
        if (state != State.OPEN) {
            boolean relapse = started.isAfter(scheduler.now().minus(RELAPSE));
            relapses = relapse ? relapses + 1 : 0;
            open(relapse ? relapsePause(relapses) : jitter(0));
        }
    }

    /** Removes an instance from the queue. */
    void leave(InstanceId id) {
        waiting.remove(id);
    }

    private void open(Duration first) {
        state = State.OPEN;
        opened = scheduler.now();
        probes = 0;
        next(first);
    }

    private void next(Duration pause) {
        timer.cancel();
        timer = scheduler.schedule(pause, () -> probe.accept(this::probed));
    }

    /** Takes the result of a probe. */
    private void probed(boolean up) {
        if (waiting.isEmpty()) {
            state = State.CLOSED;
        } else if (up || opened.plus(START_ANYWAY_AFTER).isBefore(scheduler.now())) {
            opened = scheduler.now();
            halfOpen();
        } else {
            next(jitter(++probes));
        }
    }

    private void halfOpen() {
        state = State.HALF_OPEN;
        startOne();
        stagger = Duration.ofMillis(Math.min(STAGGER_MS, SPREAD_MS / Math.max(1, waiting.size())));
        timer = scheduler.schedule(HALF_OPEN, this::close);
    }

    /** Starts the next instance, and after a pause the one behind it. */
    private void close() {
        state = State.CLOSED;
        if (!waiting.isEmpty()) {
            startOne();
            timer = scheduler.schedule(stagger, this::close);
        }
    }

    /** Starts one instance: live before the sandbox, otherwise the one that has waited longest. */
    private void startOne() {
        InstanceId first = waiting.keySet().stream()
                .filter(id -> id.mode() == Mode.LIVE)
                .findFirst()
                .orElseGet(() -> waiting.keySet().iterator().next());
        started = scheduler.now();
        waiting.remove(first).run();
    }

    /** The pause before probe {@code n}. */
    private Duration jitter(int n) {
        return Duration.ofMillis(random.nextLong(Math.min(PROBE_CAP_MS, BASE_MS << Math.min(n, 10)) + 1));
    }

    /**
     * The pause after relapse {@code n}: at least half of its upper bound, because the endpoint only seems to be up.
     */
    private Duration relapsePause(int n) {
        long most = Math.min(RETRY_CAP_MS, 2 * BASE_MS << Math.min(n, 10));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
