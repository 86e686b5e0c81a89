package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Bicycles and people on foot have a network of their own; vehicles do not see it. */
class PathsTest {
    private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

    /** A road goes far round from a to b; what is to be tested leads straight. */
    private static Drawn roundabout() {
        return new Drawn()
                .node('a', 0, 0)
                .node('b', 300, 0)
                .node('c', 0, 3000)
                .node('d', 300, 3000)
                .road("acdb");
    }

    private static Conditions by(Profile profile, Closure... closures) {
        return new Conditions(profile, List.of(closures), NOON);
    }

    private static long seconds(
            RoadNetwork roads, Point from, Point to, Profile profile, Closure... closures) {
        return roads.to(to, List.of(from), by(profile, closures))
                .time(0)
                .map(Duration::toSeconds)
                .orElse(-1L);
    }

    /** The direction in which the straight way is gone, and the kilometres an hour on it. */
    private static String straight(Drawn map, Profile profile) {
        RoadNetwork roads = map.networkWithPaths();
        Point a = map.point('a');
        Point b = map.point('b');
        long there = seconds(roads, a, b, profile);
        long back = seconds(roads, b, a, profile);
        long round = profile.user() == RoadUser.FOOT ? 4000 : 1000;
        long least = Math.min(there, back);
        if (least > round) return "no";
        return (there < round ? ">" : "")
                + (back < round ? "<" : "")
                + " "
                + Math.round(300 * 3.6 / least);
    }

    @ParameterizedTest
    @CsvSource({
        // tags; bicycle; foot
        "highway=residential, >< 18, >< 5",
        "highway=residential oneway=yes, > 18, >< 5",
        "highway=residential oneway=yes oneway:bicycle=no, >< 18, >< 5",
        "highway=residential oneway=yes cycleway=opposite_lane, >< 18, >< 5",
        "highway=residential oneway=yes cycleway:left:oneway=-1, >< 18, >< 5",
        "highway=residential oneway=-1, < 18, >< 5",
        "highway=residential oneway:bicycle=yes, > 18, >< 5",
        "highway=residential bicycle=use_sidepath, >< 18, >< 5",
        "highway=residential vehicle=no, no, >< 5",
        "highway=residential access=no foot=yes, no, >< 5",
        "highway=residential access=private, >< 18, >< 5",
        "highway=residential motor_vehicle=no, >< 18, >< 5",
        "highway=motorway, no, no",
        "highway=motorway_link, no, no",
        "highway=trunk, >< 18, >< 5",
        "highway=trunk motorroad=yes, no, no",
        "highway=trunk motorroad=yes bicycle=yes, >< 18, no",
        "highway=cycleway, >< 18, >< 5",
        "highway=cycleway oneway=yes, > 18, >< 5",
        "highway=cycleway foot=no, >< 18, no",
        "highway=cycleway surface=gravel, >< 12, >< 5",
        "highway=footway, >< 6, >< 5",
        "highway=footway bicycle=no, no, >< 5",
        "highway=footway bicycle=dismount, >< 6, >< 5",
        "highway=cycleway bicycle=dismount, >< 6, >< 5",
        "highway=footway oneway:foot=yes, >< 6, > 5",
        "highway=path, >< 12, >< 5",
        "highway=path surface=sand, >< 6, >< 5",
        "highway=bridleway, >< 12, >< 5",
        "highway=pedestrian, >< 6, >< 5",
        "highway=track, >< 14, >< 5",
        "highway=track tracktype=grade5, >< 8, >< 5",
        "highway=steps, no, >< 3",
        "highway=steps ramp:bicycle=yes, >< 3, >< 3",
        "highway=steps bicycle=dismount, >< 3, >< 3",
        "highway=steps conveying=forward, no, > 3",
        "highway=steps conveying=backward, no, < 3",
        "highway=corridor, >< 6, >< 5",
        "railway=platform, >< 6, >< 5",
        "man_made=pier, >< 6, >< 5",
        "highway=construction, no, no",
        "highway=proposed, no, no"
    })
    void wayByWay(String tags, String bicycle, String foot) {
        Drawn map = roundabout().way("ab", tags.split("[ =]"));

        assertThat(straight(map, Profile.BICYCLE)).as("bicycle").isEqualTo(bicycle);
        assertThat(straight(map, Profile.FOOT)).as("foot").isEqualTo(foot);
    }

