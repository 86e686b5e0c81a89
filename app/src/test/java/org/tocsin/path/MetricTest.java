package org.tocsin.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Random;

class MetricTest {
    @Test
    void anySequenceOfChangesAndRestorationsEqualsCustomizingAnew() {
        for (long seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            Graph graph = Plain.graph(random);
            int[] weights = Plain.weights(graph, random);
            int[] original = weights.clone();
            Hierarchy hierarchy = Hierarchy.of(graph, Plain.order(graph, random));
            Metric first = Metric.of(hierarchy, weights);
            Metric metric = first;
            for (int step = 0; step < 8 && graph.arcs() > 0; step++) {
                int[] arcs = new int[1 + random.nextInt(random.nextInt(3) == 0 ? 30 : 3)];
                int[] changed = new int[arcs.length];
                for (int i = 0; i < arcs.length; i++) {
                    arcs[i] = random.nextInt(graph.arcs());
                    changed[i] = Plain.weight(random);
                    weights[arcs[i]] = changed[i];
                }
                metric = metric.with(arcs, changed);
                assertSame("seed %d, step %d".formatted(seed, step), metric, weights);
            }
            int[] all = new int[graph.arcs()];
            java.util.Arrays.setAll(all, arc -> arc);
            assertSame("seed %d, restored".formatted(seed), metric.with(all, original), original);
            assertSame("seed %d, untouched".formatted(seed), first, original);
        }
    }

    private static void assertSame(String what, Metric metric, int[] weights) {
        Metric fresh = Metric.of(metric.hierarchy(), weights);
        assertThat(metric.given).as(what).isDeepEqualTo(fresh.given);
        assertThat(metric.up).as(what).isDeepEqualTo(fresh.up);
        assertThat(metric.down).as(what).isDeepEqualTo(fresh.down);
    }

    @Test
    void manyThreadsMakeTheSameOfIt() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            Graph graph = Plain.graph(random);
            Hierarchy hierarchy = Hierarchy.of(graph, Plain.order(graph, random));
            Metric alone = Metric.of(hierarchy, Plain.weights(graph, random));
            var shared =
                    new Metric(
                            hierarchy, alone.given, hierarchy.up.blocks(), hierarchy.down.blocks());
            new Customization(shared, 0).run();
            assertThat(shared.up).as("seed %d", seed).isDeepEqualTo(alone.up);
            assertThat(shared.down).as("seed %d", seed).isDeepEqualTo(alone.down);
        }
    }

    @Test
    void aWeightBeyondTheLimitIsRefused() {
        var graph = new Graph(new int[] {0, 1, 1}, new int[] {1});
        Hierarchy hierarchy = Hierarchy.of(graph, new int[] {0, 1});

        assertThat(Metric.of(hierarchy, new int[] {Graph.CLOSED}).weight(0))
                .isEqualTo(Graph.CLOSED);
        assertThatThrownBy(() -> Metric.of(hierarchy, new int[] {Graph.CLOSED + 1}))
                .hasMessage("a weight is 536870913, expected 0 to 536870912");
        assertThatThrownBy(() -> Metric.of(hierarchy, new int[] {-1}))
                .hasMessage("a weight is -1, expected 0 to 536870912");
    }
}
