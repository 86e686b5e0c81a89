package org.tocsin.dispatch;

import org.tocsin.journal.Appended;
import org.tocsin.journal.Draft;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Head;
import org.tocsin.journal.Journal;
import org.tocsin.journal.Snapshot;
import org.tocsin.journal.Writer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A real journal whose next append goes wrong on demand, as a disk's sync may. */
final class FailingJournal implements Journal {
    enum Fault {
        NONE,
        WRITTEN_BUT_UNKNOWN,
        NOT_WRITTEN_AND_UNKNOWN
    }

    private final Journal inner;
    Fault next = Fault.NONE;

    FailingJournal(Journal inner) {
        this.inner = inner;
    }

    @Override
    public Writer open(String center) {
        return new FailingWriter(inner.open(center));
    }

    private final class FailingWriter implements Writer {
        private final Writer writer;

        FailingWriter(Writer writer) {
            this.writer = writer;
        }

        @Override
        public String center() {
            return writer.center();
        }

        @Override
        public long epoch() {
            return writer.epoch();
        }

        @Override
        public Head head() {
            return writer.head();
        }

        @Override
        public Appended append(List<Draft> batch, Head expected) {
            Fault fault = next;
            next = Fault.NONE;
            return switch (fault) {
                case NONE -> writer.append(batch, expected);
                case WRITTEN_BUT_UNKNOWN -> {
                    writer.append(batch, expected);
                    yield new Appended.Unknown("the sync timed out");
                }
                case NOT_WRITTEN_AND_UNKNOWN -> new Appended.Unknown("the sync timed out");
            };
        }
    }

    @Override
    public List<Entry> read(String center, long fromPosition, int limit) {
        return inner.read(center, fromPosition, limit);
    }

    @Override
    public Head replay(String center, long fromPosition, Consumer<Entry> each) {
        return inner.replay(center, fromPosition, each);
    }

    @Override
    public Head head(String center) {
        return inner.head(center);
    }

    @Override
    public List<String> centers() {
        return inner.centers();
    }

    @Override
    public Optional<Snapshot> snapshot(String center) {
        return inner.snapshot(center);
    }

    @Override
    public void save(Snapshot snapshot) {
        inner.save(snapshot);
    }

    @Override
    public List<String> findings() {
        return inner.findings();
    }

    @Override
    public void close() {
        inner.close();
    }
}
