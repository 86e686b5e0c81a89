package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.incident.AssignmentState.CLEARED;
import static org.tocsin.incident.AssignmentState.EN_ROUTE;
import static org.tocsin.incident.AssignmentState.ON_SCENE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.journal.MemoryVault;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Profile;
import org.tocsin.road.SpeedFactor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The single writer: what it answers, what it keeps, how it comes back. */
class DeskTest {
    @TempDir Path folder;

    @Test
    void aRequestSentAgainGetsTheFirstAnswer() {
        var room = new Room();
        Outcome first = room.ask("call-1", Room.callFor("FIRE", Room.MARKET));

        Outcome again = room.ask("call-1", Room.callFor("FIRE", Room.MARKET));

        assertThat(again).isEqualTo(first);
        assertThat(room.desk.board().open()).hasSize(1);
    }

    @Test
    void aRefusalSentAgainIsTheSameRefusal() {
        var room = new Room();
        Outcome first = room.ask("x", Room.say("E1", EN_ROUTE));
        room.dispatch(room.call("FIRE"), "E1");

        assertThat(room.ask("x", Room.say("E1", EN_ROUTE))).isEqualTo(first);
    }

    @Test
    void anIdIsGoodForOneRequestOnly() {
        var room = new Room();
        room.ask("x", Room.callFor("FIRE", Room.MARKET));

        assertThat(room.ask("x", Room.callFor("FALL", Room.MARKET)))
                .isEqualTo(new Outcome.Rejected("The id x was used for another request."));
    }

    @Test
    void twiceInOneBatchIsDoneOnce() {
        var room = new Room();
        var envelope = new Envelope("x", "anna", Room.callFor("FIRE", Room.MARKET));

        List<Outcome> outcomes = room.desk.work(List.of(envelope, envelope));

        assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
        assertThat(room.desk.board().open()).hasSize(1);
    }

