package org.tocsin.road;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * One Dijkstra search over flat rows with a bucket queue (Dial 1969): a ring of buckets, one for
 * each decisecond that the frontier can span, and a bit set of those in use. The places asked about
 * are queued like junctions, at the time at which they are reached, so that they come out in order
 * and the search can stop with the last one needed.
 *
 * <p>A workspace: kept and used again, by one thread at a time. A query writes only what it
 * touches.
 */
final class Search {
    private static final int NONE = -1;

    private final int junctions;

    // The search that wrote it << 32 | the time: one read tells whether it counts, and what it is.
    private final long[] label;
    private int stamp;
    private int[] via = {};

    private final int mask;
    private final int[] bucket;
    private final long[] bucketInUse;
    private int[] entryItem = new int[1 << 12];
    private int[] entryNext = new int[1 << 12];
    private int entries;

    // Dead ends where nothing is looked for. Places and starts take theirs out for one search.
    private final DeadEnds deadEnds;
    private final long[] avoided;
    private int[] visited = new int[64];
    private int visits;

    private int places;
    private int placesLeft;
    private int[] placeTime = {};
    private int[] placeVia = {};
    private boolean[] placeReached = {};
    private int[] order = {};
    private int ordered;

    private final int[] firstHook;
    private final long[] hooked;
    private int[] hookJunction = new int[64];
    private int[] hookNext = new int[64];
    private int[] hookPlace = new int[64];
    private int[] hookTime = new int[64];
    private int hooks;

    Search(RoadGraph graph) {
        junctions = graph.junctions;
        label = new long[junctions];
        deadEnds = graph.deadEnds;
        avoided = deadEnds.bits();
        firstHook = new int[junctions];
        Arrays.fill(firstHook, NONE);
        hooked = new long[(junctions >> 6) + 1];
        int ring = Integer.highestOneBit(Math.max(64, graph.maxDeciseconds)) << 1;
        mask = ring - 1;
        bucket = new int[ring];
        bucketInUse = new long[ring >> 6];
    }

    /** Starts anew, with so many places to reach. */
    void begin(int placeCount) {
        for (int i = 0; i < hooks; i++) {
            firstHook[hookJunction[i]] = NONE;
            hooked[hookJunction[i] >> 6] = 0;
        }
        hooks = 0;
        for (int i = 0; i < visits; i++) avoided[visited[i] >> 6] |= 1L << visited[i];
        visits = 0;
        entries = 0;
        Arrays.fill(bucketInUse, 0);
        stamp++;
        if (stamp == 0) {
            Arrays.fill(label, 0);
            stamp = 1;
        }
        if (placeTime.length < placeCount) {
            int room = Math.max(placeCount, Math.min(TravelTime.MAX_PLACES, 2 * placeTime.length));
            placeTime = new int[room];
            placeVia = new int[room];
            placeReached = new boolean[room];
            order = new int[room];
        }
        Arrays.fill(placeTime, 0, placeCount, RoadGraph.CLOSED);
        Arrays.fill(placeReached, 0, placeCount, false);
        places = placeCount;
        placesLeft = 0;
        ordered = 0;
    }

    /** The search starts at this junction at this time; CLOSED: it does not. */
    void start(int junction, int deciseconds) {
        if (deciseconds == RoadGraph.CLOSED) return;
        visit(junction);
        improve(junction, deciseconds, NONE);
    }

    /** A place is counted on from here: the search goes on until all such are reached. */
    void expect(int place) {
        placesLeft++;
    }

    /** The place is so far from this junction; CLOSED: not reached from there. */
    void hook(int junction, int place, int deciseconds) {
        if (deciseconds == RoadGraph.CLOSED) return;
        visit(junction);
        if (hooks == hookJunction.length) {
            hookJunction = Arrays.copyOf(hookJunction, 2 * hooks);
            hookNext = Arrays.copyOf(hookNext, 2 * hooks);
            hookPlace = Arrays.copyOf(hookPlace, 2 * hooks);
            hookTime = Arrays.copyOf(hookTime, 2 * hooks);
        }
        hookJunction[hooks] = junction;
        hookNext[hooks] = firstHook[junction];
        hookPlace[hooks] = place;
        hookTime[hooks] = deciseconds;
        firstHook[junction] = hooks++;
        hooked[junction >> 6] |= 1L << junction;
    }

    // The way out of a dead end is visited with it, so what is already visited has its way out too.
    private void visit(int junction) {
        int next = junction;
        while ((avoided[next >> 6] & (1L << next)) != 0) {
            avoided[next >> 6] &= ~(1L << next);
            if (visits == visited.length) visited = Arrays.copyOf(visited, 2 * visits);
            visited[visits++] = next;
            next = deadEnds.wayOut(next);
        }
    }

