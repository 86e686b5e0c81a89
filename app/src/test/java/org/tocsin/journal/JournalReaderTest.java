package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class JournalReaderTest {
    private static final Instant NOON = Instant.parse("2025-01-07T12:00:00Z");

    @TempDir Path folder;

    private static void append(Writer writer, int from, int count) {
        for (int i = from; i < from + count; i++) {
            var draft = new Draft(NOON, "somebody", "r" + i, "{\"type\":\"T\",\"n\":" + i + "}");
            assertThat(writer.append(List.of(draft), writer.head()))
                    .isInstanceOf(Appended.Committed.class);
        }
    }

    private List<String> read(String center) throws IOException {
        var found = new ArrayList<String>();
        try (JournalReader reader = JournalReader.open(folder)) {
            reader.replay(center, entry -> found.add(entry.requestId()));
        }
        return found;
    }

    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(each.toString(), HexFormat.of().formatHex(Files.readAllBytes(each)));
            }
        }
        return files;
    }

    @Test
    void aClosedJournalIsReadAndNotAByteOfTheFolderChanges() throws IOException {
        try (var journal = SqliteJournal.open(folder)) {
            append(journal.open("porto"), 0, 350);
            append(journal.open("gaia"), 1_000, 2);
        }
        Map<String, String> before = files();

        assertThat(read("porto")).hasSize(350).startsWith("r0", "r1").endsWith("r349");
        assertThat(read("gaia")).containsExactly("r1000", "r1001");
        assertThat(read("lisbon")).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void itIsReadWhileItsWriterIsAtWork() throws IOException {
        try (var journal = SqliteJournal.open(folder)) {
            Writer writer = journal.open("porto");
            append(writer, 0, 3);
            assertThat(read("porto")).hasSize(3);

            append(writer, 3, 2);

            assertThat(read("porto")).hasSize(5);
            assertThat(journal.head("porto").position()).isEqualTo(5);
        }
    }

    @Test
    void anAlteredEntryIsFound() throws IOException, SQLException {
        try (var journal = SqliteJournal.open(folder)) {
            append(journal.open("porto"), 0, 3);
        }
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE batch SET lines = CAST(replace(CAST(lines AS TEXT), 'r1', 'r7') AS"
                            + " BLOB)");
        }

        assertThatThrownBy(() -> read("porto")).isInstanceOf(JournalDamaged.class);
    }

    @Test
    void aFolderWithoutAJournalIsToldAndStaysEmpty() throws IOException {
        assertThatThrownBy(() -> read("porto"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no journal, expected journal.db");
        assertThat(files()).isEmpty();
    }
}
