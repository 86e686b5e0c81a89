package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds up on the way, and when traffic is slow: as it comes out in travel times. */
class HoldupsTest {
    @TempDir Path folder = Path.of("");

    private static final Point WEST = Drawn.at(0, 0);
    private static final Point EAST = Drawn.at(1000, 0);

    /** A straight road of a kilometre: 100 s at the drawn 36 km/h. */
    private static Drawn road() {
        return new Drawn().node('a', 0, 0).node('c', 500, 0).node('e', 1000, 0).road("ace");
    }

    private static double seconds(Drawn drawn, Point from, Point to) {
        return seconds(drawn.network(), Profile.NORMAL, from, to, RandomRoads.NOON);
    }

    private static double seconds(
            RoadNetwork roads, Profile profile, Point from, Point to, Instant at) {
        return roads.to(to, List.of(from), Conditions.open(profile, at)).seconds(0).orElse(-1);
    }

    @Test
    void signalsInTheMiddleHoldUpBothDirections() {
        Drawn signals = road().node('c', 500, 0, "highway", "traffic_signals");

        assertThat(seconds(road(), WEST, EAST)).isCloseTo(100, within(0.3));
        assertThat(seconds(signals, WEST, EAST)).isCloseTo(102, within(0.3));
        assertThat(seconds(signals, EAST, WEST)).isCloseTo(102, within(0.3));
    }

    @Test
    void aSignHoldsUpTheDirectionItStandsFor() {
        Drawn forward = road().node('c', 500, 0, "highway", "stop", "direction", "forward");
        // Without a direction: for the end of the road that it is nearer to.
        Drawn near = road().node('c', 900, 0, "highway", "stop");

        assertThat(seconds(forward, WEST, EAST)).isCloseTo(102, within(0.3));
        assertThat(seconds(forward, EAST, WEST)).isCloseTo(100, within(0.3));
        assertThat(seconds(near, WEST, EAST)).isCloseTo(102, within(0.3));
        assertThat(seconds(near, EAST, WEST)).isCloseTo(100, within(0.3));
    }

    @Test
    void severalSignalsOfOneCrossingAreOne() {
        var crossing =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 490, 0, "highway", "traffic_signals")
                        .node('c', 510, 0, "highway", "traffic_signals")
                        .node('d', 1000, 0)
                        .node('n', 490, 300)
                        .node('o', 510, 300)
                        .road("abcd")
                        .road("nb", "oneway", "yes")
                        .road("co", "oneway", "yes");

        assertThat(seconds(crossing, WEST, EAST)).isCloseTo(102, within(0.4));
        assertThat(seconds(crossing, EAST, WEST)).isCloseTo(102, within(0.4));
    }

    @Test
    void humpsAreCountedOneByOne() {
        Drawn humps =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 200, 0, "traffic_calming", "hump")
                        .node('c', 400, 0, "traffic_calming", "hump")
                        .node('d', 600, 0, "traffic_calming", "no")
                        .node('e', 1000, 0)
                        .road("abcde");

        assertThat(seconds(humps, WEST, EAST)).isCloseTo(102, within(0.3));
    }

    @Test
    void aBarTooLowIsPassedByWhoFits() {
        RoadNetwork roads =
                road().node('c', 500, 0, "barrier", "height_restrictor", "maxheight", "3")
                        .network();
        Instant noon = RandomRoads.NOON;

        assertThat(seconds(roads, Profile.NORMAL, WEST, EAST, noon)).isPositive();
        assertThat(seconds(roads, Profile.EMERGENCY, WEST, EAST, noon)).isPositive();
        assertThat(seconds(roads, Profile.HEAVY, WEST, EAST, noon)).isNegative();
    }

    @Test
    void aRushHourSlowsTheRoadsOfItsClassInItsArea() {
        ZoneId zone = ZoneId.of("Europe/Lisbon");
        var rush =
                SpeedFactor.inHours(
                        Set.of(8), Optional.empty(), Set.of(RoadClass.RESIDENTIAL), 0.5);
        var other =
                SpeedFactor.inHours(Set.of(8), Optional.empty(), Set.of(RoadClass.PRIMARY), 0.5);
        var elsewhere =
                SpeedFactor.inHours(
                        Set.of(8),
                        Optional.of(
                                new org.tocsin.place.Area(
                                        List.of(
                                                Drawn.at(5_000, 0),
                                                Drawn.at(6_000, 0),
                                                Drawn.at(6_000, 1_000)))),
                        Set.of(),
                        0.5);
        Profile slow = Profile.NORMAL.with("rush", zone, List.of(rush, other, elsewhere));
        RoadNetwork roads = new RoadNetwork(new RoadGraph(stored(), List.of(slow)));

        // A Monday in winter, when Lisbon has UTC.
        Instant eight = Instant.parse("2026-11-23T08:30:00Z");
        assertThat(seconds(roads, slow, WEST, EAST, eight)).isCloseTo(200, within(0.3));
        assertThat(seconds(roads, slow, WEST, EAST, eight.plusSeconds(3600)))
                .isCloseTo(100, within(0.3));
    }

    private static RoadGraph.Stored stored() {
        try {
            return road().builder().graph("drawn").stored;
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEditedProfileNeedsNoNewImport() throws IOException {
        Drawn drawn = road();
        drawn.builder().write(folder, "drawn");
        Profile.Speeds usual = Profile.NORMAL.speeds();
        Profile edited =
                new Profile(
                        "edited",
                        Profile.NORMAL.user(),
                        Profile.NORMAL.vehicle(),
                        Profile.NORMAL.may(),
                        new Profile.Speeds(
                                usual.kmh(),
                                java.util.Map.of(RoadClass.RESIDENTIAL, 0.45),
                                usual.slowestKmh(),
                                usual.fastestKmh(),
                                usual.onSurface(),
                                usual.onTrack(),
                                usual.onSmoothness(),
                                usual.againstOneway()),
                        Profile.NORMAL.delays(),
                        List.of(),
                        Profile.NORMAL.zone());

        RoadNetwork opened = RoadNetwork.open(folder, List.of(Profile.NORMAL, edited));

        Instant noon = RandomRoads.NOON;
        assertThat(seconds(opened, Profile.NORMAL, WEST, EAST, noon)).isCloseTo(100, within(0.3));
        assertThat(seconds(opened, edited, WEST, EAST, noon)).isCloseTo(200, within(0.3));
    }

    @Test
    void aFerryIsWaitedFor() {
        Drawn ferry =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 1000, 0)
                        .node('c', 3000, 0)
                        .node('d', 4000, 0)
                        .road("ab")
                        .way("bc", "route", "ferry", "motor_vehicle", "yes", "duration", "00:20")
                        .road("cd");

        assertThat(seconds(ferry, WEST, Drawn.at(4000, 0)))
                .isCloseTo(100 + 900 + 1200 + 100, within(1.0));
    }
}
