package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Roads and signs that are others at some hours of the week. */
class HoursOnRoadsTest {
    /** A road of 300 m from a to b with these tags, and one that goes far round. */
    private static Drawn street(String... tags) {
        return new Drawn()
                .node('a', 0, 0)
                .node('b', 300, 0)
                .node('c', 0, 1000)
                .node('d', 300, 1000)
                .road("acdb")
                .way("ab", tags);
    }

    private static long seconds(
            RoadNetwork roads, Point from, Point to, Profile profile, String at) {
        // 2026-11-16 is a Monday.
        Instant when = LocalDateTime.parse("2026-11-" + at).toInstant(ZoneOffset.UTC);
        return roads.to(to, List.of(from), Conditions.open(profile, when))
                .time(0)
                .map(Duration::toSeconds)
                .orElse(-1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tags beside highway=residential maxspeed=40; profile; time; there; back
                "motor_vehicle:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 16T06:59 | 30 | 30",
                "motor_vehicle:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 16T07:00 | 230 |"
                        + " 230",
                "motor_vehicle:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 16T09:59 | 230 |"
                        + " 230",
                "motor_vehicle:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 16T10:00 | 30 | 30",
                "motor_vehicle:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 21T08:00 | 30 | 30",
                "access:conditional=no @ (22:00-06:00) | NORMAL | 16T23:00 | 230 | 230",
                "access:conditional=no @ (22:00-06:00) | NORMAL | 17T05:59 | 230 | 230",
                "access:conditional=no @ (22:00-06:00) | NORMAL | 17T06:00 | 30 | 30",
                "access=no;access:conditional=yes @ (Mo 18:00-20:00) | NORMAL | 16T17:00 | 230 |"
                        + " 230",
                "access=no;access:conditional=yes @ (Mo 18:00-20:00) | NORMAL | 16T18:00 | 30 | 30",
                "vehicle=no;vehicle:conditional=delivery @ (06:00-11:00) | NORMAL | 16T12:00 | 230"
                        + " | 230",
                "vehicle=no;vehicle:conditional=delivery @ (06:00-11:00) | NORMAL | 16T09:00 | 30 |"
                        + " 30",
                "maxspeed:conditional=20 @ (22:00-06:00) | NORMAL | 16T12:00 | 30 | 30",
                "maxspeed:conditional=20 @ (22:00-06:00) | NORMAL | 16T23:00 | 60 | 60",
                "maxspeed:forward:conditional=20 @ 22:00-06:00 | NORMAL | 16T23:00 | 60 | 30",
                "oneway:conditional=yes @ (Mo-Fr 07:00-09:00) | NORMAL | 16T08:00 | 30 | 230",
                "oneway:conditional=yes @ (Mo-Fr 07:00-09:00) | NORMAL | 16T12:00 | 30 | 30",
                "oneway=yes;oneway:conditional=-1 @ (15:00-19:00) | NORMAL | 16T12:00 | 30 | 230",
                "oneway=yes;oneway:conditional=-1 @ (15:00-19:00) | NORMAL | 16T16:00 | 230 | 30",
                "oneway=reversible;oneway:conditional=yes @ (00:00-12:00) | NORMAL | 16T08:00 | 30"
                        + " | 230",
                "oneway=reversible;oneway:conditional=yes @ (00:00-12:00) | NORMAL | 16T13:00 | 230"
                        + " | 230",
                // Of two that hold the last counts.
                "access:conditional=no @ (07:00-19:00)+ yes @ (12:00-13:00) | NORMAL | 16T08:00 |"
                        + " 230 | 230",
                "access:conditional=no @ (07:00-19:00)+ yes @ (12:00-13:00) | NORMAL | 16T12:30 |"
                        + " 30 | 30",
                "access:conditional=no @ (Mo 07:00-09:00+ Tu 08:00-09:00) | NORMAL | 17T08:30 | 230"
                        + " | 230",
                "access:conditional=no @ (Mo 07:00-09:00+ Tu 08:00-09:00) | NORMAL | 17T07:30 | 30"
                        + " | 30",
                // What cannot be read: the tag without it counts.
                "access:conditional=no @ wet | NORMAL | 16T12:00 | 30 | 30",
                "access:conditional=no @ (Mo-Fr 07:00-10:00+ PH off) | NORMAL | 16T08:00 | 30 | 30",
                "hgv:conditional=no @ (Mo-Fr 07:00-10:00) | NORMAL | 16T08:00 | 30 | 30",
                // Crews are bound by what their profile says.
                "motor_vehicle:conditional=no @ (07:00-10:00) | CREWS | 16T08:00 | 24 | 24",
                "motor_vehicle:conditional=no @ (07:00-10:00) | BOUND | 16T08:00 | 184 | 184",
                "motor_vehicle:conditional=no @ (07:00-10:00) | BOUND | 16T12:00 | 24 | 24",
                "emergency:conditional=no @ (07:00-10:00) | CREWS | 16T08:00 | 184 | 184"
            })
    void streetByStreet(String tags, String who, String at, long there, long back) {
        var all = new ArrayList<>(List.of("highway", "residential", "maxspeed", "40"));
        for (String tag : tags.split(";")) {
            all.addAll(List.of(tag.replace('+', ';').split("=", 2)));
        }
        Drawn map = street(all.toArray(String[]::new));
        Profile profile =
                switch (who) {
                    case "NORMAL" -> Profile.NORMAL;
                    case "CREWS" -> Profile.EMERGENCY;
                    default -> BOUND;
                };
        RoadNetwork roads = network(map, profile);

        assertThat(near(seconds(roads, map.point('a'), map.point('b'), profile, at)))
                .isEqualTo(near(there));
        assertThat(near(seconds(roads, map.point('b'), map.point('a'), profile, at)))
                .isEqualTo(near(back));
    }

