package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The journal of a process in one folder: an SQLite database ({@code journal.db}), beside it or on
 * another disk a witness of what SQLite's log holds, and snapshots in a folder of their own.
 *
 * <p>A batch is synced in both at the same time before its writer hears of it. At the start the two
 * are compared, and the shorter is mended from the longer; if both are damaged so that entries may
 * be missing, the journal does not open.
 *
 * <p>Writers of several centers share one commit and its sync: who comes while a commit is under
 * way joins the next one, so there is no timer and no thread to hand over to.
 *
 * <p>After {@link Appended.Unknown} no writer of this journal works any more. Opening a center
 * again closes the files, opens them anew and settles what is there.
 */
public final class SqliteJournal implements Journal {
    /**
     * SQLite's log is moved into the database file when about so much was written since the last
     * time, which makes one commit wait for it. The witness begins anew then.
     */
    static final long CHECKPOINT_BYTES = 8 << 20;

    /** SQLite logs whole pages: what a batch takes beside its lines, about. */
    private static final long PAGES_BYTES_PER_BATCH = 8_192;

    /** At the start another process may keep us from the database file for so many tries. */
    private static final int MAX_CHECKPOINT_TRIES = 10;

    private final Path folder;
    private final Path witnessFolder;
    private final Loss loss;
    private final FolderLock lock;
    private final Snapshots snapshots;
    private final Map<String, Checkpoints> checkpoints = new HashMap<>();
    private final Queue<String> findings = new ArrayDeque<>();

    /** Held while committing. */
    private final ReentrantLock committing = new ReentrantLock();

    /** Read-held while reading; write-held while the files are closed or opened. */
    private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();

    /** At most one for each writer. */
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    // What follows is guarded by committing; the database also by files.
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, Head> heads = new HashMap<>();
    private Database database;
    private Witness witness;
    private @Nullable String broken;
    private boolean closed;
    private long bytesSinceCheckpoint;
    private long checkpointAtBytes = CHECKPOINT_BYTES;

    /** Counts how often the files were opened; a writer belongs to one such time. */
    private long sitting = 1;

    /** What to do when entries are missing in the database and in the witness. */
    public enum Loss {
        /** Refuse to open, saying what is missing. */
        REFUSED,
        /**
         * Go on with what is there, and say it in the findings. Only an operator may choose this.
         */
        ACCEPTED
    }

    /** A batch that waits for a commit. Its answer is set by whoever commits it. */
    private static final class Pending {
        final Batch batch;
        final long sitting;
        @Nullable Appended answer;

        Pending(Batch batch, long sitting) {
            this.batch = batch;
            this.sitting = sitting;
        }
    }

    private record Pair(Database database, Witness witness, Map<String, Head> heads) {}

    private SqliteJournal(Path folder, Path witnessFolder, Loss loss, FolderLock lock)
            throws SQLException, IOException {
        this.folder = folder;
        this.witnessFolder = witnessFolder;
        this.loss = loss;
        this.lock = lock;
        this.snapshots = new Snapshots(folder.resolve("snapshots"));
        Pair opened = openFiles(lock.wasClosed());
        this.database = opened.database();
        this.witness = opened.witness();
        this.heads.putAll(opened.heads());
    }

    /** Opens the journal in a folder, or makes it, with its witness in the same folder. */
    public static SqliteJournal open(Path folder) {
        return open(folder, folder.resolve("witness"), Loss.REFUSED);
    }

