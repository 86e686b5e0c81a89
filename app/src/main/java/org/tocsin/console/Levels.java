package org.tocsin.console;

import org.tocsin.center.Paces;
import org.tocsin.center.Targets;
import org.tocsin.dispatch.Board;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Service levels since the center's midnight, from the times as last corrected: what the wall board
 * shows. How fast calls are answered is not among them: that is the telephone system's to say.
 * Pure.
 */
final class Levels {
    /** What fire services report: nine in ten are at least as fast. */
    private static final int PERCENTILE = 90;

    private Levels() {}

    /** What is measured. */
    enum Measure {
        /** From the opening of an incident to the first unit sent. */
        PROCESSING,
        /** From a unit's dispatch to its acknowledgement. */
        ACKNOWLEDGEMENT,
        /** From a unit's dispatch to its being under way. */
        TURNOUT,
        /** From under way to on scene. */
        TRAVEL,
        /** From the opening of an incident to the first unit on scene. */
        ARRIVAL
    }

    /**
     * @param count measured today; where none was, there is no percentile
     * @param withinPercent how many met the target, where there is one
     */
    record Level(
            Measure measure,
            int priority,
            int count,
            @org.jspecify.annotations.Nullable Long p90Seconds,
            @org.jspecify.annotations.Nullable Long targetSeconds,
            @org.jspecify.annotations.Nullable Integer withinPercent) {}

    /** One level for each measure and priority, in that order. */
    static List<Level> today(Board board, Paces paces, Instant now) {
        ZoneId zone = board.center().zone();
        Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        List<Incident> incidents =
                Stream.concat(board.open().values().stream(), board.closedIncidents())
                        .filter(each -> !each.openedAt().isBefore(midnight))
                        .filter(each -> each.scheduledFor().isEmpty())
                        .toList();
        var levels = new ArrayList<Level>();
        for (Measure measure : Measure.values()) {
            for (int priority = 1; priority <= 5; priority++) {
                int wanted = priority;
                List<Duration> times =
                        incidents.stream()
                                .filter(each -> each.priority() == wanted)
                                .flatMap(each -> times(measure, each))
                                .filter(each -> !each.isNegative())
                                .toList();
                Optional<Duration> target =
                        target(measure, board.center().targets().of(priority), paces);
                levels.add(level(measure, priority, times, target));
            }
        }
        return levels;
    }

    private static Stream<Duration> times(Measure measure, Incident incident) {
        return switch (measure) {
            case PROCESSING -> first(incident, AssignmentState.DISPATCHED);
            case ARRIVAL -> first(incident, AssignmentState.ON_SCENE);
            case ACKNOWLEDGEMENT ->
                    steps(incident, AssignmentState.DISPATCHED, AssignmentState.ACKNOWLEDGED);
            case TURNOUT -> steps(incident, AssignmentState.DISPATCHED, AssignmentState.EN_ROUTE);
            case TRAVEL -> steps(incident, AssignmentState.EN_ROUTE, AssignmentState.ON_SCENE);
        };
    }

    private static Stream<Duration> first(Incident incident, AssignmentState state) {
        return incident.assignments().stream()
                .flatMap(each -> at(each, state).stream())
                .min(Instant::compareTo)
                .map(at -> Duration.between(incident.openedAt(), at))
                .stream();
    }

    private static Stream<Duration> steps(
            Incident incident, AssignmentState from, AssignmentState to) {
        return incident.assignments().stream()
                .flatMap(
                        each ->
                                at(each, from)
                                        .flatMap(
                                                begin ->
                                                        at(each, to)
                                                                .map(
                                                                        end ->
                                                                                Duration.between(
                                                                                        begin,
                                                                                        end)))
                                        .stream());
    }

    private static Optional<Instant> at(Assignment assignment, AssignmentState state) {
        return assignment.stages().stream()
                .filter(stage -> stage.state() == state)
                .map(Stage::at)
                .findFirst();
    }

    private static Optional<Duration> target(
            Measure measure, Targets.ByPriority targets, Paces paces) {
        return switch (measure) {
            case PROCESSING -> Optional.of(targets.waiting());
            case ACKNOWLEDGEMENT -> Optional.of(targets.acknowledgement());
            case ARRIVAL -> Optional.of(targets.arrival());
            case TURNOUT -> paces.findTurnout(targets.priority());
            case TRAVEL -> paces.findTravel(targets.priority());
        };
    }

    private static Level level(
            Measure measure, int priority, List<Duration> times, Optional<Duration> target) {
        long met =
                times.stream()
                        .filter(each -> target.filter(t -> each.compareTo(t) <= 0).isPresent())
                        .count();
        return new Level(
                measure,
                priority,
                times.size(),
                times.isEmpty() ? null : percentile(times).toSeconds(),
                target.map(Duration::toSeconds).orElse(null),
                times.isEmpty() || target.isEmpty()
                        ? null
                        : (int) Math.floorDiv(100 * met, (long) times.size()));
    }

    /** The nearest rank: a time that was really measured. */
    static Duration percentile(List<Duration> times) {
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(PERCENTILE / 100.0 * sorted.size());
        return sorted.get(rank - 1);
    }
}
