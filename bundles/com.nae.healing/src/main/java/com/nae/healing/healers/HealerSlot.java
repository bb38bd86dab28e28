package com.nae.healing.healers;

import com.nae.api.healing.HealerState;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One registered healer: how much of the pool it may use, and whether it is asked at all. A healer that hangs delays
 * only the issues it handles. With two hanging threads it is not asked until it is replaced. One that is only late, as
 * on a busy machine, is asked again after a pause. Changed on the thread of the cases.
 */
public final class HealerSlot {
    /** How many threads may hang, and how many diagnoses are made at a time. */
    private static final int THREADS = 2;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;
    private final HealerInfo info;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private int timeouts;
    private volatile int hanging;
    private volatile Instant pausedUntil = Instant.MIN;

    /** @param fatal whether a runtime died while it asked this healer, so that it is never asked */
    public HealerSlot(HealerInfo info, boolean fatal) {
        this.info = info;
        hanging = fatal ? THREADS : 0;
    }

    String name() {
        return info.name();
    }

    /** Whether it is not asked, for a while or until it is replaced. */
    public boolean isClosed(Instant now) {
        return hanging >= THREADS || now.isBefore(pausedUntil);
    }

    /** Whether it is not asked for a while only. */
    boolean isPausing(Instant now) {
        return hanging < THREADS && now.isBefore(pausedUntil);
    }

    HealerInfo info(Instant now) {
        return isClosed(now)
                ? new HealerInfo(info.name(), info.bundle(), info.version(), HealerState.QUARANTINED)
                : info;
    }

    /** It did not answer in time, and its thread may hang. @return what follows, to be appended to a message */
    public String timedOut(Instant now) {
        hanging++;
        timeouts++;
        if (hanging >= THREADS) {
            return "; it hangs, and is not asked again until it is replaced or its threads come back";
        }
        pause(now);
        return timeouts < THREADS ? "" : "; it is asked again at " + pausedUntil;
    }

    private void pause(Instant now) {
        if (timeouts >= THREADS) {
            int doublings = Math.min(MOST_DOUBLINGS, timeouts - THREADS);
            pausedUntil = now.plus(SHORTEST_PAUSE.multipliedBy(1L << doublings));
        }
    }

    /** A thread that had timed out has ended after all. */
    public void cameBack(Instant now) {
        hanging--;
        pause(now);
    }

    /** It answered in time: the pauses begin with the shortest again. */
    public void answered() {
        timeouts = 0;
    }

    /** It is not asked again until it is replaced. */
    void close() {
        hanging = THREADS;
    }

    /** Begins a diagnosis now, or when one of those under way has ended. */
    void enter(Runnable diagnosis) {
        if (busy < THREADS) {
            busy++;
            diagnosis.run();
        } else {
            waiting.add(diagnosis);
        }
    }

    /** A diagnosis has ended. */
    void leave() {
        busy--;
        if (!waiting.isEmpty()) {
            enter(waiting.poll());
        }
    }
}
