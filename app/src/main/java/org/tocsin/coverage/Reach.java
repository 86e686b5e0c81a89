package org.tocsin.coverage;

import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which demand is reached in its target time from which post, by road, and what share of it units
 * standing at posts cover. Immutable after it is made; any number of threads.
 *
 * <p>The expected share counts that units may be busy: with {@code k} units within reach, each busy
 * a share {@code q} of the time, a call finds one free with probability {@code 1 - q^k}.
 *
 * @see <a href="https://doi.org/10.1287/trsc.17.1.48">M. S. Daskin, "A maximum expected covering
 *     location model", Transportation Science 17, 1983 (MEXCLP)</a>
 */
public final class Reach {
    /** More places of demand than a coverage map shows. */
    public static final int MAX_PLACES = 5_000;

    /** More posts than one center has. */
    public static final int MAX_POSTS = 1_000;

    private final double[] weight;
    private final double total;

    /** By post, the places it reaches in time. */
    private final int[][] reached;

    /**
     * A place calls come from.
     *
     * @param weight how many, in any unit; 0 or more
     * @param within the driving time that is in time
     */
    public record Place(Point point, double weight, Duration within) {}

    private Reach(double[] weight, int[][] reached) {
        this.weight = weight;
        this.reached = reached;
        total = Arrays.stream(weight).sum();
    }

    /**
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} places or
     *     {@value #MAX_POSTS} posts, or no demand
     */
    public static Reach of(
            List<Place> places, List<Point> posts, TravelTime roads, Conditions conditions) {
        if (places.size() > MAX_PLACES || posts.size() > MAX_POSTS) {
            throw new IllegalArgumentException(
                    "%d places and %d posts, expected at most %d and %d"
                            .formatted(places.size(), posts.size(), MAX_PLACES, MAX_POSTS));
        }
        double[] weight = places.stream().mapToDouble(Place::weight).toArray();
        if (!(Arrays.stream(weight).sum() > 0)) {
            throw new IllegalArgumentException("no demand, expected some at one place at least");
        }
        List<List<Integer>> reached = new ArrayList<>();
        for (int post = 0; post < posts.size(); post++) reached.add(new ArrayList<>());
        for (int i = 0; i < places.size(); i++) {
            Times times = roads.to(places.get(i).point(), posts, conditions);
            double limit = places.get(i).within().toMillis() / 1000.0;
            for (int post = 0; post < posts.size(); post++) {
                if (times.reached(post) && times.seconds(post).orElseThrow() <= limit) {
                    reached.get(post).add(i);
                }
            }
        }
        return new Reach(
                weight,
                reached.stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new));
    }

    /**
     * Demand that the same posts reach in time.
     *
     * @param posts their indexes, rising; at least one
     * @param share of all demand, 0 to 1
     */
    public record Part(List<Integer> posts, double share) {}

    /** The demand that any post reaches, put together by the posts that do. */
    public List<Part> parts() {
        List<List<Integer>> reaching = new ArrayList<>();
        for (int place = 0; place < weight.length; place++) reaching.add(new ArrayList<>());
        for (int post = 0; post < reached.length; post++) {
            for (int place : reached[post]) reaching.get(place).add(post);
        }
        Map<List<Integer>, Double> shares = new LinkedHashMap<>();
        for (int place = 0; place < weight.length; place++) {
            if (reaching.get(place).isEmpty()) continue;
            shares.merge(reaching.get(place), weight[place] / total, Double::sum);
        }
        return shares.entrySet().stream()
                .map(each -> new Part(each.getKey(), each.getValue()))
                .toList();
    }

    public int posts() {
        return reached.length;
    }

    public int places() {
        return weight.length;
    }

    /** How many units are within reach of each place. */
    public int[] depth(int[] unitsAtPost) {
        int[] depth = new int[weight.length];
        for (int post = 0; post < reached.length; post++) {
            if (unitsAtPost[post] == 0) continue;
            for (int place : reached[post]) depth[place] += unitsAtPost[post];
        }
        return depth;
    }

    /** The share of demand that one unit at least reaches in time, 0 to 1. */
    public double covered(int[] unitsAtPost) {
        int[] depth = depth(unitsAtPost);
        double sum = 0;
        for (int place = 0; place < depth.length; place++) {
            if (depth[place] > 0) sum += weight[place];
        }
        return sum / total;
    }

    /**
     * The share of demand expected to find a free unit in reach, 0 to 1.
     *
     * @param busy how much of its time a unit is busy, 0 to 1
     */
    public double expected(int[] unitsAtPost, double busy) {
        int[] depth = depth(unitsAtPost);
        double sum = 0;
        for (int place = 0; place < depth.length; place++) {
            sum += weight[place] * (1 - StrictMath.pow(busy, depth[place]));
        }
        return sum / total;
    }

    /**
     * How much one unit more at a post adds to the expected share.
     *
     * @param depth of the units already there, as {@link #depth} says
     */
    public double gain(int[] depth, int post, double busy) {
        double[] powers = powers(busy);
        double sum = 0;
        for (int place : reached[post]) {
            sum += weight[place] * (1 - busy) * powers[Math.min(depth[place], powers.length - 1)];
        }
        return sum / total;
    }

    /** How much one unit fewer at a post takes away; it must have one. */
    public double loss(int[] depth, int post, double busy) {
        double[] powers = powers(busy);
        double sum = 0;
        for (int place : reached[post]) {
            int left = Math.max(0, depth[place] - 1);
            sum += weight[place] * (1 - busy) * powers[Math.min(left, powers.length - 1)];
        }
        return sum / total;
    }

    private static double[] powers(double busy) {
        double[] powers = new double[32];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) powers[i] = powers[i - 1] * busy;
        return powers;
    }

    /**
     * Where so many units cover most, chosen one after the other: at least 63 % of the best
     * possible, mostly near it.
     *
     * @param most how many units a post takes
     * @param usable which posts
     * @return units by post
     */
    public int[] greedy(int units, double busy, int most, IntPredicate usable) {
        int[] at = new int[reached.length];
        for (int i = 0; i < units; i++) {
            int[] depth = depth(at);
            int best = -1;
            double bestGain = -1;
            for (int post = 0; post < at.length; post++) {
                if (at[post] >= most || !usable.test(post)) continue;
                double gain = gain(depth, post, busy);
                if (gain > bestGain) {
                    best = post;
                    bestGain = gain;
                }
            }
            if (best < 0) break;
            at[best]++;
        }
        return at;
    }
}
