package com.nae.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of the history, opened at its first use. Its write-ahead log makes every transaction whole or absent,
 * whenever the runtime is killed. A file that is damaged is moved aside and a new one begun. Not thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int PAGE = 4096;

    private final Path file;
    private Connection connection;
    private long limit = Long.MAX_VALUE;
    private long limited;

    /** Something done in one transaction. */
    interface TransactionBody<T> {
        T in(Connection connection) throws SQLException;
    }

    Database(Path file) {
        this.file = file;
    }

    boolean exists() {
        return connection != null || Files.exists(file);
    }

    /** Does it whole or not at all; in a new file where this one is damaged. */
    <T> T transaction(TransactionBody<T> work) throws SQLException {
        try {
            return attempt(work);
        } catch (SQLException failed) {
            if (!damaged(failed)) {
                throw failed;
            }
            moveAside(failed);
            return attempt(work);
        }
    }

    private <T> T attempt(TransactionBody<T> work) throws SQLException {
        try {
            Connection open = connection();
            if (limited != limit) {
                number(open, "PRAGMA max_page_count = " + Math.max(64, limit / PAGE));
                limited = limit;
            }
            T result = work.in(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            rollback();
            throw failed;
        }
    }

    /** The most bytes the file may grow to from the next transaction on. */
    void limit(long bytes) {
        limit = bytes;
    }

    /** Bytes of the file. */
    long length() {
        return file.toFile().length();
    }

    /** Bytes in use. */
    long size() throws SQLException {
        return transaction(connection ->
                (number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count")) * PAGE);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException broken) {
                LOG.debug("Closing {}: {}", file, broken.getMessage());
            }
            connection = null;
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Connection fresh = open();
            try {
                Schema.upgrade(fresh);
                fresh.setAutoCommit(false);
                connection = fresh;
                limited = 0;
            } catch (SQLException unusable) {
                fresh.close();
                throw unusable;
            }
        }
        return connection;
    }

    private Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "NORMAL");
        settings.setProperty("busy_timeout", "2000");
        settings.setProperty("cache_size", "-512");
        settings.setProperty("page_size", String.valueOf(PAGE));
        settings.setProperty("journal_size_limit", "4194304");
        return new JDBC().connect(JDBC.PREFIX + file, settings);
    }

    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException broken) {
            LOG.debug("Rolling back in {}: {}", file, broken.getMessage());
            close();
        }
    }

    private static boolean damaged(SQLException failed) {
        return failed instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    private void moveAside(SQLException why) {
        close();
        Path aside = file.resolveSibling(
                file.getFileName() + ".damaged-" + Instant.now().getEpochSecond());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
            LOG.error(
                    "The history {} is damaged ({}); it is kept as {} and a new one is begun",
                    file,
                    why.getMessage(),
                    aside.getFileName());
        } catch (IOException stuck) {
            LOG.error(
                    "The history {} is damaged ({}) and cannot be moved aside: {}",
                    file,
                    why.getMessage(),
                    stuck.getMessage());
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
