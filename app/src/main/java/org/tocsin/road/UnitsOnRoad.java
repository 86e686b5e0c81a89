package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.path.Direction;
import org.tocsin.path.Flood;
import org.tocsin.path.Funnel;
import org.tocsin.path.Graph;
import org.tocsin.path.Posts;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;

/**
 * Units where they are on the road, kept ready for "who gets there first?": each move is taken in
 * at once, so that a question needs to look at few of them. The answers are those of {@link
 * RoadNetwork#fastest} with the units' positions as origins.
 *
 * <p>Any number of threads may move and ask. Askers do not wait for each other, nor for closures
 * and speeds that change; a move and a question wait for each other for some tens of microseconds.
 */
public final class UnitsOnRoad {
    /** The most units; a limit for outside input. */
    public static final int MAX_UNITS = TravelTime.MAX_PLACES;

    /**
     * From so many units on, and a unit for so many states, looking around is as quick as lists.
     */
    static final int DENSE = 3_000;

    private static final int STATES_PER_UNIT = 60;

    /** Lists are written anew for conditions that have been asked about so often in a row. */
    private static final int ASKED_BEFORE_WRITING = 2;

    private static final int NONE = -1;

    private final RoadNetwork network;
    private final Profile profile;
    private final TurnMap map;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    // All of it guarded by the lock. By unit:
    private @Nullable Point[] points = new Point[64];
    private @Nullable Spot[] spots = new Spot[64];

    // Written by askers: a record is whole, and any of two is right.
    private @Nullable Displaced[] displaced = new Displaced[64];
    private int[] firstOfUnit = new int[64];
    private int count;

    // A stand: a state on which a unit is, in a list of the unit's and in one of the state's.
    private int[] standState = new int[256];
    private int[] standUnit = new int[256];
    private int[] nextOfUnit = new int[256];
    private int[] nextAtState = new int[256];
    private int[] previousAtState = new int[256];
    private int stands;
    private int freeStand = NONE;
    private final int[] firstAtState;

    /** With more units no lists are kept; with two thirds of it they are made again. */
    private final int dense;

    // By segment the units whose spot is on it, as 2 * unit, or whose nearer spot is, as that + 1.
    private final int[] firstOnSegment;
    private int[] nextOnSegment = new int[128];
    private int[] previousOnSegment = new int[128];

    /**
     * Where a unit that stands inside a closure leaves it.
     *
     * @param ends how it drives on from there; known where lists are
     */
    private record Displaced(OpenRoads roads, @Nullable Spot spot, List<End> ends) {}

    private record End(Posts.Ladder ladder, int deciseconds) {}

    private @Nullable Posts posts;

    /** States whose first unit came or last one went while lists are being written anew. */
    private @Nullable Ints changedMeanwhile;

    /** Two who write at once would take each other's list of changes. */
    private final ReentrantLock writer = new ReentrantLock();

    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile @Nullable OpenRoads askedLast;
    private volatile int askedInARow;

    /**
     * @param profile by which all of them drive
     */
    public UnitsOnRoad(RoadNetwork network, Profile profile) {
        this.network = network.of(profile);
        this.profile = profile;
        map = this.network.map();
        Arrays.fill(firstOfUnit, NONE);
        firstAtState = new int[map.turns.states()];
        dense = Math.max(DENSE, map.turns.states() / STATES_PER_UNIT);
        Arrays.fill(firstAtState, NONE);
        firstOnSegment = new int[map.arcs() / 2];
        Arrays.fill(firstOnSegment, NONE);
    }

