package org.tocsin.center;

import org.tocsin.place.Area;
import org.tocsin.place.BadCoordinates;
import org.tocsin.place.Compass;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceSearch;
import org.tocsin.place.Point;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the map knows the places that somebody wrote. Without a map every place is believed. */
record OnMap(Optional<PlaceSearch> map) {
    /** So many places are named that may have been meant. */
    private static final int MEANT = 3;

    /** What a call taker finds only as a guess, nobody would find the same way twice. */
    void name(Field field, String name) {
        if (map.isEmpty() || name.isBlank() || name.length() > PlaceSearch.MAX_CHARACTERS) return;
        List<PlaceCandidate> found = found(map.get(), name);
        if (!found.isEmpty() && found.getFirst().certainty() != Certainty.POSSIBLE) return;
        String maybe =
                found.stream()
                        .map(PlaceCandidate::name)
                        .distinct()
                        .map(Quoted::of)
                        .collect(Collectors.joining(", "));
        field.fault("a place on the map" + (maybe.isEmpty() ? "" : "; maybe one of " + maybe));
    }

    private static List<PlaceCandidate> found(PlaceSearch map, String name) {
        try {
            return map.search(name, Optional.empty(), MEANT);
        } catch (BadCoordinates e) {
            return List.of();
        }
    }

    void point(Field field, Point point) {
        if (map.isEmpty() || map.get().serviceArea().contains(point)) return;
        field.fault(
                field.tree().found() + ", outside the map",
                "a point " + extent(map.get().serviceArea()));
    }

    /**
     * @param field holds its radius; a middle outside the map is a fault of its own
     */
    void circle(Field field, Point around, double meters) {
        if (map.isEmpty() || !map.get().serviceArea().contains(around)) return;
        Area area = map.get().serviceArea();
        boolean within =
                Stream.of(Compass.NORTH, Compass.EAST, Compass.SOUTH, Compass.WEST)
                        .allMatch(side -> area.contains(side.go(around, meters)));
        if (within) return;
        field.fault(
                field.tree().found() + ", which reaches beyond the map",
                "a circle within it, " + extent(area));
    }

    private static String extent(Area area) {
        return "from %s to %s".formatted(corner(area, -1), corner(area, 1));
    }

    private static Point corner(Area area, int side) {
        return new Point(most(area, side, Point::latitude), most(area, side, Point::longitude));
    }

    private static double most(Area area, int side, ToDoubleFunction<Point> of) {
        return side
                * area.corners().stream()
                        .mapToDouble(p -> side * of.applyAsDouble(p))
                        .max()
                        .orElse(0);
    }
}
