package org.tocsin.simulate.result;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Point;
import org.tocsin.unit.UnitEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a record says of response: folded from events, be they of a simulation that runs or of a
 * journal read again. For one thread.
 */
public final class Measures {
    private @Nullable Listener listener;
    private final Map<String, Trail> byIncident = new LinkedHashMap<>();
    private final Map<Long, Work> working = new HashMap<>();
    private final Map<String, Duration> busyTime = new TreeMap<>();
    private int relocations;
    private int preempted;

    /** Hears of incidents as they end. */
    public interface Listener {
        /**
         * @param served how it went, as far as it came
         * @param callTaking zero where nobody said
         * @param units that were sent, in order
         */
        void ended(Served served, Duration callTaking, Collection<String> units);
    }

    /** What one unit does at one incident, as far as it came. */
    private static final class Work {
        private final String unit;
        private final Instant sent;
        private @Nullable Instant left;
        private @Nullable Instant there;
        private @Nullable Instant loaded;
        private @Nullable Instant delivered;

        Work(String unit, Instant sent) {
            this.unit = unit;
            this.sent = sent;
        }
    }

    /** What is known of one incident so far. */
    private static final class Trail {
        private final IncidentEvent.IncidentOpened opened;
        private @Nullable Instant sent;
        private @Nullable Work first;
        private @Nullable Duration onScene;
        private @Nullable Work taker;
        private @Nullable Duration handover;
        private Duration answering = Duration.ZERO;
        private Duration callTaking = Duration.ZERO;
        private Set<String> units = Set.of();
        private boolean told;

        Trail(IncidentEvent.IncidentOpened opened) {
            this.opened = opened;
        }
    }

    /**
     * How one incident went: the legs are those of the unit that came first, so that they add up.
     *
     * @param answering from the ring to the answer; zero where nobody said
     * @param dispatched when that unit was sent; where nobody came, when the first was
     * @param enRoute when it left
     * @param onSceneFor how long it was there
     * @param transport of the unit that took somebody to a hospital
     * @param handover of the same, restocking included
     */
    public record Served(
            String incident,
            String type,
            int priority,
            Point point,
            Instant opened,
            Duration answering,
            Optional<Instant> dispatched,
            Optional<Instant> enRoute,
            Optional<Instant> onScene,
            Optional<String> firstUnit,
            Optional<Duration> onSceneFor,
            Optional<Duration> transport,
            Optional<Duration> handover) {

        public Optional<Duration> response() {
            return onScene.map(at -> Duration.between(opened, at));
        }

        /** From the ring to the sending of the unit that came first; empty where nobody came. */
        Optional<Duration> dispatching() {
            return onScene.map(_ -> Duration.between(opened, sent()));
        }

        /** From there to driving off. */
        Optional<Duration> turnout() {
            return onScene.map(_ -> Duration.between(sent(), left()));
        }

        /** From there to the scene. */
        Optional<Duration> driving() {
            return onScene.map(there -> Duration.between(left(), there));
        }

        /** Somebody was sent. */
        Instant sent() {
            return dispatched.orElseThrow();
        }

        private Instant left() {
            return enRoute.orElseGet(this::sent);
        }

        /** Reached after the center's target for its priority, or not at all. */
        boolean isLate(Center center) {
            Duration target = center.targets().of(priority).arrival();
            return response().map(time -> time.compareTo(target) > 0).orElse(true);
        }

        private static Served of(Trail trail) {
            IncidentEvent.IncidentOpened opened = trail.opened;
            Optional<Work> first = Optional.ofNullable(trail.first);
            Optional<Work> taker = Optional.ofNullable(trail.taker);
            return new Served(
                    opened.incident(),
                    opened.incidentType(),
                    opened.priority(),
                    opened.location().point(),
                    opened.at(),
                    trail.answering,
                    first.map(work -> work.sent).or(() -> Optional.ofNullable(trail.sent)),
                    first.map(work -> work.left),
                    first.map(work -> work.there),
                    first.map(work -> work.unit),
                    Optional.ofNullable(trail.onScene),
                    taker.map(work -> between(work.loaded, work.delivered)),
                    Optional.ofNullable(trail.handover));
        }
    }

