package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TurnsTest {
    // North of the crossing X is N, and so on.
    private static final Drawn CROSSING =
            new Drawn()
                    .node('X', 0, 0)
                    .node('N', 0, 100)
                    .node('E', 100, 0)
                    .node('S', 0, -100)
                    .node('W', -100, 0);

    private static RoadGraph graph(Drawn drawn) {
        try {
            return drawn.builder().graph("drawn");
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    /** The arc between the junctions at two nodes. */
    static int arc(RoadGraph graph, Drawn drawn, String fromTo) {
        for (int arc = 0; arc < 2 * graph.segments; arc++) {
            if (isAt(graph, graph.tail(arc), drawn, fromTo.charAt(0))
                    && isAt(graph, graph.head(arc), drawn, fromTo.charAt(1))) {
                return arc;
            }
        }
        throw new AssertionError("no arc " + fromTo);
    }

    private static boolean isAt(RoadGraph graph, int junction, Drawn drawn, char node) {
        return graph.junctionPoint(junction).metersTo(drawn.point(node)) < 0.1;
    }

    private static List<TurnKind> kinds(Drawn drawn, String path) {
        RoadGraph graph = graph(drawn);
        Turns turns = Turns.of(graph);
        int from = arc(graph, drawn, path.substring(0, 2));
        int to = arc(graph, drawn, path.substring(1));
        var kinds = new ArrayList<TurnKind>();
        for (int turn = turns.start[from]; turn < turns.start[from + 1]; turn++) {
            if (turns.head[turn] == to) kinds.add(turns.kind(turn));
        }
        return kinds;
    }

    @Test
    void aCrossingHasEveryTurn() {
        Drawn drawn = CROSSING.copy().road("NXS").road("WXE");

        assertThat(kinds(drawn, "SXN")).containsExactly(TurnKind.ON);
        assertThat(kinds(drawn, "SXE")).containsExactly(TurnKind.RIGHT);
        assertThat(kinds(drawn, "SXW")).containsExactly(TurnKind.LEFT);
        assertThat(kinds(drawn, "SXS")).containsExactly(TurnKind.U_TURN);
        assertThat(kinds(drawn, "XSX")).containsExactly(TurnKind.DEAD_END);
    }

    @Test
    void aBendIsNoTurn() {
        Drawn drawn = CROSSING.copy().road("SX").road("XE");

        assertThat(kinds(drawn, "SXE")).containsExactly(TurnKind.ON);
    }

    @Test
    void nobodyTurnsIntoAOneWayAgainstIt() {
        Drawn drawn = CROSSING.copy().road("NXS").road("WX", "oneway", "yes");

        assertThat(kinds(drawn, "WXN")).containsExactly(TurnKind.LEFT);
        RoadGraph graph = graph(drawn);
        Turns turns = Turns.of(graph);
        assertThat(turns.states()).isEqualTo(2 * graph.segments);
        int against = arc(graph, drawn, "XW");
        assertThat(turns.head).doesNotContain(against);
        assertThat(turns.start[against]).isEqualTo(turns.start[against + 1]);
    }

    @Test
    void aGateIsPassedAndNotTurnedRoundIn() {
        Drawn drawn = CROSSING.copy().node('X', 0, 0, "barrier", "gate").road("NX").road("XS");
        RoadGraph graph = graph(drawn);
        Turns turns = Turns.of(graph);

        for (int arc = 0; arc < turns.states(); arc++) {
            if (graph.roadClass(arc >> 1) != RoadClass.BARRIER) continue;
            for (int turn = turns.start[arc]; turn < turns.start[arc + 1]; turn++) {
                assertThat(turns.head[turn]).isNotEqualTo(arc ^ 1);
                assertThat(turns.kind(turn)).isEqualTo(TurnKind.ON);
            }
        }
    }

    @Test
    void turnsCostTheirDelayAndRoundIsDearest() {
        Drawn drawn = CROSSING.copy().road("NXS").road("WXE");
        Turns turns = Turns.of(graph(drawn));

        int[] delays = turns.deciseconds(Profile.NORMAL);

        for (int turn = 0; turn < delays.length; turn++) {
            int expected =
                    switch (turns.kind(turn)) {
                        case ON, SLIGHT_LEFT, SLIGHT_RIGHT, BOARDING -> 0;
                        case LEFT, RIGHT -> 20;
                        case SHARP_LEFT, SHARP_RIGHT -> 60;
                        case U_TURN -> 200;
                        case DEAD_END -> 100;
                    };
            assertThat(delays[turn]).isEqualTo(expected);
        }
    }
}
