package org.tocsin.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions on disk, so that a restart in the middle of a night signs nobody out. Holds hashes
 * of the tokens only: who reads the file cannot use the sessions.
 */
final class SessionFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFile.class);

    /**
     * @param tokenHash SHA-256 of the token, hexadecimal
     * @param centers one line each: the center's id, a space, a fingerprint of the password hash
     */
    record Row(
            String tokenHash,
            String user,
            String csrf,
            String centers,
            Instant since,
            Instant lastUsed) {}

    private final Connection connection;

    SessionFile(Path file) {
        try {
            createPrivate(file);
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA busy_timeout=5000");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS session(token_hash TEXT PRIMARY KEY, user TEXT"
                            + " NOT NULL, csrf TEXT NOT NULL, centers TEXT NOT NULL, since INTEGER"
                            + " NOT NULL, last_used INTEGER NOT NULL)");
            }
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException("cannot open the sessions in " + file, e);
        }
    }

    private static void createPrivate(Path file) throws java.io.IOException {
        if (Files.exists(file)) return;
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) return;
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    synchronized List<Row> read() {
        var rows = new ArrayList<Row>();
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "SELECT token_hash, user, csrf, centers, since, last_used FROM"
                                        + " session ORDER BY last_used DESC LIMIT "
                                        + Sessions.MAX)) {
            while (found.next()) {
                rows.add(
                        new Row(
                                found.getString(1),
                                found.getString(2),
                                found.getString(3),
                                found.getString(4),
                                Instant.ofEpochMilli(found.getLong(5)),
                                Instant.ofEpochMilli(found.getLong(6))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the sessions", e);
        }
        return rows;
    }

    synchronized void put(Row row) {
        try (var statement =
                connection.prepareStatement("INSERT OR REPLACE INTO session VALUES(?,?,?,?,?,?)")) {
            statement.setString(1, row.tokenHash());
            statement.setString(2, row.user());
            statement.setString(3, row.csrf());
            statement.setString(4, row.centers());
            statement.setLong(5, row.since().toEpochMilli());
            statement.setLong(6, row.lastUsed().toEpochMilli());
            statement.executeUpdate();
        } catch (SQLException e) {
            // A full disk keeps nobody from signing in; after a restart they sign in again.
            LOG.warn("A session could not be kept; it ends with this server", e);
        }
    }

    synchronized void remove(String tokenHash) {
        try (var statement =
                connection.prepareStatement("DELETE FROM session WHERE token_hash = ?")) {
            statement.setString(1, tokenHash);
            statement.executeUpdate();
        } catch (SQLException e) {
            // It has ended here; after a restart it would go on until it runs out.
            LOG.warn("A session that ended could not be removed from its file", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the sessions", e);
        }
    }
}
