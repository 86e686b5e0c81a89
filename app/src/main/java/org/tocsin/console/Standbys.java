package org.tocsin.console;

import org.tocsin.center.Center;
import org.tocsin.coverage.MoveUps;
import org.tocsin.coverage.Reach;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an agency's idle units cover of the demand that the board knows: the places of its latest
 * incidents. Worked out anew when incidents were closed; else only what units changed is asked for.
 */
final class Standbys {
    /** Fewer incidents say nothing about where the next will be. */
    static final int LEAST_INCIDENTS = 20;

    /** What is left of a target for the drive, after the call and the crew's turnout. */
    private static final Duration BEFORE_DRIVING = Duration.ofMinutes(2);

    private static final Duration SHORTEST = Duration.ofMinutes(2);

    private final Room room;
    private final Map<String, Known> byAgency = new HashMap<>();

    private record Known(int incidents, MoveUps moveUps) {}

    Standbys(Room room) {
        this.room = room;
    }

    /** The agency with the most units, where none is asked for. */
    static String usual(Center center) {
        var units = new TreeMap<String, Integer>();
        for (Unit unit : center.units()) units.merge(unit.agency(), 1, Integer::sum);
        return units.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    Answers.MoveUpsAnswer of(String agency, Instant now) {
        Board board = room.desk().board();
        List<Incident> incidents =
                Stream.concat(board.open().values().stream(), board.closedIncidents())
                        .filter(each -> isOf(agency, each))
                        .toList();
        if (incidents.size() < LEAST_INCIDENTS) {
            return new Answers.MoveUpsAnswer(
                    agency, incidents.size(), LEAST_INCIDENTS, null, List.of());
        }
        MoveUps moveUps = known(agency, incidents);
        List<Unit> units =
                room.center().units().stream().filter(u -> u.agency().equals(agency)).toList();
        List<MoveUps.Idle> idle = idle(units, board);
        long onDuty =
                units.stream()
                        .filter(u -> board.findUnit(u.callSign()).filter(Standbys::on).isPresent())
                        .count();
        double busy = onDuty == 0 ? 0.5 : 1 - idle.size() / (double) onDuty;
        var conditions = new Conditions(room.profiles().usual(), board.closureList(), now);
        MoveUps.Answer answer =
                moveUps.look(
                        idle,
                        Math.clamp(busy, 0.1, 0.9),
                        conditions,
                        (unit, station) -> !room.dismissals().has(unit, station, now));
        double callsPerDay = callsPerDay(incidents, now);
        return new Answers.MoveUpsAnswer(
                agency,
                incidents.size(),
                LEAST_INCIDENTS,
                answer.covered(),
                answer.proposals().stream()
                        .map(each -> row(each, callsPerDay, free(board, each.unit(), now)))
                        .toList());
    }

    /** As often as they came since the first that is known. */
    private static double callsPerDay(List<Incident> incidents, Instant now) {
        Instant first =
                incidents.stream().map(Incident::openedAt).min(Instant::compareTo).orElse(now);
        double days = Duration.between(first, now).toSeconds() / 86_400.0;
        return incidents.size() / Math.max(1.0 / 24, days);
    }

    private static Duration free(Board board, String unit, Instant now) {
        return Duration.between(board.statusSince(board.unit(unit)), now);
    }

    private static Answers.MoveUp row(MoveUps.Proposal each, double callsPerDay, Duration free) {
        double calls = each.expected() * callsPerDay;
        String reason =
                String.format(
                        Locale.ROOT,
                        "%s; about %.1f calls a day; its crew has been free for %d min and not been"
                                + " moved before",
                        each.reason(),
                        calls,
                        free.toMinutes());
        return new Answers.MoveUp(
                each.unit(),
                each.from(),
                each.to().id(),
                each.to().name(),
                each.covered(),
                each.expected(),
                each.drive().toSeconds(),
                each.kilometers(),
                calls,
                free.toSeconds(),
                reason);
    }

    private boolean isOf(String agency, Incident incident) {
        return room.center()
                .findType(incident.type())
                .filter(type -> type.agency().equals(agency))
                .isPresent();
    }

    private synchronized MoveUps known(String agency, List<Incident> incidents) {
        Known known = byAgency.get(agency);
        // A place more or less hardly moves the shares; the drives kept are worth more.
        if (known != null && Math.abs(known.incidents() - incidents.size()) <= LEAST_INCIDENTS) {
            return known.moveUps();
        }
        List<MoveUps.Post> posts =
                room.center().stations().stream()
                        .filter(station -> station.agency().equals(agency))
                        .map(station -> post(station))
                        .toList();
        var fresh = new MoveUps(places(incidents), posts, room.travel());
        byAgency.put(agency, new Known(incidents.size(), fresh));
        return fresh;
    }

    private static MoveUps.Post post(Station station) {
        return new MoveUps.Post(station.id(), station.name(), station.point());
    }

    /** Incidents near each other are one place: squares of some 200 m, larger where too many. */
    private List<Reach.Place> places(List<Incident> incidents) {
        for (double degrees = 0.002; ; degrees *= 1.5) {
            var squares = new TreeMap<String, Reach.Place>();
            for (Incident incident : incidents) {
                Point point = incident.location().point();
                String square =
                        "%d,%d,%d"
                                .formatted(
                                        Math.round(point.latitude() / degrees),
                                        Math.round(point.longitude() / degrees),
                                        incident.priority());
                squares.merge(
                        square,
                        new Reach.Place(point, 1, within(incident.priority())),
                        (a, _) -> new Reach.Place(a.point(), a.weight() + 1, a.within()));
            }
            if (squares.size() <= MoveUps.MAX_PLACES) return List.copyOf(squares.values());
        }
    }

    private Duration within(int priority) {
        Duration left = room.center().targets().of(priority).arrival().minus(BEFORE_DRIVING);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private List<MoveUps.Idle> idle(List<Unit> units, Board board) {
        var idle = new ArrayList<MoveUps.Idle>();
        for (Unit unit : units) {
            Optional<UnitOnBoard> now = board.findUnit(unit.callSign()).filter(Standbys::on);
            if (now.isEmpty() || now.get().active().isPresent()) continue;
            if (board.crewBusyWith(unit.callSign()).isPresent()) continue;
            int index = room.fleet().indexOf(unit.callSign()).orElseThrow();
            boolean rests = now.get().restrictions().contains(Restriction.CREW_REST);
            boolean movedAlready = !now.get().station().equals(unit.station());
            idle.add(
                    new MoveUps.Idle(
                            unit.callSign(),
                            now.get().station(),
                            room.fleet().position(index, board).point(),
                            !rests && !movedAlready));
        }
        return idle;
    }

    private static boolean on(UnitOnBoard unit) {
        return unit.duty() == Duty.ON_DUTY;
    }
}
