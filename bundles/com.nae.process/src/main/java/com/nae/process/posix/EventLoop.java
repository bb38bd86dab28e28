package com.nae.process.posix;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns what it touches: it runs what is handed to it, timers when they are due, and handlers of
 * descriptors that turned readable. {@link #execute} may be called from any thread; all else from the loop's own.
 */
public final class EventLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** Something to be done at a time; it may be called off. */
    public static final class Timer implements Comparable<Timer> {
        private final long at;
        private Runnable action;

        private Timer(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        public void cancel() {
            action = null;
        }

        @Override
        public int compareTo(Timer o) {
            return Long.signum(at - o.at);
        }
    }

    private final Poller poller;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> executeLater = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Map<Integer, Runnable> handlers = new HashMap<>();
    private volatile boolean waiting;
    private volatile boolean open = true;

    public EventLoop(String name) throws IOException {
        poller = Poller.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
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

    /** Runs it in its turn, one between two looks at the descriptors: what is not urgent does not hold up what is. */
    public void executeLater(Runnable task) {
        executeLater.add(task);
    }

    /** Runs a question on the loop and hands its answer out. */
    public <T> CompletableFuture<T> submit(java.util.function.Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    public Timer schedule(Duration delay, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), action);
        timers.add(timer);
        return timer;
    }

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
        int[] ready = new int[256];
        while (open) {
            waiting = true;
            int count = poller.await(tasks.isEmpty() && executeLater.isEmpty() ? timeout() : 0, ready);
            waiting = false;
            for (int i = 0; i < count; i++) {
                guarded(handlers.get(ready[i]));
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                guarded(task);
            }
            runTimers();
            guarded(executeLater.poll());
        }
        executeLater.forEach(this::guarded);
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

    /** A failure of one task must not end supervision of all the others. */
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
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