    /** Corners cost some seconds. */
    private static long near(long seconds) {
        return seconds > 150 ? 200 : seconds;
    }

    /** Crews that may go only where everybody may. */
    private static final Profile BOUND =
            new Profile(
                    "bound",
                    RoadUser.EMERGENCY,
                    Profile.EMERGENCY.vehicle(),
                    Profile.NORMAL.may(),
                    Profile.EMERGENCY.speeds(),
                    Profile.EMERGENCY.delays(),
                    List.of(),
                    ZoneOffset.UTC);

    private static RoadNetwork network(Drawn map, Profile... profiles) {
        try {
            return new RoadNetwork(
                    new RoadGraph(map.builder().graph("drawn").stored, List.of(profiles)));
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theHoursAreThoseOfTheProfilesZone() {
        var lisbon = ZoneId.of("Europe/Lisbon");
        Profile there = Profile.NORMAL.with("there", ZoneId.of("Asia/Tokyo"), List.of());
        Profile here = Profile.NORMAL.with("here", lisbon, List.of());
        Drawn map = street("highway", "residential", "access:conditional", "no @ (20:00-22:00)");
        RoadNetwork roads = network(map, here, there);
        Point a = map.point('a');
        Point b = map.point('b');

        assertThat(seconds(roads, a, b, here, "16T12:00")).isLessThan(60);
        assertThat(seconds(roads, a, b, there, "16T12:00")).isGreaterThan(150);
        assertThat(seconds(roads, a, b, here, "16T20:30")).isGreaterThan(150);
    }

    @ParameterizedTest
    @CsvSource({"16T08:00, true", "16T12:00, false", "21T08:00, false"})
    void aTurnIsForbiddenAtItsHours(String at, boolean forbidden) {
        Drawn map =
                new Drawn()
                        .node('w', -300, 0)
                        .node('x', 0, 0)
                        .node('e', 300, 0)
                        .node('s', 0, -300)
                        .road("wx")
                        .road("xe")
                        .road("xs")
                        .sign(
                                "wx x xs",
                                "restriction:conditional",
                                "no_right_turn @ (Mo-Fr 07:00-10:00)");
        RoadNetwork roads = network(map, Profile.NORMAL);

        long seconds = seconds(roads, Drawn.at(-200, 0), Drawn.at(0, -200), Profile.NORMAL, at);

        assertThat(seconds > 60).isEqualTo(forbidden);
        assertThat(roads.hoursOnRoads().signs()).isEqualTo(1);
        assertThat(roads.turnSigns().sometimes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"16T08:00, true", "16T12:00, false"})
    void aGateIsShutAtItsHours(String at, boolean shut) {
        Drawn map =
                new Drawn()
                        .node('a', 0, 0)
                        .node(
                                'g',
                                150,
                                0,
                                "barrier",
                                "gate",
                                "access",
                                "yes",
                                "access:conditional",
                                "no @ (07:00-10:00)")
                        .node('b', 300, 0)
                        .node('c', 0, 1000)
                        .node('d', 300, 1000)
                        .road("agb")
                        .road("acdb");
        RoadNetwork roads = network(map, Profile.NORMAL);

        long seconds = seconds(roads, map.point('a'), map.point('b'), Profile.NORMAL, at);

        assertThat(seconds > 100).isEqualTo(shut);
    }

    @Test
    void whoeverStandsOnARoadThatIsShutNowStartsFromTheNextOpenOne() {
        Drawn map = street("highway", "residential", "access:conditional", "no @ (07:00-10:00)");
        RoadNetwork roads = network(map, Profile.NORMAL);
        var fleet = new UnitsOnRoad(roads, Profile.NORMAL);
        fleet.move(0, Drawn.at(100, 5), OptionalDouble.empty());
        fleet.move(1, Drawn.at(300, 400), OptionalDouble.empty());

        for (String hour : List.of("06", "08", "12")) {
            Instant at = Instant.parse("2026-11-16T%s:00:00Z".formatted(hour));
            var conditions = Conditions.open(Profile.NORMAL, at);
            List<Point> places = List.of(Drawn.at(100, 5), Drawn.at(300, 400));
            List<Arrival> expected = roads.fastest(map.point('c'), places, 2, conditions);
            assertThat(fleet.fastest(map.point('c'), 2, conditions, _ -> true))
                    .as(hour)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatIsByTheHourIsKeptInTheFileAndWhatIsNotReadIsNamed(@TempDir Path folder)
            throws IOException {
        Drawn map =
                street("highway", "residential", "access:conditional", "no @ (07:00-10:00)")
                        .node('e', 600, 0)
                        .road("be", "maxspeed:conditional", "20 @ wet");
        map.builder().write(folder, "drawn");

        RoadNetwork roads = RoadNetwork.open(folder, List.of(Profile.NORMAL));

        assertThat(roads.hoursOnRoads())
                .isEqualTo(
                        new RoadNetwork.HoursOnRoads(
                                1, 0, 1, List.of("maxspeed:conditional=20 @ wet")));
        assertThat(seconds(roads, map.point('a'), map.point('b'), Profile.NORMAL, "16T08:00"))
                .isGreaterThan(150);
    }

    /** Every answer equals plain Dijkstra over the roads as they are at the hour. */
    @Test
    void equalsPlainDijkstraOnRandomMapsAtRandomHours() {
        int compared = 0;
        for (long seed = 0; seed < 150; seed++) compared += compareRandom(seed);
        assertThat(compared).isGreaterThan(20_000);
    }

    private static int compareRandom(long seed) {
        var maps = new RandomRoads(seed).byTheHour();
        RoadGraph graph;
        try {
            graph = maps.builder().graph("random");
        } catch (NoRoads e) {
            return 0;
        }
        var network = new RoadNetwork(graph);
        var random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < 8; i++) {
            Profile profile = RoadGraph.DRIVEN.get(i % RoadGraph.DRIVEN.size());
            Instant at = RandomRoads.NOON.plus(Duration.ofMinutes(random.nextInt(7 * 1440)));
            var conditions = new Conditions(profile, maps.closures(i % 3), at);
            BitSet held = graph.clock.held(ZoneOffset.UTC, at);
            Map<Integer, List<OpenRoads.Block>> blocks =
                    Closing.of(
                            graph,
                            new SnapGrid(graph),
                            conditions.closures().stream()
                                    .filter(closure -> closure.holdsAt(at))
                                    .map(Closure::ground)
                                    .toList());
            int[] times = ArcTimes.of(graph.stored, profile, List.of(), held);
            var twin =
                    new PlainRoads(graph, profile, blocks, times, held)
                            .withMainland(new Islands(graph, graph.deciseconds(profile)));
            List<Point> origins = maps.points(10);
            var fleet = new UnitsOnRoad(network, profile);
            for (int unit = 0; unit < 10; unit++) {
                fleet.move(unit, origins.get(unit), OptionalDouble.empty());
            }
            for (Point destination : maps.points(2)) {
                String what = "seed %d, %s, %s".formatted(seed, profile, at);
                SearchTwinTest.compare(what, network, twin, origins, destination, conditions);
                assertThat(fleet.fastest(destination, 4, conditions, _ -> true))
                        .as("%s, fleet", what)
                        .isEqualTo(network.fastest(destination, origins, 4, conditions));
                compared += origins.size();
            }
        }
        return compared;
    }
}
