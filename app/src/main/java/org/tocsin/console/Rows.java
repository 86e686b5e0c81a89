package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Given;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.UnitStatus;

import java.time.Instant;
import java.util.List;

/** The lines of the lists on a screen, as they go over the wire. */
final class Rows {
    private Rows() {}

    /** How far an incident is: what the queue shows. */
    record IncidentRow(
            String id,
            String type,
            String typeName,
            int priority,
            String place,
            Point point,
            org.tocsin.incident.Incident.State state,
            Instant openedAt,
            @Nullable Instant dueAt,
            boolean overdue,
            List<String> units,
            List<String> queued,
            int calls,
            String desk,
            int alarmLevel,
            @Nullable Instant scheduledFor,
            @Nullable Instant closedAt,
            @Nullable String disposition,
            List<String> links,
            @Nullable Double uncertaintyMeters,
            @Nullable Given given) {}

    /**
     * A unit.
     *
     * @param index its place in positions
     * @param eta when it will be there, while it drives
     * @param etaEarliest the same at best, where its goal is uncertain and that matters
     * @param etaLatest the same at worst
     * @param crewBusyWith the other unit its crew is out with
     * @param checkInDue by when the crew on scene must be heard again
     */
    record UnitRow(
            int index,
            String callSign,
            String agency,
            String station,
            UnitStatus status,
            Instant since,
            @Nullable String incident,
            List<String> queue,
            @Nullable String destination,
            @Nullable Instant eta,
            @Nullable Instant etaEarliest,
            @Nullable Instant etaLatest,
            Duty duty,
            @Nullable String reason,
            List<Restriction> restrictions,
            @Nullable String crew,
            @Nullable String crewBusyWith,
            @Nullable Instant checkInDue,
            Point point,
            Instant pointAt,
            @Nullable Integer heading) {
        /** Positions go their own way: a unit that only moved has not changed. */
        boolean saysTheSameAs(UnitRow other) {
            return equals(
                    new UnitRow(
                            other.index,
                            other.callSign,
                            other.agency,
                            other.station,
                            other.status,
                            other.since,
                            other.incident,
                            other.queue,
                            other.destination,
                            other.eta,
                            other.etaEarliest,
                            other.etaLatest,
                            other.duty,
                            other.reason,
                            other.restrictions,
                            other.crew,
                            other.crewBusyWith,
                            other.checkInDue,
                            point,
                            pointAt,
                            heading));
        }
    }

    /** A timer that ran out. */
    record AlarmRow(
            long id,
            org.tocsin.dispatch.Alarm.Kind kind,
            @Nullable String incident,
            @Nullable String unit,
            String text,
            Instant raisedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy) {}

    /**
     * A closed road, or one that is slower.
     *
     * @param ground stretch, carriageways, named, bridge or within
     * @param speedPercent what is left of the usual speed; none: closed
     * @param profiles the driving profiles it is for; none: all
     * @param lines of latitude and longitude
     */
    record ClosureRow(
            String id,
            String ground,
            String reason,
            String by,
            Instant from,
            @Nullable Instant until,
            @Nullable Integer speedPercent,
            List<String> profiles,
            List<List<double[]>> lines) {}

    /** A danger to crews. */
    record HazardRow(
            String id,
            Location location,
            int radiusMeters,
            String text,
            String by,
            @Nullable Instant until) {}

    /** Something drawn on the map for all desks. */
    record DrawingRow(
            String id,
            org.tocsin.dispatch.Drawing.Shape shape,
            List<Point> points,
            String text,
            String by,
            Instant at) {}

    /** One entry of the record as a sentence. */
    record LogLine(
            long position,
            Instant at,
            String actor,
            @Nullable String incident,
            @Nullable String unit,
            String text) {}

    /** What is no longer on the board. */
    record Removed(
            List<String> incidents,
            List<Long> alarms,
            List<String> closures,
            List<String> hazards,
            List<String> drawings) {
        static final Removed NOTHING =
                new Removed(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The board, or what changed of it.
     *
     * @param full whether it is all of it: what is not named is not there
     */
    record BoardMessage(
            long position,
            Instant at,
            boolean full,
            List<IncidentRow> incidents,
            List<UnitRow> units,
            List<AlarmRow> alarms,
            List<ClosureRow> closures,
            List<HazardRow> hazards,
            List<DrawingRow> drawings,
            Removed removed,
            List<LogLine> log) {}
}
