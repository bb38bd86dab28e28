package com.nae.history;

import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What waits to be written; bounded, so that a disk that stays full costs the oldest of it and nothing else. Thread-safe. */
final class Pending {
    private static final int MOST = 20_000;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Deque<SystemSample> system = new ArrayDeque<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private long dropped;

    /** One transaction's worth. */
    record Batch(List<Sample> samples, List<SystemSample> system, List<Event> events) {
        boolean isEmpty() {
            return samples.isEmpty() && system.isEmpty() && events.isEmpty();
        }
    }

    synchronized void samples(List<Sample> more) {
        more.forEach(sample -> add(samples, sample));
    }

    synchronized void system(SystemSample more) {
        add(system, more);
    }

    synchronized void event(Event more) {
        add(events, more);
    }

    synchronized Batch take() {
        Batch batch = new Batch(new ArrayList<>(samples), new ArrayList<>(system), new ArrayList<>(events));
        samples.clear();
        system.clear();
        events.clear();
        return batch;
    }

    /** Puts back what could not be written, before what has come since. */
    synchronized void back(Batch batch) {
        back(samples, batch.samples);
        back(system, batch.system);
        back(events, batch.events);
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

    private <T> void back(Deque<T> queue, List<T> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (queue.size() < MOST) {
                queue.addFirst(batch.get(i));
            } else {
                dropped++;
            }
        }
    }
}
