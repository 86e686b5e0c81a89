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
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
 * inside a closure is reached where the open road ends. Turns count with their delays; forbidden
 * ones are not taken. Whoever stands on a road may leave it either way that it may be driven.
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

    /** A heading counts as along the road up to 60 degrees from it: the cosine. */
    private static final double ALONG = 0.5;

    /** How many hours of profiles are kept worked out. */
    static final int HOURS_KEPT = 8;

    private final RoadGraph graph;
    private final TurnMap map;
    private final SnapGrid grid;
    private final Map<Profile, Islands> islands = new ConcurrentHashMap<>();
    private final Map<Profile, OpenRoads> allOpen = new ConcurrentHashMap<>();
    private final Workspaces workspaces;
    private final SpotMemory memory = new SpotMemory();
    private final Closing.Grounds closing;

    /** Where bicycles and people on foot go, if anybody here does. */
    private final Optional<RoadNetwork> paths;

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

    /** What grounds close, by ground: most closures stay when one comes. Emptied when full. */
    private final Map<Closure.Ground, Map<Integer, List<OpenRoads.Block>>> closedBy =
            new ConcurrentHashMap<>();

    /** All closures away, at an hour with these factors. Replaced as a whole. The newest first. */
    private volatile List<Hour> hours = List.of();

    private record Hour(Profile profile, List<SpeedFactor> factors, BitSet held, OpenRoads roads) {}

    RoadNetwork(RoadGraph graph) {
        this(graph, TurnMap.of(graph));
    }

    RoadNetwork(RoadGraph graph, TurnMap map) {
        this(graph, map, new SnapGrid(graph));
    }

    private RoadNetwork(RoadGraph graph, TurnMap map, SnapGrid grid) {
        this(
                graph,
                map,
                grid,
                ground -> Closing.of(graph, grid, List.of(ground)),
                Optional.empty());
    }

    private RoadNetwork(
            RoadGraph graph,
            TurnMap map,
            SnapGrid grid,
            Closing.Grounds closing,
            Optional<RoadNetwork> paths) {
        this.graph = graph;
        this.map = map;
        this.grid = grid;
        this.closing = closing;
        this.paths = paths;
        workspaces = new Workspaces(map);
    }

    /** These roads with the paths beside them. */
    RoadNetwork with(RoadNetwork beside) {
        var onPaths = new PathClosing(beside.graph, beside.grid, graph, grid);
        var closedAsHere =
                new RoadNetwork(
                        beside.graph, beside.map, beside.grid, onPaths::of, Optional.empty());
        return new RoadNetwork(graph, map, grid, onPaths::ofRoads, Optional.of(closedAsHere));
    }

    /** The same roads that have never known another state. */
    RoadNetwork asIfOpenedNow() {
        return new RoadNetwork(graph, map, grid, closing, paths.map(RoadNetwork::asIfOpenedNow));
    }

    Closing.Grounds grounds() {
        return closing;
    }

    /** The network of those who go by this profile. */
    RoadNetwork of(Profile profile) {
        return profile.driven() ? this : paths.orElse(this);
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
     * Where in the folder of the roads the paths are, written by a {@link
     * RoadGraphBuilder#ofPaths}. Needed only if somebody goes on a bicycle or on foot.
     */
    public static Path pathsIn(Path folder) {
        return folder.resolve("paths");
    }

    /**
     * Opens what {@link RoadGraphBuilder#write} wrote, for these profiles; the paths too if one of
     * them does not drive.
     *
     * @param profiles whom one may ask about; others are an {@link IllegalArgumentException} later
     * @throws DamagedRoads as above
     * @throws IOException if it cannot be read
     */
    public static RoadNetwork open(Path folder, List<Profile> profiles) throws IOException {
        List<Profile> driven = profiles.stream().filter(Profile::driven).toList();
        RoadNetwork roads = openOne(folder, driven.isEmpty() ? STANDARD : driven);
        if (driven.size() == profiles.size()) return roads;
        // With the standard ones, so that the hierarchy fits whoever is asked about.
        List<Profile> light =
                Stream.concat(RoadGraph.LIGHT.stream(), profiles.stream())
                        .filter(profile -> !profile.driven())
                        .distinct()
                        .toList();
        return roads.with(openOne(pathsIn(folder), light));
    }

    private static RoadNetwork openOne(Path folder, List<Profile> profiles) throws IOException {
        var graph = new RoadGraph(RoadFile.read(folder), profiles);
        var grid = CompletableFuture.supplyAsync(() -> new SnapGrid(graph));
        HierarchyFile.Kept kept = HierarchyFile.read(folder);
        try {
            var map = TurnMap.of(graph, kept.stored(), kept.fingerprint());
            return new RoadNetwork(graph, map, grid.join());
        } catch (IllegalArgumentException e) {
            throw HierarchyFile.FILE.damaged(folder, "it is of other roads: " + e.getMessage());
        }
    }

    /** What the network was made from, as given to the builder. */
    public String source() {
        return graph.stored.source();
    }

    @Override
    public Times to(Point destination, List<Point> origins, Conditions conditions) {
        return of(conditions.profile()).times(destination, Spot.Role.ARRIVE, origins, conditions);
    }

    @Override
    public Times from(Point origin, List<Point> destinations, Conditions conditions) {
        return of(conditions.profile()).times(origin, Spot.Role.LEAVE, destinations, conditions);
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
        int[] times = search.times();
        for (int i = 0; i < codes.length; i++) {
            if (times[i] != RoadGraph.CLOSED) codes[i] = times[i];
        }
        workspaces.giveBack(search);
        return Times.of(Times.Source.ROAD, codes);
    }

    @Override
    public List<Arrival> fastestUntil(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions) {
        StraightLine.checkCount(origins);
        return of(conditions.profile()).arrivals(destination, origins, enough, conditions);
    }

    private List<Arrival> arrivals(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions) {
        OpenRoads roads = roads(conditions);
        Spot center = spot(destination, Spot.Role.ARRIVE, roads);
        if (center == null) return List.of();
        Search search = workspaces.take();
        prepare(search, center, Spot.Role.ARRIVE, origins, roads, new int[origins.size()]);
        List<Arrival> arrivals = search.fastestUntil(enough);
        workspaces.giveBack(search);
        return arrivals;
    }

    /** Takes a matrix row by row. */
    public interface Rows {
        void row(int destination, Times fromOrigins);
    }

    /**
     * The driving times from each origin to each destination: as {@link #to} for one destination
     * after the other, several times quicker.
     *
     * @param rows told each destination's times, in order
     * @throws IllegalArgumentException if there are more than {@value TravelTime#MAX_PLACES} of
     *     either
     */
    public void matrix(
            List<Point> origins, List<Point> destinations, Conditions conditions, Rows rows) {
        StraightLine.checkCount(origins);
        StraightLine.checkCount(destinations);
        of(conditions.profile()).ask(origins, destinations, conditions, rows);
    }

    private void ask(
            List<Point> origins, List<Point> destinations, Conditions conditions, Rows rows) {
        OpenRoads roads = roads(conditions);
        var starts = spots(origins, Spot.Role.LEAVE, roads);
        new RoadMatrix(roads, starts).ask(spots(destinations, Spot.Role.ARRIVE, roads), rows);
    }

    private List<@Nullable Spot> spots(List<Point> places, Spot.Role role, OpenRoads roads) {
        var spots = new ArrayList<@Nullable Spot>();
        for (Point place : places) spots.add(spot(place, role, roads));
        return spots;
    }

    /**
     * How long the drive takes from a place that is not known exactly: from each road that the
     * vehicle may be on by its uncertainty, heading and level. A heading counts: who drives away
     * from the destination turns first.
     *
     * @return empty if there is no road near one of the places, or no way
     */
    public Optional<TimeRange> range(Fix from, Point destination, Conditions conditions) {
        return of(conditions.profile()).rangeHere(from, destination, conditions);
    }

    private Optional<TimeRange> rangeHere(Fix from, Point destination, Conditions conditions) {
        OpenRoads roads = roads(conditions);
        Spot end = spot(destination, Spot.Role.ARRIVE, roads);
        List<Candidate> candidates = grid.candidates(from, roads.filter(Spot.Role.LEAVE));
        if (end == null || candidates.isEmpty()) return Optional.empty();
        Search search = workspaces.take();
        search.begin(roads, end, Spot.Role.ARRIVE, candidates.size());
        for (int i = 0; i < candidates.size(); i++) search.place(i, candidates.get(i));
        int[] reached =
                Arrays.stream(search.times(), 0, candidates.size())
                        .filter(time -> time != RoadGraph.CLOSED)
                        .sorted()
                        .toArray();
        workspaces.giveBack(search);
        if (reached.length == 0) return Optional.empty();
        return Optional.of(TimeRange.of(reached[0], reached[reached.length - 1], reached.length));
    }

    /** The most roads that are asked about where a place is uncertain; spread over all of them. */
    static final int MAX_ROADS_AROUND = 256;

    /** {@inheritDoc} On each road the point nearest to the middle stands for it. */
    @Override
    public List<Optional<TimeRange>> ranges(
            Point destination, double withinMeters, List<Point> origins, Conditions conditions) {
        StraightLine.checkCount(origins);
        return of(conditions.profile()).rangesHere(destination, withinMeters, origins, conditions);
    }

    private List<Optional<TimeRange>> rangesHere(
            Point destination, double withinMeters, List<Point> origins, Conditions conditions) {
        OpenRoads roads = roads(conditions);
        List<@Nullable Spot> around = around(Fix.somewhereNear(destination, withinMeters), roads);
        int[] least = new int[origins.size()];
        int[] most = new int[origins.size()];
        int[] reached = new int[origins.size()];
        Arrays.fill(least, Integer.MAX_VALUE);
        new RoadMatrix(roads, spots(origins, Spot.Role.LEAVE, roads))
                .ask(
                        around,
                        (_, times) -> {
                            for (int i = 0; i < least.length; i++) {
                                if (!times.reached(i)) continue;
                                int time = times.code(i);
                                least[i] = Math.min(least[i], time);
                                most[i] = Math.max(most[i], time);
                                reached[i]++;
                            }
                        });
        var ranges = new ArrayList<Optional<TimeRange>>();
        for (int i = 0; i < least.length; i++) {
            ranges.add(
                    reached[i] == 0
                            ? Optional.empty()
                            : Optional.of(TimeRange.of(least[i], most[i], reached[i])));
        }
        return ranges;
    }

    /** The roads where a place may be: the nearest, and the others of all that are near. */
    private List<@Nullable Spot> around(Fix place, OpenRoads roads) {
        var around = new ArrayList<@Nullable Spot>();
        Spot nearest = spot(place.place(), Spot.Role.ARRIVE, roads);
        if (nearest != null) around.add(nearest);
        var all = new Plausible(graph, grid, place, roads.filter(Spot.Role.ARRIVE)).all();
        int count = Math.min(all.size(), MAX_ROADS_AROUND);
        for (int i = 0; i < count; i++) {
            around.add(all.get((int) ((long) i * all.size() / count)).spot());
        }
        return around;
    }

    /** Sets the search up, and the reason beforehand for each place that it may not reach. */
    private void prepare(
            Search search,
            Spot center,
            Spot.Role role,
            List<Point> many,
            OpenRoads roads,
            int[] codes) {
        search.begin(roads, center, role, many.size());
        Spot.Role other = role == Spot.Role.ARRIVE ? Spot.Role.LEAVE : Spot.Role.ARRIVE;
        for (int i = 0; i < codes.length; i++) {
            Spot spot = spot(many.get(i), other, roads);
            if (spot == null) {
                codes[i] = Times.code(Times.Unreachable.NO_ROAD_AT_OTHER);
                continue;
            }
            codes[i] = Times.code(Times.Unreachable.NO_WAY);
            search.place(i, spot);
        }
    }

    /** {@inheritDoc} It takes as long as {@link #to} says of the same two places. */
    @Override
    public Optional<Route> route(Point from, Point to, Conditions conditions) {
        RoadNetwork own = of(conditions.profile());
        return own.fastest(
                from,
                to,
                conditions,
                Drive::route,
                (first, last, deciseconds) -> {
                    var line = new RouteLine(own.graph);
                    line.drive(first.segment(), first.fraction(), last.fraction(), deciseconds);
                    return line.finish();
                });
    }

    /**
     * How far the place is from the point of the road that drives to it end at, in metres.
     *
     * @return empty if no road is near enough
     */
    public OptionalDouble metersToRoad(Point place, Conditions conditions) {
        RoadNetwork own = of(conditions.profile());
        Spot spot = own.spot(place, Spot.Role.ARRIVE, own.roads(conditions));
        if (spot == null) return OptionalDouble.empty();
        return OptionalDouble.of(
                own.graph.line(spot.segment()).at(spot.fraction()).metersTo(place));
    }

    /**
     * The fastest way as {@link #route} finds it, for who only asks where one is on it and when.
     *
     * @return empty if there is none
     */
    public Optional<Trip> trip(Point from, Point to, Conditions conditions) {
        RoadNetwork own = of(conditions.profile());
        return own.fastest(from, to, conditions, Drive::trip, own::straightTrip);
    }

    private Trip straightTrip(Spot first, Spot last, int deciseconds) {
        return new Trip(
                graph,
                new int[] {first.segment()},
                new double[] {first.fraction()},
                new double[] {last.fraction()},
                new int[] {deciseconds});
    }

    /**
     * The way over these states, or along one piece of road if that is not slower.
     *
     * @param states null if no way leads by a turn
     */
    Optional<Trip> trip(OpenRoads roads, Spot start, Spot end, int @Nullable [] states) {
        return fastest(roads, start, end, states, Drive::trip, this::straightTrip);
    }

    /** A way along one piece of road, without a turn. */
    private interface Along<T> {
        T of(Spot first, Spot last, int deciseconds);
    }

    private <T> Optional<T> fastest(
            Point from,
            Point to,
            Conditions conditions,
            Function<Drive, T> byTurns,
            Along<T> straight) {
        OpenRoads roads = roads(conditions);
        Spot start = spot(from, Spot.Role.LEAVE, roads);
        Spot end = spot(to, Spot.Role.ARRIVE, roads);
        if (start == null || end == null) return Optional.empty();
        Search search = workspaces.take();
        int[] states = search.way(roads, start, end);
        workspaces.giveBack(search);
        return fastest(roads, start, end, states, byTurns, straight);
    }

    private <T> Optional<T> fastest(
            OpenRoads roads,
            Spot start,
            Spot end,
            int @Nullable [] states,
            Function<Drive, T> byTurns,
            Along<T> straight) {
        var drive = states == null ? null : new Drive(graph, map, roads, start, end, states);
        int along = roads.along(start, end);
        if (drive != null && (along == RoadGraph.CLOSED || drive.deciseconds() < along)) {
            return Optional.of(byTurns.apply(drive));
        }
        if (along == RoadGraph.CLOSED) return Optional.empty();
        boolean onIsland = roads.alongSame(start, end) != along;
        Spot first = onIsland ? start.nearest() : start;
        Spot last = onIsland ? end.nearest() : end;
        return Optional.of(straight.of(first, last, along));
    }

    /** The most times in one question about what is reached. */
    public static final int MAX_REACHES = 12;

    /** The longest drive in a question about what is reached. */
    public static final Duration MAX_REACH = Duration.ofHours(1);

    /**
     * The ground that is reached from a place within each of these times. Roads that are closed in
     * part are left out whole.
     *
     * @param within 1 to {@value #MAX_REACHES} times, each above 0 and at most {@link #MAX_REACH}
     * @return in the order asked for; without polygons where no road is near the place
     * @throws IllegalArgumentException if the times are not as above
     */
    public List<Isochrone> isochrones(Point origin, List<Duration> within, Conditions conditions) {
        if (within.isEmpty() || within.size() > MAX_REACHES) {
            throw new IllegalArgumentException(
                    "%d times were asked for, expected 1 to %d"
                            .formatted(within.size(), MAX_REACHES));
        }
        for (Duration time : within) {
            if (time.isPositive() && time.compareTo(MAX_REACH) <= 0) continue;
            throw new IllegalArgumentException(
                    "a time is %s, expected above 0 and at most %s".formatted(time, MAX_REACH));
        }
        return of(conditions.profile()).reached(origin, within, conditions);
    }

    private List<Isochrone> reached(Point origin, List<Duration> within, Conditions conditions) {
        OpenRoads roads = roads(conditions);
        Spot start = spot(origin, Spot.Role.LEAVE, roads);
        var samples = new IsochroneRaster.Samples();
        if (start != null) {
            Duration longest = Collections.max(within);
            sample(roads, start, Math.toIntExact(longest.toMillis() / 100), samples);
        }
        if (samples.isEmpty()) {
            return within.stream().map(time -> new Isochrone(time, List.of())).toList();
        }
        var raster = new IsochroneRaster(samples);
        return within.stream().map(raster::within).toList();
    }

    private void sample(OpenRoads roads, Spot start, int most, IsochroneRaster.Samples samples) {
        samples.add(start.latitude(), start.longitude(), 0);
        roads.leaving(
                start,
                (state, time) -> {
                    if (state >> 1 != start.segment() || time == 0) return;
                    boolean along = (state & 1) == 0;
                    double end = along ? 1 : 0;
                    sample(state >> 1, start.fraction(), end, 0, time, most, samples);
                });
        Search search = workspaces.take();
        search.eachReached(
                roads,
                start,
                most,
                (arc, from, to) -> {
                    int end = 1 - (arc & 1);
                    sample(RoadGraph.segment(arc), 1 - end, end, from, to, most, samples);
                });
        workspaces.giveBack(search);
    }

    private void sample(
            int segment,
            double from,
            double to,
            int fromTime,
            int toTime,
            int most,
            IsochroneRaster.Samples samples) {
        double meters = Math.abs(to - from) * graph.meters(segment);
        int steps = 1 + (int) (meters / IsochroneRaster.SAMPLE_METERS);
        Line line = graph.line(segment);
        for (int i = 0; i <= steps; i++) {
            double part = (double) i / steps;
            int time = (int) Math.round(fromTime + part * (toTime - fromTime));
            if (time > most) return;
            Point point = line.at(from + part * (to - from));
            samples.add(point.latitude(), point.longitude(), time);
        }
    }

    /** The nearest place on an open road; null if none is near enough. */
    @Nullable Spot spot(Point place, Spot.Role role, OpenRoads roads) {
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

    /** The nearest place on roads without closures, without remembering it. */
    @Nullable Spot snap(Point place, Spot.Role role, OpenRoads open) {
        return grid.nearest(place, SNAP_METERS, open.filter(role));
    }

    /**
     * The arc through the spot that leads this way; −1 where the heading is across the road.
     *
     * @param headingDegrees clockwise from north
     */
    int arcAlong(Spot spot, double headingDegrees) {
        Line line = graph.line(spot.segment());
        Point before = line.at(Math.max(0, spot.fraction() - 0.02));
        Point after = line.at(Math.min(1, spot.fraction() + 0.02));
        double north = after.latitude() - before.latitude();
        double east =
                (after.longitude() - before.longitude())
                        * Math.cos(Math.toRadians(before.latitude()));
        double length = Math.hypot(north, east);
        double heading = Math.toRadians(headingDegrees);
        double along = (north * Math.cos(heading) + east * Math.sin(heading)) / length;
        if (!(Math.abs(along) >= ALONG)) return -1;
        return 2 * spot.segment() + (along > 0 ? 0 : 1);
    }

    /** No drive between the spots takes less: by the straight line at the highest speed. */
    static int atLeastDeciseconds(Spot from, Spot to, Profile profile) {
        double north = (from.latitude() - to.latitude()) * SnapGrid.METERS_PER_DEGREE;
        double east =
                (from.longitude() - to.longitude())
                        * SnapGrid.METERS_PER_DEGREE
                        * Math.cos(Math.toRadians(Math.abs(from.latitude()) + 1));
        double fastest = profile.speeds().fastestKmh() / 3.6 * SpeedFactor.FASTEST;
        return (int) (Math.hypot(north, east) / fastest * 10);
    }

    TurnMap map() {
        return map;
    }

    Workspaces workspaces() {
        return workspaces;
    }

    OpenRoads openRoads(Profile profile) {
        return allOpenTo(profile);
    }

    private OpenRoads allOpenTo(Profile profile) {
        return allOpen.computeIfAbsent(
                profile,
                _ ->
                        new OpenRoads(
                                graph, map, profile, islands(profile), graph.deciseconds(profile)));
    }

    private Islands islands(Profile profile) {
        return islands.computeIfAbsent(
                profile, _ -> new Islands(graph, graph.deciseconds(profile)));
    }

    @Override
    public void prepare(Conditions conditions) {
        of(conditions.profile()).roads(conditions).metric();
    }

    OpenRoads roads(Conditions conditions) {
        boolean plain = conditions.profile().factors().isEmpty() && !graph.clock.matters();
        if (plain && conditions.closures().isEmpty()) return allOpenTo(conditions.profile());
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
        var slowDowns = new ArrayList<Closure>();
        for (Closure closure : conditions.closures()) {
            if (closure.holdsAt(at) && closure.appliesTo(conditions.profile())) {
                if (closure.closes()) grounds.add(closure.ground());
                else slowDowns.add(closure);
            }
            for (Instant change :
                    Stream.concat(Stream.of(closure.from()), closure.until().stream()).toList()) {
                if (change.isAfter(at)) until = change.isBefore(until) ? change : until;
                else from = change.isAfter(from) ? change : from;
            }
        }
        Profile profile = conditions.profile();
        if (!profile.factors().isEmpty()) {
            Instant quarter = profile.quarterOf(at);
            Instant changes = profile.changesAfter(at);
            from = quarter.isAfter(from) ? quarter : from;
            until = changes.isBefore(until) ? changes : until;
        }
        Instant since = graph.clock.since(profile.zone(), at);
        Instant others = graph.clock.until(profile.zone(), at);
        from = since.isAfter(from) ? since : from;
        until = others.isBefore(until) ? others : until;
        OpenRoads open = openAt(profile, at);
        OpenRoads roads =
                grounds.isEmpty() && slowDowns.isEmpty()
                        ? open
                        : open.with(
                                closed(grounds),
                                Closing.slowed(closing, slowDowns, graph.deciseconds(profile, at)),
                                compiled.stream().map(Compiled::roads).toList());
        return new Compiled(profile, conditions.closures(), from, until, roads);
    }

    private Map<Integer, List<OpenRoads.Block>> closed(List<Closure.Ground> grounds) {
        if (closedBy.size() >= 2 * Conditions.MAX_CLOSURES) closedBy.clear();
        var all = new LinkedHashMap<Integer, List<OpenRoads.Block>>();
        for (Closure.Ground ground : grounds) {
            closedBy.computeIfAbsent(ground, this::closedBlocks)
                    .forEach((segment, blocks) -> all.merge(segment, blocks, RoadNetwork::joined));
        }
        return all;
    }

    private Map<Integer, List<OpenRoads.Block>> closedBlocks(Closure.Ground ground) {
        var blocks = new LinkedHashMap<Integer, List<OpenRoads.Block>>();
        closing.closed(ground).forEach((segment, parts) -> blocks.put(segment, List.copyOf(parts)));
        return blocks;
    }

    private static List<OpenRoads.Block> joined(
            List<OpenRoads.Block> one, List<OpenRoads.Block> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private OpenRoads openAt(Profile profile, Instant at) {
        List<SpeedFactor> factors = profile.factorsAt(at);
        if (factors.isEmpty() && !graph.clock.matters()) return allOpenTo(profile);
        BitSet held = graph.clock.held(profile.zone(), at);
        for (Hour known : hours) {
            boolean same =
                    known.profile().equals(profile)
                            && known.factors().equals(factors)
                            && known.held().equals(held);
            if (same) return known.roads();
        }
        int[] times = graph.deciseconds(profile, at);
        var roads = new OpenRoads(graph, map, profile, islands(profile), times, held);
        var fresh = new Hour(profile, factors, held, roads);
        hours = Stream.concat(Stream.of(fresh), hours.stream()).limit(HOURS_KEPT).toList();
        return roads;
    }

    /**
     * The parts of roads that a closure closes on this map, as lines to draw; empty if no road is
     * there, which whoever sets it should be told.
     */
    public List<List<Point>> closedBy(Closure.Ground ground) {
        var lines = new ArrayList<List<Point>>();
        addClosed(lines, ground, _ -> true);
        paths.ifPresent(
                each ->
                        each.addClosed(
                                lines,
                                ground,
                                segment -> !RoadTags.forVehicles(each.graph.stored.road(segment))));
        return lines;
    }

    private void addClosed(List<List<Point>> lines, Closure.Ground ground, IntPredicate shown) {
        closing.closed(ground)
                .forEach(
                        (segment, blocks) -> {
                            if (!shown.test(segment)) return;
                            for (OpenRoads.Block block : blocks) {
                                var line = new RouteLine(graph);
                                line.drive(segment, block.from(), block.to(), 0);
                                lines.add(line.line());
                            }
                        });
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
        RoadNetwork own = of(conditions.profile());
        Spot spot = own.spot(place, Spot.Role.ARRIVE, own.roads(conditions));
        if (spot == null) return Optional.empty();
        return Optional.of(
                new OnRoad(
                        own.segment(spot.segment()),
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
                graph.stored.way().get(number),
                graph.roadClass(number),
                text(graph.stored.name().get(number)),
                text(graph.stored.ref().get(number)),
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
        IntColumn latitude = graph.stored.shapeLatitude();
        IntColumn longitude = graph.stored.shapeLongitude();
        double south = RoadGraph.degrees(latitude.min());
        double north = RoadGraph.degrees(latitude.max());
        double west = RoadGraph.degrees(longitude.min());
        double east = RoadGraph.degrees(longitude.max());
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
        return of(profile).censusHere(profile);
    }

    private Census censusHere(Profile profile) {
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

    /**
     * Roads that hang together in themselves and not with the mainland, whatever their directions.
     *
     * @param junctions how many it has
     * @param kilometers of road, each carriageway by itself
     * @param names of its roads, at most {@value #MAX_NAMES}; none if they have none
     * @param at a place on it
     */
    public record Island(int junctions, double kilometers, List<String> names, Point at) {
        public static final int MAX_NAMES = 5;
    }

    /**
     * How the roads of a profile hang together.
     *
     * @param islands the largest first
     * @param outOfReach segments of the mainland to which no way leads, for their one-ways
     * @param noWayOut segments of the mainland from which no way leads
     */
    public record Connection(List<Island> islands, int outOfReach, int noWayOut) {}

    /** Which parts of the roads do not hang together with the rest, for whoever mends the map. */
    public Connection connection(Profile profile) {
        RoadNetwork own = of(profile);
        return Archipelago.of(own.graph, own.graph.deciseconds(profile), own.islands(profile));
    }

    /**
     * The signs that forbid turns.
     *
     * @param read how many relations the extract holds
     * @param unclear of them, how many are not heeded because they cannot be placed
     * @param sometimes how many hold under a condition that cannot be read, and are heeded always
     */
    public record TurnSigns(int read, int unclear, int sometimes) {}

    /**
     * What is by the hour of the week.
     *
     * @param segments that are another road at some hours
     * @param signs that hold at some hours
     * @param unread segments with a condition that is no plain time of the week: what they usually
     *     are counts
     * @param unreadTags some of those conditions
     */
    public record HoursOnRoads(int segments, int signs, int unread, List<String> unreadTags) {}

    public HoursOnRoads hoursOnRoads() {
        RoadGraph.Hours hours = graph.stored.hours();
        return new HoursOnRoads(
                (int) Arrays.stream(hours.segment()).distinct().count(),
                (int) Arrays.stream(graph.stored.signs().week()).filter(week -> week > 0).count(),
                hours.unread(),
                hours.unreadTags());
    }

    public TurnSigns turnSigns() {
        RoadGraph.Signs signs = graph.stored.signs();
        return new TurnSigns(signs.read(), signs.unclear(), signs.sometimes());
    }
}
