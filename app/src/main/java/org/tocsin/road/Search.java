package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.path.Direction;
import org.tocsin.path.Flood;
import org.tocsin.path.Funnel;
import org.tocsin.path.Graph;
import org.tocsin.path.Posts;
import org.tocsin.path.Way;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One question between a center and many places, over the hierarchy where few are asked about and
 * by Dijkstra's algorithm where they are dense. {@code begin}, {@code place} for each, then one of
 * the answers.
 *
 * <p>A workspace: kept and used again, by one thread at a time. A question writes only what it
 * touches.
 */
final class Search {
    /** From so many places on, looking around the center is quicker than asking for each. */
    static final int DENSE = 400;

    /** A state is looked at in a twentieth of the time that a place's distance takes. */
    static final int STATES_PER_PLACE = 20;

    private static final int NONE = -1;

    private final TurnMap map;
    private final Funnel funnel;
    private @Nullable Flood flood;
    private @Nullable Way way;
    private Posts.@Nullable Asker asker;
    private final Ranking ranking = new Ranking();

    private @Nullable OpenRoads roads;
    private @Nullable Spot center;
    private Spot.Role role = Spot.Role.ARRIVE;

    private int places;
    private int[] best = {};

    // An end of a place: the state, the time between it and the place, and which place it is.
    private int ends;
    private int[] endState = new int[64];
    private int[] endTime = new int[64];
    private int[] endPlace = new int[64];
    private int[] nextEnd = new int[64];
    private int[] firstEnd = {};
    private long[] byRank = new long[64];

    // Places that have been met, by time, then number: a binary heap.
    private long[] met = new long[64];
    private int metCount;

    Search(TurnMap map) {
        this.map = map;
        funnel = new Funnel(map.hierarchy);
    }

    /**
     * @param role whether the places drive to the center or it to them
     */
    void begin(OpenRoads roads, Spot center, Spot.Role role, int placeCount) {
        this.roads = roads;
        this.center = center;
        this.role = role;
        places = placeCount;
        ends = 0;
        if (best.length < placeCount) best = new int[placeCount];
        Arrays.fill(best, 0, placeCount, RoadGraph.CLOSED);
    }

    /** One of the places; those left out are not reached. */
    void place(int place, Spot spot) {
        OpenRoads open = roads();
        Spot one = center();
        if (role == Spot.Role.ARRIVE) {
            best[place] = open.along(spot, one);
            open.leaving(spot, (state, time) -> addEnd(place, state, time));
        } else {
            best[place] = open.along(one, spot);
            open.arriving(spot, (state, time) -> addEnd(place, state, time));
        }
    }

    /** A place where a vehicle may be, that drives to the center as its heading lets it. */
    void place(int place, Candidate from) {
        OpenRoads open = roads();
        Spot one = center();
        Spot spot = from.spot();
        boolean ahead = spot.fraction() < one.fraction();
        boolean direct =
                spot.fraction() == one.fraction() || (ahead ? from.forward() : from.backward());
        best[place] = direct ? open.alongSame(spot, one) : RoadGraph.CLOSED;
        open.leaving(
                spot,
                (state, time) -> {
                    boolean forward = (state & 1) == 0;
                    if (forward ? from.forward() : from.backward()) addEnd(place, state, time);
                });
    }

    private void addEnd(int place, int state, int time) {
        if (ends == endState.length) {
            endState = Arrays.copyOf(endState, 2 * ends);
            endTime = Arrays.copyOf(endTime, 2 * ends);
            endPlace = Arrays.copyOf(endPlace, 2 * ends);
            nextEnd = Arrays.copyOf(nextEnd, 2 * ends);
        }
        endState[ends] = state;
        endTime[ends] = time;
        endPlace[ends++] = place;
    }

    private OpenRoads roads() {
        OpenRoads now = roads;
        if (now == null) throw new IllegalStateException("a search has not begun");
        return now;
    }

    private Spot center() {
        Spot now = center;
        if (now == null) throw new IllegalStateException("a search has not begun");
        return now;
    }

    /** The times of all places; {@link RoadGraph#CLOSED} for those not reached. Shared. */
    int[] times() {
        Direction direction = direction();
        funnel.begin(roads().metric(), direction);
        eachStart(funnel::start);
        funnel.climb();
        roomFor(ends);
        for (int i = 0; i < ends; i++) {
            byRank[i] = (long) map.hierarchy.rank(endState[i]) << 32 | i;
        }
        Arrays.sort(byRank, 0, ends);
        for (int i = 0; i < ends; i++) {
            int end = (int) byRank[i];
            int distance = funnel.distance(endState[end]);
            if (distance >= Graph.CLOSED) continue;
            int time = distance + endTime[end];
            if (time < best[endPlace[end]]) best[endPlace[end]] = time;
        }
        return best;
    }

    private Direction direction() {
        return role == Spot.Role.ARRIVE ? Direction.TO_START : Direction.FROM_START;
    }

    private void eachStart(OpenRoads.End start) {
        if (role == Spot.Role.ARRIVE) roads().arriving(center(), start);
        else roads().leaving(center(), start);
    }

    /**
     * The places in order of time, then number, until the caller has enough.
     *
     * @param enough told each place
     */
    List<Arrival> fastestUntil(IntPredicate enough) {
        var arrivals = new ArrayList<Arrival>();
        if (places >= DENSE && lookAround(enough, arrivals)) return List.copyOf(arrivals);
        int told = arrivals.size();
        int[] times = times();
        long[] order = new long[places];
        int reached = 0;
        for (int place = 0; place < places; place++) {
            if (times[place] != RoadGraph.CLOSED) {
                order[reached++] = (long) times[place] << 32 | place;
            }
        }
        Arrays.sort(order, 0, reached);
        for (int i = told; i < reached; i++) {
            if (tell(order[i], enough, arrivals)) break;
        }
        return List.copyOf(arrivals);
    }

