package org.tocsin.path;

import java.util.Arrays;

/**
 * Carries a few changed weights up a hierarchy: only arcs whose weight rests on a changed one, or
 * would be less by it, are worked out again, lower nodes first. Blocks of weights are copied when
 * first written to.
 */
@SuppressWarnings("ReferenceEquality") // Whether a block is still shared with the old metric.
final class Change {
    /** With more arcs to do than one in so many, customizing anew is quicker. */
    private static final int WHOLE_INSTEAD = 12;

    /** With so many arcs to do at one node, they are done together. */
    private static final int TOGETHER = 6;

    private final Metric old;
    private final Hierarchy hierarchy;
    private final Graph graph;
    private final int[][] given;
    private final int[][] up;
    private final int[][] down;

    // Arcs to do, as a binary heap: the lower node, then the direction, then the place.
    private long[] heap = new long[64];
    private int waiting;

    // The arcs to do at the node in hand.
    private final Numbers upToDo = new Numbers(16);
    private final Numbers downToDo = new Numbers(16);

    // The arcs at the node in hand whose weight is no longer what it was.
    private final Numbers upChanged = new Numbers(16);
    private final Numbers downChanged = new Numbers(16);

    /** The open arcs of the node in hand, in the direction that changed ones go on to. */
    private final Row row = new Row();

    /** What the node in hand gathers from all lower ones, by the depth of the other end. */
    private int[] found = {};

    Change(Metric old) {
        this.old = old;
        hierarchy = old.hierarchy;
        graph = hierarchy.graph;
        given = old.given.clone();
        up = old.up.clone();
        down = old.down.clone();
    }

    Metric run(int[] arcs, int[] weights) {
        for (int i = 0; i < arcs.length; i++) give(arcs[i], weights[i]);
        int done = 0;
        int most = hierarchy.arcs() / WHOLE_INSTEAD + 64;
        while (waiting > 0) {
            int node = (int) (heap[0] >>> 32);
            takeAll(node);
            done += upToDo.size + downToDo.size;
            if (done > most) return Metric.whole(hierarchy, given);
            update(node, true, upToDo, upChanged);
            update(node, false, downToDo, downChanged);
            passOn(node);
        }
        return new Metric(hierarchy, given, up, down);
    }

    private void takeAll(int node) {
        upToDo.size = 0;
        downToDo.size = 0;
        while (waiting > 0 && (int) (heap[0] >>> 32) == node) {
            long next = poll();
            while (waiting > 0 && heap[0] == next) poll();
            ((next & DOWN) == 0 ? upToDo : downToDo).add((int) (next & PLACE));
        }
    }

    private static final long DOWN = 1L << 31;
    private static final long PLACE = DOWN - 1;

    private void give(int arc, int weight) {
        if (arc < 0 || arc >= graph.arcs()) {
            throw new IllegalArgumentException(
                    "there is no arc %d, expected 0 to %d".formatted(arc, graph.arcs() - 1));
        }
        Metric.check(weight);
        int block = Metric.givenBlock(arc);
        if (given[block][arc & Metric.givenMask()] == weight) return;
        if (given[block] == old.given[block]) given[block] = given[block].clone();
        given[block][arc & Metric.givenMask()] = weight;
        int from = hierarchy.rank[graph.tail(arc)];
        int to = hierarchy.rank[graph.head(arc)];
        if (from < to) push(from, 0, hierarchy.up.find(from, to));
        else if (to < from) push(to, DOWN, hierarchy.down.find(to, from));
    }

    private int weight(int arc) {
        return arc < 0 ? Graph.CLOSED : given[Metric.givenBlock(arc)][arc & Metric.givenMask()];
    }

