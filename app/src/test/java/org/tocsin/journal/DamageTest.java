package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.journal.JournalContract.append;
import static org.tocsin.journal.JournalContract.draft;
import static org.tocsin.journal.JournalContract.drafts;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.journal.SqliteJournal.Loss;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * What is on disk when a process is killed is what is in its files at that moment: here they are
 * copied from under a running journal, damaged, and opened.
 */
class DamageTest {
    private static final int BATCHES = 150;

    @TempDir static Path shared;
    @TempDir Path folder;

    private static Stopped example;

    @BeforeAll
    static void runAndStop() throws IOException {
        example = run(1, shared, "example", BATCHES);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("seeds", 12));
    }

    private static Stopped run(long seed, Path folder, String name, int batches)
            throws IOException {
        var random = new Random(seed);
        Path live = folder.resolve("live-" + name);
        Path data = folder.resolve(name);
        try (var journal = SqliteJournal.open(live)) {
            Writer porto = journal.open("porto");
            Writer braga = journal.open("braga");
            for (int i = 0; i < batches; i++) {
                Writer writer = random.nextInt(4) == 0 ? braga : porto;
                writer.append(drafts(i + "-", 1 + random.nextInt(20)), writer.head());
            }
            copy(live, data);
            return new Stopped(data, porto.head(), braga.head());
        }
    }

    private Stopped stopped() throws IOException {
        copy(example.data, folder.resolve("stopped"));
        return new Stopped(folder.resolve("stopped"), example.porto, example.braga);
    }

    /** The files of a journal that was stopped in the middle of its work. */
    private record Stopped(Path data, Head porto, Head braga) {
        Path log() {
            return data.resolve("journal.db-wal");
        }

        Path witness(int number) {
            return data.resolve("witness").resolve("witness-%d.log".formatted(number));
        }

        /** The witness file in use: generation 2 is the first that batches are added to. */
        Path witness() {
            return witness(0);
        }

        SqliteJournal open() {
            return SqliteJournal.open(data);
        }

        void assertComplete() throws IOException {
            try (var journal = open()) {
                assertComplete(journal);
                Writer writer = journal.open("porto");
                assertThat(append(writer, draft("after"))).isInstanceOf(Appended.Committed.class);
            }
            try (var journal = open()) {
                assertThat(journal.findings()).isEmpty();
                assertThat(journal.head("porto").position()).isEqualTo(porto.position() + 1);
            }
        }

        void assertComplete(Journal journal) {
            assertThat(journal.replay("porto", 1, entry -> {})).isEqualTo(porto);
            assertThat(journal.replay("braga", 1, entry -> {})).isEqualTo(braga);
        }

        /** Whether it opened; if it did not, it says so, and says it again. */
        boolean isCompleteOrRefused() {
            try (var journal = open()) {
                assertComplete(journal);
                return true;
            } catch (JournalDamaged e) {
                assertThat(e).hasMessageContaining("missing");
                assertThatThrownBy(this::open).isInstanceOf(JournalDamaged.class);
                return false;
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith("-shm")) continue;
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void flipBit(Path file, long at, int bit) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ (1 << bit)));
            channel.write(one.rewind(), at);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** The end of what a witness file holds: after it come only zeros. */
    private static int usedBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) end--;
        return end;
    }

    @Test
    void aKilledProcessLosesNothing() throws IOException {
        var stopped = stopped();

        try (var journal = stopped.open()) {
            stopped.assertComplete(journal);
            assertThat(journal.findings()).isEmpty();
        }
        stopped.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFlippedBitInTheLogIsMended(long seed) throws IOException {
        var stopped = stopped();
        var random = new Random(seed);
        flipBit(stopped.log(), random.nextLong(Files.size(stopped.log())), random.nextInt(8));

        stopped.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCutLogIsMended(long seed) throws IOException {
        var stopped = stopped();
        truncate(stopped.log(), new Random(seed).nextLong(Files.size(stopped.log())));

        stopped.assertComplete();
    }

    @Test
    void aDeletedLogIsMended() throws IOException {
        var stopped = stopped();
        Files.delete(stopped.log());

        try (var journal = stopped.open()) {
            stopped.assertComplete(journal);
            assertThat(journal.findings())
                    .anyMatch(it -> it.startsWith("SQLite's log is gone or empty though"))
                    .anyMatch(it -> it.matches("Entries 1 to \\d+ of porto .* from the witness."));
        }
    }

    @Test
    void aDeletedDatabaseIsMendedWhileTheWitnessHoldsAll() throws IOException {
        var stopped = stopped();
        Files.delete(stopped.log());
        Files.delete(stopped.data.resolve("journal.db"));

        stopped.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCutWitnessIsMended(long seed) throws IOException {
        var stopped = stopped();
        truncate(stopped.witness(), new Random(seed).nextLong(usedBytes(stopped.witness())));

        stopped.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFlippedBitInTheWitnessIsMended(long seed) throws IOException {
        var stopped = stopped();
        var random = new Random(seed);
        flipBit(
                stopped.witness(),
                random.nextLong(usedBytes(stopped.witness())),
                random.nextInt(8));

        stopped.assertComplete();
    }

    @Test
    void aDeletedWitnessIsMadeAnew() throws IOException {
        var stopped = stopped();
        Files.delete(stopped.witness(0));
        Files.delete(stopped.witness(1));

        try (var journal = stopped.open()) {
            stopped.assertComplete(journal);
            assertThat(journal.findings())
                    .containsExactly(
                            "The witness was gone; the entries are taken from the database as they"
                                    + " are.");
        }
        stopped.assertComplete();
    }

    @Test
    void oneDeletedWitnessFileIsMadeAnew() throws IOException {
        for (int number = 0; number < 2; number++) {
            var stopped = run(1, folder, "without-" + number, 20);
            Files.delete(stopped.witness(number));

            stopped.assertComplete();
        }
    }

    @Test
    void aTornLastFrameIsMended() throws IOException {
        var stopped = stopped();
        int end = usedBytes(stopped.witness());
        try (var channel = FileChannel.open(stopped.witness(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(40), end - 40);
        }

        stopped.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damageInBothIsMendedOrRefused(long seed) throws IOException {
        var stopped = stopped();
        var random = new Random(seed);
        long logSize = Files.size(stopped.log());
        switch (random.nextInt(3)) {
            case 0 -> Files.delete(stopped.log());
            case 1 -> truncate(stopped.log(), 0);
            default -> flipBit(stopped.log(), random.nextLong(logSize * 3 / 4), random.nextInt(8));
        }
        int used = usedBytes(stopped.witness());
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(stopped.witness());
            case 1 -> truncate(stopped.witness(), random.nextInt(used));
            case 2 -> truncate(stopped.witness(), 0);
            default -> flipBit(stopped.witness(), random.nextInt(used), random.nextInt(8));
        }

        stopped.isCompleteOrRefused();
    }

    @Test
    void aCutLogAndNoWitnessIsRefused() throws IOException {
        var stopped = stopped();
        flipBit(stopped.log(), Files.size(stopped.log()) / 2, 3);
        Files.delete(stopped.witness(0));
        Files.delete(stopped.witness(1));

        assertThat(stopped.isCompleteOrRefused()).isFalse();
    }

    @Test
    void aLossCanBeAccepted() throws IOException {
        var stopped = stopped();
        flipBit(stopped.log(), Files.size(stopped.log()) / 2, 3);
        Files.delete(stopped.witness(0));
        Files.delete(stopped.witness(1));
        assertThatThrownBy(stopped::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("is damaged at frame")
                .hasMessageContaining("the witness is gone. Entries after the last ones found");

        try (var journal =
                SqliteJournal.open(stopped.data, stopped.data.resolve("witness"), Loss.ACCEPTED)) {
            assertThat(journal.findings()).anyMatch(it -> it.endsWith("This was accepted."));
            assertThat(journal.head("porto").position()).isBetween(1L, stopped.porto.position());
            append(journal.open("porto"), draft("after"));
        }
        try (var journal = stopped.open()) {
            assertThat(journal.findings()).isEmpty();
        }
        assertThat(stopped.data.resolve("damaged/1/journal.db-wal")).exists();
    }

    @Test
    void anOlderDatabaseIsRefusedWithWhatIsMissing() throws IOException {
        var stopped = stopped();
        Path older = folder.resolve("older.db");
        try (var journal = stopped.open()) {
            journal.open("porto");
        }
        Files.copy(stopped.data.resolve("journal.db"), older);
        Head end;
        try (var journal = stopped.open()) {
            Writer writer = journal.open("porto");
            append(writer, draft("x"), draft("y"));
            end = writer.head();
        }
        Files.move(
                older,
                stopped.data.resolve("journal.db"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // The witness still holds the entries since the start, so they are mended.
        try (var journal = stopped.open()) {
            assertThat(journal.head("porto")).isEqualTo(end);
        }
    }

    @Test
    void aDatabaseOlderThanTheWitnessIsRefusedWithWhatIsMissing() throws IOException {
        var older = run(1, folder, "older", 1);
        try (var journal = older.open()) {
            append(journal.open("porto"), draft("a"));
        }
        copy(older.data, folder.resolve("newer"));
        long kept;
        try (var journal = SqliteJournal.open(folder.resolve("newer"))) {
            kept = journal.head("porto").position();
            append(journal.open("porto"), draft("x"), draft("y"));
        }
        try (var journal = SqliteJournal.open(folder.resolve("newer"))) {
            journal.centers();
        }
        Files.copy(
                older.data.resolve("journal.db"),
                folder.resolve("newer/journal.db"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> SqliteJournal.open(folder.resolve("newer")))
                .isInstanceOf(JournalDamaged.class)
                .hasMessage(
                        "Entries %d to %d of porto are missing: the database ends before the witness begins. Restore the data folder from a backup, or accept the loss explicitly."
                                .formatted(kept + 1, kept + 2));
    }

    @Test
    void theWitnessOfAnotherJournalIsRefused() throws IOException {
        var one = run(1, folder, "one", 10);
        var other = run(2, folder, "other", 10);
        Files.copy(
                other.witness(0),
                one.witness(0),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(one::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageStartingWith("The witness belongs to another journal");
    }

    @Test
    void eitherMayBeOneBatchAhead() throws IOException {
        for (boolean witnessAhead : new boolean[] {true, false}) {
            Path live = folder.resolve("live-" + witnessAhead);
            Path before = folder.resolve("before-" + witnessAhead);
            Path after = folder.resolve("after-" + witnessAhead);
            Head head;
            try (var journal = SqliteJournal.open(live)) {
                Writer writer = journal.open("porto");
                append(writer, draft("a"));
                copy(live, before);
                append(writer, draft("b"), draft("c"));
                head = writer.head();
                copy(live, after);
            }
            Path database = witnessAhead ? before : after;
            Path witness = (witnessAhead ? after : before).resolve("witness");

            try (var journal = SqliteJournal.open(database, witness, Loss.REFUSED)) {
                assertThat(journal.replay("porto", 1, entry -> {})).isEqualTo(head);
                assertThat(journal.findings()).hasSize(witnessAhead ? 1 : 0);
            }
        }
    }

    @Test
    void theWitnessBeginsAnewAndStaysSmall() throws IOException {
        Path live = folder.resolve("live");
        String event = "{\"text\":\"%s\"}".formatted("x".repeat(60_000));
        var random = new Random(1);
        try (var journal = SqliteJournal.open(live)) {
            Writer writer = journal.open("porto");
            for (int i = 0; i < 60; i++) {
                var batch =
                        java.util.Collections.nCopies(
                                20, new Draft(JournalContract.NOON, "a", "r" + i, event));
                assertThat(writer.append(batch, writer.head()))
                        .isInstanceOf(Appended.Committed.class);
                if (i % 10 != 0) continue;
                Path stopped = folder.resolve("stopped-" + i);
                copy(live, stopped);
                Path log = stopped.resolve("journal.db-wal");
                if (random.nextBoolean()) Files.delete(log);
                else flipBit(log, random.nextLong(Files.size(log)), 0);
                try (var mended = SqliteJournal.open(stopped)) {
                    assertThat(mended.replay("porto", 1, entry -> {})).isEqualTo(writer.head());
                }
            }
        }

        for (int number = 0; number < 2; number++) {
            assertThat(Files.size(live.resolve("witness/witness-%d.log".formatted(number))))
                    .isLessThanOrEqualTo(SqliteJournal.CHECKPOINT_BYTES + 2L * Witness.STEP_BYTES);
        }
    }

    @Test
    void afterUnknownTheNextWriterFindsWhatBecameDurable() throws Exception {
        try (var journal = SqliteJournal.open(folder.resolve("data"))) {
            Writer writer = journal.open("porto");
            Writer other = journal.open("braga");
            append(writer, draft("a"));
            try (var connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + folder.resolve("data/journal.db"));
                    var statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThat(append(writer, draft("b"))).isInstanceOf(Appended.Unknown.class);
                statement.execute("ROLLBACK");
            }
            assertThat(append(writer, draft("c"))).isInstanceOf(Appended.Unknown.class);
            assertThat(append(other, draft("d"))).isInstanceOf(Appended.Unknown.class);

            Writer next = journal.open("porto");

            assertThat(journal.read("porto", 1, 10))
                    .extracting(Entry::requestId)
                    .containsExactly("a", "b");
            assertThat(next.head().position()).isEqualTo(2);
            assertThat(append(next, draft("e"))).isInstanceOf(Appended.Committed.class);
            assertThat(append(other, draft("f"))).isInstanceOf(Appended.Unknown.class);
            assertThat(append(journal.open("braga"), draft("g")))
                    .isInstanceOf(Appended.Committed.class);
        }
    }

    @Test
    void aFencedWritersTraceInTheWitnessIsLeftOut() throws Exception {
        Path data = folder.resolve("data");
        try (var journal = SqliteJournal.open(data)) {
            Writer writer = journal.open("porto");
            append(writer, draft("a"));
            try (var connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + data.resolve("journal.db"));
                    var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE center SET epoch = 9");
            }
            assertThat(append(writer, draft("b"))).isEqualTo(new Appended.Fenced(9));

            Writer next = journal.open("porto");

            assertThat(next.epoch()).isEqualTo(10);
            assertThat(next.head().position()).isEqualTo(1);
            assertThat(journal.findings())
                    .containsExactly(
                            "The witness holds entry 2 of porto by a writer that was fenced; it is"
                                    + " left out.");
        }
    }

    @Test
    void damagedSnapshotsAreIgnoredAndSaid() throws IOException {
        Path data = folder.resolve("data");
        Path file = data.resolve("snapshots/porto.snapshot");
        try (var journal = SqliteJournal.open(data)) {
            Writer writer = journal.open("porto");
            append(writer, draft("a"), draft("b"));
            journal.save(new Snapshot("porto", writer.head(), "1", new byte[1_000]));
            flipBit(file, 300, 1);
            assertThat(journal.snapshot("porto")).isEmpty();
            truncate(file, 3);
            assertThat(journal.snapshot("porto")).isEmpty();
            var beyond = new Head(9, writer.head().hash());
            journal.save(new Snapshot("porto", beyond, "1", new byte[1]));
            assertThat(journal.snapshot("porto")).isEmpty();
            var other = new Head(1, writer.head().hash());
            journal.save(new Snapshot("porto", other, "1", new byte[1]));
            assertThat(journal.snapshot("porto")).isEmpty();

            assertThat(journal.findings())
                    .containsExactly(
                            "The snapshot of porto was ignored: its checksum is wrong.",
                            "The snapshot of porto was ignored: it has 3 bytes.",
                            "The snapshot of porto was ignored: it was taken at entry 9, the"
                                    + " journal ends at 2.",
                            "The snapshot of porto was ignored: it was taken of another journal.");
        }
    }

    @Test
    void findingsHaveALimit() {
        try (var journal = SqliteJournal.open(folder.resolve("data"))) {
            Writer writer = journal.open("porto");
            append(writer, draft("a"));
            var beyond = new Head(2, writer.head().hash());
            journal.save(new Snapshot("porto", beyond, "1", new byte[1]));
            for (int i = 0; i <= Journal.MAX_FINDINGS; i++) journal.snapshot("porto");

            assertThat(journal.findings()).hasSize(Journal.MAX_FINDINGS);
        }
    }
}
