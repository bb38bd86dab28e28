package com.nae.healing.endpoint;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.exec.SerialScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
 * An instance that fails again soon after a start opens the breaker again. Each such relapse at least doubles the
 * pause. So an endpoint that accepts connections and drops them counts as down, too.
 */
final class Breaker {
    private static final long BASE_MS = 100;
    /**
     * The longest pause between two probes, however long the endpoint has been down. With it, all instances are started
     * within two seconds of its return.
     */
    private static final long PROBE_CAP_MS = 500;

    /** The pause after the first relapse. */
    private static final long RELAPSE_MS = 2_000;
    /** The longest pause after a relapse. */
    private static final long RELAPSE_CAP_MS = 300_000;
    /** A failure within this time of a start is a relapse; a later one is a new outage. */
    private static final Duration RELAPSE = Duration.ofSeconds(60);

    /** How long the first instance runs before the others follow. */
    private static final Duration HALF_OPEN = Duration.ofMillis(250);
    /** The same after a relapse. */
    private static final Duration HALF_OPEN_AFTER_RELAPSE = Duration.ofSeconds(2);
    /** The pause between two starts. It is shorter where many wait, so that all start within {@link #SPREAD_MS}. */
    private static final long STAGGER_MS = 20;

    private static final long SPREAD_MS = 600;
    /**
     * After this time without an answer one instance is started anyway, because the probe may be wrong. The time
     * doubles with each such start.
     */
    private static final Duration START_ANYWAY_AFTER = Duration.ofMinutes(2);

    private static final int MOST_DOUBLINGS = 5;

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
    private Instant opened = Instant.MIN;
    /** When the last probe was answered; {@link Instant#MIN} if it was not. */
    private Instant answered = Instant.MIN;
    /** When the instances were started that an answer of the endpoint has let through. */
    private final Map<InstanceId, Instant> letThrough = new HashMap<>();
    /** Those of them whose program has not been seen to run. */
    private final Set<InstanceId> starting = new HashSet<>();
    /** Probes since the breaker opened. */
    private int probes;
    /** Starts without an answer since the last answer. */
    private int startsAnyway;
    /** The pause after the last relapse; zero if the last start was no relapse. */
    private long relapsePause;

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
            open(isRelapse(id) ? Duration.ofMillis(longerPause()) : firstPause());
        }
    }

    /** Whether an instance failed soon after a start that an answer of the endpoint had let through. */
    private boolean isRelapse(InstanceId id) {
        Instant started = letThrough.getOrDefault(id, Instant.MIN);
        letThrough.remove(id);
        return starting.remove(id) || started.isAfter(scheduler.now().minus(RELAPSE));
    }

    /** The first pause of a new outage. */
    private Duration firstPause() {
        relapsePause = 0;
        return jitter(0);
    }

    /** The pause after a relapse: at least twice the one before. */
    private long longerPause() {
        long least = Math.max(RELAPSE_MS, 2 * relapsePause);
        relapsePause = Math.min(RELAPSE_CAP_MS, least + random.nextLong(least / 5 + 1));
        return relapsePause;
    }

    /** The program of an instance runs. The process manager may have delayed its start. */
    void runs(InstanceId id) {
        if (starting.remove(id)) {
            letThrough.put(id, scheduler.now());
        }
    }

    /** Whether the endpoint has answered since a time, and has not failed to answer after that. */
    boolean answeredSince(Instant time) {
        return !answered.isBefore(time);
    }

    /** Removes an instance from the queue. */
    void leave(InstanceId id) {
        waiting.remove(id);
        starting.remove(id);
        letThrough.remove(id);
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
        answered = up ? scheduler.now() : Instant.MIN;
        if (waiting.isEmpty()) {
            state = State.CLOSED;
        } else if (up || isStartedAnyway()) {
            startsAnyway = up ? 0 : startsAnyway + 1;
            opened = scheduler.now();
            halfOpen();
        } else {
            next(jitter(++probes));
        }
    }

    private boolean isStartedAnyway() {
        Duration limit = START_ANYWAY_AFTER.multipliedBy(1L << Math.min(startsAnyway, MOST_DOUBLINGS));
        return opened.plus(limit).isBefore(scheduler.now());
    }

    private void halfOpen() {
        state = State.HALF_OPEN;
        startOne();
        stagger = Duration.ofMillis(Math.min(STAGGER_MS, SPREAD_MS / Math.max(1, waiting.size())));
        timer = scheduler.schedule(relapsePause == 0 ? HALF_OPEN : HALF_OPEN_AFTER_RELAPSE, this::close);
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
        if (startsAnyway == 0) {
            letThrough.put(first, scheduler.now());
            starting.add(first);
        }
        waiting.remove(first).run();
    }

    /** The pause before probe {@code n}. */
    private Duration jitter(int n) {
        return Duration.ofMillis(random.nextLong(Math.min(PROBE_CAP_MS, BASE_MS << Math.min(n, 10)) + 1));
    }
}
