package org.tocsin.simulate.siting;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.WholeCenter;
import org.tocsin.coverage.Reach;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.Lab;
import org.tocsin.simulate.Policies;
import org.tocsin.simulate.Town;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.demand.Told;
import org.tocsin.simulate.result.Estimate;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;
import org.tocsin.simulate.result.Summary;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How many units, at which posts, by part of the day: {@link Mexclp} gives a first layout and a
 * bound, then layouts that differ in one unit are tried with the simulation as judge. The same seed
 * gives the same answer. Made once, run once; {@link #stop} may be called from any thread.
 */
public final class Siting {
    /** More layouts would be tried for weeks. */
    public static final int MAX_TRIES = 100_000;

    public static final int MAX_UNITS = 500;

    /** Parts of a day. */
    public static final int MAX_PARTS = 24;

    /** Other replications than those of the search, on which its answer is checked. */
    static final int CHECKS = 10;

    private static final String JUDGED_BY = "fastest";

    /** A unit that is busy more than this has no time for anything. */
    private static final double MOST_BUSY = 0.95;

    private final Lab lab;
    private final Town town;
    private final Goal goal;
    private final List<Integer> usable;
    private final Set<Layout> judged = new HashSet<>();

    /**
     * What is asked.
     *
     * @param units how many at a time, 1 to {@value Siting#MAX_UNITS}; empty: as few as cover
     *     {@code share} of the demand as MEXCLP expects
     * @param share above 0, at most 1
     * @param parts of the day with numbers of their own, a divisor of 24
     * @param tries layouts to judge, 1 to {@value Siting#MAX_TRIES}
     */
    public record Goal(OptionalInt units, double share, int parts, int tries) {
        public Goal {
            if (units.isPresent()) check("units", units.getAsInt(), MAX_UNITS);
            check("tries", tries, MAX_TRIES);
            check("parts", parts, MAX_PARTS);
            if (24 % parts != 0) {
                throw new LabInput("parts is %d, expected a divisor of 24".formatted(parts));
            }
            if (!(share > 0 && share <= 1)) {
                throw new LabInput("the share is %s, expected above 0 to 1".formatted(share));
            }
        }

        private static void check(String what, int value, int most) {
            if (value >= 1 && value <= most) return;
            throw new LabInput("%s is %d, expected 1 to %d".formatted(what, value, most));
        }
    }

    private Siting(Lab lab, Goal goal) {
        this.lab = lab;
        this.goal = goal;
        town = lab.town();
        usable = IntStream.range(0, town.posts().size()).filter(this::isOurs).boxed().toList();
    }

    private boolean isOurs(int post) {
        return town.center().stations().get(post).agency().equals(town.agency());
    }

    /**
     * @param trial how long and how often each layout is judged; with which policy is not asked
     * @throws LabInput if the sources have faults, do not say where calls come from, or the goal
     *     cannot be
     * @throws IOException if one cannot be read
     */
    public static Siting open(
            WholeCenter whole, RoadNetwork roads, Sources sources, Goal goal, Plan trial)
            throws IOException {
        return open(Told.read(whole, sources), roads, goal, trial);
    }

    /** As the other, with sources that are read already. */
    public static Siting open(Told told, RoadNetwork roads, Goal goal, Plan trial) {
        Lab lab = Lab.open(told, roads, trial.with(List.of(JUDGED_BY)));
        if (lab.town().reach().isEmpty()) {
            throw new LabInput("the demand does not say where calls come from, expected places");
        }
        return new Siting(lab, goal);
    }

    /** Rows and incidents that were left out, each with where it stands and the reason. */
    public List<String> skipped() {
        return lab.skipped();
    }

    /** Ends the search; the best so far is the answer. */
    public void stop() {
        lab.stop();
    }

    /**
     * A layout that was judged.
     *
     * @param replications how many it took: one that is clearly worse than the best is given up
     */
    record Tried(int number, Layout layout, double share, int replications, boolean better) {}

    /**
     * Searches, or as far as it comes until {@link #stop}.
     *
     * @throws LabInput if it was stopped before one layout was judged
     */
    public Sited run(Lab.Watch watch) {
        try (var pool = Executors.newFixedThreadPool(lab.plan().threads())) {
            return run(pool, watch);
        }
    }

    private Sited run(ExecutorService pool, Lab.Watch watch) {
        double erlangs = erlangs();
        double[] loads = loads(erlangs);
        List<Mexclp.Solved> solved = solve(loads);
        var first = new Layout(solved.stream().map(Mexclp.Solved::unitsAtPost).toList());
        var tried = new ArrayList<Tried>();
        @Nullable Layout best = null;
        double[] most = new double[0];
        var random = lab.chance(SEARCH);
        Set<Layout> starts = starts(first, loads);
        while (tried.size() < goal.tries()) {
            Layout next =
                    starts.isEmpty()
                            ? fresh(best == null ? first : best, loads, random)
                            : starts.iterator().next();
            starts.remove(next);
            Optional<double[]> shares = judge(next, most, pool);
            if (shares.isEmpty()) break;
            judged.add(next);
            int replications = shares.get().length;
            boolean whole = replications == lab.plan().replications();
            boolean better = whole && mean(shares.get()) > mean(most);
            if (better) {
                best = next;
                most = shares.get();
            }
            double share = mean(shares.get());
            tried.add(new Tried(tried.size() + 1, next, share, replications, better));
            watch.at(tried.size() / (double) (goal.tries() + 2 * CHECKS));
        }
        if (best == null) throw new LabInput("it was stopped before one layout was judged");
        double[] before = check(first, pool);
        double[] after = check(best, pool);
        if (Arrays.stream(after).sum() < Arrays.stream(before).sum()) {
            // What the search gained was chance.
            best = first;
            after = before;
        }
        watch.at(1);
        return new Sited(
                town,
                lab.plan(),
                goal,
                erlangs,
                solved,
                first,
                best,
                tried,
                before,
                after,
                calls());
    }

    private static final int SEARCH = 200;

    /** MEXCLP's, then the one that is nearest; later ones are neighbours of the best. */
    private Set<Layout> starts(Layout first, double[] loads) {
        var starts = new LinkedHashSet<Layout>();
        starts.add(first);
        var near = new ArrayList<int[]>();
        for (int part = 0; part < first.parts(); part++) {
            int units = first.count(part);
            double busy = Math.min(MOST_BUSY, loads[part] / units);
            near.add(town.nearness().orElseThrow().best(units, busy, units, this::isOurs));
        }
        starts.add(Layout.of(near));
        return starts;
    }

    /** Neighbours drawn for each that is judged. */
    private static final int DRAWN = 4;

    /**
     * Of some neighbours that were not judged yet the one that covers most as MEXCLP reckons: the
     * simulation takes seconds, the formula none.
     */
    private Layout fresh(Layout of, double[] loads, RandomGenerator random) {
        Layout best = of.neighbour(random, usable);
        double most = -1;
        int drawn = 0;
        for (int i = 0; i < 50 && drawn < DRAWN; i++) {
            Layout next = of.neighbour(random, usable);
            if (judged.contains(next) || next.equals(of)) continue;
            drawn++;
            double expected = expected(next, loads);
            if (expected > most) {
                best = next;
                most = expected;
            }
        }
        return best;
    }

    private double expected(Layout layout, double[] loads) {
        Reach reach = town.reach().orElseThrow();
        double sum = 0;
        for (int part = 0; part < layout.parts(); part++) {
            int[] at = layout.units().get(part).stream().mapToInt(Integer::intValue).toArray();
            double busy = Math.min(MOST_BUSY, loads[part] / layout.count(part));
            sum += reach.expected(at, busy);
        }
        return sum;
    }

    // --- the judge ---

    /** So many replications are run before a layout may be given up. */
    private static final int TOGETHER = 2;

    /**
     * The share of the most urgent calls that somebody reaches in time, by replication. Each meets
     * the calls that the best so far met; where the differences leave little hope, the rest is not
     * run.
     *
     * @param best the same of the best so far; empty if there is none
     * @return empty if it was stopped
     */
    private Optional<double[]> judge(Layout layout, double[] best, ExecutorService pool) {
        int all = lab.plan().replications();
        double[] shares = new double[0];
        while (shares.length < all) {
            int count = Math.min(TOGETHER, all - shares.length);
            Optional<double[]> more = shares(layout, pool, shares.length, count);
            if (more.isEmpty()) return Optional.empty();
            int known = shares.length;
            shares = Arrays.copyOf(shares, known + count);
            System.arraycopy(more.get(), 0, shares, known, count);
            if (best.length == all && isHopeless(shares, best)) break;
        }
        return Optional.of(shares);
    }

    /** Worse by more than the standard error of the paired differences. */
    private static boolean isHopeless(double[] shares, double[] best) {
        double[] change = new double[shares.length];
        for (int i = 0; i < change.length; i++) change[i] = shares[i] - best[i];
        double mean = mean(change);
        return mean < -Estimate.error(change, mean);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(-1);
    }

    private Optional<double[]> shares(Layout layout, ExecutorService pool, int from, int count) {
        Town other = layout.of(town);
        var running = new ArrayList<Future<Optional<Double>>>();
        for (int i = 0; i < count; i++) {
            int replication = from + i;
            running.add(pool.submit(() -> share(other, replication)));
        }
        double[] shares = new double[count];
        boolean whole = true;
        for (int i = 0; i < count; i++) {
            Optional<Double> share = get(running.get(i));
            shares[i] = share.orElse(0.0);
            whole &= share.isPresent();
        }
        return whole ? Optional.of(shares) : Optional.empty();
    }

    private Optional<Double> share(Town other, int replication) {
        Ran ran = lab.ran(other, Policies.named(JUDGED_BY), replication);
        if (!ran.whole()) return Optional.empty();
        Summary summary = lab.summary();
        List<Measures.Served> urgent =
                summary.counted(ran).stream()
                        .filter(each -> each.priority() == summary.urgent())
                        .filter(this::isForUs)
                        .toList();
        long late = urgent.stream().filter(summary::isLate).count();
        return Optional.of(urgent.isEmpty() ? 1 : 1 - late / (double) urgent.size());
    }

    private boolean isForUs(Measures.Served served) {
        return town.center().type(served.type()).agency().equals(town.agency());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        }
    }

    /** On calls the search did not see: what it found for its own may be chance. */
    private double[] check(Layout layout, ExecutorService pool) {
        return shares(layout, pool, lab.plan().replications(), CHECKS).orElse(new double[0]);
    }

    // --- how busy units are ---

    /** The work there is, in units busy at a time on average: as the present units have it. */
    private double erlangs() {
        Ran ran = lab.ran(town, Policies.named(JUDGED_BY), 0);
        double busy = 0;
        for (Unit unit : town.center().units()) {
            if (!unit.agency().equals(town.agency())) continue;
            Duration time = ran.measures().busyTime().getOrDefault(unit.callSign(), Duration.ZERO);
            busy += time.toMillis();
        }
        double whole = Duration.ofDays(Plan.WARM_UP_DAYS + (long) lab.plan().days()).toMillis();
        return busy / whole;
    }

    /** The same by part of the day, as calls come. */
    private double[] loads(double erlangs) {
        double[] calls = calls();
        double mean = Arrays.stream(calls).average().orElse(0);
        return Arrays.stream(calls)
                .map(each -> mean == 0 ? erlangs : erlangs * each / mean)
                .toArray();
    }

    /** Calls by part of the day, in proportion. */
    private double[] calls() {
        double[] calls = new double[goal.parts()];
        int hours = 24 / goal.parts();
        switch (town.demand().arrivals()) {
            case Demand.Arrivals.AtRandom random -> {
                for (int hour = 0; hour < random.hours().size(); hour++) {
                    calls[hour % 24 / hours] += random.hours().get(hour);
                }
            }
            case Demand.Arrivals.AsBefore(List<Demand.Past> past) -> {
                for (Demand.Past each : past) {
                    ZonedDateTime at = each.at().atZone(town.center().zone());
                    calls[at.getHour() / hours]++;
                }
            }
        }
        return calls;
    }

    private List<Mexclp.Solved> solve(double[] loads) {
        Reach reach = town.reach().orElseThrow();
        var mexclp = new Mexclp(reach, this::isOurs);
        Map<Double, Mexclp.Solved> known = new HashMap<>();
        var solved = new ArrayList<Mexclp.Solved>();
        for (double load : loads) {
            solved.add(known.computeIfAbsent(load, erlangs -> solve(mexclp, erlangs)));
        }
        return solved;
    }

    private Mexclp.Solved solve(Mexclp mexclp, double erlangs) {
        if (goal.units().isPresent()) {
            int units = goal.units().getAsInt();
            return mexclp.solve(units, Math.min(MOST_BUSY, erlangs / units));
        }
        Mexclp.@Nullable Solved last = null;
        for (int units = Math.max(1, (int) Math.ceil(erlangs)); units <= MAX_UNITS; units++) {
            last = mexclp.solve(units, Math.min(MOST_BUSY, erlangs / units));
            if (last.expected() >= goal.share()) return last;
            // More units reach no more places: what no post reaches stays out of reach.
            if (erlangs / units < 0.02) break;
        }
        double most = last == null ? 0 : last.expected();
        throw new LabInput(
                "units at every post cover %.1f %% of the demand in time, expected %.1f %%: ask for less, or for a number of units"
                        .formatted(100 * most, 100 * goal.share()));
    }
}
