package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.coverage.FewMoves;
import org.tocsin.coverage.Nearness;
import org.tocsin.coverage.Reach;
import org.tocsin.place.Point;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The policies that the lab brings, by name. */
public final class Policies {
    private static final Map<String, Supplier<Policy>> ALL = new LinkedHashMap<>();

    static {
        for (Supplier<Policy> each :
                List.<Supplier<Policy>>of(
                        HomeDistrict::new,
                        CrowFlies::new,
                        Fastest::new,
                        AsRecommended::new,
                        CoverageKept::new,
                        Preempting::new,
                        ComplianceTable::new,
                        Dmexclp::new,
                        MoveUp::new)) {
            ALL.put(each.get().name(), each);
        }
    }

    private Policies() {}

    /** Their names, in the order of the headline. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * A new policy.
     *
     * @param name one of {@link #names}, or where one of a center's own is (docs/lab/policies.md)
     * @throws LabInput if there is none
     */
    public static Policy named(String name) {
        return maker(name).get();
    }

    /**
     * Whether all can be made, before anything runs.
     *
     * @throws LabInput if one cannot, or two have one name
     */
    public static void check(List<String> asked) {
        var names = new TreeSet<String>();
        for (String each : asked) {
            String name = named(each).name();
            if (!names.add(name)) {
                throw new LabInput("two policies are called %s, expected one".formatted(name));
            }
        }
    }

    /** Makes as many as are needed of it; what of it has to be read is read once. */
    static Supplier<Policy> maker(String name) {
        Supplier<Policy> known = ALL.get(name);
        return known != null ? known : OwnPolicy.of(name);
    }

    /** The question as the engine puts it, but nobody is waited for: whoever is free goes. */
    public static Inputs freeOnly(Inputs inputs) {
        return freeOnly(inputs, inputs.candidates());
    }

    /**
     * Another measure in the place of the driving time; free units only.
     *
     * @param measure asked of free units to which roads lead
     */
    public static Inputs measured(Inputs inputs, Function<Candidate, Duration> measure) {
        var candidates = new ArrayList<Candidate>();
        for (Candidate each : inputs.candidates()) {
            boolean free = each.status() == UnitStatus.AVAILABLE && each.travel().isPresent();
            candidates.add(free ? each.withTravel(measure.apply(each)) : each);
        }
        return freeOnly(inputs, candidates);
    }

    /** No unit is waited for: whoever is free goes. */
    private static Inputs freeOnly(Inputs inputs, List<Candidate> candidates) {
        var usual = inputs.policy();
        return new Inputs(
                inputs.incident(),
                inputs.priority(),
                inputs.at(),
                inputs.boardPosition(),
                inputs.closures(),
                inputs.driving(),
                inputs.source(),
                inputs.need(),
                new org.tocsin.recommend.Policy(
                        usual.substituteGain(),
                        usual.queueGain(),
                        Duration.ZERO,
                        usual.coverTarget()),
                candidates);
    }

    /** A straight line at 10 m/s: only the order counts. */
    private static Duration crow(Point from, Point to) {
        return Duration.ofSeconds(Math.round(from.metersTo(to) / 10));
    }

    private static Point place(Inputs inputs, Situation now) {
        return now.board().incident(inputs.incident()).location().point();
    }

    /** As run cards on paper do: the nearest station's unit, wherever it is; then the next's. */
    static final class HomeDistrict implements Policy {
        @Override
        public String name() {
            return "home";
        }

        @Override
        public String words() {
            return "The free unit whose station is nearest to the call, wherever the unit is now.";
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            Point place = place(inputs, now);
            return measured(inputs, each -> crow(now.point(now.post(each.station())), place));
        }
    }

    static final class CrowFlies implements Policy {
        @Override
        public String name() {
            return "crow";
        }

        @Override
        public String words() {
            return "The free unit that is nearest in a straight line.";
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            Point place = place(inputs, now);
            return measured(inputs, each -> crow(each.point(), place));
        }
    }

    static final class Fastest implements Policy {
        @Override
        public String name() {
            return "fastest";
        }

