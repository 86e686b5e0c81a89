package org.tocsin.path;

/**
 * The nodes of one shortest way: up from the starts and up from the ends to where they meet best,
 * then every arc that the hierarchy added is opened until only the graph's are left.
 *
 * <p>A workspace: for one thread at a time, to be used again.
 */
public final class Way {
    private final Hierarchy hierarchy;
    private final Climb outward;
    private final Climb homeward;
    private Metric metric;
    private int length = Graph.CLOSED;

    // Arcs to open: tail and head by turns, the next on top.
    private final Numbers toOpen = new Numbers(64);
    private final Numbers nodes = new Numbers(256);

    public Way(Metric metric) {
        this.metric = metric;
        hierarchy = metric.hierarchy;
        outward = new Climb(hierarchy);
        homeward = new Climb(hierarchy);
    }

    /** Starts anew. */
    public void begin(Metric given) {
        outward.begin(given, true);
        homeward.begin(given, false);
        metric = given;
        length = Graph.CLOSED;
        nodes.size = 0;
    }

    /** The way may begin at this node, so far from the place it comes from. */
    public void from(int node, int distance) {
        outward.start(hierarchy.rank[node], distance);
    }

    /** The way may end at this node, so far from the place it goes to. */
    public void to(int node, int distance) {
        homeward.start(hierarchy.rank[node], distance);
    }

    /**
     * Finds a shortest way; of several the same one each time.
     *
     * @return its length with both ends; {@link Graph#CLOSED} if there is none
     */
    public int find() {
        if (outward.isEmpty() || homeward.isEmpty()) return Graph.CLOSED;
        outward.run(Climb.EVERYWHERE);
        homeward.run(Climb.EVERYWHERE);
        int top = -1;
        for (int i = 0; i < outward.starts(); i++) {
            for (int at = outward.start(i); at >= 0; at = hierarchy.parent[at]) {
                int sum = outward.found(at) + homeward.found(at);
                if (sum < length || (sum == length && top >= 0 && at < top)) {
                    length = sum;
                    top = at;
                }
            }
        }
        if (length >= Graph.CLOSED) return Graph.CLOSED;
        follow(top);
        return length;
    }

    /** The nodes of the way that was found, from its begin to its end. */
    public int[] nodes() {
        return nodes.toArray();
    }

    private void follow(int top) {
        var climbed = new Numbers(32);
        for (int at = top; at >= 0; at = before(outward, true, at)) climbed.add(at);
        nodes.add(hierarchy.order[climbed.items[climbed.size - 1]]);
        for (int i = climbed.size - 1; i > 0; i--) open(climbed.items[i], climbed.items[i - 1]);
        int at = top;
        for (int next = before(homeward, false, at); next >= 0; ) {
            open(at, next);
            at = next;
            next = before(homeward, false, at);
        }
    }

    /** The lower node from which the climb came to this one; −1 if it started here. */
    private int before(Climb climb, boolean upwards, int at) {
        int found = climb.found(at);
        for (int i = 0; i < climb.starts(); i++) {
            if (climb.start(i) == at && climb.distance(i) == found) return -1;
        }
        Hierarchy.Half half = upwards ? hierarchy.up : hierarchy.down;
        for (int i = 0; i < climb.starts(); i++) {
            for (int lower = climb.start(i); lower >= 0 && lower < at; ) {
                int place = half.find(lower, at);
                if (place >= 0) {
                    int weight = upwards ? metric.up(place) : metric.down(place);
                    if (weight < Graph.CLOSED && climb.found(lower) + weight == found) return lower;
                }
                lower = hierarchy.parent[lower];
            }
        }
        throw new IllegalStateException("no way leads to a node that was reached");
    }

    /** Adds the nodes of an arc of the hierarchy, without its tail. */
    private void open(int from, int to) {
        toOpen.size = 0;
        toOpen.add(from);
        toOpen.add(to);
        int[] order = hierarchy.order;
        while (toOpen.size > 0) {
            int head = toOpen.items[--toOpen.size];
            int tail = toOpen.items[--toOpen.size];
            int between = between(tail, head);
            if (between < 0) {
                nodes.add(order[head]);
                continue;
            }
            toOpen.add(between);
            toOpen.add(head);
            toOpen.add(tail);
            toOpen.add(between);
        }
    }

    /** A lower node over which the arc leads; −1 if it is the graph's own. */
    private int between(int tail, int head) {
        int weight = weight(tail, head);
        int[] order = hierarchy.order;
        int own = hierarchy.graph.arc(order[tail], order[head]);
        if (own >= 0 && metric.weight(own) == weight) return -1;
        Hierarchy.Below lower = hierarchy.below();
        int below = Math.min(tail, head);
        for (int i = lower.downStart[tail]; i < lower.downStart[tail + 1]; i++) {
            int node = lower.downHead[i];
            if (node >= below) break;
            int second = hierarchy.up.find(node, head);
            if (second < 0) continue;
            int first = hierarchy.down.find(node, tail);
            if (metric.down(first) + metric.up(second) == weight) return node;
        }
        throw new IllegalStateException("an arc of the hierarchy leads over no lower node");
    }

    private int weight(int tail, int head) {
        return tail < head
                ? metric.up(hierarchy.up.find(tail, head))
                : metric.down(hierarchy.down.find(head, tail));
    }
}
