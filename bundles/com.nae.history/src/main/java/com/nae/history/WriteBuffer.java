package com.nae.history;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.HistoryEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records that wait to be written. It is bounded: while a disk stays full, the oldest records are dropped.
 * Thread-safe.
 */
final class WriteBuffer {
    /** The limit for each kind of record. */
    private static final int MAX_RECORDS = 20_000;

    private final Deque<ResourceSample> samples = new ArrayDeque<>();
    private final Deque<SystemSample> system = new ArrayDeque<>();
    private final Deque<HistoryEvent> events = new ArrayDeque<>();
    private long dropped;

    /** The records of one transaction. */
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

    /** Takes all records out of the buffer. */
    synchronized Batch drain() {
        Batch batch = new Batch(new ArrayList<>(samples), new ArrayList<>(system), new ArrayList<>(events));
        samples.clear();
        system.clear();
        events.clear();
        return batch;
    }

    /** Puts back records that could not be written, before those that arrived since. */
    synchronized void putBack(Batch batch) {
        putBack(samples, batch.samples);
        putBack(system, batch.system);
        putBack(events, batch.events);
    }

    /** The number of records that were dropped. */
    synchronized long dropped() {
        return dropped;
    }

    /** Adds a record at the end. Where there is no room, the oldest one is dropped. */
    private <T> void add(Deque<T> queue, T one) {
        if (queue.size() == MAX_RECORDS) {
            queue.removeFirst();
            dropped++;
        }
        queue.addLast(one);
    }

    /** Adds records at the front. Where there is no room, they are dropped, because they are the oldest. */
    private <T> void putBack(Deque<T> queue, List<T> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (queue.size() < MAX_RECORDS) {
                queue.addFirst(batch.get(i));
            } else {
                dropped++;
            }
        }
    }
}
