package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.incident.AssignmentState.CLEARED;
import static org.tocsin.incident.AssignmentState.ON_SCENE;

import org.junit.jupiter.api.Test;
import org.tocsin.incident.Incident;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls, incidents and what is said of them. */
class IncidentTest {
    private final Room room = new Room();

    @Test
    void incidentsAreNumberedByTheYear() {
        assertThat(room.call("FIRE")).isEqualTo("26-1");
        assertThat(room.call("FALL")).isEqualTo("26-2");
        room.now = Room.NOON.plus(Duration.ofDays(60));
        assertThat(room.call("FALL")).isEqualTo("27-1");
        // A clock set back over New Year gives no number twice.
        room.now = Room.NOON;
        assertThat(room.call("FALL")).isEqualTo("27-2");
    }

    @Test
    void aCallWithoutPriorityTakesItsTypes() {
        assertThat(room.incident(room.call("FALL")).priority()).isEqualTo(3);
    }

    @Test
    void whatTheCallerSaidIsSealed() {
        String fire = room.call("FIRE");

        String sealed = room.incident(fire).calls().getFirst().sealed().orElseThrow();
        assertThat(sealed).doesNotContain("Maria").doesNotContain("smoke");
        var opened = room.vault.open(fire, new org.tocsin.journal.Sealed(sealed));
        assertThat(opened.toString()).contains("Maria").contains("555 0100").contains("smoke");
    }

