package org.tocsin.recommend;

import java.util.List;

/**
 * How good one filling is. The lesser is the better; see {@link Recommend} for what counts and in
 * which order.
 *
 * @param missing by requirement, how many slots nobody fills
 * @param seconds over the requirements, until the last unit sent is there, and what is asked of
 *     substitutes on top
 * @param steps down the lists of options, over the requirements
 * @param sent how many units are to be sent
 * @param cost of the matching
 */
record Grade(List<Integer> missing, long seconds, int steps, int sent, long cost)
        implements Comparable<Grade> {
    @Override
    public int compareTo(Grade other) {
        for (int i = 0; i < missing.size(); i++) {
            int first = missing.get(i).compareTo(other.missing.get(i));
            if (first != 0) return first;
        }
        int next = Long.compare(seconds, other.seconds);
        if (next == 0) next = Integer.compare(steps, other.steps);
        if (next == 0) next = Integer.compare(sent, other.sent);
        return next != 0 ? next : Long.compare(cost, other.cost);
    }
}
