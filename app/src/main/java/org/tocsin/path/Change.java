package org.tocsin.path;

import java.util.Arrays;
import java.util.BitSet;

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
    private static final int TOGETHER = 12;

    private final Metric old;
    private final Hierarchy hierarchy;
    private final Graph graph;
    private final int[][] given;
    private final int[][] up;
    private final int[][] down;

    private final ToDo toDo;

    // The arcs to do at the node in hand.
    private final Numbers upToDo = new Numbers(16);
    private final Numbers downToDo = new Numbers(16);

    // The arcs at the node in hand whose weight is no longer what it was.
    private final Numbers upChanged = new Numbers(16);
    private final Numbers downChanged = new Numbers(16);

    /** The open arcs of the node in hand, in the direction that changed ones go on to. */
    private final Row row = new Row();

    /** The changed arcs of the node in hand. */
    private final Row changedRow = new Row();

    /**
     * Arcs to do, each once however often it is asked for, and the lower nodes they stand with.
     * What is asked for stands higher than what asks, so going through the bits is the order.
     */
    static final class ToDo {
        private final BitSet nodes;
        private final BitSet up;
        private final BitSet down;

        ToDo(Hierarchy hierarchy) {
            nodes = new BitSet(hierarchy.nodes());
            up = new BitSet(hierarchy.up.places);
            down = new BitSet(hierarchy.down.places);
        }

        private void add(int node, boolean upwards, int place) {
            nodes.set(node);
            (upwards ? up : down).set(place);
        }

        private static void take(BitSet places, Hierarchy.Half half, int node, Numbers taken) {
            taken.size = 0;
            int end = half.end[node];
            int first = half.first[node];
            for (int i = places.nextSetBit(first);
                    i >= 0 && i < end;
                    i = places.nextSetBit(i + 1)) {
                taken.add(i);
            }
            places.clear(first, end);
        }
    }

    /** What the node in hand gathers from all lower ones, by the depth of the other end. */
    private int[] found = {};

    Change(Metric old) {
        this.old = old;
        hierarchy = old.hierarchy;
        graph = hierarchy.graph;
        given = old.given.clone();
        up = old.up.clone();
        down = old.down.clone();
        toDo = hierarchy.takeToDo();
    }

    Metric run(int[] arcs, int[] weights) {
        for (int i = 0; i < arcs.length; i++) give(arcs[i], weights[i]);
        int done = 0;
        int most = hierarchy.arcs() / WHOLE_INSTEAD + 64;
        for (int node = toDo.nodes.nextSetBit(0);
                node >= 0;
                node = toDo.nodes.nextSetBit(node + 1)) {
            ToDo.take(toDo.up, hierarchy.up, node, upToDo);
            ToDo.take(toDo.down, hierarchy.down, node, downToDo);
            done += upToDo.size + downToDo.size;
            if (done > most) return Metric.whole(hierarchy, given);
            update(node, true, upToDo, upChanged);
            update(node, false, downToDo, downChanged);
            passOn(node);
        }
        toDo.nodes.clear();
        hierarchy.giveBack(toDo);
        return new Metric(hierarchy, given, up, down);
    }

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
        if (from < to) toDo.add(from, true, hierarchy.up.find(from, to));
        else if (to < from) toDo.add(to, false, hierarchy.down.find(to, from));
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
            makeRoom(end - first);
            int[] old = blocksBefore[first >> half.blockBits];
            int[] fresh = blocksNow[first >> half.blockBits];
            for (int place = first; place < end; place++) {
                before[size] = old[place & half.mask];
                now[size] = fresh[place & half.mask];
                other[size] = half.other[place];
                if (before[size] < Graph.CLOSED || now[size] < Graph.CLOSED) size++;
            }
        }

        void fill(Hierarchy.Half half, Numbers places, int[][] blocksBefore, int[][] blocksNow) {
            size = 0;
            makeRoom(places.size);
            for (int i = 0; i < places.size; i++) {
                int place = places.items[i];
                before[size] = blocksBefore[place >> half.blockBits][place & half.mask];
                now[size] = blocksNow[place >> half.blockBits][place & half.mask];
                other[size++] = half.other[place];
            }
        }

        private void makeRoom(int most) {
            if (other.length >= most) return;
            other = new int[2 * most];
            before = new int[other.length];
            now = new int[other.length];
        }

        /** The first place of a node above the given one. */
        int after(int node) {
            return atLeast(other, 0, size, node + 1);
        }
    }

    /** Has the arcs between higher nodes done again that rested on this node, or now will. */
    private void passOn(int node) {
        if (upChanged.size > 0) {
            row.fill(hierarchy.down, node, old.down, down);
            passOn(true, upChanged);
        }
        if (downChanged.size > 0) {
            row.fill(hierarchy.up, node, old.up, up);
            passOn(false, downChanged);
        }
    }

    /**
     * @param upwards whether the changed arcs lead up from the node in hand, so that the row's lead
     *     to it
     */
    private void passOn(boolean upwards, Numbers places) {
        changedRow.fill(
                upwards ? hierarchy.up : hierarchy.down,
                places,
                upwards ? old.up : old.down,
                upwards ? up : down);
        passOn(!upwards, changedRow, row);
        passOn(upwards, row, changedRow);
    }

    /**
     * The arcs that stand with the other ends of {@code lower}, where those of {@code higher} are
     * above.
     */
    private void passOn(boolean upwards, Row lower, Row higher) {
        Hierarchy.Half half = upwards ? hierarchy.up : hierarchy.down;
        int[][] weights = upwards ? old.up : old.down;
        for (int i = 0; i < lower.size; i++) {
            int node = lower.other[i];
            int place = half.first[node];
            for (int k = higher.after(node); k < higher.size; k++) {
                int sumBefore = lower.before[i] + higher.before[k];
                int sumNow = lower.now[i] + higher.now[k];
                if (isSame(sumBefore, sumNow)) continue;
                place = atLeast(half.other, place, half.end[node], higher.other[k]);
                int weight = weights[place >> half.blockBits][place & half.mask];
                if (rests(weight, sumBefore, sumNow)) toDo.add(node, upwards, place);
            }
        }
    }

    private static boolean isSame(int sumBefore, int sumNow) {
        return sumBefore == sumNow || (sumBefore >= Graph.CLOSED && sumNow >= Graph.CLOSED);
    }

    /** Whether an arc of this weight may be another by a way that was so long and now is. */
    private static boolean rests(int weight, int sumBefore, int sumNow) {
        return sumBefore == weight || sumNow < weight;
    }
}