        @Override
        public String words() {
            return "The free unit that is there first by road.";
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            return freeOnly(inputs);
        }
    }

    static final class AsRecommended implements Policy {
        @Override
        public String name() {
            return "recommended";
        }

        @Override
        public String words() {
            return "As the console recommends: also a busy unit that is there sooner once it is"
                    + " free.";
        }
    }

    static final class Preempting implements Policy {
        @Override
        public String name() {
            return "preempt";
        }

        @Override
        public String words() {
            return "The free unit that is there first by road; units on less urgent work without a"
                    + " patient are taken where that gains a minute.";
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            return freeOnly(inputs);
        }

        @Override
        public boolean preempts() {
            return true;
        }
    }

    /** What leaving opens in the cover counts as seconds of driving. */
    static final class CoverageKept implements Policy {
        /** Seconds for all of the demand; a guess (docs/lab/results.md says what it does). */
        private static final double SECONDS = 1_500;

        private static final double MOST_URGENT = 30;
        private static final double MOST = 180;

        @Override
        public String name() {
            return "coverage";
        }

        @Override
        public String words() {
            return "The fastest by road, where what its leaving opens in the cover counts as up to"
                    + " 30 s of driving for the most urgent calls and 180 s for others.";
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            if (now.reach().isEmpty()) return freeOnly(inputs);
            Reach reach = now.reach().get();
            int[] depth = reach.depth(now.idleAtPosts());
            double most = inputs.priority() == 1 ? MOST_URGENT : MOST;
            return measured(
                    inputs,
                    each -> {
                        if (!now.isOurs(now.post(each.station())))
                            return each.travel().orElseThrow();
                        double loss = reach.loss(depth, now.post(each.station()), now.busyShare());
                        long penalty = Math.round(Math.min(most, loss * SECONDS));
                        return each.travel().orElseThrow().plusSeconds(penalty);
                    });
        }
    }

