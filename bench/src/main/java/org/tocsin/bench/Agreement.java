package org.tocsin.bench;

import com.graphhopper.GHRequest;
import com.graphhopper.GraphHopper;
import com.graphhopper.ResponsePath;
import com.graphhopper.json.Statement;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.OSMWayID;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.CustomModel;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.TurnCostsConfig;
import com.graphhopper.util.shapes.GHPoint3D;

import org.tocsin.place.Point;
import org.tocsin.road.Barrier;
import org.tocsin.road.Conditions;
import org.tocsin.road.Maneuver;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.RoadUser;
import org.tocsin.road.Route;
import org.tocsin.road.Segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Whether our times and GraphHopper's agree where the speeds are the same: a car that drives each
 * class of road at one speed, loses no time at turns but forty seconds when it turns round, and
 * heeds the same signs. A thousand routes; each that differs by more than a hundredth is taken
 * apart, and the piece of road named on which the two are not of one mind. Ends with 1 if fewer
 * than 99 of a hundred agree. Build once, then:
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx3g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.Agreement ../shared/maps/porto.osm.pbf
 * </pre>
 */
public final class Agreement {
    private static final int ROUTES = 1_000;
    private static final double SAME = 0.01;
    private static final double ENOUGH = 0.99;

    /** Places farther apart than this are not the same place on the road. */
    private static final double SAME_PLACE_METERS = 2;

    /** Shorter routes than this say little: a rounded decisecond is much of them. */
    private static final double SHORTEST_METERS = 500;

    private static final double STRAIGHT_METERS = 20;

    /** A place with another road so near is not asked about: who says on which it is? */
    private static final double ALONE_METERS = 5;

    private static final int HUBS = 15;

    private static final int U_TURN_SECONDS = 40;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Map<RoadClass, Double> KMH =
            new EnumMap<>(
                    Map.ofEntries(
                            Map.entry(RoadClass.MOTORWAY, 110.0),
                            Map.entry(RoadClass.MOTORWAY_LINK, 110.0),
                            Map.entry(RoadClass.TRUNK, 90.0),
                            Map.entry(RoadClass.TRUNK_LINK, 90.0),
                            Map.entry(RoadClass.PRIMARY, 70.0),
                            Map.entry(RoadClass.PRIMARY_LINK, 70.0),
                            Map.entry(RoadClass.SECONDARY, 60.0),
                            Map.entry(RoadClass.SECONDARY_LINK, 60.0),
                            Map.entry(RoadClass.TERTIARY, 50.0),
                            Map.entry(RoadClass.TERTIARY_LINK, 50.0),
                            Map.entry(RoadClass.UNCLASSIFIED, 40.0),
                            Map.entry(RoadClass.RESIDENTIAL, 30.0),
                            Map.entry(RoadClass.LIVING_STREET, 10.0),
                            Map.entry(RoadClass.SERVICE, 15.0)));

    private final RoadNetwork roads;
    private final Conditions conditions;
    private final GraphHopper hopper;
    private final List<Segment> segments;
    private final Random random = new Random(1);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Segment> all;
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private Optional<Point> hub = Optional.empty();
    private int compared;
    private int same;

    private Agreement(RoadNetwork roads, Profile profile, GraphHopper hopper) {
        this.roads = roads;
        this.hopper = hopper;
        conditions = Conditions.open(profile, NOON);
        all = roads.segments().toList();
        segments = all.stream().filter(segment -> KMH.containsKey(segment.roadClass())).toList();
    }

