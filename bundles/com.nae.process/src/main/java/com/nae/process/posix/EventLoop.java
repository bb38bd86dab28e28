package com.nae.process.posix;

import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs tasks, timers when they are due, and handlers of descriptors that turned readable. What it alone
 * touches needs no lock. {@link #execute} and {@link #submit} may be called from any thread, everything else from the
 * loop's own.
 */
public final class EventLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** An action that is due at a time. */
    public static final class Timer implements Comparable<Timer> {
        private final long at;
        private Runnable action;

        private Timer(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        /** Calls the action off; does nothing when it has run. */
        public void cancel() {
            action = null;
        }

        @Override
        public int compareTo(Timer o) {
            return Long.signum(at - o.at);
        }
    }

    private static final int EVENTS_PER_POLL = 256;
    private static final long END_WITHIN_MILLIS = 10_000;

    private final Poller poller;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> notUrgent = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Map<Integer, Runnable> handlers = new HashMap<>();
    /** Whether the thread may be waiting in the poller, so that a new task has to wake it. */
    private volatile boolean waiting;

    private volatile boolean open = true;

    public EventLoop(String name) throws IOException {
        poller = Poller.open();
        thread = DaemonThreads.named(name).newThread(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting) {
            poller.wake();
        }
    }

    /** Runs a task that is not urgent: one of them between two polls, so that they do not delay others. */
    public void executeLater(Runnable task) {
        notUrgent.add(task);
    }

    /** Runs a supplier on the loop; completes with its result or its exception. */
    public <T> CompletableFuture<T> submit(Supplier<T> supplier) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(supplier.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Runs an action once, after a delay. */
    public Timer schedule(Duration delay, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), action);
        timers.add(timer);
        return timer;
    }

    /** Calls a handler whenever a descriptor is readable, until {@link #unwatch}. */
    public void watch(int fd, Runnable handler) throws IOException {
        poller.add(fd);
        handlers.put(fd, handler);
    }

    public void unwatch(int fd) {
        if (handlers.remove(fd) != null) {
            poller.remove(fd);
        }
    }

    private void run() {
        int[] ready = new int[EVENTS_PER_POLL];
        while (open) {
            waiting = true;
            int count = poller.await(tasks.isEmpty() && notUrgent.isEmpty() ? timeout() : 0, ready);
            waiting = false;
            for (int i = 0; i < count; i++) {
                guarded(handlers.get(ready[i]));
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                guarded(task);
            }
            runTimers();
            guarded(notUrgent.poll());
        }
        notUrgent.forEach(this::guarded);
        poller.close();
    }

    private void runTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && (timers.peek().action == null || timers.peek().at - now <= 0)) {
            guarded(timers.poll().action);
        }
    }

    /** Milliseconds until the next timer, rounded up; -1 without one. */
    private int timeout() {
        while (!timers.isEmpty() && timers.peek().action == null) {
            timers.poll();
        }
        if (timers.isEmpty()) {
            return -1;
        }
        long nanos = timers.peek().at - System.nanoTime();
        return nanos <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }

    /** Runs a task; its failure must not end the supervision of all others. */
    private void guarded(Runnable task) {
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.error("A task of {} failed; the others go on", thread.getName(), e);
        }
    }

    /** Ends the thread after what has been handed in so far. */
    @Override
    public void close() {
        execute(() -> open = false);
        try {
            thread.join(END_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
