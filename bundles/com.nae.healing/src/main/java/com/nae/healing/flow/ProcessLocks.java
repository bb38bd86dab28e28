package com.nae.healing.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One bench for each process: only one case at a time changes it. Used on the loop's thread. */
public final class ProcessLocks {
    private record Waiter(Case who, Runnable then) {}

    private final Map<String, Case> holders = new HashMap<>();
    private final Map<String, Deque<Waiter>> queues = new HashMap<>();

    /**
     * Takes the bench of the case's process, now or later. @return whether it was free or the case's own, in which case
     * {@code later} is never called
     */
    public boolean acquire(Case who, Runnable later) {
        Case holder = holders.putIfAbsent(who.process, who);
        if (holder == null || holder == who) {
            return true;
        }
        queues.computeIfAbsent(who.process, p -> new ArrayDeque<>()).add(new Waiter(who, later));
        return false;
    }

    public void release(Case who) {
        Deque<Waiter> queue = queues.getOrDefault(who.process, new ArrayDeque<>());
        queue.removeIf(w -> w.who() == who);
        if (holders.remove(who.process, who) && !queue.isEmpty()) {
            Waiter next = queue.poll();
            holders.put(who.process, next.who());
            next.who().safely(next.then());
        }
    }

    Optional<Case> holder(String process) {
        return Optional.ofNullable(holders.get(process));
    }
}