    /**
     * @param arguments the extract
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println(
                    "found %d arguments, expected: extract.osm.pbf".formatted(arguments.length));
            System.exit(2);
        }
        Path extract = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("agreement");
        Profile profile = plain();
        WithoutLimits.read(extract).write(folder.resolve("ours"), "without limits");
        RoadNetwork roads = RoadNetwork.open(folder.resolve("ours"), List.of(profile));
        GraphHopper hopper = hopper(extract, folder.resolve("theirs"));
        boolean agree = new Agreement(roads, profile, hopper).run();
        hopper.close();
        System.exit(agree ? 0 : 1);
    }

    private static Profile plain() {
        Duration round = Duration.ofSeconds(U_TURN_SECONDS);
        return new Profile(
                "plain",
                RoadUser.CAR,
                new Profile.Vehicle(0.5, 0.5, 0.5, 0.1),
                new Profile.May(
                        false,
                        false,
                        false,
                        false,
                        false,
                        Profile.Against.NEVER,
                        Profile.TurnSigns.AS_SIGNED),
                new Profile.Speeds(KMH, Map.of(), 1, 150, Map.of(), Map.of(), Map.of(), 1),
                new Profile.Delays(
                        Map.of(),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        round,
                        round,
                        Map.of(
                                Barrier.GATE, Duration.ZERO,
                                Barrier.LIFT_GATE, Duration.ZERO,
                                Barrier.CHAIN, Duration.ZERO,
                                Barrier.OTHER, Duration.ZERO,
                                Barrier.OPEN, Duration.ZERO),
                        Duration.ZERO),
                List.of(),
                ZoneOffset.UTC);
    }

    private static GraphHopper hopper(Path extract, Path folder) {
        var model = new CustomModel();
        model.setDistanceInfluence(0.0);
        model.addToPriority(
                Statement.If(
                        "!car_access || road_environment == FERRY", Statement.Op.MULTIPLY, "0"));
        model.addToSpeed(Statement.If("true", Statement.Op.LIMIT, "110"));
        KMH.forEach(
                (roadClass, kmh) -> {
                    if (roadClass.name().endsWith("_LINK")) return;
                    model.addToSpeed(
                            Statement.If(
                                    "road_class == " + roadClass,
                                    Statement.Op.LIMIT,
                                    Double.toString(kmh)));
                });
        // Our import takes an unknown kind of road for an unclassified one.
        model.addToSpeed(Statement.If("road_class == ROAD", Statement.Op.LIMIT, "40"));
        String others = "road_class == TRACK || road_class == PEDESTRIAN || road_class == BUSWAY";
        model.addToPriority(
                Statement.If(
                        others
                                + " || road_class == OTHER || road_class == PATH || road_class =="
                                + " CYCLEWAY || road_class == FOOTWAY",
                        Statement.Op.MULTIPLY,
                        "0"));
        var profile = new com.graphhopper.config.Profile("plain");
        profile.setCustomModel(model);
        profile.setTurnCostsConfig(
                new TurnCostsConfig(List.of("motorcar", "motor_vehicle"), U_TURN_SECONDS));
        var hopper = new GraphHopper();
        hopper.setOSMFile(extract.toString());
        hopper.setGraphHopperLocation(folder.toString());
        hopper.setEncodedValuesString("car_access, road_class, road_environment, osm_way_id");
        hopper.setProfiles(profile);
        hopper.setMinNetworkSize(200);
        // Its sorting fails where a node has no edge (Helsinki), and changes no answer.
        hopper.setSortGraph(false);
        hopper.getRouterConfig().setSimplifyResponse(false);
        hopper.importOrLoad();
        return hopper;
    }

    /**
     * A place from and to which most others have a way: what does not hang together with it lies on
     * a road that leads out of the extract, or nowhere.
     */
    private Point findHub() {
        var places = new ArrayList<Point>();
        while (places.size() < HUBS) places.add(place());
        Point best = places.getFirst();
        int most = -1;
        for (Point each : places) {
            int joined = (int) places.stream().filter(other -> joined(each, other)).count();
            if (joined > most) best = each;
            most = Math.max(most, joined);
        }
        return best;
    }

    /**
     * Whether there is a way there and back from these very places. Where one may arrive but not
     * leave, as where the way out lies beyond the extract's edge, our engine leaves from the
     * nearest road of the mainland: there and back would then be two places.
     */
    private boolean joined(Point one, Point other) {
        return leads(one, other) && leads(other, one);
    }

    private boolean leads(Point from, Point to) {
        return roads.route(from, to, conditions)
                .filter(route -> isAt(route.line().getFirst(), from))
                .filter(route -> isAt(route.line().getLast(), to))
                .isPresent();
    }

    private static boolean isAt(Point one, Point other) {
        return one.metersTo(other) <= SAME_PLACE_METERS;
    }

    private boolean run() {
        hub = Optional.of(findHub());
        leftOut.clear();
        while (compared < ROUTES) {
            Point from = place();
            Point to = place();
            if (from.metersTo(to) >= SHORTEST_METERS) compare(from, to);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d routes, of which %,d agree within %.0f %%; the others:%n",
                compared,
                same,
                100 * SAME);
        reasons.forEach((reason, count) -> System.out.printf("%6d %s%n", count, reason));
        leftOut.forEach(
                (why, count) -> System.out.printf("places not asked about: %d %s%n", count, why));
        boolean agree = same >= ENOUGH * compared;
        System.out.println(agree ? "AGREED" : "NOT AGREED");
        return agree;
    }

