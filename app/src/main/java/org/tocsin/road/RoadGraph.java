package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The roads as flat arrays: junctions, the segments between them, and each segment's two arcs (2s
 * with its line, 2s + 1 against it), sorted by head and by tail (compressed sparse rows). Never
 * changed once made; {@link OpenRoads} holds what closures make of its times.
 */
final class RoadGraph {
    /** The time of an arc that may not be driven. Never added to. */
    static final int CLOSED = Integer.MAX_VALUE;

    /** The longest time of one arc: 27 hours. Longer ones are cut to it. */
    static final int MAX_ARC_DECISECONDS = (1 << 20) - 1;

    /** Coordinates are whole multiples of this many degrees, as in OpenStreetMap. */
    static final double DEGREES_PER_UNIT = 1e-7;

    static final int ONEWAY = 1;
    static final int ONEWAY_BACKWARD = 2;
    static final int BRIDGE = 4;
    static final int TUNNEL = 8;

    /** Among the users of a sign: it forbids every other turn, not this one. */
    static final int ONLY = 128;

    // Stored by their place in these lists: whoever reorders them raises the file's format version.
    private static final List<RoadClass> CLASSES = List.of(RoadClass.values());

    /** What is stored; the rest is derived. All arrays are shared, none is written to. */
    @SuppressWarnings("ArrayRecordComponent") // Carries arrays from file to graph; never compared.
    record Stored(
            String source,
            List<String> names,
            int[] junctionLatitude,
            int[] junctionLongitude,
            int[] from,
            int[] to,
            int[] shapeStart,
            IntColumn shapeLatitude,
            IntColumn shapeLongitude,
            int[] centimeters,
            IntColumn name,
            IntColumn ref,
            LongColumn way,
            byte[] roadClass,
            byte[] flags,
            Raw raw,
            Signs signs,
            Hours hours) {
        RawRoad road(int segment) {
            return raw.road(segment, CLASSES.get(roadClass[segment]));
        }

        /** What a segment is at some hours, by the number of the variant. */
        RawRoad variant(int number) {
            RoadClass kind = CLASSES.get(roadClass[hours.segment()[number]]);
            return hours.raw().road(number, kind);
        }

        Stored withSigns(Signs others) {
            return with(others, hours);
        }

        Stored withHours(Hours others) {
            return with(signs, others);
        }

        private Stored with(Signs others, Hours byHour) {
            return new Stored(
                    source,
                    names,
                    junctionLatitude,
                    junctionLongitude,
                    from,
                    to,
                    shapeStart,
                    shapeLatitude,
                    shapeLongitude,
                    centimeters,
                    name,
                    ref,
                    way,
                    roadClass,
                    flags,
                    raw,
                    others,
                    byHour);
        }
    }

    /**
     * What the tags of segments say: see {@link RawRoad}. Kept so that another profile needs no
     * other import.
     *
     * @param limit the speed limits, along the line in the lower half
     * @param size the limits of size and weight
     * @param holdups of each arc: see {@link Holdups}
     */
    record Raw(
            LongColumn access,
            IntColumn ground,
            IntColumn limit,
            LongColumn size,
            IntColumn holdups) {
        private RawRoad road(int number, RoadClass kind) {
            return new RawRoad(
                    kind,
                    access.get(number),
                    ground.get(number),
                    limit.get(number) & RawRoad.MAX_LIMIT,
                    limit.get(number) >>> 16,
                    size.get(number));
        }
    }

