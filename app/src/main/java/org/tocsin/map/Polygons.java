package org.tocsin.map;

import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes polygons with holes of the rings of one area: a ring inside an odd number is a hole. */
final class Polygons {
    private static final class Shell {
        private final Coordinate[] ring;
        private final List<LinearRing> holes = new ArrayList<>();

        Shell(Coordinate[] ring) {
            this.ring = ring;
        }
    }

    private Polygons() {}

    static List<Geometry> of(List<Coordinate[]> rings, GeometryFactory factory) {
        var sorted = new ArrayList<>(rings);
        sorted.sort(
                Comparator.comparingDouble((Coordinate[] ring) -> Area.ofRing(ring)).reversed());
        var shells = new ArrayList<Shell>();
        for (Coordinate[] ring : sorted) {
            Shell around = around(ring, shells);
            if (around == null || isInHole(ring, around)) {
                shells.add(new Shell(turned(ring, false)));
            } else {
                around.holes.add(factory.createLinearRing(turned(ring, true)));
            }
        }
        var polygons = new ArrayList<Geometry>();
        for (Shell shell : shells) {
            polygons.add(
                    factory.createPolygon(
                            factory.createLinearRing(shell.ring),
                            shell.holes.toArray(LinearRing[]::new)));
        }
        return polygons;
    }

    private static @org.jspecify.annotations.Nullable Shell around(
            Coordinate[] ring, List<Shell> shells) {
        for (Shell shell : shells.reversed()) {
            if (PointLocation.isInRing(ring[0], shell.ring)) return shell;
        }
        return null;
    }

    private static boolean isInHole(Coordinate[] ring, Shell shell) {
        for (LinearRing hole : shell.holes) {
            if (PointLocation.isInRing(ring[0], hole.getCoordinates())) return true;
        }
        return false;
    }

    private static Coordinate[] turned(Coordinate[] ring, boolean clockwise) {
        if (Orientation.isCCWArea(ring) != clockwise) return ring;
        Coordinate[] turned = ring.clone();
        org.locationtech.jts.geom.CoordinateArrays.reverse(turned);
        return turned;
    }
}
