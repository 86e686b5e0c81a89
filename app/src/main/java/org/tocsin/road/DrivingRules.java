package org.tocsin.road;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which OpenStreetMap ways are roads to whom, in which direction and how fast.
 *
 * <p>Normal speeds are GraphHopper's averages for cars, 90% of {@code maxspeed} where it is known.
 * Emergency speeds are those times a factor by class: an assumption (docs/decisions/0010), to be
 * replaced by what the center's own drives show. Crews are not bound by {@code private} or {@code
 * motor_vehicle=no}; they are by one-ways, by what is physically closed and by {@code
 * emergency=no}. Values of {@code oneway} whose direction depends on the hour close a road. {@code
 * oneway:conflict} is not read: it has no agreed meaning.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:access">Key:access</a>
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:maxspeed">Key:maxspeed</a>
 */
final class DrivingRules {
    static final double WALK_KMH = 6;
    private static final double KMH_PER_MPH = 1.609344;
    private static final double KMH_PER_KNOT = 1.852;
    private static final double FASTEST_KMH = 130;
    private static final double SLOWEST_KMH = 3;

    /** Speeds in km/h; 0 where the profile may not drive. */
    record Speeds(double forwardKmh, double backwardKmh) {
        static final Speeds NONE = new Speeds(0, 0);

        boolean none() {
            return forwardKmh == 0 && backwardKmh == 0;
        }
    }

    /** A way as far as driving on it goes. */
    record Road(
            RoadClass roadClass,
            Speeds emergency,
            Speeds normal,
            String name,
            String ref,
            boolean bridge,
            boolean tunnel) {
        Speeds speeds(Profile profile) {
            return switch (profile) {
                case EMERGENCY -> emergency;
                case NORMAL -> normal;
            };
        }
    }

    /** What stands on a road: seconds that each profile needs to pass it; empty: it cannot. */
    record Barrier(OptionalDouble emergencySeconds, OptionalDouble normalSeconds) {
        OptionalDouble seconds(Profile profile) {
            return switch (profile) {
                case EMERGENCY -> emergencySeconds;
                case NORMAL -> normalSeconds;
            };
        }
    }

    private record Kind(RoadClass roadClass, double normalKmh, double emergencyFactor) {}

    private static final Map<String, Kind> KINDS =
            Map.ofEntries(
                    kind("motorway", RoadClass.MOTORWAY, 100, 1.15),
                    kind("motorway_link", RoadClass.MOTORWAY_LINK, 70, 1.1),
                    kind("trunk", RoadClass.TRUNK, 70, 1.25),
                    kind("trunk_link", RoadClass.TRUNK_LINK, 65, 1.1),
                    kind("primary", RoadClass.PRIMARY, 65, 1.25),
                    kind("primary_link", RoadClass.PRIMARY_LINK, 60, 1.1),
                    kind("secondary", RoadClass.SECONDARY, 60, 1.25),
                    kind("secondary_link", RoadClass.SECONDARY_LINK, 50, 1.1),
                    kind("tertiary", RoadClass.TERTIARY, 50, 1.25),
                    kind("tertiary_link", RoadClass.TERTIARY_LINK, 40, 1.1),
                    kind("unclassified", RoadClass.UNCLASSIFIED, 30, 1.25),
                    kind("residential", RoadClass.RESIDENTIAL, 30, 1.25),
                    kind("road", RoadClass.UNCLASSIFIED, 20, 1.25),
                    kind("living_street", RoadClass.LIVING_STREET, 6, 2.5),
                    kind("service", RoadClass.SERVICE, 20, 1.1),
                    kind("busway", RoadClass.BUSWAY, 40, 1.25),
                    kind("bus_guideway", RoadClass.BUSWAY, 0, 1),
                    kind("pedestrian", RoadClass.PEDESTRIAN, 6, 2.5),
                    kind("track", RoadClass.TRACK, 15, 1.3),
                    kind("path", RoadClass.PATH, 6, 2),
                    kind("footway", RoadClass.PATH, 6, 2),
                    kind("cycleway", RoadClass.PATH, 6, 2),
                    kind("bridleway", RoadClass.PATH, 6, 2));

