package com.nae.history;

import com.nae.base.thread.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes and reads the database. Samples wait for the flush interval, events for a few seconds. The
 * thread is idle while nothing happens.
 */
final class HistoryThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryThread.class);
    /** Several events of one cause, such as a restart, are written in one transaction. */
    private static final Duration EVENT_DELAY = Duration.ofSeconds(5);
    /** The pause before a failed write is tried again. */
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
    /** The time limit of a query, which waits for the flush before it. */
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(20);
    /** The time limit of the last flush, which must not delay the stop of the runtime. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Database database;
    private final HistoryFlusher flusher;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-history"));
    private final Object planLock = new Object();
    private Future<?> next;
    /** When {@code next} is due, by the clock of {@link System#nanoTime()}. */
    private long dueNanos;

    private volatile Duration flushInterval;

    HistoryThread(Database database, HistoryFlusher flusher, Config config) {
        this.database = database;
        this.flusher = flusher;
        flushInterval = config.flushInterval();
        thread.setRemoveOnCancelPolicy(true);
    }

    void configure(Config changed) {
        flushInterval = changed.flushInterval();
        schedule(() -> flusher.configure(changed), Duration.ZERO);
    }

    /** Requests a flush within the flush interval. */
    void flushLater() {
        plan(flushInterval);
    }

    /** Requests a flush within seconds. */
    void flushSoon() {
        plan(EVENT_DELAY);
    }

    /** Flushes and then queries the database; empty while it cannot be read. */
    <T> Optional<T> query(Database.TransactionBody<T> body) {
        try {
            return thread.submit(() -> {
                        flusher.flush();
                        return database.exists() ? Optional.of(database.transaction(body)) : Optional.<T>empty();
                    })
                    .get(QUERY_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException | RejectedExecutionException failed) {
            LOG.warn(
                    "The history cannot be read: {}",
                    failed.getCause() == null
                            ? failed.toString()
                            : failed.getCause().getMessage());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            thread.submit(() -> {
                        flusher.flush();
                        database.close();
                    })
                    .get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException late) {
            LOG.warn("The last records of the history were not written: {}", late.toString());
        }
        thread.shutdownNow();
    }

    /** Plans a flush after a delay, unless an earlier one is planned. */
    private void plan(Duration wait) {
        synchronized (planLock) {
            long at = System.nanoTime() + wait.toNanos();
            if (next == null || at - dueNanos < 0) {
                if (next != null) {
                    next.cancel(false);
                }
                dueNanos = at;
                next = schedule(this::flush, wait);
            }
        }
    }

    /** Flushes now. While the database cannot be written, the next attempt is planned. */
    private void flush() {
        synchronized (planLock) {
            next = null;
        }
        try {
            flusher.flush();
            flusher.downsampleIfDue();
        } finally {
            if (!flusher.isWriting()) {
                plan(RETRY_DELAY);
            }
        }
    }

    private Future<?> schedule(Runnable task, Duration delay) {
        try {
            return thread.schedule(() -> runGuarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Not scheduled, the history is closing: {}", closing.getMessage());
            return null;
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unexpected) {
            LOG.error("A task of the history failed; recording continues", unexpected);
        }
    }
}
