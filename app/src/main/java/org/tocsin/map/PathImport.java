package org.tocsin.map;

import org.tocsin.road.NoRoads;
import org.tocsin.road.RoadGraphBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the network of bicycles and people on foot from an extract: apart from the rest of the map,
 * because few centers need it.
 */
final class PathImport {
    /** Squares whose edge is several ways say what they are in a relation. */
    private static final Set<String> SQUARES =
            Set.of("pedestrian", "footway", "path", "service", "living_street");

    /** More than any extract has; the others are left out. */
    static final int MAX_EDGES = 1_000_000;

    private final Extract extract;
    private final Progress progress;
    private final RoadGraphBuilder paths = RoadGraphBuilder.ofPaths();
    private final Map<Long, Map<String, String>> edges = new HashMap<>();

    PathImport(Path extract, Progress progress) throws IOException {
        this.extract = new Extract(extract);
        this.progress = progress;
    }

    /**
     * @throws NoRoads if there is nothing to walk on
     * @throws IOException if the extract cannot be read or the folder not be written to
     */
    void write(Path folder, String source) throws IOException {
        extract.readRelations(this::relation, progress);
        extract.readWays("reading paths", this::way, progress);
        extract.readNodes(this::node, progress);
        progress.at("building the paths for bicycles and crews on foot", 0);
        paths.write(folder, source);
        progress.at("building the paths for bicycles and crews on foot", 1);
    }

    private void relation(long id, List<Extract.Member> members, Tags tags) {
        if (tags.is("type", "restriction")) {
            paths.restriction(MapImport.members(members), MapImport.asMap(tags));
        }
        if (!tags.is("type", "multipolygon") || !tags.isAnyOf("highway", List.copyOf(SQUARES))) {
            return;
        }
        for (Extract.Member member : members) {
            if (member.kind() != Extract.MemberKind.WAY || edges.size() == MAX_EDGES) continue;
            var square = MapImport.asMap(tags);
            square.put("area", "yes");
            edges.put(member.id(), square);
        }
    }

    private void way(long id, long[] nodes, Tags tags) {
        Map<String, String> edge = edges.get(id);
        boolean ofSquare = edge != null && !tags.has("highway");
        paths.way(id, nodes, ofSquare ? new LinkedHashMap<>(edge) : MapImport.asMap(tags));
    }

    private void node(long id, int latitude, int longitude, Tags tags) {
        if (!paths.needs(id)
                || Math.abs((long) latitude) > 900_000_000L
                || Math.abs((long) longitude) > 1_800_000_000L) {
            return;
        }
        paths.node(
                id,
                latitude / 1e7,
                longitude / 1e7,
                tags.isEmpty() ? Map.of() : MapImport.asMap(tags));
    }
}
