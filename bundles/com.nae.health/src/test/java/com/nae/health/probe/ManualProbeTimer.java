package com.nae.health.probe;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer whose clock is moved by the test. */
final class ManualProbeTimer implements ProbeTimer {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private Duration now = Duration.ZERO;
    private long order;

    private record Due(Duration at, long order, Runnable what) {}

    @Override
    public void runSoon(Runnable what) {
        schedule(Duration.ZERO, what);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable what) {
        Due entry = new Due(now.plus(delay), order++, what);
        due.add(entry);
        return () -> due.remove(entry);
    }

    /** Lets time go by, running what falls due. */
    void advance(Duration time) {
        Duration until = now.plus(time);
        while (!due.isEmpty() && due.peek().at().compareTo(until) <= 0) {
            now = due.peek().at();
            due.poll().what().run();
        }
        now = until;
    }

    boolean idle() {
        return due.isEmpty();
    }
}
