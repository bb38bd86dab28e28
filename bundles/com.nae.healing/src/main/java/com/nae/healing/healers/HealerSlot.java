package com.nae.healing.healers;

import com.nae.api.healing.HealerState;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One healer that is there: how much of the crew it has, and whether it is asked at all. What hangs holds up no case
 * but those that it is for. Two threads that never come back close it until it is replaced; one that is only late, as
 * on a busy machine, is asked again after a while. Changed on the loop's thread.
 */
public final class HealerSlot {
    /** So many threads may hang, and so many of its diagnoses are made at a time. */
    private static final int HANGS = 2;

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int LONGEST = 7;
    private final HealerInfo info;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private int late;
    private volatile int hanging;
    private volatile Instant until = Instant.MIN;

    public HealerSlot(HealerInfo info, boolean fatal) {
        this.info = info;
        hanging = fatal ? HANGS : 0;
    }

    String name() {
        return info.name();
    }

    /** Whether it is asked no more, for a while or until it is replaced. */
    public boolean closed(Instant now) {
        return hanging >= HANGS || now.isBefore(until);
    }

    /** Whether it will be asked again soon. */
    boolean pausing(Instant now) {
        return hanging < HANGS && now.isBefore(until);
    }

    HealerInfo info(Instant now) {
        return closed(now) ? new HealerInfo(info.name(), info.bundle(), info.version(), HealerState.QUARANTINED) : info;
    }

    /** It did not answer in time; its thread may hang. @return what follows, in words */
    public String late(Instant now) {
        hanging++;
        late++;
        if (hanging >= HANGS) {
            return "; it hangs, and is not asked again until it is replaced or its threads come back";
        }
        pause(now);
        return late < HANGS ? "" : "; it is asked again at " + until;
    }

    private void pause(Instant now) {
        if (late >= HANGS) {
            until = now.plus(PAUSE.multipliedBy(1L << Math.min(LONGEST, late - HANGS)));
        }
    }

    /** A thread that was late has come back after all. */
    public void cameBack(Instant now) {
        hanging--;
        pause(now);
    }

    public void answered() {
        late = 0;
    }

    void close() {
        hanging = HANGS;
    }

    /** Begins a diagnosis now, or when one of those under way has ended. */
    void enter(Runnable diagnosis) {
        if (busy < HANGS) {
            busy++;
            diagnosis.run();
        } else {
            waiting.add(diagnosis);
        }
    }

    void leave() {
        busy--;
        if (!waiting.isEmpty()) {
            enter(waiting.poll());
        }
    }
}
