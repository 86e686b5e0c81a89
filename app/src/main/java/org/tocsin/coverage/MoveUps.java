package org.tocsin.coverage;

import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What share of the demand is reached in time by the units that are idle now, and which of them
 * would restore most of it from another post. It proposes; a person moves. Drives that were asked
 * for are kept while roads stay as they are, so that a change of one unit costs one question. Any
 * number of threads; one at a time.
 */
public final class MoveUps {
    /** More places than this are put together beforehand. */
    public static final int MAX_PLACES = 1_000;

    /** The proposals told. */
    public static final int MAX_PROPOSALS = 5;

    /** Drives kept; then all are forgotten: units that move stand at many points. */
    static final int MAX_KEPT = 2_000;

    /** A move gains at least so much of the demand. */
    static final double WORTH = 0.01;

    /** A drive of so long takes all of a gain's worth. */
    private static final double HORIZON_SECONDS = 2_400;

    /** Ways are longer than straight lines by so much, for kilometres. */
    private static final double WINDING = 1.35;

    private final List<Reach.Place> places;

    /** By place, what its calls ask for; any of these answers them, and of none anything. */
    private final List<Set<String>> asks;

    private final List<Point> points;
    private final double total;
    private final List<Post> posts;
    private final TravelTime roads;
    private final Map<Point, BitSet> kept = new HashMap<>();
    private final Map<Set<String>, BitSet> answeredBy = new HashMap<>();
    private Optional<Conditions> keptFor = Optional.empty();

    /** Where units may wait. */
    public record Post(String id, String name, Point point) {}

    /**
     * A unit that could answer the next call.
     *
     * @param post the id of the post it belongs to now
     * @param mayMove whether it may be asked to wait elsewhere: its crew is not to rest, and was
     *     not moved already
     * @param capabilities what it can do: it covers only calls that ask for some of that
     */
    public record Idle(
            String unit, String post, Point point, boolean mayMove, Set<String> capabilities) {
        public Idle {
            capabilities = Set.copyOf(capabilities);
        }

        /** One that nothing is asked of by name. */
        public Idle(String unit, String post, Point point, boolean mayMove) {
            this(unit, post, point, mayMove, Set.of());
        }
    }

    /**
     * A move.
     *
     * @param covered the share of demand that idle units reach afterwards
     * @param expected how much more of the demand finds a free unit, units being as busy as now
     * @param drive the unit's drive to the post
     * @param kilometers of that drive, from its straight line
     */
    public record Proposal(
            String unit,
            String from,
            Post to,
            double covered,
            double expected,
            Duration drive,
            double kilometers,
            String reason) {}

    /**
     * How things stand.
     *
     * @param covered the share of demand that an idle unit reaches in time, 0 to 1
     * @param proposals the best first, each for a unit and a post of its own
     */
    public record Answer(double covered, List<Proposal> proposals) {}

    /**
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} places, or no
     *     demand
     */
    public MoveUps(List<Reach.Place> places, List<Post> posts, TravelTime roads) {
        this(places, Collections.nCopies(places.size(), Set.of()), posts, roads);
    }

