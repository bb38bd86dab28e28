package com.nae.healing.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The locks of the processes, one each: only one case at a time changes a process. Used on the thread
 * {@code nae-healing}.
 *
 * @param <H> the type of the holders
 */
final class ProcessLocks<H extends ProcessLocks.Holder> {
    /** A holder of a lock. */
    interface Holder {
        String process();

        /** Runs a task of the holder, which handles the exceptions of the task itself. */
        void safely(Runnable task);
    }

    private record Waiter<H>(H holder, Runnable whenFree) {}

    private final Map<String, H> holders = new HashMap<>();
    private final Map<String, Deque<Waiter<H>>> queues = new HashMap<>();

    /**
     * Requests the lock of the process of the holder.
     *
     * @param whenFree is called when the holder gets the lock later
     * @return whether the holder has the lock now; then {@code whenFree} is never called
     */
    boolean acquire(H holder, Runnable whenFree) {
        H current = holders.putIfAbsent(holder.process(), holder);
        if (current == null || current == holder) {
            return true;
        }
        queues.computeIfAbsent(holder.process(), p -> new ArrayDeque<>()).add(new Waiter<>(holder, whenFree));
        return false;
    }

    /** Releases the lock, or leaves the queue for it. The next in the queue gets the lock. */
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
