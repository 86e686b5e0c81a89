package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.BitSet;
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
    private final int[] both = new int[2];

    /** A city has some hundred kinds of road among its hundred thousand. */
    private final Map<RawRoad, DrivingRules.Speeds> speedsOf = new HashMap<>();

    /** What segments are at the hour, where it is not what they usually are. */
    private final Map<Integer, RawRoad> instead = new HashMap<>();

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
     *
     * @param held the kinds of week that hold: see {@link RoadGraph.Hours}
     */
    static int[] of(
            RoadGraph.Stored stored, Profile profile, List<SpeedFactor> factors, BitSet held) {
        int[] times = new int[2 * stored.from().length];
        var rules = new ArcTimes(stored, profile, factors);
        RoadGraph.Hours hours = stored.hours();
        for (int i = 0; i < hours.segment().length; i++) {
            if (held.get(hours.week()[i])) rules.instead.put(hours.segment()[i], stored.variant(i));
        }
        for (int segment = 0; 2 * segment < times.length; segment++) rules.set(times, segment);
        return times;
    }

    /** The same as usual; where roads are open at some hours only, as they are then. */
    static int[] atAnyHour(RoadGraph.Stored stored, Profile profile) {
        int[] times = of(stored, profile, List.of(), new BitSet());
        var rules = new ArcTimes(stored, profile, List.of());
        int[] then = new int[2];
        for (int i = 0; i < stored.hours().segment().length; i++) {
            int segment = stored.hours().segment()[i];
            rules.set(stored.variant(i), segment, then);
            for (int side = 0; side < 2; side++) {
                if (times[2 * segment + side] == RoadGraph.CLOSED) {
                    times[2 * segment + side] = then[side];
                }
            }
        }
        return times;
    }

    /** The arcs that any of the profiles may drive at any hour. */
    static boolean[] used(RoadGraph.Stored stored, List<Profile> profiles) {
        boolean[] used = new boolean[2 * stored.from().length];
        for (Profile profile : profiles) {
            int[] times = atAnyHour(stored, profile);
            for (int arc = 0; arc < used.length; arc++) used[arc] |= times[arc] != RoadGraph.CLOSED;
        }
        return used;
    }

    private void set(int[] times, int segment) {
        RawRoad now = instead.isEmpty() ? null : instead.get(segment);
        set(now == null ? stored.road(segment) : now, segment, both);
        times[2 * segment] = both[0];
        times[2 * segment + 1] = both[1];
    }

    private void set(RawRoad road, int segment, int[] both) {
        if (road.roadClass() == RoadClass.BARRIER) {
            OptionalDouble seconds = DrivingRules.barrierSeconds(road, profile);
            int time =
                    seconds.isEmpty()
                            ? RoadGraph.CLOSED
                            : deciseconds(seconds.getAsDouble() / (road.half() ? 2 : 1));
            both[0] = time;
            both[1] = time;
            return;
        }
        DrivingRules.Speeds speeds =
                speedsOf.computeIfAbsent(road, each -> DrivingRules.speeds(each, profile));
        double factor = speeds.any() ? factor(segment, road.roadClass()) : 1;
        both[0] = time(2 * segment, speeds.forwardKmh() * factor);
        both[1] = time(2 * segment + 1, speeds.backwardKmh() * factor);
    }

    private double factor(int segment, RoadClass roadClass) {
        if (factors.isEmpty()) return 1;
        int start = stored.shapeStart()[segment];
        int middle = (start + stored.shapeStart()[segment + 1]) / 2;
        var point =
                new Point(
                        RoadGraph.degrees(stored.shapeLatitude().get(middle)),
                        RoadGraph.degrees(stored.shapeLongitude().get(middle)));
        double product = 1;
        for (SpeedFactor each : factors) {
            if (each.appliesTo(roadClass, point)) product *= each.factor();
        }
        return Math.clamp(product, SpeedFactor.SLOWEST, SpeedFactor.FASTEST);
    }

    private int time(int arc, double kmh) {
        if (kmh == 0) return RoadGraph.CLOSED;
        double seconds = stored.centimeters()[arc >> 1] / 100.0 * 3.6 / kmh;
        int holdups = stored.raw().holdups().get(arc);
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
