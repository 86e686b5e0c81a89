package org.tocsin.dispatch;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.Incident;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Plans;
import org.tocsin.plan.Triage;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Exclusion;
import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Policy;
import org.tocsin.recommend.Recommend;
import org.tocsin.recommend.Release;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.TimeRange;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what a recommendation is made from, on one board at one moment, and has it made. Any
 * thread may ask; the desk's own never does.
 */
public final class Advice {
    /**
     * How long a crew stays at a destination where neither the record nor the center's targets say.
     */
    static final Duration AT_DESTINATION = Duration.ofMinutes(20);

    private final Center center;
    private final Fleet fleet;
    private final TravelTime travel;
    private final DrivingProfiles profiles;
    private final Plans plans;
    private final Map<Profile, List<Integer>> unitsByProfile;
    private final Stays stays = new Stays();

    /** For units that all drive with lights and sirens. */
    public Advice(Center center, Fleet fleet, TravelTime travel) {
        this(center, fleet, travel, DrivingProfiles.STANDARD);
    }

    /**
     * @param profiles those that the record of the boards holds, if it holds any
     */
    public Advice(Center center, Fleet fleet, TravelTime travel, DrivingProfiles profiles) {
        this.center = center;
        this.fleet = fleet;
        this.travel = travel;
        this.profiles = profiles;
        plans = center.plans();
        unitsByProfile = unitsByProfile(center, profiles);
    }

    /** A recommendation and what it was made from, to be kept with the decision. */
    public Basis advise(Board board, String incident, Set<String> excluded, Instant now) {
        Inputs inputs = gather(board, incident, excluded, now);
        return new Basis(inputs, Recommend.rank(inputs));
    }

    /**
     * What the incident's plan needs now, with what triage answers add.
     *
     * @throws org.tocsin.incident.Refused if the board has no such incident
     */
    public Need need(Board board, String incidentId, Instant now) {
        Incident incident = board.incident(incidentId);
        Need need =
                plans.need(
                        incident.type(),
                        incident.priority(),
                        incident.location().point(),
                        now,
                        center.zone(),
                        incident.alarmLevel());
        return need.and(triageCapabilities(incident), "triage");
    }

    private List<String> triageCapabilities(Incident incident) {
        if (incident.answers().isEmpty()) return List.of();
        return incident.answers().stream()
                .flatMap(given -> center.findTriage(given.tree(), given.version()).stream())
                .distinct()
                .map(tree -> Triage.state(tree, IncidentVerbs.answersTo(tree, incident)))
                .flatMap(state -> state.capabilities().stream())
                .distinct()
                .toList();
    }

