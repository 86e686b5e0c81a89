package org.tocsin.console;

import org.tocsin.center.Center;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.coverage.MoveUps;
import org.tocsin.coverage.Reach;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Plans;
import org.tocsin.road.Conditions;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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

    /** Remembered, or each look would ask the roads for the hours of all moves again. */
    private final Map<Moves.Move, Duration> drives = new ConcurrentHashMap<>();

    /** More moves than a room has within the hours that count. */
    private static final int MAX_DRIVES = 10_000;

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
                    agency, incidents.size(), LEAST_INCIDENTS, null, List.of(), List.of());
        }
        MoveUps moveUps = known(agency, incidents);
        List<Unit> units =
                room.center().units().stream().filter(u -> u.agency().equals(agency)).toList();
        List<MoveUps.Idle> idle = idle(units, board, now);
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
                        (unit, post, drive, back) ->
                                !room.dismissals().has(unit.unit(), post.id(), now)
                                        && bears(unit, post, now, drive, back));
        double callsPerDay = callsPerDay(incidents, now);
        return new Answers.MoveUpsAnswer(
                agency,
                incidents.size(),
                LEAST_INCIDENTS,
                answer.covered(),
                answer.proposals().stream()
                        .map(each -> row(each, callsPerDay, crew(board, each, now)))
                        .toList(),
                tired(units, board, now));
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

    /** How its crew has fared. */
    private record Crew(Duration free, String words) {}

    private Crew crew(Board board, MoveUps.Proposal each, Instant now) {
        Duration free = free(board, each.unit(), now);
        String moves =
                room.moveUpLimits()
                        .map(limits -> ", has been " + limits.words(made(each.unit()), now))
                        .orElse("");
        return new Crew(
                free,
                "its crew has been free for %d min, waits at %s station%s"
                        .formatted(free.toMinutes(), each.home() ? "another" : "its own", moves));
    }

    /** The moves of a unit, with their drives by today's roads. */
    private List<MoveUpLimits.Made> made(String unit) {
        return room.moves().of(unit).stream()
                .map(each -> new MoveUpLimits.Made(each.at(), drive(each)))
                .toList();
    }

    /** Zero to or from a station that is no more. */
    private Duration drive(Moves.Move move) {
        if (drives.size() >= MAX_DRIVES) drives.clear();
        return drives.computeIfAbsent(move, this::driveByRoad);
    }

    private Duration driveByRoad(Moves.Move move) {
        Optional<Station> from = room.center().findStation(move.from());
        Optional<Station> to = room.center().findStation(move.to());
        if (from.isEmpty() || to.isEmpty()) return Duration.ZERO;
        var usual = Conditions.open(room.profiles().usual(), move.at());
        return room.travel()
                .to(to.get().point(), List.of(from.get().point()), usual)
                .time(0)
                .orElse(Duration.ZERO);
    }

    /** The crews that are left alone for what they were moved already. */
    private List<Answers.TiredCrew> tired(List<Unit> units, Board board, Instant now) {
        var tired = new ArrayList<Answers.TiredCrew>();
        if (room.moveUpLimits().isEmpty()) return tired;
        MoveUpLimits limits = room.moveUpLimits().get();
        for (Unit unit : units) {
            Optional<UnitOnBoard> idle = board.findUnit(unit.callSign()).filter(Standbys::on);
            if (idle.isEmpty() || idle.get().active().isPresent()) continue;
            List<MoveUpLimits.Made> made = made(unit.callSign());
            boolean atHome = idle.get().station().equals(unit.station());
            Optional<String> against =
                    atHome
                            ? limits.againstLeaving(made, now, Duration.ZERO, Duration.ZERO)
                            : limits.against(made, now, Duration.ZERO);
            against.ifPresent(
                    why ->
                            tired.add(
                                    new Answers.TiredCrew(
                                            unit.callSign(),
                                            limits.count(made, now),
                                            limits.most(),
                                            limits.driven(made, now).toMinutes(),
                                            limits.driven().toMinutes(),
                                            limits.within().toMinutes(),
                                            why)));
        }
        return tired;
    }

    /** Who leaves its own station has to be able to come home again. */
    private boolean bears(
            MoveUps.Idle unit, MoveUps.Post post, Instant now, Duration drive, Duration back) {
        if (room.moveUpLimits().isEmpty()) return true;
        MoveUpLimits limits = room.moveUpLimits().get();
        List<MoveUpLimits.Made> made = made(unit.unit());
        return post.id().equals(unit.home())
                ? limits.against(made, now, drive).isEmpty()
                : limits.againstLeaving(made, now, drive, back).isEmpty();
    }

    private static Answers.MoveUp row(MoveUps.Proposal each, double callsPerDay, Crew crew) {
        double calls = each.expected() * callsPerDay;
        String more =
                calls < 0.05
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                calls < 10
                                        ? "; about %.1f calls a day more find a free unit in reach"
                                        : "; about %.0f calls a day more find a free unit in reach",
                                calls);
        String reason = "%s%s; %s".formatted(each.reason(), more, crew.words());
        return new Answers.MoveUp(
                each.unit(),
                each.from(),
                each.to().id(),
                each.to().name(),
                each.home(),
                each.sooner().toSeconds(),
                each.covered(),
                each.expected(),
                each.drive().toSeconds(),
                each.kilometers(),
                calls,
                crew.free().toSeconds(),
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
        Set<String> homes =
                room.center().units().stream()
                        .filter(unit -> unit.agency().equals(agency))
                        .map(Unit::station)
                        .collect(Collectors.toUnmodifiableSet());
        List<MoveUps.Post> posts =
                room.center().stations().stream()
                        .filter(
                                station ->
                                        station.agency().equals(agency)
                                                || homes.contains(station.id()))
                        .map(station -> post(station))
                        .toList();
        Map<Asked, Reach.Place> places = places(agency, incidents);
        var fresh =
                new MoveUps(
                        List.copyOf(places.values()),
                        places.keySet().stream().map(Asked::capabilities).toList(),
                        posts,
                        room.travel());
        byAgency.put(agency, new Known(incidents.size(), fresh));
        return fresh;
    }

    private static MoveUps.Post post(Station station) {
        return new MoveUps.Post(station.id(), station.name(), station.point());
    }

    /** Incidents near each other are one place: squares of some 200 m, larger where too many. */
    private Map<Asked, Reach.Place> places(String agency, List<Incident> incidents) {
        Plans plans = room.center().plans();
        Set<String> own = room.center().capabilitiesOf(agency);
        List<Set<String>> asked = incidents.stream().map(each -> asked(plans, each, own)).toList();
        for (double degrees = 0.002; ; degrees *= 1.5) {
            var squares = new LinkedHashMap<Asked, Reach.Place>();
            for (int i = 0; i < incidents.size(); i++) {
                Incident incident = incidents.get(i);
                Point point = incident.location().point();
                String square =
                        "%d,%d,%d"
                                .formatted(
                                        Math.round(point.latitude() / degrees),
                                        Math.round(point.longitude() / degrees),
                                        incident.priority());
                squares.merge(
                        new Asked(square, asked.get(i)),
                        new Reach.Place(point, 1, within(incident.priority())),
                        (a, _) -> new Reach.Place(a.point(), a.weight() + 1, a.within()));
            }
            if (squares.size() <= MoveUps.MAX_PLACES) return squares;
        }
    }

    /** A square, and what calls there ask of the agency's units. */
    private record Asked(String square, Set<String> capabilities) {}

    /** What the plan prefers; none where it asks for nothing that the agency has. */
    private Set<String> asked(Plans plans, Incident incident, Set<String> own) {
        Need need =
                plans.need(
                        incident.type(),
                        incident.priority(),
                        incident.location().point(),
                        incident.openedAt(),
                        room.center().zone(),
                        1);
        return need.preferred().stream()
                .filter(own::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Duration within(int priority) {
        Duration left = room.center().targets().of(priority).arrival().minus(BEFORE_DRIVING);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private List<MoveUps.Idle> idle(List<Unit> units, Board board, Instant now) {
        var idle = new ArrayList<MoveUps.Idle>();
        for (Unit unit : units) {
            Optional<UnitOnBoard> onBoard = board.findUnit(unit.callSign()).filter(Standbys::on);
            if (onBoard.isEmpty() || onBoard.get().active().isPresent()) continue;
            if (board.crewBusyWith(unit.callSign()).isPresent()) continue;
            int index = room.fleet().indexOf(unit.callSign()).orElseThrow();
            boolean rests = onBoard.get().restrictions().contains(Restriction.CREW_REST);
            boolean movedAlready = !onBoard.get().station().equals(unit.station());
            Point here = room.fleet().position(index, board).point();
            idle.add(
                    new MoveUps.Idle(
                            unit.callSign(),
                            onBoard.get().station(),
                            unit.station(),
                            movedAlready ? waits(onBoard.get(), here) : here,
                            !rests,
                            unit.capabilities()));
        }
        return idle;
    }

    /** On its way there it counts as there, or the same hole is filled twice. */
    private Point waits(UnitOnBoard moved, Point here) {
        return room.center().findStation(moved.station()).map(Station::point).orElse(here);
    }

    private static boolean on(UnitOnBoard unit) {
        return unit.duty() == Duty.ON_DUTY;
    }
}
