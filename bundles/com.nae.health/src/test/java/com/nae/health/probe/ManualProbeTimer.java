package com.nae.health.probe;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer whose clock is advanced by the test. */
final class ManualProbeTimer implements ProbeTimer {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private Duration now = Duration.ZERO;
    private long order;

    private record Due(Duration at, long order, Runnable task) {}

    @Override
    public void runSoon(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Due entry = new Due(now.plus(delay), order++, task);
        due.add(entry);
        return () -> due.remove(entry);
    }

    /** Advances the clock and runs what becomes due. */
    void advance(Duration time) {
        Duration until = now.plus(time);
        while (!due.isEmpty() && due.peek().at().compareTo(until) <= 0) {
            now = due.peek().at();
            due.poll().task().run();
        }
        now = until;
    }

    boolean idle() {
        return due.isEmpty();
    }
}
