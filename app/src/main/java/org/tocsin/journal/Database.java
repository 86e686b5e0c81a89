package org.tocsin.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal's SQLite file, in write-ahead mode with {@code synchronous=FULL}: a commit returns
 * after its frames are synced. A batch is one row, whose key is the center's number and the batch's
 * first position, so that a commit of one batch is one statement.
 *
 * <p>Writing methods are for one thread at a time; reading methods have a connection of their own
 * and take turns.
 */
final class Database implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final int POSITION_BITS = 40;

    /** A reader holds at most about so much of stored lines at once, or one batch. */
    private static final int MAX_READ_BYTES = 4 << 20;

    /** Another process inside the file keeps us waiting at most so long. */
    private static final int BUSY_TIMEOUT_MILLIS = 500;

    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement insert;
    private final Map<String, Long> numbers = new HashMap<>();
    private final String id;

    private Database(Connection writing, Connection reading, String newId) throws SQLException {
        this.writing = writing;
        this.reading = reading;
        this.id = createTables(newId);
        this.insert =
                writing.prepareStatement(
                        "INSERT INTO batch (key, last, hash, lines) SELECT ?, ?, ?, ?"
                                + " FROM center WHERE number = ? AND epoch = ?");
        try (var statement = writing.createStatement();
                var rows = statement.executeQuery("SELECT name, number FROM center")) {
            while (rows.next()) numbers.put(rows.getString(1), rows.getLong(2));
        }
    }

    /**
     * Opens the file, or makes it.
     *
     * @param newId the journal's identity if the file is new
     */
    static Database open(Path file, String newId) throws SQLException {
        Connection writing = connect(file);
        try {
            pragma(writing, "wal_autocheckpoint=0");
            Connection reading = connect(file);
            try {
                var database = new Database(writing, reading, newId);
                // SQLite syncs the folder for its log, but not for the database file itself.
                syncFolder(file.resolveSibling("."));
                return database;
            } catch (SQLException | RuntimeException e) {
                reading.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            pragma(connection, "busy_timeout=" + BUSY_TIMEOUT_MILLIS);
            String mode = pragma(connection, "journal_mode=WAL");
            if (!mode.equals("wal")) {
                throw new SQLException(
                        "journal mode of %s is %s, expected wal. Is the data folder on a network disk?"
                                .formatted(file, mode));
            }
            pragma(connection, "synchronous=FULL");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String pragma(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute("PRAGMA " + pragma)) return "";
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    static void syncFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("could not sync " + folder, e);
        }
    }

    private String createTables(String newId) throws SQLException {
        begin();
        try (var statement = writing.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS journal (id TEXT NOT NULL, format INTEGER NOT"
                            + " NULL)");
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS center (number INTEGER PRIMARY KEY,"
                            + " name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL)");
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS batch (key INTEGER PRIMARY KEY,"
                            + " last INTEGER NOT NULL, hash BLOB NOT NULL, lines BLOB NOT NULL)");
            statement.executeUpdate(
                    "INSERT INTO journal SELECT '%s', %d WHERE NOT EXISTS (SELECT 1 FROM journal)"
                            .formatted(newId, FORMAT));
            try (var row = statement.executeQuery("SELECT id, format FROM journal")) {
                if (!row.next() || row.getInt(2) != FORMAT) {
                    throw new SQLException(
                            "the journal has format %d, expected %d: it was made by another version"
                                    .formatted(row.getInt(2), FORMAT));
                }
                String found = row.getString(1);
                commit();
                return found;
            }
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    /** What tells this journal from any other. */
    String id() {
        return id;
    }

    List<String> centers() {
        synchronized (numbers) {
            return numbers.keySet().stream().sorted().toList();
        }
    }

    /**
     * Makes a new epoch the center's own, durably.
     *
     * @return the epoch
     */
    long takeEpoch(String center) throws SQLException {
        begin();
        try {
            try (var known =
                    writing.prepareStatement(
                            "INSERT OR IGNORE INTO center (name, epoch) VALUES (?, 0)")) {
                known.setString(1, center);
                known.executeUpdate();
            }
            try (var next =
                    writing.prepareStatement(
                            "UPDATE center SET epoch = epoch + 1 WHERE name = ?"
                                    + " RETURNING number, epoch")) {
                next.setString(1, center);
                long number;
                long epoch;
                try (var row = next.executeQuery()) {
                    row.next();
                    number = row.getLong(1);
                    epoch = row.getLong(2);
                }
                commit();
                synchronized (numbers) {
                    numbers.put(center, number);
                }
                return epoch;
            }
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    /** 0 for an unknown center. */
    long epoch(String center) throws SQLException {
        try (var query = writing.prepareStatement("SELECT epoch FROM center WHERE name = ?")) {
            query.setString(1, center);
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /**
     * Commits batches of different centers together.
     *
     * @return for each whether it was recorded; not, if its epoch is no longer the center's
     * @throws SQLException when nobody knows whether they are durable
     */
    boolean[] insert(List<Batch> batches) throws SQLException {
        var recorded = new boolean[batches.size()];
        if (batches.size() == 1) {
            recorded[0] = insert(batches.getFirst());
            return recorded;
        }
        begin();
        try {
            for (int i = 0; i < recorded.length; i++) recorded[i] = insert(batches.get(i));
            commit();
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
        return recorded;
    }

    /**
     * Adds what only the witness had, all or none; the epochs are those of its writers or later.
     */
    void restore(List<Batch> batches) throws SQLException {
        begin();
        try (var center =
                        writing.prepareStatement(
                                "INSERT INTO center (name, epoch) VALUES (?1, ?2) ON CONFLICT"
                                        + " (name) DO UPDATE SET epoch = max(epoch, ?2) RETURNING"
                                        + " number");
                var row =
                        writing.prepareStatement(
                                "INSERT INTO batch (key, last, hash, lines) VALUES (?, ?, ?, ?)")) {
            for (Batch batch : batches) {
                center.setString(1, batch.center());
                center.setLong(2, batch.epoch());
                long number;
                try (var found = center.executeQuery()) {
                    found.next();
                    number = found.getLong(1);
                }
                synchronized (numbers) {
                    numbers.put(batch.center(), number);
                }
                row.setLong(1, key(number, batch.first()));
                row.setLong(2, batch.last());
                row.setBytes(3, batch.hash());
                row.setBytes(4, batch.lines());
                row.executeUpdate();
            }
            commit();
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    private boolean insert(Batch batch) throws SQLException {
        long number = number(batch.center());
        insert.setLong(1, key(number, batch.first()));
        insert.setLong(2, batch.last());
        insert.setBytes(3, batch.hash());
        insert.setBytes(4, batch.lines());
        insert.setLong(5, number);
        insert.setLong(6, batch.epoch());
        return insert.executeUpdate() == 1;
    }

    private void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    private void commit() throws SQLException {
        execute("COMMIT");
    }

    private void rollback(SQLException cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = writing.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Moves everything committed from the log into the database file and syncs that; the log begins
     * anew with the next commit.
     *
     * @return whether that was possible; not, while a reader is at work
     */
    boolean checkpoint() throws SQLException {
        try (var statement = writing.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(RESTART)")) {
            return row.next() && row.getInt(1) == 0 && row.getLong(2) == row.getLong(3);
        }
    }

    /** {@link Head#START} for an unknown center. */
    Head head(String center) throws SQLException {
        return headBefore(center, Entry.MAX_POSITION + 1);
    }

    /** The head at the end of the batch before the one that begins at or after a position. */
    private Head headBefore(String center, long position) throws SQLException {
        long number = number(center);
        synchronized (reading) {
            try (var query =
                    reading.prepareStatement(
                            "SELECT last, hash FROM batch WHERE key > ? AND key < ?"
                                    + " ORDER BY key DESC LIMIT 1")) {
                query.setLong(1, key(number, 0));
                query.setLong(2, key(number, 0) + position);
                try (var row = query.executeQuery()) {
                    if (!row.next()) return Head.START;
                    return Head.of(row.getLong(1), row.getBytes(2));
                }
            }
        }
    }

    /**
     * Some batches in order, from the one that holds a position on; none beyond the end.
     *
     * @param entries enough batches for so many, if there are and the memory bound allows; at least
     *     one
     */
    List<Batch> batches(String center, long fromPosition, long entries) throws SQLException {
        long number = number(center);
        var batches = new ArrayList<Batch>();
        synchronized (reading) {
            long start = startOfBatch(number, fromPosition);
            Head before = headBefore(center, start);
            try (var query =
                    reading.prepareStatement(
                            "SELECT key, last, hash, lines FROM batch"
                                    + " WHERE key >= ? AND key < ? ORDER BY key")) {
                query.setLong(1, key(number, start));
                query.setLong(2, key(number + 1, 0));
                try (var row = query.executeQuery()) {
                    long bytes = 0;
                    while (bytes < MAX_READ_BYTES
                            && before.position() < fromPosition + entries - 1
                            && row.next()) {
                        Batch batch = batch(center, before, row);
                        if (batch.last() >= fromPosition) batches.add(batch);
                        before = batch.head();
                        bytes += batch.lines().length;
                    }
                }
            }
        }
        return batches;
    }

    private long startOfBatch(long number, long position) throws SQLException {
        try (var query =
                reading.prepareStatement(
                        "SELECT key FROM batch WHERE key > ? AND key <= ?"
                                + " ORDER BY key DESC LIMIT 1")) {
            query.setLong(1, key(number, 0));
            query.setLong(2, key(number, position));
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) - key(number, 0) : 1;
            }
        }
    }

    static Batch batch(String center, Head before, ResultSet row) throws SQLException {
        long first = row.getLong(1) & Entry.MAX_POSITION;
        long last = row.getLong(2);
        if (first != before.position() + 1 || last < first || last - first >= Writer.MAX_BATCH) {
            throw new JournalDamaged(
                    ("In the journal of %s the entries %d to %d follow entry %d."
                                    + " Restore the data folder from a backup.")
                            .formatted(center, first, last, before.position()));
        }
        return new Batch(
                center,
                0,
                first,
                (int) (last - first + 1),
                before.hashBytes(),
                row.getBytes(3),
                row.getBytes(4));
    }

    static long key(long number, long position) {
        return (number << POSITION_BITS) | position;
    }

    private long number(String center) {
        synchronized (numbers) {
            return numbers.getOrDefault(center, 0L);
        }
    }

    @Override
    public void close() throws SQLException {
        try (writing;
                reading) {
            insert.close();
        }
    }
}
