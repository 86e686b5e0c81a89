package org.tocsin.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Sealed photos, in an SQLite file beside the record: the record holds their hashes, so what lies
 * here can be proven, and this file alone shows nothing. A photo is on disk when {@link #keep}
 * returns. Any thread may call any method.
 */
public final class Photos implements AutoCloseable {
    private static final int FORMAT = 1;

    private final String name;
    private final Connection connection;

    /**
     * A photo that is kept.
     *
     * @param request under which it came
     * @param sha256 of what is sealed, as hexadecimal digits
     */
    public record Kept(String center, String incident, String request, String sha256) {}

    private Photos(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * Opens the file, or makes it: for its owner only.
     *
     * @throws UncheckedIOException if the disk does not let us
     */
    public static Photos open(Path file) {
        try {
            return open(file.toString(), SqliteVault.connectPrivately(file));
        } catch (SQLException e) {
            throw failed(file.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("could not open the photos " + file, e);
        }
    }

    /** For as long as the process lives: drills and tests. */
    public static Photos inMemory() {
        try {
            return open("in memory", SqliteVault.connect("jdbc:sqlite::memory:"));
        } catch (SQLException e) {
            throw failed("in memory", e);
        }
    }

    private static Photos open(String name, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            int format;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                format = row.next() ? row.getInt(1) : 0;
            }
            if (format != 0 && format != FORMAT) {
                throw new SQLException(
                        "it has format %d, expected %d: it was made by another version"
                                .formatted(format, FORMAT));
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS photo (center TEXT NOT NULL, request TEXT NOT NULL,"
                            + " incident TEXT NOT NULL, sha256 TEXT NOT NULL, sealed BLOB NOT NULL,"
                            + " PRIMARY KEY (center, request))");
            statement.execute(
                    "CREATE INDEX IF NOT EXISTS photo_of_incident ON photo (center, incident)");
            statement.execute("PRAGMA user_version=" + FORMAT);
            return new Photos(name, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Keeps a photo durably. One that came under the same request before stays, and is answered: so
     * a photo sent again is there once.
     *
     * @param sealed by the vault, under the incident's key
     * @throws UncheckedIOException if the disk does not let us
     */
    public synchronized Kept keep(String center, String incident, String request, byte[] sealed) {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO photo (center, request, incident, sha256, sealed)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, center);
            insert.setString(2, request);
            insert.setString(3, incident);
            insert.setString(4, sha256(sealed));
            insert.setBytes(5, sealed);
            insert.executeUpdate();
            return findRequest(center, request).orElseThrow();
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /** What came under that request. */
    public synchronized Optional<Kept> findRequest(String center, String request) {
        return list("center = ? AND request = ?", center, request).stream().findFirst();
    }

    /** Everything that is kept of a center. */
    public synchronized List<Kept> of(String center) {
        return list("center = ? AND ? = ''", center, "");
    }

    private List<Kept> list(String where, String first, String second) {
        var found = new ArrayList<Kept>();
        try (var query =
                connection.prepareStatement(
                        "SELECT center, incident, request, sha256 FROM photo WHERE " + where)) {
            query.setString(1, first);
            query.setString(2, second);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Kept(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /**
     * What is sealed of one photo; empty if it is not here.
     *
     * @throws IllegalStateException if it is not what its hash says: the file was altered
     */
    public synchronized Optional<byte[]> find(String center, String incident, String sha256) {
        try (var query =
                connection.prepareStatement(
                        "SELECT sealed FROM photo WHERE center = ? AND incident = ? AND sha256"
                                + " = ?")) {
            query.setString(1, center);
            query.setString(2, incident);
            query.setString(3, sha256);
            try (var row = query.executeQuery()) {
                if (!row.next()) return Optional.empty();
                byte[] sealed = row.getBytes(1);
                if (sha256(sealed).equals(sha256)) return Optional.of(sealed);
                throw new IllegalStateException(
                        "A photo of %s in %s is not the one the record names: the file was altered."
                                .formatted(incident, name));
            }
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /** Drops one photo: the desk did not take it. */
    public synchronized void drop(Kept photo) {
        delete("center = ? AND request = ?", photo.center(), photo.request());
    }

    /** Drops every photo of an incident, and empties SQLite's log of them. Again: nothing. */
    public synchronized void forget(String center, String incident) {
        delete("center = ? AND incident = ?", center, incident);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private void delete(String where, String first, String second) {
        try (var delete = connection.prepareStatement("DELETE FROM photo WHERE " + where)) {
            delete.setString(1, first);
            delete.setString(2, second);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private static UncheckedIOException failed(String name, SQLException e) {
        return new UncheckedIOException(
                new IOException("the photos %s: %s".formatted(name, e.getMessage()), e));
    }
}
