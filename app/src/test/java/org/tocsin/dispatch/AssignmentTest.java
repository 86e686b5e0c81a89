package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.incident.AssignmentState.ACKNOWLEDGED;
import static org.tocsin.incident.AssignmentState.AT_DESTINATION;
import static org.tocsin.incident.AssignmentState.CANCELLED;
import static org.tocsin.incident.AssignmentState.CLEARED;
import static org.tocsin.incident.AssignmentState.DISPATCHED;
import static org.tocsin.incident.AssignmentState.EN_ROUTE;
import static org.tocsin.incident.AssignmentState.EXCHANGED;
import static org.tocsin.incident.AssignmentState.ON_SCENE;
import static org.tocsin.incident.AssignmentState.PREEMPTED;
import static org.tocsin.incident.AssignmentState.QUEUED;
import static org.tocsin.incident.AssignmentState.TRANSPORTING;

import org.junit.jupiter.api.Test;
import org.tocsin.incident.Incident;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The work of units: where the open systems of today fail their users most. */
class AssignmentTest {
    private final Room room = new Room();

    @Test
    void aUnitGoesThroughItsWholeWork() {
        String fall = room.call("FALL");

        room.dispatch(fall, "M1");
        room.status("M1", ACKNOWLEDGED, EN_ROUTE, ON_SCENE);
        room.done(
                new Request.Status(
                        "M1", TRANSPORTING, Optional.empty(), Optional.empty(), Optional.of("H")));
        assertThat(room.status("M1")).isEqualTo(UnitStatus.TRANSPORTING);
        assertThat(room.assignment(fall, "M1").destination()).contains("H");
        room.status("M1", AT_DESTINATION, CLEARED);

        assertThat(room.status("M1")).isEqualTo(UnitStatus.AVAILABLE);
        assertThat(room.incident(fall).state()).isEqualTo(Incident.State.WORKED);
        room.done(new Request.Close(fall, "DONE"));
        assertThat(room.incident(fall).state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void aCommittedUnitIsNotSentTwice() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");

        assertThat(room.refused(new Request.Dispatch(fall, List.of("E1"), Optional.empty())))
                .isEqualTo("E1 is dispatched at 26-1; queue, pre-empt, divert or exchange it.");
        assertThat(room.refused(new Request.Dispatch(fire, List.of("E1"), Optional.empty())))
                .isEqualTo("E1 is already dispatched at 26-1.");
    }

    @Test
    void oneUnitThatCannotGoStopsTheWholeDispatch() {
        String fire = room.call("FIRE");
        room.offDuty("E2");

        assertThat(room.refused(new Request.Dispatch(fire, List.of("E1", "E2"), Optional.empty())))
                .isEqualTo("E2 is off duty.");
        assertThat(room.status("E1")).isEqualTo(UnitStatus.AVAILABLE);
    }

    @Test
    void aSecondAssignmentLeavesTheStatusOfTheFirstAlone() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");
        room.status("E1", EN_ROUTE, ON_SCENE);

        room.done(new Request.Queue(fall, "E1"));

        assertThat(room.status("E1")).isEqualTo(UnitStatus.ON_SCENE);
        assertThat(room.state(fall, "E1")).isEqualTo(QUEUED);
        assertThat(room.incident(fall).state()).isEqualTo(Incident.State.QUEUED);
        room.status("E1", CLEARED);
        assertThat(room.state(fire, "E1")).isEqualTo(CLEARED);
        assertThat(room.state(fall, "E1")).isEqualTo(DISPATCHED);
        assertThat(room.status("E1")).isEqualTo(UnitStatus.DISPATCHED);
    }

    @Test
    void theMostUrgentOfWhatIsStackedGoesFirst() {
        String first = room.call("FIRE");
        String lift = room.call("LIFT", Room.MILL);
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(first, "M1");
        room.done(new Request.Queue(lift, "M1"));
        room.done(new Request.Queue(fall, "M1"));

        room.status("M1", ON_SCENE, CLEARED);

        assertThat(room.state(fall, "M1")).isEqualTo(DISPATCHED);
        assertThat(room.state(lift, "M1")).isEqualTo(QUEUED);
    }

    @Test
    void queuedOnAFreeUnitItGoesAtOnce() {
        String fall = room.call("FALL");

        room.done(new Request.Queue(fall, "M1"));

        assertThat(room.state(fall, "M1")).isEqualTo(DISPATCHED);
    }

