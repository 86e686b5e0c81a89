package org.tocsin.map;

import java.util.ArrayList;
import java.util.List;

/** Joins the ways of a multipolygon relation into closed rings. */
final class Rings {
    private Rings() {}

    /**
     * The closed rings the ways make, ends joined where they meet. What stays open (a river cut by
     * the extract's edge) is closed straight, if it has an area at all.
     */
    static List<Trace> join(List<Trace> ways) {
        var rings = new ArrayList<Trace>();
        var open = new ArrayList<Trace>();
        for (Trace way : ways) {
            if (way.isClosed()) rings.add(way);
            else if (way.size() > 1) open.add(way);
        }
        while (!open.isEmpty()) {
            Trace ring = open.removeLast();
            while (!ring.isClosed()) {
                int next = next(ring, open);
                if (next < 0) break;
                Trace way = open.remove(next);
                ring = ring.then(way.firstKey() == ring.lastKey() ? way : way.reversed());
            }
            if (ring.size() > 2) rings.add(ring);
        }
        return rings;
    }

    private static int next(Trace ring, List<Trace> open) {
        for (int i = 0; i < open.size(); i++) {
            long first = open.get(i).firstKey();
            long last = open.get(i).lastKey();
            if (first == ring.lastKey() || last == ring.lastKey()) return i;
        }
        return -1;
    }
}