    /** Works arcs of one node out again, each for itself or, where they are many, together. */
    private void update(int node, boolean upwards, Numbers toDo, Numbers changed) {
        changed.size = 0;
        if (toDo.size == 0) return;
        Hierarchy.Half half = upwards ? hierarchy.up : hierarchy.down;
        int[] order = hierarchy.order;
        boolean together = toDo.size >= TOGETHER;
        if (together) gather(node, upwards);
        for (int i = 0; i < toDo.size; i++) {
            int place = toDo.items[i];
            int other = half.other[place];
            int from = upwards ? node : other;
            int to = upwards ? other : node;
            int least = weight(graph.arc(order[from], order[to]));
            least =
                    together
                            ? Math.min(least, found[half.depthOfOther[place]])
                            : throughLower(from, to, node, least);
            if (set(half, upwards, place, least)) changed.add(place);
        }
        if (!together) return;
        for (int i = half.first[node]; i < half.end[node]; i++) {
            found[half.depthOfOther[i]] = Graph.CLOSED;
        }
    }

    private boolean set(Hierarchy.Half half, boolean upwards, int place, int weight) {
        int[][] blocks = upwards ? up : down;
        int[][] before = upwards ? old.up : old.down;
        int block = place >> half.blockBits;
        if (blocks[block][place & half.mask] == weight) return false;
        if (blocks[block] == before[block]) blocks[block] = blocks[block].clone();
        blocks[block][place & half.mask] = weight;
        return true;
    }

    /** The ways over all lower nodes at once, as {@link Customization} goes them. */
    private void gather(int node, boolean upwards) {
        if (found.length == 0) {
            found = new int[hierarchy.height()];
            Arrays.fill(found, Graph.CLOSED);
        }
        Hierarchy.Below lower = hierarchy.below();
        Hierarchy.Half far = upwards ? hierarchy.up : hierarchy.down;
        int[][] blocks = upwards ? up : down;
        int[] start = upwards ? lower.downStart : lower.upStart;
        int[] nodes = upwards ? lower.downHead : lower.upTail;
        int[] places = upwards ? lower.downPlace : lower.upPlace;
        for (int i = start[node]; i < start[node + 1]; i++) {
            int before = upwards ? down(places[i]) : up(places[i]);
            if (before >= Graph.CLOSED) continue;
            int end = far.end[nodes[i]];
            int k = far.after(nodes[i], node);
            if (k == end) continue;
            int[] weights = blocks[k >> far.blockBits];
            int base = k & ~far.mask;
            for (; k < end; k++) {
                int depth = far.depthOfOther[k];
                found[depth] = Math.min(found[depth], before + weights[k - base]);
            }
        }
    }

    /** The least of what is given and the ways through one node below both. */
    private int throughLower(int from, int to, int below, int atMost) {
        Hierarchy.Below lower = hierarchy.below();
        int i = lower.downStart[from];
        int j = lower.upStart[to];
        int lastFrom = lower.downStart[from + 1];
        int lastTo = lower.upStart[to + 1];
        int least = atMost;
        while (i < lastFrom && j < lastTo) {
            int one = lower.downHead[i];
            int other = lower.upTail[j];
            if (one == other) {
                if (one >= below) break;
                least = Math.min(least, down(lower.downPlace[i]) + up(lower.upPlace[j]));
                i++;
                j++;
            } else if (one < other) {
                i = atLeast(lower.downHead, i + 1, lastFrom, other);
            } else {
                j = atLeast(lower.upTail, j + 1, lastTo, one);
            }
        }
        return least;
    }

