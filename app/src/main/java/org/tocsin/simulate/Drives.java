package org.tocsin.simulate;

import static org.tocsin.simulate.Agenda.millis;

import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Fleet;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.Times;
import org.tocsin.road.Trip;
import org.tocsin.unit.Position;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Crews on the roads: how long a drive takes, where who drives is meanwhile, and how they go on
 * when roads are closed. For one thread.
 */
final class Drives {
    private static final double WALKING_METERS_PER_SECOND = 5 / 3.6;

    /** Parts of a way that are looked at for where it ends. */
    private static final int PARTS = 50;

    /** Ways are longer than the straight line by so much; for kilometres and walks only. */
    private static final double WINDING = 1.35;

    private final Town town;
    private final KnownRoads roads;
    private final Desk desk;
    private final Fleet fleet;
    private final Agenda agenda;
    private final Map<Between, Trip> trips = new HashMap<>();

    /** Two fixed places and how one drives from the one to the other. */
    private record Between(int from, int to, String profile) {}

    Drives(Town town, KnownRoads roads, Desk desk, Fleet fleet, Agenda agenda) {
        this.town = town;
        this.roads = roads;
        this.desk = desk;
        this.fleet = fleet;
        this.agenda = agenda;
    }

    /** As they are now. */
    Conditions conditions(Profile profile) {
        return new Conditions(profile, desk.board().closureList(), agenda.instant());
    }

    /** What the crew does after a time, if nobody tells it something else before. */
    void step(Crew crew, long afterMillis, Runnable what) {
        int token = crew.token;
        agenda.in(
                afterMillis,
                () -> {
                    if (crew.token == token) what.run();
                });
    }

    void drive(
            Crew crew, Point to, Profile profile, double factor, long tailMillis, Runnable then) {
        Times times = roads.to(to, List.of(crew.stands), conditions(profile));
        drive(crew, to, profile, 0, times.seconds(0), factor, tailMillis, then);
    }

    /**
     * Sets off.
     *
     * @param seconds expected on the road; empty where none leads there
     */
    void drive(
            Crew crew,
            Point to,
            Profile profile,
            long leadMillis,
            OptionalDouble seconds,
            double factor,
            long tailMillis,
            Runnable then) {
        Conditions conditions = conditions(profile);
        double expected = seconds.orElseGet(() -> onFoot(crew.stands, to, conditions));
        long takes = millis(expected * factor);
        crew.leg =
                new Crew.Leg(
                        crew.stands,
                        to,
                        profile,
                        conditions.closures(),
                        agenda.now(),
                        leadMillis,
                        takes,
                        factor,
                        tailMillis,
                        then);
        crew.trip = null;
        crew.known = null;
        step(crew, leadMillis + takes + tailMillis, then);
    }

    /**
     * Where no road leads any more: along the usual way as near as the roads let it, from there on
     * foot; for who is inside what was closed, on foot to where roads lead on.
     *
     * @return seconds
     */
    private double onFoot(Point from, Point to, Conditions conditions) {
        Optional<Trip> usual =
                roads.trip(from, to, Conditions.open(conditions.profile(), conditions.at()));
        if (usual.isEmpty()) return walkSeconds(from, to);
        for (int part = PARTS - 1; part > 0; part--) {
            Point near = part(usual.get(), part);
            OptionalDouble there = roads.to(near, List.of(from), conditions).seconds(0);
            if (there.isPresent()) return there.getAsDouble() + walkSeconds(near, to);
        }
        for (int part = 1; part < PARTS; part++) {
            Point near = part(usual.get(), part);
            OptionalDouble onward = roads.to(to, List.of(near), conditions).seconds(0);
            if (onward.isPresent()) return walkSeconds(from, near) + onward.getAsDouble();
        }
        return walkSeconds(from, to);
    }

    private static Point part(Trip trip, int part) {
        return trip.at(trip.duration().multipliedBy(part).dividedBy(PARTS));
    }

    private static double walkSeconds(Point from, Point to) {
        return from.metersTo(to) * WINDING / WALKING_METERS_PER_SECOND;
    }

