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
 * The SQLite database of the history, opened at its first use. Its write-ahead log makes every transaction atomic, even
 * if the runtime is killed. A damaged file is renamed and a new one is started. Not thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int PAGE_SIZE = 4096;

    private final Path file;
    private Connection connection;
    private long maxBytes = Long.MAX_VALUE;
    private long appliedMaxBytes;

    /** The work of one transaction. */
    interface TransactionBody<T> {
        T run(Connection connection) throws SQLException;
    }

    Database(Path file) {
        this.file = file;
    }

    boolean exists() {
        return connection != null || Files.exists(file);
    }

    /** Runs a transaction. If the file turns out to be damaged, the transaction runs in a new file. */
    <T> T transaction(TransactionBody<T> work) throws SQLException {
        try {
            return runOnce(work);
        } catch (SQLException failed) {
            if (!isDamaged(failed)) {
                throw failed;
            }
            moveAside(failed);
            return runOnce(work);
        }
    }

    /** Runs a transaction with the present size limit. A failure rolls it back. */
    private <T> T runOnce(TransactionBody<T> work) throws SQLException {
        try {
            Connection open = connection();
            if (appliedMaxBytes != maxBytes) {
                number(open, "PRAGMA max_page_count = " + Math.max(64, maxBytes / PAGE_SIZE));
                appliedMaxBytes = maxBytes;
            }
            T result = work.run(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            rollback();
            throw failed;
        }
    }

    /** Limits the size of the file, from the next transaction on. */
    void limitSize(long bytes) {
        maxBytes = bytes;
    }

    /** The size of the file in bytes. */
    long length() {
        return file.toFile().length();
    }

    /** The bytes in use, without free pages of the file. */
    long size() throws SQLException {
        return transaction(connection ->
                (number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count")) * PAGE_SIZE);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException broken) {
                LOG.debug("Closing {} failed: {}", file, broken.getMessage());
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
                appliedMaxBytes = 0;
            } catch (SQLException unusable) {
                fresh.close();
                throw unusable;
            }
        }
        return connection;
    }

    /** NORMAL may lose the last transactions when the machine loses power, but never damages the file. */
    private Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "NORMAL");
        settings.setProperty("busy_timeout", "2000");
        settings.setProperty("cache_size", "-512");
        settings.setProperty("page_size", String.valueOf(PAGE_SIZE));
        settings.setProperty("journal_size_limit", "4194304");
        return new JDBC().connect(JDBC.PREFIX + file, settings);
    }

    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException broken) {
            LOG.debug("Rolling back in {} failed: {}", file, broken.getMessage());
            close();
        }
    }

    /** Whether the file is no database or a damaged one. A full disk or a lock is no damage. */
    private static boolean isDamaged(SQLException failed) {
        return failed instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    /** Renames the damaged file, so that the operator can still recover data from it. */
    private void moveAside(SQLException why) {
        close();
        Path aside = file.resolveSibling(
                file.getFileName() + ".damaged-" + Instant.now().getEpochSecond());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
            LOG.error(
                    "The history {} is damaged ({}); it is kept as {} and a new file is started",
                    file,
                    why.getMessage(),
                    aside.getFileName());
        } catch (IOException stuck) {
            LOG.error(
                    "The history {} is damaged ({}) and cannot be renamed: {}",
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