    /**
     * Everything a recommendation for this incident rests on.
     *
     * @param excluded call signs that the dispatcher does not want
     * @throws org.tocsin.incident.Refused if the board has no such incident
     */
    public Inputs gather(Board board, String incidentId, Set<String> excluded, Instant now) {
        Incident incident = board.incident(incidentId);
        Point place = incident.location().point();
        List<Point> origins = new ArrayList<>();
        for (int i = 0; i < center.units().size(); i++) {
            origins.add(fleet.position(i, board).point());
        }
        var asked = new Asked(board, incident, board.closureList(), excluded, now);
        var drives = drives(place, origins, asked);
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < center.units().size(); i++) {
            Optional<UnitOnBoard> unit = board.findUnit(center.units().get(i).callSign());
            if (unit.isEmpty()) continue;
            candidates.add(asked.candidate(i, unit.get(), origins.get(i), drives.get(i)));
        }
        Times.Source source =
                drives.isEmpty() ? Times.Source.ROAD : drives.getFirst().times().source();
        return new Inputs(
                incidentId,
                incident.priority(),
                now,
                board.position(),
                Long.toString(board.closuresVersion()),
                board.driving().map(Board.Driving::entry),
                source,
                need(board, incidentId, now),
                Policy.STANDARD,
                candidates);
    }

    /**
     * How long the units may drive where the incident's place is uncertain: to the best and to the
     * worst of the roads where it may be.
     *
     * @return by call sign; empty where the place is certain
     * @throws org.tocsin.incident.Refused if the board has no such incident
     */
    public Map<String, TimeRange> ranges(Board board, String incidentId, Instant now) {
        Location location = board.incident(incidentId).location();
        var ranges = new LinkedHashMap<String, TimeRange>();
        if (location.uncertaintyMeters().isEmpty()) return ranges;
        unitsByProfile.forEach(
                (profile, units) -> {
                    List<Optional<TimeRange>> found =
                            travel.ranges(
                                    location.point(),
                                    location.uncertaintyMeters().get(),
                                    units.stream()
                                            .map(i -> fleet.position(i, board).point())
                                            .toList(),
                                    new Conditions(profile, board.closureList(), now));
                    for (int i = 0; i < units.size(); i++) {
                        String callSign = center.units().get(units.get(i)).callSign();
                        found.get(i).ifPresent(range -> ranges.put(callSign, range));
                    }
                });
        return ranges;
    }

    private static Map<Profile, List<Integer>> unitsByProfile(
            Center center, DrivingProfiles profiles) {
        Map<Profile, List<Integer>> unitsOf = new LinkedHashMap<>();
        for (int i = 0; i < center.units().size(); i++) {
            Profile profile = profiles.of(center.units().get(i).callSign());
            unitsOf.computeIfAbsent(profile, _ -> new ArrayList<>()).add(i);
        }
        return unitsOf;
    }

    /** Where among times the time of a unit stands. */
    private record Drive(Times times, int index) {}

    /** The drive of each unit: one question to the roads for all that drive by the same profile. */
    private List<Drive> drives(Point place, List<Point> origins, Asked asked) {
        Drive[] drives = new Drive[origins.size()];
        unitsByProfile.forEach(
                (profile, units) -> {
                    var from = new ArrayList<Point>(units.size());
                    for (int unit : units) from.add(origins.get(unit));
                    Times times = travel.to(place, from, asked.conditions(profile));
                    for (int i = 0; i < units.size(); i++) {
                        drives[units.get(i)] = new Drive(times, i);
                    }
                });
        return List.of(drives);
    }

    /** One question, while its candidates are gathered. */
    private final class Asked {
        private final Board board;
        private final Incident incident;
        private final List<Closure> closures;
        private final Set<String> excluded;
        private final Instant now;

        Asked(
                Board board,
                Incident incident,
                List<Closure> closures,
                Set<String> excluded,
                Instant now) {
            this.board = board;
            this.incident = incident;
            this.closures = closures;
            this.excluded = excluded;
            this.now = now;
        }

        Conditions conditions(Profile profile) {
            return new Conditions(profile, closures, now);
        }

        Candidate candidate(int index, UnitOnBoard unit, Point point, Drive drive) {
            Unit configured = center.units().get(index);
            Optional<Assignment> active = board.activeOf(unit);
            UnitStatus status = Board.statusOf(unit, active);
            return new Candidate(
                    configured.callSign(),
                    unit.station(),
                    point,
                    configured.capabilities(),
                    configured.crew(),
                    status,
                    drive.times().time(drive.index()),
                    drive.times().whyNot(drive.index()),
                    active.map(
                            work ->
                                    work(
                                            work,
                                            status,
                                            point,
                                            conditions(profiles.of(unit.callSign())))),
                    incident.assignmentOf(unit.callSign()).filter(Assignment::isLive).isPresent(),
                    exclusions(configured, unit));
        }

        private org.tocsin.recommend.Work work(
                Assignment active, UnitStatus status, Point point, Conditions conditions) {
            Incident other = board.incident(active.incident());
            boolean withPatient =
                    status == UnitStatus.TRANSPORTING || status == UnitStatus.AT_DESTINATION;
            return new org.tocsin.recommend.Work(
                    other.id(),
                    other.priority(),
                    withPatient,
                    release(active, status, point, conditions));
        }

        /** Only at the end of a transport can it be said when a crew will be free. */
        private Optional<Release> release(
                Assignment active, UnitStatus status, Point point, Conditions conditions) {
            Duration usual =
                    center.targets().findTimeIn(UnitStatus.AT_DESTINATION).orElse(AT_DESTINATION);
            var destination = active.destination().flatMap(center::findDestination);
            String where = destination.map(d -> d.name()).orElse("its destination");
            if (status == UnitStatus.AT_DESTINATION) {
                return stays.left(board, Duration.between(active.since(), now), usual)
                        .map(
                                left ->
                                        new Release(
                                                left,
                                                "clearing at " + where,
                                                drive(point, conditions)));
            }
            if (status != UnitStatus.TRANSPORTING || destination.isEmpty()) {
                return Optional.empty();
            }
            Point end = destination.get().point();
            Optional<Duration> there = travel.to(end, List.of(point), conditions).time(0);
            Optional<Duration> stay = stays.left(board, Duration.ZERO, usual);
            if (there.isEmpty() || stay.isEmpty()) return Optional.empty();
            return Optional.of(
                    new Release(
                            there.get().plus(stay.get()),
                            "transporting to " + where,
                            drive(end, conditions)));
        }

        private Optional<Duration> drive(Point from, Conditions conditions) {
            return travel.to(incident.location().point(), List.of(from), conditions).time(0);
        }

        private Set<Exclusion> exclusions(Unit configured, UnitOnBoard unit) {
            var exclusions = EnumSet.noneOf(Exclusion.class);
            if (excluded.contains(configured.callSign())) exclusions.add(Exclusion.BY_DISPATCHER);
            for (Restriction restriction : unit.restrictions()) {
                switch (restriction) {
                    case LOW_FUEL -> exclusions.add(Exclusion.LOW_FUEL);
                    case CREW_REST -> exclusions.add(Exclusion.CREW_REST);
                    case DISTRICT_ONLY -> {
                        if (!isOwnDistrict(configured)) exclusions.add(Exclusion.OUT_OF_DISTRICT);
                    }
                }
            }
            return exclusions;
        }

        /** A unit's own district is the ground to which its station is its agency's nearest. */
        private boolean isOwnDistrict(Unit unit) {
            Point place = incident.location().point();
            Optional<Station> home = center.findStation(unit.station());
            if (home.isEmpty()) return true;
            double meters = home.get().point().metersTo(place);
            return center.stations().stream()
                    .filter(other -> other.agency().equals(unit.agency()))
                    .allMatch(other -> other.point().metersTo(place) >= meters);
        }
    }
}
