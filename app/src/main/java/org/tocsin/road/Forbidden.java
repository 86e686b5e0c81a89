package org.tocsin.road;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a driver must not do, as an automaton over the arcs he drives (Aho and Corasick 1975): its
 * states are the arcs, and for signs that look back farther than one junction a copy of an arc for
 * each beginning of such a path. Signs may overlap in any way; each is heeded.
 */
final class Forbidden {
    private final RoadGraph graph;
    private final int arcs;
    private final Map<Long, Integer> child = new HashMap<>();
    private final Map<Long, Integer> forbidden = new HashMap<>();
    private final Map<Long, List<Timed>> sometimes = new HashMap<>();

    /** Whom a sign forbids a turn when a kind of week holds. */
    record Timed(int users, int week) {}

    // Of the copies: the arc, and the state of the same drive without its first arc.
    private final Ints arcOfCopy = new Ints();
    private final Ints shorter = new Ints();

    Forbidden(RoadGraph graph) {
        this.graph = graph;
        arcs = 2 * graph.segments;
        RoadGraph.Signs signs = graph.stored.signs();
        List<int[]> paths = new ArrayList<>();
        List<Integer> users = new ArrayList<>();
        int longest = 2;
        for (int sign = 0; sign < signs.count(); sign++) {
            int[] path =
                    Arrays.copyOfRange(signs.arcs(), signs.start()[sign], signs.start()[sign + 1]);
            paths.add(path);
            users.add((int) signs.users()[sign]);
            longest = Math.max(longest, path.length);
        }
        // Short beginnings first: a state's shorter one is then always there already.
        for (int length = 2; length < longest; length++) {
            for (int[] path : paths) if (path.length > length) addCopy(path, length);
        }
        for (int i = 0; i < paths.size(); i++) forbid(paths.get(i), users.get(i), signs.week()[i]);
    }

    private static long key(int state, int arc) {
        return (long) state << 32 | arc;
    }

    private int copies() {
        return arcOfCopy.size();
    }

    int states() {
        return arcs + copies();
    }

    int arcOf(int state) {
        return state < arcs ? state : arcOfCopy.get(state - arcs);
    }

    /** The state of a path's first arcs; it exists. */
    private int stateOf(int[] path, int length) {
        int state = path[0];
        for (int i = 1; i < length; i++) {
            Integer next = child.get(key(state, path[i]));
            if (next == null) throw new IllegalStateException("a path's beginning is missing");
            state = next;
        }
        return state;
    }

    private void addCopy(int[] path, int length) {
        int before = stateOf(path, length - 1);
        int arc = path[length - 1];
        if (child.containsKey(key(before, arc))) return;
        int shorterState = before < arcs ? arc : next(shorter.get(before - arcs), arc);
        child.put(key(before, arc), arcs + copies());
        arcOfCopy.add(arc);
        shorter.add(shorterState);
    }

    /** The state after one more arc. */
    int next(int state, int arc) {
        int at = state;
        while (true) {
            Integer found = child.get(key(at, arc));
            if (found != null) return found;
            if (at < arcs) return arc;
            at = shorter.get(at - arcs);
        }
    }

    /** The bits of the users who may never drive on into this arc. */
    int users(int state, int arc) {
        int users = 0;
        int at = state;
        while (true) {
            Integer found = forbidden.get(key(at, arc));
            if (found != null) users |= found;
            if (at < arcs) return users;
            at = shorter.get(at - arcs);
        }
    }

    /** The signs that forbid driving on into this arc at some hours. */
    List<Timed> sometimes(int state, int arc) {
        if (sometimes.isEmpty()) return List.of();
        var found = new ArrayList<Timed>();
        int at = state;
        while (true) {
            found.addAll(sometimes.getOrDefault(key(at, arc), List.of()));
            if (at < arcs) return found;
            at = shorter.get(at - arcs);
        }
    }

    private void forbid(int[] path, int users, int week) {
        int bits = users & ~RoadGraph.ONLY & 0xff;
        if ((users & RoadGraph.ONLY) == 0) {
            forbid(stateOf(path, path.length - 1), path[path.length - 1], bits, week);
            return;
        }
        // Who has driven from the first arc into the second must follow the path to its end.
        for (int length = path.length == 2 ? 1 : 2; length < path.length; length++) {
            int state = stateOf(path, length);
            int junction = graph.head(path[length - 1]);
            for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
                int arc = graph.forwardArc[i];
                if (arc != path[length]) forbid(state, arc, bits, week);
            }
        }
    }

    private void forbid(int state, int arc, int bits, int week) {
        if (week == 0) forbidden.merge(key(state, arc), bits, (a, b) -> a | b);
        else
            sometimes
                    .computeIfAbsent(key(state, arc), _ -> new ArrayList<>())
                    .add(new Timed(bits, week));
    }
}
