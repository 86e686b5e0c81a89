package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Normal driving at ten metres a second on drawn roads, so that times are read off the drawing. */
class RoadNetworkTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Conditions OPEN = Conditions.open(Profile.NORMAL, NOON);

    private static Conditions closed(Ground... grounds) {
        int[] number = {0};
        return new Conditions(
                Profile.NORMAL,
                List.of(grounds).stream()
                        .map(
                                ground ->
                                        new Closure(
                                                "C" + ++number[0],
                                                ground,
                                                NOON,
                                                Optional.empty(),
                                                "flood"))
                        .toList(),
                NOON);
    }

    /** A closed square of 200 m around a point. */
    private static Ground block(double eastMeters, double northMeters) {
        return new Ground.Within(
                new Area(
                        List.of(
                                Drawn.at(eastMeters - 100, northMeters - 100),
                                Drawn.at(eastMeters + 100, northMeters - 100),
                                Drawn.at(eastMeters + 100, northMeters + 100),
                                Drawn.at(eastMeters - 100, northMeters + 100))));
    }

    private static double seconds(RoadNetwork roads, Point from, Point to, Conditions conditions) {
        double forth = roads.to(to, List.of(from), conditions).seconds(0).orElse(-1);
        assertThat(roads.from(from, List.of(to), conditions).seconds(0).orElse(-1))
                .isEqualTo(forth);
        double routed =
                roads.route(from, to, conditions)
                        .map(route -> route.duration().toMillis() / 1000.0)
                        .orElse(-1.0);
        assertThat(routed).isEqualTo(forth);
        return forth;
    }

    // a 1000 m square; the north side is one-way from west to east
    private final RoadNetwork square =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 1000, 0)
                    .node('c', 1000, 1000)
                    .node('d', 0, 1000)
                    .road("ab")
                    .road("bc")
                    .road("ad")
                    .road("dc", "oneway", "yes")
                    .network();

    @Test
    void aUnitBetweenJunctionsIsTimedFromWhereItIs() {
        assertThat(seconds(square, Drawn.at(300, 5), Drawn.at(1000, 400), OPEN))
                .isCloseTo(110, within(0.3));
    }

    @Test
    void bothEndsOnOneRoadAreTimedAlongIt() {
        assertThat(seconds(square, Drawn.at(300, 5), Drawn.at(800, -5), OPEN))
                .isCloseTo(50, within(0.3));
        assertThat(seconds(square, Drawn.at(800, 5), Drawn.at(300, -5), OPEN))
                .isCloseTo(50, within(0.3));
    }

    @Test
    void againstAOneWayOneDrivesAround() {
        assertThat(seconds(square, Drawn.at(300, 1000), Drawn.at(800, 1000), OPEN))
                .isCloseTo(50, within(0.3));
        assertThat(seconds(square, Drawn.at(800, 1000), Drawn.at(300, 1000), OPEN))
                .isCloseTo(20 + 300 + 30, within(0.5));
    }

    @Test
    void aRouteFollowsTheRoadWithTheTimeAtEachPoint() {
        Route route = square.route(Drawn.at(300, 5), Drawn.at(1000, 400), OPEN).orElseThrow();

        assertThat(route.line()).hasSize(3);
        assertThat(route.line().get(1).metersTo(Drawn.at(1000, 0))).isLessThan(0.1);
        assertThat(route.secondsAt().get(0)).isZero();
        assertThat(route.secondsAt().get(1)).isCloseTo(70, within(0.2));
        assertThat(route.secondsAt().get(2)).isEqualTo(route.duration().toMillis() / 1000.0);
        assertThat(route.meters()).isCloseTo(1100, within(2.0));
    }

    @Test
    void theFastestComeFirstAndTheSearchStopsWithTheLastNeeded() {
        var origins =
                List.of(
                        Drawn.at(0, 900),
                        Drawn.at(900, 0),
                        Drawn.at(500, 0),
                        Drawn.at(900, 0),
                        Drawn.at(50_000, 50_000));

        assertThat(square.fastest(Drawn.at(1000, 0), origins, 3, OPEN))
                .extracting(Arrival::index)
                .containsExactly(1, 3, 2);
        assertThat(square.fastest(Drawn.at(1000, 0), origins, 9, OPEN)).hasSize(4);
        assertThat(square.fastest(Drawn.at(1000, 0), origins, 0, OPEN)).isEmpty();
        assertThat(square.fastest(Drawn.at(1000, 0), origins, 1, OPEN).getFirst().time())
                .isBetween(Duration.ofMillis(9_800), Duration.ofMillis(10_200));
    }

    @Test
    void whatCannotBeReachedSaysWhy() {
        Times far = square.to(Drawn.at(0, 0), List.of(Drawn.at(3000, 3000)), OPEN);
        assertThat(far.seconds(0)).isEmpty();
        assertThat(far.whyNot(0)).contains(Times.Unreachable.NO_ROAD_AT_OTHER);

        Times nowhere = square.to(Drawn.at(3000, 3000), List.of(Drawn.at(0, 0)), OPEN);
        assertThat(nowhere.whyNot(0)).contains(Times.Unreachable.NO_ROAD_AT_ONE);

        var both = closed(block(500, 0), block(0, 500));
        Times cut = square.to(Drawn.at(0, 0), List.of(Drawn.at(1000, 1000)), both);
        assertThat(cut.whyNot(0)).contains(Times.Unreachable.NO_WAY);
        assertThat(cut.reached(0)).isFalse();
    }

    @Test
    void aClosedAreaCutsRoadsWhereItsBorderIs() {
        var flood = closed(block(500, 0));

        assertThat(seconds(square, Drawn.at(0, 0), Drawn.at(300, 0), flood))
                .isCloseTo(30, within(0.3));
        // The long way: north, east, south, then west to 700.
        assertThat(seconds(square, Drawn.at(0, 0), Drawn.at(700, 0), flood))
                .isCloseTo(300 + 30, within(0.5));
        // A place inside is reached where the open road ends.
        assertThat(seconds(square, Drawn.at(0, 0), Drawn.at(450, 0), flood))
                .isCloseTo(40, within(0.3));
    }
}
