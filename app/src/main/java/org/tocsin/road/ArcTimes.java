package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How long each arc takes by a profile's rules: driving, and what holds up on the way. */
final class ArcTimes {
    private final RoadGraph.Stored stored;
    private final Profile profile;
    private final List<SpeedFactor> factors;
    private final double[] holdupSeconds;

    /** A city has some hundred kinds of road among its hundred thousand. */
    private final Map<RawRoad, DrivingRules.Speeds> speedsOf = new HashMap<>();

    private ArcTimes(RoadGraph.Stored stored, Profile profile, List<SpeedFactor> factors) {
        this.stored = stored;
        this.profile = profile;
        this.factors = factors;
        Holdup[] all = Holdup.values();
        holdupSeconds = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            Duration delay = profile.delays().at().getOrDefault(all[i], Duration.ZERO);
            holdupSeconds[i] = delay.toMillis() / 1000.0;
        }
    }

    /**
     * The times of all arcs in deciseconds, {@link RoadGraph#CLOSED} where the profile may not
     * drive.
     */
    static int[] of(RoadGraph.Stored stored, Profile profile, List<SpeedFactor> factors) {
        int[] times = new int[2 * stored.from().length];
        var rules = new ArcTimes(stored, profile, factors);
        for (int segment = 0; 2 * segment < times.length; segment++) rules.set(times, segment);
        return times;
    }

    /** The arcs that any of the profiles may drive. */
    static boolean[] used(RoadGraph.Stored stored, List<Profile> profiles) {
        boolean[] used = new boolean[2 * stored.from().length];
        for (Profile profile : profiles) {
            int[] times = of(stored, profile, List.of());
            for (int arc = 0; arc < used.length; arc++) used[arc] |= times[arc] != RoadGraph.CLOSED;
        }
        return used;
    }

    private void set(int[] times, int segment) {
        RawRoad road = stored.road(segment);
        if (road.roadClass() == RoadClass.BARRIER) {
            OptionalDouble seconds = DrivingRules.barrierSeconds(road, profile);
            int time =
                    seconds.isEmpty()
                            ? RoadGraph.CLOSED
                            : deciseconds(seconds.getAsDouble() / (road.half() ? 2 : 1));
            times[2 * segment] = time;
            times[2 * segment + 1] = time;
            return;
        }
        DrivingRules.Speeds speeds =
                speedsOf.computeIfAbsent(road, each -> DrivingRules.speeds(each, profile));
        double factor = speeds.any() ? factor(segment, road.roadClass()) : 1;
        times[2 * segment] = time(2 * segment, speeds.forwardKmh() * factor);
        times[2 * segment + 1] = time(2 * segment + 1, speeds.backwardKmh() * factor);
    }

    private double factor(int segment, RoadClass roadClass) {
        if (factors.isEmpty()) return 1;
        int start = stored.shapeStart()[segment];
        int middle = (start + stored.shapeStart()[segment + 1]) / 2;
        var point =
                new Point(
                        RoadGraph.degrees(stored.shapeLatitude()[middle]),
                        RoadGraph.degrees(stored.shapeLongitude()[middle]));
        double product = 1;
        for (SpeedFactor each : factors) {
            if (each.appliesTo(roadClass, point)) product *= each.factor();
        }
        return Math.clamp(product, SpeedFactor.SLOWEST, SpeedFactor.FASTEST);
    }

    private int time(int arc, double kmh) {
        if (kmh == 0) return RoadGraph.CLOSED;
        double seconds = stored.centimeters()[arc >> 1] / 100.0 * 3.6 / kmh;
        int holdups = stored.raw().holdups()[arc];
        if (holdups != 0) seconds += held(holdups);
        return deciseconds(seconds);
    }

    private double held(int holdups) {
        double seconds = 0;
        int left = holdups;
        for (int i = 0; left != 0; i++, left >>>= 4) seconds += (left & 15) * holdupSeconds[i];
        return seconds;
    }

    /** At least one, so that no search goes round in no time. */
    private static int deciseconds(double seconds) {
        return Math.clamp(Math.round(seconds * 10), 1, RoadGraph.MAX_ARC_DECISECONDS);
    }
}
