package com.nae.history;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.HistoryEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits to be written; bounded, so that a disk that stays full costs the oldest of it and nothing else.
 * Thread-safe.
 */
final class WriteBuffer {
    private static final int MOST = 20_000;

    private final Deque<ResourceSample> samples = new ArrayDeque<>();
    private final Deque<SystemSample> system = new ArrayDeque<>();
    private final Deque<HistoryEvent> events = new ArrayDeque<>();
    private long dropped;

    /** One transaction's worth. */
    record Batch(List<ResourceSample> samples, List<SystemSample> system, List<HistoryEvent> events) {
        boolean isEmpty() {
            return samples.isEmpty() && system.isEmpty() && events.isEmpty();
        }
    }

    synchronized void samples(List<ResourceSample> more) {
        more.forEach(sample -> add(samples, sample));
    }

    synchronized void system(SystemSample more) {
        add(system, more);
    }

    synchronized void event(HistoryEvent more) {
        add(events, more);
    }

    synchronized Batch drain() {
        Batch batch = new Batch(new ArrayList<>(samples), new ArrayList<>(system), new ArrayList<>(events));
        samples.clear();
        system.clear();
        events.clear();
        return batch;
    }

    /** Puts back what could not be written, before what has come since. */
    synchronized void putBack(Batch batch) {
        putBack(samples, batch.samples);
        putBack(system, batch.system);
        putBack(events, batch.events);
    }

    /** How much was lost because it could not be written for too long. */
    synchronized long dropped() {
        return dropped;
    }

    private <T> void add(Deque<T> queue, T one) {
        if (queue.size() == MOST) {
            queue.removeFirst();
            dropped++;
        }
        queue.addLast(one);
    }

    private <T> void putBack(Deque<T> queue, List<T> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (queue.size() < MOST) {
                queue.addFirst(batch.get(i));
            } else {
                dropped++;
            }
        }
    }
}
