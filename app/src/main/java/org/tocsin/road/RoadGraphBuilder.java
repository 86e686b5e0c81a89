package org.tocsin.road;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes a road network from OpenStreetMap ways and nodes. Hand it <b>all ways first, then all
 * nodes</b> (two passes over the extract), so that it keeps only the nodes that roads need; it
 * ignores the rest of both. Then {@link #build} or {@link #write}.
 *
 * <p>Ways that lose nodes at the edge of an extract are cut there. A node given twice counts as
 * given last. For one thread.
 */
public final class RoadGraphBuilder {
    /** The most nodes in one way; OpenStreetMap allows 2,000. A limit for outside input. */
    public static final int MAX_NODES_PER_WAY = 100_000;

    /** The most members of one restriction; those of motorway junctions have a dozen. */
    public static final int MAX_MEMBERS = 1_000;

    /** The most restrictions; the planet has two million. */
    public static final int MAX_RESTRICTIONS = 5_000_000;

    private final List<RoadTags.Way> roads = new ArrayList<>();
    private final List<OptionalDouble> ferrySeconds = new ArrayList<>();
    private final Longs wayIds = new Longs();
    private final Ints wayStarts = new Ints();

    /** The ids of all ways' nodes, until the first node comes. */
    private Longs wayNodes = new Longs();

    /** Then their places among the sorted ids: half the room. */
    private int[] wayIndexes = {};

    private final Map<Integer, RoadTags.Node> marked = new HashMap<>();

    /** Each text, kind of road and kind of node once: few among millions. */
    private Map<Object, Object> shared = new HashMap<>();

    private final List<Restriction> restrictions = new ArrayList<>();
    private final Traffic traffic;
    private int waysSeen;

    /** For vehicles. */
    public RoadGraphBuilder() {
        this(Traffic.DRIVEN);
    }

    private RoadGraphBuilder(Traffic traffic) {
        this.traffic = traffic;
    }

    /** For bicycles and people on foot: all roads but motorways, and paths, steps and squares. */
    public static RoadGraphBuilder ofPaths() {
        return new RoadGraphBuilder(Traffic.LIGHT);
    }

    /**
     * A member of a restriction relation.
     *
     * @param way whether it is a way; a node otherwise
     * @param role {@code from}, {@code via} or {@code to}; others are ignored
     */
    public record Member(boolean way, long id, String role) {}

    private record Restriction(List<TurnSign> signs, List<Member> members) {
        List<Long> ids(boolean way, String role) {
            return members.stream()
                    .filter(member -> member.way() == way && member.role().equals(role))
                    .map(Member::id)
                    .toList();
        }
    }

    private long @Nullable [] nodeIds;
    private boolean[] meeting = {};
    private int[] latitude = {};
    private int[] longitude = {};
    private boolean[] known = {};

    /**
     * One relation, at any time; ignored if it restricts no turn.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_RESTRICTIONS}, or more
     *     than {@value #MAX_MEMBERS} members
     */
    public void restriction(List<Member> members, Map<String, String> tags) {
        if (!"restriction".equals(tags.get("type"))) return;
        if (members.size() > MAX_MEMBERS || restrictions.size() == MAX_RESTRICTIONS) {
            throw new IllegalArgumentException(
                    "a turn restriction has %d members and is number %d, expected at most %d and %d"
                            .formatted(
                                    members.size(),
                                    restrictions.size() + 1,
                                    MAX_MEMBERS,
                                    MAX_RESTRICTIONS));
        }
        List<TurnSign> signs = TurnSign.read(tags).stream().filter(traffic::heeds).toList();
        if (!signs.isEmpty()) restrictions.add(new Restriction(signs, List.copyOf(members)));
    }

    /**
     * One way.
     *
     * @param nodes the ids of its nodes in order
     * @throws IllegalStateException if nodes have been given already
     * @throws IllegalArgumentException if it has more than {@value #MAX_NODES_PER_WAY} nodes
     */
    public void way(long id, long[] nodes, Map<String, String> tags) {
        if (nodeIds != null) {
            throw new IllegalStateException(
                    "way %d comes after the first node, expected all ways before".formatted(id));
        }
        if (nodes.length > MAX_NODES_PER_WAY) {
            throw new IllegalArgumentException(
                    "way %d has %d nodes, expected at most %d"
                            .formatted(id, nodes.length, MAX_NODES_PER_WAY));
        }
        waysSeen++;
        Optional<RoadTags.Way> road = traffic.read(tags);
        if (road.isEmpty() || nodes.length < 2) return;
        roads.add(shared(road.get()));
        ferrySeconds.add(RoadTags.ferrySeconds(tags));
        wayIds.add(id);
        wayStarts.add(wayNodes.size());
        for (long node : nodes) wayNodes.add(node);
    }

    private RoadTags.Way shared(RoadTags.Way way) {
        return new RoadTags.Way(
                shared(way.road()),
                shared(way.byHour()),
                shared(way.name()),
                shared(way.ref()),
                way.bridge(),
                way.tunnel());
    }

    /** The first of all that are equal to it. */
    @SuppressWarnings("unchecked") // What equals a record or a text is of its class.
    private <T> T shared(T one) {
        return (T) shared.computeIfAbsent(one, Function.identity());
    }

    /** Whether a road needs this node: what is not needed may be left out. */
    public boolean needs(long node) {
        return Arrays.binarySearch(sortedNodes(), node) >= 0;
    }

    /**
     * One node.
     *
     * @param latitudeDegrees WGS 84, −90 to 90
     * @param longitudeDegrees WGS 84, −180 to 180
     * @throws IllegalArgumentException if a coordinate is out of range
     */
    public void node(
            long id, double latitudeDegrees, double longitudeDegrees, Map<String, String> tags) {
        int index = Arrays.binarySearch(sortedNodes(), id);
        if (index < 0) return;
        if (!(Math.abs(latitudeDegrees) <= 90 && Math.abs(longitudeDegrees) <= 180)) {
            throw new IllegalArgumentException(
                    "node %d lies at %s, %s, expected -90 to 90, -180 to 180"
                            .formatted(id, latitudeDegrees, longitudeDegrees));
        }
        latitude[index] = RoadGraph.units(latitudeDegrees);
        longitude[index] = RoadGraph.units(longitudeDegrees);
        known[index] = true;
        marked.remove(index);
        RoadTags.Node read = RoadTags.node(tags);
        if (!stopsAnybody(read)) {
            read = new RoadTags.Node(Optional.empty(), ByHour.NEVER, read.holdups());
        }
        if (!read.plain()) marked.put(index, shared(read));
    }

    /** Whether there is a barrier that is more than open to everybody. */
    private boolean stopsAnybody(RoadTags.Node node) {
        if (node.barrier().isEmpty()) return false;
        return stopsAnybody(node.barrier().get()) || node.byHour().anyIs(this::stopsAnybody);
    }

    private boolean stopsAnybody(RawRoad barrier) {
        return barrier.limits() != 0
                || !traffic.profiles().stream()
                        .map(profile -> DrivingRules.barrierSeconds(barrier, profile))
                        .allMatch(OptionalDouble.of(0)::equals);
    }

    private long[] sortedNodes() {
        long[] ids = nodeIds;
        if (ids == null) {
            long[] all = wayNodes.toArray();
            Arrays.sort(all);
            meeting = new boolean[all.length];
            int count = 0;
            for (int i = 0; i < all.length; i++) {
                if (i == 0 || all[i] != all[i - 1]) all[count++] = all[i];
                else meeting[count - 1] = true;
            }
            ids = Arrays.copyOf(all, count);
            meeting = Arrays.copyOf(meeting, count);
            latitude = new int[count];
            longitude = new int[count];
            known = new boolean[count];
            nodeIds = ids;
            wayIndexes = new int[wayNodes.size()];
            for (int i = 0; i < wayIndexes.length; i++) {
                wayIndexes[i] = Arrays.binarySearch(ids, wayNodes.get(i));
            }
            wayNodes = new Longs();
        }
        return ids;
    }

    /**
     * The network of what was given.
     *
     * @param source what it was made from, such as the extract's checksum; kept with it
     * @throws NoRoads if nothing given can be driven on
     */
    public RoadNetwork build(String source) throws NoRoads {
        return new RoadNetwork(graph(source));
    }

    /**
     * Builds and writes the network into a folder, for {@link RoadNetwork#open}. Each file appears
     * whole or not at all. What was given is forgotten, so that ordering a country's roads has the
     * memory: this is the builder's last work.
     *
     * @param source what it was made from, such as the extract's checksum; kept with it
     * @return how many segments it has, without the gates between them
     * @throws NoRoads if nothing given can be driven on
     * @throws IOException if the folder cannot be written to; an older file there is kept
     */
    public int write(Path folder, String source) throws IOException {
        RoadFile.write(stored(source), folder);
        forget();
        // Mapped from here on.
        RoadGraph.Stored stored = RoadFile.read(folder);
        HierarchyFile.write(TurnMap.order(new RoadGraph(stored, traffic.profiles())), folder);
        byte gate = RoadGraph.number(RoadClass.BARRIER);
        int segments = 0;
        for (byte each : stored.roadClass()) if (each != gate) segments++;
        return segments;
    }

    private void forget() {
        roads.clear();
        ferrySeconds.clear();
        restrictions.clear();
        marked.clear();
        shared = new HashMap<>();
        nodeIds = null;
        wayIndexes = new int[0];
        meeting = new boolean[0];
        latitude = new int[0];
        longitude = new int[0];
        known = new boolean[0];
    }

    RoadGraph graph(String source) throws NoRoads {
        return new RoadGraph(stored(source), traffic.profiles());
    }

    private RoadGraph.Stored stored(String source) throws NoRoads {
        long[] ids = sortedNodes();
        var assembly = new GraphAssembly(latitude, longitude, marked, traffic);
        for (int way = 0; way < roads.size(); way++) {
            int end = way + 1 < roads.size() ? wayStarts.get(way + 1) : wayIndexes.length;
            addWay(assembly, way, Arrays.copyOfRange(wayIndexes, wayStarts.get(way), end));
        }
        RoadGraph.Stored stored = assembly.finish(source, relations(ids), traffic.profiles());
        if (stored.from().length == 0) {
            throw new NoRoads(
                    "no road to drive on: found %d ways, %d of them roads, none with two nodes that"
                                    .formatted(waysSeen, roads.size())
                            + " are in the extract; expected at least one. Choose an extract of a"
                            + " place with roads.");
        }
        return stored;
    }

    private List<TurnSigns.Relation> relations(long[] ids) {
        return restrictions.stream()
                .map(
                        restriction ->
                                new TurnSigns.Relation(
                                        restriction.signs(),
                                        restriction.ids(true, "from"),
                                        restriction.ids(false, "via").stream()
                                                .map(id -> Arrays.binarySearch(ids, id))
                                                .toList(),
                                        restriction.ids(true, "via"),
                                        restriction.ids(true, "to")))
                .toList();
    }

    private boolean isBarrier(int index) {
        return marked.getOrDefault(index, RoadTags.Node.PLAIN).barrier().isPresent();
    }

    private void addWay(GraphAssembly assembly, int way, int[] indexes) {
        int[] there = IntStream.of(indexes).filter(index -> known[index]).toArray();
        var road = assembly.road(roads.get(way), wayIds.get(way), ferrySeconds.get(way), there);
        var part = new Ints();
        for (int index : indexes) {
            if (!known[index]) {
                road.add(part.toArray());
                part = new Ints();
                continue;
            }
            boolean repeated = part.size() > 0 && part.get(part.size() - 1) == index;
            if (repeated) continue;
            part.add(index);
            boolean junction = meeting[index] || isBarrier(index);
            if (junction && part.size() > 1) {
                road.add(part.toArray());
                part = new Ints();
                part.add(index);
            }
        }
        road.add(part.toArray());
    }
}