    @ParameterizedTest
    @CsvSource({
        // what stands on the path; bicycle; foot
        "barrier=bollard, yes, yes",
        "barrier=gate, yes, yes",
        "barrier=gate access=no foot=yes, no, yes",
        "barrier=stile, yes, yes",
        "barrier=stile bicycle=no, no, yes",
        "barrier=kerb, yes, yes",
        "barrier=wall, no, no"
    })
    void whatStandsInTheWay(String barrier, String bicycle, String foot) {
        Drawn map =
                roundabout().node('x', 150, 0, barrier.split("[ =]")).way("axb", "highway", "path");

        assertThat(straight(map, Profile.BICYCLE).equals("no")).isEqualTo(bicycle.equals("no"));
        assertThat(straight(map, Profile.FOOT).equals("no")).isEqualTo(foot.equals("no"));
    }

    @ParameterizedTest
    @CsvSource({"path", "footway", "cycleway", "steps", "bridleway"})
    void noVehicleIsOnAPathNorTakenToOne(String highway) {
        Drawn map = roundabout().node('x', 150, 0).way("axb", "highway", highway);
        RoadNetwork roads = map.networkWithPaths();

        for (Profile profile : RoadGraph.DRIVEN) {
            assertThat(seconds(roads, map.point('a'), map.point('b'), profile)).isGreaterThan(150);
            RoadNetwork.OnRoad onRoad = roads.nearest(map.point('x'), by(profile)).orElseThrow();
            assertThat(onRoad.meters()).isCloseTo(150, within(1.0));
        }
        assertThat(roads.nearest(map.point('x'), by(Profile.FOOT)).orElseThrow().meters())
                .isLessThan(1);
    }

    @Test
    void aSquareIsWalkedRoundItsEdge() {
        Drawn map =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 100, 0)
                        .node('c', 100, 100)
                        .node('d', 0, 100)
                        .node('x', -500, 0)
                        .node('y', 600, 100)
                        .road("xa")
                        .road("cy")
                        .way("abcda", "highway", "pedestrian", "area", "yes");
        RoadNetwork roads = map.networkWithPaths();

