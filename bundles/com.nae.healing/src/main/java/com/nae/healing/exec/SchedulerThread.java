package com.nae.healing.exec;

import com.nae.base.thread.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread {@code nae-healing}, which owns all cases. Tasks submitted after {@link #close} are dropped. */
public final class SchedulerThread implements SerialScheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerThread.class);
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-healing"));

    public SchedulerThread() {
        thread.setRemoveOnCancelPolicy(true); // a cancelled timer would hold its case in memory until it is due
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            var future = thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException ended) {
            LOG.debug("not done after the end of healing: {}", task);
            return () -> {};
        }
    }

    /** The thread must survive every failure of a task, an Error too. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a step of healing failed; its case stands still until its issue shows again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
