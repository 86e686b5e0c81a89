package org.tocsin.console;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.TravelTime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When units that drive will be there, from where they are now and over the roads that are open: an
 * estimate for the screens, no part of the record. {@link #refresh} is for one thread at a time,
 * {@link #find} for any.
 */
final class Etas {
    /** A smaller change is not worth a message. */
    static final Duration NEWS = Duration.ofSeconds(20);

    /**
     * How long before its time the roads are made ready for another hour's speeds, or for a closure
     * that was planned: a city takes a tenth of a second, a country some seconds.
     */
    static final Duration AHEAD = Duration.ofMinutes(2);

    private final Center center;
    private final Fleet fleet;
    private final TravelTime travel;
    private final DrivingProfiles profiles;
    private volatile Map<String, Eta> byUnit = Map.of();

    /**
     * When a unit will be there.
     *
     * @param at by the point that its goal was given as
     * @param between the earliest and the latest, where its goal is uncertain and it matters
     */
    record Eta(Instant at, Optional<Between> between) {
        private boolean isNear(Eta other) {
            return near(at, other.at)
                    && between.isPresent() == other.between.isPresent()
                    && near(earliest(), other.earliest())
                    && near(latest(), other.latest());
        }

        private Instant earliest() {
            return between.map(Between::earliest).orElse(at);
        }

        private Instant latest() {
            return between.map(Between::latest).orElse(at);
        }

        private static boolean near(Instant one, Instant other) {
            return Duration.between(one, other).abs().compareTo(NEWS) < 0;
        }
    }

    record Between(Instant earliest, Instant latest) {}

    /** Where a unit drives to, and how well that is known. */
    private record Goal(Point point, Optional<Double> uncertaintyMeters) {
        static Goal of(Location location) {
            return new Goal(location.point(), location.uncertaintyMeters());
        }
    }

    Etas(Center center, Fleet fleet, TravelTime travel, DrivingProfiles profiles) {
        this.profiles = profiles;
        this.center = center;
        this.fleet = fleet;
        this.travel = travel;
    }

    Optional<Eta> find(String callSign) {
        return Optional.ofNullable(byUnit.get(callSign));
    }

    /**
     * Asks the roads anew for every unit that drives.
     *
     * @return the units whose estimate is news
     */
    Set<String> refresh(Board board, Instant now) {
        List<Closure> closures = board.closureList();
        var next = new HashMap<String, Eta>();
        var news = new HashSet<String>();
        for (int i = 0; i < fleet.callSigns().size(); i++) {
            String callSign = fleet.callSigns().get(i);
            Optional<UnitOnBoard> unit = board.findUnit(callSign);
            Optional<Goal> goal =
                    unit.flatMap(board::activeOf).flatMap(active -> goal(board, active));
            if (goal.isEmpty()) continue;
            Point from = fleet.position(i, board).point();
            var conditions = new Conditions(profiles.of(callSign), closures, now);
            estimate(from, goal.get(), conditions)
                    .ifPresent(eta -> next.put(callSign, keepIfNear(callSign, eta)));
        }
        Map<String, Eta> before = byUnit;
        byUnit = Map.copyOf(next);
        next.forEach(
                (callSign, eta) -> {
                    if (!eta.equals(before.get(callSign))) news.add(callSign);
                });
        before.keySet().stream().filter(each -> !next.containsKey(each)).forEach(news::add);
        return news;
    }

    /** So that nobody's question waits when the hour turns. */
    void prepareAhead(Board board, Instant now) {
        List<Closure> closures = board.closureList();
        fleet.callSigns().stream()
                .map(profiles::of)
                .distinct()
                .forEach(each -> travel.prepare(new Conditions(each, closures, now.plus(AHEAD))));
    }

    private Optional<Eta> estimate(Point from, Goal goal, Conditions conditions) {
        Instant now = conditions.at();
        return travel.to(goal.point(), List.of(from), conditions)
                .time(0)
                .map(drive -> new Eta(now.plus(drive), between(from, goal, conditions)));
    }

    private Optional<Between> between(Point from, Goal goal, Conditions conditions) {
        Instant now = conditions.at();
        return goal.uncertaintyMeters()
                .flatMap(
                        within ->
                                travel.ranges(goal.point(), within, List.of(from), conditions)
                                        .getFirst())
                .filter(range -> !range.certain())
                .map(range -> new Between(now.plus(range.least()), now.plus(range.most())));
    }

    private Eta keepIfNear(String callSign, Eta eta) {
        return find(callSign).filter(eta::isNear).orElse(eta);
    }

    private Optional<Goal> goal(Board board, Assignment active) {
        if (active.state() == AssignmentState.EN_ROUTE) {
            return board.findIncident(active.incident()).map(each -> Goal.of(each.location()));
        }
        if (active.state() == AssignmentState.TRANSPORTING) {
            return active.destination()
                    .flatMap(center::findDestination)
                    .map(each -> new Goal(each.point(), Optional.empty()));
        }
        return Optional.empty();
    }
}
