package org.tocsin.map;

import org.tocsin.place.Point;
import org.tocsin.road.RoadGraphBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One import: three passes over an extract (relations, then ways, then nodes), each keeping only
 * what the next needs.
 */
final class MapImport {
    /** Buildings beyond this many are left out of the backdrop. */
    static final int MAX_BUILDINGS = 1_000_000;

    private static final Set<String> PLACE_KEYS =
            Set.of(
                    "amenity",
                    "shop",
                    "tourism",
                    "leisure",
                    "historic",
                    "office",
                    "emergency",
                    "healthcare",
                    "railway",
                    "man_made",
                    "place",
                    "public_transport",
                    "aeroway",
                    "natural",
                    "landuse",
                    "addr:housenumber");

    private static final class KeptWay {
        private final long id;
        private final long[] nodes;
        private final Tags tags;

        KeptWay(long id, long[] nodes, Tags tags) {
            this.id = id;
            this.nodes = nodes;
            this.tags = tags;
        }
    }

    private record KeptRelation(List<Extract.Member> members, Tags tags) {}

    private final Extract extract;
    private final Progress progress;
    private final RoadGraphBuilder roads = new RoadGraphBuilder();
    private final List<KeptRelation> relations = new ArrayList<>();
    private final Set<Long> memberWays = new HashSet<>();
    private final List<KeptWay> ways = new ArrayList<>();
    private int buildings;
    private int roadWays;
    private long[] nodeIds = {};
    private int[] latitudes = {};
    private int[] longitudes = {};
    private boolean[] known = {};

    private final List<Feature> features = new ArrayList<>();
    private final List<MapPlace> places = new ArrayList<>();
    private final List<MapHouse> houses = new ArrayList<>();
    private final List<MapMilestone> milestones = new ArrayList<>();
    private final List<Landmark> landmarks = new ArrayList<>();

    MapImport(Path extract, Progress progress) throws IOException {
        this.extract = new Extract(extract);
        this.progress = progress;
    }

    /** Reads everything; then {@link #writeRoads} may be called. */
    MapContents read() throws IOException {
        extract.readRelations(this::relation, progress);
        extract.readWays(this::way, progress);
        collectNodeIds();
        extract.readNodes(this::node, progress);
        progress.at("drawing the backdrop", 0);
        drawWays();
        progress.at("drawing the backdrop", 1);
        return new MapContents(
                List.copyOf(features),
                List.copyOf(places),
                List.copyOf(houses),
                List.copyOf(landmarks),
                List.copyOf(milestones));
    }

    void writeRoads(Path folder, String source) throws IOException {
        progress.at("building the road graph", 0);
        roads.write(folder, source);
        progress.at("building the road graph", 1);
    }

    /** How many ways were roads of any kind: an extract without is no map for a center. */
    int roadWays() {
        return roadWays;
    }

    private void relation(long id, List<Extract.Member> members, Tags tags) {
        if (tags.is("type", "restriction")) roads.restriction(members(members), asMap(tags));
        if (!tags.is("type", "multipolygon")) return;
        boolean shown =
                tags.has("natural")
                        || tags.has("landuse")
                        || tags.has("leisure")
                        || tags.has("waterway")
                        || tags.has("amenity")
                        || tags.has("building");
        if (!shown) return;
        relations.add(new KeptRelation(members, tags));
        for (Extract.Member member : members) {
            if (member.kind() == Extract.MemberKind.WAY) memberWays.add(member.id());
        }
    }

    static List<RoadGraphBuilder.Member> members(List<Extract.Member> members) {
        return members.stream()
                .filter(member -> member.kind() != Extract.MemberKind.RELATION)
                .limit(RoadGraphBuilder.MAX_MEMBERS)
                .map(
                        member ->
                                new RoadGraphBuilder.Member(
                                        member.kind() == Extract.MemberKind.WAY,
                                        member.id(),
                                        member.role()))
                .toList();
    }

