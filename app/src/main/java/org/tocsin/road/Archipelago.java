package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what hangs together whatever the directions, and names it. */
final class Archipelago {
    private final RoadGraph graph;
    private final int[] deciseconds;
    private final int[] parent;

    private Archipelago(RoadGraph graph, int[] deciseconds) {
        this.graph = graph;
        this.deciseconds = deciseconds;
        parent = new int[graph.junctions];
        for (int junction = 0; junction < parent.length; junction++) parent[junction] = junction;
        for (int segment = 0; segment < graph.segments; segment++) {
            if (!isOpen(segment)) continue;
            int a = root(graph.stored.from()[segment]);
            int b = root(graph.stored.to()[segment]);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
    }

    static RoadNetwork.Connection of(RoadGraph graph, int[] deciseconds, Islands islands) {
        return new Archipelago(graph, deciseconds).connection(islands);
    }

    private boolean isOpen(int segment) {
        return deciseconds[2 * segment] != RoadGraph.CLOSED
                || deciseconds[2 * segment + 1] != RoadGraph.CLOSED;
    }

    /** The first junction of the part, with the way there halved for the next who asks. */
    private int root(int junction) {
        int at = junction;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private static final class Part {
        double meters;
        final Set<Integer> junctions = new TreeSet<>();
        final Set<String> names = new TreeSet<>();
        int segment;
    }

    private RoadNetwork.Connection connection(Islands islands) {
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (int segment = 0; segment < graph.segments; segment++) {
            if (!isOpen(segment)) continue;
            Part part = parts.computeIfAbsent(rootOf(segment), _ -> new Part());
            if (part.meters == 0) part.segment = segment;
            part.meters += graph.meters(segment);
            part.junctions.add(graph.stored.from()[segment]);
            part.junctions.add(graph.stored.to()[segment]);
            String name = graph.stored.names().get(graph.stored.name().get(segment));
            if (!name.isEmpty() && part.names.size() < RoadNetwork.Island.MAX_NAMES) {
                part.names.add(name);
            }
        }
        var sorted = new ArrayList<>(parts.entrySet());
        sorted.sort(
                Comparator.<Map.Entry<Integer, Part>>comparingInt(
                                entry -> -entry.getValue().junctions.size())
                        .thenComparing(Map.Entry::getKey));
        if (sorted.isEmpty()) return new RoadNetwork.Connection(List.of(), 0, 0);
        int mainland = sorted.getFirst().getKey();
        List<RoadNetwork.Island> found =
                sorted.stream().skip(1).map(entry -> island(entry.getValue())).toList();
        int outOfReach = 0;
        int noWayOut = 0;
        for (int segment = 0; segment < graph.segments; segment++) {
            if (!isOpen(segment) || rootOf(segment) != mainland) continue;
            if (!islands.joined(Spot.Role.ARRIVE, segment)) outOfReach++;
            if (!islands.joined(Spot.Role.LEAVE, segment)) noWayOut++;
        }
        return new RoadNetwork.Connection(found, outOfReach, noWayOut);
    }

    private int rootOf(int segment) {
        return root(graph.stored.from()[segment]);
    }

    private RoadNetwork.Island island(Part part) {
        Point middle = graph.line(part.segment).at(0.5);
        return new RoadNetwork.Island(
                part.junctions.size(), part.meters / 1000, List.copyOf(part.names), middle);
    }
}
