package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tables of fixed places against the network that is asked the same. */
class FixedPlacesTest {
    private static final int MAPS = 200;
    private static final int FIXED = 6;
    private static final int ELSEWHERE = 8;

    private int compared;

    @Test
    void everyAnswerIsTheNetworksOwn() {
        for (long seed = 0; seed < MAPS; seed++) {
            var maps = new RandomRoads(seed);
            RoadNetwork network;
            try {
                network = new RoadNetwork(maps.builder().graph("random"));
            } catch (NoRoads e) {
                continue;
            }
            for (Profile profile : RoadGraph.DRIVEN) {
                for (int closures : new int[] {0, 2}) {
                    var conditions =
                            new Conditions(profile, maps.closures(closures), RandomRoads.NOON);
                    compare("seed " + seed, network, maps, conditions);
                }
            }
        }

        // Most maps must have roads, or the comparison is worth nothing.
        assertThat(compared).isGreaterThan(20_000);
    }

    private void compare(
            String what, RoadNetwork network, RandomRoads maps, Conditions conditions) {
        List<Point> fixed = maps.points(FIXED);
        FixedPlaces known = FixedPlaces.of(network, fixed, conditions).orElseThrow();
        List<Point> elsewhere = maps.points(ELSEWHERE);
        for (int i = 0; i < FIXED; i++) {
            assertThat(known.to(i, elsewhere))
                    .as("%s: to fixed place %d", what, i)
                    .isEqualTo(network.to(fixed.get(i), elsewhere, conditions));
        }
        for (Point place : elsewhere) {
            assertThat(known.to(place))
                    .as("%s: to %s", what, place)
                    .isEqualTo(network.to(place, fixed, conditions));
            assertThat(known.from(place))
                    .as("%s: from %s", what, place)
                    .isEqualTo(network.from(place, fixed, conditions));
            compareTrips(what, network, known, fixed, place, conditions);
            compared += FIXED;
        }
    }

    private static void compareTrips(
            String what,
            RoadNetwork network,
            FixedPlaces known,
            List<Point> fixed,
            Point place,
            Conditions conditions) {
        for (int i = 0; i < FIXED; i++) {
            Optional<Trip> there = known.trip(place, i);
            assertThat(there.map(Trip::duration))
                    .as("%s: trip from %s to fixed place %d", what, place, i)
                    .isEqualTo(network.trip(place, fixed.get(i), conditions).map(Trip::duration));
            Optional<Trip> back = known.trip(i, place);
            assertThat(back.map(Trip::duration))
                    .as("%s: trip from fixed place %d to %s", what, i, place)
                    .isEqualTo(network.trip(fixed.get(i), place, conditions).map(Trip::duration));
            back.ifPresent(trip -> assertThat(trip.at(Duration.ZERO)).isNotNull());
        }
    }

    @Test
    void tablesThatWouldTakeTooMuchMemoryAreNotMade() throws NoRoads {
        var maps = new RandomRoads(3);
        RoadNetwork network = new RoadNetwork(maps.builder().graph("random"));
        long states = network.map().turns.states();
        int tooMany = (int) (FixedPlaces.MAX_NUMBERS / (4 * states)) + 1;
        List<Point> places = java.util.Collections.nCopies(tooMany, maps.point());

        Optional<FixedPlaces> known =
                FixedPlaces.of(
                        network, places, Conditions.open(Profile.EMERGENCY, RandomRoads.NOON));

        assertThat(known).isEmpty();
    }
}