    /** The first place of a number that is not less, in steps that double: most are short. */
    private static int atLeast(int[] ascending, int from, int end, int number) {
        int step = 1;
        int low = from;
        while (low + step < end && ascending[low + step] < number) {
            low += step;
            step *= 2;
        }
        int high = Math.min(end, low + step);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private int up(int place) {
        return up[place >> hierarchy.up.blockBits][place & hierarchy.up.mask];
    }

    private int down(int place) {
        return down[place >> hierarchy.down.blockBits][place & hierarchy.down.mask];
    }

    /** Arcs of one node as they were and are, side by side: each is looked at many times. */
    private static final class Row {
        int[] other = new int[64];
        int[] before = new int[64];
        int[] now = new int[64];
        int size;

        void fill(Hierarchy.Half half, int node, int[][] blocksBefore, int[][] blocksNow) {
            int first = half.first[node];
            int end = half.end[node];
            size = 0;
            if (first == end) return;
            if (other.length < end - first) {
                other = new int[2 * (end - first)];
                before = new int[other.length];
                now = new int[other.length];
            }
            int[] old = blocksBefore[first >> half.blockBits];
            int[] fresh = blocksNow[first >> half.blockBits];
            for (int place = first; place < end; place++) {
                before[size] = old[place & half.mask];
                now[size] = fresh[place & half.mask];
                other[size] = half.other[place];
                if (before[size] < Graph.CLOSED || now[size] < Graph.CLOSED) size++;
            }
        }
    }

    /** Has the arcs between higher nodes done again that rested on this node, or now will. */
    private void passOn(int node) {
        if (upChanged.size > 0) {
            row.fill(hierarchy.down, node, old.down, down);
            for (int i = 0; i < upChanged.size; i++) {
                int out = upChanged.items[i];
                passOnUp(hierarchy.up.other[out], old.up(out), up(out));
            }
        }
        if (downChanged.size > 0) {
            row.fill(hierarchy.up, node, old.up, up);
            for (int i = 0; i < downChanged.size; i++) {
                int into = downChanged.items[i];
                passOnDown(hierarchy.down.other[into], old.down(into), down(into));
            }
        }
    }

    private void passOnUp(int to, int before, int now) {
        int place = hierarchy.down.first[to];
        for (int k = 0; k < row.size; k++) {
            int from = row.other[k];
            int sumBefore = row.before[k] + before;
            int sumNow = row.now[k] + now;
            if (from == to || isSame(sumBefore, sumNow)) continue;
            if (from < to) {
                passOn(
                        hierarchy.up,
                        old.up,
                        from,
                        0,
                        sumBefore,
                        sumNow,
                        hierarchy.up.find(from, to));
            } else {
                place = atLeast(hierarchy.down.other, place, hierarchy.down.end[to], from);
                passOn(hierarchy.down, old.down, to, DOWN, sumBefore, sumNow, place);
            }
        }
    }

    private void passOnDown(int from, int before, int now) {
        int place = hierarchy.up.first[from];
        for (int k = 0; k < row.size; k++) {
            int to = row.other[k];
            int sumBefore = row.before[k] + before;
            int sumNow = row.now[k] + now;
            if (from == to || isSame(sumBefore, sumNow)) continue;
            if (from < to) {
                place = atLeast(hierarchy.up.other, place, hierarchy.up.end[from], to);
                passOn(hierarchy.up, old.up, from, 0, sumBefore, sumNow, place);
            } else {
                passOn(
                        hierarchy.down,
                        old.down,
                        to,
                        DOWN,
                        sumBefore,
                        sumNow,
                        hierarchy.down.find(to, from));
            }
        }
    }

    private static boolean isSame(int sumBefore, int sumNow) {
        return sumBefore == sumNow || (sumBefore >= Graph.CLOSED && sumNow >= Graph.CLOSED);
    }

    /**
     * @param place of the arc above the way through the node in hand
     */
    private void passOn(
            Hierarchy.Half half,
            int[][] blocks,
            int lower,
            long direction,
            int sumBefore,
            int sumNow,
            int place) {
        int weight = blocks[place >> half.blockBits][place & half.mask];
        if (sumBefore == weight || sumNow < weight) push(lower, direction, place);
    }

    private void push(int node, long direction, int place) {
        if (waiting == heap.length) heap = Arrays.copyOf(heap, 2 * waiting);
        long item = (long) node << 32 | direction | place;
        int at = waiting++;
        while (at > 0 && heap[(at - 1) >> 1] > item) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = item;
    }

    private long poll() {
        long least = heap[0];
        long item = heap[--waiting];
        int at = 0;
        while (2 * at + 1 < waiting) {
            int child = 2 * at + 1;
            if (child + 1 < waiting && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= item) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = item;
        return least;
    }
}
