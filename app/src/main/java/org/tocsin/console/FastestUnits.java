package org.tocsin.console;

import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.TimeRange;
import org.tocsin.road.Times;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitStatus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who would be at a place first, whatever any plan says. */
final class FastestUnits {
    static final int MAX = 100;

    private final Room room;
    private final Board board;
    private final Instant now;

    /** Which units count. */
    enum Status {
        AVAILABLE,
        /** Also those at work; not those off duty or out of service. */
        ANY
    }

    /**
     * @param count how many, 1 to {@value #MAX}
     * @param excluded call signs not wanted
     */
    record Wanted(int count, Optional<String> capability, Set<String> excluded, Status status) {
        boolean takes(Unit unit, UnitStatus now) {
            boolean free =
                    switch (status) {
                        case AVAILABLE -> now == UnitStatus.AVAILABLE;
                        case ANY -> now != UnitStatus.OFF_DUTY && now != UnitStatus.OUT_OF_SERVICE;
                    };
            return free
                    && !excluded.contains(unit.callSign())
                    && (capability.isEmpty() || unit.capabilities().contains(capability.get()));
        }
    }

    /** A unit that counts, and where it is. */
    private record One(String callSign, UnitStatus status, Point point) {}

    FastestUnits(Room room, Board board, Instant now) {
        this.room = room;
        this.board = board;
        this.now = now;
    }

    /** The drive of one of them. */
    private record Drive(One unit, double seconds, Conditions conditions) {}

    /**
     * @param within how many metres from the place the goal may be, where it is uncertain
     */
    Answers.Fastest to(Point place, Optional<Double> within, Wanted wanted) {
        var drives = new ArrayList<Drive>();
        var source = Times.Source.ROAD;
        for (var each : byProfile(wanted).entrySet()) {
            var conditions = new Conditions(each.getKey(), board.closureList(), now);
            List<One> units = each.getValue();
            List<Point> origins = units.stream().map(One::point).toList();
            Times times = room.travel().to(place, origins, conditions);
            source = times.source();
            for (int i = 0; i < units.size(); i++) {
                if (!times.reached(i)) continue;
                drives.add(new Drive(units.get(i), times.seconds(i).orElseThrow(), conditions));
            }
        }
        List<Answers.Near> near =
                drives.stream()
                        .sorted(
                                Comparator.comparingDouble(Drive::seconds)
                                        .thenComparing(drive -> drive.unit().callSign()))
                        .limit(wanted.count())
                        .map(drive -> near(place, within, drive))
                        .toList();
        return new Answers.Fastest(near, source.label());
    }

    private Answers.Near near(Point place, Optional<Double> within, Drive drive) {
        One unit = drive.unit();
        Optional<TimeRange> range =
                within.flatMap(
                        meters ->
                                room.travel()
                                        .ranges(
                                                place,
                                                meters,
                                                List.of(unit.point()),
                                                drive.conditions())
                                        .getFirst());
        return new Answers.Near(
                unit.callSign(),
                unit.status().name(),
                drive.seconds(),
                range.filter(each -> !each.certain()).map(Look::range).orElse(null));
    }

    private Map<Profile, List<One>> byProfile(Wanted wanted) {
        var units = new LinkedHashMap<Profile, List<One>>();
        for (int i = 0; i < room.center().units().size(); i++) {
            Unit unit = room.center().units().get(i);
            Optional<UnitOnBoard> onBoard = board.findUnit(unit.callSign());
            if (onBoard.isEmpty()) continue;
            UnitStatus status = board.statusOf(onBoard.get());
            if (!wanted.takes(unit, status)) continue;
            Point point = room.fleet().position(i, board).point();
            units.computeIfAbsent(room.profiles().of(unit.callSign()), _ -> new ArrayList<>())
                    .add(new One(unit.callSign(), status, point));
        }
        return units;
    }
}
