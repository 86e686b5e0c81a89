package org.tocsin.map;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenStreetMap's tags mean to Tocsin.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Map_features">Map features</a>
 */
final class Reading {
    private static final List<String> NAME_KEYS =
            List.of(
                    "name",
                    "official_name",
                    "alt_name",
                    "short_name",
                    "loc_name",
                    "old_name",
                    "int_name",
                    "nat_name",
                    "reg_name",
                    "addr:housename");

    /** Names in a language ("name:sv"), and further ones of a kind ("alt_name_1"). */
    private static final Pattern OTHER_NAMES =
            Pattern.compile(
                    "(?:name|official_name|alt_name|short_name|loc_name|old_name|int_name|nat_name"
                            + "|reg_name)(?::.+|_\\d+)");

    /** "12", "12.3", "12,3 km", "12+300". */
    private static final Pattern KILOMETERS =
            Pattern.compile("(?:km\\s*)?(\\d{1,4}(?:[.,]\\d{1,3})?)(?:\\+(\\d{1,3}))?(?:\\s*km)?");

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

    private static final Set<String> GREEN =
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
                    "allotments");

    private static final Set<String> BUILT =
            Set.of("residential", "industrial", "commercial", "retail", "railway", "military");

    private static final Set<String> NATURAL = Set.of("wood", "scrub", "beach", "grassland");

    private static final Set<String> WATERWAYS =
            Set.of("river", "canal", "stream", "tidal_channel");

    private static final Set<String> RAILS =
            Set.of("rail", "light_rail", "subway", "tram", "narrow_gauge", "funicular");

    /** Metres that a locality reaches from its point. */
    private static final Map<String, Double> LOCALITIES =
            Map.ofEntries(
                    Map.entry("city", 12_000.0),
                    Map.entry("town", 6_000.0),
                    Map.entry("borough", 4_000.0),
                    Map.entry("suburb", 2_500.0),
                    Map.entry("village", 2_500.0),
                    Map.entry("quarter", 1_500.0),
                    Map.entry("hamlet", 1_500.0),
                    Map.entry("neighbourhood", 1_200.0));

    private static final List<String> PLACE_KEYS =
            List.of(
                    "emergency",
                    "amenity",
                    "healthcare",
                    "railway",
                    "aeroway",
                    "public_transport",
                    "shop",
                    "tourism",
                    "leisure",
                    "historic",
                    "office",
                    "man_made",
                    "place",
                    "natural",
                    "landuse",
                    "building",
                    "addr:housename",
                    "boundary",
                    "waterway",
                    "bridge",
                    "entrance",
                    "highway");

    private Reading() {}

    /** What to draw of a way with these tags, or nothing. */
    static Optional<Feature> feature(Tags tags, List<Trace> traces, boolean ring) {
        String highway = tags.get("highway");
        if (highway != null && !NOT_ROADS.contains(highway) && !tags.is("area", "yes")) {
            return Optional.of(road(highway, tags, traces));
        }
        if (tags.is("route", "ferry")) return Optional.of(road("ferry", tags, traces));
        String rail = tags.get("railway");
        if (rail != null && RAILS.contains(rail)) {
            boolean deep = rail.equals("subway") || tags.has("tunnel");
            return deep ? Optional.empty() : plain(Feature.Layer.RAIL, rail, tags, traces);
        }
        String waterway = tags.get("waterway");
        if (waterway != null && WATERWAYS.contains(waterway)) {
            return plain(Feature.Layer.WATERWAY, waterway, tags, traces);
        }
        return ring ? area(tags, traces) : Optional.empty();
    }

    private static Feature road(String kind, Tags tags, List<Trace> traces) {
        boolean oneWay = tags.isAnyOf("oneway", List.of("yes", "1", "true", "-1"));
        return new Feature(
                Feature.Layer.ROAD,
                kind,
                roadNames(tags),
                oneWay,
                tags.has("bridge") && !tags.is("bridge", "no"),
                tags.has("tunnel") && !tags.is("tunnel", "no"),
                traces);
    }

    private static Optional<Feature> area(Tags tags, List<Trace> traces) {
        String natural = tags.get("natural");
        if ("water".equals(natural)
                || tags.is("waterway", "riverbank")
                || tags.is("waterway", "dock")) {
            String kind = tags.get("water");
            return plain(Feature.Layer.WATER, kind == null ? "water" : kind, tags, traces);
        }
        if (tags.has("building") && !tags.is("building", "no")) {
            return plain(Feature.Layer.BUILDING, "building", tags, traces);
        }
        if (tags.isAnyOf("leisure", List.of("park", "garden", "golf_course", "nature_reserve"))) {
            return plain(Feature.Layer.LANDUSE, "park", tags, traces);
        }
        if (tags.isAnyOf("leisure", List.of("pitch", "stadium", "sports_centre", "playground"))) {
            return plain(Feature.Layer.LANDUSE, "recreation_ground", tags, traces);
        }
        if (tags.isAnyOf("amenity", List.of("hospital", "school", "university", "college"))) {
            String amenity = tags.is("amenity", "hospital") ? "hospital" : "school";
            return plain(Feature.Layer.LANDUSE, amenity, tags, traces);
        }
        if (natural != null && NATURAL.contains(natural)) {
            return plain(Feature.Layer.LANDUSE, natural, tags, traces);
        }
        String landuse = tags.get("landuse");
        if (landuse != null && (GREEN.contains(landuse) || BUILT.contains(landuse))) {
            return plain(Feature.Layer.LANDUSE, landuse, tags, traces);
        }
        return Optional.empty();
    }

    private static Optional<Feature> plain(
            Feature.Layer layer, String kind, Tags tags, List<Trace> traces) {
        String name = tags.get("name");
        boolean named = name != null && layer != Feature.Layer.BUILDING;
        List<String> names = named ? List.of(name) : List.of();
        return Optional.of(new Feature(layer, kind, names, false, false, false, traces));
    }

    /** All names of a thing, in all languages, the one on the sign first. */
    static List<String> names(Tags tags) {
        var names = new ArrayList<String>();
        for (String key : NAME_KEYS) addNames(names, tags.get(key));
        for (int i = 0; i < tags.size(); i++) {
            if (OTHER_NAMES.matcher(tags.key(i)).matches()) addNames(names, tags.value(i));
        }
        return List.copyOf(names);
    }

    private static List<String> roadNames(Tags tags) {
        var names = new ArrayList<>(names(tags));
        addNames(names, tags.get("ref"));
        return List.copyOf(names);
    }

    private static void addNames(List<String> names, @Nullable String value) {
        if (value == null) return;
        for (String name : value.split(";")) {
            String plain = name.strip();
            if (!plain.isEmpty() && !names.contains(plain)) names.add(plain);
        }
    }

    static Optional<MapHouse> house(Tags tags, Point point) {
        String number = tags.get("addr:housenumber");
        if (number == null || number.isBlank()) return Optional.empty();
        String street = tags.get("addr:street");
        if (street == null) street = tags.get("addr:place");
        if (street == null || street.isBlank()) return Optional.empty();
        String city = tags.get("addr:city");
        return Optional.of(new MapHouse(street, number, city == null ? "" : city, point));
    }

    /** Whether it is searched as a street, not as a place: a named square is a place. */
    static boolean isRoad(Tags tags) {
        String highway = tags.get("highway");
        return highway != null && !NOT_ROADS.contains(highway) && !tags.is("area", "yes");
    }

    /** A named place that is no street. */
    static Optional<MapPlace> place(Tags tags, Point point) {
        boolean exit = tags.is("highway", "motorway_junction");
        if (isRoad(tags) && !exit && !tags.has("place")) return Optional.empty();
        if (tags.is("emergency", "fire_hydrant")) return hydrant(tags, point);
        if (exit) return exit(tags, point);
        List<String> names = names(tags);
        for (String key : PLACE_KEYS) {
            String value = tags.get(key);
            if (value == null || value.equals("no") || names.isEmpty()) continue;
            Double reach = key.equals("place") ? LOCALITIES.get(value) : null;
            boolean station =
                    landmarkKind(tags).filter(kind -> kind != Landmark.Kind.SCHOOL).isPresent()
                            || tags.isAnyOf("railway", List.of("station", "halt"));
            return Optional.of(
                    new MapPlace(
                            station ? Kind.STATION : Kind.PLACE,
                            names,
                            about(key, value),
                            point,
                            reach == null ? 0 : reach));
        }
        return Optional.empty();
    }

    /** A hydrant is called by its number. */
    private static Optional<MapPlace> hydrant(Tags tags, Point point) {
        var names = new ArrayList<String>();
        for (String key : List.of("ref", "fire_hydrant:ref", "ref:hydrant")) {
            String number = tags.get(key);
            if (number != null && !number.isBlank()) names.add("Hydrant " + number.strip());
        }
        names.addAll(names(tags));
        if (names.isEmpty()) return Optional.empty();
        String type = tags.get("fire_hydrant:type");
        String about = type == null ? "hydrant" : type.replace('_', ' ') + " hydrant";
        return Optional.of(new MapPlace(Kind.HYDRANT, List.copyOf(names), about, point, 0));
    }

    /** An exit is called by its number and what it leads to. */
    private static Optional<MapPlace> exit(Tags tags, Point point) {
        var names = new ArrayList<String>();
        String number = tags.get("ref");
        if (number != null && !number.isBlank()) names.add("Exit " + number.strip());
        names.addAll(names(tags));
        if (names.isEmpty()) return Optional.empty();
        return Optional.of(new MapPlace(Kind.PLACE, List.copyOf(names), "motorway exit", point, 0));
    }

    private static String about(String key, String value) {
        String words = value.replace('_', ' ');
        if (value.equals("yes")) return key.replace('_', ' ');
        return switch (key) {
            case "shop" -> words + " shop";
            case "railway" -> "railway " + words;
            case "office" -> words + " office";
            case "addr:housename" -> "house";
            case "bridge" -> "bridge";
            case "highway" -> value.equals("pedestrian") ? "square" : words;
            default -> words;
        };
    }

    /** A kilometre mark beside a road; nothing where its number cannot be read. */
    static Optional<MapMilestone> milestone(Tags tags, Point point) {
        if (!tags.is("highway", "milestone")) return Optional.empty();
        for (String key : List.of("distance", "pk", "milestone", "name")) {
            String value = tags.get(key);
            Matcher number = KILOMETERS.matcher(value == null ? "" : value.strip());
            if (!number.matches()) continue;
            double kilometer = Double.parseDouble(number.group(1).replace(',', '.'));
            if (number.group(2) != null) kilometer += Integer.parseInt(number.group(2)) / 1_000.0;
            String ref = tags.get("ref") == null ? tags.get("road_ref") : tags.get("ref");
            boolean road = ref != null && !ref.matches("[\\d.,+]+") && !ref.contains(";");
            return Optional.of(new MapMilestone(road && ref != null ? ref : "", kilometer, point));
        }
        return Optional.empty();
    }

    static Optional<Landmark> landmark(Tags tags, Point point) {
        return landmarkKind(tags)
                .map(
                        kind -> {
                            String name = tags.get("name");
                            if (name == null && kind == Landmark.Kind.HYDRANT) {
                                name = tags.get("ref");
                            }
                            if (name == null && kind == Landmark.Kind.DEFIBRILLATOR) {
                                name = tags.get("defibrillator:location");
                            }
                            return new Landmark(kind, name == null ? "" : name, point);
                        });
    }

    private static Optional<Landmark.Kind> landmarkKind(Tags tags) {
        if (tags.is("amenity", "fire_station")) return Optional.of(Landmark.Kind.FIRE_STATION);
        if (tags.is("emergency", "ambulance_station")) {
            return Optional.of(Landmark.Kind.AMBULANCE_STATION);
        }
        if (tags.is("amenity", "police")) return Optional.of(Landmark.Kind.POLICE_STATION);
        if (tags.is("amenity", "hospital") || tags.is("healthcare", "hospital")) {
            return Optional.of(Landmark.Kind.HOSPITAL);
        }
        if (tags.is("amenity", "school")) return Optional.of(Landmark.Kind.SCHOOL);
        if (tags.is("emergency", "fire_hydrant")) return Optional.of(Landmark.Kind.HYDRANT);
        if (tags.is("emergency", "defibrillator")) {
            return Optional.of(Landmark.Kind.DEFIBRILLATOR);
        }
        return Optional.empty();
    }
}