    private static boolean tell(long timeAndPlace, IntPredicate enough, List<Arrival> arrivals) {
        int place = (int) timeAndPlace;
        arrivals.add(new Arrival(place, Duration.ofMillis((timeAndPlace >>> 32) * 100)));
        return enough.test(place);
    }

    /** Whether enough was found, or all there is, before asking for each would be quicker. */
    private boolean lookAround(IntPredicate enough, List<Arrival> arrivals) {
        Flood search = flood(roads());
        hookEnds();
        try {
            search.begin(roads().metric(), direction());
            eachStart(search::start);
            return lookAround(search, enough, arrivals);
        } finally {
            for (int i = 0; i < ends; i++) firstEnd[endState[i]] = NONE;
        }
    }

    private void hookEnds() {
        if (firstEnd.length == 0) {
            firstEnd = new int[map.turns.states()];
            Arrays.fill(firstEnd, NONE);
        }
        for (int i = 0; i < ends; i++) {
            nextEnd[i] = firstEnd[endState[i]];
            firstEnd[endState[i]] = i;
        }
        metCount = 0;
        for (int place = 0; place < places; place++) {
            if (best[place] != RoadGraph.CLOSED) meet(place, best[place]);
        }
    }

    private boolean lookAround(Flood search, IntPredicate enough, List<Arrival> arrivals) {
        long most = (long) places * STATES_PER_PLACE;
        while (search.settled() < most) {
            int state = search.next();
            int now = state < 0 ? Integer.MAX_VALUE : search.distance();
            while (metCount > 0 && (int) (met[0] >>> 32) < now) {
                long next = leastMet();
                // Met on a quicker way as well, and told by that.
                if (best[(int) next] != (int) (next >>> 32)) continue;
                if (tell(next, enough, arrivals)) return true;
            }
            if (state < 0) return true;
            for (int end = firstEnd[state]; end != NONE; end = nextEnd[end]) {
                int time = now + endTime[end];
                if (time >= best[endPlace[end]]) continue;
                best[endPlace[end]] = time;
                meet(endPlace[end], time);
            }
        }
        return false;
    }

    private void meet(int place, int time) {
        if (metCount == met.length) met = Arrays.copyOf(met, 2 * metCount);
        long item = (long) time << 32 | place;
        int at = metCount++;
        while (at > 0 && met[(at - 1) >> 1] > item) {
            met[at] = met[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        met[at] = item;
    }

    private long leastMet() {
        long least = met[0];
        long item = met[--metCount];
        int at = 0;
        while (2 * at + 1 < metCount) {
            int child = 2 * at + 1;
            if (child + 1 < metCount && met[child + 1] < met[child]) child++;
            if (met[child] >= item) break;
            met[at] = met[child];
            at = child;
        }
        met[at] = item;
        return least;
    }

    /**
     * The states of the fastest way from one spot to another, first to last, by at least one turn;
     * null if there is none.
     */
    int @Nullable [] way(OpenRoads open, Spot from, Spot to) {
        Way search = way;
        if (search == null) {
            search = new Way(open.metric());
            way = search;
        }
        Way found = search;
        found.begin(open.metric());
        open.leaving(from, found::from);
        open.arriving(to, found::to);
        return found.find() >= Graph.CLOSED ? null : found.nodes();
    }

    /** An arc that is driven onto within a time. */
    interface Reached {
        /**
         * @param from when the arc's first end is left, in deciseconds
         * @param to when its last end would be reached
         */
        void arc(int arc, int from, int to);
    }

    /** Every arc onto which one comes from a spot within a time, but for the spot's own road. */
    void eachReached(OpenRoads open, Spot from, int mostDeciseconds, Reached visitor) {
        Flood search = flood(open);
        search.begin(open.metric(), Direction.FROM_START);
        open.leaving(from, search::start);
        int state = search.next();
        while (state >= 0 && search.distance() <= mostDeciseconds) {
            int now = search.distance();
            for (int turn = map.turns.start[state]; turn < map.turns.start[state + 1]; turn++) {
                int delay = open.delay(turn);
                if (open.metric().weight(turn) >= Graph.CLOSED) continue;
                int arc = map.turns.arcOf(map.turns.head[turn]);
                int left = now + delay;
                if (left <= mostDeciseconds) visitor.arc(arc, left, left + open.whole(arc));
            }
            state = search.next();
        }
    }

    Flood flood(OpenRoads open) {
        Flood known = flood;
        if (known == null) {
            known = new Flood(open.metric());
            flood = known;
        }
        return known;
    }

    Funnel funnel() {
        return funnel;
    }

    Posts.Asker asker() {
        Posts.Asker known = asker;
        if (known == null) {
            known = new Posts.Asker(map.hierarchy);
            asker = known;
        }
        return known;
    }

    Ranking ranking() {
        return ranking;
    }

    /** An array of at least this size, to sort in. */
    long[] roomFor(int size) {
        if (byRank.length < size) byRank = new long[Math.max(size, 2 * byRank.length)];
        return byRank;
    }

    /** Lets go of what belongs to the question. */
    void end() {
        roads = null;
        center = null;
    }
}