    @Test
    void aMoreUrgentIncidentTakesAUnitAndTheOtherWaitsAgain() {
        String lift = room.call("LIFT");
        room.dispatch(lift, "M1");
        room.status("M1", EN_ROUTE);
        room.now = room.now.plusSeconds(90);
        String fire = room.call("FIRE", Room.MILL);

        room.done(new Request.Preempt(fire, "M1"));

        assertThat(room.state(lift, "M1")).isEqualTo(PREEMPTED);
        assertThat(room.state(fire, "M1")).isEqualTo(DISPATCHED);
        assertThat(room.incident(lift).state()).isEqualTo(Incident.State.WAITING);
        assertThat(room.incident(lift).waitingSince()).contains(room.now);
    }

    @Test
    void whatIsNoLessUrgentIsNotPreemptedButDivertedWithAReason() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");

        assertThat(room.refused(new Request.Preempt(fall, "E1")))
                .isEqualTo(
                        "E1 works on 26-1, priority 1, which is no less urgent than 26-2, priority"
                                + " 3; divert it with a reason.");
        room.done(new Request.Divert(fall, "E1", "passing by"));
        assertThat(room.state(fire, "E1")).isEqualTo(PREEMPTED);
    }

    @Test
    void aUnitWithAPatientAboardIsNotTakenAway() {
        String fall = room.call("FALL");
        room.dispatch(fall, "M1");
        room.status("M1", ON_SCENE, TRANSPORTING);
        String fire = room.call("FIRE", Room.MILL);

        assertThat(room.refused(new Request.Preempt(fire, "M1")))
                .isEqualTo("M1 is transporting at 26-1 and cannot become preempted.");
    }

    @Test
    void anotherUnitTakesOverTheWork() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");
        room.done(new Request.Queue(fall, "E1"));

        room.done(new Request.Exchange(fire, "E1", "E2"));

        assertThat(room.state(fire, "E1")).isEqualTo(EXCHANGED);
        assertThat(room.state(fire, "E2")).isEqualTo(DISPATCHED);
        assertThat(room.state(fall, "E1")).isEqualTo(DISPATCHED);
    }

    @Test
    void oneCrewDoesNotDriveTwoVehicles() {
        String fire = room.call("FIRE");
        String rescue = room.call("FALL", Room.MILL);
        room.dispatch(fire, "L1");

        assertThat(room.refused(new Request.Dispatch(rescue, List.of("B1"), Optional.empty())))
                .isEqualTo("The crew of B1 is at work with L1.");
        room.done(new Request.Queue(rescue, "B1"));
        assertThat(room.state(rescue, "B1")).isEqualTo(QUEUED);
        room.status("L1", ON_SCENE, CLEARED);
        assertThat(room.state(rescue, "B1")).isEqualTo(DISPATCHED);
    }

    @Test
    void whatWasNotOnSceneIsCancelledNotCleared() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", EN_ROUTE);

        assertThat(room.refused(Room.say("E1", CLEARED)))
                .isEqualTo("E1 is en route at 26-1 and cannot become cleared; cancel it instead.");
        room.done(new Request.Cancel(fire, "E1", "false alarm"));
        assertThat(room.state(fire, "E1")).isEqualTo(CANCELLED);
        assertThat(room.incident(fire).state()).isEqualTo(Incident.State.WAITING);
    }

    @Test
    void whatWasOnSceneIsClearedNotCancelled() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", ON_SCENE);

        assertThat(room.refused(new Request.Cancel(fire, "E1", "over")))
                .isEqualTo(
                        "E1 is on scene at 26-1 and cannot become cancelled; it has been on scene:"
                                + " clear it instead.");
    }

    @Test
    void anIncidentWithUnitsAtWorkIsNotClosed() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");

        assertThat(room.refused(new Request.Close(fire, "DONE")))
                .isEqualTo("E1 is still dispatched at 26-1; clear or cancel it first.");
    }

    @Test
    void aReopenedIncidentStaysOpenAndTakesUnits() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", ON_SCENE, CLEARED);
        room.done(new Request.Close(fire, "DONE"));

        room.done(new Request.Reopen(fire, "smoke again"));
        room.dispatch(fire, "E1");
        room.pass(Duration.ofMinutes(1));

        assertThat(room.incident(fire).state()).isEqualTo(Incident.State.DISPATCHED);
        assertThat(room.incident(fire).assignments()).hasSize(2);
    }

    @Test
    void aUnitAtWorkDoesNotGoOffDuty() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");

        assertThat(room.refused(new Request.SetDuty("E1", Duty.OFF_DUTY, Optional.empty())))
                .isEqualTo("E1 is dispatched at 26-1; clear, cancel or exchange that first.");
    }

    @Test
    void aCrewThatCameUponSomethingIsOnSceneAtOnce() {
        Outcome.Done done =
                room.done(
                        new Request.SelfInitiate(
                                "E1",
                                "FIRE",
                                Optional.empty(),
                                Room.MARKET,
                                Optional.of("bin on fire")));

        String id = done.incident().orElseThrow();
        assertThat(room.state(id, "E1")).isEqualTo(ON_SCENE);
        assertThat(room.incident(id).notes()).hasSize(1);
    }

    @Test
    void aBookedIncidentLeavesUnitsAloneUntilItsTime() {
        var booked =
                new Request.TakeCall(
                        Request.CallSource.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Room.MARKET),
                        Optional.of("LIFT"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(room.now.plus(Duration.ofHours(2))));
        String transport = room.done(booked).incident().orElseThrow();

        room.dispatch(transport, "M1");
        room.pass(Duration.ofHours(1));

        assertThat(room.status("M1")).isEqualTo(UnitStatus.AVAILABLE);
        assertThat(room.incident(transport).state()).isEqualTo(Incident.State.SCHEDULED);
        assertThat(room.alarms()).isEmpty();
        room.pass(Duration.ofHours(1));
        assertThat(room.status("M1")).isEqualTo(UnitStatus.DISPATCHED);
        assertThat(room.alarms()).containsExactly(Alarm.Kind.SCHEDULED_DUE);
    }

    @Test
    void aBookedUnitStillGoesToAnythingElse() {
        var booked =
                new Request.TakeCall(
                        Request.CallSource.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Room.MARKET),
                        Optional.of("LIFT"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(room.now.plus(Duration.ofHours(2))));
        room.dispatch(room.done(booked).incident().orElseThrow(), "M1");
        String fire = room.call("FIRE");

        room.dispatch(fire, "M1");
        room.status("M1", ON_SCENE, CLEARED);

        assertThat(room.status("M1")).isEqualTo(UnitStatus.AVAILABLE);
    }

    // --- times ---

    @Test
    void aCrewMaySayLaterWhenItWas() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.now = room.now.plusSeconds(600);
        var then = room.now.minusSeconds(120);

        room.done(
                new Request.Status(
                        "E1", ON_SCENE, Optional.empty(), Optional.of(then), Optional.empty()));

        assertThat(room.assignment(fire, "E1").since()).isEqualTo(then);
        assertThat(
                        room.refused(
                                new Request.Status(
                                        "E1",
                                        CLEARED,
                                        Optional.empty(),
                                        Optional.of(Room.NOON),
                                        Optional.empty())))
                .contains("was on scene only at");
    }

    @Test
    void aCorrectedTimeKeepsTheOrderOfTheSteps() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.now = room.now.plusSeconds(60);
        room.status("E1", EN_ROUTE);
        room.now = room.now.plusSeconds(60);
        room.status("E1", ON_SCENE);
        room.now = room.now.plusSeconds(60);

        room.done(new Request.CorrectTime(fire, "E1", EN_ROUTE, Room.NOON.plusSeconds(30)));

        assertThat(room.assignment(fire, "E1").stages().get(1).at())
                .isEqualTo(Room.NOON.plusSeconds(30));
        assertThat(
                        room.refused(
                                new Request.CorrectTime(
                                        fire, "E1", EN_ROUTE, Room.NOON.plusSeconds(121))))
                .contains("lies after on scene");
        assertThat(
                        room.refused(
                                new Request.CorrectTime(
                                        fire, "E1", ON_SCENE, Room.NOON.plusSeconds(29))))
                .contains("lies before en route");
        assertThat(
                        room.refused(
                                new Request.CorrectTime(
                                        fire, "E1", ON_SCENE, Room.NOON.plusSeconds(500))))
                .contains("lies in the future");
        assertThat(room.refused(new Request.CorrectTime(fire, "E1", CLEARED, Room.NOON)))
                .isEqualTo("E1 was never cleared at 26-1.");
    }

    @Test
    void aTimerFollowsACorrectedTime() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", ACKNOWLEDGED);
        room.status("E1", ON_SCENE);
        room.pass(Duration.ofMinutes(10));
        room.done(new Request.CorrectTime(fire, "E1", ON_SCENE, room.now.minusSeconds(30)));
        room.done(new Request.CheckIn("E1"));

        room.pass(Duration.ofMinutes(19));
        assertThat(room.alarms()).isEmpty();
        room.pass(Duration.ofMinutes(1));
        assertThat(room.alarms()).containsExactly(Alarm.Kind.CHECK_IN);
    }

    // --- undo ---

    @Test
    void anUndoneStatusBringsTheOneBeforeBack() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", EN_ROUTE, ON_SCENE);

        room.undo();

        assertThat(room.status("E1")).isEqualTo(UnitStatus.EN_ROUTE);
        assertThat(room.state(fire, "E1")).isEqualTo(EN_ROUTE);
    }

    @Test
    void anUndoneClearTakesBackWhatItSetInMotion() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");
        room.done(new Request.Queue(fall, "E1"));
        room.status("E1", ON_SCENE, CLEARED);

        room.undo();

        assertThat(room.state(fire, "E1")).isEqualTo(ON_SCENE);
        assertThat(room.state(fall, "E1")).isEqualTo(QUEUED);
        assertThat(room.status("E1")).isEqualTo(UnitStatus.ON_SCENE);
    }

    @Test
    void anUndoneDispatchNeverWas() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1", "E2");

        room.undo();

        assertThat(room.incident(fire).assignments()).isEmpty();
        assertThat(room.status("E1")).isEqualTo(UnitStatus.AVAILABLE);
        room.dispatch(fire, "E1");
    }

    @Test
    void anUndonePreemptionGivesTheUnitBack() {
        String lift = room.call("LIFT");
        room.dispatch(lift, "M1");
        room.status("M1", EN_ROUTE);
        String fire = room.call("FIRE", Room.MILL);
        room.done(new Request.Preempt(fire, "M1"));

        room.undo();

        assertThat(room.state(lift, "M1")).isEqualTo(EN_ROUTE);
        assertThat(room.incident(fire).assignments()).isEmpty();
        assertThat(room.status("M1")).isEqualTo(UnitStatus.EN_ROUTE);
    }

    @Test
    void nothingIsUndoneOnceSomethingWasBuiltOnIt() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        String dispatch = room.lastRequest();
        room.status("E1", EN_ROUTE);

        assertThat(room.refused(new Request.Undo(dispatch)))
                .isEqualTo("E1 is en route at 26-1 now; that cannot be undone any more.");
    }

    @Test
    void anUndoneClearDoesNotGiveAUnitTwoWorks() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", ON_SCENE, CLEARED);
        String clear = room.lastRequest();
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fall, "E1");

        assertThat(room.refused(new Request.Undo(clear)))
                .isEqualTo("E1 is dispatched at 26-2 now; that cannot be undone any more.");
    }

    @Test
    void anUndoIsNotUndone() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.undo();

        assertThat(room.refused(new Request.Undo(room.lastRequest()))).contains("not taken back");
    }

    @Test
    void anUndoneCloseOpensTheIncidentAgain() {
        String fire = room.call("FIRE");
        room.done(new Request.Close(fire, "DONE"));

        room.undo();

        assertThat(room.incident(fire).isOpen()).isTrue();
    }

    // --- what is refused, and what follows by itself ---

    @Test
    void aDispatchNamesOneToAHundredUnits() {
        String fire = room.call("FIRE");

        assertThat(room.refused(new Request.Dispatch(fire, List.of(), Optional.empty())))
                .isEqualTo("0 units were named, expected 1 to 100.");
        assertThat(
                        room.refused(
                                new Request.Dispatch(
                                        fire, Collections.nCopies(101, "E1"), Optional.empty())))
                .isEqualTo("101 units were named, expected 1 to 100.");
        assertThat(
                        room.refused(
                                new Request.Dispatch(
                                        fire, Collections.nCopies(100, "E1"), Optional.empty())))
                .isEqualTo("A unit is named twice.");
    }

    @Test
    void equalPriorityDoesNotPreempt() {
        String first = room.call("FIRE");
        String second = room.call("FIRE", Room.MILL);
        room.dispatch(first, "E1");

        assertThat(room.refused(new Request.Preempt(second, "E1"))).contains("no less urgent");
    }

    @Test
    void aFreeUnitIsDispatchedNotPreempted() {
        String fire = room.call("FIRE");

        assertThat(room.refused(new Request.Preempt(fire, "E1")))
                .isEqualTo("E1 is free; dispatch it.");
        room.dispatch(fire, "E1");
        assertThat(room.refused(new Request.Divert(fire, "E1", "nearer")))
                .isEqualTo("E1 already works on 26-1.");
    }

    @Test
    void aStackedIncidentThatTakesItsUnitGoesOnWithTheSameAssignment() {
        String lift = room.call("LIFT");
        String fire = room.call("FIRE", Room.MILL);
        room.dispatch(lift, "M1");
        room.done(new Request.Queue(fire, "M1"));

        room.done(new Request.Preempt(fire, "M1"));

        assertThat(room.state(fire, "M1")).isEqualTo(DISPATCHED);
        assertThat(room.incident(fire).assignments()).hasSize(1);
    }

    @Test
    void aCrewFreedByItsOtherVehicleGoesWithTheStackedOne() {
        String fire = room.call("FIRE");
        String boat = room.call("FALL", Room.MILL);
        room.dispatch(fire, "L1");
        room.done(new Request.Queue(boat, "B1"));
        room.done(new Request.Cancel(fire, "L1", "not needed"));

        assertThat(room.state(boat, "B1")).isEqualTo(DISPATCHED);
        assertThat(room.incident(boat).assignments()).hasSize(1);
    }

    @Test
    void nothingIsStackedOnAUnitOffDuty() {
        String fire = room.call("FIRE");
        room.offDuty("E1");

        assertThat(room.refused(new Request.Queue(fire, "E1"))).isEqualTo("E1 is off duty.");
        assertThat(room.refused(new Request.Preempt(fire, "E1"))).isEqualTo("E1 is off duty.");
    }

    @Test
    void aUnitHasAtMostFiftyIncidentsStacked() {
        room.dispatch(room.call("FIRE"), "E1");
        for (int i = 0; i < AssignmentVerbs.MAX_QUEUE; i++) {
            room.done(new Request.Queue(room.call("FALL"), "E1"));
        }

        assertThat(room.refused(new Request.Queue(room.call("FALL"), "E1")))
                .isEqualTo("E1 has 50 incidents stacked, the most one may have.");
    }

    @Test
    void aCancelledUnitGoesToWhatIsStackedOnIt() {
        String fire = room.call("FIRE");
        String fall = room.call("FALL", Room.MILL);
        room.dispatch(fire, "E1");
        room.done(new Request.Queue(fall, "E1"));

        room.done(new Request.Cancel(fire, "E1", "false alarm"));

        assertThat(room.state(fall, "E1")).isEqualTo(DISPATCHED);
        assertThat(room.status("E1")).isEqualTo(UnitStatus.DISPATCHED);
    }

    @Test
    void whatOnlyTheDispatcherSaysIsNotReported() {
        room.dispatch(room.call("FIRE"), "E1");

        assertThat(room.refused(Room.say("E1", PREEMPTED)))
                .isEqualTo("A crew does not report preempted; that is the dispatcher's to say.");
        assertThat(room.refused(Room.say("E2", ON_SCENE))).isEqualTo("E2 has no work now.");
        assertThat(room.refused(new Request.Cancel("26-1", "E2", "no")))
                .isEqualTo("E2 is not assigned to 26-1.");
    }

    @Test
    void aDestinationIsOneOfTheCenters() {
        String fall = room.call("FALL");
        room.dispatch(fall, "M1");
        room.status("M1", ON_SCENE);

        assertThat(
                        room.refused(
                                new Request.Status(
                                        "M1",
                                        TRANSPORTING,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("NOWHERE"))))
                .isEqualTo("There is no destination NOWHERE.");
    }

    @Test
    void theLiveAssignmentOfAUnitCountsNotItsOlderOne() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.done(new Request.Cancel(fire, "E1", "not needed"));
        room.dispatch(fire, "E1");
        room.status("E1", EN_ROUTE);

        assertThat(room.state(fire, "E1")).isEqualTo(EN_ROUTE);
        assertThat(room.incident(fire).assignments()).hasSize(2);
        assertThat(room.incident(fire).state()).isEqualTo(Incident.State.EN_ROUTE);
    }

    @Test
    void whatIsOpenIsNotReopenedAndWhoNeverCameHasNoTimes() {
        String fire = room.call("FIRE");

        assertThat(room.refused(new Request.Reopen(fire, "why")))
                .isEqualTo("Incident 26-1 is open.");
        assertThat(room.refused(new Request.CorrectTime(fire, "E1", ON_SCENE, Room.NOON)))
                .isEqualTo("E1 is not assigned to 26-1.");
    }

    @Test
    void nothingMovesAtAClosedIncident() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        room.status("E1", ON_SCENE, CLEARED);
        String clear = room.lastRequest();
        room.done(new Request.Close(fire, "DONE"));

        assertThat(room.refused(new Request.Undo(clear)))
                .isEqualTo("Incident 26-1 is closed; reopen it first.");
        assertThat(room.refused(new Request.Close(fire, "DONE")))
                .isEqualTo("Incident 26-1 is closed; reopen it first.");
    }

    @Test
    void whatWasTakenBackIsNotTakenBackAgain() {
        String fire = room.call("FIRE");
        room.dispatch(fire, "E1");
        String dispatch = room.lastRequest();
        room.undo();

        assertThat(room.refused(new Request.Undo(dispatch)))
                .isEqualTo("That was taken back already at 26-1.");
    }
}