    /** The place can be reached at this time without any junction; CLOSED: it cannot. */
    void direct(int place, int deciseconds) {
        if (deciseconds != RoadGraph.CLOSED) improvePlace(place, deciseconds, NONE);
    }

    /** From now on, and until told otherwise, the search remembers its ways. */
    void rememberWays() {
        if (via.length == 0) via = new int[junctions];
    }

    /**
     * Runs until all expected places are reached, nothing is left, or the caller has enough.
     *
     * @param enough told each place in order of time, then number
     */
    void run(int[] rowStart, int[] other, int[] deciseconds, IntPredicate enough) {
        if (placesLeft == 0) return;
        long now = 0;
        int slot = nextBucket(0);
        while (slot >= 0) {
            now += (slot - (int) now) & mask;
            int before = ordered;
            empty(slot, (int) now, rowStart, other, deciseconds);
            if (ordered > before) {
                Arrays.sort(order, before, ordered);
                for (int i = before; i < ordered; i++) {
                    if (enough.test(order[i])) {
                        ordered = i + 1;
                        return;
                    }
                }
                if (placesLeft == 0) return;
            }
            slot = nextBucket(slot);
        }
    }

    private int nextBucket(int from) {
        int words = bucketInUse.length;
        int word = from >> 6;
        long bits = bucketInUse[word] & (-1L << from);
        for (int i = 0; i <= words; i++) {
            if (bits != 0) return (word << 6) + Long.numberOfTrailingZeros(bits);
            word = word + 1 == words ? 0 : word + 1;
            bits = bucketInUse[word];
        }
        return NONE;
    }

    // Entries may be added to the bucket while it is emptied: places at its own time.
    private void empty(int slot, int now, int[] rowStart, int[] other, int[] deciseconds) {
        while ((bucketInUse[slot >> 6] & (1L << slot)) != 0) {
            int entry = bucket[slot];
            int item = entryItem[entry];
            if (entryNext[entry] == NONE) bucketInUse[slot >> 6] &= ~(1L << slot);
            else bucket[slot] = entryNext[entry];
            if (item >= junctions) reachPlace(item - junctions, now);
            else if ((int) label[item] == now) settle(item, now, rowStart, other, deciseconds);
        }
    }

    private void reachPlace(int place, int now) {
        if (placeTime[place] != now || placeReached[place]) return;
        placeReached[place] = true;
        order[ordered++] = place;
        placesLeft--;
    }

    private void settle(int junction, int now, int[] rowStart, int[] other, int[] deciseconds) {
        if ((hooked[junction >> 6] & (1L << junction)) != 0) {
            for (int hook = firstHook[junction]; hook != NONE; hook = hookNext[hook]) {
                improvePlace(hookPlace[hook], now + hookTime[hook], junction);
            }
        }
        int end = rowStart[junction + 1];
        for (int i = rowStart[junction]; i < end; i++) {
            int time = deciseconds[i];
            if (time != RoadGraph.CLOSED) improve(other[i], now + time, i);
        }
    }

    private void improve(int junction, int time, int row) {
        if ((avoided[junction >> 6] & (1L << junction)) != 0) return;
        long old = label[junction];
        if ((int) (old >>> 32) == stamp && (int) old <= time) return;
        label[junction] = (long) stamp << 32 | time;
        if (via.length != 0) via[junction] = row;
        push(junction, time);
    }

    private void improvePlace(int place, int time, int from) {
        if (placeTime[place] <= time) return;
        placeTime[place] = time;
        placeVia[place] = from;
        push(junctions + place, time);
    }

    private void push(int item, int time) {
        if (entries == entryItem.length) {
            entryItem = Arrays.copyOf(entryItem, 2 * entries);
            entryNext = Arrays.copyOf(entryNext, 2 * entries);
        }
        int slot = time & mask;
        long bit = 1L << slot;
        long word = bucketInUse[slot >> 6];
        entryItem[entries] = item;
        entryNext[entries] = (word & bit) != 0 ? bucket[slot] : NONE;
        bucket[slot] = entries++;
        bucketInUse[slot >> 6] = word | bit;
    }

    /** How many places were reached. */
    int reachedCount() {
        return ordered;
    }

    /** The place that was reached as this one, from 0. */
    int reached(int index) {
        return order[index];
    }

    boolean isReached(int place) {
        return place < places && placeReached[place];
    }

    int deciseconds(int place) {
        return placeTime[place];
    }

    /** The junction from which the place was reached; negative: directly. */
    int junctionBefore(int place) {
        return placeVia[place];
    }

    /** The row by which the junction was reached; negative: it was a start. */
    int rowBefore(int junction) {
        return via[junction];
    }
}
