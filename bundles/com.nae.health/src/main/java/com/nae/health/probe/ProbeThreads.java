package com.nae.health.probe;

import com.nae.base.thread.DaemonThreads;
import com.nae.health.pool.BoundedPool;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of all probes: one on which their workers live, and a bounded pool that is empty while no probe runs. */
final class ProbeThreads implements ProbeTimer, Executor, AutoCloseable {
    private static final int MAX_THREADS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(ProbeThreads.class);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-health-probes"));
    private final BoundedPool pool = new BoundedPool("nae-health-probe", MAX_THREADS);

    ProbeThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void runSoon(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        try {
            Future<?> due = timer.schedule(() -> runGuarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Not scheduled, the probes are closing: {}", closing.getMessage());
            return () -> {};
        }
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unexpected) {
            LOG.error("A probe task failed; probing continues", unexpected);
        }
    }
}
