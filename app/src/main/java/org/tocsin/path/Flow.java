package org.tocsin.path;

import java.util.Arrays;

/**
 * The least cut between two sets of places in a network of equal, two-way edges: by the greatest
 * flow, in layers (Dinic 1970). For one thread; used again for several pairs of sets.
 */
final class Flow {
    private final int places;

    // Rows of half-edges: each edge stands with both its ends, and twin leads from one to the
    // other.
    private final int[] start;
    private final int[] other;
    private final int[] twin;
    private final byte[] room;

    private final int[] layer;
    private final int[] next;
    private final int[] queue;
    private final int[] path;
    private final byte[] role;

    private static final byte SOURCE = 1;
    private static final byte SINK = 2;

    /**
     * @param degree how many edges each place has, one later: turned into rows
     */
    Flow(int[] degree, Numbers from, Numbers to) {
        places = degree.length - 1;
        start = degree;
        for (int place = 0; place < places; place++) start[place + 1] += start[place];
        other = new int[2 * from.size];
        twin = new int[2 * from.size];
        room = new byte[2 * from.size];
        int[] fill = Arrays.copyOf(start, places);
        for (int edge = 0; edge < from.size; edge++) {
            int there = fill[from.items[edge]]++;
            int back = fill[to.items[edge]]++;
            other[there] = to.items[edge];
            other[back] = from.items[edge];
            twin[there] = back;
            twin[back] = there;
        }
        layer = new int[places];
        next = new int[places];
        queue = new int[places];
        path = new int[places + 1];
        role = new byte[places];
    }

    /**
     * Cuts.
     *
     * @param sorted the places along a direction
     * @param held how many at either end are held fast
     * @param limit a cut of this size or more is not wanted
     * @param side set for the places before the cut
     * @return the number of edges cut; −1 if there would be too many
     */
    int run(long[] sorted, int held, double limit, boolean[] side) {
        Arrays.fill(room, (byte) 1);
        Arrays.fill(role, (byte) 0);
        for (int i = 0; i < held; i++) {
            role[(int) sorted[i]] = SOURCE;
            role[(int) sorted[sorted.length - 1 - i]] = SINK;
        }
        int flow = 0;
        while (layers(sorted, held)) {
            System.arraycopy(start, 0, next, 0, places);
            for (int i = 0; i < held; i++) {
                while (push((int) sorted[i])) {
                    if (++flow >= limit) return -1;
                }
            }
        }
        chooseSide(sorted, held, side);
        return flow;
    }

    /** Numbers the places by steps from the sources; whether a sink is among them. */
    private boolean layers(long[] sorted, int held) {
        Arrays.fill(layer, -1);
        int end = 0;
        for (int i = 0; i < held; i++) {
            queue[end++] = (int) sorted[i];
            layer[(int) sorted[i]] = 0;
        }
        int sinkLayer = Integer.MAX_VALUE;
        for (int i = 0; i < end; i++) {
            int place = queue[i];
            if (layer[place] >= sinkLayer) break;
            for (int edge = start[place]; edge < start[place + 1]; edge++) {
                int to = other[edge];
                if (room[edge] == 0 || layer[to] >= 0) continue;
                layer[to] = layer[place] + 1;
                if (role[to] == SINK) sinkLayer = layer[to];
                queue[end++] = to;
            }
        }
        return sinkLayer != Integer.MAX_VALUE;
    }

    /** One more unit from this source by the layers; whether there was a way. */
    private boolean push(int source) {
        int depth = 0;
        int place = source;
        while (true) {
            if (role[place] == SINK) {
                for (int i = 0; i < depth; i++) {
                    room[path[i]]--;
                    room[twin[path[i]]]++;
                }
                return true;
            }
            int edge = next[place];
            while (edge < start[place + 1]
                    && (room[edge] == 0 || layer[other[edge]] != layer[place] + 1)) {
                edge++;
            }
            next[place] = edge;
            if (edge < start[place + 1]) {
                path[depth++] = edge;
                place = other[edge];
                continue;
            }
            if (depth == 0) return false;
            place = other[twin[path[--depth]]];
            next[place]++;
        }
    }

    // Both the cut nearest to the sources and that nearest to the sinks are least: the one that
    // divides more evenly is taken.
    private void chooseSide(long[] sorted, int held, boolean[] side) {
        int fromSources = spread(sorted, 0, held, true, side);
        if (2 * fromSources >= places) return;
        boolean[] late = new boolean[places];
        int fromSinks = spread(sorted, places - held, places, false, late);
        if (Math.abs(2 * fromSinks - places) >= places - 2 * fromSources) return;
        for (int place = 0; place < places; place++) side[place] = !late[place];
    }

    private int spread(long[] sorted, int from, int to, boolean forward, boolean[] reached) {
        int end = 0;
        for (int i = from; i < to; i++) {
            queue[end++] = (int) sorted[i];
            reached[(int) sorted[i]] = true;
        }
        for (int i = 0; i < end; i++) {
            int place = queue[i];
            for (int edge = start[place]; edge < start[place + 1]; edge++) {
                int there = other[edge];
                if (reached[there] || room[forward ? edge : twin[edge]] == 0) continue;
                reached[there] = true;
                queue[end++] = there;
            }
        }
        return end;
    }
}
