package org.tocsin.incident;

import org.tocsin.place.Location;

import java.time.Instant;
import java.util.Optional;

/**
 * What happened to calls, incidents and assignments. The journal keeps these for ever: never edit a
 * published one, add another beside it.
 */
public sealed interface IncidentEvent {
    /** The incident it is about. */
    String incident();

    /**
     * A call came and belongs to this incident.
     *
     * @param source PHONE, RADIO, SENSOR, PARTNER, WEB or WALK_IN
     * @param sealed the caller's name, number and words
     */
    record CallTaken(
            long call,
            String incident,
            String source,
            Optional<Location> location,
            Optional<String> sealed)
            implements IncidentEvent {}

    /**
     * @param origin why it was opened
     * @param scheduledFor when work starts, for one that was booked
     */
    record IncidentOpened(
            String incident,
            Origin origin,
            String incidentType,
            int priority,
            Location location,
            String desk,
            Instant at,
            Optional<Instant> scheduledFor)
            implements IncidentEvent {}

    /** How an incident came about. */
    enum Origin {
        CALL,
        SELF_INITIATED,
        SPLIT
    }

    /** A booked incident's time has come: from now on it waits like any other. */
    record ScheduleReached(String incident, Instant at) implements IncidentEvent {}

    record CallMoved(long call, String incident, String from) implements IncidentEvent {}

    record TypeChanged(String incident, String to, String was) implements IncidentEvent {}

    record PriorityChanged(String incident, int to, int was) implements IncidentEvent {}

    record LocationCorrected(String incident, Location to, Location was) implements IncidentEvent {}

    record AlarmLevelSet(String incident, int to, int was) implements IncidentEvent {}

    record QuestionAnswered(
            String incident, String tree, int version, String question, String answer, Instant at)
            implements IncidentEvent {}

    record NoteAdded(String incident, String sealed) implements IncidentEvent {}

    record Notified(String incident, String whom, Instant at) implements IncidentEvent {}

    record HandedOver(String incident, String toDesk, String fromDesk) implements IncidentEvent {}

    record IncidentsLinked(String incident, String with) implements IncidentEvent {}

    record IncidentsUnlinked(String incident, String with) implements IncidentEvent {}

    /**
     * @param mergedInto the incident that goes on with its work, when it was merged
     */
    record IncidentClosed(
            String incident, String disposition, Optional<String> mergedInto, Instant at)
            implements IncidentEvent {}

    record IncidentReopened(String incident, String reason) implements IncidentEvent {}

    /**
     * @param state QUEUED, DISPATCHED, or ON_SCENE for what a crew came upon
     */
    record UnitAssigned(
            long assignment,
            String incident,
            String unit,
            AssignmentState state,
            Optional<String> slot,
            Instant at)
            implements IncidentEvent {}

    /**
     * @param at when it was so; may lie before the time of recording
     * @param destination where to, for TRANSPORTING
     * @param reason what the dispatcher gave for a cancellation or diversion, in a word or two
     */
    record AssignmentMoved(
            long assignment,
            String incident,
            String unit,
            AssignmentState to,
            AssignmentState was,
            Instant at,
            Optional<String> destination,
            Optional<String> reason)
            implements IncidentEvent {}

    /** The last step of an assignment was taken back; without steps left it never was. */
    record AssignmentStepUndone(
            long assignment, String incident, String unit, AssignmentState undone)
            implements IncidentEvent {}

    /** The assignment goes on under another incident (split, merge). */
    record AssignmentTransferred(long assignment, String incident, String unit, String from)
            implements IncidentEvent {}

    record TimeCorrected(
            long assignment,
            String incident,
            String unit,
            AssignmentState state,
            Instant to,
            Instant was)
            implements IncidentEvent {}

    /** Somebody was shown what is sealed. */
    record SealedRead(String incident, String reason) implements IncidentEvent {}

    /**
     * A photo of the scene came. Itself it lies sealed beside the record.
     *
     * @param photo counts up from 1 in the incident
     * @param sha256 of what is sealed, as hexadecimal digits: proves which photo it was, and says
     *     nothing of what is on it
     * @param bytes of the photo before it was sealed
     */
    record PhotoAdded(String incident, int photo, String sha256, int bytes)
            implements IncidentEvent {}

    /** Somebody was shown a photo. */
    record PhotoRead(String incident, int photo, String reason) implements IncidentEvent {}

    /** From now on nobody can read what was sealed of it: words, notes, photos. */
    record IncidentForgotten(String incident) implements IncidentEvent {}
}
