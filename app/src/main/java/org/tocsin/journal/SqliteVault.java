package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A vault in an SQLite file that only its owner may read.
 *
 * <p>Keys are made ahead, {@value #SPARE_KEYS} at a time, and are durable before they are used, so
 * that sealing waits for no disk. Each sealed text names its key, so it can be opened whatever else
 * is lost. Which incident a key belongs to is written behind, within about one sync.
 *
 * <p>Keys stand in the file as they are: who can read the file can open what is sealed. A key of
 * keys that wraps them has its place in the {@code secret} column and the file's format number.
 * Forgetting overwrites the key in the file and empties SQLite's log; what a disk keeps of
 * overwritten blocks, and backups, are outside the reach of a program.
 */
public final class SqliteVault implements Vault {
    /** Enough for some seconds of the busiest hour while a slow disk makes the next. */
    static final int SPARE_KEYS = 64;

    /** Incidents whose key is at hand without a look into the file. */
    private static final int MAX_RECENT = 10_000;

    /** Keys in use whose owner is not yet written. Sealing for one more incident waits. */
    private static final int MAX_UNWRITTEN = 4_096;

    /** Sealing for a new incident waits at most so long for a key, then fails. */
    private static final long MAX_WAIT_MILLIS = 10_000;

    /** After a failed write the next try waits so long. */
    private static final long RETRY_MILLIS = 1_000;

    private static final int FORMAT = 1;

    private final Path file;
    private final RandomGenerator random;
    private final Thread behind;

    /** Held by who uses {@link #writing}; taken before the monitor, never after it. */
    private final ReentrantLock disk = new ReentrantLock();

    private final Connection writing;
    private final Connection reading;

    // What follows is guarded by the monitor.
    private final Queue<Key> spares = new ArrayDeque<>();
    private final Map<Long, Owned> unwritten = new LinkedHashMap<>();
    private final Map<String, Key> unwrittenByIncident = new LinkedHashMap<>();
    private final Map<String, Key> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Key> eldest) {
                    return size() > MAX_RECENT;
                }
            };

    /** Keys of an earlier sitting without owner: never used, or used just before a power cut. */
    private final Set<Long> orphans = new HashSet<>();

    /** Why the file could not be written when it was last tried; it is tried again. */
    private @Nullable String trouble;

    private boolean closed;

    /** A row of the file. Spare: no incident. Forgotten: no key. */
    private record Owned(long number, Optional<String> incident, Optional<Key> key) {}

    private SqliteVault(Path file, RandomGenerator random) throws SQLException {
        this.file = file;
        this.random = random;
        this.writing = connect(file);
        try {
            this.reading = connect(file);
            createTables();
            try (var query =
                            reading.prepareStatement(
                                    "SELECT number FROM key WHERE incident IS NULL");
                    var row = query.executeQuery()) {
                while (row.next()) orphans.add(row.getLong(1));
            }
            writeBehind(List.of(), SPARE_KEYS);
        } catch (SQLException | RuntimeException e) {
            writing.close();
            throw e;
        }
        this.behind = Thread.ofPlatform().daemon().name("vault").unstarted(this::runBehind);
    }

    /**
     * Opens the vault, or makes it. A file that others than its owner may read is narrowed.
     *
     * @param random gives keys and nonces: a {@link java.security.SecureRandom} wherever the words
     *     are real
     * @throws UncheckedIOException if the disk does not let us
     */
    public static SqliteVault open(Path file, RandomGenerator random) {
        try {
            @Nullable Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            keepPrivate(file);
            var vault = new SqliteVault(file, random);
            if (folder != null) Database.syncFolder(folder);
            vault.behind.start();
            return vault;
        } catch (SQLException e) {
            throw failed(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("could not open the vault " + file, e);
        }
    }

    /** Before SQLite opens it, so that its log gets the same permissions. */
    private static void keepPrivate(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) return;
        var owner = PosixFilePermissions.fromString("rw-------");
        if (Files.exists(file)) Files.setPosixFilePermissions(file, owner);
        else Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    }

    private static Connection connect(Path file) throws SQLException {
        return connect("jdbc:sqlite:" + file);
    }

    /** A connection to a file that only its owner may read. */
    static Connection connectPrivately(Path file) throws IOException, SQLException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        keepPrivate(file);
        Connection connection = connect(file);
        if (folder != null) Database.syncFolder(folder);
        return connection;
    }

    /** A connection whose commits are on disk, and which leaves nothing of what is deleted. */
    static Connection connect(String address) throws SQLException {
        Connection connection = DriverManager.getConnection(address);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=2000");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA secure_delete=ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void createTables() throws SQLException {
        try (var statement = writing.createStatement()) {
            int format;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                format = row.next() ? row.getInt(1) : 0;
            }
            if (format != 0 && format != FORMAT) {
                throw new SQLException(
                        "the vault has format %d, expected %d: it was made by another version"
                                .formatted(format, FORMAT));
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS key (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                            + " incident TEXT, secret BLOB)");
            statement.execute("CREATE INDEX IF NOT EXISTS key_of_incident ON key (incident)");
            statement.execute("PRAGMA user_version=" + FORMAT);
        }
    }

    @Override
    public synchronized Sealed seal(String incidentId, String text) {
        Seal.check(incidentId);
        Seal.checkText(text);
        byte[] nonce = new byte[Seal.NONCE_BYTES];
        random.nextBytes(nonce);
        return Seal.close(keyOf(incidentId), incidentId, nonce, text);
    }

    @Override
    public byte[] sealBytes(String incidentId, byte[] bytes) {
        Seal.check(incidentId);
        Seal.checkBytes(bytes);
        Key key;
        boolean fresh;
        byte[] nonce = new byte[Seal.NONCE_BYTES];
        synchronized (this) {
            random.nextBytes(nonce);
            key = keyOf(incidentId);
            fresh = unwrittenByIncident.containsKey(incidentId);
        }
        if (fresh) writeOwnersNow();
        return Seal.close(key, incidentId, nonce, bytes);
    }

    private void writeOwnersNow() {
        disk.lock();
        try {
            flush();
        } catch (SQLException e) {
            throw new VaultUnavailable(
                    "The vault %s cannot be written: %s".formatted(file, e.getMessage()));
        } finally {
            disk.unlock();
        }
    }

    @Override
    public synchronized Optional<byte[]> openBytes(String incidentId, byte[] sealed) {
        Seal.check(incidentId);
        checkOpen();
        Owned row =
                find(Seal.keyNumber(incidentId, sealed))
                        .filter(each -> each.incident().equals(Optional.of(incidentId)))
                        .orElseThrow(() -> Seal.foreign(incidentId));
        return row.key().map(key -> Seal.open(key, incidentId, sealed));
    }

    private Key keyOf(String incidentId) {
        checkOpen();
        @Nullable Key known = recent.get(incidentId);
        if (known == null) known = unwrittenByIncident.get(incidentId);
        if (known != null) return known;
        Optional<Owned> row = find(incidentId);
        Key key = row.isPresent() ? row.get().key().orElseThrow(() -> isGone(incidentId)) : spare();
        if (row.isEmpty()) claim(incidentId, key);
        recent.put(incidentId, key);
        return key;
    }

    static IllegalStateException isGone(String incidentId) {
        return new IllegalStateException(
                "Incident %s was forgotten; nothing more can be sealed for it."
                        .formatted(incidentId));
    }

    private Key spare() {
        long deadline = System.nanoTime() + MAX_WAIT_MILLIS * 1_000_000;
        boolean interrupted = false;
        try {
            while (spares.isEmpty() || unwritten.size() >= MAX_UNWRITTEN) {
                checkOpen();
                if (trouble != null) throw new VaultUnavailable(trouble);
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new VaultUnavailable(
                            "The vault %s made no key within %d ms. Is its disk slow or full?"
                                    .formatted(file, MAX_WAIT_MILLIS));
                }
                try {
                    wait(left);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            return spares.remove();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void claim(String incidentId, Key key) {
        unwritten.put(
                key.number(), new Owned(key.number(), Optional.of(incidentId), Optional.of(key)));
        unwrittenByIncident.put(incidentId, key);
        orphans.remove(key.number());
        notifyAll();
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("The vault %s is closed.".formatted(file));
    }

    @Override
    public synchronized Opened open(String incidentId, Sealed sealed) {
        Seal.check(incidentId);
        checkOpen();
        long number = Seal.keyNumber(sealed);
        @Nullable Key known = recent.get(incidentId);
        if (known != null && known.number() == number) {
            return new Opened.Text(Seal.open(known, incidentId, sealed));
        }
        Owned row = find(number).orElseThrow(() -> Seal.foreign(incidentId));
        if (row.incident().isPresent() && !row.incident().get().equals(incidentId)) {
            throw Seal.foreign(incidentId);
        }
        if (row.key().isEmpty()) return new Opened.Forgotten();
        String text = Seal.open(row.key().get(), incidentId, sealed);
        if (row.incident().isEmpty()) claim(incidentId, row.key().get());
        return new Opened.Text(text);
    }

    @Override
    public synchronized void recall(String incidentId, Sealed sealed) {
        Seal.check(incidentId);
        if (orphans.contains(Seal.keyNumber(sealed))) open(incidentId, sealed);
    }

    private Optional<Owned> find(long number) {
        @Nullable Owned claimed = unwritten.get(number);
        if (claimed != null) return Optional.of(claimed);
        return find(
                "SELECT number, incident, secret FROM key WHERE number = ?",
                OptionalLong.of(number),
                Optional.empty());
    }

    /** The incident's newest key, if it has any. */
    private Optional<Owned> find(String incidentId) {
        return find(
                "SELECT number, incident, secret FROM key WHERE incident = ?"
                        + " ORDER BY number DESC LIMIT 1",
                OptionalLong.empty(),
                Optional.of(incidentId));
    }

    private Optional<Owned> find(String sql, OptionalLong number, Optional<String> incident) {
        try (PreparedStatement query = reading.prepareStatement(sql)) {
            if (number.isPresent()) query.setLong(1, number.getAsLong());
            if (incident.isPresent()) query.setString(1, incident.get());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return Optional.empty();
                long found = row.getLong(1);
                return Optional.of(
                        new Owned(
                                found,
                                Optional.ofNullable(row.getString(2)),
                                Optional.ofNullable(row.getBytes(3))
                                        .map(secret -> new Key(found, secret))));
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void forget(String incidentId) {
        Seal.check(incidentId);
        disk.lock();
        try {
            flush();
            synchronized (this) {
                checkOpen();
                recent.remove(incidentId);
                drop(incidentId);
            }
        } catch (SQLException e) {
            throw failed(file, e);
        } finally {
            disk.unlock();
        }
    }

    /** Under both locks, so nobody reads the file and nobody makes a key for the incident. */
    private void drop(String incidentId) throws SQLException {
        writeOwners(List.copyOf(unwritten.values()), 0);
        written(List.copyOf(unwritten.values()));
        try (var forget =
                        writing.prepareStatement(
                                "UPDATE key SET secret = NULL WHERE incident = ?");
                var remember =
                        writing.prepareStatement(
                                "INSERT INTO key (incident) SELECT ?1 WHERE NOT EXISTS (SELECT 1"
                                        + " FROM key WHERE incident = ?1)");
                var empty = writing.createStatement()) {
            forget.setString(1, incidentId);
            forget.executeUpdate();
            remember.setString(1, incidentId);
            remember.executeUpdate();
            try (var row = empty.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                if (!row.next() || row.getInt(1) != 0) {
                    throw new SQLException(
                            "the key of %s is dropped, but its log could not be emptied: another process reads the vault"
                                    .formatted(incidentId));
                }
            }
        }
    }

    @Override
    public synchronized boolean isForgotten(String incidentId) {
        Seal.check(incidentId);
        checkOpen();
        if (recent.containsKey(incidentId) || unwrittenByIncident.containsKey(incidentId)) {
            return false;
        }
        return find(incidentId).map(row -> row.key().isEmpty()).orElse(false);
    }

    private void runBehind() {
        while (awaitWork()) {
            disk.lock();
            try {
                flush();
            } catch (SQLException | RuntimeException e) {
                troubled("The vault %s cannot be written: %s".formatted(file, e.getMessage()));
            } finally {
                disk.unlock();
            }
        }
    }

    /** Says so to who waits for a key, and gives the disk some time before the next try. */
    private synchronized void troubled(String why) {
        trouble = why;
        notifyAll();
        long retry = System.nanoTime() + RETRY_MILLIS * 1_000_000;
        try {
            for (long left = RETRY_MILLIS; !closed && left > 0; ) {
                wait(left);
                left = (retry - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitWork() {
        while (!closed && unwritten.isEmpty() && spares.size() > SPARE_KEYS / 2) {
            try {
                wait();
            } catch (InterruptedException _) {
                return false;
            }
        }
        return !closed;
    }

    /** Writes owners and makes keys; the monitor is free meanwhile. */
    private void flush() throws SQLException {
        List<Owned> owners;
        int keys;
        synchronized (this) {
            checkOpen();
            owners = List.copyOf(unwritten.values());
            keys = SPARE_KEYS - spares.size();
        }
        writeBehind(owners, Math.max(0, keys));
    }

    private void writeBehind(List<Owned> owners, int keys) throws SQLException {
        List<Key> made = writeOwners(owners, keys);
        synchronized (this) {
            written(owners);
            spares.addAll(made);
            trouble = null;
            notifyAll();
        }
    }

    private synchronized void written(List<Owned> owners) {
        for (Owned owner : owners) {
            unwritten.remove(owner.number());
            unwrittenByIncident.remove(owner.incident().orElseThrow());
        }
    }

    private List<Key> writeOwners(List<Owned> owners, int keys) throws SQLException {
        if (owners.isEmpty() && keys == 0) return List.of();
        var made = new ArrayList<Key>(keys);
        try (var statement = writing.createStatement();
                var own = writing.prepareStatement("UPDATE key SET incident = ? WHERE number = ?");
                var make =
                        writing.prepareStatement(
                                "INSERT INTO key (secret) VALUES (?) RETURNING number")) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                fill(own, make, owners, keys, made);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                rollBack(statement, e);
                throw e;
            }
        }
        return made;
    }

    private void fill(
            PreparedStatement own,
            PreparedStatement make,
            List<Owned> owners,
            int keys,
            List<Key> made)
            throws SQLException {
        for (Owned owner : owners) {
            own.setString(1, owner.incident().orElseThrow());
            own.setLong(2, owner.number());
            own.executeUpdate();
        }
        for (int i = 0; i < keys; i++) {
            byte[] secret = new byte[Seal.KEY_BYTES];
            random.nextBytes(secret);
            make.setBytes(1, secret);
            try (var row = make.executeQuery()) {
                row.next();
                made.add(new Key(row.getLong(1), secret));
            }
        }
    }

    private static void rollBack(Statement statement, SQLException cause) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e); // A full disk may have made SQLite roll back already.
        }
    }

    /** Writes what is still to be written and drops the keys that were never used. */
    @Override
    public void close() {
        disk.lock();
        try (writing;
                reading) {
            synchronized (this) {
                if (closed) return;
                closed = true;
                notifyAll();
                writeOwners(List.copyOf(unwritten.values()), 0);
                dropSpares();
            }
        } catch (SQLException e) {
            throw failed(file, e);
        } finally {
            disk.unlock();
        }
    }

    private void dropSpares() throws SQLException {
        try (var drop = writing.prepareStatement("DELETE FROM key WHERE number = ?")) {
            for (Key spare : spares) {
                drop.setLong(1, spare.number());
                drop.addBatch();
            }
            drop.executeBatch();
        }
    }

    private static UncheckedIOException failed(Path file, SQLException e) {
        return new UncheckedIOException(
                new IOException("the vault %s: %s".formatted(file, e.getMessage()), e));
    }
}
