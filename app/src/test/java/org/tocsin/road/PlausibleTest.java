package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.util.List;
import java.util.Optional;

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
                public boolean hasBlocks(int segment) {
                    return false;
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
                .map(each -> graph.stored.name().get(each.spot().segment()))
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
                            .get(graph.stored.name().get(each.spot().segment()))
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

    // --- carried into the time ---

    private final RoadNetwork roads = new RoadNetwork(graph);

    private TimeRange range(Fix from, Point to) {
        return roads.range(from, to, Conditions.open(Profile.NORMAL, RandomRoads.NOON))
                .orElseThrow();
    }

    @Test
    void aCertainPlaceHasOneTime() {
        Point north = Drawn.at(0, 900);

        TimeRange range = range(Fix.at(Drawn.at(0, 100), 0), north);

        assertThat(range.certain()).isTrue();
        assertThat(range.least().toMillis() / 1000.0)
                .isCloseTo(80, org.assertj.core.api.Assertions.within(0.5));
        assertThat(range.text()).isEqualTo("1 min");
    }

    /** A street both ways, and beside it one that is only driven round the block. */
    @Test
    void anUncertainPlaceHasARange() {
        RoadNetwork block =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 3000, 0)
                        .node('c', 0, 20)
                        .node('d', 3000, 20)
                        .road("ab", "oneway", "yes")
                        .road("dc", "oneway", "yes")
                        .road("ac")
                        .road("bd")
                        .network();
        var conditions = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
        Fix between = Fix.at(Drawn.at(1500, 10), 15);
        Point east = Drawn.at(2400, 0);

        TimeRange either = block.range(between, east, conditions).orElseThrow();
        TimeRange eastwards = block.range(between.heading(90), east, conditions).orElseThrow();
        TimeRange westwards = block.range(between.heading(270), east, conditions).orElseThrow();

        assertThat(either.certain()).isFalse();
        assertThat(either.text()).isEqualTo("2 to 7 min");
        assertThat(either.least()).isEqualTo(eastwards.least());
        assertThat(either.most()).isEqualTo(westwards.most());
        assertThat(eastwards.roads()).isEqualTo(1);
        assertThat(westwards.certain()).isTrue();
    }

    /** Two banks of a river without a bridge nearby: a goal between them may be on either. */
    @Test
    void whoDrivesToAnUncertainPlaceMayHaveToGoRound() {
        RoadNetwork banks =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 3000, 0)
                        .node('c', 0, 100)
                        .node('d', 3000, 100)
                        .road("ab")
                        .road("cd")
                        .road("ac")
                        .network();
        var conditions = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
        Point goal = Drawn.at(1500, 40);
        List<Point> units = List.of(Drawn.at(2400, 0), Drawn.at(0, 50));

        List<Optional<TimeRange>> sure = banks.ranges(goal, 5, units, conditions);
        List<Optional<TimeRange>> unsure = banks.ranges(goal, 60, units, conditions);

        assertThat(sure.getFirst().orElseThrow().text()).isEqualTo("2 min");
        assertThat(unsure.getFirst().orElseThrow().text()).isEqualTo("2 to 7 min");
        // In the middle between the banks: to both it is as far.
        assertThat(unsure.getLast().orElseThrow().certain()).isTrue();
        assertThat(unsure.getFirst().orElseThrow().roads()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoDrivesAwayTurnsFirst() {
        RoadNetwork street =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 1000, 0)
                        .node('c', 2000, 0)
                        .road("abc")
                        .network();
        var conditions = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
        Fix here = Fix.at(Drawn.at(500, 0), 0);

        TimeRange towards =
                street.range(here.heading(90), Drawn.at(900, 0), conditions).orElseThrow();
        TimeRange away =
                street.range(here.heading(270), Drawn.at(900, 0), conditions).orElseThrow();

        assertThat(towards.least().toSeconds()).isEqualTo(40);
        // To the dead end and back, 500 m and 900 m, and round.
        assertThat(away.least().toSeconds()).isBetween(148L, 152L);
    }
}
