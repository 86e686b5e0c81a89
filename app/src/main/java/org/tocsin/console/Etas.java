package org.tocsin.console;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
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

    private final Center center;
    private final Fleet fleet;
    private final TravelTime travel;
    private final DrivingProfiles profiles;
    private volatile Map<String, Instant> byUnit = Map.of();

    Etas(Center center, Fleet fleet, TravelTime travel, DrivingProfiles profiles) {
        this.profiles = profiles;
        this.center = center;
        this.fleet = fleet;
        this.travel = travel;
    }

    Optional<Instant> find(String callSign) {
        return Optional.ofNullable(byUnit.get(callSign));
    }

    /**
     * Asks the roads anew for every unit that drives.
     *
     * @return the units whose estimate is news
     */
    Set<String> refresh(Board board, Instant now) {
        List<Closure> closures = board.closureList();
        var next = new HashMap<String, Instant>();
        var news = new HashSet<String>();
        for (int i = 0; i < fleet.callSigns().size(); i++) {
            String callSign = fleet.callSigns().get(i);
            Optional<UnitOnBoard> unit = board.findUnit(callSign);
            Optional<Point> goal =
                    unit.flatMap(board::activeOf).flatMap(active -> goal(board, active));
            if (goal.isEmpty()) continue;
            Point from = fleet.position(i, board).point();
            var conditions = new Conditions(profiles.of(callSign), closures, now);
            Optional<Duration> drive = travel.to(goal.get(), List.of(from), conditions).time(0);
            drive.ifPresent(time -> next.put(callSign, keepIfNear(callSign, now.plus(time))));
        }
        Map<String, Instant> before = byUnit;
        byUnit = Map.copyOf(next);
        next.forEach(
                (callSign, eta) -> {
                    if (!eta.equals(before.get(callSign))) news.add(callSign);
                });
        before.keySet().stream().filter(each -> !next.containsKey(each)).forEach(news::add);
        return news;
    }

    private Instant keepIfNear(String callSign, Instant eta) {
        return find(callSign)
                .filter(known -> Duration.between(known, eta).abs().compareTo(NEWS) < 0)
                .orElse(eta);
    }

    private Optional<Point> goal(Board board, Assignment active) {
        if (active.state() == AssignmentState.EN_ROUTE) {
            return board.findIncident(active.incident()).map(each -> each.location().point());
        }
        if (active.state() == AssignmentState.TRANSPORTING) {
            return active.destination().flatMap(center::findDestination).map(each -> each.point());
        }
        return Optional.empty();
    }
}
