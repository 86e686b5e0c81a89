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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The journal of a process in one folder: an SQLite database ({@code journal.db}), with snapshots
 * in a folder beside it.
 *
 * <p>Writers of several centers share one commit and its sync: who comes while a commit is under
 * way joins the next one, so there is no timer and no thread to hand over to.
 *
 * <p>After {@link Appended.Unknown} no writer of this journal works any more. Opening a center
 * again closes the database, opens it anew and settles what is there.
 */
public final class SqliteJournal implements Journal {
    private final Path folder;
    private final FolderLock lock;
    private final Snapshots snapshots;
    private final Queue<String> findings = new ArrayDeque<>();

    /** Held while committing, and while the database is changed for a new one. */
    private final ReentrantLock committing = new ReentrantLock();

    /** At most one for each writer. */
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    private final Map<String, Long> epochs = new HashMap<>();

    private volatile Database database;
    private volatile @Nullable String broken;

    /** Counts how often the database was opened; a writer belongs to one such time. */
    private long sitting;

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

    private SqliteJournal(Path folder, FolderLock lock) throws SQLException {
        this.folder = folder;
        this.lock = lock;
        this.snapshots = new Snapshots(folder.resolve("snapshots"));
        this.database = attach();
    }

    /**
     * Opens the journal in a folder, or makes it.
     *
     * @throws IllegalStateException if another process, or another part of this one, has it open
     * @throws JournalDamaged if entries are missing and cannot be had from the witness
     * @throws UncheckedIOException if the disk does not let us
     */
    public static SqliteJournal open(Path folder) {
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                return new SqliteJournal(folder, lock);
            } catch (SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException("could not open the journal in " + folder, e);
        }
    }

    private Database attach() throws SQLException {
        sitting++;
        return Database.open(folder.resolve("journal.db"), UUID.randomUUID());
    }

    @Override
    public Writer open(String center) {
        Entry.checkCenter(center);
        committing.lock();
        try {
            if (broken != null) reattach();
            List<String> known = database.centers();
            if (known.size() >= MAX_CENTERS && !known.contains(center)) {
                throw new IllegalArgumentException(
                        "%s would be one center more than the %d of a process"
                                .formatted(center, MAX_CENTERS));
            }
            long epoch = database.takeEpoch(center);
            epochs.put(center, epoch);
            return new SqliteWriter(center, epoch, database.head(center), sitting);
        } catch (SQLException e) {
            broken = e.getMessage();
            throw unreadable(folder, e);
        } finally {
            committing.unlock();
        }
    }

    private void reattach() throws SQLException {
        if (closed)
            throw new IllegalStateException("the journal in %s is closed".formatted(folder));
        database.close();
        database = attach();
        broken = null;
    }

    private boolean closed;

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
            boolean[] recorded = database.insert(group.stream().map(one -> one.batch).toList());
            for (int i = 0; i < recorded.length; i++) {
                Batch batch = group.get(i).batch;
                group.get(i).answer =
                        recorded[i]
                                ? new Appended.Committed(batch.first(), batch.head())
                                : new Appended.Fenced(database.epoch(batch.center()));
            }
        } catch (SQLException | RuntimeException e) {
            String why =
                    "The journal in %s could not be written: %s".formatted(folder, e.getMessage());
            broken = why;
            for (Pending one : group) one.answer = new Appended.Unknown(why);
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
        try {
            return database.batches(center, fromPosition, entries);
        } catch (SQLException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public Head head(String center) {
        try {
            return database.head(center);
        } catch (SQLException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public List<String> centers() {
        return database.centers();
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
        try (lock) {
            if (closed) return;
            closed = true;
            broken = "The journal is closed.";
            database.close();
        } catch (SQLException e) {
            throw unreadable(folder, e);
        } finally {
            committing.unlock();
        }
    }

    private static UncheckedIOException unreadable(Path folder, SQLException e) {
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
