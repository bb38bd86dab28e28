package com.nae.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Brings what waits, and what the change log has got since, into the database, and thins that out. While it cannot,
 * what comes waits, bounded, and one line in the log says so. Lives on the scribe's thread but for its state.
 */
final class HistoryFlusher {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFlusher.class);
    private static final Duration BETWEEN_THINNINGS = Duration.ofHours(6);
    private static final Duration FIRST_THINNING = Duration.ofMinutes(10);
    private static final String WRITTEN = "is written";

    private final WriteBuffer pending;
    private final Database database;
    private final ChangeLogTail changeLog;
    private final BatchWriter writer = new BatchWriter();
    private Config config;
    private volatile String state = WRITTEN;
    private Instant thinning = Instant.now().plus(FIRST_THINNING);
    private long changesRead = -1;

    HistoryFlusher(WriteBuffer pending, Database database, ChangeLogTail changeLog, Config config) {
        this.pending = pending;
        this.database = database;
        this.changeLog = changeLog;
        configure(config);
    }

    void configure(Config changed) {
        config = changed;
        database.limit(config.maxSize());
    }

    /** Whether the last attempt to write succeeded; for any thread. */
    boolean isWriting() {
        return state.equals(WRITTEN);
    }

    /** For any thread. */
    String state() {
        long dropped = pending.dropped();
        return state + (dropped == 0 ? "" : "; " + dropped + " records were lost");
    }

    /** Writes what waits, or keeps it where that fails. */
    void flush() {
        WriteBuffer.Batch batch = pending.drain();
        if (batch.isEmpty() && !changeLog.changedSince(Math.max(0, changesRead))) {
            return;
        }
        try {
            write(batch);
            if (!isWriting()) {
                LOG.info("The history is written again");
            }
            state = WRITTEN;
        } catch (SQLException | IOException failed) {
            pending.putBack(batch);
            degrade(failed.getMessage());
            makeRoom(failed);
        } catch (LinkageError missing) {
            degrade(missing.toString());
        }
    }

    private void write(WriteBuffer.Batch batch) throws SQLException, IOException {
        changesRead = changesRead >= 0 ? changesRead : database.transaction(ChangeLogTail::position);
        ChangeLogTail.Chunk changes = changeLog.from(changesRead);
        database.transaction(connection -> {
            writer.write(connection, batch);
            if (changes.position() != changesRead) {
                writer.write(connection, new WriteBuffer.Batch(List.of(), List.of(), changes.events()));
                ChangeLogTail.position(connection, changes.position());
            }
            return null;
        });
        changesRead = changes.position();
    }

    /** A file at its limit is thinned at once; a disk that is full is not ours to empty. */
    private void makeRoom(Exception failed) {
        if (failed instanceof SQLiteException full
                && full.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                && database.length() >= config.maxSize() / 2) {
            thin();
        }
    }

    /** Thins where that was done long ago. */
    void thinIfDue() {
        if (isWriting() && !thinning.isAfter(Instant.now())) {
            thin();
        }
    }

    /** Folding needs some room beyond the limit before it makes room. */
    private void thin() {
        thinning = Instant.now().plus(BETWEEN_THINNINGS);
        try {
            database.limit(config.maxSize() / 4 * 5);
            new Downsampler(database).run(config, Instant.now());
        } catch (SQLException failed) {
            LOG.warn("Old history cannot be thinned out: {}", failed.getMessage());
        } finally {
            database.limit(config.maxSize());
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
    }
}
