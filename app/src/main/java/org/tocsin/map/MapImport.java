package org.tocsin.map;

import org.tocsin.place.Point;
import org.tocsin.road.RoadGraphBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One import: four passes over an extract (relations, roads, nodes, then all ways with what they
 * mean), each keeping only what the next needs. What is found goes to the map's files at once, and
 * the nodes' positions to one that is mapped, so that memory holds little but the roads.
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

    @SuppressWarnings("ArrayRecordComponent") // Carries what was read; never compared.
    private record KeptRelation(long[] ways, Tags tags) {}

    private final Extract extract;
    private final Path draft;
    private final Progress progress;
    private final RoadGraphBuilder roads = new RoadGraphBuilder();
    private final List<KeptRelation> relations = new ArrayList<>();
    private final Interpolations interpolations = new Interpolations();
    private int buildings;
    private int roadWays;

    /** What the passes over nodes and ways work with. */
    private record Found(Positions positions, MapContents.Writer contents, MemberTraces members) {}

    /**
     * @param draft where the map's files are written, and some for the time of the import
     */
    MapImport(Path extract, Path draft, Progress progress) throws IOException {
        this.extract = new Extract(extract);
        this.draft = draft;
        this.progress = progress;
    }

    /** Reads everything; then {@link #writeRoads} may be called. */
    void read() throws IOException {
        extract.readRelations(this::relation, progress);
        extract.readWays("reading roads", this::road, progress);
        try (var positions = new Positions(draft.resolve("positions"));
                var contents = new MapContents.Writer(draft);
                var members =
                        new MemberTraces(
                                draft.resolve("members"),
                                relations.stream().map(KeptRelation::ways).toList())) {
            var found = new Found(positions, contents, members);
            extract.readNodes(
                    (id, latitude, longitude, tags) -> node(id, latitude, longitude, tags, found),
                    progress);
            positions.finish();
            extract.readWays(
                    "reading outlines and names",
                    (id, nodes, tags) -> way(id, nodes, tags, found),
                    progress);
            members.finish();
            for (KeptRelation relation : relations) drawRelation(relation, found);
        }
        relations.clear();
    }

    /**
     * Writes the roads' files; what was read of them is gone then.
     *
     * @return how many segments there are
     */
    int writeRoads(Path folder, String source) throws IOException {
        progress.at("building the road graph", 0);
        int segments = roads.write(folder, source);
        progress.at("building the road graph", 1);
        return segments;
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
        long[] ways =
                members.stream()
                        .filter(member -> member.kind() == Extract.MemberKind.WAY)
                        .mapToLong(Extract.Member::id)
                        .toArray();
        relations.add(new KeptRelation(ways, tags));
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

    private static boolean isRoad(Tags tags) {
        return tags.has("highway") || tags.is("route", "ferry");
    }

    private void road(long id, long[] nodes, Tags tags) {
        interpolations.way(nodes, tags);
        if (!isRoad(tags)) return;
        if (tags.has("highway")) roadWays++;
        roads.way(id, nodes, asMap(tags));
    }

    private void way(long id, long[] nodes, Tags tags, Found found) throws IOException {
        if (tags.has(Interpolations.KEY)) {
            for (MapHouse house : interpolations.houses(nodes, tags, found.positions())) {
                found.contents().add(house);
            }
        }
        boolean building = tags.has("building");
        if (building && !isRoad(tags) && !hasPlace(tags) && ++buildings > MAX_BUILDINGS) return;
        boolean member = found.members().isOne(id);
        boolean shown =
                isRoad(tags) || building || member || tags.has("waterway") || hasPlace(tags);
        if (!shown) return;
        Optional<Trace> drawn = trace(nodes, found.positions());
        if (drawn.isEmpty()) return;
        Trace trace = drawn.get();
        if (member) found.members().add(id, trace);
        if (tags.isEmpty()) return;
        Optional<Feature> feature = Reading.feature(tags, List.of(trace), trace.isClosed());
        if (feature.isPresent()) found.contents().add(feature.get());
        if (!Reading.isRoad(tags)) collect(tags, trace.middle(), found.contents());
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

    private void node(long id, int latitude, int longitude, Tags tags, Found found)
            throws IOException {
        if (Math.abs((long) latitude) > 900_000_000L
                || Math.abs((long) longitude) > 1_800_000_000L) {
            return;
        }
        found.positions().add(id, latitude, longitude);
        roads.node(id, latitude / 1e7, longitude / 1e7, tags.isEmpty() ? Map.of() : asMap(tags));
        if (tags.isEmpty()) return;
        interpolations.node(id, tags);
        collect(tags, new Point(latitude / 1e7, longitude / 1e7), found.contents());
    }

    private static void collect(Tags tags, Point point, MapContents.Writer contents)
            throws IOException {
        Optional<Landmark> landmark = Reading.landmark(tags, point);
        if (landmark.isPresent()) contents.add(landmark.get());
        Optional<MapPlace> place = Reading.place(tags, point);
        if (place.isPresent()) contents.add(place.get());
        Optional<MapHouse> house = Reading.house(tags, point);
        if (house.isPresent()) contents.add(house.get());
        Optional<MapMilestone> milestone = Reading.milestone(tags, point);
        if (milestone.isPresent()) contents.add(milestone.get());
    }

    private static void drawRelation(KeptRelation relation, Found found) throws IOException {
        var parts = new ArrayList<Trace>();
        for (long way : relation.ways()) found.members().find(way).ifPresent(parts::add);
        List<Trace> rings = Rings.join(parts);
        if (rings.isEmpty()) return;
        Optional<Feature> feature = Reading.feature(relation.tags(), rings, true);
        if (feature.isPresent()) found.contents().add(feature.get());
        Trace largest = rings.stream().max(Comparator.comparingInt(Trace::size)).orElseThrow();
        collect(relation.tags(), largest.middle(), found.contents());
    }

    /** The way's line as far as the extract has its nodes. */
    private static Optional<Trace> trace(long[] nodes, Positions positions) {
        int[] pairs = new int[2 * nodes.length];
        int size = 0;
        for (long node : nodes) {
            if (!positions.find(node)) continue;
            pairs[size++] = positions.latitude();
            pairs[size++] = positions.longitude();
        }
        return size < 4 ? Optional.empty() : Optional.of(new Trace(Arrays.copyOf(pairs, size)));
    }
}
