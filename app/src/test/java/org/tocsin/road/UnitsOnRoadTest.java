package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

class UnitsOnRoadTest {
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 60, 500})
    void theFastestAreThoseOfTheNetwork(int units) {
        int answers = 0;
        for (long seed = 0; seed < (units > 100 ? 15 : 120); seed++)
            answers += compare(seed, units);
        assertThat(answers).isGreaterThan(300);
    }

    private static int compare(long seed, int units) {
        var maps = new RandomRoads(seed);
        RoadNetwork network;
        try {
            network = maps.builder().build("random");
        } catch (NoRoads e) {
            return 0;
        }
        var random = new Random(seed);
        var fleet = new UnitsOnRoad(network, Profile.EMERGENCY);
        var positions = new ArrayList<Point>();
        List<List<Closure>> closures = List.of(List.of(), maps.closures(2), maps.closures(3));
        for (int unit = 0; unit < units; unit++) {
            positions.add(maps.point());
            fleet.move(unit, positions.get(unit), UNKNOWN);
        }
        int answers = 0;
        for (int round = 0; round < 12; round++) {
            var conditions =
                    new Conditions(
                            Profile.EMERGENCY,
                            closures.get(random.nextInt(closures.size())),
                            RandomRoads.NOON);
            if (random.nextBoolean()) fleet.write(network.roads(conditions));
            for (int move = random.nextInt(6); move > 0; move--) {
                int unit = random.nextInt(units);
                positions.set(unit, maps.point());
                fleet.move(unit, positions.get(unit), UNKNOWN);
            }
            Point place = maps.point();
            int k = 1 + random.nextInt(5);
            List<Arrival> expected = network.fastest(place, positions, k, conditions);
            assertThat(fleet.fastest(place, k, conditions, _ -> true))
                    .as("seed %d, round %d, to %s", seed, round, place)
                    .isEqualTo(expected);
            answers += expected.size();
        }
        return answers;
    }

    @Test
    void whoIsNotAcceptedOrAwayIsLeftOut() throws NoRoads {
        RoadNetwork roads = new Drawn().node('a', 0, 0).node('b', 900, 0).road("ab").network();
        var fleet = new UnitsOnRoad(roads, Profile.NORMAL);
        var open = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
        for (int unit = 0; unit < 4; unit++) {
            assertThat(fleet.move(unit, Drawn.at(100 + 200 * unit, 3), UNKNOWN)).isTrue();
        }
        fleet.remove(1);

        List<Arrival> fastest = fleet.fastest(Drawn.at(50, 0), 2, open, unit -> unit != 0);

        assertThat(fastest).extracting(Arrival::index).containsExactly(2, 3);
        assertThat(fleet.count()).isEqualTo(3);
        assertThat(fleet.move(2, Drawn.at(500, 5_000), UNKNOWN)).isFalse();
        assertThat(fleet.fastest(Drawn.at(50, 0), 9, open, _ -> true))
                .extracting(Arrival::index)
                .containsExactly(0, 3);
    }

    @Test
    void whoIsKnownToDriveOneWayDoesNotTurnOnTheSpot() throws NoRoads {
        RoadNetwork roads = new Drawn().node('a', 0, 0).node('b', 900, 0).road("ab").network();
        var fleet = new UnitsOnRoad(roads, Profile.NORMAL);
        var open = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
        Point behind = Drawn.at(100, 0);

        fleet.move(0, Drawn.at(500, 0), UNKNOWN);
        assertThat(seconds(fleet, behind, open)).isBetween(39.0, 41.0);
        fleet.move(0, Drawn.at(500, 0), OptionalDouble.of(80));
        double round = Profile.NORMAL.delays().deadEnd().toSeconds();
        assertThat(seconds(fleet, behind, open)).isBetween(119 + round, 121 + round);
        fleet.move(0, Drawn.at(500, 0), OptionalDouble.of(275));
        assertThat(seconds(fleet, behind, open)).isBetween(39.0, 41.0);
    }

    private static double seconds(UnitsOnRoad fleet, Point place, Conditions conditions) {
        return fleet.fastest(place, 1, conditions, _ -> true).getFirst().time().toMillis() / 1e3;
    }

    @Test
    void limitsAreNamed() throws NoRoads {
        RoadNetwork roads = new Drawn().node('a', 0, 0).node('b', 900, 0).road("ab").network();
        var fleet = new UnitsOnRoad(roads, Profile.NORMAL);
        Point point = Drawn.at(1, 0);

        assertThat(fleet.move(UnitsOnRoad.MAX_UNITS - 1, point, UNKNOWN)).isTrue();
        assertThatThrownBy(() -> fleet.move(UnitsOnRoad.MAX_UNITS, point, UNKNOWN))
                .hasMessage("unit 100000, expected 0 to 99999");
        assertThatThrownBy(
                        () ->
                                fleet.fastest(
                                        point,
                                        1,
                                        Conditions.open(Profile.EMERGENCY, RandomRoads.NOON),
                                        _ -> true))
                .hasMessageContaining("expected normal");
    }
}
