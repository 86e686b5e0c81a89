package org.tocsin.map;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtEncoder;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.UserDataKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerParams;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.LineLimiter;
import org.locationtech.jts.operation.overlayng.RingClipper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/**
 * Cuts the backdrop into vector tiles when they are asked for: for a map that was opened without
 * building its archive ({@link TileArchive}). The layers are the same.
 *
 * @see <a href="https://github.com/mapbox/vector-tile-spec/tree/master/2.1">Vector tiles 2.1</a>
 */
final class Tiles {
    /** Closer views enlarge these. */
    static final int MAX_ZOOM = 14;

    /** The cache holds at most so many bytes of tiles; the oldest go first. */
    static final long MAX_CACHED_BYTES = 64L * 1024 * 1024;

    private static final int EXTENT = 4_096;

    /** What is drawn beyond a tile's edge, so that lines do not end visibly there. */
    private static final int MARGIN = 80;

    private final Map<Feature.Layer, STRtree> layers = new EnumMap<>(Feature.Layer.class);
    private final STRtree places = new STRtree();
    private final STRtree houses = new STRtree();
    private final Map<Long, byte[]> cache = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> oldest = new ConcurrentLinkedQueue<>();
    private final AtomicLong cachedBytes = new AtomicLong();

    Tiles(MapContents.Drawn contents) {
        for (Feature.Layer layer : Feature.Layer.values()) layers.put(layer, new STRtree());
        for (Feature feature : contents.features()) {
            tree(feature.layer()).insert(box(feature), feature);
        }
        for (MapPlace place : contents.places()) {
            if (placeZoom(place) > MAX_ZOOM) continue;
            places.insert(
                    new Envelope(
                            new Coordinate(place.point().longitude(), place.point().latitude())),
                    place);
        }
        for (MapHouse house : contents.houses()) {
            houses.insert(
                    new Envelope(
                            new Coordinate(house.point().longitude(), house.point().latitude())),
                    house);
        }
        for (STRtree tree : layers.values()) tree.build();
        places.build();
        houses.build();
    }

    private STRtree tree(Feature.Layer layer) {
        return Objects.requireNonNull(layers.get(layer));
    }

    private static Envelope box(Feature feature) {
        var box = new Envelope();
        for (Trace trace : feature.traces()) {
            for (int i = 0; i < trace.size(); i++) {
                box.expandToInclude(trace.longitude(i), trace.latitude(i));
            }
        }
        return box;
    }

    /** Throws unless there can be such a tile. */
    static void check(int zoom, int x, int y) {
        if (zoom < 0 || zoom > MAX_ZOOM) {
            throw new IllegalArgumentException(
                    "zoom is %d, expected 0 to %d".formatted(zoom, MAX_ZOOM));
        }
        int count = 1 << zoom;
        if (x < 0 || x >= count || y < 0 || y >= count) {
            throw new IllegalArgumentException(
                    "tile %d/%d/%d is off the map, expected x and y from 0 to %d"
                            .formatted(zoom, x, y, count - 1));
        }
    }

    byte[] tile(int zoom, int x, int y) {
        check(zoom, x, y);
        long key = ((long) zoom << 40) | ((long) x << 20) | y;
        byte[] cached = cache.get(key);
        if (cached != null) return cached.clone();
        byte[] made = packed(new Cut(zoom, x, y).encode());
        keep(key, made);
        return made.clone();
    }

    private static byte[] packed(byte[] tile) {
        if (tile.length == 0) return tile;
        var packed = new ByteArrayOutputStream(tile.length / 2);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(tile);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return packed.toByteArray();
    }

    private void keep(long key, byte[] tile) {
        if (cache.putIfAbsent(key, tile) != null) return;
        oldest.add(key);
        // An empty tile costs its entry too.
        long bytes = cachedBytes.addAndGet(tile.length + 128L);
        while (bytes > MAX_CACHED_BYTES) {
            Long first = oldest.poll();
            if (first == null) return;
            byte[] gone = cache.remove(first);
            if (gone != null) bytes = cachedBytes.addAndGet(-gone.length - 128L);
        }
    }