    /**
     * What roads and signs are at some hours of the week only.
     *
     * @param weekStart where the minutes of each kind of week begin, and at the end their number;
     *     the first kind is always
     * @param minutes from and to in turn: see {@link WeekTimes}
     * @param segment of each variant, ascending
     * @param week when each variant holds
     * @param raw what the segment is then
     * @param unread of how many segments a condition cannot be read
     * @param unreadTags some of these tags
     */
    @SuppressWarnings("ArrayRecordComponent") // Carries arrays from file to graph; never compared.
    record Hours(
            int[] weekStart,
            int[] minutes,
            int[] segment,
            int[] week,
            Raw raw,
            int unread,
            List<String> unreadTags) {
        static final Hours NONE = new HoursOfPieces().finish();

        List<WeekTimes> weeks() {
            var weeks = new ArrayList<WeekTimes>();
            for (int i = 0; i + 1 < weekStart.length; i++) {
                var ranges = new ArrayList<WeekTimes.Range>();
                for (int at = weekStart[i]; at < weekStart[i + 1]; at += 2) {
                    ranges.add(new WeekTimes.Range(minutes[at], minutes[at + 1]));
                }
                weeks.add(new WeekTimes(ranges));
            }
            return List.copyOf(weeks);
        }
    }

    /**
     * The signs that forbid turns, each a path of two or more arcs.
     *
     * @param start where the arcs of each begin, and at the end their number
     * @param users bits of the {@link RoadUser}s meant, and {@link #ONLY}
     * @param week when each holds, as in {@link Hours}
     * @param read how many relations were read
     * @param unclear how many of them could not be placed on the roads and are not heeded
     * @param sometimes how many hold under a condition that cannot be read, and are heeded always
     */
    @SuppressWarnings("ArrayRecordComponent") // Carries arrays from file to graph; never compared.
    record Signs(
            int[] start,
            int[] arcs,
            byte[] users,
            int[] week,
            int read,
            int unclear,
            int sometimes) {
        static final Signs NONE =
                new Signs(new int[1], new int[0], new byte[0], new int[0], 0, 0, 0);

        int count() {
            return users.length;
        }
    }

    /** The profiles of those who drive, where a center has none of its own. */
    static final List<Profile> DRIVEN = Profile.STANDARD.stream().filter(Profile::driven).toList();

    /** Those on bicycles and on foot. */
    static final List<Profile> LIGHT =
            Profile.STANDARD.stream().filter(each -> !each.driven()).toList();

    final Stored stored;

    /** Whom these roads are for; nobody else may be asked about. */
    final List<Profile> profiles;

    final int junctions;
    final int segments;
    final int maxDeciseconds;

    /** Rows of the arcs that end at a junction: where each comes from, and which it is. */
    final int[] backwardStart;

    final int[] backwardTail;
    final int[] backwardArc;

    /** Rows of the arcs that leave a junction: where each leads, and which it is. */
    final int[] forwardStart;

    final int[] forwardHead;
    final int[] forwardArc;

    private final List<int[]> usual;

    /** When roads or signs are other than usual. */
    final WeekClock clock;

    RoadGraph(Stored stored) {
        this(stored, DRIVEN);
    }

    RoadGraph(Stored stored, List<Profile> profiles) {
        this.stored = stored;
        this.profiles = List.copyOf(profiles);
        junctions = stored.junctionLatitude().length;
        segments = stored.from().length;
        clock = new WeekClock(stored.hours().weeks());
        usual = profiles.stream().map(each -> ArcTimes.atAnyHour(stored, each)).toList();
        boolean[] used = new boolean[2 * segments];
        int max = 1;
        for (int[] times : usual) max = Math.max(max, use(times, used));
        maxDeciseconds = max;
        backwardStart = rows(used, true);
        backwardArc = new int[backwardStart[junctions]];
        backwardTail = fill(used, true, backwardStart, backwardArc);
        forwardStart = rows(used, false);
        forwardArc = new int[forwardStart[junctions]];
        forwardHead = fill(used, false, forwardStart, forwardArc);
    }

    // Each loop over all arcs is a method of its own: the compiler takes a second for one method of
    // many such loops, at every start.

    /** Marks the arcs that have a time; gives the longest. */
    private static int use(int[] times, boolean[] used) {
        int max = 1;
        for (int arc = 0; arc < times.length; arc++) {
            if (times[arc] == CLOSED) continue;
            used[arc] = true;
            max = Math.max(max, times[arc]);
        }
        return max;
    }

