package com.nae.health.probe;

import com.nae.health.pool.BoundedPool;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of all probes: one on which their workers live, and a pool, bounded and empty while nothing is asked. */
final class ProbeThreads implements ProbeTimer, Executor, AutoCloseable {
    private static final int MOST = 16;
    private static final Logger LOG = LoggerFactory.getLogger(ProbeThreads.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "nae-health-probes");
        thread.setDaemon(true);
        return thread;
    });
    private final BoundedPool pool = new BoundedPool("nae-health-probe", MOST);

    ProbeThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void runSoon(Runnable what) {
        schedule(Duration.ZERO, what);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable what) {
        try {
            Future<?> due = timer.schedule(() -> guarded(what), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
            return () -> {};
        }
    }

    @Override
    public void execute(Runnable what) {
        pool.execute(what);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private static void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException unexpected) {
            LOG.error("A step of the probes failed; they go on", unexpected);
        }
    }
}