    long cachedBytes() {
        return cachedBytes.get();
    }

    private static int roadZoom(String highway) {
        return switch (highway) {
            case "motorway", "trunk" -> 5;
            case "primary", "motorway_link", "trunk_link" -> 8;
            case "secondary", "primary_link" -> 10;
            case "tertiary", "secondary_link", "ferry" -> 11;
            case "residential", "unclassified", "tertiary_link", "living_street" -> 12;
            case "pedestrian", "service", "road" -> 13;
            default -> 14;
        };
    }

    private static int placeZoom(MapPlace place) {
        return switch (place.about()) {
            case "city" -> 6;
            case "town", "borough" -> 9;
            case "suburb", "village" -> 11;
            case "quarter", "hamlet" -> 13;
            case "neighbourhood", "locality", "square", "hospital", "railway station" -> 14;
            case "fire station", "police", "ambulance station" -> 14;
            case "helipad", "aerodrome" -> 14;
            case "park", "university", "cemetery", "stadium", "townhall", "museum" -> 14;
            default -> MAX_ZOOM + 1;
        };
    }

    /** The making of one tile. */
    private final class Cut {
        private final int zoom;
        private final double scale;
        private final double left;
        private final double top;
        private final GeometryFactory factory = new GeometryFactory();
        private final Envelope window =
                new Envelope(-MARGIN, EXTENT + MARGIN, -MARGIN, EXTENT + MARGIN);
        private final Envelope degrees;

        Cut(int zoom, int x, int y) {
            this.zoom = zoom;
            this.scale = (double) EXTENT * (1 << zoom);
            this.left = (double) EXTENT * x;
            this.top = (double) EXTENT * y;
            this.degrees =
                    new Envelope(
                            longitude(window.getMinX()),
                            longitude(window.getMaxX()),
                            latitude(window.getMaxY()),
                            latitude(window.getMinY()));
        }

        private double longitude(double tileX) {
            return (left + tileX) / scale * 360 - 180;
        }

        private double latitude(double tileY) {
            double n = Math.PI * (1 - 2 * (top + tileY) / scale);
            return Math.toDegrees(Math.atan(Math.sinh(n)));
        }

        private Coordinate project(double latitude, double longitude) {
            double sin = Math.sin(Math.toRadians(Math.clamp(latitude, -85.06, 85.06)));
            double y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
            return new Coordinate((longitude + 180) / 360 * scale - left, y * scale - top);
        }

        byte[] encode() {
            var drawn = new ArrayList<JtsLayer>();
            for (Feature.Layer layer : Feature.Layer.values()) {
                List<Geometry> shapes = shapes(layer);
                if (!shapes.isEmpty()) drawn.add(new JtsLayer(layer.tileName, shapes, EXTENT));
            }
            List<Geometry> points = points();
            if (!points.isEmpty()) drawn.add(new JtsLayer("place", points, EXTENT));
            List<Geometry> numbers = numbers();
            if (!numbers.isEmpty()) drawn.add(new JtsLayer("housenumber", numbers, EXTENT));
            if (drawn.isEmpty()) return new byte[0];
            return MvtEncoder.encode(
                    new JtsMvt(drawn),
                    new MvtLayerParams(EXTENT),
                    new UserDataKeyValueMapConverter());
        }

        private List<Geometry> shapes(Feature.Layer layer) {
            var shapes = new ArrayList<Geometry>();
            if (layer == Feature.Layer.BUILDING && zoom < 13) return shapes;
            for (Object found : tree(layer).query(degrees)) {
                var feature = (Feature) found;
                if (isHidden(feature)) continue;
                if (layer.area) addArea(feature, shapes);
                else addLines(feature, shapes);
            }
            return shapes;
        }

        private boolean isHidden(Feature feature) {
            return switch (feature.layer()) {
                case ROAD -> zoom < roadZoom(feature.kind());
                case WATERWAY -> zoom < (feature.kind().equals("stream") ? 13 : 8);
                case RAIL -> zoom < (feature.kind().equals("rail") ? 8 : 12);
                case LANDUSE -> zoom < 9;
                case WATER, BUILDING -> false;
            };
        }