    private static final Set<RoadClass> SLOW =
            Set.of(
                    RoadClass.SERVICE,
                    RoadClass.LIVING_STREET,
                    RoadClass.PEDESTRIAN,
                    RoadClass.TRACK,
                    RoadClass.PATH);
    private static final Set<String> SHUT_TO_NORMAL =
            Set.of(
                    "no",
                    "private",
                    "agricultural",
                    "forestry",
                    "agricultural;forestry",
                    "military",
                    "emergency",
                    "restricted",
                    "permit",
                    "official",
                    "psv",
                    "bus",
                    "use_sidepath");
    private static final Set<String> GRANTED =
            Set.of("yes", "designated", "official", "permissive", "destination");
    private static final Set<String> ROUGH =
            Set.of(
                    "unpaved",
                    "compacted",
                    "gravel",
                    "fine_gravel",
                    "pebblestone",
                    "dirt",
                    "earth",
                    "ground",
                    "grass",
                    "grass_paver",
                    "mud",
                    "sand",
                    "rock",
                    "stone",
                    "woodchips",
                    "cobblestone",
                    "unhewn_cobblestone");
    private static final double ROUGH_NORMAL_KMH = 30;
    private static final double ROUGH_EMERGENCY_KMH = 40;
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)\\s*(km/h|kmh|kph|mph|knots)?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):(\\d{2})(?::(\\d{2}))?");

    private static final Set<String> OPENED_BY_CREWS =
            Set.of("gate", "swing_gate", "sliding_gate", "hampshire_gate", "chain", "yes");
    private static final Set<String> FREE_TO_PASS =
            Set.of(
                    "no",
                    "cattle_grid",
                    "toll_booth",
                    "border_control",
                    "entrance",
                    "kerb",
                    "height_restrictor",
                    "coupure",
                    "sally_port",
                    "rope",
                    "checkpoint",
                    "guard_house");
    private static final Set<String> LOWERED_BOLLARDS =
            Set.of("removable", "rising", "foldable", "flexible", "retractable", "plastic");
    private static final double GATE_SECONDS = 20;
    private static final double LIFT_GATE_SECONDS = 5;

    private DrivingRules() {}

    private static Map.Entry<String, Kind> kind(
            String highway, RoadClass roadClass, double normalKmh, double emergencyFactor) {
        return Map.entry(highway, new Kind(roadClass, normalKmh, emergencyFactor));
    }

    /** The road that a way with these tags is; empty if no profile drives on it. */
    static Optional<Road> road(Map<String, String> tags) {
        if ("yes".equals(tags.get("area"))) return Optional.empty();
        Kind kind = KINDS.get(tag(tags, "highway"));
        Road road = kind != null ? road(kind, tags) : ferry(tags);
        return road.emergency().none() && road.normal().none()
                ? Optional.empty()
                : Optional.of(road);
    }

    private static Road road(Kind kind, Map<String, String> tags) {
        var speeds = new EnumMap<Profile, Speeds>(Profile.class);
        for (Profile profile : Profile.values()) {
            boolean may =
                    switch (profile) {
                        case EMERGENCY -> crewsMayDrive(kind.roadClass(), tags);
                        case NORMAL -> everybodyMayDrive(kind.roadClass(), tags);
                    };
            speeds.put(profile, may ? directed(profile, kind, tags) : Speeds.NONE);
        }
        return new Road(
                kind.roadClass(),
                speeds.getOrDefault(Profile.EMERGENCY, Speeds.NONE),
                speeds.getOrDefault(Profile.NORMAL, Speeds.NONE),
                tag(tags, "name"),
                tag(tags, "ref"),
                isSet(tags, "bridge"),
                isSet(tags, "tunnel"));
    }

    private static boolean everybodyMayDrive(RoadClass roadClass, Map<String, String> tags) {
        if (tag(tags, "service").equals("emergency_access")) return false;
        String access = mostSpecific(tags);
        if (!access.isEmpty()) return !SHUT_TO_NORMAL.contains(access) && passable(tags);
        return switch (roadClass) {
            case BUSWAY, PEDESTRIAN, PATH -> false;
            case TRACK -> passable(tags);
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
                    FERRY,
                    BARRIER ->
                    true;
        };
    }

    private static boolean passable(Map<String, String> tags) {
        String grade = tag(tags, "tracktype");
        return !grade.equals("grade4") && !grade.equals("grade5");
    }

    private static boolean crewsMayDrive(RoadClass roadClass, Map<String, String> tags) {
        String emergency = tag(tags, "emergency");
        if (emergency.equals("no")) return false;
        if (emergency.equals("yes")
                || emergency.equals("designated")
                || emergency.equals("official")) {
            return true;
        }
        if (tag(tags, "access").equals("military")) return false;
        if (roadClass == RoadClass.PATH) return GRANTED.contains(mostSpecificForMotors(tags));
        if (!tag(tags, "access").equals("no")) return true;
        return GRANTED.contains(mostSpecificForMotors(tags))
                || GRANTED.contains(tag(tags, "bus"))
                || GRANTED.contains(tag(tags, "psv"));
    }

    private static String mostSpecificForMotors(Map<String, String> tags) {
        return first(tags, "motorcar", "motor_vehicle");
    }

    private static String mostSpecific(Map<String, String> tags) {
        return first(tags, "motorcar", "motor_vehicle", "vehicle", "access");
    }

    private static Speeds directed(Profile profile, Kind kind, Map<String, String> tags) {
        Direction direction = direction(profile, kind, tags);
        return new Speeds(
                direction.forward() && !shut(tags, "forward")
                        ? kmh(profile, kind, tags, "maxspeed:forward")
                        : 0,
                direction.backward() && !shut(tags, "backward")
                        ? kmh(profile, kind, tags, "maxspeed:backward")
                        : 0);
    }

    private static boolean shut(Map<String, String> tags, String direction) {
        return first(tags, "motor_vehicle:" + direction, "vehicle:" + direction).equals("no");
    }

    private record Direction(boolean forward, boolean backward) {}

    private static Direction direction(Profile profile, Kind kind, Map<String, String> tags) {
        if (profile == Profile.EMERGENCY && freeAgainstOneway(tags)) {
            return new Direction(true, true);
        }
        String oneway = first(tags, "oneway:motorcar", "oneway:motor_vehicle", "oneway");
        return switch (oneway) {
            case "yes", "true", "1" -> new Direction(true, false);
            case "-1", "reverse" -> new Direction(false, true);
            case "reversible" -> new Direction(false, false);
            case "no", "false", "0", "alternating" -> new Direction(true, true);
            default -> {
                String junction = tag(tags, "junction");
                boolean implied =
                        kind.roadClass() == RoadClass.MOTORWAY
                                || junction.equals("roundabout")
                                || junction.equals("circular");
                yield new Direction(true, !implied);
            }
        };
    }

    private static boolean freeAgainstOneway(Map<String, String> tags) {
        return tag(tags, "oneway:emergency").equals("no")
                || tag(tags, "oneway:bus").equals("no")
                || tag(tags, "oneway:psv").equals("no")
                || tag(tags, "busway").equals("opposite_lane");
    }

    private static double kmh(
            Profile profile, Kind kind, Map<String, String> tags, String directedKey) {
        double normal = normalKmh(kind, tags, directedKey);
        if (normal == 0) return 0;
        boolean rough = ROUGH.contains(tag(tags, "surface"));
        return switch (profile) {
            case NORMAL -> clamp(rough ? Math.min(normal, ROUGH_NORMAL_KMH) : normal);
            case EMERGENCY -> {
                double fast = normal * kind.emergencyFactor();
                yield clamp(rough ? Math.min(fast, ROUGH_EMERGENCY_KMH) : fast);
            }
        };
    }

    private static double normalKmh(Kind kind, Map<String, String> tags, String directedKey) {
        OptionalDouble limit = speedLimitKmh(tag(tags, directedKey));
        if (limit.isEmpty()) limit = speedLimitKmh(tag(tags, "maxspeed"));
        if (limit.isEmpty()) return kind.normalKmh();
        double driven = limit.getAsDouble() * 0.9;
        return SLOW.contains(kind.roadClass()) ? Math.min(kind.normalKmh(), driven) : driven;
    }

    private static double clamp(double kmh) {
        return Math.max(SLOWEST_KMH, Math.min(FASTEST_KMH, kmh));
    }

    /** The limit in km/h that a {@code maxspeed} value says; empty if it says none. */
    static OptionalDouble speedLimitKmh(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) return OptionalDouble.empty();
        if (text.equals("walk") || text.endsWith(":walk")) return OptionalDouble.of(WALK_KMH);
        if (text.equals("none")) return OptionalDouble.of(FASTEST_KMH / 0.9);
        if (text.endsWith(":living_street")) return OptionalDouble.of(WALK_KMH / 0.9);
        if (text.endsWith(":urban")) return OptionalDouble.of(50);
        if (text.endsWith(":rural")) return OptionalDouble.of(90);
        if (text.endsWith(":motorway")) return OptionalDouble.of(120);
        String number = text.replaceFirst("^[a-z]{2}:(?:zone:?)?", "");
        Matcher matcher = NUMBER.matcher(number.split(";", 2)[0].strip());
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

    /** A ferry that says it takes vehicles; waiting for it is not counted. */
    private static Road ferry(Map<String, String> tags) {
        boolean takesVehicles =
                tag(tags, "route").equals("ferry")
                        && GRANTED.contains(mostSpecificForMotors(tags))
                        && !tag(tags, "access").equals("no");
        Speeds speeds = takesVehicles ? new Speeds(15, 15) : Speeds.NONE;
        return new Road(
                RoadClass.FERRY, speeds, speeds, tag(tags, "name"), tag(tags, "ref"), false, false);
    }

    /** How long a ferry says it takes; empty if it does not. */
    static OptionalDouble ferrySeconds(Map<String, String> tags) {
        Matcher clock = CLOCK.matcher(tag(tags, "duration"));
        if (!tag(tags, "route").equals("ferry") || !clock.matches()) return OptionalDouble.empty();
        int seconds = clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3));
        return OptionalDouble.of(
                Integer.parseInt(clock.group(1)) * 3600.0
                        + Integer.parseInt(clock.group(2)) * 60.0
                        + seconds);
    }

    /** What a node with these tags puts in the way; empty if nothing to anybody. */
    static Optional<Barrier> barrier(Map<String, String> tags) {
        String kind = tag(tags, "barrier");
        if (kind.isEmpty() || FREE_TO_PASS.contains(kind)) return Optional.empty();
        var barrier = new Barrier(crewsPass(kind, tags), everybodyPasses(kind, tags));
        boolean free = barrier.equals(new Barrier(OptionalDouble.of(0), OptionalDouble.of(0)));
        return free ? Optional.empty() : Optional.of(barrier);
    }

    private static OptionalDouble crewsPass(String kind, Map<String, String> tags) {
        String emergency = tag(tags, "emergency");
        if (emergency.equals("no")) return OptionalDouble.empty();
        if (!emergency.isEmpty() || GRANTED.contains(mostSpecificForMotors(tags))) {
            return OptionalDouble.of(0);
        }
        if (kind.equals("lift_gate")) return OptionalDouble.of(LIFT_GATE_SECONDS);
        if (OPENED_BY_CREWS.contains(kind)) return OptionalDouble.of(GATE_SECONDS);
        if (kind.equals("bus_trap") || kind.equals("sump_buster")) return OptionalDouble.of(0);
        boolean lowered = LOWERED_BOLLARDS.contains(tag(tags, "bollard"));
        return lowered ? OptionalDouble.of(GATE_SECONDS) : OptionalDouble.empty();
    }

    private static OptionalDouble everybodyPasses(String kind, Map<String, String> tags) {
        String access = mostSpecific(tags);
        if (!access.isEmpty()) {
            return SHUT_TO_NORMAL.contains(access) ? OptionalDouble.empty() : OptionalDouble.of(0);
        }
        return kind.endsWith("gate") && !kind.equals("kissing_gate") && !kind.equals("wicket_gate")
                ? OptionalDouble.of(0)
                : OptionalDouble.empty();
    }

    private static boolean isSet(Map<String, String> tags, String key) {
        String value = tag(tags, key);
        return !value.isEmpty() && !value.equals("no");
    }

    private static String first(Map<String, String> tags, String... keys) {
        for (String key : keys) {
            String value = tag(tags, key);
            if (!value.isEmpty()) return value;
        }
        return "";
    }

    private static String tag(Map<String, String> tags, String key) {
        String value = tags.get(key);
        return value == null ? "" : value.strip();
    }
}
