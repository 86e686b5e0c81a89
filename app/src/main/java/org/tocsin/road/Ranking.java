package org.tocsin.road;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The k that arrive first of those offered, each by its quickest way. */
final class Ranking {
    private int[] time = new int[16];
    private int[] unit = new int[16];
    private int size;
    private int most;
    private IntPredicate accept = _ -> true;

    void begin(int k, IntPredicate accepted) {
        most = k;
        accept = accepted;
        size = 0;
        if (time.length < k) {
            time = new int[k];
            unit = new int[k];
        }
    }

    /** A way of one of the units; less good ones and those of units not accepted are dropped. */
    void offer(int candidate, int deciseconds) {
        if (size == most && !before(deciseconds, candidate, most - 1)) return;
        int known = 0;
        while (known < size && unit[known] != candidate) known++;
        if (known == size) {
            if (!accept.test(candidate)) return;
            if (size < most) size++;
            known = size - 1;
        } else if (time[known] <= deciseconds) {
            return;
        }
        int place = known;
        while (place > 0 && before(deciseconds, candidate, place - 1)) {
            time[place] = time[place - 1];
            unit[place] = unit[place - 1];
            place--;
        }
        time[place] = deciseconds;
        unit[place] = candidate;
    }

    private boolean before(int deciseconds, int candidate, int place) {
        return deciseconds < time[place] || (deciseconds == time[place] && candidate < unit[place]);
    }

    /** Whoever takes longer than this is not among them. */
    int limit() {
        return size < most ? Integer.MAX_VALUE : time[most - 1];
    }

    List<Arrival> arrivals() {
        var arrivals = new ArrayList<Arrival>(size);
        for (int i = 0; i < size; i++) {
            arrivals.add(new Arrival(unit[i], Duration.ofMillis(time[i] * 100L)));
        }
        return List.copyOf(arrivals);
    }
}
