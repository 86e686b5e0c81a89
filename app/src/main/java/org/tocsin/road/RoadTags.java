package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.road.Access.Oneway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads OpenStreetMap's tags of ways and nodes as far as driving goes. Values of {@code oneway}
 * whose direction depends on the hour close a road. {@code oneway:conflict} is not read: it has no
 * agreed meaning.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:access">Key:access</a>
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:maxspeed">Key:maxspeed</a>
 */
final class RoadTags {
    static final double WALK_KMH = 6;
    private static final double KMH_PER_MPH = 1.609344;
    private static final double KMH_PER_KNOT = 1.852;

    /** What "no limit" means: as fast as any profile drives. */
    private static final double NO_LIMIT_KMH = 130 / 0.9;

    private static final double METERS_PER_FOOT = 0.3048;
    private static final double METERS_PER_INCH = 0.0254;
    private static final double TONNES_PER_SHORT_TON = 0.907185;
    private static final double TONNES_PER_POUND = 0.000453592;

    /** A way as far as driving on it goes; at some hours it may be another road. */
    record Way(
            RawRoad road, ByHour byHour, String name, String ref, boolean bridge, boolean tunnel) {}

    /** What a node puts in the way, if anything, and what holds up there: see {@link Holdups}. */
    record Node(Optional<RawRoad> barrier, ByHour byHour, int holdups) {
        static final Node PLAIN = new Node(Optional.empty(), ByHour.NEVER, 0);

        boolean plain() {
            return barrier.isEmpty() && holdups == 0;
        }
    }

    private static final Map<String, RoadClass> CLASSES =
            Map.ofEntries(
                    Map.entry("motorway", RoadClass.MOTORWAY),
                    Map.entry("motorway_link", RoadClass.MOTORWAY_LINK),
                    Map.entry("trunk", RoadClass.TRUNK),
                    Map.entry("trunk_link", RoadClass.TRUNK_LINK),
                    Map.entry("primary", RoadClass.PRIMARY),
                    Map.entry("primary_link", RoadClass.PRIMARY_LINK),
                    Map.entry("secondary", RoadClass.SECONDARY),
                    Map.entry("secondary_link", RoadClass.SECONDARY_LINK),
                    Map.entry("tertiary", RoadClass.TERTIARY),
                    Map.entry("tertiary_link", RoadClass.TERTIARY_LINK),
                    Map.entry("unclassified", RoadClass.UNCLASSIFIED),
                    Map.entry("road", RoadClass.UNCLASSIFIED),
                    Map.entry("residential", RoadClass.RESIDENTIAL),
                    Map.entry("living_street", RoadClass.LIVING_STREET),
                    Map.entry("service", RoadClass.SERVICE),
                    Map.entry("busway", RoadClass.BUSWAY),
                    Map.entry("pedestrian", RoadClass.PEDESTRIAN),
                    Map.entry("track", RoadClass.TRACK),
                    Map.entry("path", RoadClass.PATH),
                    Map.entry("bridleway", RoadClass.PATH),
                    Map.entry("cycleway", RoadClass.CYCLEWAY),
                    Map.entry("footway", RoadClass.FOOTWAY),
                    Map.entry("steps", RoadClass.STEPS));

    private static final Map<String, Surface> SURFACES =
            Map.ofEntries(
                    Map.entry("cobblestone", Surface.COBBLED),
                    Map.entry("unhewn_cobblestone", Surface.COBBLED),
                    Map.entry("compacted", Surface.COMPACTED),
                    Map.entry("fine_gravel", Surface.COMPACTED),
                    Map.entry("unpaved", Surface.LOOSE),
                    Map.entry("gravel", Surface.LOOSE),
                    Map.entry("pebblestone", Surface.LOOSE),
                    Map.entry("dirt", Surface.LOOSE),
                    Map.entry("earth", Surface.LOOSE),
                    Map.entry("ground", Surface.LOOSE),
                    Map.entry("grass_paver", Surface.LOOSE),
                    Map.entry("rock", Surface.LOOSE),
                    Map.entry("stone", Surface.LOOSE),
                    Map.entry("woodchips", Surface.LOOSE),
                    Map.entry("grass", Surface.SOFT),
                    Map.entry("mud", Surface.SOFT),
                    Map.entry("sand", Surface.SOFT));

