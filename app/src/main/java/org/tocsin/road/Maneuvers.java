package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a driver does on a route, from the pieces of road that it is made of. */
final class Maneuvers {
    private final RoadGraph graph;
    private final List<Point> line;
    private final List<RouteLine.Piece> pieces;
    private final Bearings bearings;
    private final List<Maneuver> steps = new ArrayList<>();

    /** The road that one is on; empty if it has no name. */
    private Optional<String> road = Optional.empty();

    Maneuvers(RoadGraph graph, List<Point> line, List<RouteLine.Piece> pieces) {
        this.graph = graph;
        this.line = line;
        this.pieces =
                pieces.stream()
                        .filter(piece -> graph.roadClass(piece.arc() >> 1) != RoadClass.BARRIER)
                        .toList();
        bearings = new Bearings(graph);
    }

    List<Maneuver> list() {
        for (int i = 0; i < pieces.size(); i++) add(i);
        return steps;
    }

    private void add(int i) {
        RouteLine.Piece piece = pieces.get(i);
        Optional<String> name = name(piece.arc() >> 1);
        if (i == 0) {
            road = name;
            add(Maneuver.Kind.DEPART, piece, name, 0);
            return;
        }
        boolean round = isRoundabout(piece.arc());
        boolean wasRound = isRoundabout(pieces.get(i - 1).arc());
        if (round && !wasRound) enterRoundabout(i);
        else if (!round && !wasRound) turn(piece, name);
        road = name;
    }

    /** One step for the whole roundabout: the exit and the road after it are looked up ahead. */
    private void enterRoundabout(int i) {
        int exit = 1;
        int last = i;
        while (last + 1 < pieces.size() && isRoundabout(pieces.get(last + 1).arc())) {
            if (isExit(pieces.get(last).arc())) exit++;
            last++;
        }
        boolean leaves = last + 1 < pieces.size();
        Optional<String> after =
                leaves ? name(pieces.get(last + 1).arc() >> 1) : name(pieces.get(i).arc() >> 1);
        add(Maneuver.Kind.ROUNDABOUT, pieces.get(i), after, exit);
    }

    /** Whether a road leaves a roundabout where this arc of it ends. */
    private boolean isExit(int arc) {
        int junction = graph.head(arc);
        for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
            int next = graph.forwardArc[i];
            if (!graph.isAgainstOneway(next) && next != (arc ^ 1) && !isRoundabout(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRoundabout(int arc) {
        return Access.is(graph.stored.raw().access().get(arc >> 1), Access.ROUNDABOUT);
    }

    private void turn(RouteLine.Piece piece, Optional<String> name) {
        boolean sameRoad = name.equals(road);
        Optional<Maneuver.Kind> kind =
                switch (piece.turn()) {
                    case ON ->
                            sameRoad || name.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(Maneuver.Kind.CONTINUE);
                    // A road that bends is still the same road.
                    case SLIGHT_LEFT ->
                            sameRoad ? Optional.empty() : Optional.of(Maneuver.Kind.SLIGHT_LEFT);
                    case SLIGHT_RIGHT ->
                            sameRoad ? Optional.empty() : Optional.of(Maneuver.Kind.SLIGHT_RIGHT);
                    case LEFT -> Optional.of(Maneuver.Kind.LEFT);
                    case RIGHT -> Optional.of(Maneuver.Kind.RIGHT);
                    case SHARP_LEFT -> Optional.of(Maneuver.Kind.SHARP_LEFT);
                    case SHARP_RIGHT -> Optional.of(Maneuver.Kind.SHARP_RIGHT);
                    case U_TURN, DEAD_END -> Optional.of(Maneuver.Kind.U_TURN);
                    case BOARDING -> Optional.of(Maneuver.Kind.FERRY);
                };
        kind.ifPresent(each -> add(each, piece, name, 0));
    }

    private void add(Maneuver.Kind kind, RouteLine.Piece piece, Optional<String> name, int exit) {
        double heading = bearings.leaving(piece.arc());
        steps.add(
                new Maneuver(
                        kind,
                        Math.min(piece.at(), line.size() - 1),
                        piece.metersAt(),
                        piece.secondsAt(),
                        Double.isNaN(heading) ? 0 : heading,
                        name,
                        exit));
    }

    private Optional<String> name(int segment) {
        String name = graph.stored.names().get(graph.stored.name().get(segment));
        if (name.isEmpty()) name = graph.stored.names().get(graph.stored.ref().get(segment));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
