package org.tocsin.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/** Every search against {@link Plain} on random graphs. */
class SearchTest {
    @Test
    void everySearchEqualsPlainDijkstraOnRandomGraphs() {
        for (long seed = 0; seed < 1_500; seed++) compare(seed);
    }

    private static void compare(long seed) {
        var random = new Random(seed);
        Graph graph = Plain.graph(random);
        int[] weights = Plain.weights(graph, random);
        Hierarchy hierarchy = Hierarchy.of(graph, Plain.order(graph, random));
        Metric metric = Metric.of(hierarchy, weights);
        var plain = new Plain(graph, weights);
        var funnel = new Funnel(hierarchy);
        var flood = new Flood(metric);
        var way = new Way(metric);
        for (int question = 0; question < 12; question++) {
            Direction direction = question % 2 == 0 ? Direction.TO_START : Direction.FROM_START;
            int[] starts = new int[1 + random.nextInt(4)];
            int[] from = new int[starts.length];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = random.nextInt(graph.nodes());
                from[i] = random.nextInt(5) == 0 ? Graph.CLOSED : random.nextInt(50);
            }
            String what = "seed %d, question %d".formatted(seed, question);
            int[] expected = plain.distances(direction, starts, from);
            checkFunnel(what, funnel, metric, direction, starts, from, expected, random);
            checkFlood(what, flood, metric, direction, starts, from, expected);
            if (direction == Direction.FROM_START) {
                checkWay(what, way, graph, weights, metric, starts, from, expected, random);
                continue;
            }
            checkPosts(what, metric, starts, from, expected, random);
            checkMatrix(what, metric, starts, from, expected);
        }
    }

    private static void checkFunnel(
            String what,
            Funnel funnel,
            Metric metric,
            Direction direction,
            int[] starts,
            int[] from,
            int[] expected,
            Random random) {
        funnel.begin(metric, direction);
        for (int i = 0; i < starts.length; i++) funnel.start(starts[i], from[i]);
        funnel.climb();
        for (int i = 0; i < 2 * expected.length; i++) {
            int node = random.nextInt(expected.length);
            assertThat(funnel.distance(node))
                    .as("%s, node %d", what, node)
                    .isEqualTo(expected[node]);
        }
    }

    private static void checkFlood(
            String what,
            Flood flood,
            Metric metric,
            Direction direction,
            int[] starts,
            int[] from,
            int[] expected) {
        flood.begin(metric, direction);
        for (int i = 0; i < starts.length; i++) flood.start(starts[i], from[i]);
        int[] found = new int[expected.length];
        java.util.Arrays.fill(found, Graph.CLOSED);
        int before = 0;
        for (int node = flood.next(); node >= 0; node = flood.next()) {
            assertThat(flood.distance()).as(what).isGreaterThanOrEqualTo(before);
            assertThat(found[node]).as("%s, given once", what).isEqualTo(Graph.CLOSED);
            before = flood.distance();
            found[node] = before;
        }
        assertThat(found).as(what).isEqualTo(expected);
    }

    private static void checkWay(
            String what,
            Way way,
            Graph graph,
            int[] weights,
            Metric metric,
            int[] starts,
            int[] from,
            int[] expected,
            Random random) {
        int end = random.nextInt(graph.nodes());
        way.begin(metric);
        for (int i = 0; i < starts.length; i++) way.from(starts[i], from[i]);
        way.to(end, 7);
        int length = way.find();
        assertThat(length)
                .as(what)
                .isEqualTo(expected[end] == Graph.CLOSED ? Graph.CLOSED : expected[end] + 7);
        if (length == Graph.CLOSED) return;
        int[] nodes = way.nodes();
        int sum = Graph.CLOSED;
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] == nodes[0]) sum = Math.min(sum, from[i]);
        }
        for (int i = 1; i < nodes.length; i++) {
            int arc = graph.arc(nodes[i - 1], nodes[i]);
            assertThat(arc).as(what).isNotNegative();
            sum += weights[arc];
        }
        assertThat(nodes[nodes.length - 1]).as(what).isEqualTo(end);
        assertThat(sum + 7).as(what).isEqualTo(length);
    }

    private static void checkPosts(
            String what, Metric metric, int[] starts, int[] from, int[] expected, Random random) {
        var posts = new Posts(metric);
        boolean[] there = new boolean[expected.length];
        for (int change = 0; change < 2 * there.length; change++) {
            int node = random.nextInt(there.length);
            there[node] = !there[node];
            if (there[node]) posts.add(node);
            else posts.remove(node);
        }
        var asker = new Posts.Asker(metric.hierarchy());
        asker.begin(metric);
        for (int i = 0; i < starts.length; i++) asker.start(starts[i], from[i]);
        int nearest = Graph.CLOSED;
        for (int node = 0; node < there.length; node++) {
            if (there[node]) nearest = Math.min(nearest, expected[node]);
        }
        int[] found = new int[expected.length];
        java.util.Arrays.fill(found, Graph.CLOSED);
        int slack = random.nextInt(50);
        int[] least = {Graph.CLOSED};
        posts.ask(
                asker,
                (node, distance) -> {
                    assertThat(there[node]).as(what).isTrue();
                    found[node] = Math.min(found[node], distance);
                    least[0] = Math.min(least[0], distance);
                    return Math.min(Graph.CLOSED - 1, least[0] + slack);
                });
        assertThat(least[0]).as(what).isEqualTo(nearest);
        for (int node = 0; node < there.length; node++) {
            boolean close = there[node] && expected[node] <= nearest + slack;
            if (close && nearest < Graph.CLOSED) {
                assertThat(found[node]).as("%s, node %d", what, node).isEqualTo(expected[node]);
            }
        }
    }

    private static void checkMatrix(
            String what, Metric metric, int[] starts, int[] from, int[] expected) {
        int[] nodes = new int[expected.length];
        java.util.Arrays.setAll(nodes, node -> node);
        new Matrix(metric, nodes)
                .ask(
                        starts.length + 16,
                        (place, start) -> {
                            if (place == 0 || place == 17 % (starts.length + 16)) {
                                for (int i = 0; i < starts.length; i++) {
                                    start.at(starts[i], from[i]);
                                }
                            } else {
                                start.at(starts[place % starts.length], 3);
                            }
                        },
                        (place, distances) -> {
                            if (place == 0) assertThat(distances).as(what).isEqualTo(expected);
                        });
    }
}