    private static final Map<String, Barrier> BARRIERS =
            Map.ofEntries(
                    Map.entry("gate", Barrier.GATE),
                    Map.entry("swing_gate", Barrier.GATE),
                    Map.entry("sliding_gate", Barrier.GATE),
                    Map.entry("hampshire_gate", Barrier.GATE),
                    Map.entry("lift_gate", Barrier.LIFT_GATE),
                    Map.entry("chain", Barrier.CHAIN),
                    Map.entry("yes", Barrier.CHAIN),
                    Map.entry("bollard", Barrier.BOLLARD),
                    Map.entry("block", Barrier.BLOCK),
                    Map.entry("jersey_barrier", Barrier.BLOCK),
                    Map.entry("debris", Barrier.BLOCK),
                    Map.entry("log", Barrier.BLOCK),
                    Map.entry("planter", Barrier.BLOCK),
                    Map.entry("bus_trap", Barrier.BUS_TRAP),
                    Map.entry("sump_buster", Barrier.BUS_TRAP),
                    Map.entry("kissing_gate", Barrier.NARROW),
                    Map.entry("wicket_gate", Barrier.NARROW),
                    Map.entry("stile", Barrier.NARROW),
                    Map.entry("horse_stile", Barrier.NARROW),
                    Map.entry("turnstile", Barrier.NARROW),
                    Map.entry("full-height_turnstile", Barrier.NARROW),
                    Map.entry("cycle_barrier", Barrier.NARROW),
                    Map.entry("motorcycle_barrier", Barrier.NARROW),
                    Map.entry("horse_jump", Barrier.NARROW));

    private static final Set<String> FREE_TO_PASS =
            Set.of(
                    "",
                    "no",
                    "cattle_grid",
                    "toll_booth",
                    "border_control",
                    "entrance",
                    "kerb",
                    "height_restrictor",
                    "width_restrictor",
                    "coupure",
                    "sally_port",
                    "rope",
                    "checkpoint",
                    "guard_house");
    private static final Set<String> LOWERED_BOLLARDS =
            Set.of("removable", "rising", "foldable", "flexible", "retractable", "plastic");

