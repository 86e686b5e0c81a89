package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

class SqliteJournalTest extends JournalContract {
    @TempDir Path folder;

    @Override
    Journal open() {
        return SqliteJournal.open(folder);
    }

    private void reopen() {
        journal.close();
        journal = open();
    }

    private void sql(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void everythingIsThereAfterAStart() {
        Writer before = journal.open("porto");
        append(before, draft("a"), draft("b"));

        reopen();

        Writer after = journal.open("porto");
        assertThat(after.head()).isEqualTo(before.head());
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        append(after, draft("c"));
        assertThat(journal.read("porto", 1, 10))
                .extracting(Entry::requestId)
                .containsExactly("a", "b", "c");
        assertThat(journal.findings()).isEmpty();
    }

    @Test
    void aFolderHasOneJournalAtATime() {
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is open in process " + ProcessHandle.current().pid());
    }

    @Test
    void anEpochTakenBehindOurBackFences() throws SQLException {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));

        sql("UPDATE center SET epoch = epoch + 5");

        assertThat(append(writer, draft("b"))).isEqualTo(new Appended.Fenced(writer.epoch() + 5));
        assertThat(journal.head("porto").position()).isEqualTo(1);
    }

    @Test
    void anAlteredEntryIsFoundWhenRead() throws SQLException {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));
        append(writer, draft("b"), draft("c"));
        append(writer, draft("d"));

        sql(
                "UPDATE batch SET lines = CAST(replace(CAST(lines AS TEXT), '\"c\"', '\"x\"') AS"
                        + " BLOB) WHERE last = 3");

        assertThat(journal.read("porto", 1, 1)).hasSize(1);
        assertThatThrownBy(() -> journal.replay("porto", 1, entry -> {}))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageStartingWith("Entries 2 to 3 of porto are altered: their hash is");
    }

    @Test
    void aMissingEntryIsFoundWhenRead() throws SQLException {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));
        append(writer, draft("b"));
        append(writer, draft("c"));

        sql("DELETE FROM batch WHERE last = 2");

        assertThatThrownBy(() -> journal.replay("porto", 1, entry -> {}))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("the entries 3 to 3 follow entry 1");
    }

    @Test
    void anInterruptedThreadsEntriesAreCommitted() {
        String event = "{\"text\":\"%s\"}".formatted("x".repeat(200_000));
        Writer writer = journal.open("porto");
        long bytes = 0;
        Thread.currentThread().interrupt();
        while (bytes < 2 * SqliteJournal.CHECKPOINT_BYTES) {
            assertThat(append(writer, new Draft(NOON, "desk-1", "r" + bytes, event)))
                    .isInstanceOf(Appended.Committed.class);
            bytes += event.length();
        }

        assertThat(Thread.interrupted()).isTrue();
        reopen();
        assertThat(journal.head("porto")).isEqualTo(writer.head());
        assertThat(journal.findings()).isEmpty();
    }

    @Test
    void aClosedJournalsWriterDoesNotKnow() {
        Writer writer = journal.open("porto");
        journal.close();

        assertThat(append(writer, draft("a")))
                .isEqualTo(new Appended.Unknown("The journal is closed."));
        assertThatThrownBy(() -> journal.open("porto")).isInstanceOf(IllegalStateException.class);
    }
}