    @Test
    void anotherCallJoinsTheIncident() {
        String fire = room.call("FIRE");
        var second =
                new Request.TakeCall(
                        Request.CallSource.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("fire in the market"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(fire),
                        Optional.empty(),
                        Optional.empty());

        Outcome.Done done = room.done(second);

        assertThat(done.incident()).contains(fire);
        assertThat(done.call()).hasValue(2);
        assertThat(room.incident(fire).calls()).hasSize(2);
        assertThat(room.refused(new Request.Undo(room.lastRequest())))
                .startsWith("A call is not taken back");
    }

    @Test
    void aCallThatOpensNothingNeedsTypeAndPlace() {
        var empty =
                new Request.TakeCall(
                        Request.CallSource.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Room.MARKET),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(room.refused(empty)).isEqualTo("The call has no type, and joins nothing.");
    }

    @Test
    void aPlaceOutsideTheServiceAreaIsRefusedAndASwapIsNamed() {
        var swapped = new Location(new Point(-20.001, 45.001), "Market");
        var far = new Location(new Point(10, 10), "Elsewhere");

        assertThat(room.refused(Room.callFor("FIRE", swapped)))
                .isEqualTo(
                        "-20.00100, 45.00100 is outside the service area, 45.001, -20.001 is"
                                + " inside: latitude and longitude may be swapped.");
        assertThat(room.refused(Room.callFor("FIRE", far)))
                .isEqualTo("10.00000, 10.00000 is outside the service area.");
    }

    @Test
    void anIncidentIsEnteredInErrorWhenItsCallIsUndone() {
        String fire = room.call("FIRE");

        room.undo();

        assertThat(room.incident(fire).closing().orElseThrow().disposition())
                .isEqualTo("ENTERED_IN_ERROR");
    }

    @Test
    void whatIsChangedIsChangedBackByUndo() {
        String fire = room.call("FIRE");

        room.done(new Request.ChangePriority(fire, 4));
        room.undo();
        room.done(new Request.ChangeType(fire, "FALL"));
        room.undo();
        room.done(new Request.CorrectLocation(fire, Room.MILL));
        room.undo();
        room.done(new Request.SetAlarmLevel(fire, 3));
        room.undo();
        room.done(new Request.HandOver(fire, "2"));
        room.undo();

        Incident incident = room.incident(fire);
        assertThat(incident.priority()).isEqualTo(1);
        assertThat(incident.type()).isEqualTo("FIRE");
        assertThat(incident.location()).isEqualTo(Room.MARKET);
        assertThat(incident.alarmLevel()).isEqualTo(1);
        assertThat(incident.desk()).isEqualTo("1");
    }

    @Test
    void aChangeMadeSinceIsNotUndone() {
        String fire = room.call("FIRE");
        room.done(new Request.ChangePriority(fire, 4));
        String first = room.lastRequest();
        room.done(new Request.ChangePriority(fire, 5));

        assertThat(room.refused(new Request.Undo(first)))
                .isEqualTo(
                        "26-1 has been changed since (4, then 5); that cannot be undone any more.");
    }

    @Test
    void anAnswerToAQuestionSetsThePriority() {
        String fall = room.call("FALL");

        room.done(new Request.Answer(fall, "fall", 1, "breathing", "no"));

        assertThat(room.incident(fall).priority()).isEqualTo(1);
        assertThat(room.incident(fall).answers().getFirst().at()).isEqualTo(room.now);
        assertThat(room.refused(new Request.Answer(fall, "fall", 1, "breathing", "perhaps")))
                .isEqualTo("\"perhaps\" is no answer to breathing in fall.");
        assertThat(room.refused(new Request.Answer(fall, "fall", 2, "breathing", "no")))
                .isEqualTo("There is no version 2 of the questions fall.");
    }

    @Test
    void splitTakesCallsAndUnitsIntoANewIncident() {
        String fire = room.call("FIRE");
        Outcome.Done second =
                room.done(
                        new Request.TakeCall(
                                Request.CallSource.PHONE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("another fire"),
                                Optional.of(Room.MILL),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(fire),
                                Optional.empty(),
                                Optional.empty()));
        room.dispatch(fire, "E1", "E2");
        room.status("E2", ON_SCENE);

        Outcome.Done split =
                room.done(
                        new Request.Split(
                                fire,
                                List.of(second.call().getAsLong()),
                                List.of("E2"),
                                "FIRE",
                                Optional.empty(),
                                Room.MILL));

        String other = split.incident().orElseThrow();
        assertThat(room.incident(fire).calls()).hasSize(1);
        assertThat(room.incident(other).calls()).hasSize(1);
        assertThat(room.state(other, "E2")).isEqualTo(ON_SCENE);
        assertThat(room.status("E2")).isEqualTo(UnitStatus.ON_SCENE);
        assertThat(room.incident(fire).links()).containsExactly(other);
        room.status("E2", CLEARED);
        assertThat(room.status("E1")).isEqualTo(UnitStatus.DISPATCHED);
    }

    @Test
    void anUndoneSplitPutsEverythingBack() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.done(
                new Request.Split(
                        fire, List.of(1L), List.of("E1"), "FALL", Optional.empty(), Room.MILL));

        room.undo();

        assertThat(room.incident(fire).calls()).hasSize(1);
        assertThat(room.incident(fire).links()).isEmpty();
        assertThat(room.incident("26-2").isOpen()).isFalse();
        room.status("E1", ON_SCENE, CLEARED);
        assertThat(room.incident(fire).state()).isEqualTo(Incident.State.WORKED);
    }

    @Test
    void twoIncidentsThatAreOneEventAreMerged() {
        String fire = room.call("FIRE");
        String same = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.dispatch(same, "E2");

        room.done(new Request.Merge(same, fire));

        assertThat(room.incident(fire).calls()).hasSize(2);
        assertThat(room.incident(fire).active()).hasSize(2);
        assertThat(room.incident(same).isOpen()).isFalse();
        assertThat(room.refused(new Request.Reopen(same, "why not")))
                .startsWith("Incident 26-2 was merged into 26-1");
        room.status("E2", ON_SCENE);
        assertThat(room.incident(fire).state()).isEqualTo(Incident.State.ON_SCENE);
    }

