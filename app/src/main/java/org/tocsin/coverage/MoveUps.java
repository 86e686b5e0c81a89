package org.tocsin.coverage;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What share of the demand is reached in time by the units that are idle now, and which of them
 * should wait elsewhere or go home, by the rule of {@link FewMoves}. It proposes; a person moves.
 * Drives that were asked for are kept while roads stay as they are, so that a change of one unit
 * costs one question. Any number of threads; one at a time.
 */
public final class MoveUps {
    /** More places than this are put together beforehand. */
    public static final int MAX_PLACES = 1_000;

    /** The proposals told. */
    public static final int MAX_PROPOSALS = 5;

    /** Drives kept; then all are forgotten: units that move stand at many points. */
    static final int MAX_KEPT = 2_000;

    /** Ways are longer than straight lines by so much, for kilometres. */
    private static final double WINDING = 1.35;

    private final List<Reach.Place> places;

    /** By place, what its calls ask for; any of these answers them, and of none anything. */
    private final List<Set<String>> asks;

    private final List<Point> points;

    /** The places, then the posts. */
    private final List<Point> targets;

    private final double total;
    private final List<Post> posts;
    private final TravelTime roads;

    /** What calls ask for, each once, in the order of the places. */
    private final List<Set<String>> kinds;

    private final Map<String, Integer> postAt = new HashMap<>();
    private final Map<Point, Drives> kept = new HashMap<>();
    private final Map<Set<String>, BitSet> answeredBy = new HashMap<>();
    private Optional<Conditions> keptFor = Optional.empty();
    private @Nullable FewMoves rule;

    /** Where units may wait. */
    public record Post(String id, String name, Point point) {}

    /**
     * A unit that could answer the next call.
     *
     * @param post the id of the post it belongs to now
     * @param home the id of its own post
     * @param mayMove whether it may be asked to go elsewhere or home: its crew is not to rest
     * @param capabilities what it can do: it covers only calls that ask for some of that
     */
    public record Idle(
            String unit,
            String post,
            String home,
            Point point,
            boolean mayMove,
            Set<String> capabilities) {
        public Idle {
            capabilities = Set.copyOf(capabilities);
        }

        /** One at its own post that nothing is asked of by name. */
        public Idle(String unit, String post, Point point, boolean mayMove) {
            this(unit, post, post, point, mayMove, Set.of());
        }
    }

