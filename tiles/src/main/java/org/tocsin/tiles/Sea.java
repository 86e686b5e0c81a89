package org.tocsin.tiles;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.polygonize.Polygonizer;
import org.locationtech.jts.operation.union.UnaryUnionOp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sea within an extract, from its coastlines. These are drawn with the land to their left; an
 * extract cuts them off anywhere. Loose ends are led to the box's nearest edge; lines and box cut
 * the box into pieces; a piece is sea when more of its coast has it to its right than to its left.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Tag:natural%3Dcoastline">natural=coastline</a>
 */
final class Sea {
    /** How far beside a line it is asked whose side that is: about a centimetre. */
    private static final double ASIDE_DEGREES = 1e-7;

    /** A box larger than this says nothing about where the extract is. */
    private static final double MAX_BOX_DEGREES = 180;

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Sea() {}

    /**
     * @param coast lines with the land to their left, degrees, in any order
     * @param box of the extract; where it is larger than some degrees around the coast, only those
     */
    static List<Polygon> of(Collection<LineString> coast, Envelope box) {
        if (coast.isEmpty()) return List.of();
        Envelope frame = frame(coast, box);
        Geometry window = FACTORY.toGeometry(frame);
        var lines = new ArrayList<Geometry>();
        lines.add(window.getBoundary());
        for (LineString line : chains(coast)) lines.add(led(line, frame).intersection(window));
        var polygonizer = new Polygonizer();
        polygonizer.add(UnaryUnionOp.union(lines));
        @SuppressWarnings("unchecked")
        Collection<Polygon> pieces = polygonizer.getPolygons();
        return seas(List.copyOf(pieces), coast);
    }

    /** An extract that does not say its box would else have an ocean round the world. */
    private static Envelope frame(Collection<LineString> coast, Envelope box) {
        if (box.getWidth() < MAX_BOX_DEGREES) return box;
        var around = new Envelope();
        for (LineString line : coast) around.expandToInclude(line.getEnvelopeInternal());
        around.expandBy(1);
        return box.intersection(around);
    }

    /** Lines that go on from each other's end, as one. */
    static List<LineString> chains(Collection<LineString> coast) {
        Map<Coordinate, LineString> byStart = new HashMap<>();
        Map<Coordinate, LineString> byEnd = new HashMap<>();
        var closed = new ArrayList<LineString>();
        for (LineString line : coast) {
            LineString joined = line;
            LineString before = byEnd.remove(start(joined));
            if (before != null) {
                byStart.remove(start(before));
                joined = join(before, joined);
            }
            LineString after = byStart.remove(end(joined));
            if (after != null) {
                byEnd.remove(end(after));
                joined = join(joined, after);
            }
            if (joined.isClosed()) {
                closed.add(joined);
                continue;
            }
            byStart.put(start(joined), joined);
            byEnd.put(end(joined), joined);
        }
        closed.addAll(byStart.values());
        return closed;
    }

    private static Coordinate start(LineString line) {
        return line.getCoordinateN(0);
    }

    private static Coordinate end(LineString line) {
        return line.getCoordinateN(line.getNumPoints() - 1);
    }

    private static LineString join(LineString one, LineString next) {
        var all = new ArrayList<>(List.of(one.getCoordinates()));
        Coordinate[] more = next.getCoordinates();
        for (int i = 1; i < more.length; i++) all.add(more[i]);
        return FACTORY.createLineString(all.toArray(Coordinate[]::new));
    }

    /** The line, and from each end inside the frame a straight one to the nearest edge. */
    private static LineString led(LineString line, Envelope frame) {
        if (line.isClosed()) return line;
        var all = new ArrayList<Coordinate>();
        if (frame.contains(start(line))) all.add(edge(start(line), frame));
        all.addAll(List.of(line.getCoordinates()));
        if (frame.contains(end(line))) all.add(edge(end(line), frame));
        return FACTORY.createLineString(all.toArray(Coordinate[]::new));
    }

    private static Coordinate edge(Coordinate at, Envelope frame) {
        double west = at.x - frame.getMinX();
        double east = frame.getMaxX() - at.x;
        double south = at.y - frame.getMinY();
        double north = frame.getMaxY() - at.y;
        double least = Math.min(Math.min(west, east), Math.min(south, north));
        if (least == west) return new Coordinate(frame.getMinX(), at.y);
        if (least == east) return new Coordinate(frame.getMaxX(), at.y);
        if (least == south) return new Coordinate(at.x, frame.getMinY());
        return new Coordinate(at.x, frame.getMaxY());
    }

    private static List<Polygon> seas(List<Polygon> pieces, Collection<LineString> coast) {
        var tree = new STRtree();
        var within = new ArrayList<IndexedPointInAreaLocator>();
        for (int i = 0; i < pieces.size(); i++) {
            tree.insert(pieces.get(i).getEnvelopeInternal(), i);
            within.add(new IndexedPointInAreaLocator(pieces.get(i)));
        }
        double[] votes = new double[pieces.size()];
        for (LineString line : coast) {
            for (int i = 1; i < line.getNumPoints(); i++) {
                Coordinate from = line.getCoordinateN(i - 1);
                Coordinate to = line.getCoordinateN(i);
                double length = from.distance(to);
                if (length == 0) continue;
                double x = (to.y - from.y) / length * ASIDE_DEGREES;
                double y = (from.x - to.x) / length * ASIDE_DEGREES;
                var middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
                vote(votes, tree, within, new Coordinate(middle.x + x, middle.y + y), length);
                vote(votes, tree, within, new Coordinate(middle.x - x, middle.y - y), -length);
            }
        }
        var seas = new ArrayList<Polygon>();
        for (int i = 0; i < votes.length; i++) if (votes[i] > 0) seas.add(pieces.get(i));
        return seas;
    }

    private static void vote(
            double[] votes,
            STRtree tree,
            List<IndexedPointInAreaLocator> within,
            Coordinate at,
            double weight) {
        for (Object found : tree.query(new Envelope(at))) {
            int piece = (Integer) found;
            if (within.get(piece).locate(at) == Location.INTERIOR) votes[piece] += weight;
        }
    }
}
