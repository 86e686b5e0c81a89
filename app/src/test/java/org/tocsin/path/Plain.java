package org.tocsin.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** The plain twin: Dijkstra's algorithm with a priority queue over lists of arcs. */
final class Plain {
    private record Arc(int to, int weight) {}

    private record Reached(int node, int distance) {}

    private final List<List<Arc>> forwards = new ArrayList<>();
    private final List<List<Arc>> backwards = new ArrayList<>();

    Plain(Graph graph, int[] weights) {
        for (int node = 0; node < graph.nodes(); node++) {
            forwards.add(new ArrayList<>());
            backwards.add(new ArrayList<>());
        }
        for (int node = 0; node < graph.nodes(); node++) {
            for (int arc = graph.firstArc(node); arc < graph.endArc(node); arc++) {
                if (weights[arc] == Graph.CLOSED) continue;
                forwards.get(node).add(new Arc(graph.head(arc), weights[arc]));
                backwards.get(graph.head(arc)).add(new Arc(node, weights[arc]));
            }
        }
    }

    int[] distances(Direction direction, int[] starts, int[] from) {
        List<List<Arc>> arcs =
                switch (direction) {
                    case TO_START -> backwards;
                    case FROM_START -> forwards;
                };
        int[] distances = new int[arcs.size()];
        Arrays.fill(distances, Graph.CLOSED);
        var queue =
                new PriorityQueue<Reached>((a, b) -> Integer.compare(a.distance(), b.distance()));
        for (int i = 0; i < starts.length; i++) {
            if (from[i] < Graph.CLOSED) queue.add(new Reached(starts[i], from[i]));
        }
        while (!queue.isEmpty()) {
            Reached next = queue.remove();
            if (next.distance() >= distances[next.node()]) continue;
            distances[next.node()] = next.distance();
            for (Arc arc : arcs.get(next.node())) {
                queue.add(new Reached(arc.to(), next.distance() + arc.weight()));
            }
        }
        return distances;
    }

    /** A random graph: sparse or dense, in pieces or whole, with loops, nothing and all between. */
    static Graph graph(Random random) {
        int nodes = 1 + random.nextInt(random.nextInt(4) == 0 ? 120 : 24);
        double density = random.nextDouble() * 4 / nodes;
        int[] start = new int[nodes + 1];
        var head = new ArrayList<Integer>();
        for (int node = 0; node < nodes; node++) {
            for (int other = 0; other < nodes; other++) {
                boolean near = Math.abs(node - other) <= 2 && random.nextInt(3) > 0;
                if (near || random.nextDouble() < density) head.add(other);
            }
            start[node + 1] = head.size();
        }
        return new Graph(start, head.stream().mapToInt(each -> each).toArray());
    }

    static int[] weights(Graph graph, Random random) {
        int[] weights = new int[graph.arcs()];
        Arrays.setAll(weights, _ -> weight(random));
        return weights;
    }

    static int weight(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Graph.CLOSED;
            case 1 -> 0;
            case 2 -> 1 + random.nextInt(5_000);
            default -> 1 + random.nextInt(40);
        };
    }

    static int[] order(Graph graph, Random random) {
        int[] order = new int[graph.nodes()];
        Arrays.setAll(order, node -> node);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        return order;
    }
}
