package org.tocsin.coverage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Which single moves are worth asking of crews that are not moved without end. A crew leaves its
 * own station only where that takes {@value #WORTH_SECONDS} s off the expected drive to the next
 * call, less for the time it is on the way; only if it can still be sent home within its limits;
 * and it is sent home as soon as nothing is lost by that. Two crews are never weighed together: a
 * move that only helps with a second one is not made.
 *
 * <p>The same rule proposes on the console and moves in the lab; docs/decisions/0206 says what it
 * comes to. Remembers what it has worked out; for one thread at a time.
 */
public final class FewMoves {
    /** Off the expected drive to the next call; chosen on Auckland. */
    public static final int WORTH_SECONDS = 25;

    /** A drive of so long takes all of a move's worth: calls come meanwhile. */
    public static final Duration HORIZON = Duration.ofMinutes(40);

    /** How likely an idle unit is gone when it is needed, of the share of time units are busy. */
    private static final double GONE_OF_BUSY = 0.55;

    /** To so much it is rounded, for what was worked out to be used again. */
    private static final double STEP = 0.05;

    /** Seconds remembered, 32 MB; then all are forgotten. */
    static final int MAX_KEPT = 4_000_000;

    private static final double NOTHING = 1e-9;

    private final List<Asked> asked;
    private final int posts;
    private final IntPredicate usable;
    private final double shares;
    private final Map<Layout, double[][]> kept = new HashMap<>();
    private int keptSeconds;

    /**
     * Calls that ask for the same.
     *
     * @param nearness of the posts to them; of any two, over the same posts
     * @param share how many they are, in any unit
     */
    public record Asked(Nearness nearness, double share) {}

    /**
     * An idle unit.
     *
     * @param post where it waits or is on its way to
     * @param home its own post
     * @param answers which of the {@link Asked} it can, by index
     */
    public record Idle(String unit, int post, int home, Set<Integer> answers) {
        public Idle {
            answers = Set.copyOf(answers);
        }

        /** The same unit at another post. */
        public Idle at(int other) {
            return new Idle(unit, other, home, answers);
        }
    }

    /**
     * A move.
     *
     * @param seconds off the expected drive to the next call, while things stay as they are
     */
    public record Move(Idle unit, int to, double seconds, Duration drive) {
        public boolean goesHome() {
            return to == unit.home();
        }

        /** What it takes off above what is asked for: by that they are put in order. */
        private double margin() {
            if (goesHome()) return seconds;
            double share = 1 - drive.toMillis() / (double) HORIZON.toMillis();
            return seconds * share - WORTH_SECONDS;
        }
    }

    /** What is known of crews and roads now. */
    public interface Crews {
        /** How long the unit drives there from where it is; empty if no road leads there. */
        Optional<Duration> drive(Idle unit, int post);

        /** Whether its crew may be asked, and, where that is not its home, to go home after it. */
        boolean bears(Idle unit, int post, Duration drive);
    }

    /** Units that answer the same, by post, and how likely one is gone. */
    private record Layout(List<Set<Integer>> answers, List<List<Integer>> at, long steps) {}

    /**
     * @param posts how many there are
     * @param usable at which of them units may wait
     * @throws IllegalArgumentException if nothing is asked
     */
    public FewMoves(List<Asked> asked, int posts, IntPredicate usable) {
        this.asked = List.copyOf(asked);
        this.posts = posts;
        this.usable = usable;
        shares = asked.stream().mapToDouble(Asked::share).sum();
        if (!(shares > 0)) {
            throw new IllegalArgumentException("nothing is asked, expected calls of one kind");
        }
    }

    /**
     * The moves that are worth it, each by itself.
     *
     * @param busy how much of its time a unit is busy, 0 to below 1
     * @return the best first, one at most for each unit
     */
    public List<Move> worthIt(List<Idle> idle, double busy, Crews crews) {
        List<Set<Integer>> classes = classes(idle);
        int[][] at = new int[classes.size()][posts];
        for (Idle each : idle) {
            int of = classes.indexOf(each.answers());
            if (of >= 0) at[of][each.post()]++;
        }
        double[][] gains = gains(classes, at, Math.round(GONE_OF_BUSY * busy / STEP));
        var moves = new ArrayList<Move>();
        for (Idle each : idle) {
            int of = classes.indexOf(each.answers());
            if (of >= 0) best(each, gains[of * posts + each.post()], crews).ifPresent(moves::add);
        }
        moves.sort(
                Comparator.comparingDouble(Move::margin)
                        .reversed()
                        .thenComparing(move -> move.unit().unit()));
        return moves;
    }

    /** Units of whom something is asked, by what; in one order whoever became idle first. */
    private static List<Set<Integer>> classes(List<Idle> idle) {
        var classes = new ArrayList<Set<Integer>>();
        for (Idle each : idle) {
            if (!each.answers().isEmpty() && !classes.contains(each.answers())) {
                classes.add(each.answers());
            }
        }
        if (classes.size() > 1) {
            classes.sort(Comparator.comparing(each -> new TreeSet<>(each).toString()));
        }
        return classes;
    }

    /** Where it helps most, or home. */
    private Optional<Move> best(Idle unit, double[] gains, Crews crews) {
        if (unit.post() != unit.home()) {
            double gain = gains[unit.home()];
            return gain < -NOTHING ? Optional.empty() : move(unit, unit.home(), gain, crews);
        }
        Optional<Move> best = Optional.empty();
        double most = 0;
        for (int post = 0; post < posts; post++) {
            if (post == unit.post() || gains[post] < WORTH_SECONDS || !usable.test(post)) continue;
            if (gains[post] - WORTH_SECONDS <= most) continue;
            Optional<Move> move = move(unit, post, gains[post], crews);
            if (move.isEmpty() || move.get().margin() <= most) continue;
            best = move;
            most = move.get().margin();
        }
        return best;
    }

    private static Optional<Move> move(Idle unit, int post, double gain, Crews crews) {
        return crews.drive(unit, post)
                .filter(drive -> crews.bears(unit, post, drive))
                .map(drive -> new Move(unit, post, gain, drive));
    }

    /** By class, then the post of a unit, what its going to each post takes off, in seconds. */
    private double[][] gains(List<Set<Integer>> classes, int[][] at, long steps) {
        List<List<Integer>> posted = new ArrayList<>();
        for (int[] each : at) posted.add(Arrays.stream(each).boxed().toList());
        var layout = new Layout(classes, posted, steps);
        double[][] known = kept.get(layout);
        if (known != null) return known;
        double[][] gains = workOut(classes, at, steps * STEP);
        int more = 0;
        for (double[] row : gains) if (row != null) more += row.length;
        if (keptSeconds + more > MAX_KEPT) {
            kept.clear();
            keptSeconds = 0;
        }
        keptSeconds += more;
        kept.put(layout, gains);
        return gains;
    }

    int keptSeconds() {
        return keptSeconds;
    }

    private double[][] workOut(List<Set<Integer>> classes, int[][] at, double gone) {
        double[][] gains = new double[classes.size() * posts][];
        for (int ask = 0; ask < asked.size(); ask++) {
            Nearness nearness = asked.get(ask).nearness();
            double share = asked.get(ask).share() / shares;
            int[] able = able(classes, at, ask);
            double now = nearness.expectedSeconds(able, gone);
            for (int from = 0; from < posts; from++) {
                if (able[from] == 0) continue;
                double[] after = nearness.afterMoving(able, from, gone);
                for (int of = 0; of < at.length; of++) {
                    if (at[of][from] == 0 || !classes.get(of).contains(ask)) continue;
                    int row = of * posts + from;
                    if (gains[row] == null) gains[row] = new double[posts];
                    for (int to = 0; to < posts; to++) gains[row][to] += share * (now - after[to]);
                }
            }
        }
        return gains;
    }

    private int[] able(List<Set<Integer>> classes, int[][] at, int ask) {
        int[] able = new int[posts];
        for (int of = 0; of < at.length; of++) {
            if (!classes.get(of).contains(ask)) continue;
            for (int post = 0; post < able.length; post++) able[post] += at[of][post];
        }
        return able;
    }
}
