package org.tocsin.simulate.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Calls that are counted together (all, a priority, a type, an area) in one run, times in seconds.
 *
 * @param calls how many came
 * @param unserved how many nobody had come to when the run ended
 * @param late how many were reached after their target, or not at all
 * @param waited for how many no unit was sent when the dispatcher was ready to send one
 * @param response from the ring to the first unit on scene
 * @param answering from the ring to the answer, of all calls
 * @param dispatching from the ring to the sending of the unit that came first; like the next two,
 *     of calls that somebody came to
 * @param turnout from there to driving off
 * @param driving from there to the scene
 * @param waiting from where the dispatcher was ready to the sending of that unit, of all calls that
 *     somebody came to
 * @param onScene of the unit that came first
 * @param transport of those who were taken to a hospital
 * @param handover of the same, restocking included
 */
public record Group(
        String name,
        int calls,
        int unserved,
        int late,
        int waited,
        Leg response,
        Leg answering,
        Leg dispatching,
        Leg turnout,
        Leg driving,
        Leg waiting,
        Leg onScene,
        Leg transport,
        Leg handover) {

    /** Times of many calls, in seconds; all 0 where there is none. */
    public record Leg(
            double mean, double median, double ninetieth, double ninetyFifth, double longest) {
        /**
         * @param seconds in any order; not kept
         */
        static Leg of(double[] seconds) {
            double[] sorted = seconds.clone();
            Arrays.sort(sorted);
            return new Leg(
                    Arrays.stream(sorted).average().orElse(0),
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.9),
                    quantile(sorted, 0.95),
                    sorted.length == 0 ? 0 : sorted[sorted.length - 1]);
        }
    }

    /** What the record alone does not say of a call. */
    interface Judge {
        boolean isLate(Measures.Served served);

        /** From the ring to where the dispatcher was ready to send somebody. */
        Duration ready(Measures.Served served);
    }

    static Group of(String name, List<Measures.Served> all, Judge judge) {
        List<Measures.Served> served =
                all.stream().filter(each -> each.onScene().isPresent()).toList();
        double[] waits = served.stream().mapToDouble(each -> wait(each, judge)).toArray();
        int unserved = all.size() - served.size();
        return new Group(
                name,
                all.size(),
                unserved,
                (int) all.stream().filter(judge::isLate).count(),
                unserved + (int) Arrays.stream(waits).filter(wait -> wait > 0).count(),
                leg(served, Measures.Served::response),
                leg(all, each -> Optional.of(each.answering())),
                leg(served, Measures.Served::dispatching),
                leg(served, Measures.Served::turnout),
                leg(served, Measures.Served::driving),
                Leg.of(waits),
                leg(served, Measures.Served::onSceneFor),
                leg(served, Measures.Served::transport),
                leg(served, Measures.Served::handover));
    }

    /** One leg of a call; empty where it has none. */
    interface Part {
        Optional<Duration> of(Measures.Served served);
    }

    static Leg leg(List<Measures.Served> all, Part part) {
        double[] seconds = new double[all.size()];
        int count = 0;
        for (Measures.Served each : all) {
            Optional<Duration> leg = part.of(each);
            if (leg.isPresent()) seconds[count++] = leg.get().toMillis() / 1000.0;
        }
        return Leg.of(Arrays.copyOf(seconds, count));
    }

    private static double wait(Measures.Served served, Judge judge) {
        Instant ready = served.opened().plus(judge.ready(served));
        return Math.max(0, Duration.between(ready, served.sent()).toMillis() / 1000.0);
    }

    /** The smallest value that so large a share of all does not exceed. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) return 0;
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }

    double lateShare() {
        return calls == 0 ? 0 : late / (double) calls;
    }

    double waitedShare() {
        return calls == 0 ? 0 : waited / (double) calls;
    }

    double mean() {
        return response.mean();
    }
}
