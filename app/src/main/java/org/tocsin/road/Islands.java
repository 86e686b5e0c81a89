package org.tocsin.road;

import java.util.Arrays;

/**
 * What hangs together: the strongly connected parts of the roads of one profile (Tarjan 1972, with
 * its own stack instead of recursion), and which segments can be reached from, or left for, the
 * large ones.
 */
final class Islands {
    /** A part with at least this many junctions, or the largest, is mainland. */
    static final int MAINLAND_JUNCTIONS = 100;

    /** The part of each junction, from 0. */
    final int[] partOfJunction;

    /** The number of junctions of each part. */
    final int[] junctionsOfPart;

    private final boolean[] arrivable;
    private final boolean[] leavable;

    Islands(RoadGraph graph, int[] deciseconds) {
        var parts = new Parts(graph, deciseconds);
        partOfJunction = parts.part;
        junctionsOfPart = parts.sizes.toArray();
        int largest = Arrays.stream(junctionsOfPart).max().orElse(0);
        boolean[] fromMainland = new boolean[graph.junctions];
        boolean[] toMainland = new boolean[graph.junctions];
        for (int junction = 0; junction < graph.junctions; junction++) {
            int size = junctionsOfPart[partOfJunction[junction]];
            boolean mainland = size >= Math.min(MAINLAND_JUNCTIONS, largest);
            fromMainland[junction] = mainland;
            toMainland[junction] = mainland;
        }
        spread(fromMainland, graph.forwardStart, graph.forwardHead, graph.forwardArc, deciseconds);
        spread(toMainland, graph.backwardStart, graph.backwardTail, graph.backwardArc, deciseconds);
        arrivable = new boolean[graph.segments];
        leavable = new boolean[graph.segments];
        for (int arc = 0; arc < deciseconds.length; arc++) {
            if (deciseconds[arc] == RoadGraph.CLOSED) continue;
            arrivable[arc >> 1] |= fromMainland[graph.tail(arc)];
            leavable[arc >> 1] |= toMainland[graph.head(arc)];
        }
    }

    boolean joined(Spot.Role role, int segment) {
        return switch (role) {
            case ARRIVE -> arrivable[segment];
            case LEAVE -> leavable[segment];
        };
    }

    private static void spread(
            boolean[] marked, int[] start, int[] other, int[] arcs, int[] deciseconds) {
        var open = new Ints();
        for (int junction = 0; junction < marked.length; junction++) {
            if (marked[junction]) open.add(junction);
        }
        for (int next = 0; next < open.size(); next++) {
            int junction = open.get(next);
            for (int i = start[junction]; i < start[junction + 1]; i++) {
                if (deciseconds[arcs[i]] == RoadGraph.CLOSED || marked[other[i]]) continue;
                marked[other[i]] = true;
                open.add(other[i]);
            }
        }
    }

    private static final class Parts {
        private final RoadGraph graph;
        private final int[] deciseconds;
        final int[] part;
        final Ints sizes = new Ints();
        private final int[] index;
        private final int[] low;
        private final int[] next;
        private final int[] path;
        private final int[] pending;
        private int pathSize;
        private int pendingSize;
        private int visited;

        Parts(RoadGraph graph, int[] deciseconds) {
            this.graph = graph;
            this.deciseconds = deciseconds;
            part = new int[graph.junctions];
            index = new int[graph.junctions];
            low = new int[graph.junctions];
            next = new int[graph.junctions];
            path = new int[graph.junctions];
            pending = new int[graph.junctions];
            for (int junction = 0; junction < graph.junctions; junction++) {
                if (index[junction] == 0) visitFrom(junction);
            }
        }

        private void visitFrom(int root) {
            enter(root);
            while (pathSize > 0) {
                int junction = path[pathSize - 1];
                if (next[junction] < graph.forwardStart[junction + 1]) {
                    follow(junction, next[junction]++);
                } else {
                    leave(junction);
                }
            }
        }

        private void enter(int junction) {
            visited++;
            index[junction] = visited;
            low[junction] = visited;
            part[junction] = -1;
            next[junction] = graph.forwardStart[junction];
            path[pathSize++] = junction;
            pending[pendingSize++] = junction;
        }

        private void follow(int junction, int place) {
            if (deciseconds[graph.forwardArc[place]] == RoadGraph.CLOSED) return;
            int head = graph.forwardHead[place];
            if (index[head] == 0) enter(head);
            else if (part[head] < 0) low[junction] = Math.min(low[junction], index[head]);
        }

        private void leave(int junction) {
            pathSize--;
            if (pathSize > 0) {
                int parent = path[pathSize - 1];
                low[parent] = Math.min(low[parent], low[junction]);
            }
            if (low[junction] != index[junction]) return;
            int size = 0;
            int member;
            do {
                member = pending[--pendingSize];
                part[member] = sizes.size();
                size++;
            } while (member != junction);
            sizes.add(size);
        }
    }
}
