package org.tocsin.road;

import org.tocsin.road.Profile.Against;
import org.tocsin.road.Profile.Delays;
import org.tocsin.road.Profile.May;
import org.tocsin.road.Profile.Speeds;
import org.tocsin.road.Profile.TurnSigns;
import org.tocsin.road.Profile.Vehicle;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The profiles that need no file.
 *
 * <p>Normal speeds are GraphHopper's averages for cars, 90% of a limit where it is known. Emergency
 * speeds are those times a factor by class: an assumption (docs/decisions/0010), to be replaced by
 * what the center's own drives show. Turns and signals are OSRM's, also for crews.
 */
final class StandardProfiles {
    private static final double OF_LIMIT = 0.9;

    private record Drive(double kmh, double crewsFactor) {}

    private static final Map<RoadClass, Drive> DRIVEN =
            Map.ofEntries(
                    Map.entry(RoadClass.MOTORWAY, new Drive(100, 1.15)),
                    Map.entry(RoadClass.MOTORWAY_LINK, new Drive(70, 1.1)),
                    Map.entry(RoadClass.TRUNK, new Drive(70, 1.25)),
                    Map.entry(RoadClass.TRUNK_LINK, new Drive(65, 1.1)),
                    Map.entry(RoadClass.PRIMARY, new Drive(65, 1.25)),
                    Map.entry(RoadClass.PRIMARY_LINK, new Drive(60, 1.1)),
                    Map.entry(RoadClass.SECONDARY, new Drive(60, 1.25)),
                    Map.entry(RoadClass.SECONDARY_LINK, new Drive(50, 1.1)),
                    Map.entry(RoadClass.TERTIARY, new Drive(50, 1.25)),
                    Map.entry(RoadClass.TERTIARY_LINK, new Drive(40, 1.1)),
                    Map.entry(RoadClass.UNCLASSIFIED, new Drive(30, 1.25)),
                    Map.entry(RoadClass.RESIDENTIAL, new Drive(30, 1.25)),
                    Map.entry(RoadClass.LIVING_STREET, new Drive(6, 2.5)),
                    Map.entry(RoadClass.SERVICE, new Drive(20, 1.1)),
                    Map.entry(RoadClass.BUSWAY, new Drive(40, 1.25)),
                    Map.entry(RoadClass.PEDESTRIAN, new Drive(6, 2.5)),
                    Map.entry(RoadClass.TRACK, new Drive(15, 1.3)),
                    Map.entry(RoadClass.PATH, new Drive(6, 2)),
                    Map.entry(RoadClass.CYCLEWAY, new Drive(6, 2)),
                    Map.entry(RoadClass.FOOTWAY, new Drive(6, 2)),
                    Map.entry(RoadClass.FERRY, new Drive(15, 1)));

    private static final Set<RoadClass> NOT_BY_BICYCLE =
            Set.of(RoadClass.MOTORWAY, RoadClass.MOTORWAY_LINK, RoadClass.BARRIER);
    private static final Set<RoadClass> NOT_ON_FOOT =
            Set.of(RoadClass.MOTORWAY, RoadClass.MOTORWAY_LINK, RoadClass.BARRIER);

    private StandardProfiles() {}

    static Profile lightsAndSirens() {
        return crews("lights-and-sirens", new Vehicle(2.8, 2.2, 6.5, 5), 1, seconds(15));
    }

    /** As fast as others with sirens where the road is straight, slower round corners. */
    static Profile heavyAppliance() {
        return crews("heavy-appliance", new Vehicle(3.5, 2.55, 10, 18), 0.9, seconds(40));
    }

    private static Profile crews(String name, Vehicle vehicle, double factor, Duration uTurn) {
        var kmh = new EnumMap<RoadClass, Double>(RoadClass.class);
        var ofLimit = new EnumMap<RoadClass, Double>(RoadClass.class);
        DRIVEN.forEach(
                (roadClass, drive) -> {
                    double times = roadClass == RoadClass.FERRY ? 1 : factor;
                    kmh.put(roadClass, rounded(drive.kmh() * drive.crewsFactor() * times));
                    ofLimit.put(roadClass, rounded(OF_LIMIT * drive.crewsFactor() * times));
                });
        return new Profile(
                name,
                RoadUser.EMERGENCY,
                vehicle,
                new May(true, true, true, false, false, Against.WHERE_SIGNED, TurnSigns.AS_SIGNED),
                new Speeds(
                        kmh,
                        ofLimit,
                        3,
                        rounded(130 * factor),
                        Map.of(
                                Surface.COBBLED, 40.0,
                                Surface.COMPACTED, 50.0,
                                Surface.LOOSE, 40.0,
                                Surface.SOFT, 20.0),
                        tracks(60, 40, 30, 25, 20),
                        smoothness(),
                        0.5),
                delays(
                        uTurn,
                        Map.of(
                                Barrier.GATE, seconds(20),
                                Barrier.LIFT_GATE, seconds(5),
                                Barrier.CHAIN, seconds(20),
                                Barrier.LOWERED_BOLLARD, seconds(20),
                                Barrier.BUS_TRAP, seconds(0),
                                Barrier.OPEN, seconds(0))),
                List.of(),
                ZoneOffset.UTC);
    }

