package org.tocsin.tiles;

import com.onthegomap.planetiler.FeatureCollector;
import com.onthegomap.planetiler.FeatureMerge;
import com.onthegomap.planetiler.Profile;
import com.onthegomap.planetiler.VectorTile;
import com.onthegomap.planetiler.geo.GeometryException;
import com.onthegomap.planetiler.reader.SimpleFeature;
import com.onthegomap.planetiler.reader.SourceFeature;
import com.onthegomap.planetiler.reader.osm.OsmElement;
import com.onthegomap.planetiler.reader.osm.OsmRelationInfo;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.Polygon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What of an extract is drawn, and from which zoom on. Layers and classes are those of the server's
 * own cutter ({@code org.tocsin.map.Tiles}), which draws maps that were not built; a test of the
 * app compares the two.
 */
final class Backdrop implements Profile {
    static final String SOURCE = "osm";

    /** Lines are joined where they go on, up to this zoom: deeper ones are few enough in a tile. */
    private static final int MAX_JOINED_ZOOM = 13;

    private static final Set<String> NOT_ROADS =
            Set.of(
                    "proposed",
                    "construction",
                    "planned",
                    "abandoned",
                    "razed",
                    "platform",
                    "bus_stop",
                    "rest_area",
                    "services",
                    "corridor",
                    "elevator",
                    "raceway");

    private static final Set<String> RAILS =
            Set.of("rail", "light_rail", "subway", "tram", "narrow_gauge", "funicular");

    private static final Set<String> WATERWAYS =
            Set.of("river", "canal", "stream", "tidal_channel");

    private static final Set<String> NATURAL = Set.of("wood", "scrub", "beach", "grassland");

    private static final Set<String> LANDUSE =
            Set.of(
                    "forest",
                    "grass",
                    "meadow",
                    "cemetery",
                    "recreation_ground",
                    "farmland",
                    "orchard",
                    "vineyard",
                    "village_green",
                    "allotments",
                    "residential",
                    "industrial",
                    "commercial",
                    "retail",
                    "railway",
                    "military");

    private final Envelope box;
    private final Queue<LineString> coast = new ConcurrentLinkedQueue<>();

    /**
     * @param box of the extract, degrees; the world when the extract does not say
     */
    Backdrop(Envelope box) {
        this.box = box;
    }

    /** A border between countries, regions, counties or towns: the lower the level, the larger. */
    private record Border(long id, int level) implements OsmRelationInfo {}

    @Override
    public String name() {
        return "Tocsin backdrop";
    }

    @Override
    public String attribution() {
        return "© OpenStreetMap contributors";
    }

    @Override
    public List<OsmRelationInfo> preprocessOsmRelation(OsmElement.Relation relation) {
        if (!"administrative".equals(relation.getString("boundary"))) return List.of();
        int level = level(relation.getString("admin_level"));
        return level > 8 ? List.of() : List.of(new Border(relation.id(), level));
    }

    private static int level(@Nullable String text) {
        boolean known = text != null && text.matches("[2-9]|1[01]");
        return known ? Integer.parseInt(text) : 99;
    }

    @Override
    public void processFeature(SourceFeature thing, FeatureCollector out) {
        if (thing.isPoint()) {
            point(thing, out, false);
            return;
        }
        if (thing.canBeLine()) line(thing, out);
        if (thing.canBePolygon()) {
            area(thing, out);
            point(thing, out, true);
        }
    }

    private void line(SourceFeature way, FeatureCollector out) {
        keepCoast(way);
        String highway = way.getString("highway");
        String rail = way.getString("railway");
        String waterway = way.getString("waterway");
        if (highway != null && !NOT_ROADS.contains(highway) && !way.hasTag("area", "yes")) {
            road(way, highway, out);
        } else if (way.hasTag("route", "ferry")) {
            road(way, "ferry", out);
        } else if (rail != null && RAILS.contains(rail)) {
            if (rail.equals("subway") || way.hasTag("tunnel")) return;
            out.line("rail").setAttr("class", rail).setMinZoom(rail.equals("rail") ? 8 : 12);
        } else if (waterway != null && WATERWAYS.contains(waterway)) {
            out.line("waterway")
                    .setAttr("class", waterway)
                    .setAttrWithMinzoom("name", name(way), 11)
                    .setMinZoom(waterway.equals("stream") ? 13 : 8);
        }
        border(way, out);
    }

