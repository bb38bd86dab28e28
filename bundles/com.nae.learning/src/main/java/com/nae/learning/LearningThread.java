package com.nae.learning;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's one thread: runs rounds at an interval, soon after an event that may have changed much, and what is
 * handed to it.
 */
final class LearningThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearningThread.class);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LAST = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(2);
    private final ScheduledThreadPoolExecutor thread;
    private final Runnable round;
    private Future<?> rounds;
    private Future<?> next;

    LearningThread(Runnable round) {
        this.round = round;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread t = new Thread(task, "nae-learning");
            t.setDaemon(true);
            return t;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    synchronized void runEvery(Duration interval) {
        if (rounds != null) {
            rounds.cancel(false);
        }
        rounds = thread.scheduleWithFixedDelay(
                guarded(round),
                Math.min(FIRST.toMillis(), interval.toMillis()),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A round shortly, however often it is asked for until then. */
    synchronized void runSoon() {
        if (next == null || next.isDone()) {
            next = thread.isShutdown() ? null : thread.schedule(guarded(round), SOON.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Too late to learn from this: the engine has stopped");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A step of learning failed and is passed over", e);
            }
        };
    }
}