    /**
     * @param asks by place, the capabilities any of which its calls ask for; none: any unit answers
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} places, or no
     *     demand
     */
    public MoveUps(
            List<Reach.Place> places, List<Set<String>> asks, List<Post> posts, TravelTime roads) {
        if (places.size() > MAX_PLACES) {
            throw new IllegalArgumentException(
                    "%d places, expected at most %d".formatted(places.size(), MAX_PLACES));
        }
        this.places = List.copyOf(places);
        this.asks = List.copyOf(asks);
        this.posts = List.copyOf(posts);
        this.roads = roads;
        points = places.stream().map(Reach.Place::point).toList();
        total = places.stream().mapToDouble(Reach.Place::weight).sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("no demand, expected some at one place at least");
        }
    }

    /** Whether a move may be proposed. */
    public interface Wanted {
        boolean is(String unit, String post);
    }

    /** As {@link #look(List, double, Conditions, Wanted)}, with every move wanted. */
    public Answer look(List<Idle> idle, double busy, Conditions conditions) {
        return look(idle, busy, conditions, (_, _) -> true);
    }

    /**
     * @param busy how much of its time a unit is busy, 0 to below 1
     */
    public synchronized Answer look(
            List<Idle> idle, double busy, Conditions conditions, Wanted wanted) {
        forgetUnlessFor(conditions);
        int[] depth = new int[points.size()];
        for (Idle each : idle) count(depth, reach(each, each.point(), conditions), 1);
        double covered = covered(depth);
        var proposals = new ArrayList<Proposal>();
        for (Idle each : idle) {
            if (each.mayMove())
                best(each, depth, busy, covered, conditions, wanted).ifPresent(proposals::add);
        }
        proposals.sort(
                Comparator.comparingDouble(Proposal::expected)
                        .reversed()
                        .thenComparing(Proposal::unit));
        return new Answer(covered, oneForEachPost(proposals));
    }

    private void forgetUnlessFor(Conditions conditions) {
        boolean same = keptFor.filter(known -> isSame(known, conditions)).isPresent();
        if (!same || kept.size() > MAX_KEPT) kept.clear();
        keptFor = Optional.of(conditions);
    }

    /** Whether drives take as long now; roads that open by the clock do so at full hours. */
    private static boolean isSame(Conditions known, Conditions now) {
        return known.profile().equals(now.profile())
                && known.profile().factorsAt(known.at()).equals(now.profile().factorsAt(now.at()))
                && known.at()
                        .truncatedTo(ChronoUnit.HOURS)
                        .equals(now.at().truncatedTo(ChronoUnit.HOURS))
                && holding(known).equals(holding(now));
    }

    private static List<Closure> holding(Conditions conditions) {
        return conditions.closures().stream()
                .filter(each -> each.holdsAt(conditions.at()))
                .toList();
    }

    private static List<Proposal> oneForEachPost(List<Proposal> proposals) {
        var told = new ArrayList<Proposal>();
        for (Proposal each : proposals) {
            if (told.size() == MAX_PROPOSALS) break;
            if (told.stream().noneMatch(other -> other.to().equals(each.to()))) told.add(each);
        }
        return told;
    }

    private BitSet reach(Point from, Conditions conditions) {
        return kept.computeIfAbsent(
                from,
                _ -> {
                    Times times = roads.from(from, points, conditions);
                    var reached = new BitSet(points.size());
                    for (int i = 0; i < points.size(); i++) {
                        double limit = places.get(i).within().toMillis() / 1000.0;
                        if (times.seconds(i).orElse(Double.POSITIVE_INFINITY) <= limit) {
                            reached.set(i);
                        }
                    }
                    return reached;
                });
    }

    /** Of what is in reach of a point, what this unit can answer. */
    private BitSet reach(Idle unit, Point from, Conditions conditions) {
        BitSet answered = answered(unit.capabilities());
        BitSet reached = reach(from, conditions);
        if (answered.cardinality() == points.size()) return reached;
        var both = (BitSet) reached.clone();
        both.and(answered);
        return both;
    }

    private BitSet answered(Set<String> capabilities) {
        return answeredBy.computeIfAbsent(
                capabilities,
                _ -> {
                    var answered = new BitSet(points.size());
                    for (int i = 0; i < points.size(); i++) {
                        Set<String> asked = asks.get(i);
                        if (asked.isEmpty() || !Collections.disjoint(asked, capabilities)) {
                            answered.set(i);
                        }
                    }
                    return answered;
                });
    }

    private static void count(int[] depth, BitSet reached, int change) {
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            depth[i] += change;
        }
    }

    private double covered(int[] depth) {
        double sum = 0;
        for (int i = 0; i < depth.length; i++) if (depth[i] > 0) sum += places.get(i).weight();
        return sum / total;
    }

    /** What a unit more adds to the expected share, as in {@link Reach#gain}. */
    private double gain(int[] depth, BitSet reached, double busy) {
        double sum = 0;
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            sum += places.get(i).weight() * (1 - busy) * StrictMath.pow(busy, depth[i]);
        }
        return sum / total;
    }

    private Optional<Proposal> best(
            Idle unit,
            int[] depth,
            double busy,
            double covered,
            Conditions conditions,
            Wanted wanted) {
        int[] others = depth.clone();
        BitSet here = reach(unit, unit.point(), conditions);
        count(others, here, -1);
        double stays = gain(others, here, busy);
        Optional<Proposal> best = Optional.empty();
        double most = WORTH;
        for (Post post : posts) {
            if (post.id().equals(unit.post()) || !wanted.is(unit.unit(), post.id())) continue;
            BitSet there = reach(unit, post.point(), conditions);
            double gains = gain(others, there, busy) - stays;
            if (gains <= most) continue;
            Optional<Duration> drive =
                    roads.to(post.point(), List.of(unit.point()), conditions).time(0);
            if (drive.isEmpty()) continue;
            double worth = gains * (1 - drive.get().toSeconds() / HORIZON_SECONDS);
            if (worth <= most) continue;
            most = worth;
            int[] after = others.clone();
            count(after, there, 1);
            best = Optional.of(proposal(unit, post, covered, covered(after), gains, drive.get()));
        }
        return best;
    }

    private static Proposal proposal(
            Idle unit, Post post, double before, double after, double gains, Duration drive) {
        double kilometers = unit.point().metersTo(post.point()) * WINDING / 1000;
        String reason =
                String.format(
                        Locale.ROOT,
                        "%s to %s: %.0f %% of calls in reach instead of %.0f %%, %.1f %% more find"
                                + " a free unit; %d min, about %.1f km",
                        unit.unit(),
                        post.name(),
                        100 * after,
                        100 * before,
                        100 * gains,
                        Math.max(1, drive.plusSeconds(30).toMinutes()),
                        kilometers);
        return new Proposal(
                unit.unit(), unit.post(), post, after, gains, drive, kilometers, reason);
    }
}