    private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to);
    }

    /** Before events are taken. */
    public void tell(Listener all) {
        listener = all;
    }

    /**
     * The call that an incident was opened by was answered.
     *
     * @param answering how long it rang
     * @param callTaking how long its taking takes from there
     */
    public void answered(String incident, Duration answering, Duration callTaking) {
        Trail trail = byIncident.get(incident);
        if (trail == null) return;
        trail.answering = answering;
        trail.callTaking = callTaking;
    }

    public void take(Event event) {
        switch (event) {
            case Event.OfIncident(IncidentEvent.IncidentOpened e) ->
                    byIncident.put(e.incident(), new Trail(e));
            case Event.OfIncident(IncidentEvent.UnitAssigned e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.state(), e.at());
            case Event.OfIncident(IncidentEvent.AssignmentMoved e) ->
                    moved(e.assignment(), e.incident(), e.unit(), e.to(), e.at());
            case Event.OfIncident(IncidentEvent.IncidentClosed e) -> {
                if (listener != null) ended(byIncident.get(e.incident()), listener);
            }
            case Event.OfUnit(UnitEvent.Relocated _) -> relocations++;
            case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
        }
    }

    private static void ended(@Nullable Trail trail, Listener listener) {
        if (trail == null || trail.told) return;
        trail.told = true;
        listener.ended(Served.of(trail), trail.callTaking, trail.units);
        trail.units = Set.of();
    }

    /** No more events come: those that are still open end as far as they came. */
    public void end() {
        if (listener != null) for (Trail each : byIncident.values()) ended(each, listener);
    }

    private void sent(Trail trail, String unit, Instant at) {
        if (trail.sent == null) trail.sent = at;
        if (listener == null) return;
        if (trail.units.isEmpty()) trail.units = new LinkedHashSet<>();
        trail.units.add(unit);
    }

    private void moved(
            long assignment, String incident, String unit, AssignmentState to, Instant at) {
        Trail trail = byIncident.get(incident);
        if (to == AssignmentState.DISPATCHED) {
            working.put(assignment, new Work(unit, at));
            if (trail != null) sent(trail, unit, at);
        }
        Work work = working.get(assignment);
        if (work == null) return;
        switch (to) {
            case EN_ROUTE -> work.left = at;
            case ON_SCENE -> {
                work.there = at;
                if (trail != null && trail.first == null) trail.first = work;
            }
            case TRANSPORTING -> {
                leftScene(trail, work, at);
                work.loaded = at;
                if (trail != null && trail.taker == null) trail.taker = work;
            }
            case AT_DESTINATION -> work.delivered = at;
            case CLEARED -> {
                leftScene(trail, work, at);
                if (trail != null && trail.taker == work) {
                    trail.handover = between(work.delivered, at);
                }
                free(assignment, work, at);
            }
            case CANCELLED, EXCHANGED -> free(assignment, work, at);
            case PREEMPTED -> {
                preempted++;
                free(assignment, work, at);
            }
            case QUEUED, DISPATCHED, ACKNOWLEDGED -> {}
        }
    }

    private static void leftScene(@Nullable Trail trail, Work work, Instant at) {
        if (trail == null || trail.first != work || trail.onScene != null) return;
        trail.onScene = between(work.there, at);
    }

    private void free(long assignment, Work work, Instant at) {
        working.remove(assignment);
        busyTime.merge(work.unit, Duration.between(work.sent, at), Duration::plus);
    }

    /** In the order they were opened. */
    public List<Served> served() {
        var served = new ArrayList<Served>();
        for (Trail each : byIncident.values()) served.add(Served.of(each));
        return served;
    }

    /** How long each unit was at work, of work that has ended. */
    public Map<String, Duration> busyTime() {
        return busyTime;
    }

    int relocations() {
        return relocations;
    }

    int preempted() {
        return preempted;
    }
}
