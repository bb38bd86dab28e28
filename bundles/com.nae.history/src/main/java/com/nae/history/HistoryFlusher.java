package com.nae.history;

import com.nae.api.history.HistoryState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The writer of buffered records and of new entries of the change log. It also has old records aggregated. While the
 * database cannot be written, records stay in the buffer, and the log reports it once. Used on the thread
 * {@code nae-history}, except for its state.
 */
final class HistoryFlusher {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFlusher.class);
    private static final Duration BETWEEN_DOWNSAMPLINGS = Duration.ofHours(6);
    private static final Duration FIRST_DOWNSAMPLING = Duration.ofMinutes(10);

    private final WriteBuffer buffer;
    private final Database database;
    private final ChangeLogTail changeLog;
    private final BatchWriter writer = new BatchWriter();
    private Config config;
    private volatile Optional<String> failure = Optional.empty();
    private Instant nextDownsampling = Instant.now().plus(FIRST_DOWNSAMPLING);
    /** How far the change log was read; -1 if the position must be loaded from the database first. */
    private long changeLogPosition = -1;

    HistoryFlusher(WriteBuffer buffer, Database database, ChangeLogTail changeLog, Config config) {
        this.buffer = buffer;
        this.database = database;
        this.changeLog = changeLog;
        configure(config);
    }

    void configure(Config changed) {
        config = changed;
        database.limitSize(config.maxSize());
    }

    /** Whether the last attempt to write succeeded; for any thread. */
    boolean isWriting() {
        return failure.isEmpty();
    }

    /** Whether and why nothing is written, and how much was lost; for any thread. */
    HistoryState state() {
        return new HistoryState(failure, buffer.dropped());
    }

    /** Writes the buffered records. If that fails, they return to the buffer. */
    void flush() {
        WriteBuffer.Batch batch = buffer.drain();
        if (batch.isEmpty() && !changeLog.changedSince(Math.max(0, changeLogPosition))) {
            return;
        }
        try {
            write(batch);
            if (!isWriting()) {
                LOG.info("The history is written again");
            }
            failure = Optional.empty();
        } catch (SQLException | IOException failed) {
            buffer.putBack(batch);
            degrade(failed.getMessage());
            makeRoom(failed);
        } catch (LinkageError missing) { // the native library of SQLite does not load on this machine
            degrade(missing.toString());
        }
    }

    /** Writes records and change log entries in one transaction, together with the position in the change log. */
    private void write(WriteBuffer.Batch batch) throws SQLException, IOException {
        changeLogPosition =
                changeLogPosition >= 0 ? changeLogPosition : database.transaction(ChangeLogTail::loadPosition);
        ChangeLogTail.Chunk changes = changeLog.readFrom(changeLogPosition);
        database.transaction(connection -> {
            writer.write(connection, batch);
            if (changes.position() != changeLogPosition) {
                writer.write(connection, new WriteBuffer.Batch(List.of(), List.of(), changes.events()));
                ChangeLogTail.storePosition(connection, changes.position());
            }
            return null;
        });
        changeLogPosition = changes.position();
    }

    /** A file at its own limit is downsampled at once. On a full disk that would not help. */
    private void makeRoom(Exception failed) {
        if (failed instanceof SQLiteException full
                && full.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                && database.length() >= config.maxSize() / 2) {
            downsample();
        }
    }

    /** Aggregates old records, if the last aggregation was long enough ago. */
    void downsampleIfDue() {
        if (isWriting() && !nextDownsampling.isAfter(Instant.now())) {
            downsample();
        }
    }

    /** Aggregation writes before it deletes, so it needs some room beyond the limit. */
    private void downsample() {
        nextDownsampling = Instant.now().plus(BETWEEN_DOWNSAMPLINGS);
        try {
            database.limitSize(config.maxSize() / 4 * 5);
            new Downsampler(database).run(config, Instant.now());
        } catch (SQLException failed) {
            LOG.warn("Old history cannot be aggregated: {}", failed.getMessage());
        } finally {
            database.limitSize(config.maxSize());
        }
    }

    /** Logs a problem once. Supervision does not depend on the history. */
    private void degrade(String why) {
        if (!failure.equals(Optional.of(why))) {
            LOG.warn("The history is not written: {}; records are buffered and the write is retried", why);
        }
        failure = Optional.of(why);
        changeLogPosition = -1;
    }
}