    @Test
    void whatWasDoneInTheSameBatchIsUndone() {
        var room = new Room();
        String fire = room.call("FIRE");

        List<Outcome> outcomes =
                room.desk.work(
                        List.of(
                                new Envelope("p", "anna", new Request.ChangePriority(fire, 4)),
                                new Envelope("u", "anna", new Request.Undo("p"))));

        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Done);
        assertThat(room.incident(fire).priority()).isEqualTo(1);
    }

    @Test
    void aReplayedJournalGivesTheSameBoard() {
        var journal = new MemoryJournal();
        var room = new Room(journal, 1);
        work(room);
        Board before = room.desk.board();

        Board replayed =
                Desk.open(Room.center(), journal, room.vault, InstantSource.fixed(room.now))
                        .board();

        assertThat(replayed).isEqualTo(before);
    }

    @Test
    void aSnapshotGivesTheSameBoardAsTheJournal() {
        var journal = new MemoryJournal();
        var room = new Room(journal, 1);
        work(room);
        room.desk.close();
        assertThat(journal.snapshot("town")).isPresent();
        Board before = room.desk.board();

        var reopened = Desk.open(Room.center(), journal, room.vault, () -> room.now);

        assertThat(reopened.board()).isEqualTo(before);
        assertThat(
                        reopened.work(
                                List.of(
                                        new Envelope(
                                                "r1", "anna", Room.callFor("FIRE", Room.MARKET)))))
                .first()
                .isInstanceOf(Outcome.Done.class);
        assertThat(reopened.board()).isEqualTo(before);
    }

    @Test
    void theSameRequestsAtTheSameTimesGiveTheSameJournal() {
        var first = new MemoryJournal();
        var second = new MemoryJournal();

        work(new Room(first, 7));
        work(new Room(second, 7));

        assertThat(second.head("town")).isEqualTo(first.head("town"));
        assertThat(entries(second)).isEqualTo(entries(first));
    }

    @Test
    void everyFactNamesTheOneThatLedToIt() {
        var journal = new MemoryJournal();
        var room = new Room(journal, 1);
        String fire = room.call("FIRE");
        long from = room.desk.board().position() + 1;
        room.dispatch(fire, "E1", "E2");

        List<Entry> entries = journal.read("town", from, 10);

        assertThat(entries).hasSize(3);
        assertThat(entries.get(0).cause()).isEmpty();
        assertThat(entries.get(1).cause()).hasValue(from);
        assertThat(entries.get(2).cause()).hasValue(from);
        assertThat(entries).allMatch(entry -> entry.actor().equals("anna"));
    }

    @Test
    void aNewConfigurationIsRecordedOnceAndKeepsUnitsAtWork() {
        var journal = new MemoryJournal();
        var room = new Room(journal, 1);
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        long position = room.desk.board().position();

        var same = Desk.open(Room.center(), journal, room.vault, () -> room.now);
        assertThat(same.board().position()).isEqualTo(position);
        var smaller = Desk.open(without("E1", "E2"), journal, room.vault, () -> room.now);

        assertThat(smaller.board().position()).isEqualTo(position + 1);
        assertThat(smaller.board().findUnit("E1")).isPresent();
        assertThat(smaller.board().findUnit("E2")).isEmpty();
        List<Outcome> outcomes =
                smaller.work(
                        List.of(
                                new Envelope("a", "anna", Room.say("E1", ON_SCENE)),
                                new Envelope("b", "anna", Room.say("E1", CLEARED))));
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Done);
    }

    @Test
    void drivingProfilesThatNoEntryCanHoldAreRefused() {
        var corners = new ArrayList<Point>();
        for (int i = 0; i < 1_000; i++) {
            double angle = 2 * Math.PI * i / 1_000;
            corners.add(new Point(45 + 0.1 * Math.sin(angle), -20 + 0.1 * Math.cos(angle)));
        }
        var hours = SpeedFactor.inHours(Set.of(8), Optional.of(new Area(corners)), Set.of(), 0.5);
        Profile many =
                Profile.EMERGENCY.with(
                        "many", ZoneOffset.UTC, Collections.nCopies(Profile.MAX_FACTORS, hours));
        var driving = new DrivingProfiles(List.of(many), Map.of());

        assertThatThrownBy(
                        () ->
                                Desk.open(
                                        Room.center(),
                                        driving,
                                        new MemoryJournal(),
                                        new MemoryVault(new Random(1)),
                                        InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected at most 2,097,152; give their hours fewer");
    }

    private static org.tocsin.center.Center without(String... callSigns) {
        var center = Room.center();
        var units =
                center.units().stream()
                        .filter(unit -> !List.of(callSigns).contains(unit.callSign()))
                        .toList();
        return new org.tocsin.center.Center(
                center.id(),
                center.name(),
                center.zone(),
                center.serviceArea(),
                center.agencies(),
                center.capabilities(),
                center.stations(),
                center.shifts(),
                units,
                center.districts(),
                center.types(),
                center.planRules(),
                center.triage(),
                center.keywords(),
                center.targets(),
                center.desks(),
                center.signIns(),
                center.destinations(),
                center.premises(),
                center.dispositions(),
                center.related(),
                center.statusCodes());
    }

    @Test
    void aSecondDeskOfTheSameCenterFencesTheFirst() {
        var journal = new MemoryJournal();
        var first = new Room(journal, 1);
        var second = new Room(journal, 2);

        Outcome late = first.ask(Room.callFor("FIRE", Room.MARKET));

        assertThat(late)
                .isEqualTo(new Outcome.Unavailable("Another server has taken over this center."));
        assertThat(first.desk.stopped()).isPresent();
        assertThat(second.ask(Room.callFor("FIRE", Room.MARKET))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aJournalThatDoesNotAnswerLosesNothingAndDoublesNothing() {
        var journal = new FailingJournal(new MemoryJournal());
        var room = new Room(journal, 1);
        room.call("FIRE");
        var told = new ArrayList<String>();
        room.desk.listen(
                new Desk.Listener() {
                    @Override
                    public void committed(Commit commit) {
                        told.add("committed " + commit.after().position());
                    }

                    @Override
                    public void stopped(String why) {
                        told.add("stopped");
                    }

                    @Override
                    public void resumed(Board board) {
                        told.add("resumed " + board.position());
                    }
                });

        journal.next = FailingJournal.Fault.WRITTEN_BUT_UNKNOWN;
        assertThat(room.ask("a", Room.callFor("FALL", Room.MILL)))
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(room.ask("a", Room.callFor("FALL", Room.MILL))).isInstanceOf(Outcome.Done.class);
        assertThat(room.desk.board().open()).hasSize(2);

        journal.next = FailingJournal.Fault.NOT_WRITTEN_AND_UNKNOWN;
        assertThat(room.ask("b", Room.callFor("LIFT", Room.MILL)))
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(room.desk.board().open()).hasSize(2);
        assertThat(room.ask("b", Room.callFor("LIFT", Room.MILL))).isInstanceOf(Outcome.Done.class);
        assertThat(room.desk.board().open()).hasSize(3);
        assertThat(told)
                .containsExactly("stopped", "resumed 5", "stopped", "resumed 5", "committed 7");
    }

    @Test
    void nobodyIsAnsweredBeforeItIsOnDiskAndEveryListenerWasTold() throws Exception {
        try (Journal journal = SqliteJournal.open(folder)) {
            var desk =
                    Desk.open(
                            Room.center(),
                            journal,
                            new MemoryVault(new Random(1)),
                            InstantSource.system());
            var told = new ArrayList<Long>();
            desk.listen(commit -> told.add(commit.after().position()));
            desk.start();

            Outcome outcome =
                    desk.submit(new Envelope("a", "anna", Room.callFor("FIRE", Room.MARKET)))
                            .get(10, TimeUnit.SECONDS);

            long last = ((Outcome.Done) outcome).last();
            assertThat(told).contains(last);
            assertThat(journal.head("town").position()).isGreaterThanOrEqualTo(last);
            desk.close();
        }
    }

    @Test
    void manyAtOnceAreAllAnsweredAndNumberedWithoutGaps() throws Exception {
        try (Journal journal = SqliteJournal.open(folder)) {
            var desk =
                    Desk.open(
                            Room.center(),
                            journal,
                            new MemoryVault(new Random(1)),
                            InstantSource.system());
            desk.start();

            List<CompletableFuture<Outcome>> answers =
                    IntStream.range(0, 2_000)
                            .parallel()
                            .mapToObj(
                                    i ->
                                            desk.submit(
                                                    new Envelope(
                                                            "q" + i,
                                                            "anna",
                                                            Room.callFor("FALL", Room.MILL))))
                            .toList();
            for (CompletableFuture<Outcome> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
            }

            assertThat(desk.board().open()).hasSize(2_000);
            assertThat(desk.board().counters().incident()).isEqualTo(2_001);
            desk.close();
            assertThat(desk.submit(new Envelope("z", "anna", Room.say("E1", EN_ROUTE))).get())
                    .isEqualTo(new Outcome.Unavailable("The center is closing down."));
        }
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        var desk =
                Desk.open(
                        Room.center(),
                        new MemoryJournal(),
                        new MemoryVault(new Random(1)),
                        () -> Room.NOON);
        for (int i = 0; i < Desk.MAX_WAITING; i++) {
            assertThat(desk.submit(new Envelope("q" + i, "anna", Room.say("E1", EN_ROUTE))))
                    .isNotDone();
        }

        var refused = desk.submit(new Envelope("more", "anna", Room.say("E1", EN_ROUTE)));

        assertThat(refused.get())
                .isEqualTo(
                        new Outcome.Unavailable(
                                "10000 requests are waiting, the most there may be; try again."));
    }

    @Test
    void whatChangesTooMuchAtOnceIsRefused() {
        var room = new Room();
        String into = room.call("FIRE");
        String many = room.call("FIRE");
        for (int i = 0; i < Desk.MAX_EVENTS; i++) {
            room.done(
                    new Request.TakeCall(
                            Request.CallSource.PHONE,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(many),
                            Optional.empty(),
                            Optional.empty()));
        }

        assertThat(room.refused(new Request.Merge(many, into)))
                .startsWith("That changes 515 things at once, the most is 512");
    }

    /** A shift with a little of everything. */
    private static void work(Room room) {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1", "L1");
        room.status("E1", EN_ROUTE, ON_SCENE);
        room.done(new Request.Queue(fall, "E1"));
        room.pass(java.time.Duration.ofMinutes(5));
        room.done(new Request.AddNote(fire, "two floors"));
        room.done(new Request.Link(fire, fall));
        room.done(
                new Request.CloseRoad(
                        org.tocsin.road.Closure.Ground.Stretch.at(Room.MILL.point()),
                        Optional.empty(),
                        Optional.empty(),
                        "hoses"));
        room.status("E1", CLEARED);
        room.undo();
        room.status("E1", CLEARED);
        room.done(new Request.Cancel(fire, "L1", "not needed"));
        room.done(new Request.Close(fire, "DONE"));
        room.pass(java.time.Duration.ofHours(9));
    }

    private static List<Entry> entries(Journal journal) {
        return journal.read("town", 1, Journal.MAX_PAGE);
    }
}
