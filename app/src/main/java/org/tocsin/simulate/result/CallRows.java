package org.tocsin.simulate.result;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Point;
import org.tocsin.simulate.table.Csv;
import org.tocsin.simulate.table.Table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One run, call by call: a row is written when an incident closes, so that only open ones are held
 * in memory. The legs up to the arrival are those of the unit that came first and add up to the
 * response. For one thread.
 */
public final class CallRows {
    /** docs/lab/calls.md says what each means. */
    static final List<String> COLUMNS =
            List.of(
                    "replication",
                    "policy",
                    "number",
                    "time",
                    "type",
                    "priority",
                    "area",
                    "latitude",
                    "longitude",
                    "units",
                    "call_taking_s",
                    "dispatch_s",
                    "turnout_s",
                    "travel_s",
                    "on_scene_s",
                    "transport_s",
                    "handover_s",
                    "response_s",
                    "late");

    private static final String UNKNOWN = "";

    private final Center center;
    private final Areas areas;
    private final String policy;
    private final int replication;
    private final Instant from;
    private final Writer out;
    private final Map<String, Trail> open = new LinkedHashMap<>();

    /** What is known of an incident so far. */
    private static final class Trail {
        private final IncidentEvent.IncidentOpened opened;
        private Duration callTaking = Duration.ZERO;
        private final Set<String> units = new LinkedHashSet<>();
        private final Map<Long, Map<AssignmentState, Instant>> steps = new LinkedHashMap<>();

        Trail(IncidentEvent.IncidentOpened opened) {
            this.opened = opened;
        }

        /** The steps of whoever reached this state first; none if nobody did. */
        Map<AssignmentState, Instant> firstTo(AssignmentState state) {
            Map<AssignmentState, Instant> first = Map.of();
            for (Map<AssignmentState, Instant> each : steps.values()) {
                Instant at = each.get(state);
                Instant least = first.get(state);
                if (at != null && (least == null || at.isBefore(least))) first = each;
            }
            return first;
        }
    }

    /**
     * @param from incidents opened before are not written
     */
    CallRows(Center center, String policy, int replication, Instant from, Writer out) {
        this.center = center;
        areas = new Areas(center);
        this.policy = policy;
        this.replication = replication;
        this.from = from;
        this.out = out;
    }

    static String header() {
        return String.join(",", COLUMNS) + "\n";
    }

    public void rang(String incident, Duration callTaking) {
        Trail trail = open.get(incident);
        if (trail != null) {
            trail.callTaking = callTaking;
        }
    }

    public void take(Event event) {
        switch (event) {
            case Event.OfIncident(IncidentEvent.IncidentOpened e) -> {
                if (!e.at().isBefore(from)) open.put(e.incident(), new Trail(e));
            }
            case Event.OfIncident(IncidentEvent.UnitAssigned e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.state(), e.at());
            case Event.OfIncident(IncidentEvent.AssignmentMoved e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.to(), e.at());
            case Event.OfIncident(IncidentEvent.IncidentClosed e) -> {
                Trail trail = open.remove(e.incident());
                if (trail != null) write(trail);
            }
            case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
        }
    }

    private void moved(
            long assignment, String incident, String unit, AssignmentState to, Instant at) {
        Trail trail = open.get(incident);
        if (trail == null) return;
        if (to == AssignmentState.DISPATCHED) trail.units.add(unit);
        trail.steps
                .computeIfAbsent(assignment, _ -> new EnumMap<>(AssignmentState.class))
                .putIfAbsent(to, at);
    }

    /** Writes what is still open, as far as it came. */
    void end() {
        open.values().forEach(this::write);
        open.clear();
    }

    private void write(Trail trail) {
        try {
            out.write(Table.line(row(trail)));
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the calls cannot be written", e);
        }
    }

    private List<Object> row(Trail trail) {
        IncidentEvent.IncidentOpened opened = trail.opened;
        Point point = opened.location().point();
        Map<AssignmentState, Instant> first = trail.firstTo(AssignmentState.ON_SCENE);
        Map<AssignmentState, Instant> taken = trail.firstTo(AssignmentState.TRANSPORTING);
        Instant sent = first.get(AssignmentState.DISPATCHED);
        Instant left = first.get(AssignmentState.EN_ROUTE);
        Instant there = first.get(AssignmentState.ON_SCENE);
        Instant answered = opened.at().plus(trail.callTaking);
        Instant done =
                first.getOrDefault(
                        AssignmentState.TRANSPORTING, first.get(AssignmentState.CLEARED));
        Instant away = taken.get(AssignmentState.TRANSPORTING);
        Instant delivered = taken.get(AssignmentState.AT_DESTINATION);
        var row = new ArrayList<Object>();
        row.add((long) replication + 1);
        row.add(policy);
        row.add(opened.incident());
        row.add(opened.at());
        row.add(opened.incidentType());
        row.add((long) opened.priority());
        row.add(areas.of(point));
        row.add(degrees(point.latitude()));
        row.add(degrees(point.longitude()));
        row.add(String.join(" ", trail.units));
        row.add(seconds(opened.at(), answered));
        row.add(seconds(answered, sent));
        row.add(seconds(sent, left));
        row.add(seconds(left, there));
        row.add(seconds(there, done));
        row.add(seconds(away, delivered));
        row.add(seconds(delivered, taken.get(AssignmentState.CLEARED)));
        row.add(seconds(opened.at(), there));
        row.add(isLate(opened, there) ? 1L : 0L);
        return row;
    }

    private boolean isLate(IncidentEvent.IncidentOpened opened, @Nullable Instant there) {
        Duration target = center.targets().of(opened.priority()).arrival();
        return there == null || there.isAfter(opened.at().plus(target));
    }

    private static String degrees(double value) {
        return Csv.number(value, 6);
    }

    /** Empty where the one or the other did not come to pass. */
    private static Object seconds(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) return UNKNOWN;
        return Duration.between(from, Objects.requireNonNull(to)).toMillis() / 1000.0;
    }
}