    /**
     * A move.
     *
     * @param home whether it goes home, from where it is not needed any more
     * @param sooner how much sooner the next call is reached, on average; nearly nothing for one
     *     that goes home
     * @param covered the share of demand that idle units reach afterwards
     * @param expected how much more of the demand finds a free unit in reach, units being as busy
     *     as now; less than 0 where the calls that are far away gain
     * @param drive the unit's drive to the post
     * @param kilometers of that drive, from its straight line
     */
    public record Proposal(
            String unit,
            String from,
            Post to,
            boolean home,
            Duration sooner,
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
        kinds =
                IntStream.range(0, asks.size())
                        .filter(i -> places.get(i).weight() > 0)
                        .mapToObj(asks::get)
                        .distinct()
                        .toList();
        for (int i = 0; i < posts.size(); i++) postAt.put(posts.get(i).id(), i);
        this.roads = roads;
        points = places.stream().map(Reach.Place::point).toList();
        targets = Stream.concat(points.stream(), posts.stream().map(Post::point)).toList();
        total = places.stream().mapToDouble(Reach.Place::weight).sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("no demand, expected some at one place at least");
        }
    }

    /** Whether a move may be proposed. */
    public interface Wanted {
        /**
         * @param drive to that post
         * @param back from there to its own; zero if that is its own
         */
        boolean is(Idle unit, Post post, Duration drive, Duration back);
    }

    /** As {@link #look(List, double, Conditions, Wanted)}, with every move wanted. */
    public Answer look(List<Idle> idle, double busy, Conditions conditions) {
        return look(idle, busy, conditions, (_, _, _, _) -> true);
    }

    /**
     * @param idle those whose posts are not among these cover what they reach, but are not moved
     * @param busy how much of its time a unit is busy, 0 to below 1
     */
    public synchronized Answer look(
            List<Idle> idle, double busy, Conditions conditions, Wanted wanted) {
        forgetUnlessFor(conditions);
        int[] depth = new int[points.size()];
        var known = new HashMap<String, Idle>();
        var posted = new ArrayList<FewMoves.Idle>();
        for (Idle each : idle) {
            count(depth, reach(each, each.point(), conditions), 1);
            Integer post = postAt.get(each.post());
            Integer home = postAt.get(each.home());
            if (post == null || home == null) continue;
            known.put(each.unit(), each);
            posted.add(new FewMoves.Idle(each.unit(), post, home, answers(each.capabilities())));
        }
        double covered = covered(depth);
        if (rule == null) rule = new FewMoves(asked(conditions), posts.size(), _ -> true);
        List<FewMoves.Move> worth =
                rule.worthIt(posted, busy, new Crews(known, conditions, wanted));
        var proposals = new ArrayList<Proposal>();
        for (FewMoves.Move each : oneForEachPost(worth)) {
            Idle unit = known.get(each.unit().unit());
            if (unit == null) throw new IllegalStateException(each + " of nobody");
            proposals.add(proposal(unit, each, depth, busy, covered, conditions));
        }
        return new Answer(covered, proposals);
    }

    /** What is known of them here. */
    private final class Crews implements FewMoves.Crews {
        private final Map<String, Idle> known;
        private final Conditions conditions;
        private final Wanted wanted;

        Crews(Map<String, Idle> known, Conditions conditions, Wanted wanted) {
            this.known = known;
            this.conditions = conditions;
            this.wanted = wanted;
        }

        @Override
        public Optional<Duration> drive(FewMoves.Idle unit, int post) {
            return drive(idle(unit).point(), post);
        }

        @Override
        public boolean bears(FewMoves.Idle unit, int post, Duration drive) {
            Idle idle = idle(unit);
            if (!idle.mayMove()) return false;
            Optional<Duration> back = drive(posts.get(post).point(), unit.home());
            return wanted.is(idle, posts.get(post), drive, back.orElse(drive));
        }

        private Optional<Duration> drive(Point from, int post) {
            double seconds = drives(from, conditions).toPosts[post];
            return Double.isInfinite(seconds)
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(Math.round(1_000 * seconds)));
        }

        private Idle idle(FewMoves.Idle unit) {
            Idle idle = known.get(unit.unit());
            if (idle == null) throw new IllegalStateException(unit + " was not asked about");
            return idle;
        }
    }

    /** Which kinds of calls a unit answers. */
    private Set<Integer> answers(Set<String> capabilities) {
        var answers = new HashSet<Integer>();
        for (int i = 0; i < kinds.size(); i++) {
            if (answers(capabilities, kinds.get(i))) answers.add(i);
        }
        return answers;
    }

    private static boolean answers(Set<String> capabilities, Set<String> asked) {
        return asked.isEmpty() || !Collections.disjoint(asked, capabilities);
    }

    /** How near the posts are to the calls of each kind. */
    private List<FewMoves.Asked> asked(Conditions conditions) {
        double[][] seconds = new double[posts.size()][];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = drives(posts.get(i).point(), conditions).toPlaces;
        }
        var asked = new ArrayList<FewMoves.Asked>();
        for (Set<String> kind : kinds) {
            int[] of =
                    IntStream.range(0, asks.size()).filter(i -> asks.get(i).equals(kind)).toArray();
            double[] weight = Arrays.stream(of).mapToDouble(i -> places.get(i).weight()).toArray();
            double[][] some = new double[posts.size()][of.length];
            for (int post = 0; post < some.length; post++) {
                for (int i = 0; i < of.length; i++) some[post][i] = seconds[post][of[i]];
            }
            double share = Arrays.stream(weight).sum();
            asked.add(new FewMoves.Asked(Nearness.of(weight, some), share));
        }
        return asked;
    }

    private void forgetUnlessFor(Conditions conditions) {
        boolean same = keptFor.filter(known -> isSame(known, conditions)).isPresent();
        if (!same || kept.size() > MAX_KEPT) kept.clear();
        if (!same) rule = null;
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

    private static List<FewMoves.Move> oneForEachPost(List<FewMoves.Move> moves) {
        var told = new ArrayList<FewMoves.Move>();
        for (FewMoves.Move each : moves) {
            if (told.size() == MAX_PROPOSALS) break;
            if (told.stream().noneMatch(other -> other.to() == each.to())) told.add(each);
        }
        return told;
    }

    /** How long one drives from a point, in seconds; infinite where no road leads. */
    private static final class Drives {
        final double[] toPlaces;
        final double[] toPosts;
        final BitSet reached;

        Drives(double[] toPlaces, double[] toPosts, BitSet reached) {
            this.toPlaces = toPlaces;
            this.toPosts = toPosts;
            this.reached = reached;
        }
    }

    private Drives drives(Point from, Conditions conditions) {
        return kept.computeIfAbsent(from, _ -> ask(from, conditions));
    }

    /** To all places and posts at once. */
    private Drives ask(Point from, Conditions conditions) {
        Times times = roads.from(from, targets, conditions);
        double[] toPlaces = new double[points.size()];
        var reached = new BitSet(points.size());
        for (int i = 0; i < toPlaces.length; i++) {
            double limit = places.get(i).within().toMillis() / 1000.0;
            toPlaces[i] = times.seconds(i).orElse(Double.POSITIVE_INFINITY);
            if (toPlaces[i] <= limit) reached.set(i);
        }
        double[] toPosts = new double[posts.size()];
        for (int i = 0; i < toPosts.length; i++) {
            toPosts[i] = times.seconds(points.size() + i).orElse(Double.POSITIVE_INFINITY);
        }
        return new Drives(toPlaces, toPosts, reached);
    }

    /** Of what is in reach of a point, what this unit can answer. */
    private BitSet reach(Idle unit, Point from, Conditions conditions) {
        BitSet answered = answered(unit.capabilities());
        BitSet reached = drives(from, conditions).reached;
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
                        if (answers(capabilities, asks.get(i))) answered.set(i);
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

    private Proposal proposal(
            Idle unit,
            FewMoves.Move move,
            int[] depth,
            double busy,
            double covered,
            Conditions conditions) {
        Post to = posts.get(move.to());
        int[] others = depth.clone();
        BitSet here = reach(unit, unit.point(), conditions);
        BitSet there = reach(unit, to.point(), conditions);
        count(others, here, -1);
        double expected = gain(others, there, busy) - gain(others, here, busy);
        count(others, there, 1);
        double after = covered(others);
        double kilometers = unit.point().metersTo(to.point()) * WINDING / 1000;
        Duration sooner = Duration.ofMillis(Math.round(1_000 * Math.max(0, move.seconds())));
        return new Proposal(
                unit.unit(),
                unit.post(),
                to,
                move.goesHome(),
                sooner,
                after,
                expected,
                move.drive(),
                kilometers,
                reason(unit, move, to, covered, after, kilometers));
    }

    private static String reason(
            Idle unit,
            FewMoves.Move move,
            Post to,
            double before,
            double after,
            double kilometers) {
        String gains =
                move.goesHome()
                        ? "not needed any more where it waits"
                        : "the next call is reached %.0f s sooner on average"
                                .formatted(move.seconds());
        return String.format(
                Locale.ROOT,
                "%s %sto %s: %s; %.0f %% of calls in reach instead of %.0f %%; %d min, about"
                        + " %.1f km",
                unit.unit(),
                move.goesHome() ? "home " : "",
                to.name(),
                gains,
                100 * after,
                100 * before,
                Math.max(1, move.drive().plusSeconds(30).toMinutes()),
                kilometers);
    }
}
