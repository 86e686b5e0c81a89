package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Travel times and routes over the roads of a map, exact to the position on the road at both ends
 * and to a tenth of a second of each road's driving time.
 *
 * <p>A place is taken to the nearest point of a road that is open to the profile, at most {@value
 * #SNAP_METERS} m away; a road that hangs together with the rest comes before one that does not if
 * it is at most 200 m farther. Closed parts of roads are driven neither through nor to: a place
 * inside a closure is reached where the open road ends. Turn restrictions are not heeded.
 *
 * <p>Any number of threads may ask at once; none waits for another. Searches keep their workspaces
 * and allocate nothing that grows with the map. The graph itself never changes.
 */
public final class RoadNetwork implements TravelTime {
    /** A place farther than this from every open road cannot be reached, in metres. */
    public static final double SNAP_METERS = 1_000;

    /** The profiles of those who drive, where a center has none of its own. */
    public static final List<Profile> STANDARD = RoadGraph.DRIVEN;

    /** How many sets of conditions are kept compiled. */
    static final int COMPILED_KEPT = 8;

    private final RoadGraph graph;
    private final SnapGrid grid;
    private final Map<Profile, Islands> islands = new ConcurrentHashMap<>();
    private final Map<Profile, OpenRoads> allOpen = new ConcurrentHashMap<>();
    private final Workspaces workspaces;
    private final SpotMemory memory = new SpotMemory();

    /** Replaced as a whole, read by anybody. The newest first. */
    private volatile List<Compiled> compiled = List.of();

    /** The roads for a list of closures, as long as the same of them hold. */
    private record Compiled(
            Profile profile, List<Closure> closures, Instant from, Instant until, OpenRoads roads) {
        boolean fits(Conditions conditions) {
            return profile.equals(conditions.profile())
                    && !conditions.at().isBefore(from)
                    && conditions.at().isBefore(until)
                    && closures.equals(conditions.closures());
        }
    }

    RoadNetwork(RoadGraph graph) {
        this.graph = graph;
        grid = new SnapGrid(graph);
        workspaces = new Workspaces(graph);
    }

    /**
     * Opens what {@link RoadGraphBuilder#write} wrote, for the standard profiles of those who
     * drive.
     *
     * @throws DamagedRoads if the file is missing, truncated, altered or of another format: import
     *     the extract again
     * @throws IOException if it cannot be read
     */
    public static RoadNetwork open(Path folder) throws IOException {
        return open(folder, RoadGraph.DRIVEN);
    }

    /**
     * Opens what {@link RoadGraphBuilder#write} wrote, for these profiles.
     *
     * @param profiles whom one may ask about; others are an {@link IllegalArgumentException} later
     * @throws DamagedRoads as above
     * @throws IOException if it cannot be read
     */
    public static RoadNetwork open(Path folder, List<Profile> profiles) throws IOException {
        return new RoadNetwork(new RoadGraph(RoadFile.read(folder), profiles));
    }

    /** What the network was made from, as given to the builder. */
    public String source() {
        return graph.stored.source();
    }

    @Override
    public Times to(Point destination, List<Point> origins, Conditions conditions) {
        return times(destination, Spot.Role.ARRIVE, origins, conditions);
    }

    @Override
    public Times from(Point origin, List<Point> destinations, Conditions conditions) {
        return times(origin, Spot.Role.LEAVE, destinations, conditions);
    }

    private Times times(Point one, Spot.Role role, List<Point> many, Conditions conditions) {
        StraightLine.checkCount(many);
        OpenRoads roads = roads(conditions);
        Spot center = spot(one, role, roads);
        if (center == null) {
            return Times.none(Times.Source.ROAD, many.size(), Times.Unreachable.NO_ROAD_AT_ONE);
        }
        Search search = workspaces.take();
        int[] codes = new int[many.size()];
        prepare(search, center, role, many, roads, codes);
        run(search, role, roads, _ -> false);
        for (int i = 0; i < codes.length; i++) {
            if (search.isReached(i)) codes[i] = search.deciseconds(i);
        }
        workspaces.giveBack(search);
        return Times.of(Times.Source.ROAD, codes);
    }

    @Override
    public List<Arrival> fastestUntil(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions) {
        StraightLine.checkCount(origins);
        OpenRoads roads = roads(conditions);
        Spot center = spot(destination, Spot.Role.ARRIVE, roads);
        if (center == null) return List.of();
        Search search = workspaces.take();
        prepare(search, center, Spot.Role.ARRIVE, origins, roads, new int[origins.size()]);
        run(search, Spot.Role.ARRIVE, roads, enough);
        var arrivals = new ArrayList<Arrival>(search.reachedCount());
        for (int i = 0; i < search.reachedCount(); i++) {
            int place = search.reached(i);
            arrivals.add(new Arrival(place, Duration.ofMillis(search.deciseconds(place) * 100L)));
        }
        workspaces.giveBack(search);
        return List.copyOf(arrivals);
    }

    /** Sets the search up, and the reason beforehand for each place that it may not reach. */
    private void prepare(
            Search search,
            Spot center,
            Spot.Role role,
            List<Point> many,
            OpenRoads roads,
            int[] codes) {
        search.begin(many.size());
        int first = graph.stored.from()[center.segment()];
        int second = graph.stored.to()[center.segment()];
        boolean arriving = role == Spot.Role.ARRIVE;
        search.start(first, arriving ? roads.firstToSpot(center) : roads.spotToFirst(center));
        search.start(second, arriving ? roads.secondToSpot(center) : roads.spotToSecond(center));
        Spot.Role other = arriving ? Spot.Role.LEAVE : Spot.Role.ARRIVE;
        for (int i = 0; i < codes.length; i++) {
            Spot spot = spot(many.get(i), other, roads);
            if (spot == null) {
                codes[i] = Times.code(Times.Unreachable.NO_ROAD_AT_OTHER);
                continue;
            }
            codes[i] = Times.code(Times.Unreachable.NO_WAY);
            search.expect(i);
            hook(search, i, spot, arriving, roads);
            search.direct(i, arriving ? roads.along(spot, center) : roads.along(center, spot));
        }
    }

    private void hook(Search search, int place, Spot spot, boolean leaving, OpenRoads roads) {
        search.hook(
                graph.stored.from()[spot.segment()],
                place,
                leaving ? roads.spotToFirst(spot) : roads.firstToSpot(spot));
        search.hook(
                graph.stored.to()[spot.segment()],
                place,
                leaving ? roads.spotToSecond(spot) : roads.secondToSpot(spot));
    }

    private void run(Search search, Spot.Role role, OpenRoads roads, IntPredicate enough) {
        switch (role) {
            case ARRIVE ->
                    search.run(
                            graph.backwardStart,
                            graph.backwardTail,
                            roads.backwardDeciseconds,
                            enough);
            case LEAVE ->
                    search.run(
                            graph.forwardStart,
                            graph.forwardHead,
                            roads.forwardDeciseconds,
                            enough);
        }
    }

    /** {@inheritDoc} It takes as long as {@link #to} says of the same two places. */
    @Override
    public Optional<Route> route(Point from, Point to, Conditions conditions) {
        OpenRoads roads = roads(conditions);
        Spot start = spot(from, Spot.Role.LEAVE, roads);
        Spot end = spot(to, Spot.Role.ARRIVE, roads);
        if (start == null || end == null) return Optional.empty();
        Search search = workspaces.takeForWays();
        prepare(search, end, Spot.Role.ARRIVE, List.of(from), roads, new int[1]);
        run(search, Spot.Role.ARRIVE, roads, _ -> true);
        Optional<Route> route =
                search.isReached(0)
                        ? Optional.of(follow(search, start, end, roads))
                        : Optional.empty();
        workspaces.giveBackForWays(search);
        return route;
    }

    private Route follow(Search search, Spot start, Spot end, OpenRoads roads) {
        var line = new RouteLine(graph);
        int junction = search.junctionBefore(0);
        if (junction < 0) {
            boolean onIsland = roads.alongSame(start, end) != search.deciseconds(0);
            Spot first = onIsland ? start.nearest() : start;
            Spot last = onIsland ? end.nearest() : end;
            line.drive(first.segment(), first.fraction(), last.fraction(), search.deciseconds(0));
            return line.finish();
        }
        boolean byFirst = by(start, junction, roads.spotToFirst(start), roads.spotToSecond(start));
        line.drive(
                start.segment(),
                start.fraction(),
                byFirst ? 0 : 1,
                byFirst ? roads.spotToFirst(start) : roads.spotToSecond(start));
        for (int row = search.rowBefore(junction); row >= 0; row = search.rowBefore(junction)) {
            int arc = graph.backwardArc[row];
            boolean along = (arc & 1) == 0;
            line.drive(
                    RoadGraph.segment(arc),
                    along ? 0 : 1,
                    along ? 1 : 0,
                    roads.backwardDeciseconds[row]);
            junction = graph.head(arc);
        }
        boolean fromFirst = by(end, junction, roads.firstToSpot(end), roads.secondToSpot(end));
        line.drive(
                end.segment(),
                fromFirst ? 0 : 1,
                end.fraction(),
                fromFirst ? roads.firstToSpot(end) : roads.secondToSpot(end));
        return line.finish();
    }

    /** Whether a spot is joined to the junction by its segment's first end, not the second. */
    private boolean by(Spot spot, int junction, int first, int second) {
        if (graph.stored.from()[spot.segment()] != junction) return false;
        return graph.stored.to()[spot.segment()] != junction || first <= second;
    }

    /** The nearest place on an open road; null if none is near enough. */
    private @Nullable Spot spot(Point place, Spot.Role role, OpenRoads roads) {
        OpenRoads open = allOpenTo(roads.profile);
        Spot usual =
                memory.recall(
                        place,
                        role,
                        roads.profile,
                        () -> grid.nearest(place, SNAP_METERS, open.filter(role)));
        if (usual == null || open == roads) return usual;
        if (roads.holds(usual)) return usual;
        return grid.nearest(place, SNAP_METERS, roads.filter(role));
    }

    private OpenRoads allOpenTo(Profile profile) {
        return allOpen.computeIfAbsent(
                profile, _ -> new OpenRoads(graph, profile, islands(profile), Map.of()));
    }

    private Islands islands(Profile profile) {
        return islands.computeIfAbsent(
                profile, _ -> new Islands(graph, graph.deciseconds(profile)));
    }

    private OpenRoads roads(Conditions conditions) {
        if (conditions.closures().isEmpty()) return allOpenTo(conditions.profile());
        for (Compiled known : compiled) {
            if (known.fits(conditions)) return known.roads();
        }
        Compiled fresh = compile(conditions);
        List<Compiled> older = compiled;
        // Two threads may do this at once; then one compiles again later, which is all the harm.
        compiled = Stream.concat(Stream.of(fresh), older.stream()).limit(COMPILED_KEPT).toList();
        return fresh.roads();
    }

    private Compiled compile(Conditions conditions) {
        Instant at = conditions.at();
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        var grounds = new ArrayList<Closure.Ground>();
        for (Closure closure : conditions.closures()) {
            boolean shut = closure.closes() && closure.appliesTo(conditions.profile());
            if (shut && closure.holdsAt(at)) grounds.add(closure.ground());
            for (Instant change :
                    Stream.concat(Stream.of(closure.from()), closure.until().stream()).toList()) {
                if (change.isAfter(at)) until = change.isBefore(until) ? change : until;
                else from = change.isAfter(from) ? change : from;
            }
        }
        Profile profile = conditions.profile();
        OpenRoads roads =
                grounds.isEmpty()
                        ? allOpenTo(profile)
                        : new OpenRoads(
                                graph, profile, islands(profile), Closing.of(graph, grid, grounds));
        return new Compiled(profile, conditions.closures(), from, until, roads);
    }

    /**
     * The parts of roads that a closure closes on this map, as lines to draw; empty if no road is
     * there, which whoever sets it should be told.
     */
    public List<List<Point>> closedBy(Closure.Ground ground) {
        var lines = new ArrayList<List<Point>>();
        Closing.of(graph, grid, List.of(ground))
                .forEach(
                        (segment, blocks) -> {
                            for (OpenRoads.Block block : blocks) {
                                var line = new RouteLine(graph);
                                line.drive(segment, block.from(), block.to(), 0);
                                lines.add(line.finish().line());
                            }
                        });
        return lines;
    }

    /**
     * Where on the road a place is.
     *
     * @param point on the road
     * @param meters from the place to that point
     */
    public record OnRoad(Segment segment, Point point, double meters) {}

    /**
     * Where a drive to the place would end: the nearest open road; empty beyond {@link
     * #SNAP_METERS}. Its distance is for people to see: times do not contain it.
     */
    public Optional<OnRoad> nearest(Point place, Conditions conditions) {
        Spot spot = spot(place, Spot.Role.ARRIVE, roads(conditions));
        if (spot == null) return Optional.empty();
        return Optional.of(
                new OnRoad(
                        segment(spot.segment()),
                        new Point(spot.latitude(), spot.longitude()),
                        spot.meters()));
    }

    /** All roads, piece by piece, without the gates between them. */
    public Stream<Segment> segments() {
        return IntStream.range(0, graph.segments)
                .filter(segment -> graph.roadClass(segment) != RoadClass.BARRIER)
                .mapToObj(this::segment);
    }

    private Segment segment(int number) {
        int start = graph.stored.shapeStart()[number];
        int end = graph.stored.shapeStart()[number + 1];
        return new Segment(
                number,
                graph.stored.way()[number],
                graph.roadClass(number),
                text(graph.stored.name()[number]),
                text(graph.stored.ref()[number]),
                IntStream.range(start, end).mapToObj(graph::shapePoint).toList(),
                graph.is(RoadGraph.ONEWAY, number),
                graph.is(RoadGraph.ONEWAY_BACKWARD, number),
                graph.is(RoadGraph.BRIDGE, number),
                graph.is(RoadGraph.TUNNEL, number),
                graph.stored.from()[number],
                graph.stored.to()[number]);
    }

    private Optional<String> text(int name) {
        String text = graph.stored.names().get(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The ground that the roads cover: a rectangle. */
    public Area bounds() {
        int[] latitude = graph.stored.shapeLatitude();
        int[] longitude = graph.stored.shapeLongitude();
        double south = RoadGraph.degrees(Arrays.stream(latitude).min().orElse(0));
        double north = RoadGraph.degrees(Arrays.stream(latitude).max().orElse(0));
        double west = RoadGraph.degrees(Arrays.stream(longitude).min().orElse(0));
        double east = RoadGraph.degrees(Arrays.stream(longitude).max().orElse(0));
        return new Area(
                List.of(
                        new Point(south, west),
                        new Point(south, east),
                        new Point(north, east),
                        new Point(north, west)));
    }

    /**
     * What the network holds.
     *
     * @param kilometers of road, each carriageway by itself
     * @param islands how many parts hang together in themselves but not with the largest
     * @param junctionsOnIslands how many junctions they have together
     */
    public record Census(
            int junctions, int segments, double kilometers, int islands, int junctionsOnIslands) {}

    /** What the network holds, with islands as this profile finds them. */
    public Census census(Profile profile) {
        int[] parts = islands(profile).junctionsOfPart;
        int largest = Arrays.stream(parts).max().orElse(0);
        double meters = 0;
        for (int segment = 0; segment < graph.segments; segment++) meters += graph.meters(segment);
        return new Census(
                graph.junctions,
                graph.segments,
                meters / 1000,
                parts.length - 1,
                graph.junctions - largest);
    }
}
