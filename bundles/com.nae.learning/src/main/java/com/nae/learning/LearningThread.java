package com.nae.learning;

import com.nae.base.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of the learning engine. It runs rounds at an interval and soon after important events, and the tasks that
 * are handed to it.
 */
final class LearningThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearningThread.class);
    /** Delay of the first round, so that it does not slow down the start. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    /** How long a stop waits for the task that is running. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    /** Delay of a requested round, in which further requests are merged. */
    private static final Duration SOON_DELAY = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor thread;
    private final Runnable round;
    private Future<?> rounds;
    private Future<?> next;

    LearningThread(Runnable round) {
        this.round = round;
        thread = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-learning"));
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs rounds at an interval, from now on. */
    synchronized void runEvery(Duration interval) {
        if (rounds != null) {
            rounds.cancel(false);
        }
        rounds = thread.scheduleWithFixedDelay(
                guarded(round),
                Math.min(FIRST_DELAY.toMillis(), interval.toMillis()),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs one more round in two seconds. Requests until then are merged. */
    synchronized void runSoon() {
        if (next == null || next.isDone()) {
            next = thread.isShutdown()
                    ? null
                    : thread.schedule(guarded(round), SOON_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Runs a task on the thread; dropped if learning was stopped. */
    void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("A task came after learning was stopped");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task that logs its failure, since an exception would end the rounds. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of learning failed and is skipped", e);
            }
        };
    }
}
