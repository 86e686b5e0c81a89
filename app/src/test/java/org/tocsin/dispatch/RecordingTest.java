package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.incident.AssignmentState;
import org.tocsin.journal.Entry;
import org.tocsin.journal.SqliteJournal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The record opened at any moment is what folding it from the start gives. */
class RecordingTest {
    private static final int EVERY = 20;

    @TempDir Path folder;
    private SqliteJournal journal;
    private Room room;

    @BeforeEach
    void aDayOfWork() {
        journal = SqliteJournal.open(folder);
        room = new Room(journal, 1);
        var random = new Random(5);
        for (int i = 0; i < 25; i++) work(random);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void work(Random random) {
        room.pass(Duration.ofSeconds(1 + random.nextInt(600)));
        String incident = room.call("FIRE");
        room.dispatch(incident, "E1");
        room.status("E1", AssignmentState.EN_ROUTE, AssignmentState.ON_SCENE);
        room.pass(Duration.ofSeconds(1 + random.nextInt(600)));
        room.status("E1", AssignmentState.CLEARED);
        room.done(new Request.Close(incident, "DONE"));
        if (random.nextInt(5) == 0) room.done(new Request.Reopen(incident, "again"));
    }

    private Recording recording() {
        return new Recording(Room.center(), journal, EVERY);
    }

    /** The plain twin: every board there ever was. */
    private List<Board> boards() {
        var boards = new ArrayList<Board>();
        boards.add(Board.empty(Room.center()));
        for (Entry entry : entries()) {
            Event event = Codec.STORED.readEvent(entry.event());
            boards.add(boards.getLast().apply(event, entry.actor(), entry.at()));
        }
        return boards;
    }

    private List<Entry> entries() {
        return journal.read("town", 1, 10_000);
    }

    @Test
    void theBoardAfterAnyEntryIsThatOfFoldingAll() {
        Recording recording = recording();
        recording.keepUp();
        List<Board> boards = boards();

        assertThat(boards).hasSizeGreaterThan(10 * EVERY);
        for (int position = boards.size() - 1; position > 0; position--) {
            Board board = recording.at(position);
            assertThat(board.closedIncidents().toList())
                    .containsExactlyInAnyOrderElementsOf(
                            boards.get(position).closedIncidents().toList());
            assertThat(board).as("after entry %d", position).isEqualTo(boards.get(position));
        }
    }

    @Test
    void theBoardAtAMomentHasEverythingUntilThenAndNothingLater() {
        Recording recording = recording();
        recording.keepUp();

        for (Entry entry : entries()) {
            Board then = recording.at(entry.at());
            assertThat(then.at()).isEqualTo(entry.at());
            assertThat(then.position()).isGreaterThanOrEqualTo(entry.position());
            Board before = recording.at(entry.at().minusNanos(1));
            assertThat(before.position()).isLessThan(entry.position());
        }
        assertThat(recording.at(Instant.EPOCH).position()).isZero();
    }

    @Test
    void whatFollowedLeadsFromBoardToBoard() {
        Recording recording = recording();
        List<Board> boards = boards();
        Recording.Span span = recording.span().orElseThrow();

        var stretch = recording.after(boards.get(7), span.until(), 100);

        assertThat(stretch.whole()).isFalse();
        assertThat(stretch.after().position()).isEqualTo(107);
        assertThat(stretch.after()).isEqualTo(boards.get(107));
        assertThat(stretch.commits().getFirst().before()).isEqualTo(boards.get(7));
        assertThat(stretch.commits().stream().mapToInt(each -> each.entries().size()).sum())
                .isEqualTo(100);
        var rest = recording.after(stretch.after(), span.until(), Recording.MAX_STRETCH);
        assertThat(rest.whole()).isTrue();
        assertThat(rest.after()).isEqualTo(boards.getLast());
        assertThatThrownBy(
                        () ->
                                recording.after(
                                        boards.get(7), span.until(), Recording.MAX_STRETCH + 1))
                .hasMessageContaining("expected 1 to 20000");
    }

    @Test
    void anIncidentIsFoundWhereverItIs() {
        Recording recording = recording();
        recording.keepUp();

        for (int i = 1; i <= 25; i++) {
            Entry entry = recording.opened("26-" + i).orElseThrow();
            assertThat(entry.event()).contains("IncidentOpened", "\"26-" + i + "\"");
        }
        assertThat(recording.opened("26-26")).isEmpty();
        assertThat(recording.opened("25-1")).isEmpty();
    }

    @Test
    void checkpointsAreKeptAndOnlyTheNewOnesAreMadeLater() throws IOException {
        recording().keepUp();
        long size = Files.size(states());
        work(new Random(9));
        work(new Random(9));
        work(new Random(9));

        journal.close();
        journal = SqliteJournal.open(folder);
        Recording recording = recording();
        recording.keepUp();

        assertThat(Files.size(states())).isBetween(size + 1, size + size / 2);
        List<Board> boards = boards();
        assertThat(recording.at(boards.size() - 1)).isEqualTo(boards.getLast());
        assertThat(recording.behind()).isLessThan(EVERY);
    }

    @Test
    void damagedCheckpointsAreMadeAnew() throws IOException {
        recording().keepUp();
        journal.close();
        try (var file = new RandomAccessFile(states().toFile(), "rw")) {
            for (long at = 20; at < file.length(); at += 97) {
                file.seek(at);
                file.write(0);
            }
        }
        journal = SqliteJournal.open(folder);
        Recording recording = recording();
        List<Board> boards = boards();

        assertThat(recording.at(150)).isEqualTo(boards.get(150));
        recording.keepUp();
        assertThat(recording.at(170)).isEqualTo(boards.get(170));
    }

    @Test
    void checkpointsOfAnotherRecordAreNotBelieved() throws IOException {
        recording().keepUp();
        journal.close();
        Path other = folder.resolve("other");
        try (var elsewhere = SqliteJournal.open(other)) {
            var there = new Room(elsewhere, 1);
            for (int i = 0; i < 200; i++) there.call("FALL");
        }
        Files.createDirectories(other.resolve("checkpoints"));
        for (String name : List.of("town.states", "town.marks")) {
            Files.copy(
                    folder.resolve("checkpoints").resolve(name),
                    other.resolve("checkpoints").resolve(name));
        }
        try (var elsewhere = SqliteJournal.open(other)) {
            var recording = new Recording(Room.center(), elsewhere, EVERY);
            assertThat(recording.at(150).closed()).isEmpty();
            assertThat(recording.at(150).open()).isNotEmpty();
        }
        journal = SqliteJournal.open(folder);
    }

    private Path states() {
        return folder.resolve("checkpoints").resolve("town.states");
    }
}