    private void way(long id, long[] nodes, Tags tags) {
        boolean road = tags.has("highway") || tags.is("route", "ferry");
        if (road) {
            if (tags.has("highway")) roadWays++;
            roads.way(id, nodes, asMap(tags));
        }
        boolean building = tags.has("building");
        if (building && !hasPlace(tags) && ++buildings > MAX_BUILDINGS) return;
        boolean shown =
                road
                        || building
                        || memberWays.contains(id)
                        || tags.has("waterway")
                        || hasPlace(tags);
        if (shown) ways.add(new KeptWay(id, nodes, tags));
    }

    private static boolean hasPlace(Tags tags) {
        for (int i = 0; i < tags.size(); i++) {
            if (PLACE_KEYS.contains(tags.key(i))) return true;
        }
        return false;
    }

    static Map<String, String> asMap(Tags tags) {
        var map = LinkedHashMap.<String, String>newLinkedHashMap(tags.size());
        for (int i = 0; i < tags.size(); i++) map.put(tags.key(i), tags.value(i));
        return map;
    }

    private void collectNodeIds() {
        int count = ways.stream().mapToInt(way -> way.nodes.length).sum();
        long[] all = new long[count];
        int at = 0;
        for (KeptWay way : ways) {
            System.arraycopy(way.nodes, 0, all, at, way.nodes.length);
            at += way.nodes.length;
        }
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) all[distinct++] = all[i];
        }
        nodeIds = Arrays.copyOf(all, distinct);
        latitudes = new int[distinct];
        longitudes = new int[distinct];
        known = new boolean[distinct];
    }

    private void node(long id, int latitude, int longitude, Tags tags) {
        if (Math.abs((long) latitude) > 900_000_000L
                || Math.abs((long) longitude) > 1_800_000_000L) {
            return;
        }
        int index = Arrays.binarySearch(nodeIds, id);
        if (index >= 0) {
            latitudes[index] = latitude;
            longitudes[index] = longitude;
            known[index] = true;
            roads.node(
                    id, latitude / 1e7, longitude / 1e7, tags.isEmpty() ? Map.of() : asMap(tags));
        }
        if (!tags.isEmpty()) collect(tags, new Point(latitude / 1e7, longitude / 1e7));
    }

    private void collect(Tags tags, Point point) {
        Reading.landmark(tags, point).ifPresent(landmarks::add);
        Reading.place(tags, point).ifPresent(places::add);
        Reading.house(tags, point).ifPresent(houses::add);
        Reading.milestone(tags, point).ifPresent(milestones::add);
    }

    private void drawWays() {
        Map<Long, Trace> members = new HashMap<>();
        for (KeptWay way : ways) {
            Optional<Trace> drawn = trace(way);
            if (drawn.isEmpty()) continue;
            Trace trace = drawn.get();
            if (memberWays.contains(way.id)) members.put(way.id, trace);
            if (way.tags.isEmpty()) continue;
            Reading.feature(way.tags, List.of(trace), trace.isClosed()).ifPresent(features::add);
            if (!Reading.isRoad(way.tags)) collect(way.tags, trace.middle());
        }
        for (KeptRelation relation : relations) drawRelation(relation, members);
    }

    private void drawRelation(KeptRelation relation, Map<Long, Trace> members) {
        var parts = new ArrayList<Trace>();
        for (Extract.Member member : relation.members()) {
            Trace trace = members.get(member.id());
            if (member.kind() == Extract.MemberKind.WAY && trace != null) parts.add(trace);
        }
        List<Trace> rings = Rings.join(parts);
        if (rings.isEmpty()) return;
        Reading.feature(relation.tags(), rings, true).ifPresent(features::add);
        Trace largest =
                rings.stream().max(java.util.Comparator.comparingInt(Trace::size)).orElseThrow();
        collect(relation.tags(), largest.middle());
    }

    /** The way's line as far as the extract has its nodes. */
    private Optional<Trace> trace(KeptWay way) {
        int[] pairs = new int[2 * way.nodes.length];
        int size = 0;
        for (long node : way.nodes) {
            int index = Arrays.binarySearch(nodeIds, node);
            if (!known[index]) continue;
            pairs[size++] = latitudes[index];
            pairs[size++] = longitudes[index];
        }
        return size < 4 ? Optional.empty() : Optional.of(new Trace(Arrays.copyOf(pairs, size)));
    }
}
