package org.tocsin.dispatch;

import org.tocsin.incident.AssignmentState;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks of the {@link Desk}: a verb with its operands, as people, crews and
 * neighbouring systems send it. Every change of a center is one of these; their JSON form is the
 * API's (the verb in {@code "verb"}).
 */
public sealed interface Request {
    // --- calls and incidents ---

    /**
     * A call. Opens an incident, or joins one.
     *
     * @param join the incident it belongs to, when the call taker knows; then type, priority and
     *     location may be left out
     * @param priority 1 to 5; the type's own when left out
     * @param scheduledFor when the work is to start, for a booked transport or standby
     */
    record TakeCall(
            CallSource source,
            Optional<String> callerName,
            Optional<String> callerNumber,
            Optional<String> text,
            Optional<Location> location,
            Optional<String> type,
            Optional<Integer> priority,
            Optional<String> join,
            Optional<String> desk,
            Optional<Instant> scheduledFor)
            implements Request {}

    /** Where a call came from. */
    enum CallSource {
        PHONE,
        RADIO,
        SENSOR,
        PARTNER,
        WEB,
        WALK_IN
    }

    /** A crew came upon something: opens an incident with the unit already on scene. */
    record SelfInitiate(
            String unit,
            String type,
            Optional<Integer> priority,
            Location location,
            Optional<String> text)
            implements Request {}

    record ChangeType(String incident, String type) implements Request {}

    /**
     * @param priority 1 (most urgent) to 5
     */
    record ChangePriority(String incident, int priority) implements Request {}

    record CorrectLocation(String incident, Location location) implements Request {}

    /**
     * @param level 1 to 9
     */
    record SetAlarmLevel(String incident, int level) implements Request {}

    /** An answer to a triage question, as the caller gave it. */
    record Answer(String incident, String tree, int version, String question, String answer)
            implements Request {}

    record AddNote(String incident, String text) implements Request {}

    /** Moves a call that came in on its own to the incident it belongs to. */
    record JoinCall(long call, String incident) implements Request {}

    /** Takes calls and units out of an incident into a new one. */
    record Split(
            String incident,
            List<Long> calls,
            List<String> units,
            String type,
            Optional<Integer> priority,
            Location location)
            implements Request {}

    /** Two incidents are one event: everything of {@code incident} goes over to {@code into}. */
    record Merge(String incident, String into) implements Request {}

    record Link(String incident, String with) implements Request {}

    record Unlink(String incident, String with) implements Request {}

    record HandOver(String incident, String toDesk) implements Request {}

    /**
     * @param disposition one of the center's codes
     */
    record Close(String incident, String disposition) implements Request {}

    record Reopen(String incident, String reason) implements Request {}

    /** Somebody outside was told (power company, partner): ticks off a notification of the plan. */
    record Notify(String incident, String whom) implements Request {}

    // --- units and their work ---

    /**
     * Sends units.
     *
     * @param basis the recommendation that was on the screen, when there was one: it goes into the
     *     record with the decision
     */
    record Dispatch(String incident, List<String> units, Optional<Basis> basis)
            implements Request {}

    /** Stacks an incident on a busy unit; it is sent when the unit clears. */
    record Queue(String incident, String unit) implements Request {}

    /** Takes a unit from less urgent work. */
    record Preempt(String incident, String unit) implements Request {}

    /** Takes a unit from other work whatever its urgency, for the reason given. */
    record Divert(String incident, String unit, String reason) implements Request {}

    /** Another unit takes over the work of {@code out}. */
    record Exchange(String incident, String out, String in) implements Request {}

    record Cancel(String incident, String unit, String reason) implements Request {}

    /**
     * The crew, or the dispatcher for it, says how far it is.
     *
     * @param to the new state: ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION or
     *     CLEARED
     * @param incident the unit's active one when left out
     * @param at when it was so, if earlier than now (a radio gap, an offline device)
     * @param destination the hospital or other place, for TRANSPORTING
     */
    record Status(
            String unit,
            AssignmentState to,
            Optional<String> incident,
            Optional<Instant> at,
            Optional<String> destination)
            implements Request {}

