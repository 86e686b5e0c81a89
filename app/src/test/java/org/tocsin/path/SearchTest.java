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
}