    static Profile normalDriving() {
        var kmh = new EnumMap<RoadClass, Double>(RoadClass.class);
        var ofLimit = new EnumMap<RoadClass, Double>(RoadClass.class);
        DRIVEN.forEach(
                (roadClass, drive) -> {
                    kmh.put(roadClass, drive.kmh());
                    ofLimit.put(roadClass, OF_LIMIT);
                });
        return new Profile(
                "normal-driving",
                RoadUser.CAR,
                new Vehicle(2, 1.9, 5, 2),
                new May(
                        false,
                        false,
                        false,
                        false,
                        false,
                        Against.WHERE_SIGNED,
                        TurnSigns.AS_SIGNED),
                new Speeds(
                        kmh,
                        ofLimit,
                        3,
                        130,
                        Map.of(
                                Surface.COBBLED, 30.0,
                                Surface.COMPACTED, 40.0,
                                Surface.LOOSE, 30.0,
                                Surface.SOFT, 15.0),
                        tracks(60, 40, 30, 0, 0),
                        smoothness(),
                        1),
                delays(
                        seconds(20),
                        Map.of(
                                Barrier.GATE, seconds(0),
                                Barrier.LIFT_GATE, seconds(0),
                                Barrier.OPEN, seconds(0))),
                List.of(),
                ZoneOffset.UTC);
    }

    static Profile bicycle() {
        var kmh = new EnumMap<RoadClass, Double>(RoadClass.class);
        for (RoadClass roadClass : RoadClass.values()) {
            if (!NOT_BY_BICYCLE.contains(roadClass)) kmh.put(roadClass, 18.0);
        }
        kmh.put(RoadClass.FOOTWAY, 6.0);
        // Where there is a ramp.
        kmh.put(RoadClass.STEPS, 3.0);
        kmh.put(RoadClass.PEDESTRIAN, 6.0);
        kmh.put(RoadClass.PATH, 12.0);
        kmh.put(RoadClass.TRACK, 14.0);
        kmh.put(RoadClass.FERRY, 15.0);
        return light(
                "bicycle",
                RoadUser.BICYCLE,
                new Vehicle(2, 0.7, 1.9, 0.1),
                new Speeds(
                        kmh,
                        Map.of(),
                        3,
                        25,
                        Map.of(
                                Surface.COBBLED, 12.0,
                                Surface.COMPACTED, 16.0,
                                Surface.LOOSE, 12.0,
                                Surface.SOFT, 6.0),
                        tracks(18, 16, 12, 10, 8),
                        Map.of(
                                Smoothness.BAD, 12.0,
                                Smoothness.VERY_BAD, 8.0,
                                Smoothness.HORRIBLE, 6.0,
                                Smoothness.VERY_HORRIBLE, 5.0,
                                Smoothness.IMPASSABLE, 0.0),
                        0.5));
    }

    static Profile foot() {
        var kmh = new EnumMap<RoadClass, Double>(RoadClass.class);
        for (RoadClass roadClass : RoadClass.values()) {
            if (!NOT_ON_FOOT.contains(roadClass)) kmh.put(roadClass, 5.0);
        }
        kmh.put(RoadClass.STEPS, 3.0);
        kmh.put(RoadClass.FERRY, 15.0);
        return light(
                "foot",
                RoadUser.FOOT,
                new Vehicle(1.9, 0.6, 0.5, 0.1),
                new Speeds(kmh, Map.of(), 1, 15, Map.of(), Map.of(), Map.of(), 1));
    }

    private static Profile light(String name, RoadUser user, Vehicle vehicle, Speeds speeds) {
        return new Profile(
                name,
                user,
                vehicle,
                new May(true, true, true, false, false, Against.WHERE_SIGNED, TurnSigns.AS_SIGNED),
                speeds,
                new Delays(
                        Map.of(),
                        seconds(0),
                        seconds(0),
                        seconds(0),
                        seconds(3),
                        seconds(3),
                        Map.of(
                                Barrier.GATE, seconds(10),
                                Barrier.LIFT_GATE, seconds(2),
                                Barrier.CHAIN, seconds(5),
                                Barrier.BOLLARD, seconds(0),
                                Barrier.LOWERED_BOLLARD, seconds(0),
                                Barrier.BLOCK, seconds(0),
                                Barrier.BUS_TRAP, seconds(5),
                                Barrier.NARROW, seconds(5),
                                Barrier.OPEN, seconds(0)),
                        Duration.ofMinutes(15)),
                List.of(),
                ZoneOffset.UTC);
    }

    private static Delays delays(Duration uTurn, Map<Barrier, Duration> barriers) {
        return new Delays(
                Map.of(
                        Holdup.SIGNALS, seconds(2),
                        Holdup.STOP, seconds(2),
                        Holdup.GIVE_WAY, seconds(1),
                        Holdup.CROSSING, seconds(0),
                        Holdup.CALMING, seconds(1),
                        Holdup.RAILS, seconds(2)),
                seconds(0),
                seconds(2),
                seconds(6),
                uTurn,
                seconds(10),
                barriers,
                Duration.ofMinutes(15));
    }

    private static Map<TrackGrade, Double> tracks(double... kmh) {
        var tracks = new EnumMap<TrackGrade, Double>(TrackGrade.class);
        int at = 0;
        for (TrackGrade grade : TrackGrade.values()) tracks.put(grade, kmh[at++]);
        return tracks;
    }

    private static Map<Smoothness, Double> smoothness() {
        return Map.of(
                Smoothness.BAD, 40.0,
                Smoothness.VERY_BAD, 20.0,
                Smoothness.HORRIBLE, 10.0,
                Smoothness.VERY_HORRIBLE, 5.0,
                Smoothness.IMPASSABLE, 0.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
