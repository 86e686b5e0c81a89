package org.tocsin.path;

import java.util.Arrays;

/**
 * Finds which arcs a hierarchy has, without looking at a pair of neighbours twice: each node in
 * turn gathers from the lower ones it has arcs with. The elimination tree is Liu's (1990), of the
 * graph without its directions; ranks are made to follow the tree, children before their parent and
 * each subtree together.
 */
final class Contraction {
    private final Graph graph;
    private final int nodes;
    private final int[] order;
    private final int[] rank;
    private final int[] parent;

    Contraction(Graph graph, int[] order) {
        this.graph = graph;
        nodes = graph.nodes();
        this.order = order.clone();
        rank = new int[nodes];
        parent = new int[nodes];
        Arrays.fill(rank, -1);
        if (order.length != nodes) {
            throw new IllegalArgumentException(
                    "the order has %d nodes, expected %d".formatted(order.length, nodes));
        }
        for (int i = 0; i < nodes; i++) {
            if (order[i] < 0 || order[i] >= nodes || rank[order[i]] >= 0) {
                throw new IllegalArgumentException(
                        "the order has node %d twice or there is no such node".formatted(order[i]));
            }
            rank[order[i]] = i;
        }
    }

    Hierarchy.Stored run() {
        findTree();
        followTree();
        var up = new Side();
        var down = new Side();
        int[] seen = new int[nodes];
        Arrays.fill(seen, -1);
        for (int node = 0; node < nodes; node++) {
            gatherUp(node, up, down, seen);
            gatherDown(node, up, down, seen);
            up.letGo(node);
            down.letGo(node);
            up.keep(node);
            down.keep(node);
        }
        return new Hierarchy.Stored(
                order, parent, up.start, up.others.trim(), down.start, down.others.trim());
    }

    private void findTree() {
        Arrays.fill(parent, -1);
        int[] ancestor = new int[nodes];
        Arrays.fill(ancestor, -1);
        for (int node = 0; node < nodes; node++) {
            int at = order[node];
            for (int arc = graph.firstArc(at); arc < graph.endArc(at); arc++) {
                climb(rank[graph.head(arc)], node, ancestor);
            }
            for (int i = graph.firstEntering(at); i < graph.endEntering(at); i++) {
                climb(rank[graph.enteringTail(i)], node, ancestor);
            }
        }
    }

    private void climb(int from, int node, int[] ancestor) {
        int next = from;
        while (next < node) {
            int above = ancestor[next];
            ancestor[next] = node;
            if (above < 0) {
                parent[next] = node;
                return;
            }
            next = above;
        }
    }

    /** Ranks anew by the order in which a walk around the tree leaves its nodes. */
    private void followTree() {
        int[] firstChild = new int[nodes];
        int[] sibling = new int[nodes];
        Arrays.fill(firstChild, -1);
        int roots = -1;
        for (int node = nodes - 1; node >= 0; node--) {
            int above = parent[node];
            sibling[node] = above < 0 ? roots : firstChild[above];
            if (above < 0) roots = node;
            else firstChild[above] = node;
        }
        int[] place = new int[nodes];
        int[] path = new int[nodes + 1];
        int placed = 0;
        for (int root = roots; root >= 0; root = sibling[root]) {
            int steps = 0;
            path[steps++] = root;
            while (steps > 0) {
                int node = path[steps - 1];
                int child = firstChild[node];
                if (child >= 0) {
                    firstChild[node] = sibling[child];
                    path[steps++] = child;
                } else {
                    place[node] = placed++;
                    steps--;
                }
            }
        }
        int[] oldOrder = order.clone();
        int[] oldParent = parent.clone();
        for (int node = 0; node < nodes; node++) {
            order[place[node]] = oldOrder[node];
            parent[place[node]] = oldParent[node] < 0 ? -1 : place[oldParent[node]];
        }
        for (int node = 0; node < nodes; node++) rank[order[node]] = node;
    }

    /**
     * The arcs of one direction as they are found. A lower node waits at the next higher one it has
     * an arc with: three numbers for a node instead of two for each of its arcs.
     */
    private final class Side {
        final int[] start = new int[nodes + 1];
        final Numbers others = new Numbers(4 * nodes);
        final int[] firstWaiting = new int[nodes];
        final int[] nextWaiting = new int[nodes];

        /** Which of its arcs a node waits for. */
        final int[] awaited = new int[nodes];

        final Numbers found = new Numbers(256);

        Side() {
            Arrays.fill(firstWaiting, -1);
        }

        void keep(int node) {
            Arrays.sort(found.items, 0, found.size);
            for (int i = 0; i < found.size; i++) others.add(found.items[i]);
            start[node + 1] = others.size;
            found.size = 0;
            awaited[node] = start[node];
            waitAgain(node);
        }

        private void waitAgain(int node) {
            if (awaited[node] == start[node + 1]) return;
            int other = others.items[awaited[node]++];
            nextWaiting[node] = firstWaiting[other];
            firstWaiting[other] = node;
        }

        /** Lets those that wait at the node go on to their next. */
        void letGo(int node) {
            int lower = firstWaiting[node];
            while (lower >= 0) {
                int following = nextWaiting[lower];
                waitAgain(lower);
                lower = following;
            }
        }

        /** Takes the part of the lower node's arcs that lies above this node. */
        void take(Side from, int lower, int node, int[] seen, int mark) {
            for (int i = from.start[lower + 1] - 1; i >= from.start[lower]; i--) {
                int other = from.others.items[i];
                if (other <= node) return;
                if (seen[other] == mark) continue;
                seen[other] = mark;
                found.add(other);
            }
        }

        void take(int other, int node, int[] seen, int mark) {
            if (other <= node || seen[other] == mark) return;
            seen[other] = mark;
            found.add(other);
        }
    }

    // From the node down to a lower one, and from there up to another.
    private void gatherUp(int node, Side up, Side down, int[] seen) {
        int mark = 2 * node;
        int at = order[node];
        for (int arc = graph.firstArc(at); arc < graph.endArc(at); arc++) {
            up.take(rank[graph.head(arc)], node, seen, mark);
        }
        for (int lower = down.firstWaiting[node]; lower >= 0; lower = down.nextWaiting[lower]) {
            up.take(up, lower, node, seen, mark);
        }
    }

    private void gatherDown(int node, Side up, Side down, int[] seen) {
        int mark = 2 * node + 1;
        int at = order[node];
        for (int i = graph.firstEntering(at); i < graph.endEntering(at); i++) {
            down.take(rank[graph.enteringTail(i)], node, seen, mark);
        }
        for (int lower = up.firstWaiting[node]; lower >= 0; lower = up.nextWaiting[lower]) {
            down.take(down, lower, node, seen, mark);
        }
    }
}