    /**
     * Who is on the way goes on by the fastest way as it is now. A crew whose way has become
     * neither longer nor shorter keeps the time it had.
     *
     * @param before the roads that were closed until now
     */
    void roadsChanged(Crew crew, List<Closure> before) {
        Crew.Leg leg = crew.leg;
        if (leg == null || leg.share(agenda.now()) == 1) return;
        Conditions now = conditions(leg.profile());
        OptionalDouble was =
                roads.to(
                                leg.to(),
                                List.of(where(crew)),
                                new Conditions(leg.profile(), before, now.at()))
                        .seconds(0);
        OptionalDouble is = roads.to(leg.to(), List.of(where(crew)), now).seconds(0);
        if (!is.equals(was)) goOn(crew, leg, is);
    }

    private void goOn(Crew crew, Crew.Leg leg, OptionalDouble seconds) {
        long lead = Math.max(0, leg.departs() + leg.leadMillis() - agenda.now());
        stand(crew, where(crew));
        crew.token++;
        Profile profile = leg.profile();
        double factor = leg.factor();
        drive(crew, leg.to(), profile, lead, seconds, factor, leg.tailMillis(), leg.then());
    }

    void stand(Crew crew, Point point) {
        if (crew.leg != null) {
            crew.meters += driven(crew, crew.leg);
            crew.leg = null;
            crew.trip = null;
        }
        crew.stands = point;
        report(crew);
    }

    /** Where the way was not looked at, the mean speed of this drive's roads is not known. */
    private double driven(Crew crew, Crew.Leg leg) {
        double share = leg.share(agenda.now());
        Trip trip = crew.trip;
        if (trip != null) return trip.meters() * share;
        return leg.from().metersTo(leg.to()) * WINDING * share;
    }

    Point where(Crew crew) {
        Crew.Leg leg = crew.leg;
        if (leg == null) return crew.stands;
        Point known = crew.known;
        if (known != null && crew.knownAt == agenda.now()) return known;
        Point point = onTheWay(crew, leg);
        crew.known = point;
        crew.knownAt = agenda.now();
        return point;
    }

    private Point onTheWay(Crew crew, Crew.Leg leg) {
        double share = leg.share(agenda.now());
        if (share == 0) return leg.from();
        if (share == 1) return leg.to();
        Trip trip = crew.trip;
        if (trip == null) {
            Optional<Trip> found = trip(leg).or(() -> usualTrip(leg));
            if (found.isEmpty()) return leg.from();
            trip = found.get();
            crew.trip = trip;
        }
        return trip.at(Duration.ofMillis(Math.round(trip.duration().toMillis() * share)));
    }

    /** The way of who goes on foot where roads are closed. */
    private Optional<Trip> usualTrip(Crew.Leg leg) {
        return roads.trip(leg.from(), leg.to(), Conditions.open(leg.profile(), agenda.instant()));
    }

    /** Ways between fixed places are driven again and again. */
    private Optional<Trip> trip(Crew.Leg leg) {
        Conditions conditions = new Conditions(leg.profile(), leg.closed(), agenda.instant());
        OptionalInt from = town.fixed(leg.from());
        OptionalInt to = town.fixed(leg.to());
        boolean always = town.known(conditions).isPresent();
        if (from.isEmpty() || to.isEmpty() || !always) {
            return roads.trip(leg.from(), leg.to(), conditions);
        }
        var key = new Between(from.getAsInt(), to.getAsInt(), leg.profile().name());
        Trip known = trips.get(key);
        if (known != null) return Optional.of(known);
        Optional<Trip> found = roads.trip(leg.from(), leg.to(), conditions);
        found.ifPresent(trip -> trips.put(key, trip));
        return found;
    }

    /** The fleet hears where the crew is, as its vehicle would tell. */
    void report(Crew crew) {
        var position = new Position(where(crew), agenda.instant(), OptionalInt.empty());
        fleet.accept(crew.callSign(), position);
    }
}
