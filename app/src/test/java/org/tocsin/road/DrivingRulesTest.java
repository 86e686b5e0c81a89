package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(directions(speeds(tags(way), Profile.EMERGENCY)))
                .isEqualTo(emergency == null ? "" : emergency);
        assertThat(directions(speeds(tags(way), Profile.NORMAL)))
                .isEqualTo(normal == null ? "" : normal);
    }

    private static Speeds speeds(Map<String, String> tags, Profile profile) {
        return RoadTags.forVehicles(tags)
                .map(way -> DrivingRules.speeds(way.road(), profile))
                .orElse(Speeds.NONE);
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
        assertThat(RoadTags.speedLimitKmh(value).orElse(0)).isCloseTo(kmh, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"signals", "variable", "''", "fast", "0", "-50", "99999", "30 furlongs"})
    void whatIsNoSpeedLimitIsNone(String value) {
        assertThat(RoadTags.speedLimitKmh(value)).isEmpty();
    }

    @Test
    void noSpeedLeavesItsLimits() {
        for (String limit : new String[] {"1", "300", "none", "999", "walk"}) {
            for (String kind : new String[] {"motorway", "service", "pedestrian", "track"}) {
                var road = Map.of("highway", kind, "maxspeed", limit);
                assertThat(speeds(road, Profile.EMERGENCY).forwardKmh()).isBetween(3.0, 130.0);
            }
        }
    }

    @Test
    void aLimitBeatsTheClassAndDirectionsHaveTheirOwn() {
        var road = Map.of("highway", "primary", "maxspeed", "50", "maxspeed:backward", "30");

        assertThat(speeds(road, Profile.NORMAL)).isEqualTo(new Speeds(45, 27));
        assertThat(speeds(road, Profile.EMERGENCY)).isEqualTo(new Speeds(45 * 1.25, 27 * 1.25));
    }

    @Test
    void aRoughSurfaceSlowsDown() {
        var road = Map.of("highway", "primary", "surface", "gravel");

        assertThat(speeds(road, Profile.NORMAL).forwardKmh()).isEqualTo(30);
        assertThat(speeds(road, Profile.EMERGENCY).forwardKmh()).isEqualTo(40);
    }

    @Test
    void aServiceRoadIsNoFasterForItsLimit() {
        var road = Map.of("highway", "service", "maxspeed", "50");

        assertThat(speeds(road, Profile.NORMAL).forwardKmh()).isEqualTo(20);
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
        RawRoad barrier = RoadTags.node(tags(node)).barrier().orElseThrow();

        assertThat(DrivingRules.barrierSeconds(barrier, Profile.EMERGENCY))
                .isEqualTo(optional(emergency));
        assertThat(DrivingRules.barrierSeconds(barrier, Profile.NORMAL))
                .isEqualTo(optional(normal));
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
        RoadTags.node(tags(node))
                .barrier()
                .ifPresent(
                        barrier -> {
                            for (Profile profile : RoadGraph.DRIVEN) {
                                assertThat(DrivingRules.barrierSeconds(barrier, profile))
                                        .isEqualTo(OptionalDouble.of(0));
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "3.5 m, 3.5",
        "12'6\", 3.81",
        "12', 3.66",
        "10 ft, 3.05",
        "default, 0",
        "none, 0"
    })
    void heightsAreReadInTheirUnits(String value, double meters) {
        assertThat(RoadTags.meters(value)).isCloseTo(meters, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"3.5, 3.5", "7.5 t, 7.5", "3500 kg, 3.5", "10 st, 9.07", "8000 lbs, 3.63", "x, 0"})
    void weightsAreReadInTheirUnits(String value, double tonnes) {
        assertThat(RoadTags.tonnes(value)).isCloseTo(tonnes, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        // tags; whether a car with sirens, an appliance with sirens, anybody may
        "highway=primary maxheight=3, yes, no, yes",
        "highway=primary maxheight=2.5, no, no, yes",
        "highway=primary maxheight=4, yes, yes, yes",
        "highway=primary maxweight=7.5, yes, no, yes",
        "highway=primary maxweight=3.5, no, no, yes",
        "highway=primary maxwidth=2.3, yes, no, yes",
        "highway=primary maxlength=8, yes, no, yes",
        "highway=primary smoothness=impassable, no, no, no"
    })
    void whatDoesNotFitIsNotDriven(String way, String car, String appliance, String normal) {
        assertThat(speeds(tags(way), Profile.EMERGENCY).any()).isEqualTo(car.equals("yes"));
        assertThat(speeds(tags(way), Profile.HEAVY).any()).isEqualTo(appliance.equals("yes"));
        assertThat(speeds(tags(way), Profile.NORMAL).any()).isEqualTo(normal.equals("yes"));
    }

    private static Profile crews(Profile.May may) {
        Profile crews = Profile.EMERGENCY;
        return new Profile(
                "test",
                crews.user(),
                crews.vehicle(),
                may,
                crews.speeds(),
                crews.delays(),
                crews.factors(),
                crews.zone());
    }

    private static Profile against(Profile.Against against) {
        return crews(
                new Profile.May(
                        true, true, true, false, false, against, Profile.TurnSigns.AS_SIGNED));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // tags; never, where signed, always against one-ways
                "highway=primary oneway=yes, >, >, ><",
                "highway=primary oneway=yes oneway:bus=no, >, ><, ><",
                "highway=primary oneway=-1, <, <, ><",
                "highway=motorway, >, >, >",
                "highway=tertiary junction=roundabout, >, >, >",
                "highway=residential oneway=reversible, none, none, ><"
            })
    void crewsGoAgainstOnewaysByConfiguration(
            String way, @Nullable String never, @Nullable String signed, String always) {
        var speeds = speeds(tags(way), against(Profile.Against.ALWAYS));

        assertThat(directions(speeds(tags(way), against(Profile.Against.NEVER))))
                .isEqualTo(never == null ? "" : never);
        assertThat(directions(speeds(tags(way), against(Profile.Against.WHERE_SIGNED))))
                .isEqualTo(signed == null ? "" : signed);
        assertThat(directions(speeds)).isEqualTo(always);
    }

    @Test
    void againstAOnewayCrewsDriveSlowly() {
        var speeds = speeds(tags("highway=primary oneway=yes"), against(Profile.Against.ALWAYS));

        assertThat(speeds.backwardKmh()).isEqualTo(speeds.forwardKmh() / 2);
    }

    @ParameterizedTest
    @CsvSource({
        // tags; what a crew without that permission must keep off
        "highway=residential access=private, reserved",
        "highway=residential motor_vehicle=no, reserved",
        "highway=busway, buses",
        "highway=residential motor_vehicle=psv, buses",
        "highway=pedestrian, zones"
    })
    void aCrewHasThePermissionsOfItsProfile(String way, String permission) {
        Profile all = Profile.EMERGENCY;
        var without =
                crews(
                        new Profile.May(
                                !permission.equals("reserved"),
                                !permission.equals("buses"),
                                !permission.equals("zones"),
                                false,
                                false,
                                Profile.Against.NEVER,
                                Profile.TurnSigns.AS_SIGNED));

        assertThat(speeds(tags(way), all).any()).isTrue();
        assertThat(speeds(tags(way), without).any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // tags; bicycle; foot
        "highway=residential, yes, yes",
        "highway=motorway, no, no",
        "highway=footway, yes, yes",
        "highway=footway bicycle=no, no, yes",
        "highway=cycleway, yes, yes",
        "highway=cycleway foot=no, yes, no",
        "highway=steps, no, yes",
        "highway=path, yes, yes",
        "highway=residential access=private, yes, yes",
        "highway=residential access=no, no, no",
        "highway=residential access=no foot=yes, no, yes"
    })
    void bicyclesAndPeopleOnFootHavePathsToo(String way, String bicycle, String foot) {
        var road = RoadTags.read(tags(way)).map(RoadTags.Way::road);

        assertThat(road.filter(r -> DrivingRules.speeds(r, Profile.BICYCLE).any()).isPresent())
                .isEqualTo(bicycle.equals("yes"));
        assertThat(road.filter(r -> DrivingRules.speeds(r, Profile.FOOT).any()).isPresent())
                .isEqualTo(foot.equals("yes"));
    }

    @Test
    void aBicycleHeedsItsOwnOneways() {
        var contraflow = tags("highway=residential oneway=yes oneway:bicycle=no");
        var plain = tags("highway=residential oneway=yes");

        assertThat(directions(paths(contraflow, Profile.BICYCLE))).isEqualTo("><");
        assertThat(directions(paths(plain, Profile.BICYCLE))).isEqualTo(">");
        assertThat(directions(paths(plain, Profile.FOOT))).isEqualTo("><");
    }

    private static Speeds paths(Map<String, String> tags, Profile profile) {
        return DrivingRules.speeds(RoadTags.read(tags).orElseThrow().road(), profile);
    }
}