    /** What policies with move-ups have in common: they send the fastest. */
    abstract static class Moving implements Policy {
        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            return freeOnly(inputs);
        }
    }

    /** For each number of idle units a list of posts, made beforehand. */
    static final class ComplianceTable extends Moving {
        private final Map<Integer, int[]> table = new LinkedHashMap<>();

        @Override
        public String name() {
            return "compliance";
        }

        @Override
        public String words() {
            return "The fastest by road; idle units keep a table of posts by their number, each"
                    + " level covering most expected demand (MEXCLP, greedy).";
        }

        @Override
        public List<Move> moves(Situation now, Occasion occasion) {
            if (now.reach().isEmpty()) return List.of();
            Reach reach = now.reach().get();
            List<Situation.Idle> idle = now.idle();
            if (idle.isEmpty()) return List.of();
            int[] wanted =
                    table.computeIfAbsent(
                            idle.size(),
                            units -> reach.greedy(units, now.busyShare(), units, now::isOurs));
            return movesTo(wanted, idle, now);
        }
    }

    /** Fills the posts that lack a unit, each from the nearest post with one too many. */
    private static List<Policy.Move> movesTo(
            int[] wanted, List<Situation.Idle> idle, Situation now) {
        int[] lacking = wanted.clone();
        for (Situation.Idle each : idle) lacking[each.post()]--;
        var moves = new ArrayList<Policy.Move>();
        var movable = new ArrayList<>(idle);
        for (int post = 0; post < lacking.length; post++) {
            while (lacking[post] > 0) {
                int nearest = nearest(movable, lacking, now.point(post));
                if (nearest < 0) return moves;
                Situation.Idle unit = movable.remove(nearest);
                lacking[unit.post()]++;
                lacking[post]--;
                moves.add(new Policy.Move(unit.unit(), now.station(post)));
            }
        }
        return moves;
    }

    /** Of the units at posts with one too many; −1 if there is none. */
    private static int nearest(List<Situation.Idle> units, int[] lacking, Point to) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < units.size(); i++) {
            if (lacking[units.get(i).post()] >= 0) continue;
            double meters = units.get(i).point().metersTo(to);
            if (meters < least) {
                least = meters;
                nearest = i;
            }
        }
        return nearest;
    }

    /**
     * A unit that becomes free goes where it adds most to the expected cover.
     *
     * @see <a href="https://doi.org/10.1016/j.orhc.2015.01.001">C. J. Jagtenberg, S. Bhulai, R. D.
     *     van der Mei, "An efficient heuristic for real-time ambulance redeployment", Operations
     *     Research for Health Care 4, 2015</a>
     */
    static final class Dmexclp extends Moving {
        @Override
        public String name() {
            return "dmexclp";
        }

        @Override
        public String words() {
            return "The fastest by road; a unit that becomes free waits where it adds most to the"
                    + " expected cover (DMEXCLP, Jagtenberg, Bhulai and van der Mei 2015).";
        }

        @Override
        public List<Move> moves(Situation now, Occasion occasion) {
            if (now.reach().isEmpty() || !(occasion instanceof Occasion.Freed(String unit))) {
                return List.of();
            }
            int from = now.postOf(unit).orElseThrow();
            if (!now.isOurs(from)) return List.of();
            int[] others = now.idleAtPosts();
            others[from]--;
            int[] depth = now.reach().get().depth(others);
            int best = from;
            double most = now.reach().get().gain(depth, from, now.busyShare());
            for (int post = 0; post < others.length; post++) {
                if (!now.isOurs(post)) continue;
                double gain = now.reach().get().gain(depth, post, now.busyShare());
                if (gain > most + 1e-9) {
                    best = post;
                    most = gain;
                }
            }
            return best == from ? List.of() : List.of(new Move(unit, now.station(best)));
        }
    }

    /**
     * The lab's own. Where the center limits what is asked of crews: {@link FewMoves}, as the
     * console proposes it. Where it does not: idle units keep the posts from which the drive to the
     * next calls is shortest, and move when that is worth it. Where {@link ComplianceTable} asks
     * what share of the demand is in reach, this asks how far it is, for each call of the units
     * that could answer it. Both constants were chosen on Auckland with a seed that is not used in
     * docs/lab/results.md.
     */
    static final class MoveUp extends Moving {
        /** How likely an idle unit is gone when it is needed, of the time that units are busy. */
        private static final double GONE_OF_BUSY = 0.55;

        /** To so much it is rounded, for tables to be used again. */
        private static final double STEP = 0.05;

        /** Units move for no less than this off the mean drive. */
        private static final double WORTH_SECONDS = 15;

        /** On one occasion; the next is minutes away. */
        private static final int MOST_AT_ONCE = 3;

        private final Map<Question, int[][]> table = new HashMap<>();

        private @Nullable FewMoves few;

        /** What the units of each class answer, how many they are, how likely one is gone. */
        private record Question(
                List<Set<Integer>> answers, List<Integer> units, long goneInSteps) {}

        /** Idle units that answer the same of what is asked. */
        private record Alike(Set<Integer> answers, List<Situation.Idle> units) {}

        @Override
        public String name() {
            return "moveup";
        }

        @Override
        public String words() {
            return "The fastest by road; idle units keep the posts from which the expected drive to"
                    + " the next calls that they can answer is shortest, and move where that takes"
                    + " 15 s off it. Where the center limits moves, those that the console would"
                    + " propose are made instead.";
        }

        @Override
        public List<Move> moves(Situation now, Occasion occasion) {
            if (now.nearness().isEmpty()) return List.of();
            Nearness nearness = now.nearness().get();
            if (now.limited()) return few(now, nearness);
            List<Alike> classes = classes(now);
            List<Nearness.Kind> kinds = kinds(now, classes);
            if (kinds.isEmpty()) return List.of();
            long steps = Math.round(GONE_OF_BUSY * now.busyShare() / STEP);
            double gone = steps * STEP;
            int[] units = classes.stream().mapToInt(each -> each.units().size()).toArray();
            int all = Arrays.stream(units).sum();
            var question =
                    new Question(
                            classes.stream().map(Alike::answers).toList(),
                            Arrays.stream(units).boxed().toList(),
                            steps);
            int[][] wanted =
                    table.computeIfAbsent(
                            question, _ -> nearness.best(units, kinds, gone, all, now::isOurs));
            int[][] at = classes.stream().map(each -> at(each, now)).toArray(int[][]::new);
            double gain =
                    nearness.expectedSeconds(at, kinds, gone)
                            - nearness.expectedSeconds(wanted, kinds, gone);
            if (gain < WORTH_SECONDS) return List.of();
            var moves = new ArrayList<Move>();
            for (int i = 0; i < wanted.length; i++) {
                moves.addAll(movesTo(wanted[i], classes.get(i).units(), now));
            }
            return moves;
        }

        /** One after the other, each with those before it made. */
        private List<Move> few(Situation now, Nearness nearness) {
            if (now.asks() == 0) return List.of();
            if (few == null) few = new FewMoves(asked(now, nearness), now.posts(), now::isOurs);
            var places = new HashMap<String, Point>();
            var idle = new ArrayList<FewMoves.Idle>();
            for (Situation.Idle each : now.idle()) {
                String unit = each.unit();
                places.put(unit, each.point());
                idle.add(new FewMoves.Idle(unit, each.post(), now.home(unit), now.answers(unit)));
            }
            var moves = new ArrayList<Move>();
            while (moves.size() < MOST_AT_ONCE) {
                List<FewMoves.Move> worth =
                        few.worthIt(idle, now.busyShare(), new Crews(now, places, moves));
                if (worth.isEmpty()) break;
                FewMoves.Move best = worth.getFirst();
                moves.add(new Move(best.unit().unit(), now.station(best.to())));
                idle.replaceAll(each -> each.equals(best.unit()) ? each.at(best.to()) : each);
            }
            return moves;
        }

        private static List<FewMoves.Asked> asked(Situation now, Nearness nearness) {
            var asked = new ArrayList<FewMoves.Asked>();
            for (int ask = 0; ask < now.asks(); ask++) {
                asked.add(new FewMoves.Asked(nearness, now.askedShare(ask)));
            }
            return asked;
        }

        /** Nobody is moved twice at once. */
        private record Crews(Situation now, Map<String, Point> places, List<Move> moves)
                implements FewMoves.Crews {
            @Override
            public Optional<Duration> drive(FewMoves.Idle unit, int post) {
                return Optional.ofNullable(places.get(unit.unit()))
                        .flatMap(from -> now.drive(from, now.point(post)));
            }

            @Override
            public boolean bears(FewMoves.Idle unit, int post, Duration drive) {
                for (Move made : moves) if (made.unit().equals(unit.unit())) return false;
                return now.bears(unit.unit(), post, drive);
            }
        }

        /** Those of whom nothing is asked stay where they are. */
        private static List<Alike> classes(Situation now) {
            var classes = new ArrayList<Alike>();
            for (Situation.Idle each : now.idle()) {
                Set<Integer> answers = now.answers(each.unit());
                if (answers.isEmpty()) continue;
                Optional<Alike> known =
                        classes.stream().filter(c -> c.answers().equals(answers)).findFirst();
                if (known.isEmpty()) {
                    classes.add(new Alike(answers, new ArrayList<>(List.of(each))));
                } else {
                    known.get().units().add(each);
                }
            }
            return classes;
        }

        /** What idle units can answer; calls that none of them can are left out. */
        private static List<Nearness.Kind> kinds(Situation now, List<Alike> classes) {
            var kinds = new ArrayList<Nearness.Kind>();
            for (int ask = 0; ask < now.asks(); ask++) {
                var able = new TreeSet<Integer>();
                for (int i = 0; i < classes.size(); i++) {
                    if (classes.get(i).answers().contains(ask)) able.add(i);
                }
                if (!able.isEmpty()) kinds.add(new Nearness.Kind(now.askedShare(ask), able));
            }
            return kinds;
        }

        private static int[] at(Alike units, Situation now) {
            int[] at = new int[now.posts()];
            for (Situation.Idle each : units.units()) at[each.post()]++;
            return at;
        }
    }
}
