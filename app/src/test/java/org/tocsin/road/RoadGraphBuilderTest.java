package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class RoadGraphBuilderTest {
    private static final Conditions OPEN = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
    private static final Conditions CREW = Conditions.open(Profile.EMERGENCY, RandomRoads.NOON);

    @Test
    void waysAreSplitWhereTheyMeetAndKeepTheirShape() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 100, 10)
                        .node('c', 200, 0)
                        .node('d', 300, 10)
                        .node('e', 200, 100)
                        .road("abcd", "name", "High Street")
                        .road("ce", "bridge", "yes", "ref", "N 1")
                        .network();

        assertThat(roads.segments().map(segment -> segment.line().size()).sorted())
                .containsExactly(2, 2, 3);
        assertThat(roads.segments().filter(Segment::bridge).map(s -> s.ref().orElse("")).toList())
                .containsExactly("N 1");
        assertThat(roads.segments().filter(s -> s.name().isPresent())).hasSize(2);
        assertThat(roads.census(Profile.NORMAL).junctions()).isEqualTo(4);
        assertThat(roads.census(Profile.NORMAL).islands()).isZero();
    }

    @Test
    void aWayThatLeavesTheExtractIsCutThere() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 100, 0)
                        .node('d', 300, 0)
                        .node('e', 400, 0)
                        .road("abxde")
                        .road("xy")
                        .network();

        assertThat(roads.segments()).hasSize(2);
        assertThat(roads.to(Drawn.at(350, 0), List.of(Drawn.at(50, 0)), OPEN).whyNot(0))
                .contains(Times.Unreachable.NO_WAY);
    }

    @Test
    void aBollardBarsTheWayAGateCostsACrewTime() {
        var drawn = new Drawn().node('a', 0, 0).node('c', 400, 0).road("abc");
        var ends = List.of(Drawn.at(0, 0));

        RoadNetwork bollard = drawn.node('b', 200, 0, "barrier", "bollard").network();
        assertThat(bollard.to(Drawn.at(400, 0), ends, OPEN).reached(0)).isFalse();
        assertThat(bollard.to(Drawn.at(190, 0), ends, OPEN).reached(0)).isTrue();

        double free =
                drawn.node('b', 200, 0)
                        .network()
                        .to(Drawn.at(400, 0), ends, CREW)
                        .seconds(0)
                        .orElseThrow();
        double gate =
                drawn.node('b', 200, 0, "barrier", "gate")
                        .network()
                        .to(Drawn.at(400, 0), ends, CREW)
                        .seconds(0)
                        .orElseThrow();
        assertThat(gate - free).isCloseTo(20, within(0.2));
    }

    @Test
    void aBarrierOnACrossingStandsInEveryArm() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 200, 0, "barrier", "gate")
                        .node('c', 400, 0)
                        .node('d', 200, 200)
                        .road("abc")
                        .road("bd")
                        .network();

        double[] seconds = new double[2];
        seconds[0] =
                roads.to(Drawn.at(400, 0), List.of(Drawn.at(0, 0)), CREW).seconds(0).orElseThrow();
        seconds[1] =
                roads.to(Drawn.at(200, 200), List.of(Drawn.at(0, 0)), CREW)
                        .seconds(0)
                        .orElseThrow();
        assertThat(seconds[0]).isCloseTo(400 / 12.5 + 20, within(0.3));
        assertThat(seconds[1]).isCloseTo(400 / 12.5 + 20, within(0.3));
    }

    @Test
    void aLoopRoadIsDrivenTheShorterWay() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 100, 0)
                        .node('c', 300, 0)
                        .node('d', 300, 400)
                        .node('e', 100, 400)
                        .road("ab")
                        .road("bcdeb")
                        .network();

        assertThat(seconds(roads, Drawn.at(0, 0), Drawn.at(300, 0))).isCloseTo(30, within(0.3));
        assertThat(seconds(roads, Drawn.at(0, 0), Drawn.at(100, 300)))
                .isCloseTo(40 + 2, within(0.3));
        assertThat(seconds(roads, Drawn.at(300, 0), Drawn.at(100, 100)))
                .isCloseTo(30 + 2, within(0.3));
    }

    private static double seconds(RoadNetwork roads, Point from, Point to) {
        return roads.to(to, List.of(from), OPEN).seconds(0).orElseThrow();
    }

    @Test
    void aFerryTakesAsLongAsItSays() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 1000, 0)
                        .node('c', 3000, 0)
                        .node('d', 4000, 0)
                        .road("ab")
                        .way("bc", "route", "ferry", "motor_vehicle", "yes", "duration", "00:20")
                        .road("cd")
                        .network();

        assertThat(seconds(roads, Drawn.at(0, 0), Drawn.at(4000, 0)))
                .isCloseTo(
                        100 + 1200 + Profile.NORMAL.delays().boarding().toMillis() / 1000.0 + 100,
                        within(1.0));
        // Nobody is in the middle of the river: the nearest road counts.
        assertThat(seconds(roads, Drawn.at(0, 0), Drawn.at(1400, 0))).isCloseTo(100, within(0.5));
    }

    @Test
    void allWaysComeBeforeTheFirstNode() {
        var builder = new RoadGraphBuilder();
        builder.way(1, new long[] {1, 2}, Map.of("highway", "primary"));
        builder.node(1, 41, -8, Map.of());

        assertThatThrownBy(() -> builder.way(2, new long[] {1, 2}, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected all ways before");
        assertThat(builder.needs(2)).isTrue();
        assertThat(builder.needs(3)).isFalse();
    }

    @Test
    void badNumbersAreRefused() {
        var builder = new RoadGraphBuilder();
        long[] longest = new long[RoadGraphBuilder.MAX_NODES_PER_WAY];
        Arrays.setAll(longest, i -> i);
        builder.way(1, longest, Map.of("highway", "primary"));
        assertThatThrownBy(() -> builder.way(2, new long[longest.length + 1], Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("way 2 has 100001 nodes, expected at most 100000");
        assertThatThrownBy(() -> builder.node(1, Double.NaN, 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected -90 to 90");
        assertThatThrownBy(() -> builder.node(1, 0, 180.1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * A twin that knows no junctions: every node of every way is one, and times are not rounded.
     */
    @Test
    void splittingAndLayingFlatChangeNoTime() {
        int reached = 0;
        for (long seed = 0; seed < 200; seed++) reached += compareWithNodes(seed);
        assertThat(reached).isGreaterThan(2_000);
    }

    private static final Profile EASY = easy();

    /** Turns in no time. */
    private static Profile easy() {
        Profile.Delays old = Profile.NORMAL.delays();
        var delays =
                new Profile.Delays(
                        old.at(),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        old.barriers(),
                        old.boarding());
        return new Profile(
                "easy",
                Profile.NORMAL.user(),
                Profile.NORMAL.vehicle(),
                Profile.NORMAL.may(),
                Profile.NORMAL.speeds(),
                delays,
                List.of(),
                Profile.NORMAL.zone());
    }

    private static int compareWithNodes(long seed) {
        var random = new Random(seed);
        int nodes = 4 + random.nextInt(20);
        var points = new ArrayList<Point>();
        for (int i = 0; i < nodes; i++) {
            points.add(Drawn.at(random.nextInt(4_000), random.nextInt(4_000)));
        }
        double[][] seconds = new double[nodes][nodes];
        for (double[] row : seconds) Arrays.fill(row, Double.POSITIVE_INFINITY);
        var builder = new RoadGraphBuilder();
        var used = new HashMap<Integer, Boolean>();
        for (int way = 0; way < nodes; way++) {
            long[] line = new long[2 + random.nextInt(4)];
            Arrays.setAll(line, _ -> random.nextInt(nodes));
            boolean oneway = random.nextBoolean();
            var tags =
                    Map.of(
                            "highway",
                            "primary",
                            "maxspeed",
                            "" + (20 + random.nextInt(80)),
                            "oneway",
                            oneway ? "yes" : "no");
            builder.way(way, line, tags);
            RawRoad road = RoadTags.forVehicles(tags).orElseThrow().road();
            double kmh = DrivingRules.speeds(road, Profile.NORMAL).forwardKmh();
            for (int i = 1; i < line.length; i++) {
                int a = (int) line[i - 1];
                int b = (int) line[i];
                if (a == b) continue;
                used.put(a, true);
                used.put(b, true);
                double time = points.get(a).metersTo(points.get(b)) * 3.6 / kmh;
                seconds[a][b] = Math.min(seconds[a][b], time);
                if (!oneway) seconds[b][a] = Math.min(seconds[b][a], time);
            }
        }
        for (int i = 0; i < nodes; i++) {
            builder.node(i, points.get(i).latitude(), points.get(i).longitude(), Map.of());
            seconds[i][i] = 0;
        }
        floydWarshall(seconds);
        RoadNetwork roads;
        try {
            var graph = new RoadGraph(builder.graph("seed " + seed).stored, List.of(EASY));
            roads = new RoadNetwork(graph);
        } catch (NoRoads e) {
            return 0;
        }
        return compareAll("seed " + seed, roads, points, used, seconds);
    }

    private static void floydWarshall(double[][] seconds) {
        for (int via = 0; via < seconds.length; via++) {
            for (int a = 0; a < seconds.length; a++) {
                for (int b = 0; b < seconds.length; b++) {
                    seconds[a][b] = Math.min(seconds[a][b], seconds[a][via] + seconds[via][b]);
                }
            }
        }
    }

    /** Which nodes can be driven to from, and to, most others. */
    private static boolean[] largestPart(double[][] seconds) {
        boolean[] largest = new boolean[seconds.length];
        int members = 0;
        for (int center = 0; center < seconds.length; center++) {
            boolean[] part = new boolean[seconds.length];
            int size = 0;
            for (int other = 0; other < seconds.length; other++) {
                part[other] = Double.isFinite(seconds[center][other] + seconds[other][center]);
                size += part[other] ? 1 : 0;
            }
            if (size > members) largest = part;
            members = Math.max(members, size);
        }
        return largest;
    }

    private static int compareAll(
            String what,
            RoadNetwork roads,
            List<Point> points,
            Map<Integer, Boolean> used,
            double[][] seconds) {
        int reached = 0;
        boolean[] joined = largestPart(seconds);
        for (int b = 0; b < points.size(); b++) {
            Times times = roads.to(points.get(b), points, Conditions.open(EASY, OPEN.at()));
            for (int a = 0; a < points.size(); a++) {
                if (!used.containsKey(a) || !used.containsKey(b)) continue;
                double expected = seconds[a][b];
                // What is cut off is taken to a joined road nearby; the search's twin compares
                // that.
                if (!joined[a] || !joined[b]) continue;
                reached++;
                assertThat(times.seconds(a).orElse(-1))
                        .as("%s: from %d to %d", what, a, b)
                        .isCloseTo(expected, within(0.1 * points.size()));
            }
        }
        return reached;
    }
}
