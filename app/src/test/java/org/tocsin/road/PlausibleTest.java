package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.util.List;

class PlausibleTest {
    /** A road to the north-south, a bridge across it, and the other carriageway 20 m east. */
    private final RoadGraph graph = graph();

    private final SnapGrid grid = new SnapGrid(graph);

    private static RoadGraph graph() {
        try {
            return new Drawn()
                    .node('a', 0, 0)
                    .node('b', 0, 1000)
                    .node('c', 20, 0)
                    .node('d', 20, 1000)
                    .node('w', -500, 500)
                    .node('e', 500, 500)
                    .road("ab", "oneway", "yes", "name", "Up")
                    .road("dc", "oneway", "yes", "name", "Down")
                    .road("we", "bridge", "yes", "name", "Over")
                    .builder()
                    .graph("drawn");
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    private static final SnapGrid.Filter ANY =
            new SnapGrid.Filter() {
                @Override
                public boolean accepts(int segment) {
                    return true;
                }

                @Override
                public boolean blocked(int segment, double fraction) {
                    return false;
                }

                @Override
                public double[] edgesOfBlocks(int segment) {
                    return new double[0];
                }

                @Override
                public boolean mainland(int segment) {
                    return true;
                }
            };

    private List<String> names(Fix fix) {
        return grid.candidates(fix, ANY).stream()
                .map(each -> graph.stored.name()[each.spot().segment()])
                .map(name -> graph.stored.names().get(name))
                .toList();
    }

    @Test
    void aGoodPositionHasOneRoadAPoorOneSeveral() {
        Point place = Drawn.at(2, 200);

        assertThat(names(Fix.at(place, 0))).containsExactly("Up");
        assertThat(names(Fix.at(place, 15))).containsExactly("Up", "Down");
        assertThat(names(Fix.at(Drawn.at(2, 490), 15))).containsExactly("Up", "Over", "Down");
    }

    @Test
    void theHeadingTellsTheCarriagewayItsDirection() {
        Point between = Drawn.at(10, 200);

        for (Candidate each : grid.candidates(Fix.at(between, 20).heading(5), ANY)) {
            boolean up =
                    graph.stored
                            .names()
                            .get(graph.stored.name()[each.spot().segment()])
                            .equals("Up");
            assertThat(each.forward()).isEqualTo(up);
            assertThat(each.backward()).isEqualTo(!up);
        }
    }

    @Test
    void aRoadAcrossTheHeadingOrOfAnotherLevelIsLeftOut() {
        Point below = Drawn.at(2, 502);

        assertThat(names(Fix.at(below, 5))).containsExactlyInAnyOrder("Up", "Over");
        assertThat(names(Fix.at(below, 5).heading(355))).containsExactly("Up");
        assertThat(names(Fix.at(below, 5).heading(92))).containsExactly("Over");
        assertThat(names(Fix.at(below, 5).onLevel(0))).containsExactly("Up");
        assertThat(names(Fix.at(below, 5).onLevel(1))).containsExactly("Over");
        // Nothing is so deep: then the level was wrong.
        assertThat(names(Fix.at(below, 5).onLevel(-3))).hasSize(2);
    }

    @Test
    void farFromAllRoadsTheNearestIsTaken() {
        assertThat(names(Fix.at(Drawn.at(-300, 100), 20))).containsExactly("Up");
        assertThat(names(Fix.at(Drawn.at(-30_000, 100), 20))).isEmpty();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Fix.at(Drawn.at(0, 0), -1)).hasMessageContaining("expected 0 to");
        assertThatThrownBy(() -> Fix.at(Drawn.at(0, 0), 1).heading(361))
                .hasMessageContaining("expected 0 to 360");
    }
}
