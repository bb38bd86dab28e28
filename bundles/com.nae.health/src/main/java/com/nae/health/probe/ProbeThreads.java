package com.nae.health.probe;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of all probes: one on which their workers live, and a pool, bounded and empty while nothing is asked. */
final class ProbeThreads implements Timer, Executor, AutoCloseable {
    private static final int MOST = 16;
    private static final Logger LOG = LoggerFactory.getLogger(ProbeThreads.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("nae-health-probes"));
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(MOST, MOST, 20, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("nae-health-probe"));

    ProbeThreads() {
        timer.setRemoveOnCancelPolicy(true);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void soon(Runnable what) {
        after(Duration.ZERO, what);
    }

    @Override
    public Runnable after(Duration delay, Runnable what) {
        try {
            Future<?> due = timer.schedule(() -> guarded(what), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
            return () -> { };
        }
    }

    @Override
    public void execute(Runnable what) {
        try {
            pool.execute(what);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
        }
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

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
