package org.tocsin.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A journal that counts what it is given and keeps nothing of it, for simulations whose record
 * nobody reads. Its heads count; they stand for no content, and nothing can be proved by them.
 */
public final class CountingJournal implements Journal {
    private final Map<String, Book> books = new TreeMap<>();

    private static final class Book {
        private Head head = Head.START;
        private long epoch;
    }

    @Override
    public synchronized Writer open(String center) {
        Book book = books.computeIfAbsent(Entry.checkCenter(center), _ -> new Book());
        book.epoch++;
        return new Counter(center, book, book.epoch);
    }

    private final class Counter implements Writer {
        private final String center;
        private final Book book;
        private final long epoch;

        Counter(String center, Book book, long epoch) {
            this.center = center;
            this.book = book;
            this.epoch = epoch;
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
            return book.head;
        }

        @Override
        public Appended append(List<Draft> batch, Head expected) {
            synchronized (CountingJournal.this) {
                SqliteJournal.checkExpected(center, expected, book.head);
                if (book.epoch != epoch) return new Appended.Fenced(book.epoch);
                long first = book.head.position() + 1;
                book.head = new Head(book.head.position() + batch.size(), Head.START.hash());
                return new Appended.Committed(first, book.head);
            }
        }
    }

    /** Nothing: what this journal was given is gone. */
    @Override
    public List<Entry> read(String center, long fromPosition, int limit) {
        return List.of();
    }

    @Override
    public Head replay(String center, long fromPosition, Consumer<Entry> each) {
        return head(center);
    }

    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public synchronized Head head(String center) {
        Book book = books.get(center);
        return book == null ? Head.START : book.head;
    }

    @Override
    public synchronized List<String> centers() {
        return List.copyOf(books.keySet());
    }

    @Override
    public Optional<Snapshot> snapshot(String center) {
        return Optional.empty();
    }

    @Override
    public void save(Snapshot snapshot) {}

    @Override
    public List<String> findings() {
        return List.of();
    }

    @Override
    public void close() {}
}