    /** How many units have a position. */
    public int count() {
        lock.readLock().lock();
        try {
            return count;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * A unit is here now.
     *
     * @param unit 0 to {@link #MAX_UNITS} − 1
     * @param headingDegrees clockwise from north, if it moves: it then does not turn round in the
     *     road at once
     * @return whether a road is near enough; it is not ranked otherwise
     * @throws IllegalArgumentException if the unit's number is out of range
     */
    public boolean move(int unit, Point point, OptionalDouble headingDegrees) {
        check(unit);
        OpenRoads open = network.openRoads(profile);
        Spot spot = network.snap(point, Spot.Role.LEAVE, open);
        lock.writeLock().lock();
        try {
            room(unit);
            points[unit] = point;
            displaced[unit] = null;
            Spot before = spots[unit];
            if (spot == null) {
                takeAway(unit);
                return false;
            }
            Ints states = states(spot, headingDegrees, open);
            if (before != null && standsOn(unit, states)) {
                leaveSegments(unit, before);
            } else {
                takeAway(unit);
                count++;
                for (int i = states.size() - 1; i >= 0; i--) stand(unit, states.get(i));
            }
            link(2 * unit, spot.segment());
            if (spot.hasNearer()) link(2 * unit + 1, spot.nearest().segment());
            spots[unit] = spot;
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * A unit has no position any more; nothing happens if it had none.
     *
     * @throws IllegalArgumentException if the unit's number is out of range
     */
    public void remove(int unit) {
        check(unit);
        lock.writeLock().lock();
        try {
            room(unit);
            points[unit] = null;
            takeAway(unit);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void check(int unit) {
        if (unit < 0 || unit >= MAX_UNITS) {
            throw new IllegalArgumentException(
                    "unit %d, expected 0 to %d".formatted(unit, MAX_UNITS - 1));
        }
    }

    private void room(int unit) {
        int old = points.length;
        if (unit < old) return;
        int more = Math.min(MAX_UNITS, Math.max(unit + 1, 2 * old));
        points = Arrays.copyOf(points, more);
        spots = Arrays.copyOf(spots, more);
        displaced = Arrays.copyOf(displaced, more);
        firstOfUnit = Arrays.copyOf(firstOfUnit, more);
        nextOnSegment = Arrays.copyOf(nextOnSegment, 2 * more);
        previousOnSegment = Arrays.copyOf(previousOnSegment, 2 * more);
        Arrays.fill(firstOfUnit, old, more, NONE);
    }

    private Ints states(Spot spot, OptionalDouble heading, OpenRoads open) {
        var states = new Ints();
        boolean atJunction = spot.fraction() == 0 || spot.fraction() == 1;
        int wanted = NONE;
        if (heading.isPresent() && !atJunction) {
            int arc = network.arcAlong(spot, heading.getAsDouble());
            if (arc >= 0 && open.whole(arc) != RoadGraph.CLOSED) wanted = arc;
        }
        int only = wanted;
        open.leaving(
                spot,
                (state, _) -> {
                    boolean known = false;
                    for (int i = 0; i < states.size(); i++) known |= states.get(i) == state;
                    if (!known && (only == NONE || state == only)) states.add(state);
                });
        return states;
    }

    private boolean standsOn(int unit, Ints states) {
        int i = 0;
        for (int at = firstOfUnit[unit]; at != NONE; at = nextOfUnit[at]) {
            if (i == states.size() || standState[at] != states.get(i++)) return false;
        }
        return i == states.size();
    }

    private void takeAway(int unit) {
        Spot spot = spots[unit];
        if (spot == null) return;
        spots[unit] = null;
        count--;
        leaveSegments(unit, spot);
        for (int at = firstOfUnit[unit]; at != NONE; ) {
            int following = nextOfUnit[at];
            leaveStand(at);
            at = following;
        }
        firstOfUnit[unit] = NONE;
        keepLists();
    }

    private void link(int item, int segment) {
        int others = firstOnSegment[segment];
        nextOnSegment[item] = others;
        previousOnSegment[item] = NONE;
        if (others != NONE) previousOnSegment[others] = item;
        firstOnSegment[segment] = item;
    }

    private void leaveSegments(int unit, Spot spot) {
        unlink(2 * unit, spot.segment());
        if (spot.hasNearer()) unlink(2 * unit + 1, spot.nearest().segment());
    }

    private void unlink(int item, int segment) {
        int before = previousOnSegment[item];
        int after = nextOnSegment[item];
        if (before == NONE) firstOnSegment[segment] = after;
        else nextOnSegment[before] = after;
        if (after != NONE) previousOnSegment[after] = before;
    }

    private void stand(int unit, int state) {
        int at = freeStand;
        if (at != NONE) {
            freeStand = nextOfUnit[at];
        } else {
            if (stands == standState.length) {
                standState = Arrays.copyOf(standState, 2 * stands);
                standUnit = Arrays.copyOf(standUnit, 2 * stands);
                nextOfUnit = Arrays.copyOf(nextOfUnit, 2 * stands);
                nextAtState = Arrays.copyOf(nextAtState, 2 * stands);
                previousAtState = Arrays.copyOf(previousAtState, 2 * stands);
            }
            at = stands++;
        }
        standState[at] = state;
        standUnit[at] = unit;
        nextOfUnit[at] = firstOfUnit[unit];
        firstOfUnit[unit] = at;
        int others = firstAtState[state];
        nextAtState[at] = others;
        previousAtState[at] = NONE;
        if (others != NONE) previousAtState[others] = at;
        firstAtState[state] = at;
        if (others == NONE) occupied(state, true);
    }

    private void leaveStand(int at) {
        int state = standState[at];
        int before = previousAtState[at];
        int after = nextAtState[at];
        if (before == NONE) firstAtState[state] = after;
        else nextAtState[before] = after;
        if (after != NONE) previousAtState[after] = before;
        nextOfUnit[at] = freeStand;
        freeStand = at;
        if (firstAtState[state] == NONE) occupied(state, false);
    }

    private void occupied(int state, boolean now) {
        Ints meanwhile = changedMeanwhile;
        if (meanwhile != null) meanwhile.add(state);
        keepLists();
        Posts lists = posts;
        if (lists == null) return;
        if (now) lists.add(state);
        else lists.remove(state);
    }

    /** Lists are dropped where units are dense; asking makes them again. */
    private void keepLists() {
        if (count > dense) posts = null;
    }

    /**
     * The k units that arrive first; fewer if fewer can.
     *
     * @param k 0 or more
     * @param accept whether a unit may be one of them; asked of some units several times, and must
     *     not ask or move units in turn
     * @return ascending by time, then unit
     * @throws IllegalArgumentException if k is negative or the conditions are of another profile
     */
    public List<Arrival> fastest(
            Point destination, int k, Conditions conditions, IntPredicate accept) {
        if (k < 0) throw new IllegalArgumentException("k is %d, expected 0 or more".formatted(k));
        if (!conditions.profile().equals(profile)) {
            throw new IllegalArgumentException(
                    "the conditions are for %s, expected %s"
                            .formatted(conditions.profile(), profile));
        }
        OpenRoads roads = network.roads(conditions);
        Spot spot = network.spot(destination, Spot.Role.ARRIVE, roads);
        if (spot == null || k == 0) return List.of();
        Search search = network.workspaces().take();
        lock.readLock().lock();
        try {
            var question = new Question(roads, spot, search, search.ranking());
            search.ranking().begin(Math.min(k, Math.max(1, count)), accept);
            question.answer();
        } finally {
            lock.readLock().unlock();
        }
        List<Arrival> arrivals = search.ranking().arrivals();
        network.workspaces().giveBack(search);
        noteAsked(roads);
        return arrivals;
    }

    /** One question, under the lock of readers. */
    private final class Question {
        private final OpenRoads roads;
        private final Spot place;
        private final Search search;
        private final Ranking ranking;
        private boolean hasClimbed;
        private boolean asksLists;

        Question(OpenRoads roads, Spot place, Search search, Ranking ranking) {
            this.roads = roads;
            this.place = place;
            this.search = search;
            this.ranking = ranking;
        }

        void answer() {
            offerAlong(place.segment());
            if (place.nearest().segment() != place.segment()) {
                offerAlong(place.nearest().segment());
            }
            Posts lists = posts;
            if (lists != null && lists.metric() == roads.metric()) {
                askLists(lists);
            } else if (count < Search.DENSE || !lookAround()) {
                askForEach();
            }
            offerDisplaced();
        }

        /** Units on the place's own road. */
        private void offerAlong(int segment) {
            eachUnitOn(segment, this::offerAlong);
        }

        private void offerAlong(int unit, Spot spot) {
            if (!roads.holds(spot)) return;
            int time = roads.along(spot, place);
            if (time == RoadGraph.CLOSED) return;
            // Who is known to drive one way does not turn round on the spot.
            boolean same = spot.segment() == place.segment();
            int arc = 2 * spot.segment() + (spot.fraction() <= place.fraction() ? 0 : 1);
            boolean standing = spot.fraction() == place.fraction();
            if (same && !standing && !isOn(unit, arc) && !spot.hasNearer()) return;
            ranking.offer(unit, time);
        }

        /** Units whose spot lies inside a closure: they are taken to where the open road ends. */
        private void offerDisplaced() {
            BitSet touched = roads.touched();
            for (int segment = touched.nextSetBit(0);
                    segment >= 0;
                    segment = touched.nextSetBit(segment + 1)) {
                eachUnitOn(segment, this::offerDisplaced);
            }
        }

        private void offerDisplaced(int unit, Spot usual) {
            if (roads.holds(usual)) return;
            Displaced now = displacedNow(unit);
            Spot spot = now.spot();
            if (spot == null) return;
            int along = roads.along(spot, place);
            if (along != RoadGraph.CLOSED) ranking.offer(unit, along);
            if (RoadNetwork.atLeastDeciseconds(spot, place, profile) > ranking.limit()) return;
            if (asksLists) {
                Posts.Asker asker = search.asker();
                for (End end : now.ends()) offer(unit, asker.distance(end.ladder()), end);
                return;
            }
            Funnel funnel = climbed();
            roads.leaving(
                    spot,
                    (state, time) -> {
                        int distance = funnel.distance(state);
                        if (distance < Graph.CLOSED) ranking.offer(unit, distance + time);
                    });
        }

        private void offer(int unit, int distance, End end) {
            if (distance < Graph.CLOSED) ranking.offer(unit, distance + end.deciseconds());
        }

        private Displaced displacedNow(int unit) {
            Displaced now = displaced[unit];
            if (now == null || now.roads() != roads) {
                Point point = points[unit];
                Spot spot = point == null ? null : network.spot(point, Spot.Role.LEAVE, roads);
                now = new Displaced(roads, spot, List.of());
            }
            if (asksLists && now.ends().isEmpty()) {
                now = new Displaced(roads, now.spot(), ends(now.spot()));
            }
            displaced[unit] = now;
            return now;
        }

        private List<End> ends(@Nullable Spot spot) {
            var ends = new ArrayList<End>();
            if (spot == null) return ends;
            Posts.Asker asker = search.asker();
            roads.leaving(
                    spot,
                    (state, time) -> ends.add(new End(asker.ladder(roads.metric(), state), time)));
            return ends;
        }

        private Funnel climbed() {
            Funnel funnel = search.funnel();
            if (hasClimbed) return funnel;
            hasClimbed = true;
            funnel.begin(roads.metric(), Direction.TO_START);
            roads.arriving(place, funnel::start);
            funnel.climb();
            return funnel;
        }

        private boolean displaced(Spot spot) {
            return (roads.touches(spot.segment()) || roads.touches(spot.nearest().segment()))
                    && !roads.holds(spot);
        }

        private void askLists(Posts lists) {
            asksLists = true;
            Posts.Asker asker = search.asker();
            asker.begin(roads.metric());
            roads.arriving(place, asker::start);
            lists.ask(asker, this::offerAt);
        }

        /** All units on the state, so far from its arc's end to the place. */
        private int offerAt(int state, int distance) {
            int limit = ranking.limit();
            for (int at = firstAtState[state]; at != NONE; at = nextAtState[at]) {
                Spot spot = spots[standUnit[at]];
                if (spot == null || displaced(spot)) continue;
                int rest = rest(spot, state);
                if (rest == RoadGraph.CLOSED || (long) rest + distance > limit) continue;
                ranking.offer(standUnit[at], distance + rest);
                limit = ranking.limit();
            }
            return limit;
        }

        /** The time from the spot to the end of the state's arc. */
        private int rest(Spot spot, int state) {
            boolean along = (state & 1) == 0;
            int end = along ? 1 : 0;
            if (state >> 1 != spot.segment()) return roads.part(state, end, end);
            // On a loop one may stand where it begins and ends at once.
            boolean loop = roads.graph.tail(state) == roads.graph.head(state);
            if (loop && spot.fraction() == 1 - end) return roads.part(state, end, end);
            return along
                    ? roads.part(state, spot.fraction(), 1)
                    : roads.part(state, 0, spot.fraction());
        }

        private boolean lookAround() {
            Flood flood = search.flood(roads);
            flood.begin(roads.metric(), Direction.TO_START);
            roads.arriving(place, flood::start);
            long most = (long) count * Search.STATES_PER_PLACE;
            while (flood.settled() < most) {
                int state = flood.next();
                if (state < 0 || flood.distance() > ranking.limit()) return true;
                if (firstAtState[state] != NONE) offerAt(state, flood.distance());
            }
            return false;
        }

        private void askForEach() {
            Funnel funnel = climbed();
            long[] byRank = search.roomFor(stands);
            int size = 0;
            for (int unit = 0; unit < spots.length; unit++) {
                if (spots[unit] == null) continue;
                for (int at = firstOfUnit[unit]; at != NONE; at = nextOfUnit[at]) {
                    byRank[size++] = (long) map.hierarchy.rank(standState[at]) << 32 | at;
                }
            }
            Arrays.sort(byRank, 0, size);
            for (int i = 0; i < size; i++) {
                int at = (int) byRank[i];
                int distance = funnel.distance(standState[at]);
                Spot spot = spots[standUnit[at]];
                if (distance >= Graph.CLOSED || spot == null || displaced(spot)) continue;
                int rest = rest(spot, standState[at]);
                if (rest != RoadGraph.CLOSED) ranking.offer(standUnit[at], distance + rest);
            }
        }
    }

    private interface EachUnit {
        void unit(int unit, Spot spot);
    }

    private void eachUnitOn(int segment, EachUnit visitor) {
        for (int item = firstOnSegment[segment]; item != NONE; item = nextOnSegment[item]) {
            Spot spot = spots[item >> 1];
            if (spot != null) visitor.unit(item >> 1, spot);
        }
    }

    private boolean isOn(int unit, int state) {
        for (int at = firstOfUnit[unit]; at != NONE; at = nextOfUnit[at]) {
            if (standState[at] == state) return true;
        }
        return false;
    }

    private void noteAsked(OpenRoads roads) {
        Posts lists = posts;
        if (lists != null && lists.metric() == roads.metric()) return;
        askedInARow = askedLast == roads ? askedInARow + 1 : 1;
        askedLast = roads;
        if (askedInARow < ASKED_BEFORE_WRITING || count > dense / 3 * 2) return;
        if (!writing.compareAndSet(false, true)) return;
        Thread.ofVirtual()
                .name("unit lists")
                .start(
                        () -> {
                            try {
                                write(roads);
                            } finally {
                                writing.set(false);
                            }
                        });
    }

    /** Writes the lists for these roads, beside all moves and questions; one after the other. */
    void write(OpenRoads roads) {
        writer.lock();
        try {
            var fresh = new Posts(roads.metric());
            for (int state : startWriting().toArray()) fresh.add(state);
            finishWriting(fresh);
        } finally {
            writer.unlock();
        }
    }

    private Ints startWriting() {
        lock.writeLock().lock();
        try {
            changedMeanwhile = new Ints();
            var occupied = new Ints();
            for (int state = 0; state < firstAtState.length; state++) {
                if (firstAtState[state] != NONE) occupied.add(state);
            }
            return occupied;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void finishWriting(Posts fresh) {
        lock.writeLock().lock();
        try {
            Ints meanwhile = changedMeanwhile;
            for (int i = 0; meanwhile != null && i < meanwhile.size(); i++) {
                int state = meanwhile.get(i);
                if (firstAtState[state] == NONE) fresh.remove(state);
                else fresh.add(state);
            }
            changedMeanwhile = null;
            posts = count > dense ? null : fresh;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
