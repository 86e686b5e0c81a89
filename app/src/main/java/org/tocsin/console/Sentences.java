package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.Entry;
import org.tocsin.road.Profile;
import org.tocsin.unit.UnitEvent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The entries of the record as sentences, without what is sealed. */
final class Sentences {
    private Sentences() {}

    static Rows.LogLine line(Entry entry, Event event) {
        return new Rows.LogLine(
                entry.position(),
                entry.at(),
                entry.actor(),
                incident(event),
                unit(event),
                text(event));
    }

    /** Whether the log shows it: tracks are part of the record, and no news. */
    static boolean isNews(Event event) {
        return !(event instanceof Event.OfUnit(UnitEvent.TrackRecorded _));
    }

    private static @Nullable String incident(Event event) {
        return switch (event) {
            case Event.OfIncident(IncidentEvent e) -> e.incident();
            case Event.OfUnit _ -> null;
            case Event.OfRoom(DispatchEvent.DecisionMade e) -> e.incident();
            case Event.OfRoom(DispatchEvent.AlarmRaised e) -> e.alarm().incident();
            case Event.OfRoom _ -> null;
        };
    }

    private static @Nullable String unit(Event event) {
        return switch (event) {
            case Event.OfUnit(UnitEvent e) -> e.unit();
            case Event.OfIncident(IncidentEvent.UnitAssigned e) -> e.unit();
            case Event.OfIncident(IncidentEvent.AssignmentMoved e) -> e.unit();
            case Event.OfIncident(IncidentEvent.AssignmentStepUndone e) -> e.unit();
            case Event.OfIncident(IncidentEvent.AssignmentTransferred e) -> e.unit();
            case Event.OfIncident(IncidentEvent.TimeCorrected e) -> e.unit();
            case Event.OfIncident _ -> null;
            case Event.OfRoom(DispatchEvent.AlarmRaised e) -> e.alarm().unit().orElse(null);
            case Event.OfRoom(DispatchEvent.MoveUpDismissed e) -> e.unit();
            case Event.OfRoom _ -> null;
        };
    }

    static String text(Event event) {
        return switch (event) {
            case Event.OfIncident(IncidentEvent e) -> ofIncident(e);
            case Event.OfUnit(UnitEvent e) -> ofUnit(e);
            case Event.OfRoom(DispatchEvent e) -> ofRoom(e);
        };
    }