    /** The middle of a straight piece of road: nobody doubts on which road it is. */
    private Point place() {
        while (true) {
            Segment segment = segments.get(random.nextInt(segments.size()));
            List<Point> line = segment.line();
            int at = random.nextInt(line.size() - 1);
            if (line.get(at).metersTo(line.get(at + 1)) < STRAIGHT_METERS) continue;
            Point place = between(line.get(at), line.get(at + 1), 0.5);
            boolean onIt =
                    roads.nearest(place, conditions).filter(on -> on.meters() < 0.5).isPresent();
            if (!onIt) continue;
            if (isBesideAnother(place, segment)) {
                leftOut.merge("with another road within 5 m", 1, Integer::sum);
            } else if (hub.isPresent() && !joined(hub.get(), place)) {
                leftOut.merge("with no way there and back within the extract", 1, Integer::sum);
            } else {
                return place;
            }
        }
    }

    private boolean isBesideAnother(Point place, Segment own) {
        for (Segment other : all) {
            if (other.number() == own.number()) continue;
            List<Point> line = other.line();
            for (int i = 1; i < line.size(); i++) {
                Point nearest = place.nearestBetween(line.get(i - 1), line.get(i));
                if (place.metersTo(nearest) < ALONE_METERS) return true;
            }
        }
        return false;
    }

    private void compare(Point from, Point to) {
        Optional<Route> ours = roads.route(from, to, conditions);
        Optional<ResponsePath> theirs = theirs(from, to);
        if (ours.isEmpty() && theirs.isEmpty()) return;
        compared++;
        if (ours.isPresent() && theirs.isPresent()) {
            double mine = ours.get().duration().toMillis() / 1000.0;
            double other = seconds(theirs.get());
            if (Math.abs(mine - other) <= SAME * Math.max(mine, other)) {
                same++;
                return;
            }
        }
        Optional<Point> round = theirs.flatMap(path -> roundOffRoads(points(path)));
        String reason =
                ours.isPresent() && round.isPresent()
                        ? "explained, theirs turns round where no roads of ours meet: "
                                + round.get()
                        : reason(from, to, ours, theirs);
        reasons.merge(reason.split(":", 2)[0], 1, Integer::sum);
        System.out.printf(
                Locale.ROOT,
                "%s to %s: ours %s, theirs %s; %s%n",
                from,
                to,
                ours.map(route -> "%.1f s".formatted(route.duration().toMillis() / 1000.0))
                        .orElse("no way"),
                theirs.map(path -> "%.1f s".formatted(seconds(path))).orElse("no way"),
                reason);
    }

