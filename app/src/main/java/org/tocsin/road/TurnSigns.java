package org.tocsin.road;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Finds the arcs that restriction relations mean: the one that comes in, those on the way, the one
 * that goes out. What is not clear (a way that the junction cuts in two, members that do not meet,
 * ways outside the extract) is counted and left out.
 */
final class TurnSigns {
    /** More ways between the first and the last than any real restriction has. */
    static final int MAX_VIA_WAYS = 20;

    private static final int MAX_VIA_ARCS = 200;

    /**
     * A relation as it was read.
     *
     * @param viaNodes indexes of nodes
     */
    record Relation(
            List<TurnSign> signs,
            List<Long> from,
            List<Integer> viaNodes,
            List<Long> viaWays,
            List<Long> to) {}

    private final RoadGraph.Stored stored;
    private final int[] nodeOfJunction;
    private final boolean[] used;
    private final Map<Long, List<Integer>> arcsOfWay = new HashMap<>();
    private final Map<Integer, List<Integer>> viaArcsFrom = new HashMap<>();

    private final Ints start = new Ints();
    private final Ints arcs = new Ints();
    private final Ints users = new Ints();
    private final Ints weeks = new Ints();
    private final ToIntFunction<WeekTimes> numberOfWeek;
    private int read;
    private int unclear;
    private int sometimes;

    TurnSigns(
            RoadGraph.Stored stored,
            int[] nodeOfJunction,
            boolean[] used,
            List<Relation> relations,
            ToIntFunction<WeekTimes> numberOfWeek) {
        this.numberOfWeek = numberOfWeek;
        this.stored = stored;
        this.nodeOfJunction = nodeOfJunction;
        this.used = used;
        var ways = new HashSet<Long>();
        for (Relation relation : relations) {
            ways.addAll(relation.from());
            ways.addAll(relation.viaWays());
            ways.addAll(relation.to());
        }
        for (int segment = 0; segment < stored.from().length; segment++) {
            long way = stored.way().get(segment);
            if (!ways.contains(way) || stored.roadClass()[segment] == barrier()) continue;
            List<Integer> own = arcsOfWay.computeIfAbsent(way, _ -> new ArrayList<>());
            if (used[2 * segment]) own.add(2 * segment);
            if (used[2 * segment + 1]) own.add(2 * segment + 1);
        }
        start.add(0);
        for (Relation relation : relations) place(relation);
    }

    private static byte barrier() {
        return RoadGraph.number(RoadClass.BARRIER);
    }

    private int tail(int arc) {
        return (arc & 1) == 0 ? stored.from()[arc >> 1] : stored.to()[arc >> 1];
    }

    private int head(int arc) {
        return (arc & 1) == 0 ? stored.to()[arc >> 1] : stored.from()[arc >> 1];
    }

    private void place(Relation relation) {
        read++;
        boolean placed = false;
        for (TurnSign sign : relation.signs()) {
            for (int[] path : paths(relation, sign)) {
                add(sign, path);
                placed = true;
            }
            if (sign.sometimes()) sometimes++;
        }
        if (!placed) unclear++;
    }

    private void add(TurnSign sign, int[] path) {
        for (int arc : path) arcs.add(arc);
        start.add(arcs.size());
        users.add(sign.users() | (sign.only() ? RoadGraph.ONLY : 0));
        weeks.add(numberOfWeek.applyAsInt(sign.times()));
    }

    private List<int[]> paths(Relation relation, TurnSign sign) {
        var found = new ArrayList<int[]>();
        for (long from : relation.from()) {
            for (long to : relation.to()) {
                if (!relation.viaWays().isEmpty()) {
                    int[] path = byWays(from, relation.viaWays(), to);
                    if (path != null) found.add(path);
                } else if (relation.viaNodes().size() == 1) {
                    found.addAll(byNode(from, relation.viaNodes().getFirst(), to, sign));
                }
            }
        }
        return found;
    }

    private List<int[]> byNode(long from, int node, long to, TurnSign sign) {
        List<Integer> in = new ArrayList<>();
        List<Integer> out = new ArrayList<>();
        for (int arc : arcs(from)) if (nodeOfJunction[head(arc)] == node) in.add(arc);
        for (int arc : arcs(to)) if (nodeOfJunction[tail(arc)] == node) out.add(arc);
        if (from == to && sign.round()) {
            return in.stream()
                    .filter(arc -> used[arc ^ 1])
                    .map(arc -> new int[] {arc, arc ^ 1})
                    .toList();
        }
        if (in.size() != 1 || out.size() != 1) return List.of();
        // A gate at the junction lies between the two: then they do not meet.
        if (head(in.getFirst()) != tail(out.getFirst())) return List.of();
        return List.of(new int[] {in.getFirst(), out.getFirst()});
    }

    private List<Integer> arcs(long way) {
        return arcsOfWay.getOrDefault(way, List.of());
    }

    // The shortest way in arcs over the ways between, from an end of the first to one of the last.
    private int @Nullable [] byWays(long from, List<Long> between, long to) {
        if (between.size() > MAX_VIA_WAYS) return null;
        viaArcsFrom.clear();
        for (long way : between) {
            for (int arc : arcs(way)) {
                viaArcsFrom.computeIfAbsent(tail(arc), _ -> new ArrayList<>()).add(arc);
            }
        }
        int[] best = null;
        boolean twice = false;
        for (int arc : arcs(from)) {
            int[] path = pathFrom(arc, to);
            if (path == null) continue;
            twice = best != null && best.length == path.length;
            if (best == null || path.length < best.length) best = path;
        }
        return twice ? null : best;
    }

    private int @Nullable [] pathFrom(int first, long to) {
        var before = new HashMap<Integer, Integer>();
        var open = new ArrayDeque<Integer>();
        open.add(first);
        before.put(first, first);
        while (!open.isEmpty() && before.size() <= MAX_VIA_ARCS) {
            int arc = open.remove();
            if (arc != first) {
                for (int out : arcs(to)) {
                    if (tail(out) == head(arc) && out != (arc ^ 1)) return path(before, arc, out);
                }
            }
            for (int next : viaArcsFrom.getOrDefault(head(arc), List.of())) {
                if (next == (arc ^ 1) || before.containsKey(next)) continue;
                before.put(next, arc);
                open.add(next);
            }
        }
        return null;
    }

    private static int[] path(Map<Integer, Integer> before, int last, int out) {
        var path = new ArrayList<Integer>(List.of(out));
        Integer arc = last;
        while (arc != null) {
            path.add(arc);
            Integer previous = before.get(arc);
            arc = previous == null || previous.equals(arc) ? null : previous;
        }
        Collections.reverse(path);
        return path.stream().mapToInt(Integer::intValue).toArray();
    }

    RoadGraph.Signs finish() {
        byte[] bits = new byte[users.size()];
        for (int i = 0; i < bits.length; i++) bits[i] = (byte) users.get(i);
        return new RoadGraph.Signs(
                start.toArray(), arcs.toArray(), bits, weeks.toArray(), read, unclear, sometimes);
    }
}