    private static String ofIncident(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.CallTaken e ->
                    "call %d taken (%s)".formatted(e.call(), words(e.source()));
            case IncidentEvent.IncidentOpened e ->
                    "opened as %s, priority %d, at %s%s"
                            .formatted(
                                    e.incidentType(),
                                    e.priority(),
                                    e.location().words(),
                                    e.scheduledFor().map(at -> ", for " + at).orElse(""));
            case IncidentEvent.ScheduleReached _ -> "its time has come";
            case IncidentEvent.CallMoved e ->
                    "call %d moved here from %s".formatted(e.call(), e.from());
            case IncidentEvent.TypeChanged e -> "type is %s, was %s".formatted(e.to(), e.was());
            case IncidentEvent.PriorityChanged e ->
                    "priority is %d, was %d".formatted(e.to(), e.was());
            case IncidentEvent.LocationCorrected e ->
                    "place is %s, was %s".formatted(e.to().words(), e.was().words());
            case IncidentEvent.AlarmLevelSet e ->
                    "alarm level is %d, was %d".formatted(e.to(), e.was());
            case IncidentEvent.QuestionAnswered e ->
                    "triage %s: %s is %s".formatted(e.tree(), e.question(), e.answer());
            case IncidentEvent.NoteAdded _ -> "note added";
            case IncidentEvent.Notified e -> "told: " + e.whom();
            case IncidentEvent.HandedOver e ->
                    "handed over to desk %s from %s".formatted(e.toDesk(), e.fromDesk());
            case IncidentEvent.IncidentsLinked e -> "linked with " + e.with();
            case IncidentEvent.IncidentsUnlinked e -> "no longer linked with " + e.with();
            case IncidentEvent.IncidentClosed e ->
                    "closed: %s%s"
                            .formatted(
                                    e.disposition(),
                                    e.mergedInto().map(i -> ", merged into " + i).orElse(""));
            case IncidentEvent.IncidentReopened e -> "reopened: " + e.reason();
            case IncidentEvent.UnitAssigned e ->
                    "%s %s".formatted(e.unit(), words(e.state().name()));
            case IncidentEvent.AssignmentMoved e -> moved(e);
            case IncidentEvent.AssignmentStepUndone e ->
                    "%s no longer %s: taken back".formatted(e.unit(), words(e.undone().name()));
            case IncidentEvent.AssignmentTransferred e ->
                    "%s goes on here, was at %s".formatted(e.unit(), e.from());
            case IncidentEvent.TimeCorrected e ->
                    "%s was %s at %s, not at %s"
                            .formatted(e.unit(), words(e.state().name()), e.to(), e.was());
            case IncidentEvent.SealedRead e -> "sealed data read: " + e.reason();
            case IncidentEvent.PhotoAdded e -> "photo %d of the scene added".formatted(e.photo());
            case IncidentEvent.PhotoRead e -> "photo %d seen: %s".formatted(e.photo(), e.reason());
            case IncidentEvent.IncidentForgotten _ ->
                    "what was sealed is forgotten: nobody can read it any more";
        };
    }

    private static String moved(IncidentEvent.AssignmentMoved e) {
        String to = e.to() == AssignmentState.TRANSPORTING ? " to " : " at ";
        return "%s %s%s%s"
                .formatted(
                        e.unit(),
                        words(e.to().name()),
                        e.destination().map(d -> to + d).orElse(""),
                        e.reason().map(r -> ": " + r).orElse(""));
    }

    private static String ofUnit(UnitEvent event) {
        return switch (event) {
            case UnitEvent.DutyChanged e ->
                    "%s %s%s"
                            .formatted(
                                    e.unit(),
                                    words(e.to().name()),
                                    e.reason().map(r -> ": " + r).orElse(""));
            case UnitEvent.RestrictionSet e ->
                    "%s restricted: %s".formatted(e.unit(), words(e.restriction().name()));
            case UnitEvent.RestrictionLifted e ->
                    "%s no longer restricted: %s"
                            .formatted(e.unit(), words(e.restriction().name()));
            case UnitEvent.Relocated e ->
                    "%s waits at %s, was at %s".formatted(e.unit(), e.station(), e.was());
            case UnitEvent.CheckedIn e -> "%s is well".formatted(e.unit());
            case UnitEvent.TrackRecorded e ->
                    "%s drove %d points".formatted(e.unit(), e.points().size());
        };
    }

    /** What a closure does and to whom, such as "road at 30% of its speed for heavy-appliance". */
    static String limit(org.tocsin.road.Closure.Terms terms) {
        String what =
                terms.speedPercent()
                        .map(percent -> "road at %d%% of its speed".formatted(percent))
                        .orElse("road closed");
        return terms.profiles().isEmpty()
                ? what
                : what + " for " + String.join(", ", terms.profiles());
    }

    private static String ofRoom(DispatchEvent event) {
        return switch (event) {
            case DispatchEvent.CenterConfigured e ->
                    "configuration: %d units, %d incident types"
                            .formatted(e.center().units().size(), e.center().types().size());
            case DispatchEvent.DrivingConfigured e ->
                    "driving profiles: "
                            + e.driving().all().stream()
                                    .map(Profile::name)
                                    .collect(Collectors.joining(", "));
            case DispatchEvent.DecisionMade e -> decision(e.units(), e.basis());
            case DispatchEvent.RoadClosed e ->
                    "road closed (%s): %s".formatted(e.closure().id(), e.closure().reason());
            case DispatchEvent.RoadLimited e ->
                    "%s (%s): %s"
                            .formatted(limit(e.terms()), e.closure().id(), e.closure().reason());
            case DispatchEvent.ClosureAmended e ->
                    "closure %s changed: %s".formatted(e.closure(), e.reason());
            case DispatchEvent.RoadReopened e -> "road open again (%s)".formatted(e.closure());
            case DispatchEvent.HazardNoted e ->
                    "hazard %s at %s: %s"
                            .formatted(
                                    e.hazard().id(),
                                    e.hazard().location().name(),
                                    e.hazard().text());
            case DispatchEvent.DrawingAdded e ->
                    "drawing %s%s"
                            .formatted(
                                    e.drawing().id(),
                                    e.drawing().text().isEmpty() ? "" : ": " + e.drawing().text());
            case DispatchEvent.DrawingErased e -> "drawing %s erased".formatted(e.drawing());
            case DispatchEvent.HazardLifted e -> "hazard %s is over".formatted(e.hazard());
            case DispatchEvent.AlarmRaised e -> "alarm: " + e.alarm().sentence();
            case DispatchEvent.AlarmAcknowledged e -> "alarm %d seen".formatted(e.alarm());
            case DispatchEvent.MoveUpDismissed e ->
                    "move of %s to %s not wanted%s"
                            .formatted(
                                    e.unit(),
                                    e.station(),
                                    e.reason().map(r -> ": " + r).orElse(""));
            case DispatchEvent.RequestUndone e ->
                    "undone: entries %d to %d".formatted(e.first(), e.last());
        };
    }

    private static String decision(List<String> units, Optional<org.tocsin.dispatch.Basis> basis) {
        String chosen = String.join(", ", units);
        if (basis.isEmpty()) return "decided on " + chosen;
        List<String> proposed = basis.get().recommendation().toDispatch();
        return proposed.equals(units)
                ? "decided on %s, as recommended".formatted(chosen)
                : "decided on %s; recommended were %s"
                        .formatted(chosen, String.join(", ", proposed));
    }

    static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