        assertThat(seconds(roads, map.point('x'), map.point('y'), Profile.FOOT))
                .isEqualTo(Math.round(1200 * 3.6 / 5));
        assertThat(seconds(roads, map.point('x'), map.point('y'), Profile.NORMAL)).isNegative();
    }

    @Test
    void aSignForVehiclesMeansBicyclesAndNotPeopleOnFoot() {
        Drawn map =
                new Drawn()
                        .node('w', -300, 0)
                        .node('x', 0, 0)
                        .node('e', 300, 0)
                        .node('s', 0, -300)
                        .road("wx")
                        .road("xe")
                        .road("xs")
                        .sign("wx x xs", "restriction", "no_right_turn");
        RoadNetwork roads = map.networkWithPaths();
        Point from = Drawn.at(-200, 0);
        Point to = Drawn.at(0, -200);

        assertThat(seconds(roads, from, to, Profile.FOOT)).isEqualTo(Math.round(400 * 3.6 / 5));
        assertThat(seconds(roads, from, to, Profile.BICYCLE)).isGreaterThan(120);
    }

    @Test
    void theRouteAndWhatIsReachedFollowThePaths() {
        Drawn map = roundabout().way("ab", "highway", "footway", "name", "Mill Lane");
        RoadNetwork roads = map.networkWithPaths();
        Point a = map.point('a');
        Point b = map.point('b');

        Route route = roads.route(a, b, by(Profile.FOOT)).orElseThrow();
        List<Isochrone> reached =
                roads.isochrones(a, List.of(Duration.ofMinutes(4)), by(Profile.FOOT));

        assertThat(route.meters()).isCloseTo(300, within(1.0));
        assertThat(route.duration().toSeconds()).isEqualTo(216);
        assertThat(roads.trip(a, b, by(Profile.FOOT))).isPresent();
        assertThat(reached.getFirst().polygons()).isNotEmpty();
        assertThat(roads.route(a, b, by(Profile.NORMAL)).orElseThrow().meters())
                .isGreaterThan(6000);
    }

    @Test
    void unitsOnBicyclesAndOnFootAreKeptReadyOnTheirPaths() {
        Drawn map = roundabout().way("ab", "highway", "path");
        RoadNetwork roads = map.networkWithPaths();
        var fleet = new UnitsOnRoad(roads, Profile.BICYCLE);
        fleet.move(0, map.point('a'), OptionalDouble.empty());

        List<Arrival> arrivals = fleet.fastest(map.point('b'), 1, by(Profile.BICYCLE), _ -> true);

        assertThat(arrivals.getFirst().time().toSeconds()).isEqualTo(90);
    }

    private static Closure closure(Ground ground, Closure.Terms terms) {
        return new Closure("C1", ground, NOON, Optional.empty(), "test").on(terms);
    }

    /** A long road that a footway crosses in the middle, and a way round it for everybody. */
    private static Drawn crossed() {
        return new Drawn()
                .node('a', 0, 0)
                .node('m', 500, 0)
                .node('b', 1000, 0)
                .node('c', 0, 800)
                .node('d', 1000, 800)
                .node('s', 500, -400)
                .road("amb")
                .road("acdb")
                .way("ms", "highway", "footway");
    }

    @Test
    void aRoadThatIsClosedToVehiclesIsClosedOverItsWholeLengthToBicycles() {
        Drawn map = crossed();
        RoadNetwork roads = map.networkWithPaths();
        Closure closed = closure(Ground.Stretch.at(Drawn.at(250, 0)), Closure.Terms.CLOSED_TO_ALL);
        Point west = Drawn.at(0, 100);
        Point east = Drawn.at(1000, 100);

        assertThat(seconds(roads, west, east, Profile.NORMAL, closed)).isGreaterThan(200);
        assertThat(seconds(roads, west, east, Profile.BICYCLE, closed))
                .isEqualTo(Math.round(2400 * 3.6 / 18));
        assertThat(seconds(roads, Drawn.at(500, -300), east, Profile.FOOT, closed)).isNegative();
    }

    @Test
    void aPartOfARoadIsClosedInTheSamePlacesToBoth() {
        Drawn map = crossed();
        RoadNetwork roads = map.networkWithPaths();
        var ground = new Ground.Stretch(Drawn.at(400, 0), true, Optional.of(Drawn.at(600, 0)));
        Closure closed = closure(ground, Closure.Terms.CLOSED_TO_ALL);

        assertThat(roads.closedBy(ground)).hasSize(1);
        assertThat(seconds(roads, Drawn.at(0, 100), Drawn.at(390, 0), Profile.BICYCLE, closed))
                .isEqualTo(98);
        assertThat(seconds(roads, Drawn.at(390, 0), Drawn.at(610, 0), Profile.BICYCLE, closed))
                .isEqualTo(Math.round((390 + 800 + 1000 + 800 + 390) * 3.6 / 18));
    }

    @Test
    void aPathIsClosedWhereItWasPointedAtAndForWhomItIs() {
        Drawn map = crossed().node('t', 500, -800).node('z', 900, -800).road("st").road("tz");
        RoadNetwork roads = map.networkWithPaths();
        Ground ground = Ground.Stretch.at(Drawn.at(500, -300));
        Closure bicycles = closure(ground, new Closure.Terms(Optional.empty(), Set.of("bicycle")));
        Closure slow = closure(ground, new Closure.Terms(Optional.of(50), Set.of("foot")));
        Point south = map.point('s');

        assertThat(roads.closedBy(ground)).hasSize(1);
        assertThat(seconds(roads, map.point('z'), map.point('a'), Profile.BICYCLE, bicycles))
                .isNegative();
        assertThat(seconds(roads, south, map.point('m'), Profile.FOOT, bicycles)).isEqualTo(288);
        assertThat(seconds(roads, south, map.point('m'), Profile.FOOT, slow)).isEqualTo(576);
        assertThat(seconds(roads, map.point('a'), map.point('b'), Profile.NORMAL, bicycles))
                .isEqualTo(seconds(roads, map.point('a'), map.point('b'), Profile.NORMAL));
    }

    @ParameterizedTest
    @CsvSource({
        // east and north of the crossing; whether the road stays open, whether the path does
        "0, -300, true, false", // on the path, far from the road
        "0, -51, true, false",
        "0, -49, false, false", // the road may be meant
        "9, -300, true, false",
        "11, -300, false, false", // not clearly on the path
        "30, -20, false, true" // on neither, the road is nearer
    })
    void whoPointsAtAPathClosesNoRoad(double east, double north, boolean road, boolean path) {
        Drawn map = crossed();
        RoadNetwork roads = map.networkWithPaths();
        Ground ground = Ground.Stretch.at(Drawn.at(500 + east, north));
        Closure closed = closure(ground, Closure.Terms.CLOSED_TO_ALL);
        Point m = map.point('m');
        Point b = map.point('b');

        boolean roadOpen =
                seconds(roads, map.point('a'), b, Profile.NORMAL, closed)
                        == seconds(roads, map.point('a'), b, Profile.NORMAL);
        boolean pathOpen =
                seconds(roads, Drawn.at(500, -350), Drawn.at(500, -200), Profile.FOOT, closed)
                        == 108;

        assertThat(roadOpen).as("road").isEqualTo(road);
        assertThat(pathOpen).as("path").isEqualTo(path);
        assertThat(seconds(roads, m, b, Profile.BICYCLE, closed) == 100).isEqualTo(road);
    }

    @Test
    void aStretchWithOneEndOnARoadClosesTheRoad() {
        Drawn map = crossed();
        RoadNetwork roads = map.networkWithPaths();
        Optional<Point> onRoad = Optional.of(Drawn.at(700, 0));
        Optional<Point> onPath = Optional.of(Drawn.at(500, -200));

        assertThat(roads.closedBy(new Ground.Stretch(Drawn.at(500, -300), true, onPath)))
                .hasSize(1);
        assertThat(roads.closedBy(new Ground.Stretch(Drawn.at(500, -300), true, onRoad)).size())
                .isGreaterThan(1);
    }

    @Test
    void whoClosesAFootbridgeClosesNoBridgeOfTheRoad() {
        Drawn map =
                crossed()
                        .node('u', 2000, 0)
                        .node('v', 2100, 0)
                        .node('w', 3000, 0)
                        .road("bu")
                        .road("uv", "bridge", "yes")
                        .road("vw")
                        .node('q', 2050, -300)
                        .node('r', 2050, -400)
                        .way("qr", "highway", "footway", "bridge", "yes");
        RoadNetwork roads = map.networkWithPaths();
        Closure closed =
                closure(new Ground.Bridge(Drawn.at(2050, -350)), Closure.Terms.CLOSED_TO_ALL);
        Closure onTheRoad =
                closure(new Ground.Bridge(Drawn.at(2050, -10)), Closure.Terms.CLOSED_TO_ALL);

        assertThat(seconds(roads, map.point('u'), map.point('v'), Profile.NORMAL, closed))
                .isEqualTo(10);
        assertThat(seconds(roads, map.point('b'), map.point('w'), Profile.NORMAL, onTheRoad))
                .isNegative();
    }
}