    private void keepCoast(SourceFeature way) {
        if (!way.hasTag("natural", "coastline")) return;
        try {
            switch (way.latLonGeometry()) {
                case LineString one -> coast.add(one);
                case MultiLineString many -> {
                    for (int i = 0; i < many.getNumGeometries(); i++) {
                        coast.add((LineString) many.getGeometryN(i));
                    }
                }
                default -> {} // A point: nothing lies to the right of it.
            }
        } catch (GeometryException e) {
            e.log("a coastline could not be read");
        }
    }

    private static void road(SourceFeature way, String kind, FeatureCollector out) {
        String ref = way.getString("ref");
        String named = name(way);
        out.line("road")
                .setAttr("class", kind)
                .setAttrWithMinzoom("name", named == null ? ref : named, 11)
                .setAttrWithMinzoom("ref", ref, 8)
                .setAttrWithMinzoom(
                        "oneway", truth(way.hasTag("oneway", "yes", "1", "true", "-1")), 14)
                .setAttrWithMinzoom("bridge", truth(isSet(way, "bridge")), 12)
                .setAttrWithMinzoom("tunnel", truth(isSet(way, "tunnel")), 12)
                .setMinPixelSize(0)
                .setMinZoom(roadZoom(kind));
    }

    /** What does not hold takes no room. */
    private static @Nullable Boolean truth(boolean holds) {
        return holds ? true : null;
    }

    private static boolean isSet(SourceFeature way, String key) {
        return way.hasTag(key) && !way.hasTag(key, "no");
    }

    private static void border(SourceFeature way, FeatureCollector out) {
        int level =
                way.relationInfo(Border.class).stream()
                        .mapToInt(member -> member.relation().level())
                        .min()
                        .orElse(99);
        if (level > 8) return;
        out.line("boundary")
                .setAttr("level", level)
                .setMinPixelSize(0)
                .setMinZoom(level <= 2 ? 0 : level <= 4 ? 4 : level <= 6 ? 8 : 11);
    }

    private static void area(SourceFeature thing, FeatureCollector out) {
        if (thing.hasTag("natural", "water") || thing.hasTag("waterway", "riverbank", "dock")) {
            String kind = thing.getString("water");
            out.polygon("water")
                    .setAttr("class", kind == null ? "water" : kind)
                    .setAttrWithMinzoom("name", name(thing), 11)
                    .setMinZoom(4);
            return;
        }
        if (isSet(thing, "building")) {
            out.polygon("building").setAttr("class", "building").setMinZoom(13);
            return;
        }
        ground(thing)
                .ifPresent(
                        kind ->
                                out.polygon("landuse")
                                        .setAttr("class", kind)
                                        .setMinPixelSizeBelowZoom(13, 3)
                                        .setMinZoom(7));
    }

    private static Optional<String> ground(SourceFeature thing) {
        if (thing.hasTag("leisure", "park", "garden", "golf_course", "nature_reserve")) {
            return Optional.of("park");
        }
        if (thing.hasTag("leisure", "pitch", "stadium", "sports_centre", "playground")) {
            return Optional.of("recreation_ground");
        }
        if (thing.hasTag("amenity", "hospital")) return Optional.of("hospital");
        if (thing.hasTag("amenity", "school", "university", "college")) {
            return Optional.of("school");
        }
        String natural = thing.getString("natural");
        if (natural != null && NATURAL.contains(natural)) return Optional.of(natural);
        String landuse = thing.getString("landuse");
        return landuse != null && LANDUSE.contains(landuse)
                ? Optional.of(landuse)
                : Optional.empty();
    }

