package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.util.List;

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
}
