package com.nae.history;

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
 * The one thread that writes and reads the database. Samples wait for the usual interval, events for a few seconds;
 * where nothing happens it does nothing.
 */
final class HistoryThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryThread.class);
    private static final Duration EVENTS_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(20);

    private final Database database;
    private final HistoryFlusher ledger;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread one = new Thread(work, "nae-history");
        one.setDaemon(true);
        return one;
    });
    private final Object planning = new Object();
    private Future<?> next;
    private long due;
    private volatile Duration flushInterval;

    HistoryThread(Database database, HistoryFlusher ledger, Config config) {
        this.database = database;
        this.ledger = ledger;
        flushInterval = config.flushInterval();
        thread.setRemoveOnCancelPolicy(true);
    }

    void configure(Config changed) {
        flushInterval = changed.flushInterval();
        run(() -> ledger.configure(changed), Duration.ZERO);
    }

    /** Something may be written with the next batch. */
    void flushLater() {
        plan(flushInterval);
    }

    /** Something should be written before long. */
    void flushSoon() {
        plan(EVENTS_WAIT);
    }

    /** Writes what waits and then asks; empty while the database cannot be read. */
    <T> Optional<T> query(Database.TransactionBody<T> question) {
        try {
            return thread.submit(() -> {
                        ledger.flush();
                        return database.exists() ? Optional.of(database.transaction(question)) : Optional.<T>empty();
                    })
                    .get(LONGEST_QUESTION.toSeconds(), TimeUnit.SECONDS);
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
                        ledger.flush();
                        database.close();
                    })
                    .get(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException late) {
            LOG.warn("The last of the history was not written: {}", late.toString());
        }
        thread.shutdownNow();
    }

    /** Plans a flush no later than that; an earlier one stays. */
    private void plan(Duration wait) {
        synchronized (planning) {
            long at = System.nanoTime() + wait.toNanos();
            if (next == null || at - due < 0) {
                if (next != null) {
                    next.cancel(false);
                }
                due = at;
                next = run(this::flush, wait);
            }
        }
    }

    private void flush() {
        synchronized (planning) {
            next = null;
        }
        try {
            ledger.flush();
            ledger.thinIfDue();
        } finally {
            if (!ledger.isWriting()) {
                plan(RETRY);
            }
        }
    }

    private Future<?> run(Runnable what, Duration delay) {
        try {
            return thread.schedule(
                    () -> {
                        try {
                            what.run();
                        } catch (RuntimeException unexpected) {
                            LOG.error("A step of the history failed; it goes on", unexpected);
                        }
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
            return null;
        }
    }
}