    /** Says that a recorded time was wrong; the record keeps both. */
    record CorrectTime(String incident, String unit, AssignmentState state, Instant at)
            implements Request {}

    record SetDuty(String unit, Duty duty, Optional<String> reason) implements Request {}

    record Restrict(String unit, Restriction restriction) implements Request {}

    record Unrestrict(String unit, Restriction restriction) implements Request {}

    /** Moves an idle unit's waiting place. */
    record Relocate(String unit, String station) implements Request {}

    /** Says that a proposed move is not wanted; it is not proposed again for a while. */
    record DismissMoveUp(String unit, String station, Optional<String> reason) implements Request {}

    /** The crew is well: restarts the check-in timer. */
    record CheckIn(String unit) implements Request {}

    /** The way a unit drove, thinned. */
    record RecordTrack(String unit, List<TrackPoint> points) implements Request {}

    /** One point of a track. */
    record TrackPoint(Point point, Instant at) {}

    // --- roads, hazards, alarms ---

    record CloseRoad(
            Closure.Ground ground, Optional<Instant> from, Optional<Instant> until, String reason)
            implements Request {}

    /**
     * Slows a road down, or closes it for some profiles only.
     *
     * @param speedPercent what is left of the usual speed, 5 to 95; empty: closed
     * @param profiles the names of driving profiles; none: all
     */
    record LimitRoad(
            Closure.Ground ground,
            Optional<Integer> speedPercent,
            List<String> profiles,
            Optional<Instant> from,
            Optional<Instant> until,
            String reason)
            implements Request {}

    /**
     * Changes the ground of a closure, or its end.
     *
     * @param until empty: as it was
     */
    record AmendClosure(
            String closure, Closure.Ground ground, Optional<Instant> until, String reason)
            implements Request {}

    record ReopenRoad(String closure) implements Request {}

    /**
     * @param radiusMeters 1 to 50,000
     */
    record NoteHazard(Location location, int radiusMeters, String text, Optional<Instant> until)
            implements Request {}

    record LiftHazard(String hazard) implements Request {}

    /**
     * Draws on the map, for all desks.
     *
     * @param points 2 to {@value Drawing#MAX_POINTS} of a line, 3 or more corners of an area, one
     *     of a text
     * @param label at most {@value Drawing#MAX_TEXT} characters; a text needs one
     */
    record Draw(Drawing.Shape shape, List<Point> points, String label) implements Request {
        public Draw {
            points = List.copyOf(points);
            if (points.size() < shape.leastPoints || points.size() > shape.mostPoints()) {
                throw new IllegalArgumentException(
                        "%s has %d points, expected %d to %d"
                                .formatted(
                                        shape,
                                        points.size(),
                                        shape.leastPoints,
                                        shape.mostPoints()));
            }
            if (shape == Drawing.Shape.TEXT && label.isBlank()) {
                throw new IllegalArgumentException("TEXT has no label, expected what it says");
            }
        }
    }

    record Erase(String drawing) implements Request {}

    record AcknowledgeAlarm(long alarm) implements Request {}

    // --- the record ---

    /** Takes back everything the request with this id did, where nothing was built on it since. */
    record Undo(String request) implements Request {}

    /** Shows what is sealed of an incident, and records who asked and why. */
    record ReadSealed(String incident, String reason) implements Request {}

    /**
     * A photo of the scene, which lies sealed beside the record already.
     *
     * @param sha256 of what is sealed
     * @param bytes of the photo itself
     */
    record AddPhoto(String incident, String sha256, int bytes) implements Request {}

    /** Shows a photo, and records who asked and why. */
    record ReadPhoto(String incident, int photo, String reason) implements Request {}

    /** From now on nobody reads what was sealed of a closed incident: its keys are dropped next. */
    record Forget(String incident) implements Request {}
}