    /** Names and numbers: of a node where it lies, of an area in its middle. */
    private static void point(SourceFeature thing, FeatureCollector out, boolean area) {
        String number = thing.getString("addr:housenumber");
        if (number != null) {
            (area ? out.pointOnSurface("housenumber") : out.point("housenumber"))
                    .setAttr("name", number)
                    .setBufferPixels(16)
                    .setMinZoom(14);
        }
        String name = name(thing);
        if (name == null) return;
        placeKind(thing)
                .ifPresent(
                        kind ->
                                (area ? out.pointOnSurface("place") : out.point("place"))
                                        .setAttr("class", kind)
                                        .setAttr("name", name)
                                        .setSortKey(placeZoom(kind))
                                        .setBufferPixels(64)
                                        .setMinZoom(placeZoom(kind)));
    }

    private static Optional<String> placeKind(SourceFeature thing) {
        String place = thing.getString("place");
        if (place != null && placeZoom(place) <= 14) return Optional.of(place);
        if (thing.hasTag("amenity", "hospital") || thing.hasTag("healthcare", "hospital")) {
            return Optional.of("hospital");
        }
        if (thing.hasTag("amenity", "fire_station")) return Optional.of("fire station");
        if (thing.hasTag("amenity", "police")) return Optional.of("police");
        if (thing.hasTag("emergency", "ambulance_station")) return Optional.of("ambulance station");
        if (thing.hasTag("railway", "station")) return Optional.of("railway station");
        if (thing.hasTag("aeroway", "helipad", "aerodrome")) {
            return Optional.ofNullable(thing.getString("aeroway"));
        }
        if (thing.hasTag("amenity", "university", "townhall")) {
            return Optional.ofNullable(thing.getString("amenity"));
        }
        if (thing.hasTag("tourism", "museum")) return Optional.of("museum");
        if (thing.hasTag("landuse", "cemetery")) return Optional.of("cemetery");
        if (thing.hasTag("leisure", "park", "stadium")) {
            return Optional.ofNullable(thing.getString("leisure"));
        }
        return Optional.empty();
    }

    private static @Nullable String name(SourceFeature thing) {
        String name = thing.getString("name");
        return name == null || name.isBlank() ? null : name.strip();
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

    private static int placeZoom(String kind) {
        return switch (kind) {
            case "city" -> 6;
            case "town", "borough" -> 9;
            case "suburb", "village" -> 11;
            case "quarter", "hamlet" -> 13;
            case "neighbourhood", "locality", "square" -> 14;
            case "hospital", "railway station", "fire station", "police" -> 14;
            case "ambulance station", "helipad", "aerodrome" -> 14;
            case "park", "university", "cemetery", "stadium", "townhall", "museum" -> 14;
            default -> 99;
        };
    }

    @Override
    public void finish(
            String source,
            FeatureCollector.Factory collectors,
            Consumer<FeatureCollector.Feature> next) {
        long id = 1;
        for (Polygon sea : Sea.of(List.copyOf(coast), box)) {
            FeatureCollector out = collectors.get(SimpleFeature.fromLatLonGeometry(sea, id++));
            out.polygon("water").setAttr("class", "sea").setMinZoom(0);
            for (FeatureCollector.Feature feature : out) next.accept(feature);
        }
    }

    @Override
    public List<VectorTile.Feature> postProcessLayerFeatures(
            String layer, int zoom, List<VectorTile.Feature> features) {
        return switch (layer) {
            case "road", "rail", "waterway", "boundary" ->
                    zoom > MAX_JOINED_ZOOM
                            ? features
                            : FeatureMerge.mergeLineStrings(features, 0.5, 0.1, 4);
            default -> features;
        };
    }

    @Override
    public Map<String, String> extraArchiveMetadata() {
        return Map.of("tocsin:format", "1");
    }
}
