package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two towns joined by two bridges over a river (y 400 to 600): a dual carriageway at x 0 and 20, a
 * plain bridge at x 1000. Ten metres a second.
 */
class ClosureTest {
    private static final Instant NOON = RandomRoads.NOON;
    private static final Point SOUTH = Drawn.at(200, 0);
    private static final Point NORTH = Drawn.at(200, 1000);

    private final RoadNetwork towns =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 20, 0)
                    .node('c', 1000, 0)
                    .node('d', 0, 400)
                    .node('e', 20, 400)
                    .node('f', 1000, 400)
                    .node('g', 0, 600)
                    .node('h', 20, 600)
                    .node('i', 1000, 600)
                    .node('j', 0, 1000)
                    .node('k', 20, 1000)
                    .node('l', 1000, 1000)
                    .road("abc", "name", "South Street")
                    .road("jkl", "name", "North Street")
                    .road("be", "oneway", "yes")
                    .road("eh", "oneway", "yes", "bridge", "yes", "name", "Old Bridge")
                    .road("hk", "oneway", "yes")
                    .road("jg", "oneway", "yes")
                    .road("gd", "oneway", "yes", "bridge", "yes", "name", "Old Bridge")
                    .road("da", "oneway", "yes")
                    .road("cf")
                    .road("fi", "bridge", "yes", "name", "New Bridge")
                    .road("il")
                    .network();

    private static Closure closure(Ground ground) {
        return new Closure("C", ground, NOON, Optional.empty(), "works");
    }

    private double seconds(Point from, Point to, Instant at, Closure... closures) {
        var conditions = new Conditions(Profile.NORMAL, List.of(closures), at);
        return towns.to(to, List.of(from), conditions).seconds(0).orElse(-1);
    }

    private double seconds(Point from, Point to, Ground... grounds) {
        Closure[] closures =
                List.of(grounds).stream().map(ClosureTest::closure).toArray(Closure[]::new);
        return seconds(from, to, NOON, closures);
    }

    @Test
    void aClosedBridgeIsClosedOnBothCarriageways() {
        var old = new Ground.Bridge(Drawn.at(10, 500));

        assertThat(seconds(SOUTH, NORTH)).isCloseTo(18 + 2 + 100 + 2 + 18, within(0.3));
        assertThat(seconds(SOUTH, NORTH, old)).isCloseTo(80 + 100 + 80, within(0.3));
        assertThat(seconds(NORTH, SOUTH, old)).isCloseTo(80 + 100 + 80, within(0.3));
        assertThat(towns.closedBy(old)).hasSize(2);
    }

    @Test
    void withAllBridgesClosedTheOtherTownIsOutOfReach() {
        var old = new Ground.Bridge(Drawn.at(10, 500));
        var plain = new Ground.Bridge(Drawn.at(990, 500));
        var conditions =
                new Conditions(Profile.NORMAL, List.of(closure(old), closure(plain)), NOON);

        Times times = towns.to(NORTH, List.of(SOUTH, Drawn.at(500, 1000)), conditions);

        assertThat(times.whyNot(0)).contains(Times.Unreachable.NO_WAY);
        assertThat(times.seconds(1).orElseThrow()).isCloseTo(30, within(0.3));
        assertThat(towns.route(SOUTH, NORTH, conditions)).isEmpty();
        assertThat(towns.fastest(NORTH, List.of(SOUTH), 1, conditions)).isEmpty();
        assertThat(towns.from(SOUTH, List.of(NORTH), conditions).reached(0)).isFalse();
    }

    @Test
    void aStretchIsClosedFromJunctionToJunction() {
        var south = Ground.Stretch.at(Drawn.at(990, 200));

        assertThat(towns.closedBy(south)).hasSize(1);
        assertThat(seconds(Drawn.at(800, 0), Drawn.at(800, 1000), south))
                .isCloseTo(78 + 2 + 100 + 2 + 78, within(0.3));
    }

    @Test
    void aStretchBetweenTwoPointsLeavesTheRestOpen() {
        var street = new Ground.Stretch(Drawn.at(300, 5), true, Optional.of(Drawn.at(600, -5)));

        assertThat(towns.closedBy(street)).hasSize(1);
        assertThat(seconds(Drawn.at(30, 0), Drawn.at(290, 0), street)).isCloseTo(26, within(0.3));
        assertThat(seconds(Drawn.at(290, 0), Drawn.at(610, 0), street))
                .isCloseTo(27 + 2 + 100 + 98 + 100 + 2 + 39, within(0.5));
    }

    @Test
    void oneDirectionMayStayOpen() {
        var eastward = new Ground.Stretch(Drawn.at(300, 5), false, Optional.of(Drawn.at(600, -5)));

        assertThat(seconds(Drawn.at(290, 0), Drawn.at(610, 0), eastward))
                .isCloseTo(27 + 2 + 100 + 98 + 100 + 2 + 39, within(0.5));
        assertThat(seconds(Drawn.at(610, 0), Drawn.at(290, 0), eastward))
                .isCloseTo(32, within(0.3));
        // A place on it is still reached, from the side that is open.
        assertThat(seconds(Drawn.at(610, 0), Drawn.at(450, 0), eastward))
                .isCloseTo(16, within(0.3));
    }

    @Test
    void aStretchMayRunOverJunctions() {
        var corner = new Ground.Stretch(Drawn.at(900, 0), true, Optional.of(Drawn.at(1000, 300)));

        assertThat(towns.closedBy(corner)).hasSize(2);
        assertThat(seconds(Drawn.at(890, 0), Drawn.at(1000, 310), corner))
                .isCloseTo(87 + 2 + 100 + 98 + 2 + 69, within(0.5));
    }

    @Test
    void aStretchDrawnAgainstAOneWayClosesThatRoadNotTheWayRound() {
        var against = new Ground.Stretch(Drawn.at(20, 350), true, Optional.of(Drawn.at(20, 50)));

        assertThat(towns.closedBy(against)).hasSize(1);
        assertThat(seconds(SOUTH, NORTH, against)).isCloseTo(260, within(0.3));
        assertThat(seconds(NORTH, SOUTH, against)).isCloseTo(20 + 100 + 20, within(0.3));
    }

    @Test
    void aPlaceInsideAClosureIsReachedWhereTheOpenRoadEnds() {
        var flood =
                new Ground.Within(
                        new Area(
                                List.of(
                                        Drawn.at(400, -50),
                                        Drawn.at(800, -50),
                                        Drawn.at(800, 50),
                                        Drawn.at(400, 50))));
        var conditions = new Conditions(Profile.NORMAL, List.of(closure(flood)), NOON);

        assertThat(seconds(SOUTH, Drawn.at(500, 0), flood)).isCloseTo(20, within(0.3));
        assertThat(towns.nearest(Drawn.at(500, 0), conditions).orElseThrow().meters())
                .isCloseTo(100, within(1.0));
        // A unit inside starts where the open road begins: it knows best how to get out.
        assertThat(seconds(Drawn.at(780, 0), Drawn.at(900, 0), flood)).isCloseTo(10, within(0.3));
    }

    @Test
    void aClosureOnNoRoadClosesNothingAndSaysSo() {
        assertThat(towns.closedBy(Ground.Stretch.at(Drawn.at(5000, 5000)))).isEmpty();
        assertThat(towns.closedBy(new Ground.Bridge(Drawn.at(5000, 5000)))).isEmpty();
        assertThat(
                        towns.closedBy(
                                new Ground.Within(
                                        new Area(
                                                List.of(
                                                        Drawn.at(100, 100),
                                                        Drawn.at(200, 100),
                                                        Drawn.at(200, 200))))))
                .isEmpty();
    }

    @Test
    void aClosureHoldsFromItsStartUpToItsEnd() {
        var closure =
                new Closure(
                        "C",
                        new Ground.Bridge(Drawn.at(10, 500)),
                        NOON,
                        Optional.of(NOON.plusSeconds(60)),
                        "");

        assertThat(seconds(SOUTH, NORTH, NOON.minusMillis(1), closure)).isLessThan(150);
        assertThat(seconds(SOUTH, NORTH, NOON, closure)).isGreaterThan(250);
        assertThat(seconds(SOUTH, NORTH, NOON.plusSeconds(59), closure)).isGreaterThan(250);
        assertThat(seconds(SOUTH, NORTH, NOON.plusSeconds(60), closure)).isLessThan(150);
        assertThat(seconds(SOUTH, NORTH, NOON.minusMillis(1), closure)).isLessThan(150);
    }

    @Test
    void moreSetsOfClosuresThanAreKeptStillAnswerRight() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i <= RoadNetwork.COMPILED_KEPT; i++) {
                var stretch =
                        new Ground.Stretch(
                                Drawn.at(300 + i * 10, 0),
                                true,
                                Optional.of(Drawn.at(400 + i * 10, 0)));
                assertThat(seconds(SOUTH, Drawn.at(299 + i * 10, 0), stretch))
                        .isCloseTo(9.9 + i, within(0.3));
            }
        }
    }

    @Test
    void aRouteAroundAClosureKeepsOffIt() {
        var conditions =
                new Conditions(
                        Profile.NORMAL,
                        List.of(closure(new Ground.Bridge(Drawn.at(10, 500)))),
                        NOON);

        Route route = towns.route(SOUTH, NORTH, conditions).orElseThrow();

        assertThat(route.line())
                .anySatisfy(point -> assertThat(point.metersTo(Drawn.at(1000, 400))).isLessThan(1));
        assertThat(route.duration()).isBetween(Duration.ofSeconds(259), Duration.ofSeconds(261));
    }

    @Test
    void badClosuresAreRefused() {
        var ground = Ground.Stretch.at(SOUTH);
        assertThatThrownBy(() -> new Closure(" ", ground, NOON, Optional.empty(), ""))
                .hasMessage("a closure's id has 1 characters, expected 1 to 500");
        assertThatThrownBy(() -> new Closure("C", ground, NOON, Optional.empty(), "x".repeat(501)))
                .hasMessage("a closure's reason has 501 characters, expected at most 500");
        assertThatThrownBy(() -> new Closure("C", ground, NOON, Optional.of(NOON), ""))
                .hasMessageContaining("expected after its start");
        assertThatThrownBy(() -> new Ground.Stretch(SOUTH, false, Optional.empty()))
                .hasMessageContaining("expected one that says which direction");
        List<Closure> most =
                new ArrayList<>(Collections.nCopies(Conditions.MAX_CLOSURES, closure(ground)));
        assertThat(new Conditions(Profile.NORMAL, most, NOON).closures()).hasSize(10_000);
        most.add(closure(ground));
        assertThatThrownBy(() -> new Conditions(Profile.NORMAL, most, NOON))
                .hasMessage("there are 10001 closures, expected at most 10000");
    }

    // --- slower, for some, by name ---

    private final RoadNetwork divided =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 500, 0)
                    .node('c', 1000, 0)
                    .node('d', 0, 20)
                    .node('e', 500, 20)
                    .node('f', 1000, 20)
                    .node('x', 500, 300)
                    .node('y', 1500, 0)
                    .road("abc", "oneway", "yes", "name", "Rua São João")
                    .road("fed", "oneway", "yes", "name", "Rua São João")
                    .road("ad")
                    .road("cf")
                    .road("ex", "name", "Side Street")
                    .road("cy", "name", "Rua Sao Joao")
                    .network();

    @Test
    void bothCarriagewaysAreClosedWhenAsked() {
        var one = Ground.Stretch.at(Drawn.at(250, 0));
        var both = new Ground.Carriageways(Drawn.at(250, 0), Optional.empty());

        assertThat(divided.closedBy(one)).hasSize(1);
        assertThat(divided.closedBy(both)).hasSizeGreaterThan(1);
        assertThat(divided.closedBy(both).stream().flatMap(List::stream))
                .anyMatch(point -> point.metersTo(Drawn.at(250, 20)) < 260)
                .noneMatch(point -> point.metersTo(Drawn.at(500, 300)) < 200);
    }

    @Test
    void aRoadIsClosedByItsNameWhateverItsAccents() {
        var whole = new Ground.Named("rua sao joao", Drawn.at(250, 0), Optional.empty());
        var part =
                new Ground.Named("Rua São João", Drawn.at(1100, 0), Optional.of(Drawn.at(1400, 0)));

        assertThat(divided.closedBy(whole)).hasSize(4);
        assertThat(divided.closedBy(part).stream().flatMap(List::stream))
                .allMatch(point -> point.metersTo(Drawn.at(1250, 0)) < 160);
        assertThat(divided.closedBy(new Ground.Named("Elsewhere", SOUTH, Optional.empty())))
                .isEmpty();
    }

    @Test
    void aClosureForSomeIsNoneForOthers() {
        var heavy =
                closure(new Ground.Bridge(Drawn.at(10, 500)))
                        .on(new Closure.Terms(Optional.empty(), Set.of("heavy-appliance")));

        assertThat(seconds(SOUTH, NORTH, NOON, heavy)).isEqualTo(seconds(SOUTH, NORTH));
        var conditions = new Conditions(Profile.HEAVY, List.of(heavy), NOON);
        var open = Conditions.open(Profile.HEAVY, NOON);
        assertThat(towns.to(NORTH, List.of(SOUTH), conditions).seconds(0).orElseThrow())
                .isGreaterThan(towns.to(NORTH, List.of(SOUTH), open).seconds(0).orElseThrow());
    }

    @Test
    void aSlowDownSlowsTheArcsItCovers() throws NoRoads {
        RoadGraph graph =
                new Drawn().node('a', 0, 0).node('b', 1000, 0).road("ab").builder().graph("drawn");
        var half =
                new Closure(
                        "C",
                        new Ground.Stretch(Drawn.at(0, 0), false, Optional.of(Drawn.at(500, 0))),
                        NOON,
                        Optional.empty(),
                        "snow",
                        new Closure.Terms(Optional.of(50), Set.of()));
        int[] times = graph.deciseconds(Profile.NORMAL);

        var slowed =
                Closing.slowed(
                        ground -> Closing.of(graph, new SnapGrid(graph), List.of(ground)),
                        List.of(half),
                        times);

        // One direction, half of the way at half the speed: half as long again.
        assertThat(slowed).hasSize(1);
        int arc = slowed.keySet().iterator().next();
        assertThat(slowed.get(arc)).isCloseTo((int) (times[arc] * 1.5), within(2));
    }

    @Test
    void aSlowDownIsInEveryAnswer() {
        var snow =
                closure(new Ground.Bridge(Drawn.at(10, 500)))
                        .on(new Closure.Terms(Optional.of(25), Set.of()));
        double bridge = 20;
        double usual = seconds(SOUTH, NORTH);

        // A bridge of 20 s takes 80 s; the other one is farther still.
        assertThat(seconds(SOUTH, NORTH, NOON, snow)).isCloseTo(usual + 3 * bridge, within(0.5));
        var conditions = new Conditions(Profile.NORMAL, List.of(snow), NOON);
        assertThat(
                        towns.route(SOUTH, NORTH, conditions).orElseThrow().duration().toMillis()
                                / 1000.0)
                .isCloseTo(usual + 3 * bridge, within(0.5));
        assertThat(seconds(SOUTH, NORTH)).isEqualTo(usual);
    }

    @Test
    void termsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Closure.Terms(Optional.of(4), Set.of()))
                .hasMessageContaining("expected 5 to 95");
        assertThatThrownBy(() -> new Closure.Terms(Optional.of(96), Set.of()))
                .hasMessageContaining("expected 5 to 95");
    }
}
