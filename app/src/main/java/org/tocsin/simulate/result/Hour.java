package org.tocsin.simulate.result;

import java.util.ArrayList;
import java.util.List;

/**
 * How things stood in one hour of the week, as the mean of looks every ten minutes.
 *
 * @param looks how many; 0 where the hour did not come to pass
 * @param covered the share of demand that an idle unit's post reaches in time, 0 to 1
 * @param idle units without work, of the agency that most calls are for
 * @param waiting calls that wait for a unit
 * @param mostWaiting at once
 */
public record Hour(int looks, double covered, double idle, double waiting, int mostWaiting) {
    static final int OF_WEEK = 168;

    /** Sums up looks. For one thread. */
    public static final class Sums {
        private final int[] looks = new int[OF_WEEK];
        private final double[] covered = new double[OF_WEEK];
        private final long[] idle = new long[OF_WEEK];
        private final long[] waiting = new long[OF_WEEK];
        private final int[] most = new int[OF_WEEK];

        public void look(int hour, double share, int units, int calls) {
            looks[hour]++;
            covered[hour] += share;
            idle[hour] += units;
            waiting[hour] += calls;
            most[hour] = Math.max(most[hour], calls);
        }

        /** By hour of the week from Monday 00:00. */
        public List<Hour> hours() {
            var hours = new ArrayList<Hour>();
            for (int i = 0; i < OF_WEEK; i++) {
                double n = Math.max(1, looks[i]);
                hours.add(new Hour(looks[i], covered[i] / n, idle[i] / n, waiting[i] / n, most[i]));
            }
            return List.copyOf(hours);
        }
    }

    /** Several hours as one, each counting as its looks; no looks where none had any. */
    static Hour together(List<Hour> hours) {
        int looks = 0;
        double covered = 0;
        double idle = 0;
        double waiting = 0;
        int most = 0;
        for (Hour each : hours) {
            looks += each.looks();
            covered += each.looks() * each.covered();
            idle += each.looks() * each.idle();
            waiting += each.looks() * each.waiting();
            most = Math.max(most, each.mostWaiting());
        }
        double n = Math.max(1, looks);
        return new Hour(looks, covered / n, idle / n, waiting / n, most);
    }
}