    private int[] rows(boolean[] used, boolean byHead) {
        int[] start = new int[junctions + 1];
        for (int arc = 0; arc < used.length; arc++) {
            if (used[arc]) start[(byHead ? head(arc) : tail(arc)) + 1]++;
        }
        for (int junction = 0; junction < junctions; junction++) {
            start[junction + 1] += start[junction];
        }
        return start;
    }

    private int[] fill(boolean[] used, boolean byHead, int[] start, int[] arcs) {
        int[] next = start.clone();
        int[] others = new int[arcs.length];
        for (int arc = 0; arc < used.length; arc++) {
            if (!used[arc]) continue;
            int place = next[byHead ? head(arc) : tail(arc)]++;
            arcs[place] = arc;
            others[place] = byHead ? tail(arc) : head(arc);
        }
        return others;
    }

    static int segment(int arc) {
        return arc >> 1;
    }

    int tail(int arc) {
        return (arc & 1) == 0 ? stored.from()[arc >> 1] : stored.to()[arc >> 1];
    }

    int head(int arc) {
        return (arc & 1) == 0 ? stored.to()[arc >> 1] : stored.from()[arc >> 1];
    }

    /**
     * The times of all arcs on open roads when nothing slows traffic down; {@link #CLOSED} where
     * the profile may not drive at any hour. Where roads open by the hour, as if they were open.
     *
     * @throws IllegalArgumentException if the roads were not opened for the profile
     */
    int[] deciseconds(Profile profile) {
        return usual.get(number(profile));
    }

    /** The same at this moment: a new array where the profile has hours of its own. */
    int[] deciseconds(Profile profile, Instant at) {
        List<SpeedFactor> factors = profile.factorsAt(at);
        int[] times = deciseconds(profile);
        if (factors.isEmpty() && !clock.matters()) return times;
        return ArcTimes.of(stored, profile, factors, clock.held(profile.zone(), at));
    }

    private int number(Profile profile) {
        int number = profiles.indexOf(profile);
        if (number >= 0) return number;
        throw new IllegalArgumentException(
                "the roads were opened for %s, expected one of them, found %s"
                        .formatted(profiles, profile));
    }

    static byte number(RoadClass roadClass) {
        return (byte) CLASSES.indexOf(roadClass);
    }

    RoadClass roadClass(int segment) {
        return CLASSES.get(stored.roadClass()[segment]);
    }

    /** 0 is the ground, bridges are above, tunnels below. */
    int level(int segment) {
        return RawRoad.level(stored.raw().ground().get(segment));
    }

    boolean is(int flag, int segment) {
        return (stored.flags()[segment] & flag) != 0;
    }

    /** Whether the arc leads against a one-way road, as traffic in general may drive it. */
    boolean isAgainstOneway(int arc) {
        boolean along = (arc & 1) == 0;
        return is(ONEWAY, arc >> 1) && is(ONEWAY_BACKWARD, arc >> 1) == along;
    }

    double meters(int segment) {
        return stored.centimeters()[segment] / 100.0;
    }

    Line line(int segment) {
        return new Line(
                stored.shapeLatitude(),
                stored.shapeLongitude(),
                stored.shapeStart()[segment],
                stored.shapeStart()[segment + 1] - 1);
    }

    Point shapePoint(int index) {
        return new Point(
                degrees(stored.shapeLatitude().get(index)),
                degrees(stored.shapeLongitude().get(index)));
    }

    Point junctionPoint(int junction) {
        return new Point(
                degrees(stored.junctionLatitude()[junction]),
                degrees(stored.junctionLongitude()[junction]));
    }

    // Dividing by a whole number gives the double nearest to the decimal; multiplying by 1e-7 does
    // not.
    static double degrees(int units) {
        return units / 1e7;
    }

    static int units(double degrees) {
        return (int) Math.round(degrees * 1e7);
    }
}
