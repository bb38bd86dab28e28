package com.nae.healing.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One lock for each process: only one case at a time changes it. Used on the thread of the cases.
 *
 * @param <H> who holds the locks
 */
final class ProcessLocks<H extends ProcessLocks.Holder> {
    /** Who can hold a lock. */
    interface Holder {
        String process();

        /** Runs a task of the holder; whatever it throws is the holder's. */
        void safely(Runnable task);
    }

    private record Waiter<H>(H holder, Runnable whenFree) {}

    private final Map<String, H> holders = new HashMap<>();
    private final Map<String, Deque<Waiter<H>>> queues = new HashMap<>();

    /**
     * Takes the lock of the holder's process, now or later.
     *
     * @return whether it was free or the holder's own already, in which case {@code whenFree} is never called
     */
    boolean acquire(H holder, Runnable whenFree) {
        H current = holders.putIfAbsent(holder.process(), holder);
        if (current == null || current == holder) {
            return true;
        }
        queues.computeIfAbsent(holder.process(), p -> new ArrayDeque<>()).add(new Waiter<>(holder, whenFree));
        return false;
    }

    /** Gives the lock back, or leaves the queue for it; the next in the queue goes on. */
    void release(H holder) {
        Deque<Waiter<H>> queue = queues.getOrDefault(holder.process(), new ArrayDeque<>());
        queue.removeIf(w -> w.holder() == holder);
        if (holders.remove(holder.process(), holder) && !queue.isEmpty()) {
            Waiter<H> next = queue.poll();
            holders.put(holder.process(), next.holder());
            next.holder().safely(next.whenFree());
        }
    }

    Optional<H> holder(String process) {
        return Optional.ofNullable(holders.get(process));
    }
}