        private void addLines(Feature feature, List<Geometry> shapes) {
            for (Trace trace : feature.traces()) {
                Coordinate[] line = thinned(trace, 2);
                if (line.length < 2) continue;
                for (Coordinate[] section : new LineLimiter(window).limit(line)) {
                    if (section.length < 2) continue;
                    Geometry shape = factory.createLineString(section);
                    shape.setUserData(tags(feature));
                    shapes.add(shape);
                }
            }
        }

        private void addArea(Feature feature, List<Geometry> shapes) {
            var rings = new ArrayList<Coordinate[]>();
            double smallest = zoom >= 14 ? 8 : 60;
            for (Trace trace : feature.traces()) {
                Coordinate[] ring = clipped(thinned(trace, 3));
                if (ring != null && Math.abs(area(ring)) >= smallest) rings.add(ring);
            }
            for (Geometry polygon : Polygons.of(rings, factory)) {
                polygon.setUserData(tags(feature));
                shapes.add(polygon);
            }
        }

        private Coordinate @Nullable [] clipped(Coordinate[] line) {
            if (line.length < 3) return null;
            Coordinate[] closed = line;
            if (!line[0].equals2D(line[line.length - 1])) {
                closed = java.util.Arrays.copyOf(line, line.length + 1);
                closed[line.length] = line[0].copy();
            }
            Coordinate[] clipped = new RingClipper(window).clip(closed);
            return clipped.length < 4 ? null : clipped;
        }

        /** The trace in tile units, rounded, without points that make no visible difference. */
        private Coordinate[] thinned(Trace trace, double nearest) {
            var kept = new ArrayList<Coordinate>(trace.size());
            double least = zoom == MAX_ZOOM ? 2 : 4 * nearest;
            Coordinate last = null;
            for (int i = 0; i < trace.size(); i++) {
                Coordinate next = project(trace.latitude(i), trace.longitude(i));
                next.x = Math.rint(next.x);
                next.y = Math.rint(next.y);
                boolean end = i == 0 || i == trace.size() - 1;
                if (last != null && !end && last.distance(next) < least) continue;
                if (last != null && last.equals2D(next)) continue;
                kept.add(next);
                last = next;
            }
            return kept.toArray(Coordinate[]::new);
        }

        private List<Geometry> points() {
            var points = new ArrayList<Geometry>();
            for (Object found : places.query(degrees)) {
                var place = (MapPlace) found;
                if (zoom < placeZoom(place)) continue;
                Geometry point =
                        factory.createPoint(
                                project(place.point().latitude(), place.point().longitude()));
                var tags = new LinkedHashMap<String, Object>();
                tags.put("class", place.about());
                tags.put("name", place.names().getFirst());
                point.setUserData(tags);
                points.add(point);
            }
            return points;
        }

        private List<Geometry> numbers() {
            var points = new ArrayList<Geometry>();
            if (zoom < MAX_ZOOM) return points;
            for (Object found : houses.query(degrees)) {
                var house = (MapHouse) found;
                Geometry point =
                        factory.createPoint(
                                project(house.point().latitude(), house.point().longitude()));
                point.setUserData(Map.of("name", house.number()));
                points.add(point);
            }
            return points;
        }

        private Map<String, Object> tags(Feature feature) {
            var tags = new LinkedHashMap<String, Object>();
            tags.put("class", feature.kind());
            if (!feature.names().isEmpty() && zoom >= 11) {
                tags.put("name", feature.names().getFirst());
            }
            if (feature.oneWay() && zoom >= 14) tags.put("oneway", true);
            if (feature.bridge() && zoom >= 12) tags.put("bridge", true);
            if (feature.tunnel() && zoom >= 12) tags.put("tunnel", true);
            return tags;
        }
    }

    /** Twice the signed area of a ring, halved: square tile units. */
    static double area(Coordinate[] ring) {
        double sum = 0;
        for (int i = 0; i + 1 < ring.length; i++) {
            sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
        }
        return sum / 2;
    }
}
