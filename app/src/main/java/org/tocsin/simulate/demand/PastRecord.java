package org.tocsin.simulate.demand;

import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a center's record says to the lab: type, priority, time and place of each incident, and
 * which roads were closed when. Nothing else is kept: no names, no words, no callers, no units. It
 * hears the events in order; whoever reads the record hands them over. For one thread.
 */
public final class PastRecord {
    /** The events it heeds, by name; others need not be read. */
    public static final Set<String> HEEDED =
            Set.of(
                    "IncidentOpened",
                    "TypeChanged",
                    "PriorityChanged",
                    "LocationCorrected",
                    "IncidentClosed",
                    "IncidentReopened",
                    "RoadClosed",
                    "RoadLimited",
                    "ClosureAmended",
                    "RoadReopened");

    private final String name;
    private final Map<String, Seen> incidents = new LinkedHashMap<>();
    private final Set<String> merged = new HashSet<>();
    private final Map<String, Closure> closed = new LinkedHashMap<>();
    private final List<Closure> before = new ArrayList<>();

    /** An incident as it was known at last. */
    record Seen(String incident, Instant at, String type, int priority, Point point) {}

    /**
     * @param name of the record, for messages
     */
    public PastRecord(String name) {
        this.name = name;
    }

    /**
     * @param at when it was recorded
     */
    public void take(Instant at, Event event) {
        switch (event) {
            case Event.OfIncident(IncidentEvent.IncidentOpened e) -> open(e);
            case Event.OfIncident(IncidentEvent.TypeChanged e) ->
                    change(
                            e.incident(),
                            s -> new Seen(s.incident, s.at, e.to(), s.priority, s.point));
            case Event.OfIncident(IncidentEvent.PriorityChanged e) ->
                    change(e.incident(), s -> new Seen(s.incident, s.at, s.type, e.to(), s.point));
            case Event.OfIncident(IncidentEvent.LocationCorrected e) -> {
                Point to = e.to().point();
                change(e.incident(), s -> new Seen(s.incident, s.at, s.type, s.priority, to));
            }
            case Event.OfIncident(IncidentEvent.IncidentClosed e) -> {
                if (e.mergedInto().isPresent()) merged.add(e.incident());
            }
            case Event.OfIncident(IncidentEvent.IncidentReopened e) -> merged.remove(e.incident());
            case Event.OfRoom(DispatchEvent.RoadClosed e) ->
                    closed.put(e.closure().id(), e.closure());
            case Event.OfRoom(DispatchEvent.RoadLimited e) ->
                    closed.put(e.closure().id(), e.closure().on(e.terms()));
            case Event.OfRoom(DispatchEvent.ClosureAmended e) -> amend(at, e);
            case Event.OfRoom(DispatchEvent.RoadReopened e) -> end(at, e.closure());
            case Event.OfIncident _, Event.OfRoom _, Event.OfUnit _ -> {}
        }
    }

    private void open(IncidentEvent.IncidentOpened e) {
        if (incidents.size() >= DemandFile.MAX_ROWS) {
            throw new LabInput(
                    "%s holds more incidents, expected at most %d"
                            .formatted(name, DemandFile.MAX_ROWS));
        }
        Instant at = e.scheduledFor().orElse(e.at());
        Point point = e.location().point();
        var seen = new Seen(e.incident(), at, e.incidentType(), e.priority(), point);
        incidents.put(e.incident(), seen);
    }

    private void change(String incident, UnaryOperator<Seen> how) {
        incidents.computeIfPresent(incident, (_, seen) -> how.apply(seen));
    }

    /** On other ground it is another closure from then on. */
    private void amend(Instant at, DispatchEvent.ClosureAmended change) {
        Closure was = closed.remove(change.closure());
        if (was == null) return;
        boolean moved = !was.ground().equals(change.ground());
        if (moved) cut(at, was);
        Instant from = moved && at.isAfter(was.from()) ? at : was.from();
        if (change.until().isPresent() && !change.until().get().isAfter(from)) return;
        closed.put(
                was.id(),
                new Closure(
                        was.id(),
                        change.ground(),
                        from,
                        change.until(),
                        was.reason(),
                        was.terms()));
    }

    private void end(Instant at, String closure) {
        Closure was = closed.remove(closure);
        if (was != null) cut(at, was);
    }

    private void cut(Instant at, Closure was) {
        if (!at.isAfter(was.from())) return; // Lifted before it began.
        Instant until = was.until().filter(end -> end.isBefore(at)).orElse(at);
        before.add(
                new Closure(
                        was.id(),
                        was.ground(),
                        was.from(),
                        Optional.of(until),
                        was.reason(),
                        was.terms()));
    }

    String name() {
        return name;
    }

    /** When the first incident was; empty if there was none. */
    public Optional<Instant> first() {
        return incidents().stream().map(Seen::at).findFirst();
    }

    /** By time; what was merged into another is that other's. */
    List<Seen> incidents() {
        return incidents.values().stream()
                .filter(each -> !merged.contains(each.incident()))
                .sorted(Comparator.comparing(Seen::at))
                .toList();
    }

    /** By their beginning, each for the time in which it held. */
    List<Closure> closures() {
        return Stream.concat(before.stream(), closed.values().stream())
                .sorted(Comparator.comparing(Closure::from).thenComparing(Closure::id))
                .toList();
    }
}