    /**
     * Where the line doubles back at what is no junction of our roads, such as where a path
     * crosses.
     */
    private Optional<Point> roundOffRoads(List<Point> line) {
        for (int i = 1; i < line.size() - 1; i++) {
            Point at = line.get(i);
            if (isBack(line.get(i - 1), at, line.get(i + 1)) && !isJunction(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isBack(Point before, Point at, Point after) {
        double narrow = Math.cos(Math.toRadians(at.latitude()));
        double inEast = (at.longitude() - before.longitude()) * narrow;
        double inNorth = at.latitude() - before.latitude();
        double outEast = (after.longitude() - at.longitude()) * narrow;
        double outNorth = after.latitude() - at.latitude();
        double along = inEast * outEast + inNorth * outNorth;
        return along < -0.99 * Math.hypot(inEast, inNorth) * Math.hypot(outEast, outNorth);
    }

    private boolean isJunction(Point at) {
        return all.stream()
                .map(Segment::line)
                .anyMatch(line -> isAt(line.getFirst(), at) || isAt(line.getLast(), at));
    }

    private Optional<ResponsePath> theirs(Point from, Point to) {
        var request =
                new GHRequest(from.latitude(), from.longitude(), to.latitude(), to.longitude())
                        .setProfile("plain")
                        .putHint("instructions", false);
        var response = hopper.route(request);
        return response.hasErrors() ? Optional.empty() : Optional.of(response.getBest());
    }

    /** Its weight, which holds what turning round costs; its time does not. */
    private static double seconds(ResponsePath path) {
        return path.getRouteWeight();
    }

    private String reason(
            Point from, Point to, Optional<Route> ours, Optional<ResponsePath> theirs) {
        if (theirs.isPresent()) {
            List<Point> line = points(theirs.get());
            Point start = ours.map(route -> route.line().getFirst()).orElse(from);
            Point end = ours.map(route -> route.line().getLast()).orElse(to);
            if (start.metersTo(line.getFirst()) > SAME_PLACE_METERS
                    || end.metersTo(line.getLast()) > SAME_PLACE_METERS) {
                return "another place on the road: %.0f and %.0f m apart, %s, %s"
                        .formatted(
                                start.metersTo(line.getFirst()),
                                end.metersTo(line.getLast()),
                                theirRoad(from),
                                theirRoad(to));
            }
        }
        double mine = ours.map(route -> route.duration().toMillis() / 1000.0).orElse(1e9);
        double other = theirs.map(Agreement::seconds).orElse(1e9);
        if (other < mine && theirs.isPresent()) {
            return along(points(theirs.get()), true, mine - other);
        }
        if (ours.isEmpty()) return "no way for either";
        return along(ours.get().line(), false, other - mine);
    }

    /** What theirs makes of the road nearest to the place, whether it may be driven or not. */
    private String theirRoad(Point place) {
        EncodingManager encoded = hopper.getEncodingManager();
        Snap snap =
                hopper.getLocationIndex()
                        .findClosest(place.latitude(), place.longitude(), EdgeFilter.ALL_EDGES);
        if (!snap.isValid()) return "none of theirs is near";
        EdgeIteratorState edge = snap.getClosestEdge();
        boolean island = edge.get(encoded.getBooleanEncodedValue(Subnetwork.key("plain")));
        BooleanEncodedValue access = encoded.getBooleanEncodedValue(VehicleAccess.key("car"));
        return "way %d is %s%s"
                .formatted(
                        edge.get(encoded.getIntEncodedValue(OSMWayID.KEY)),
                        edge.get(access) || edge.getReverse(access) ? "open" : "shut",
                        island ? " and an island to theirs" : " to theirs");
    }

    private static List<Point> points(ResponsePath path) {
        var points = new ArrayList<Point>();
        for (GHPoint3D each : path.getPoints()) points.add(new Point(each.lat, each.lon));
        return points;
    }

    /**
     * Drives ever less of the quicker one's line, to the piece on which the slower one falls
     * behind; then that piece alone: if it is slow by itself it is the road, otherwise the turn
     * onto it.
     */
    private String along(List<Point> line, boolean byOurs, double lostSeconds) {
        int low = 1;
        int high = line.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (lost(line, middle, byOurs) > lostSeconds / 2) high = middle;
            else low = middle + 1;
        }
        Point at = line.get(low - 1);
        Point next = line.get(low);
        Point after = between(at, next, 0.5);
        if (lost(line, low, byOurs) <= lostSeconds / 2) {
            return "the last piece of road: way %s".formatted(nearest(after));
        }
        Point start = between(at, next, 0.1);
        double alone = seconds(start, after, byOurs) - seconds(start, after, !byOurs);
        String whose = byOurs ? "ours" : "theirs";
        return alone > lostSeconds / 4
                ? "a road that %s may not drive: way %s at %s".formatted(whose, nearest(after), at)
                : "a turn that %s may not take: at %s from way %s to way %s %s"
                        .formatted(
                                whose,
                                at,
                                nearest(between(line.get(Math.max(0, low - 2)), at, 0.5)),
                                nearest(after),
                                byOurs ? turns(line.getFirst(), after) : "");
    }

    private double lost(List<Point> line, int to, boolean byOurs) {
        Point end = between(line.get(to - 1), line.get(to), 0.5);
        return seconds(line.getFirst(), end, byOurs) - seconds(line.getFirst(), end, !byOurs);
    }

    private String turns(Point from, Point to) {
        return roads.route(from, to, conditions)
                .map(
                        route ->
                                route.steps().stream()
                                        .filter(step -> step.kind() == Maneuver.Kind.U_TURN)
                                        .map(step -> "round at " + route.line().get(step.at()))
                                        .toList()
                                        .toString())
                .orElse("no way");
    }

    private String nearest(Point place) {
        return roads.nearest(place, conditions)
                .map(on -> "%d (%s)".formatted(on.segment().way(), on.segment().roadClass()))
                .orElse("unknown");
    }

    private double seconds(Point from, Point to, boolean byOurs) {
        return byOurs
                ? roads.route(from, to, conditions)
                        .map(route -> route.duration().toMillis() / 1000.0)
                        .orElse(1e9)
                : theirs(from, to).map(Agreement::seconds).orElse(1e9);
    }

    private static Point between(Point a, Point b, double t) {
        return new Point(
                a.latitude() + t * (b.latitude() - a.latitude()),
                a.longitude() + t * (b.longitude() - a.longitude()));
    }
}
