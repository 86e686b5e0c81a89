package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.road.DrivingRules.Barrier;
import org.tocsin.road.DrivingRules.Road;
import org.tocsin.road.DrivingRules.Speeds;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

class DrivingRulesTest {
    /** "highway=primary oneway=yes" as tags. */
    private static Map<String, String> tags(String text) {
        var tags = new HashMap<String, String>();
        for (String pair : text.split(" ")) {
            tags.put(pair.split("=")[0], pair.split("=", 2)[1]);
        }
        return tags;
    }

    private static String directions(Speeds speeds) {
        return (speeds.forwardKmh() > 0 ? ">" : "") + (speeds.backwardKmh() > 0 ? "<" : "");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // tags, emergency, normal: > along, < against
                "highway=residential, ><, ><",
                "highway=residential oneway=yes, >, >",
                "highway=residential oneway=-1, <, <",
                "highway=residential oneway=reversible, none, none",
                "highway=residential oneway=alternating, ><, ><",
                "highway=motorway, >, >",
                "highway=motorway oneway=no, ><, ><",
                "highway=motorway_link, ><, ><",
                "highway=tertiary junction=roundabout, >, >",
                "highway=tertiary junction=circular, >, >",
                "highway=tertiary junction=roundabout oneway=-1, <, <",
                "highway=primary oneway=yes oneway:emergency=no, ><, >",
                "highway=primary oneway=yes oneway:bus=no, ><, >",
                "highway=primary oneway=yes busway=opposite_lane, ><, >",
                "highway=primary oneway=yes oneway:bicycle=no, >, >",
                "highway=primary vehicle:backward=no, >, >",
                "highway=residential access=private, ><, none",
                "highway=residential access=no, none, none",
                "highway=residential access=no emergency=yes, ><, none",
                "highway=residential access=no bus=yes, ><, none",
                "highway=residential access=no motor_vehicle=yes, ><, ><",
                "highway=residential motor_vehicle=no, ><, none",
                "highway=residential motor_vehicle=destination, ><, ><",
                "highway=residential vehicle=no motorcar=yes, ><, ><",
                "highway=residential emergency=no, none, ><",
                "highway=residential access=military, none, none",
                "highway=busway, ><, none",
                "highway=pedestrian, ><, none",
                "highway=pedestrian area=yes, none, none",
                "highway=pedestrian motor_vehicle=delivery, ><, ><",
                "highway=living_street, ><, ><",
                "highway=service, ><, ><",
                "highway=service service=emergency_access, ><, none",
                "highway=track, ><, ><",
                "highway=track tracktype=grade5, ><, none",
                "highway=path, none, none",
                "highway=footway emergency=yes, ><, none",
                "highway=cycleway motor_vehicle=yes, ><, ><",
                "highway=steps emergency=yes, none, none",
                "highway=construction, none, none",
                "highway=bus_guideway, none, none",
                "route=ferry, none, none",
                "route=ferry motor_vehicle=yes, ><, ><",
                "building=yes, none, none"
            })
    void whoMayDriveWhere(String way, @Nullable String emergency, @Nullable String normal) {
        var road = DrivingRules.road(tags(way));

        assertThat(road.map(Road::emergency).map(DrivingRulesTest::directions).orElse(""))
                .isEqualTo(emergency == null ? "" : emergency);
        assertThat(road.map(Road::normal).map(DrivingRulesTest::directions).orElse(""))
                .isEqualTo(normal == null ? "" : normal);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 50",
        "50 km/h, 50",
        "30 mph, 48.28",
        "30mph, 48.28",
        "10 knots, 18.52",
        "walk, 6",
        "DE:walk, 6",
        "DE:urban, 50",
        "PT:rural, 90",
        "RO:motorway, 120",
        "DE:30, 30",
        "DE:zone:30, 30",
        "DE:zone30, 30",
        "50;30, 50",
        " 70 , 70"
    })
    void speedLimitsAreReadInTheirUnits(String value, double kmh) {
        assertThat(DrivingRules.speedLimitKmh(value).orElse(0)).isCloseTo(kmh, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"signals", "variable", "''", "fast", "0", "-50", "99999", "30 furlongs"})
    void whatIsNoSpeedLimitIsNone(String value) {
        assertThat(DrivingRules.speedLimitKmh(value)).isEmpty();
    }

    @Test
    void noSpeedLeavesItsLimits() {
        for (String limit : new String[] {"1", "300", "none", "999", "walk"}) {
            for (String kind : new String[] {"motorway", "service", "pedestrian", "track"}) {
                var road = DrivingRules.road(Map.of("highway", kind, "maxspeed", limit));
                assertThat(road.orElseThrow().emergency().forwardKmh()).isBetween(3.0, 130.0);
            }
        }
    }

    @Test
    void aLimitBeatsTheClassAndDirectionsHaveTheirOwn() {
        Road road =
                DrivingRules.road(
                                Map.of(
                                        "highway", "primary",
                                        "maxspeed", "50",
                                        "maxspeed:backward", "30"))
                        .orElseThrow();

        assertThat(road.normal()).isEqualTo(new Speeds(45, 27));
        assertThat(road.emergency()).isEqualTo(new Speeds(45 * 1.25, 27 * 1.25));
    }

    @Test
    void aRoughSurfaceSlowsDown() {
        Road road =
                DrivingRules.road(Map.of("highway", "primary", "surface", "gravel")).orElseThrow();

        assertThat(road.normal().forwardKmh()).isEqualTo(30);
        assertThat(road.emergency().forwardKmh()).isEqualTo(40);
    }

    @Test
    void aServiceRoadIsNoFasterForItsLimit() {
        Road road = DrivingRules.road(Map.of("highway", "service", "maxspeed", "50")).orElseThrow();

        assertThat(road.normal().forwardKmh()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // tags, seconds for emergency, for normal; none: not passable
                "barrier=gate, 20, 0",
                "barrier=gate access=private, 20, none",
                "barrier=gate emergency=yes access=private, 0, none",
                "barrier=gate emergency=no, none, 0",
                "barrier=lift_gate, 5, 0",
                "barrier=bollard, none, none",
                "barrier=bollard bollard=removable, 20, none",
                "barrier=chain, 20, none",
                "barrier=block, none, none",
                "barrier=bus_trap, 0, none",
                "barrier=kissing_gate, none, none"
            })
    void whoPassesABarrier(String node, @Nullable Double emergency, @Nullable Double normal) {
        assertThat(DrivingRules.barrier(tags(node)))
                .contains(new Barrier(optional(emergency), optional(normal)));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @ParameterizedTest
    @CsvSource({
        "barrier=bollard motor_vehicle=yes",
        "barrier=toll_booth",
        "barrier=cattle_grid",
        "highway=crossing",
        "barrier=kerb"
    })
    void someBarriersBarNobody(String node) {
        assertThat(DrivingRules.barrier(tags(node))).isEmpty();
    }
}
