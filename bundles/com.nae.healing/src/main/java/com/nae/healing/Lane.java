package com.nae.healing;

import java.util.ArrayDeque;
import java.util.Deque;

import com.nae.api.healing.HealingCoordinator.HealerInfo;

/** One healer that is there: how much of the crew it has, and how often it hung. What hangs holds up no case but those that it is for. Used on the loop's thread. */
final class Lane {
    /** So often a healer may hang, and so many of its diagnoses are made at a time. */
    private static final int HANGS = 2;
    private final HealerInfo info;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private volatile int hangs;

    Lane(HealerInfo info, boolean fatal) {
        this.info = info;
        hangs = fatal ? HANGS : 0;
    }

    String name() {
        return info.name();
    }

    /** Whether it is asked no more, until it is replaced. */
    boolean closed() {
        return hangs >= HANGS;
    }

    HealerInfo info() {
        return closed() ? new HealerInfo(info.name(), info.bundle(), info.version(), "quarantined") : info;
    }

    void hung() {
        hangs++;
    }

    void close() {
        hangs = HANGS;
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