    @Test
    void anUndoneMergeOpensTheOtherAgainWithItsUnits() {
        String fire = room.call("FIRE");
        String same = room.call("FIRE");
        room.dispatch(same, "E2");
        room.done(new Request.Merge(same, fire));

        room.undo();

        assertThat(room.incident(same).isOpen()).isTrue();
        assertThat(room.incident(same).calls()).hasSize(1);
        assertThat(room.incident(same).active()).hasSize(1);
        assertThat(room.incident(fire).active()).isEmpty();
    }

    @Test
    void aUnitOnBothStopsAMerge() {
        String fire = room.call("FIRE");
        String same = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.done(new Request.Queue(same, "E1"));

        assertThat(room.refused(new Request.Merge(same, fire)))
                .isEqualTo("E1 works on both 26-2 and 26-1; cancel one first.");
    }

    @Test
    void linksHoldBothWays() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL");

        room.done(new Request.Link(fire, fall));
        assertThat(room.incident(fall).links()).containsExactly(fire);
        room.done(new Request.Unlink(fall, fire));

        assertThat(room.incident(fire).links()).isEmpty();
    }

    @Test
    void aNoteMayBeAddedToAClosedIncident() {
        String fire = room.call("FIRE");
        room.done(new Request.Close(fire, "DONE"));

        room.done(new Request.AddNote(fire, "report follows"));

        assertThat(room.incident(fire).notes()).hasSize(1);
        assertThat(room.refused(new Request.ChangePriority(fire, 2)))
                .isEqualTo("Incident 26-1 is closed; reopen it first.");
    }

    // --- timers ---

    @Test
    void anIncidentThatWaitsTooLongRaisesOneAlarm() {
        String fire = room.call("FIRE");

        room.pass(Duration.ofSeconds(59));
        assertThat(room.alarms()).isEmpty();
        room.pass(Duration.ofSeconds(1));
        room.pass(Duration.ofSeconds(1));

        assertThat(room.alarms()).containsExactly(Alarm.Kind.WAITING);
        Alarm alarm = room.desk.board().alarms().values().iterator().next().alarm();
        assertThat(alarm.incident()).isEqualTo(fire);
        room.done(new Request.AcknowledgeAlarm(alarm.id()));
        room.pass(Duration.ofSeconds(1));
        assertThat(room.alarms()).isEmpty();
        assertThat(room.refused(new Request.AcknowledgeAlarm(alarm.id())))
                .isEqualTo("Alarm 1 was acknowledged already, or never raised.");
    }

    @Test
    void aCrewThatDoesNotAcknowledgeRaisesAnAlarm() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");

        room.pass(Duration.ofSeconds(60));

        assertThat(room.alarms()).containsExactly(Alarm.Kind.NO_ACKNOWLEDGEMENT);
    }

    @Test
    void aBackwardClockRaisesNothingAndKeepsTheOrderOfSteps() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.now = room.now.minus(Duration.ofHours(3));

        room.desk.tick();
        room.status("E1", ON_SCENE);

        assertThat(room.alarms()).isEmpty();
        assertThat(room.assignment(fire, "E1").since()).isEqualTo(Room.NOON);
    }

    // --- units ---

    @Test
    void aShiftPutsItsUnitsOnAndOffDuty() {
        room.pass(Duration.ofHours(7));
        assertThat(room.status("M2")).isEqualTo(UnitStatus.AVAILABLE);
        room.pass(Duration.ofHours(1));
        assertThat(room.status("M2")).isEqualTo(UnitStatus.OFF_DUTY);
        assertThat(room.status("M1")).isEqualTo(UnitStatus.AVAILABLE);
        room.pass(Duration.ofHours(12));
        assertThat(room.status("M2")).isEqualTo(UnitStatus.AVAILABLE);
    }

    @Test
    void aUnitAtWorkGoesOffDutyOnlyWhenItHasCleared() {
        String fall = room.call("FALL");
        room.dispatch(fall, "M2");
        room.status("M2", ON_SCENE);

        room.pass(Duration.ofHours(9));
        assertThat(room.status("M2")).isEqualTo(UnitStatus.ON_SCENE);
        room.status("M2", CLEARED);
        room.pass(Duration.ofSeconds(1));

        assertThat(room.status("M2")).isEqualTo(UnitStatus.OFF_DUTY);
    }

    @Test
    void whoIsPutOnDutyByHandStaysUntilTheNextShift() {
        room.pass(Duration.ofHours(9));
        room.done(new Request.SetDuty("M2", Duty.ON_DUTY, Optional.of("overtime")));

        room.pass(Duration.ofHours(1));
        assertThat(room.status("M2")).isEqualTo(UnitStatus.AVAILABLE);
        room.pass(Duration.ofHours(23));

        assertThat(room.status("M2")).isEqualTo(UnitStatus.OFF_DUTY);
    }

    @Test
    void restrictionsAreSetAndLifted() {
        room.done(new Request.Restrict("E1", Restriction.LOW_FUEL));
        String restrict = room.lastRequest();
        assertThat(room.refused(new Request.Restrict("E1", Restriction.LOW_FUEL)))
                .isEqualTo("E1 is restricted so already.");
        room.done(new Request.Undo(restrict));
        assertThat(room.desk.board().unit("E1").restrictions()).isEmpty();
    }

    // --- roads and hazards ---

    @Test
    void aRoadIsClosedAndOpensByItself() {
        var ground = Closure.Ground.Stretch.at(Room.MARKET.point());
        Outcome.Done done =
                room.done(
                        new Request.CloseRoad(
                                ground,
                                Optional.empty(),
                                Optional.of(room.now.plusSeconds(600)),
                                "burst pipe"));

        assertThat(done.closure()).contains("C1");
        assertThat(room.desk.board().closureList()).hasSize(1);
        long version = room.desk.board().closuresVersion();
        room.pass(Duration.ofMinutes(10));
        assertThat(room.desk.board().closureList()).isEmpty();
        assertThat(room.desk.board().closuresVersion()).isGreaterThan(version);
        assertThat(room.refused(new Request.ReopenRoad("C1"))).isEqualTo("There is no closure C1.");
    }

    @Test
    void aRoadIsSlowerOrClosedForSome() {
        var ground = Closure.Ground.Stretch.at(Room.MARKET.point());
        room.done(limit(ground, Optional.of(40), List.of("heavy-appliance")));

        Closure closure = room.desk.board().closureList().getFirst();
        assertThat(closure.terms().speedPercent()).contains(40);
        assertThat(closure.appliesTo(org.tocsin.road.Profile.HEAVY)).isTrue();
        assertThat(closure.appliesTo(org.tocsin.road.Profile.EMERGENCY)).isFalse();
        room.done(new Request.Undo(room.lastRequest()));
        assertThat(room.desk.board().closureList()).isEmpty();
        assertThat(room.refused(limit(ground, Optional.empty(), List.of())))
                .isEqualTo("Neither a speed nor profiles are given: close the road instead.");
    }

    private static Request limit(
            Closure.Ground ground, Optional<Integer> percent, List<String> profiles) {
        return new Request.LimitRoad(
                ground, percent, profiles, Optional.empty(), Optional.empty(), "snow");
    }

    @Test
    void aFloodGrowsAndTheRecordSaysWhoAndWhy() {
        Closure.Ground small = square(0.001);
        Closure.Ground large = square(0.002);
        room.done(new Request.CloseRoad(small, Optional.empty(), Optional.empty(), "flood"));
        long version = room.desk.board().closuresVersion();

        room.done(new Request.AmendClosure("C1", large, Optional.empty(), "the water rises"));

        Closure closure = room.desk.board().closureList().getFirst();
        assertThat(closure.ground()).isEqualTo(large);
        assertThat(closure.reason()).isEqualTo("flood; changed: the water rises");
        assertThat(room.desk.board().closuresVersion()).isGreaterThan(version);
        assertThat(room.refused(new Request.AmendClosure("C1", large, Optional.empty(), "again")))
                .isEqualTo("C1 is like that already.");
        assertThat(room.refused(new Request.AmendClosure("C9", large, Optional.empty(), "x")))
                .isEqualTo("There is no closure C9.");
        room.done(new Request.AmendClosure("C1", square(0.003), Optional.empty(), "more"));
        room.done(new Request.Undo(room.lastRequest()));
        assertThat(room.desk.board().closureList().getFirst().ground()).isEqualTo(large);
    }

    private static Closure.Ground square(double size) {
        Point corner = Room.MARKET.point();
        return new Closure.Ground.Within(
                new org.tocsin.place.Area(
                        List.of(
                                corner,
                                new Point(corner.latitude() + size, corner.longitude()),
                                new Point(corner.latitude(), corner.longitude() + size))));
    }

    @Test
    void aHazardIsNotedAndEndsByItself() {
        Outcome.Done done =
                room.done(
                        new Request.NoteHazard(
                                Room.MARKET,
                                200,
                                "gas in the air",
                                Optional.of(room.now.plusSeconds(60))));

        assertThat(done.hazard()).contains("H1");
        room.pass(Duration.ofMinutes(1));
        assertThat(room.desk.board().hazards()).isEmpty();
    }

    @Test
    void aDrawingIsForAllAndCanBeErasedOnce() {
        Point there = Room.MARKET.point();
        var points = List.of(there, new Point(there.latitude() + 0.001, there.longitude()));

        room.done(new Request.Draw(Drawing.Shape.LINE, points, " cordon "));
        Drawing drawn =
                room.desk.board().drawings().values().stream().findFirst().orElseThrow().drawing();

        assertThat(drawn)
                .isEqualTo(new Drawing("G1", Drawing.Shape.LINE, points, "cordon", room.now));
        room.done(new Request.Erase("G1"));
        assertThat(room.desk.board().drawings()).isEmpty();
        assertThat(room.refused(new Request.Erase("G1"))).isEqualTo("There is no drawing G1.");
        room.done(new Request.Draw(Drawing.Shape.TEXT, List.of(there), "water"));
        assertThat(room.desk.board().drawings()).containsOnlyKeys("G2");
        assertThatThrownBy(() -> new Request.Draw(Drawing.Shape.AREA, points, ""))
                .hasMessage("AREA has 2 points, expected 3 to 500");
        assertThatThrownBy(() -> new Request.Draw(Drawing.Shape.TEXT, List.of(there), " "))
                .hasMessage("TEXT has no label, expected what it says");
    }

    @Test
    void drawingsHaveALimit() {
        var here = List.of(Room.MARKET.point());
        for (int i = 0; i < Board.MAX_DRAWINGS; i++) {
            room.done(new Request.Draw(Drawing.Shape.TEXT, here, "x"));
        }

        assertThat(room.refused(new Request.Draw(Drawing.Shape.TEXT, here, "x")))
                .isEqualTo("1000 drawings are on the map, the most there may be; erase some.");
    }

    @Test
    void whatDoesNotExistIsSaid() {
        String fire = room.call("FIRE");

        assertThat(room.refused(new Request.ChangeType(fire, "FLOOD")))
                .isEqualTo("There is no incident type FLOOD.");
        assertThat(room.refused(new Request.AddNote("26-9", "x")))
                .isEqualTo("There is no incident 26-9.");
        assertThat(room.refused(Room.say("X9", ON_SCENE))).isEqualTo("There is no unit X9.");
        assertThat(room.refused(new Request.Close(fire, "GONE")))
                .isEqualTo("There is no disposition GONE.");
        assertThat(room.refused(new Request.HandOver(fire, "9"))).isEqualTo("There is no desk 9.");
        assertThat(room.refused(new Request.Undo("never")))
                .isEqualTo("Nothing is known of a request never; it may be too long ago.");
    }
}
