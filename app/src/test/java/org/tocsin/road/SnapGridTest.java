package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.place.Point;

import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

class SnapGridTest {
    private static final Conditions OPEN = Conditions.open(Profile.NORMAL, RandomRoads.NOON);

    private final RoadNetwork roads =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 5000, 0)
                    .node('c', 5000, 3000)
                    .node('d', 2000, 150)
                    .node('e', 2100, 150)
                    .road("ab", "name", "Main Road")
                    .road("bc")
                    .road("de", "name", "Car Park")
                    .network();

    private double meters(double east, double north) {
        return roads.nearest(Drawn.at(east, north), OPEN).orElseThrow().meters();
    }

    @Test
    void aPlaceIsTakenToTheNearestPointOfALongRoad() {
        var on = roads.nearest(Drawn.at(1234, 40), OPEN).orElseThrow();

        assertThat(on.meters()).isCloseTo(40, within(0.1));
        assertThat(on.segment().name()).contains("Main Road");
        assertThat(on.point().metersTo(Drawn.at(1234, 0))).isLessThan(0.1);
    }

    @Test
    void aPlaceFarFromEveryRoadIsOnNone() {
        assertThat(meters(1000, -999)).isCloseTo(999, within(0.5));
        assertThat(roads.nearest(Drawn.at(1000, -1001), OPEN)).isEmpty();
        assertThat(meters(-700, -700)).isCloseTo(990, within(0.5));
        assertThat(roads.nearest(new Point(-90, 180), OPEN)).isEmpty();
        assertThat(roads.nearest(new Point(90, -180), OPEN)).isEmpty();
    }

    @Test
    void aRoadThatLeadsNowhereGivesWayToOneThatDoes() {
        var on = roads.nearest(Drawn.at(2050, 140), OPEN).orElseThrow();
        assertThat(on.segment().name()).contains("Main Road");

        // On the car park itself one still drives along it.
        Times along = roads.to(Drawn.at(2090, 150), List.of(Drawn.at(2010, 150)), OPEN);
        assertThat(along.seconds(0).orElseThrow()).isCloseTo(8, within(0.2));
        assertThat(roads.route(Drawn.at(2010, 150), Drawn.at(2090, 150), OPEN).orElseThrow())
                .satisfies(route -> assertThat(route.meters()).isCloseTo(80, within(0.5)));
    }

    @Test
    void anIslandFarFromTheMainlandKeepsItsRoads() {
        RoadNetwork far =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 5000, 0)
                        .node('c', 5000, 3000)
                        .node('d', 2000, 450)
                        .node('e', 2100, 450)
                        .road("abc")
                        .road("de", "name", "Island Road")
                        .network();

        assertThat(far.nearest(Drawn.at(2050, 440), OPEN).orElseThrow().segment().name())
                .contains("Island Road");
        assertThat(far.to(Drawn.at(2050, 450), List.of(Drawn.at(0, 0)), OPEN).whyNot(0))
                .contains(Times.Unreachable.NO_WAY);
        assertThat(far.census(Profile.NORMAL).islands()).isEqualTo(1);
        assertThat(far.census(Profile.NORMAL).junctionsOnIslands()).isEqualTo(2);
    }

    @Test
    void atAJunctionAllRoadsOfItCount() {
        // Exactly on the corner, a little beside it: no time to turn into the other road.
        for (double off : new double[] {0, 0.3}) {
            Times times =
                    roads.to(
                            Drawn.at(5000 + off, off),
                            List.of(Drawn.at(4900, 0), Drawn.at(5000, 100)),
                            OPEN);
            assertThat(times.seconds(0).orElseThrow()).isCloseTo(10, within(0.2));
            assertThat(times.seconds(1).orElseThrow()).isCloseTo(10, within(0.2));
        }
    }

    /** As the grid finds it, by a look at every piece of every road. */
    private static double leastMeters(
            RoadGraph graph, Point place, SnapGrid.Filter filter, IntPredicate which) {
        double least = Double.POSITIVE_INFINITY;
        for (int segment = 0; segment < graph.segments; segment++) {
            RoadClass roadClass = graph.roadClass(segment);
            if (roadClass == RoadClass.BARRIER || roadClass == RoadClass.FERRY) continue;
            if (!filter.accepts(segment) || !which.test(segment)) continue;
            Line line = graph.line(segment);
            for (int piece = line.first(); piece < line.last(); piece++) {
                Point nearest =
                        place.nearestBetween(graph.shapePoint(piece), graph.shapePoint(piece + 1));
                double length = graph.shapePoint(piece).metersTo(graph.shapePoint(piece + 1));
                double t = length == 0 ? 0 : graph.shapePoint(piece).metersTo(nearest) / length;
                double fraction = line.meters() == 0 ? 0 : line.metersTo(piece, t) / line.meters();
                if (!filter.blocked(segment, fraction)) {
                    least = Math.min(least, place.metersTo(nearest));
                    continue;
                }
                for (double edge : filter.edgesOfBlocks(segment)) {
                    least = Math.min(least, place.metersTo(line.at(edge)));
                }
            }
        }
        return least;
    }

    /** Every fifth road is closed to all, of every seventh the middle is blocked, and islands. */
    private static SnapGrid.Filter filter(RoadGraph graph, int salt) {
        return new SnapGrid.Filter() {
            private boolean oneIn(int number, int segment) {
                return Math.floorMod((segment + salt) * 0x9E3779B1, number) == 0;
            }

            private boolean isLong(int segment) {
                return graph.line(segment).meters() > 20;
            }

            @Override
            public boolean accepts(int segment) {
                return !oneIn(5, segment);
            }

            @Override
            public boolean hasBlocks(int segment) {
                return oneIn(7, segment) && isLong(segment);
            }

            @Override
            public boolean blocked(int segment, double fraction) {
                return hasBlocks(segment) && fraction > 0.3 && fraction < 0.6;
            }

            @Override
            public double[] edgesOfBlocks(int segment) {
                return new double[] {0.3, 0.6};
            }

            @Override
            public boolean mainland(int segment) {
                return !oneIn(3, segment);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theGridFindsWhatALookAtAllRoadsFinds(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            RoadGraph graph;
            try {
                graph = new RandomRoads(seed * 1_000 + round).builder().graph("random");
            } catch (NoRoads e) {
                continue; // Its ways have lost all their nodes.
            }
            var grid = new SnapGrid(graph);
            SnapGrid.Filter filter = filter(graph, random.nextInt(1_000));
            for (int i = 0; i < 25; i++) {
                Point place = somewhere(graph, random);
                double limit = random.nextBoolean() ? 1_000 : 150;
                double any = leastMeters(graph, place, filter, _ -> true);
                double joined = leastMeters(graph, place, filter, filter::mainland);
                Spot spot = grid.nearest(place, limit, filter);

                String which = "seed %d, round %d, place %d".formatted(seed, round, i);
                if (spot == null) {
                    assertThat(any).as(which).isGreaterThan(limit - 0.2);
                    continue;
                }
                assertThat(spot.nearest().meters())
                        .as(which)
                        .isCloseTo(any, within(0.02 + any / 1e4));
                if (Math.abs(joined - any - SnapGrid.MAINLAND_METERS) < 0.1) continue;
                boolean main = joined < any + SnapGrid.MAINLAND_METERS && joined < limit - 0.2;
                if (main) {
                    assertThat(spot.meters())
                            .as(which)
                            .isCloseTo(joined, within(0.02 + joined / 1e4));
                }
                if (joined > limit + 0.2) assertThat(spot.hasNearer()).as(which).isFalse();
            }
        }
    }

    /** Near a junction, or on a road. */
    private static Point somewhere(RoadGraph graph, Random random) {
        Point near = graph.shapePoint(random.nextInt(graph.stored.shapeLatitude().length()));
        if (random.nextInt(4) == 0) return near;
        double span = random.nextBoolean() ? 0.0005 : 0.01;
        return new Point(
                near.latitude() + (random.nextDouble() - 0.5) * span,
                near.longitude() + (random.nextDouble() - 0.5) * span);
    }
}
