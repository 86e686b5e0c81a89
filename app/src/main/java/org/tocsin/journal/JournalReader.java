package org.tocsin.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The journal of a folder, read beside whoever writes it: it takes no lock, mends nothing and does
 * not change what is stored. After a crash, what only the witness holds is missing until a server
 * has started again. For one thread.
 */
public final class JournalReader implements AutoCloseable {
    /** Batches read at once: a writer is never held up for long. */
    private static final int PAGE = 100;

    private final Path file;
    private final Connection reading;
    private final Map<String, Long> numbers = new LinkedHashMap<>();

    private JournalReader(Path file, Connection reading) throws SQLException {
        this.file = file;
        this.reading = reading;
        try (var statement = reading.createStatement();
                var rows =
                        statement.executeQuery("SELECT name, number FROM center ORDER BY name")) {
            while (rows.next()) numbers.put(rows.getString(1), rows.getLong(2));
        }
    }

    /**
     * @param folder the journal's
     * @throws IOException if there is none, or it cannot be read
     */
    public static JournalReader open(Path folder) throws IOException {
        Path file = folder.resolve("journal.db");
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s holds no journal, expected journal.db".formatted(folder));
        }
        try {
            Connection reading = connect(file);
            try {
                return new JournalReader(file, reading);
            } catch (SQLException e) {
                reading.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    /** Without SQLite's log nobody is at work, and nothing has to be made beside the file. */
    private static Connection connect(Path file) throws SQLException, IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        boolean whole = !Files.exists(log) || Files.size(log) == 0;
        String how = whole ? "immutable=1" : "mode=ro";
        return DriverManager.getConnection("jdbc:sqlite:%s?%s".formatted(file.toUri(), how));
    }

    private static IOException failed(Path file, SQLException e) {
        return new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }

    /** Every center with a journal here, by name. */
    public List<String> centers() {
        return List.copyOf(numbers.keySet());
    }

    /**
     * Every entry, in order, each checked against the hash chain before it is handed over; none of
     * an unknown center. Holds a bounded part in memory at a time.
     *
     * @throws IOException if the file cannot be read
     * @throws JournalDamaged if what is read is not what was written
     */
    public void replay(String center, Consumer<Entry> each) throws IOException {
        Head before = Head.START;
        long after = 0;
        while (true) {
            List<Batch> page = page(center, after, before);
            if (page.isEmpty()) return;
            for (Batch batch : page) batch.entries().forEach(each);
            before = page.getLast().head();
            after = page.getLast().first();
        }
    }

    private List<Batch> page(String center, long after, Head previous) throws IOException {
        long number = numbers.getOrDefault(center, 0L);
        var batches = new ArrayList<Batch>();
        try (var query =
                reading.prepareStatement(
                        "SELECT key, last, hash, lines FROM batch"
                                + " WHERE key > ? AND key < ? ORDER BY key LIMIT ?")) {
            query.setLong(1, Database.key(number, after));
            query.setLong(2, Database.key(number + 1, 0));
            query.setInt(3, PAGE);
            Head before = previous;
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    Batch batch = Database.batch(center, before, row);
                    batches.add(batch);
                    before = batch.head();
                }
            }
            return batches;
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            reading.close();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }
}
