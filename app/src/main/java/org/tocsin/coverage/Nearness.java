package org.tocsin.coverage;

import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How long calls wait for the drive when units stand at posts: where {@link Reach} asks what is
 * reached in time, this asks how near the next unit is. Immutable after it is made; any number of
 * threads.
 *
 * <p>A unit is gone with probability {@code q} when a call comes, so that the nearest answers with
 * {@code 1 - q}, the second with {@code q (1 - q)}, and so on; what none answers counts {@link
 * #NOBODY_SECONDS}. That is the p-median problem with units that may be busy.
 *
 * @see <a href="https://doi.org/10.1287/opre.13.3.462">S. L. Hakimi, "Optimum distribution of
 *     switching centers", Operations Research 13, 1965 (p-median)</a>
 * @see <a href="https://doi.org/10.1287/trsc.17.1.48">M. S. Daskin, Transportation Science 17, 1983
 *     (units busy independently)</a>
 */
public final class Nearness {
    /** What a call counts that no idle unit is left for. */
    public static final double NOBODY_SECONDS = 1_800;

    private static final double LEAST_GAIN_SECONDS = 1e-9;

    private final double[] weight;
    private final double total;

    /** By place, the posts, the nearest first, and how far they are. */
    private final int[][] post;

    private final double[][] seconds;
    private final int posts;

    private Nearness(double[] weight, int[][] post, double[][] seconds, int posts) {
        this.weight = weight;
        this.post = post;
        this.seconds = seconds;
        this.posts = posts;
        total = Arrays.stream(weight).sum();
    }

    /**
     * @throws IllegalArgumentException if there are more than {@value Reach#MAX_PLACES} places or
     *     {@value Reach#MAX_POSTS} posts
     */
    public static Nearness of(
            List<Reach.Place> places, List<Point> posts, TravelTime roads, Conditions conditions) {
        if (places.size() > Reach.MAX_PLACES || posts.size() > Reach.MAX_POSTS) {
            throw new IllegalArgumentException(
                    "%d places and %d posts, expected at most %d and %d"
                            .formatted(
                                    places.size(),
                                    posts.size(),
                                    Reach.MAX_PLACES,
                                    Reach.MAX_POSTS));
        }
        int[][] post = new int[places.size()][];
        double[][] seconds = new double[places.size()][];
        for (int i = 0; i < post.length; i++) {
            Times times = roads.to(places.get(i).point(), posts, conditions);
            post[i] =
                    IntStream.range(0, posts.size())
                            .filter(times::reached)
                            .boxed()
                            .sorted(Comparator.comparingDouble(p -> seconds(times, p)))
                            .mapToInt(Integer::intValue)
                            .toArray();
            seconds[i] = Arrays.stream(post[i]).mapToDouble(p -> seconds(times, p)).toArray();
        }
        double[] weight = places.stream().mapToDouble(Reach.Place::weight).toArray();
        return new Nearness(weight, post, seconds, posts.size());
    }

    /**
     * The same from drives that are known.
     *
     * @param weight by place; 0 or more
     * @param seconds from each post to each place, infinite where no road leads
     */
    static Nearness of(double[] weight, double[][] seconds) {
        int[][] post = new int[weight.length][];
        double[][] sorted = new double[weight.length][];
        for (int i = 0; i < weight.length; i++) {
            int place = i;
            post[i] =
                    IntStream.range(0, seconds.length)
                            .filter(p -> seconds[p][place] < Double.POSITIVE_INFINITY)
                            .boxed()
                            .sorted(Comparator.comparingDouble(p -> seconds[p][place]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            sorted[i] =
                    Arrays.stream(post[i])
                            .mapToDouble(p -> Math.min(NOBODY_SECONDS, seconds[p][place]))
                            .toArray();
        }
        return new Nearness(weight.clone(), post, sorted, seconds.length);
    }

    private static double seconds(Times times, int post) {
        return Math.min(NOBODY_SECONDS, times.seconds(post).orElse(NOBODY_SECONDS));
    }

    /**
     * The mean drive to a call.
     *
     * @param gone how likely a unit is gone when a call comes, 0 to 1
     * @return seconds
     */
    public double expectedSeconds(int[] unitsAtPost, double gone) {
        double sum = 0;
        for (int place = 0; place < weight.length; place++) {
            sum += weight[place] * expectedSeconds(place, unitsAtPost, gone);
        }
        return sum / total;
    }

    private double expectedSeconds(int place, int[] unitsAtPost, double gone) {
        int[] order = post[place];
        double left = 1;
        double sum = 0;
        for (int i = 0; i < order.length && left > 1e-4; i++) {
            int units = unitsAtPost[order[i]];
            if (units == 0) continue;
            double still = left;
            for (int k = 0; k < units; k++) still *= gone;
            sum += (left - still) * seconds[place][i];
            left = still;
        }
        return sum + left * NOBODY_SECONDS;
    }

    /**
     * The mean drive to a call once a unit has gone from one post to another, for each other: a
     * look at every place for each post, where {@link #expectedSeconds(int[], double)} anew for
     * each would go through all its posts.
     *
     * @param from a post with one unit at least
     * @return by the post it has gone to, seconds
     */
    double[] afterMoving(int[] unitsAtPost, int from, double gone) {
        int[] others = unitsAtPost.clone();
        others[from]--;
        double[] power = new double[1 + Arrays.stream(others).max().orElse(0)];
        power[0] = 1;
        for (int i = 1; i < power.length; i++) power[i] = power[i - 1] * gone;
        double[] sum = new double[posts];
        double[] farther = new double[posts + 1];
        for (int place = 0; place < weight.length; place++) {
            addAfterMoving(place, others, power, gone, farther, sum);
        }
        for (int i = 0; i < posts; i++) sum[i] /= total;
        return sum;
    }

    /**
     * @param farther room: the drive where nobody nearer is left, from each post on
     */
    private void addAfterMoving(
            int place, int[] others, double[] power, double gone, double[] farther, double[] sum) {
        int[] order = post[place];
        double[] drive = seconds[place];
        farther[order.length] = NOBODY_SECONDS;
        for (int i = order.length - 1; i >= 0; i--) {
            double left = power[others[order[i]]];
            farther[i] = (1 - left) * drive[i] + left * farther[i + 1];
        }
        double most = weight[place] * farther[0];
        for (int i = 0; i < posts; i++) sum[i] += most;
        double left = 1;
        for (int i = 0; i < order.length; i++) {
            // With one more here, what is left of all nearer ones finds it, or drives on as before.
            sum[order[i]] -= weight[place] * left * (1 - gone) * (farther[i] - drive[i]);
            left *= power[others[order[i]]];
        }
    }

    /**
     * Calls that ask for the same.
     *
     * @param share how many they are, in any unit
     * @param classes the classes of units that can answer them
     */
    public record Kind(double share, Set<Integer> classes) {
        public Kind {
            classes = Set.copyOf(classes);
        }
    }

    /**
     * The mean drive to a call where not every unit can answer every call.
     *
     * @param unitsAtPost by class of units, then by post
     */
    public double expectedSeconds(int[][] unitsAtPost, List<Kind> kinds, double gone) {
        double sum = 0;
        double shares = 0;
        int[] able = new int[posts];
        for (Kind kind : kinds) {
            Arrays.fill(able, 0);
            for (int each : kind.classes()) add(unitsAtPost[each], able);
            sum += kind.share() * expectedSeconds(able, gone);
            shares += kind.share();
        }
        return sum / shares;
    }

    private static void add(int[] more, int[] to) {
        for (int i = 0; i < to.length; i++) to[i] += more[i];
    }

    /** As {@link #best(int[], List, double, int, IntPredicate)}, with units that are all alike. */
    public int[] best(int units, double gone, int most, IntPredicate usable) {
        return best(new int[] {units}, ALIKE, gone, most, usable)[0];
    }

    private static final List<Kind> ALIKE = List.of(new Kind(1, Set.of(0)));

    /**
     * Where so many units are near: chosen one after the other, then moved one by one as long as
     * that helps. Mostly the best, never proved.
     *
     * @param units how many there are of each class
     * @param kinds what calls ask for, one at least
     * @param most how many units a post takes
     * @param usable which posts
     * @return units by class, then by post
     */
    public int[][] best(int[] units, List<Kind> kinds, double gone, int most, IntPredicate usable) {
        var placing = new Placing(new int[units.length][posts], kinds, gone, most, usable);
        for (int each = 0; each < units.length; each++) {
            for (int i = 0; i < units[each]; i++) placing.place(each);
        }
        while (placing.moveOne()) {
            // Each round is better than the one before: it ends.
        }
        return placing.at;
    }

    /** Units on their way to the best posts. */
    private final class Placing {
        private final int[][] at;
        private final List<Kind> kinds;
        private final double gone;
        private final int most;
        private final IntPredicate usable;

        Placing(int[][] at, List<Kind> kinds, double gone, int most, IntPredicate usable) {
            this.at = at;
            this.kinds = kinds;
            this.gone = gone;
            this.most = most;
            this.usable = usable;
        }

        private double value() {
            return expectedSeconds(at, kinds, gone);
        }

        private int unitsAt(int post) {
            int sum = 0;
            for (int[] each : at) sum += each[post];
            return sum;
        }

        /** Where no post takes it, the unit is left out. */
        void place(int of) {
            int best = bestFor(of);
            if (best >= 0) at[of][best]++;
        }

        private int bestFor(int of) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int post = 0; post < posts; post++) {
                if (unitsAt(post) >= most || !usable.test(post)) continue;
                at[of][post]++;
                double value = value();
                at[of][post]--;
                if (value < least) {
                    best = post;
                    least = value;
                }
            }
            return best;
        }

        boolean moveOne() {
            double now = value();
            for (int of = 0; of < at.length; of++) {
                for (int from = 0; from < posts; from++) {
                    if (at[of][from] == 0) continue;
                    at[of][from]--;
                    int to = bestFor(of);
                    at[of][to]++;
                    if (value() < now - LEAST_GAIN_SECONDS) return true;
                    at[of][to]--;
                    at[of][from]++;
                }
            }
            return false;
        }
    }
}
