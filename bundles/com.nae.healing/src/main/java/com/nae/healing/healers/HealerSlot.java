package com.nae.healing.healers;

import com.nae.api.healing.HealerState;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The limits of one registered healer: how many threads it may use, and whether it is asked at all. A healer that hangs
 * delays only the issues that it handles. With two hanging threads it is not asked until it is replaced. One that is
 * only late, for example on a busy machine, is asked again after a pause. Changed on the thread {@code nae-healing}
 * only.
 */
public final class HealerSlot {
    /** The number of threads that may hang, and of diagnoses that run at the same time. */
    private static final int THREADS = 2;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;
    private final HealerInfo info;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private int timeouts;
    private volatile int hanging;
    private volatile Instant pausedUntil = Instant.MIN;

    /** @param fatal whether a runtime died while it asked this healer; then it is never asked */
    public HealerSlot(HealerInfo info, boolean fatal) {
        this.info = info;
        hanging = fatal ? THREADS : 0;
    }

    String name() {
        return info.name();
    }

    /** Whether the healer is not asked, for a while or until it is replaced. */
    public boolean isClosed(Instant now) {
        return hanging >= THREADS || now.isBefore(pausedUntil);
    }

    /** Whether the healer is not asked for a while only. */
    boolean isPausing(Instant now) {
        return hanging < THREADS && now.isBefore(pausedUntil);
    }

    HealerInfo info(Instant now) {
        return isClosed(now)
                ? new HealerInfo(info.name(), info.bundle(), info.version(), HealerState.QUARANTINED)
                : info;
    }

    /** Counts a timeout; the thread may hang. @return the consequence, to be appended to a log message */
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

    /** Counts a timed-out thread that has ended after all. */
    public void cameBack(Instant now) {
        hanging--;
        pause(now);
    }

    /** Resets the pauses to the shortest, because the healer answered in time. */
    public void answered() {
        timeouts = 0;
    }

    /** Stops asking the healer until it is replaced. */
    void close() {
        hanging = THREADS;
    }

    /** Starts a diagnosis now, or when a running one has ended. */
    void enter(Runnable diagnosis) {
        if (busy < THREADS) {
            busy++;
            diagnosis.run();
        } else {
            waiting.add(diagnosis);
        }
    }

    /** Ends a diagnosis, and starts one that waits. */
    void leave() {
        busy--;
        if (!waiting.isEmpty()) {
            enter(waiting.poll());
        }
    }
}