    /**
     * Opens the journal in a folder, or makes it.
     *
     * @param witnessFolder best on another disk; always the same for the same journal
     * @throws IllegalStateException if another process, or another part of this one, has it open
     * @throws JournalDamaged if entries are missing in both and that was not accepted
     * @throws UncheckedIOException if the disk does not let us
     */
    public static SqliteJournal open(Path folder, Path witnessFolder, Loss loss) {
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                return new SqliteJournal(folder, witnessFolder, loss, lock);
            } catch (SQLException | IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(folder, e);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Opens the database and the witness and makes them agree.
     *
     * @param inOrder whether SQLite closed the database after its last commit
     */
    private Pair openFiles(boolean inOrder) throws SQLException, IOException {
        Path file = folder.resolve("journal.db");
        Optional<String> suspicion = Damage.suspicion(file, inOrder);
        Testimony testimony = Testimony.read(witnessFolder);
        if (suspicion.isPresent() || !testimony.flaws().isEmpty()) {
            Damage.keep(folder.resolve("damaged"), file, Witness.files(witnessFolder));
        }
        String newId =
                testimony
                        .base()
                        .map(Frame.Base::journalId)
                        .orElseGet(() -> UUID.randomUUID().toString());
        Database opened = Database.open(file, newId);
        try {
            new Settlement(opened, testimony, suspicion, loss == Loss.ACCEPTED)
                    .settle()
                    .forEach(this::found);
            settleFile(opened);
            Map<String, Head> ends = new HashMap<>();
            for (String center : opened.centers()) ends.put(center, opened.head(center));
            Witness begun = Witness.open(witnessFolder, testimony.generation());
            beginTwice(begun, base(opened.id(), ends));
            return new Pair(opened, begun, ends);
        } catch (SQLException | IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Both files get a sound beginning, so that a damaged one is told from an unused one. */
    private static void beginTwice(Witness witness, Frame.Base base) throws IOException {
        try {
            witness.begin(base);
            witness.begin(base);
        } catch (IOException | RuntimeException e) {
            witness.close();
            throw e;
        }
    }

    private static void settleFile(Database database) throws SQLException {
        for (int i = 0; i < MAX_CHECKPOINT_TRIES; i++) {
            if (database.checkpoint()) return;
        }
        throw new SQLException("another process reads journal.db and does not stop; stop that one");
    }

    private static Frame.Base base(String id, Map<String, Head> heads) {
        return new Frame.Base(
                id,
                heads.entrySet().stream()
                        .map(head -> new Frame.Mark(head.getKey(), head.getValue()))
                        .toList());
    }

    @Override
    public Writer open(String center) {
        Entry.checkCenter(center);
        committing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the journal in %s is closed".formatted(folder));
            }
            if (broken != null) reopenFiles();
            if (heads.size() >= MAX_CENTERS && !heads.containsKey(center)) {
                throw new IllegalArgumentException(
                        "%s would be one center more than the %d of a process"
                                .formatted(center, MAX_CENTERS));
            }
            long epoch = database.takeEpoch(center);
            Head head = database.head(center);
            epochs.put(center, epoch);
            heads.put(center, head);
            return new SqliteWriter(center, epoch, head, sitting);
        } catch (SQLException e) {
            broken = e.getMessage();
            throw failed(folder, e);
        } catch (IOException e) {
            throw failed(folder, e);
        } finally {
            committing.unlock();
        }
    }

    /** Stays broken if that fails; the next who opens a center tries again. */
    private void reopenFiles() throws SQLException, IOException {
        files.writeLock().lock();
        try {
            witness.close();
            database.close();
            sitting++;
            Pair opened = openFiles(true);
            database = opened.database();
            witness = opened.witness();
            heads.clear();
            heads.putAll(opened.heads());
            bytesSinceCheckpoint = 0;
            checkpointAtBytes = CHECKPOINT_BYTES;
            broken = null;
        } finally {
            files.writeLock().unlock();
        }
    }

    private final class SqliteWriter implements Writer {
        private final String center;
        private final long epoch;
        private final long sitting;
        private Head head;
        private @Nullable Appended end;

        SqliteWriter(String center, long epoch, Head head, long sitting) {
            this.center = center;
            this.epoch = epoch;
            this.head = head;
            this.sitting = sitting;
        }

        @Override
        public String center() {
            return center;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public synchronized Head head() {
            return head;
        }

        @Override
        public synchronized Appended append(List<Draft> batch, Head expected) {
            checkExpected(center, expected, head);
            Batch stored = Batch.of(center, epoch, head, batch);
            if (end != null) return end;
            Appended answer = commit(new Pending(stored, sitting));
            switch (answer) {
                case Appended.Committed committed -> head = committed.head();
                case Appended.Fenced _, Appended.Unknown _ -> end = answer;
            }
            return answer;
        }
    }

    private Appended commit(Pending mine) {
        pending.add(mine);
        committing.lock();
        try {
            while (mine.answer == null) commitSome();
            return mine.answer;
        } finally {
            committing.unlock();
        }
    }

    /**
     * Takes waiting batches, at most {@link Writer#MAX_BATCH} entries or one batch, and commits.
     */
    private void commitSome() {
        var group = new ArrayList<Pending>();
        int entries = 0;
        for (var next = pending.peek(); next != null; next = pending.peek()) {
            entries += next.batch.count();
            if (entries > Writer.MAX_BATCH && !group.isEmpty()) break;
            pending.remove();
            next.answer = answerBeforehand(next);
            if (next.answer == null) group.add(next);
        }
        if (!group.isEmpty()) commit(group);
    }

    private @Nullable Appended answerBeforehand(Pending one) {
        if (broken != null) return new Appended.Unknown(broken);
        if (one.sitting != sitting) {
            return new Appended.Unknown(
                    "The journal was opened anew after a failure; open %s again."
                            .formatted(one.batch.center()));
        }
        long epoch = epochs.getOrDefault(one.batch.center(), 0L);
        return one.batch.epoch() == epoch ? null : new Appended.Fenced(epoch);
    }

    private void commit(List<Pending> group) {
        try {
            if (bytesSinceCheckpoint >= checkpointAtBytes) checkpoint();
            boolean[] recorded = write(group.stream().map(one -> one.batch).toList());
            for (int i = 0; i < recorded.length; i++) {
                Pending one = group.get(i);
                one.answer = recorded[i] ? committed(one.batch) : fencedFromOutside(one.batch);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            String why =
                    "The journal in %s could not be written: %s".formatted(folder, e.getMessage());
            broken = why;
            for (Pending one : group) one.answer = new Appended.Unknown(why);
        }
    }

    /** Syncs in both places at once. */
    private boolean[] write(List<Batch> batches) throws SQLException, IOException {
        Future<?> witnessed = witness.add(batches);
        boolean[] recorded;
        try {
            recorded = database.insert(batches);
        } finally {
            await(witnessed);
        }
        for (Batch batch : batches) {
            bytesSinceCheckpoint += batch.lines().length + PAGES_BYTES_PER_BATCH;
        }
        return recorded;
    }

    private static void await(Future<?> witnessed) throws IOException {
        boolean interrupted = false;
        long deadline = System.nanoTime() + Witness.MAX_WAIT.toNanos();
        try {
            while (true) {
                try {
                    witnessed.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("the witness: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the witness was not synced within %s".formatted(Witness.MAX_WAIT), e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private Appended committed(Batch batch) {
        Head head = batch.head();
        heads.put(batch.center(), head);
        return new Appended.Committed(batch.first(), head);
    }

    /** What the witness has of it is settled when the files are opened again. */
    private Appended fencedFromOutside(Batch batch) throws SQLException {
        broken = "Another process took %s.".formatted(batch.center());
        return new Appended.Fenced(database.epoch(batch.center()));
    }

    private void checkpoint() throws SQLException, IOException {
        if (database.checkpoint()) {
            await(witness.beginBehind(base(database.id(), heads)));
            bytesSinceCheckpoint = 0;
            checkpointAtBytes = CHECKPOINT_BYTES;
        } else {
            found(
                    "SQLite's log could not be emptied after %d MB: another process reads journal.db."
                            .formatted(bytesSinceCheckpoint >> 20));
            checkpointAtBytes = bytesSinceCheckpoint + CHECKPOINT_BYTES;
        }
    }

    @Override
    public List<Entry> read(String center, long fromPosition, int limit) {
        checkPage(fromPosition, limit);
        var entries = new ArrayList<Entry>();
        long next = fromPosition;
        while (entries.size() < limit) {
            int wanted = limit - entries.size();
            List<Batch> batches = batches(center, next, wanted);
            if (batches.isEmpty()) break;
            for (Batch batch : batches) {
                for (Entry entry : batch.entries()) {
                    if (entry.position() >= fromPosition && entries.size() < limit) {
                        entries.add(entry);
                    }
                }
            }
            next = batches.getLast().last() + 1;
        }
        return entries;
    }

    @Override
    public Head replay(String center, long fromPosition, Consumer<Entry> each) {
        checkPage(fromPosition, 1);
        Head end = head(center);
        long next = fromPosition;
        while (next <= end.position()) {
            List<Batch> batches = batches(center, next, end.position() - next + 1);
            if (batches.isEmpty()) throw new JournalDamaged(missing(center, next, end.position()));
            for (Batch batch : batches) {
                for (Entry entry : batch.entries()) {
                    if (entry.position() >= fromPosition && entry.position() <= end.position()) {
                        each.accept(entry);
                    }
                }
            }
            next = batches.getLast().last() + 1;
        }
        return end;
    }

    private static String missing(String center, long first, long last) {
        return "Entries %d to %d of %s are missing. Restore the data folder from a backup."
                .formatted(first, last, center);
    }

    private List<Batch> batches(String center, long fromPosition, long entries) {
        return reading(from -> from.batches(center, fromPosition, entries));
    }

    @Override
    public Head head(String center) {
        return reading(from -> from.head(center));
    }

    @Override
    public List<String> centers() {
        return reading(Database::centers);
    }

    private interface Reading<T> {
        T from(Database database) throws SQLException;
    }

    private <T> T reading(Reading<T> what) {
        files.readLock().lock();
        try {
            return what.from(database);
        } catch (SQLException e) {
            throw failed(folder, e);
        } finally {
            files.readLock().unlock();
        }
    }

    @Override
    public Optional<Snapshot> snapshot(String center) {
        try {
            Optional<Snapshot> found = snapshots.find(center);
            if (found.isPresent()) checkFits(found.get());
            return found;
        } catch (Snapshots.Unusable e) {
            found("The snapshot of %s was ignored: %s.".formatted(center, e.getMessage()));
            return Optional.empty();
        }
    }

    private void checkFits(Snapshot snapshot) throws Snapshots.Unusable {
        Head head = snapshot.head();
        if (head.equals(Head.START)) return;
        List<Batch> batches = batches(snapshot.center(), head.position(), 1);
        if (batches.isEmpty()) {
            throw new Snapshots.Unusable(
                    "it was taken at entry %d, the journal ends at %d"
                            .formatted(head.position(), head(snapshot.center()).position()));
        }
        if (!batches.getFirst().hashAt(head.position()).equals(head.hash())) {
            throw new Snapshots.Unusable("it was taken of another journal");
        }
    }

    @Override
    public void save(Snapshot snapshot) {
        snapshots.save(snapshot);
    }

    @Override
    public Optional<Checkpoints> checkpoints(String center, String codeVersion) {
        Entry.checkCenter(center);
        synchronized (checkpoints) {
            return Optional.of(
                    checkpoints.computeIfAbsent(
                            center,
                            _ ->
                                    Checkpoints.open(
                                            folder.resolve("checkpoints"), center, codeVersion)));
        }
    }

    private void found(String finding) {
        synchronized (findings) {
            if (findings.size() == MAX_FINDINGS) findings.remove();
            findings.add(finding);
        }
    }

    @Override
    public List<String> findings() {
        synchronized (findings) {
            return List.copyOf(findings);
        }
    }

    @Override
    public void close() {
        committing.lock();
        files.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            broken = "The journal is closed.";
            synchronized (checkpoints) {
                checkpoints.values().forEach(Checkpoints::close);
                checkpoints.clear();
            }
            try (lock) {
                witness.close();
                database.close();
                lock.closeInOrder();
            }
        } catch (SQLException e) {
            throw failed(folder, e);
        } catch (IOException e) {
            throw failed(folder, e);
        } finally {
            files.writeLock().unlock();
            committing.unlock();
        }
    }

    private static UncheckedIOException failed(Path folder, Exception e) {
        return new UncheckedIOException(
                new IOException("the journal in %s: %s".formatted(folder, e.getMessage()), e));
    }

    static void checkExpected(String center, Head expected, Head head) {
        if (!expected.equals(head)) {
            throw new IllegalArgumentException(
                    "expected head of %s is %d %s, the writer's is %d %s"
                            .formatted(
                                    center,
                                    expected.position(),
                                    expected.hash(),
                                    head.position(),
                                    head.hash()));
        }
    }

    static void checkPage(long fromPosition, int limit) {
        if (fromPosition < 1) {
            throw new IllegalArgumentException(
                    "fromPosition is %d, expected 1 or more".formatted(fromPosition));
        }
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException(
                    "limit is %d, expected 1 to %d".formatted(limit, MAX_PAGE));
        }
    }
}
