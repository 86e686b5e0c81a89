package org.tocsin.road;

import java.util.List;

/**
 * What holds a driver up along an arc: how many of each {@link Holdup}, four bits each; and what
 * stands at a node, for whom, packed likewise.
 *
 * <p>Signs that do not say for which direction they stand are taken to stand for the end of the
 * road that they are nearer to; signals in the middle of a road stand for both.
 */
final class Holdups {
    private static final List<Holdup> ALL = List.of(Holdup.values());
    private static final int MOST = 15;

    /** Farther from both ends than this, what stands there stops both directions. */
    private static final double APPROACH_METERS = 40;

    private static final int FORWARD = 1 << 8;
    private static final int BACKWARD = 1 << 9;

    private Holdups() {}

    /** What stands at a node; neither direction: not said. */
    static int at(Holdup holdup, boolean forward, boolean backward) {
        return ALL.indexOf(holdup) + 1 | (forward ? FORWARD : 0) | (backward ? BACKWARD : 0);
    }

    static Holdup kind(int node) {
        return ALL.get((node & 0xff) - 1);
    }

    /** One more. */
    static int plus(int arc, Holdup holdup) {
        int shift = 4 * ALL.indexOf(holdup);
        return (arc >> shift & MOST) == MOST ? arc : arc + (1 << shift);
    }

    static int count(int arc, Holdup holdup) {
        return (arc >> (4 * ALL.indexOf(holdup))) & MOST;
    }

    /**
     * Whether it stands in the way of one direction.
     *
     * @param metersAhead from it to the end of the road, in that direction
     * @param metersBehind from the start of the road to it
     */
    static boolean stops(int node, boolean forward, double metersAhead, double metersBehind) {
        boolean said = (node & (FORWARD | BACKWARD)) != 0;
        if (said) return (node & (forward ? FORWARD : BACKWARD)) != 0;
        if (metersAhead == 0) return true;
        boolean directed =
                switch (kind(node)) {
                    case SIGNALS -> Math.min(metersAhead, metersBehind) <= APPROACH_METERS;
                    case STOP, GIVE_WAY -> true;
                    case CROSSING, CALMING, RAILS -> false;
                };
        return !directed || metersAhead <= metersBehind;
    }
}
