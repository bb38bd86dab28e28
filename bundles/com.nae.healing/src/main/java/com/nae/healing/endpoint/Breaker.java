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
 * The circuit to one endpoint. Open: a probe asks, with full jitter ({@code random(0, min(cap, base * 2^n))}; Brooker,
 * "Exponential Backoff and Jitter", 2015). Half-open: one instance is started. Closed: the others follow one by one. An
 * instance that comes back at once opens it again, for longer each time: an endpoint that accepts and hangs up is
 * broken, too.
 */
final class Breaker {
    private static final long BASE_MS = 100;
    /**
     * Between two probes, however long the endpoint has been away: with the rest it keeps all within two seconds of its
     * return.
     */
    private static final long PROBE_CAP_MS = 500;

    private static final long RETRY_CAP_MS = 2_000;
    /** A start so long ago has nothing to do with a failure of now. */
    private static final Duration LASTING = Duration.ofSeconds(60);

    private static final Duration HALF_OPEN = Duration.ofMillis(250);
    /** Between two starts, less where many wait: all follow the first within {@link #SPREAD_MS}. */
    private static final long STAGGER_MS = 20;

    private static final long SPREAD_MS = 600;
    /** After this time without an answer one instance may look for itself. */
    private static final Duration LOOK = Duration.ofMinutes(2);

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
    private int probes;
    private int relapses;
    private Duration stagger = Duration.ZERO;
    private SerialScheduler.Timer timer = () -> {};

    Breaker(SerialScheduler scheduler, Consumer<Consumer<Boolean>> probe, RandomGenerator random) {
        this.scheduler = scheduler;
        this.probe = probe;
        this.random = random;
    }

    void await(InstanceId id, Runnable start) {
        waiting.put(id, start);
        if (state != State.OPEN) {
            boolean relapse = started.isAfter(scheduler.now().minus(LASTING));
            relapses = relapse ? relapses + 1 : 0;
            open(relapse ? longer(relapses) : jitter(0));
        }
    }

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
        timer = scheduler.schedule(pause, () -> probe.accept(this::answered));
    }

    private void answered(boolean up) {
        if (waiting.isEmpty()) {
            state = State.CLOSED;
        } else if (up || opened.plus(LOOK).isBefore(scheduler.now())) {
            opened = scheduler.now();
            half();
        } else {
            next(jitter(++probes));
        }
    }

    private void half() {
        state = State.HALF_OPEN;
        startOne();
        stagger = Duration.ofMillis(Math.min(STAGGER_MS, SPREAD_MS / Math.max(1, waiting.size())));
        timer = scheduler.schedule(HALF_OPEN, this::close);
    }

    private void close() {
        state = State.CLOSED;
        if (!waiting.isEmpty()) {
            startOne();
            timer = scheduler.schedule(stagger, this::close);
        }
    }

    /** Live goes before the sandbox, else who waits longest. */
    private void startOne() {
        InstanceId first = waiting.keySet().stream()
                .filter(id -> id.mode() == Mode.LIVE)
                .findFirst()
                .orElseGet(() -> waiting.keySet().iterator().next());
        started = scheduler.now();
        waiting.remove(first).run();
    }

    private Duration jitter(int n) {
        return Duration.ofMillis(random.nextLong(Math.min(PROBE_CAP_MS, BASE_MS << Math.min(n, 10)) + 1));
    }

    /** The pause after an endpoint that answered and failed nevertheless: at least half of what it may be. */
    private Duration longer(int n) {
        long most = Math.min(RETRY_CAP_MS, 2 * BASE_MS << Math.min(n, 10));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