    private static final Pattern SPEED =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)\\s*(km/h|kmh|kph|mph|knots)?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):(\\d{2})(?::(\\d{2}))?");
    private static final Pattern FEET = Pattern.compile("(\\d{1,3})'\\s*(?:(\\d{1,2})(?:\"|''))?");
    private static final Pattern MEASURE =
            Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)\\s*(m|ft|t|kg|st|lbs|tons?)?");

    private final Map<String, String> tags;

    private RoadTags(Map<String, String> tags) {
        this.tags = tags;
    }

    /** The road that a way with these tags is to vehicles of any profile. */
    static Optional<Way> forVehicles(Map<String, String> tags) {
        return read(tags)
                .filter(
                        way ->
                                forVehicles(way.road())
                                        || way.byHour().anyIs(RoadTags::forVehicles));
    }

    /** Whether vehicles may have it in their network. */
    static boolean forVehicles(RawRoad road) {
        return switch (road.roadClass()) {
            case STEPS, BARRIER -> false;
            case PATH, CYCLEWAY, FOOTWAY, FERRY ->
                    DrivingRules.grantsMotors(road.access())
                            || Access.value(road.access(), Access.Key.EMERGENCY).grants();
            case MOTORWAY,
                    MOTORWAY_LINK,
                    TRUNK,
                    TRUNK_LINK,
                    PRIMARY,
                    PRIMARY_LINK,
                    SECONDARY,
                    SECONDARY_LINK,
                    TERTIARY,
                    TERTIARY_LINK,
                    UNCLASSIFIED,
                    RESIDENTIAL,
                    LIVING_STREET,
                    SERVICE,
                    BUSWAY,
                    PEDESTRIAN,
                    TRACK ->
                    true;
        };
    }

    /** The road that a way with these tags is to anybody, on wheels or on foot. */
    static Optional<Way> read(Map<String, String> tags) {
        var way = new RoadTags(tags);
        return way.is("area", "yes") ? Optional.empty() : way.way(way.roadClass());
    }

    /**
     * The road that a way with these tags is to bicycles and people on foot. Squares are walked
     * round their edge; platforms and piers are footways.
     */
    static Optional<Way> forPaths(Map<String, String> tags) {
        var way = new RoadTags(tags);
        RoadClass roadClass =
                way.is("area", "yes") || way.isPlatform() ? way.footway() : way.roadClass();
        return way.way(roadClass).filter(read -> forPaths(read.road()));
    }

    private static boolean forPaths(RawRoad road) {
        return road.roadClass() != RoadClass.MOTORWAY
                && road.roadClass() != RoadClass.MOTORWAY_LINK;
    }

    private boolean isPlatform() {
        return is("railway", "platform")
                || is("public_transport", "platform")
                || is("highway", "platform")
                || is("highway", "corridor")
                || is("man_made", "pier");
    }

    private @Nullable RoadClass footway() {
        boolean walked = isPlatform() || CLASSES.containsKey(tag("highway"));
        return walked ? RoadClass.FOOTWAY : null;
    }

    private @Nullable RoadClass roadClass() {
        return is("route", "ferry") ? RoadClass.FERRY : CLASSES.get(tag("highway"));
    }

    private Optional<Way> way(@Nullable RoadClass roadClass) {
        if (roadClass == null) return Optional.empty();
        boolean bridge = isSet("bridge");
        boolean tunnel = isSet("tunnel");
        RawRoad road = raw(roadClass);
        return Optional.of(
                new Way(
                        road,
                        ByHour.of(tags, road, other -> new RoadTags(other).raw(roadClass)),
                        tag("name"),
                        tag("ref"),
                        bridge,
                        tunnel));
    }

    private RawRoad raw(RoadClass roadClass) {
        return new RawRoad(
                roadClass,
                access(roadClass),
                RawRoad.ground(
                        SURFACES.getOrDefault(tag("surface"), Surface.PAVED),
                        named(TrackGrade.values(), tag("tracktype")),
                        named(Smoothness.values(), tag("smoothness")),
                        level(isSet("bridge"), isSet("tunnel"))),
                limit("maxspeed:forward"),
                limit("maxspeed:backward"),
                limits());
    }

    private static <E extends Enum<E>> @Nullable E named(E[] all, String name) {
        for (E each : all) if (each.name().equalsIgnoreCase(name)) return each;
        return null;
    }

    private int level(boolean bridge, boolean tunnel) {
        String layer = tag("layer");
        if (layer.matches("-?[1-7]")) return Integer.parseInt(layer);
        return bridge ? 1 : tunnel ? -1 : 0;
    }

    private int limit(String directedKey) {
        OptionalDouble limit = speedLimitKmh(tag(directedKey));
        if (limit.isEmpty()) limit = speedLimitKmh(tag("maxspeed"));
        return limit.isEmpty() ? 0 : hundredths(limit.getAsDouble());
    }

    /** A speed in hundredths of km/h, at least one. */
    static int hundredths(double kmh) {
        return Math.clamp(Math.round(kmh * 100), 1, RawRoad.MAX_LIMIT);
    }

    private long access(RoadClass roadClass) {
        long bits = 0;
        bits = Access.with(bits, Access.Key.ACCESS, value("access"));
        bits = Access.with(bits, Access.Key.VEHICLE, value("vehicle"));
        bits = Access.with(bits, Access.Key.MOTOR_VEHICLE, value("motor_vehicle"));
        bits = Access.with(bits, Access.Key.MOTORCAR, value("motorcar"));
        bits = Access.with(bits, Access.Key.HGV, value("hgv"));
        bits = Access.with(bits, Access.Key.BUS, busValue());
        bits = Access.with(bits, Access.Key.EMERGENCY, value("emergency"));
        bits = Access.with(bits, Access.Key.BICYCLE, value("bicycle"));
        bits = Access.with(bits, Access.Key.FOOT, value("foot"));
        bits = Access.with(bits, Access.ONEWAY, oneway("oneway"));
        bits =
                Access.with(
                        bits,
                        Access.ONEWAY_MOTOR,
                        oneway(first("oneway:motorcar", "oneway:motor_vehicle"), ""));
        bits = Access.with(bits, Access.ONEWAY_BICYCLE, onewayForBicycles());
        bits = Access.with(bits, Access.ONEWAY_FOOT, onewayOnFoot());
        if (is("ramp:bicycle", "yes")) bits |= Access.RAMP;
        if (is("motorroad", "yes")) bits |= Access.MOTORROAD;
        boolean round = is("junction", "roundabout") || is("junction", "circular");
        if (round) bits |= Access.ROUNDABOUT;
        if (round || roadClass == RoadClass.MOTORWAY) bits |= Access.IMPLIED_ONEWAY;
        if (is("oneway:emergency", "no")) bits |= Access.FREE_FOR_CREWS;
        boolean buses =
                is("oneway:bus", "no") || is("oneway:psv", "no") || is("busway", "opposite_lane");
        if (buses) bits |= Access.FREE_FOR_BUSES;
        if (first("motor_vehicle:forward", "vehicle:forward").equals("no")) {
            bits |= Access.SHUT_FORWARD;
        }
        if (first("motor_vehicle:backward", "vehicle:backward").equals("no")) {
            bits |= Access.SHUT_BACKWARD;
        }
        if (is("service", "emergency_access")) bits |= Access.CREWS_ONLY;
        return bits;
    }

    private Access.Value value(String key) {
        return Access.parse(tag(key));
    }

    private Access.Value busValue() {
        Access.Value bus = value("bus");
        return bus.grants() ? bus : value("psv");
    }

    private Oneway oneway(String key) {
        return oneway(tag(key), "");
    }

    private static Oneway oneway(String value, String otherwise) {
        return switch (value.isEmpty() ? otherwise : value) {
            case "yes", "true", "1" -> Oneway.FORWARD;
            case "-1", "reverse" -> Oneway.BACKWARD;
            case "reversible" -> Oneway.CHANGING;
            case "no", "false", "0", "alternating" -> Oneway.NO;
            default -> Oneway.UNSAID;
        };
    }

    private Oneway onewayForBicycles() {
        boolean opposite =
                tag("cycleway").startsWith("opposite")
                        || tag("cycleway:left").startsWith("opposite")
                        || tag("cycleway:right").startsWith("opposite");
        boolean backward =
                is("bicycle:backward", "yes")
                        || Stream.of("cycleway:left:oneway", "cycleway:right:oneway")
                                .map(this::tag)
                                .anyMatch(value -> value.equals("no") || value.equals("-1"));
        return oneway(tag("oneway:bicycle"), opposite || backward ? "no" : "");
    }

    /** Signs for vehicles do not mean people on foot; escalators do. */
    private Oneway onewayOnFoot() {
        if (is("conveying", "forward") || is("foot:backward", "no")) return Oneway.FORWARD;
        if (is("conveying", "backward") || is("foot:forward", "no")) return Oneway.BACKWARD;
        return oneway("oneway:foot");
    }

    /** The limit in km/h that a {@code maxspeed} value says; empty if it says none. */
    static OptionalDouble speedLimitKmh(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) return OptionalDouble.empty();
        if (text.equals("walk") || text.endsWith(":walk")) return OptionalDouble.of(WALK_KMH);
        if (text.equals("none")) return OptionalDouble.of(NO_LIMIT_KMH);
        if (text.endsWith(":living_street")) return OptionalDouble.of(WALK_KMH / 0.9);
        if (text.endsWith(":urban")) return OptionalDouble.of(50);
        if (text.endsWith(":rural")) return OptionalDouble.of(90);
        if (text.endsWith(":motorway")) return OptionalDouble.of(120);
        String number = text.replaceFirst("^[a-z]{2}:(?:zone:?)?", "");
        Matcher matcher = SPEED.matcher(number.split(";", 2)[0].strip());
        if (!matcher.matches()) return OptionalDouble.empty();
        double amount = Double.parseDouble(matcher.group(1));
        if (amount == 0) return OptionalDouble.empty();
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        return OptionalDouble.of(
                switch (unit) {
                    case "mph" -> amount * KMH_PER_MPH;
                    case "knots" -> amount * KMH_PER_KNOT;
                    default -> amount;
                });
    }

    private long limits() {
        return RawRoad.limits(
                meters(first("maxheight:physical", "maxheight")),
                meters(first("maxwidth:physical", "maxwidth")),
                meters(tag("maxlength")),
                tonnes(tag("maxweight")));
    }

    /** A measure in metres; 0 if it says none. */
    static double meters(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        Matcher feet = FEET.matcher(text);
        if (feet.matches()) {
            double inches = feet.group(2) == null ? 0 : Double.parseDouble(feet.group(2));
            return Double.parseDouble(feet.group(1)) * METERS_PER_FOOT + inches * METERS_PER_INCH;
        }
        Matcher matcher = MEASURE.matcher(text);
        if (!matcher.matches()) return 0;
        double amount = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2) == null ? "m" : matcher.group(2)) {
            case "m" -> amount;
            case "ft" -> amount * METERS_PER_FOOT;
            default -> 0;
        };
    }

    /** A weight in tonnes; 0 if it says none. */
    static double tonnes(String value) {
        Matcher matcher = MEASURE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) return 0;
        double amount = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2) == null ? "t" : matcher.group(2)) {
            case "t" -> amount;
            case "kg" -> amount / 1000;
            case "lbs" -> amount * TONNES_PER_POUND;
            case "st", "ton", "tons" -> amount * TONNES_PER_SHORT_TON;
            default -> 0;
        };
    }

    /** How long a ferry says it takes; empty if it does not. */
    static OptionalDouble ferrySeconds(Map<String, String> tags) {
        var way = new RoadTags(tags);
        Matcher clock = CLOCK.matcher(way.tag("duration"));
        if (!way.is("route", "ferry") || !clock.matches()) return OptionalDouble.empty();
        int seconds = clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3));
        return OptionalDouble.of(
                Integer.parseInt(clock.group(1)) * 3600.0
                        + Integer.parseInt(clock.group(2)) * 60.0
                        + seconds);
    }

    /** What a node with these tags puts in the way, or holds up. */
    static Node node(Map<String, String> tags) {
        if (tags.isEmpty()) return Node.PLAIN;
        var node = new RoadTags(tags);
        Optional<RawRoad> barrier = node.barrier();
        ByHour byHour =
                barrier.map(usual -> ByHour.of(tags, usual, other -> barrierOf(other, usual)))
                        .orElse(ByHour.NEVER);
        var read = new Node(barrier, byHour, node.holdups());
        return read.plain() ? Node.PLAIN : read;
    }

    private static RawRoad barrierOf(Map<String, String> tags, RawRoad usual) {
        return new RoadTags(tags).barrier().orElse(usual);
    }

    private Optional<RawRoad> barrier() {
        String kind = tag("barrier");
        boolean free = FREE_TO_PASS.contains(kind);
        long limits = limits();
        if (free && limits == 0) return Optional.empty();
        Barrier barrier = free ? Barrier.OPEN : BARRIERS.getOrDefault(kind, Barrier.OTHER);
        boolean lowered = LOWERED_BOLLARDS.contains(tag("bollard"));
        if (barrier == Barrier.BOLLARD && lowered) barrier = Barrier.LOWERED_BOLLARD;
        return Optional.of(
                new RawRoad(
                        RoadClass.BARRIER,
                        access(RoadClass.BARRIER),
                        RawRoad.ground(barrier),
                        0,
                        0,
                        limits));
    }

    private int holdups() {
        var found =
                switch (tag("highway")) {
                    case "traffic_signals" -> Holdup.SIGNALS;
                    case "stop" -> Holdup.STOP;
                    case "give_way" -> Holdup.GIVE_WAY;
                    case "crossing" ->
                            is("crossing", "traffic_signals") ? Holdup.SIGNALS : Holdup.CROSSING;
                    default -> null;
                };
        if (found == null && isSet("traffic_calming")) found = Holdup.CALMING;
        if (found == null && is("railway", "level_crossing")) found = Holdup.RAILS;
        if (found == null) return 0;
        return switch (first("traffic_signals:direction", "direction")) {
            case "forward" -> Holdups.at(found, true, false);
            case "backward" -> Holdups.at(found, false, true);
            case "both" -> Holdups.at(found, true, true);
            default -> Holdups.at(found, false, false);
        };
    }

    private boolean is(String key, String value) {
        return tag(key).equals(value);
    }

    private boolean isSet(String key) {
        String value = tag(key);
        return !value.isEmpty() && !value.equals("no");
    }

    private String first(String... keys) {
        for (String key : keys) {
            String value = tag(key);
            if (!value.isEmpty()) return value;
        }
        return "";
    }

    private String tag(String key) {
        String value = tags.get(key);
        return value == null ? "" : value.strip();
    }
}
