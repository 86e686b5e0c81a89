package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A journal that lasts as long as the process: for simulations and tests. */
public final class MemoryJournal implements Journal {
    private final Map<String, Book> books = new TreeMap<>();
    private final Map<String, Snapshot> snapshots = new HashMap<>();
    private boolean closed;

    /** One center's part. */
    private static final class Book {
        final List<Entry> entries = new ArrayList<>();
        Head head = Head.START;
        long epoch;
    }

    @Override
    public synchronized Writer open(String center) {
        if (closed) throw new IllegalStateException("the journal is closed");
        @Nullable Book book = books.get(Entry.checkCenter(center));
        if (book == null) {
            if (books.size() >= MAX_CENTERS) {
                throw new IllegalArgumentException(
                        "%s would be one center more than the %d of a process"
                                .formatted(center, MAX_CENTERS));
            }
            book = new Book();
            books.put(center, book);
        }
        book.epoch++;
        return new MemoryWriter(center, book, book.epoch);
    }

    private final class MemoryWriter implements Writer {
        private final String center;
        private final Book book;
        private final long epoch;
        private Head head;

        MemoryWriter(String center, Book book, long epoch) {
            this.center = center;
            this.book = book;
            this.epoch = epoch;
            this.head = book.head;
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
        public Head head() {
            synchronized (MemoryJournal.this) {
                return head;
            }
        }

        @Override
        public Appended append(List<Draft> batch, Head expected) {
            synchronized (MemoryJournal.this) {
                SqliteJournal.checkExpected(center, expected, head);
                Batch stored = Batch.of(center, epoch, head, batch);
                if (closed) return new Appended.Unknown("The journal is closed.");
                if (book.epoch != epoch) return new Appended.Fenced(book.epoch);
                book.entries.addAll(stored.entries());
                head = stored.head();
                book.head = head;
                return new Appended.Committed(stored.first(), head);
            }
        }
    }

    @Override
    public synchronized List<Entry> read(String center, long fromPosition, int limit) {
        SqliteJournal.checkPage(fromPosition, limit);
        @Nullable Book book = books.get(center);
        if (book == null || fromPosition > book.entries.size()) return List.of();
        int from = Math.toIntExact(fromPosition - 1);
        int to = Math.min(book.entries.size(), from + limit);
        return List.copyOf(book.entries.subList(from, to));
    }

    @Override
    public Head replay(String center, long fromPosition, Consumer<Entry> each) {
        Head head = head(center);
        long position = fromPosition;
        while (position <= head.position()) {
            int limit = Math.toIntExact(Math.min(MAX_PAGE, head.position() - position + 1));
            for (Entry entry : read(center, position, limit)) each.accept(entry);
            position += limit;
        }
        return head;
    }

    @Override
    public synchronized Head head(String center) {
        @Nullable Book book = books.get(center);
        return book == null ? Head.START : book.head;
    }

    @Override
    public synchronized List<String> centers() {
        return List.copyOf(books.keySet());
    }

    @Override
    public synchronized Optional<Snapshot> snapshot(String center) {
        return Optional.ofNullable(snapshots.get(center));
    }

    @Override
    public synchronized void save(Snapshot snapshot) {
        snapshots.put(snapshot.center(), snapshot);
    }

    @Override
    public List<String> findings() {
        return List.of();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
