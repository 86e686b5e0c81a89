package org.tocsin.console;

import org.tocsin.dispatch.Request;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Segment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether a closure closes what was meant: whoever points at a path that is not on this map, or at
 * the sea, must not close the next best road without knowing.
 */
final class ClosedGround {
    /** What is closed lies at most so far from where somebody pointed. */
    static final double MAX_METERS_OFF = 50;

    /** Nearer than this it is where somebody pointed. */
    static final double SAME_METERS = 10;

    private final Room room;
    private final Instant now;

    ClosedGround(Room room, Instant now) {
        this.room = room;
        this.now = now;
    }

    /**
     * What whoever asks should be told beside the answer.
     *
     * @throws Problem if nothing would be closed, or something else than was pointed at, or for
     *     nobody
     */
    Optional<String> check(Request request) {
        return switch (request) {
            case Request.CloseRoad asked -> check(asked.ground());
            case Request.LimitRoad asked -> {
                checkProfiles(asked.profiles());
                yield check(asked.ground());
            }
            case Request.AmendClosure asked -> check(asked.ground());
            default -> Optional.empty();
        };
    }

    private void checkProfiles(List<String> asked) {
        var known = new TreeSet<>(room.profiles().all().stream().map(Profile::name).toList());
        for (int i = 0; i < asked.size(); i++) {
            if (known.contains(asked.get(i))) continue;
            throw Problem.badInput(
                    "request.profiles[%d]".formatted(i),
                    "\"" + Shown.of(asked.get(i)) + "\"",
                    "one of " + String.join(", ", known));
        }
    }

    private Optional<String> check(Closure.Ground ground) {
        if (ground instanceof Closure.Ground.Within within) checkDrawn(within.area());
        if (room.map().isEmpty()) return Optional.empty();
        RoadNetwork roads = room.map().get().roads();
        List<List<Point>> lines = roads.closedBy(ground);
        List<Point> pointed = pointed(ground);
        if (lines.isEmpty()) {
            // An area may yet grow to where roads are: that is what floods do.
            if (pointed.isEmpty()) return Optional.of("No road lies in this area yet.");
            throw Problem.refused(missing(ground));
        }
        var notes = new ArrayList<String>();
        for (Point point : pointed) {
            double meters = meters(point, lines);
            if (meters > MAX_METERS_OFF) {
                throw Problem.refused(
                        "%s lies %.0f m from %s, expected at most %.0f m; point at the road itself."
                                .formatted(road(roads, point), meters, point, MAX_METERS_OFF));
            }
            if (meters >= SAME_METERS) {
                notes.add("%s lies %.0f m from there.".formatted(road(roads, point), meters));
            }
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(notes.getFirst());
    }

    private static void checkDrawn(Area area) {
        Optional<String> crossing = area.crossing();
        if (crossing.isEmpty()) return;
        throw Problem.badInput(
                "request.ground.area.corners",
                crossing.get(),
                "corners in the order of a walk around the area");
    }

    private static List<Point> pointed(Closure.Ground ground) {
        return switch (ground) {
            case Closure.Ground.Stretch each -> points(each.at(), each.to());
            case Closure.Ground.Carriageways each -> points(each.at(), each.to());
            case Closure.Ground.Named each -> points(each.at(), each.to());
            case Closure.Ground.Bridge each -> List.of(each.at());
            case Closure.Ground.Within _ -> List.of();
        };
    }

    private static List<Point> points(Point at, Optional<Point> to) {
        return Stream.concat(Stream.of(at), to.stream()).toList();
    }

    private static String missing(Closure.Ground ground) {
        Point near = pointed(ground).getFirst();
        return switch (ground) {
            case Closure.Ground.Named named ->
                    "Nothing would be closed: no road named %s lies near %s."
                            .formatted(named.name(), near);
            case Closure.Ground.Bridge _ ->
                    "Nothing would be closed: no bridge lies near %s.".formatted(near);
            case Closure.Ground.Stretch _, Closure.Ground.Carriageways _, Closure.Ground.Within _ ->
                    "Nothing would be closed: no road lies near %s.".formatted(near);
        };
    }

    /** What is closed, by the name it has for people. */
    private String road(RoadNetwork roads, Point point) {
        return roads.nearest(point, Conditions.open(room.profiles().usual(), now))
                .map(RoadNetwork.OnRoad::segment)
                .flatMap(Segment::name)
                .orElse("The road");
    }

    private static double meters(Point point, List<List<Point>> lines) {
        double least = Double.POSITIVE_INFINITY;
        for (List<Point> line : lines) {
            for (int i = 1; i < line.size(); i++) {
                Point nearest = point.nearestBetween(line.get(i - 1), line.get(i));
                least = Math.min(least, point.metersTo(nearest));
            }
        }
        return least;
    }
}
