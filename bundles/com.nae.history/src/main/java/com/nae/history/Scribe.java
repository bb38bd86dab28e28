package com.nae.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes and reads the database. Samples wait for the usual interval, events for a few seconds; where nothing
 * happens it does nothing. While it cannot write, what comes waits, bounded, and one line in the log says so.
 */
final class Scribe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final Duration EVENTS_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration BETWEEN_THINNINGS = Duration.ofHours(6);
    private static final Duration FIRST_THINNING = Duration.ofMinutes(10);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(20);
    private static final String WRITTEN = "is written";

    private final Pending pending;
    private final Database database;
    private final ChangeLogTail changeLog;
    private final Writer writer = new Writer();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread one = new Thread(work, "nae-history");
        one.setDaemon(true);
        return one;
    });
    private final Object planning = new Object();
    private Future<?> next;
    private long due;
    private volatile Config config;
    private volatile String state = WRITTEN;
    private Instant thinning = Instant.now().plus(FIRST_THINNING);
    private boolean limited;
    private long changesRead = -1;

    Scribe(Pending pending, Database database, ChangeLogTail changeLog, Config config) {
        this.pending = pending;
        this.database = database;
        this.changeLog = changeLog;
        this.config = config;
        thread.setRemoveOnCancelPolicy(true);
    }

    void configure(Config changed) {
        config = changed;
        run(() -> limited = false, Duration.ZERO);
    }

    /** Something may be written with the next batch. */
    void later() {
        plan(config.flushInterval());
    }

    /** Something should be written before long. */
    void soon() {
        plan(EVENTS_WAIT);
    }

    /** Whether the last attempt to write succeeded. */
    boolean writing() {
        return state.equals(WRITTEN);
    }

    String state() {
        long dropped = pending.dropped();
        return state + (dropped == 0 ? "" : "; " + dropped + " records were lost");
    }

    /** Writes what waits and then asks; empty while the database cannot be read. */
    <T> Optional<T> ask(Database.Work<T> question) {
        try {
            return thread.submit(() -> {
                flush();
                return database.exists() ? Optional.of(database.transaction(question)) : Optional.<T>empty();
            }).get(LONGEST_QUESTION.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException | RejectedExecutionException failed) {
            LOG.warn("The history cannot be read: {}", failed.getCause() == null ? failed.toString() : failed.getCause().getMessage());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            thread.submit(() -> {
                flush();
                database.close();
            }).get(5, TimeUnit.SECONDS);
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
                next = run(this::flushed, wait);
            }
        }
    }

    private void flushed() {
        synchronized (planning) {
            next = null;
        }
        flush();
        if (!writing()) {
            plan(RETRY);
        } else if (!thinning.isAfter(Instant.now())) {
            thin();
        }
    }

    private void flush() {
        Pending.Batch batch = pending.take();
        if (batch.isEmpty() && !changeLog.changedSince(Math.max(0, changesRead))) {
            return;
        }
        try {
            write(batch);
            if (!writing()) {
                LOG.info("The history is written again");
            }
            state = WRITTEN;
        } catch (SQLException | IOException failed) {
            pending.back(batch);
            degrade(failed.getMessage());
            makeRoom(failed);
        } catch (LinkageError missing) {
            degrade(missing.toString());
        }
    }

    private void write(Pending.Batch batch) throws SQLException, IOException {
        if (!limited) {
            database.limit(config.maxSize());
            limited = true;
        }
        changesRead = changesRead >= 0 ? changesRead : database.transaction(ChangeLogTail::position);
        ChangeLogTail.Read changes = changeLog.from(changesRead);
        database.transaction(connection -> {
            writer.write(connection, batch);
            if (changes.position() != changesRead) {
                writer.write(connection, new Pending.Batch(List.of(), List.of(), changes.events()));
                ChangeLogTail.position(connection, changes.position());
            }
            return null;
        });
        changesRead = changes.position();
    }

    /** A file at its limit is thinned at once; a disk that is full is not ours to empty. */
    private void makeRoom(Exception failed) {
        if (failed instanceof SQLiteException full && full.getResultCode() == SQLiteErrorCode.SQLITE_FULL && database.length() >= config.maxSize() / 2) {
            thin();
        }
    }

    /** Thins; folding needs some room beyond the limit before it makes room. */
    private void thin() {
        thinning = Instant.now().plus(BETWEEN_THINNINGS);
        try {
            database.limit(config.maxSize() / 4 * 5);
            new Thinning(database).run(config, Instant.now());
            limited = false;
        } catch (SQLException failed) {
            LOG.warn("Old history cannot be thinned out: {}", failed.getMessage());
        }
    }

    /** Says once what is wrong; supervision does not depend on it. */
    private void degrade(String why) {
        String now = "is not written: " + why;
        if (!state.equals(now)) {
            LOG.warn("The history {}; it waits and is tried again", now);
        }
        state = now;
        changesRead = -1;
        limited = false;
    }

    private Future<?> run(Runnable what, Duration delay) {
        try {
            return thread.schedule(() -> {
                try {
                    what.run();
                } catch (RuntimeException unexpected) {
                    LOG.error("A step of the history failed; it goes on", unexpected);
                }
            }, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closing: {}", closing.getMessage());
            return null;
        }
    }
}
