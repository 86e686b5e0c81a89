package org.tocsin.road;

/** A drive by turns, put together from its states: what it takes and where it leads. */
final class Drive {
    private final RoadGraph graph;
    private final TurnMap map;
    private final OpenRoads roads;
    private final Spot start;
    private final Spot end;
    private final int[] states;

    /** What each state takes, the turn into it with it; then what is left to the end. */
    private final int[] times;

    private boolean left;

    /** The arc of the end's segment that is entered last; −1: the last state ends there. */
    private int lastArc = -1;

    private TurnKind lastTurn = TurnKind.ON;

    /**
     * @param states from that on which the start is left to that from which the end's road is
     *     entered
     */
    Drive(RoadGraph graph, TurnMap map, OpenRoads roads, Spot start, Spot end, int[] states) {
        this.graph = graph;
        this.map = map;
        this.roads = roads;
        this.start = start;
        this.end = end;
        this.states = states;
        times = new int[states.length + 1];
        roads.leaving(
                start,
                (state, time) -> {
                    if (state == states[0] && (!left || time < times[0])) {
                        times[0] = time;
                        left = true;
                    }
                });
        for (int i = 1; i < states.length; i++) {
            int turn = turn(states[i - 1], states[i]);
            times[i] = roads.delay(turn) + roads.whole(map.turns.arcOf(states[i]));
        }
        int last = states[states.length - 1];
        boolean[] there = new boolean[1];
        roads.arriving(end, (state, time) -> there[0] |= state == last && time == 0);
        if (there[0]) return;
        enterEnd(2 * end.segment(), roads.part(2 * end.segment(), 0, end.fraction()));
        enterEnd(2 * end.segment() + 1, roads.part(2 * end.segment() + 1, end.fraction(), 1));
    }

    private int turn(int from, int to) {
        for (int turn = map.turns.start[from]; turn < map.turns.start[from + 1]; turn++) {
            if (map.turns.head[turn] == to) return turn;
        }
        throw new IllegalStateException("no turn leads from state %d to %d".formatted(from, to));
    }

    private void enterEnd(int arc, int time) {
        if (time == RoadGraph.CLOSED) return;
        int last = states[states.length - 1];
        map.entering(
                arc,
                (state, turn) -> {
                    if (state != last || roads.delay(turn) == RoadGraph.CLOSED) return;
                    int whole = roads.delay(turn) + time;
                    if (lastArc >= 0 && whole >= times[states.length]) return;
                    times[states.length] = whole;
                    lastArc = arc;
                    lastTurn = map.turns.kind(turn);
                });
    }

    int deciseconds() {
        int sum = 0;
        for (int time : times) sum += time;
        return sum;
    }

    Route route() {
        var line = new RouteLine(graph);
        // At a junction one may leave by another road than the spot's: then nothing is driven on
        // it.
        boolean along = (states[0] & 1) == 0;
        boolean own = states[0] >> 1 == start.segment();
        double to = own ? (along ? 1 : 0) : start.fraction();
        line.drive(start.segment(), start.fraction(), to, times[0]);
        for (int i = 1; i < states.length; i++) {
            TurnKind kind = map.turns.kind(turn(states[i - 1], states[i]));
            drive(line, map.turns.arcOf(states[i]), times[i], kind);
        }
        if (lastArc < 0) return line.finish();
        boolean forward = (lastArc & 1) == 0;
        int here = times[states.length];
        line.drive(end.segment(), forward ? 0 : 1, end.fraction(), here, lastTurn);
        return line.finish();
    }

    Trip trip() {
        int parts = states.length + (lastArc < 0 ? 0 : 1);
        int[] segment = new int[parts];
        double[] from = new double[parts];
        double[] to = new double[parts];
        int[] until = new int[parts];
        boolean own = states[0] >> 1 == start.segment();
        segment[0] = start.segment();
        from[0] = start.fraction();
        to[0] = own ? 1 - (states[0] & 1) : start.fraction();
        int sum = times[0];
        until[0] = sum;
        for (int i = 1; i < states.length; i++) {
            int arc = map.turns.arcOf(states[i]);
            segment[i] = RoadGraph.segment(arc);
            from[i] = arc & 1;
            to[i] = 1 - (arc & 1);
            sum += times[i];
            until[i] = sum;
        }
        if (lastArc >= 0) {
            int last = parts - 1;
            segment[last] = end.segment();
            from[last] = lastArc & 1;
            to[last] = end.fraction();
            until[last] = sum + times[states.length];
        }
        return new Trip(graph, segment, from, to, until);
    }

    private static void drive(RouteLine line, int arc, int time, TurnKind turn) {
        boolean along = (arc & 1) == 0;
        line.drive(RoadGraph.segment(arc), along ? 0 : 1, along ? 1 : 0, time, turn);
    }
}
