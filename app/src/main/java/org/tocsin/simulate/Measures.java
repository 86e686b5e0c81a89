package org.tocsin.simulate;

import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Point;
import org.tocsin.unit.UnitEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a record says of response: folded from events, be they of a simulation that runs or of a
 * journal read again. For one thread.
 */
final class Measures {
    private final Map<String, Served> byIncident = new LinkedHashMap<>();
    private final Map<Long, Busy> busy = new HashMap<>();
    private final Map<String, Duration> busyTime = new TreeMap<>();
    private int relocations;
    private int preempted;

    private record Busy(String unit, Instant since) {}

    /**
     * How one incident went.
     *
     * @param dispatched when the first unit was sent, and so on
     */
    record Served(
            String incident,
            String type,
            int priority,
            Point point,
            Instant opened,
            Optional<Instant> dispatched,
            Optional<Instant> enRoute,
            Optional<Instant> onScene,
            Optional<String> firstUnit) {

        Optional<Duration> response() {
            return onScene.map(at -> Duration.between(opened, at));
        }

        private Served dispatchedAt(Instant at) {
            return dispatched.isPresent() ? this : with(Optional.of(at), enRoute);
        }

        private Served enRouteAt(Instant at) {
            return enRoute.isPresent() ? this : with(dispatched, Optional.of(at));
        }

        private Served with(Optional<Instant> sent, Optional<Instant> left) {
            return new Served(
                    incident, type, priority, point, opened, sent, left, onScene, firstUnit);
        }

        private Served onSceneAt(Instant at, String unit) {
            if (onScene.isPresent()) return this;
            return new Served(
                    incident,
                    type,
                    priority,
                    point,
                    opened,
                    dispatched,
                    enRoute,
                    Optional.of(at),
                    Optional.of(unit));
        }
    }

    void take(Event event) {
        switch (event) {
            case Event.OfIncident(IncidentEvent.IncidentOpened e) ->
                    byIncident.put(
                            e.incident(),
                            new Served(
                                    e.incident(),
                                    e.incidentType(),
                                    e.priority(),
                                    e.location().point(),
                                    e.at(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()));
            case Event.OfIncident(IncidentEvent.UnitAssigned e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.state(), e.at());
            case Event.OfIncident(IncidentEvent.AssignmentMoved e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.to(), e.at());
            case Event.OfUnit(UnitEvent.Relocated _) -> relocations++;
            case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
        }
    }

    private void moved(
            long assignment, String incident, String unit, AssignmentState to, Instant at) {
        switch (to) {
            case DISPATCHED -> {
                byIncident.computeIfPresent(incident, (_, s) -> s.dispatchedAt(at));
                busy.put(assignment, new Busy(unit, at));
            }
            case EN_ROUTE -> byIncident.computeIfPresent(incident, (_, s) -> s.enRouteAt(at));
            case ON_SCENE -> byIncident.computeIfPresent(incident, (_, s) -> s.onSceneAt(at, unit));
            case CLEARED, CANCELLED, EXCHANGED -> free(assignment, at);
            case PREEMPTED -> {
                preempted++;
                free(assignment, at);
            }
            case QUEUED, ACKNOWLEDGED, TRANSPORTING, AT_DESTINATION -> {}
        }
    }

    private void free(long assignment, Instant at) {
        Busy was = busy.remove(assignment);
        if (was != null)
            busyTime.merge(was.unit(), Duration.between(was.since(), at), Duration::plus);
    }

    /** In the order they were opened. */
    List<Served> served() {
        return new ArrayList<>(byIncident.values());
    }

    /** How long each unit was at work, of work that has ended. */
    Map<String, Duration> busyTime() {
        return busyTime;
    }

    int relocations() {
        return relocations;
    }

    int preempted() {
        return preempted;
    }
}
