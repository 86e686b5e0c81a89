package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.center.WholeCenter;
import org.tocsin.road.Closure;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compares policies on one center: the same calls for each, several times over with others. Made
 * once, run once; {@link #stop} may be called from any thread.
 */
public final class Lab {
    /** More of either would run for weeks. */
    public static final int MAX_REPLICATIONS = 1_000;

    public static final int MAX_POLICIES = 50;

    /** Ten years. */
    public static final int MAX_DAYS = 3_660;

    /** Days at the beginning that are not counted: the first finds every unit at its post. */
    static final int WARM_UP_DAYS = 1;

    static final Duration WARM_UP = Duration.ofDays(WARM_UP_DAYS);

    private final Town town;
    private final Plan plan;
    private final Map<String, Supplier<Policy>> policies = new LinkedHashMap<>();
    private final List<String> skipped;
    private final Map<Integer, FutureTask<Calls.Drawn>> drawn = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> left = new ConcurrentHashMap<>();
    private final double[] done;
    private volatile boolean stopped;

    /**
     * What to run.
     *
     * @param days counted, 1 to {@value Lab#MAX_DAYS}
     * @param policies names, 1 to {@value Lab#MAX_POLICIES}
     * @param replications 1 to {@value Lab#MAX_REPLICATIONS}
     * @param start when it begins, in the simulated world
     * @param threads how many simulations run at once
     */
    public record Plan(
            int days,
            long seed,
            List<String> policies,
            int replications,
            Instant start,
            int threads) {
        public Plan {
            policies = List.copyOf(policies);
            check("days", days, MAX_DAYS);
            check("replications", replications, MAX_REPLICATIONS);
            check("policies", policies.size(), MAX_POLICIES);
            check("threads", threads, 1_024);
            if (new TreeSet<>(policies).size() < policies.size()) {
                throw new LabInput("a policy is named twice: %s".formatted(policies));
            }
        }

        private Plan with(List<String> names) {
            return new Plan(days, seed, names, replications, start, threads);
        }

        private static void check(String what, int value, int most) {
            if (value >= 1 && value <= most) return;
            throw new LabInput("%s is %d, expected 1 to %d".formatted(what, value, most));
        }
    }

    private Lab(Town town, Plan plan, List<String> skipped) {
        this.town = town;
        this.skipped = skipped;
        for (String asked : plan.policies()) {
            Supplier<Policy> maker = Policies.maker(asked);
            if (policies.put(maker.get().name(), maker) != null) {
                throw new LabInput("two policies are called %s".formatted(maker.get().name()));
            }
        }
        this.plan = plan.with(List.copyOf(policies.keySet()));
        done = new double[plan.policies().size() * plan.replications()];
        checkCalls();
    }

    /** So much of memory a call takes while its replication runs, about. */
    private static final int BYTES_OF_CALL = 600;

    private void checkCalls() {
        Instant ends = plan.start().plus(length());
        long calls =
                switch (town.demand.arrivals()) {
                    case Demand.Arrivals.AtRandom(double perDay, _, _) ->
                            Math.round(perDay * (plan.days() + WARM_UP_DAYS));
                    case Demand.Arrivals.AsBefore(List<Demand.Past> past) ->
                            past.stream()
                                    .filter(each -> !each.at().isBefore(plan.start()))
                                    .filter(each -> each.at().isBefore(ends))
                                    .count();
                };
        if (town.demand.arrivals() instanceof Demand.Arrivals.AsBefore(List<Demand.Past> past)
                && calls == 0) {
            throw new LabInput(
                    "no past call comes from %s to %s, expected one at least: they come from %s to %s (--start, --days)"
                            .formatted(
                                    plan.start(), ends, past.getFirst().at(), past.getLast().at()));
        }
        int atOnce = Math.min(plan.threads(), plan.replications() * plan.policies().size());
        long memory = Runtime.getRuntime().maxMemory() / 10 * 7;
        long most = Math.min(Calls.MAX_CALLS, memory / BYTES_OF_CALL / atOnce);
        if (calls <= most) return;
        throw new LabInput(
                "about %,d calls come in %d days, expected at most %,d: try fewer days, --threads 1, or more memory (TOCSIN_HEAP=4g)"
                        .formatted(calls, plan.days() + WARM_UP_DAYS, most));
    }

    /**
     * @param demand a demand file (docs/lab/demand.md)
     * @param skipBadRows whether rows of its tables that cannot be read are left out; otherwise
     *     they are faults
     * @throws LabInput with everything that is wrong in the demand file
     * @throws IOException if it cannot be read
     */
    public static Lab open(
            Center center,
            DrivingProfiles profiles,
            RoadNetwork roads,
            Path demand,
            boolean skipBadRows,
            Plan plan)
            throws IOException {
        return open(center, profiles, roads, Sources.file(demand, skipBadRows), plan);
    }

    /**
     * @throws LabInput with everything that is wrong in the sources
     * @throws IOException if one cannot be read
     */
    public static Lab open(
            Center center, DrivingProfiles profiles, RoadNetwork roads, Sources sources, Plan plan)
            throws IOException {
        return open(center, profiles, Optional.empty(), roads, sources, plan);
    }

    /**
     * As {@link #open(Center, DrivingProfiles, RoadNetwork, Sources, Plan)}, with all that the
     * center's folder says.
     */
    public static Lab open(WholeCenter whole, RoadNetwork roads, Sources sources, Plan plan)
            throws IOException {
        return open(whole.center(), whole.profiles(), whole.moveUps(), roads, sources, plan);
    }

    private static Lab open(
            Center center,
            DrivingProfiles profiles,
            Optional<MoveUpLimits> moveUps,
            RoadNetwork roads,
            Sources sources,
            Plan plan)
            throws IOException {
        return read(center, profiles, moveUps, sources).open(roads, plan);
    }

    /**
     * Reads all that a lab is told, so that its faults are known before a map is built.
     *
     * @throws LabInput with everything that is wrong in the sources
     * @throws IOException if one cannot be read
     */
    public static Told read(WholeCenter whole, Sources sources) throws IOException {
        return read(whole.center(), whole.profiles(), whole.moveUps(), sources);
    }

    private static Told read(
            Center center,
            DrivingProfiles profiles,
            Optional<MoveUpLimits> moveUps,
            Sources sources)
            throws IOException {
        var bad = sources.skipBadRows() ? DemandFile.BadRows.SKIP : DemandFile.BadRows.STOP;
        DemandFile.Whole demand =
                sources.calls().isPresent()
                        ? DemandFile.read(
                                sources.calls().get(), sources.demand(), center, profiles, bad)
                        : DemandFile.read(sources.demand().orElseThrow(), center, profiles, bad);
        var closures = new ArrayList<Closure>();
        var skipped = new ArrayList<>(demand.skipped());
        sources.closed().ifPresent(record -> closures.addAll(record.closures()));
        if (sources.closures().isPresent()) {
            ClosureFile.Whole file = ClosureFile.read(sources.closures().get(), center, bad);
            closures.addAll(file.closures());
            skipped.addAll(file.skipped());
        }
        return new Told(center, profiles, moveUps, demand, closures, skipped, bad);
    }

    /** What a lab is told; it has no roads yet. */
    public static final class Told {
        private final Center center;
        private final DrivingProfiles profiles;
        private final Optional<MoveUpLimits> moveUps;
        private final DemandFile.Whole demand;
        private final List<Closure> closures;
        private final List<String> skipped;
        private final DemandFile.BadRows bad;

        private Told(
                Center center,
                DrivingProfiles profiles,
                Optional<MoveUpLimits> moveUps,
                DemandFile.Whole demand,
                List<Closure> closures,
                List<String> skipped,
                DemandFile.BadRows bad) {
            this.center = center;
            this.profiles = profiles;
            this.moveUps = moveUps;
            this.demand = demand;
            this.closures = closures;
            this.skipped = skipped;
            this.bad = bad;
        }

        /** When the first past call came; empty where calls come at random. */
        public Optional<Instant> first() {
            return demand.demand().arrivals()
                            instanceof Demand.Arrivals.AsBefore(List<Demand.Past> past)
                    ? past.stream().map(Demand.Past::at).findFirst()
                    : Optional.empty();
        }

        /**
         * @throws LabInput if past calls have no road near, or there are more than memory holds
         */
        public Lab open(RoadNetwork roads, Plan plan) {
            var all = new ArrayList<>(skipped);
            Demand reached = demand.onRoads(center, profiles, roads, bad, all);
            var town = new Town(center, profiles, moveUps, roads, reached, closures);
            return new Lab(town, plan, List.copyOf(all));
        }
    }

    /** Rows and incidents that were left out, each with where it stands and the reason. */
    public List<String> skipped() {
        return skipped;
    }

    /** Ends what runs; what has been finished counts. */
    public void stop() {
        stopped = true;
    }

    /** Hears how far it is, 0 to 1, from any thread. */
    public interface Watch {
        void at(double share);
    }

    /**
     * Runs everything, or what can be finished until {@link #stop}.
     *
     * @return the runs that were finished
     */
    public Findings run(Watch watch) {
        return run(Optional.empty(), watch);
    }

    /**
     * As {@link #run(Watch)}, and writes each call as a row of {@code calls.csv} while it runs
     * (docs/lab/calls.md).
     *
     * @param folder for results, which is made
     * @throws LabInput if the folder holds a center's record
     * @throws IOException if it cannot be written
     */
    public Findings run(Path folder, Watch watch) throws IOException {
        Findings.refuseRecords(folder);
        try (CallsFile calls = CallsFile.begin(folder)) {
            return run(Optional.of(calls), watch);
        }
    }

    private Findings run(Optional<CallsFile> calls, Watch watch) {
        List<Run> runs = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(plan.threads())) {
            var futures = new ArrayList<Future<@Nullable Run>>();
            for (int replication = 0; replication < plan.replications(); replication++) {
                left.put(replication, new AtomicInteger(plan.policies().size()));
                for (int policy = 0; policy < plan.policies().size(); policy++) {
                    int r = replication;
                    int p = policy;
                    futures.add(pool.submit(() -> one(p, r, calls, watch)));
                }
            }
            for (Future<@Nullable Run> each : futures) {
                Run run = get(each);
                if (run != null) runs.add(run);
            }
        }
        runs.sort(
                Comparator.comparingInt((Run run) -> plan.policies().indexOf(run.policy()))
                        .thenComparingInt(Run::replication));
        Map<String, String> words = new HashMap<>();
        for (String name : plan.policies()) words.put(name, policy(name).words());
        return new Findings(town, goals(), words, plan, runs, stopped, calls.map(CallsFile::file));
    }

    private static <T extends @Nullable Object> T get(Future<T> future) {
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

    private @Nullable Run one(int policy, int replication, Optional<CallsFile> file, Watch watch) {
        if (stopped) return null;
        String name = plan.policies().get(policy);
        int index = replication * plan.policies().size() + policy;
        if (file.isEmpty()) return one(name, replication, index, Simulation.Listener.NOBODY, watch);
        try (var part = file.get().part(index, town, name, replication, counted())) {
            Run run = one(name, replication, index, part.rows, watch);
            if (run != null) part.finish();
            return run;
        }
    }

    private @Nullable Run one(
            String name, int replication, int index, Simulation.Listener listener, Watch watch) {
        Calls.Drawn calls = calls(replication);
        var simulation = simulation(policy(name), calls, replication, Simulation.Keep.NOTHING);
        simulation.listen(listener);
        Simulation.Ran ran =
                simulation.run(
                        share -> {
                            progress(index, share, watch);
                            return !stopped;
                        });
        if (left.getOrDefault(replication, new AtomicInteger()).decrementAndGet() == 0) {
            drawn.remove(replication);
        }
        if (!ran.whole()) return null;
        progress(index, 1, watch);
        return summary(name, replication, ran);
    }

    private Policy policy(String name) {
        return Objects.requireNonNull(policies.get(name)).get();
    }

    private synchronized void progress(int index, double share, Watch watch) {
        done[index] = share;
        double sum = 0;
        for (double each : done) sum += each;
        watch.at(sum / done.length);
    }

    /** Every policy of a replication meets the same. */
    private Calls.Drawn calls(int replication) {
        FutureTask<Calls.Drawn> task =
                drawn.computeIfAbsent(
                        replication,
                        r ->
                                new FutureTask<>(
                                        () ->
                                                Calls.draw(
                                                        town,
                                                        plan.start(),
                                                        length(),
                                                        plan.seed(),
                                                        r,
                                                        () -> stopped)));
        task.run(); // By whoever comes first; the others wait.
        return get(task);
    }

    private Duration length() {
        return Duration.ofDays(WARM_UP_DAYS + plan.days());
    }

    /** One simulation, for tests that look inside. */
    Simulation simulation(Policy policy, int replication, Simulation.Keep keep) {
        return simulation(policy, calls(replication), replication, keep);
    }

    private Simulation simulation(
            Policy policy, Calls.Drawn calls, int replication, Simulation.Keep keep) {
        return new Simulation(
                town,
                policy,
                calls.calls(),
                plan.start(),
                length(),
                Simulation.failures(plan.seed(), replication),
                keep);
    }

    /** The same calls on other units and shifts. */
    Simulation simulation(Town other, Policy policy, int replication) {
        return new Simulation(
                other,
                policy,
                calls(replication).calls(),
                plan.start(),
                length(),
                Simulation.failures(plan.seed(), replication),
                Simulation.Keep.NOTHING);
    }

    /** Incidents that are counted: those after the warm-up. */
    List<Measures.Served> counted(Simulation.Ran ran) {
        Instant from = counted();
        return ran.measures().served().stream()
                .filter(each -> !each.opened().isBefore(from))
                .toList();
    }

    /** From when on calls are counted. */
    private Instant counted() {
        return plan.start().plus(Duration.ofDays(WARM_UP_DAYS));
    }

    boolean isStopped() {
        return stopped;
    }

    Plan plan() {
        return plan;
    }

    Town town() {
        return town;
    }

    // --- what it came to ---

    private Run summary(String policy, int replication, Simulation.Ran ran) {
        List<Measures.Served> counted = counted(ran);
        Map<String, Double> utilization = new TreeMap<>();
        Map<String, Double> kilometers = new TreeMap<>();
        double whole = length().toMillis();
        for (int i = 0; i < town.center.units().size(); i++) {
            String unit = town.center.units().get(i).callSign();
            Duration busy = ran.measures().busyTime().getOrDefault(unit, Duration.ZERO);
            utilization.put(unit, busy.toMillis() / whole);
            kilometers.put(unit, ran.meters().get(i) / 1000);
        }
        return new Run(
                policy,
                replication,
                groups(counted, ran),
                goals().stream().map(goal -> goal.in(counted)).toList(),
                ran.hours(),
                histogram(counted),
                squares(counted),
                utilization,
                kilometers,
                ran.covered(),
                ran.measures().relocations(),
                ran.measures().preempted(),
                ran.refused(),
                ran.entries());
    }

    boolean isLate(Measures.Served served) {
        Duration target = town.center.targets().of(served.priority()).arrival();
        return served.response().map(time -> time.compareTo(target) > 0).orElse(true);
    }

    /** The center's own targets, then those that the demand names. */
    List<Goal> goals() {
        var goals = new ArrayList<Goal>();
        var priorities = new TreeSet<Integer>();
        for (Demand.Kind kind : town.demand.kinds()) priorities.add(kind.priority());
        for (int priority : priorities) {
            double limit = town.center.targets().of(priority).arrival().toMillis() / 1000.0;
            OptionalInt percent = OptionalInt.of(OWN_PERCENT);
            goals.add(new Goal("center", priority, Goal.Part.RESPONSE, percent, limit));
        }
        goals.addAll(town.demand.goals());
        return goals;
    }

    /** A center's targets say how soon, not how often: they are told by this percentile. */
    private static final int OWN_PERCENT = 90;

    private List<Group> groups(List<Measures.Served> all, Simulation.Ran ran) {
        var judge =
                new Group.Judge() {
                    @Override
                    public boolean isLate(Measures.Served served) {
                        return Lab.this.isLate(served);
                    }

                    @Override
                    public Duration ready(Measures.Served served) {
                        return ran.ready().getOrDefault(served.incident(), Duration.ZERO);
                    }
                };
        var areas = new Areas(town.center);
        var groups = new ArrayList<Group>();
        groups.add(Group.of(Findings.ALL, all, judge));
        split(all, each -> "priority " + each.priority())
                .forEach((name, some) -> groups.add(Group.of(name, some, judge)));
        split(all, Measures.Served::type)
                .forEach((name, some) -> groups.add(Group.of(name, some, judge)));
        split(all, each -> "area " + areas.named(each.point()))
                .forEach((name, some) -> groups.add(Group.of(name, some, judge)));
        return groups;
    }

    private static Map<String, List<Measures.Served>> split(
            List<Measures.Served> all, Function<Measures.Served, String> by) {
        var split = new TreeMap<String, List<Measures.Served>>();
        for (Measures.Served each : all) {
            split.computeIfAbsent(by.apply(each), _ -> new ArrayList<>()).add(each);
        }
        return split;
    }

    /** The most urgent priority there is. */
    int urgent() {
        return town.demand.kinds().stream().mapToInt(Demand.Kind::priority).min().orElse(1);
    }

    private List<Integer> histogram(List<Measures.Served> all) {
        int[] histogram = new int[Run.STEPS];
        int urgent = urgent();
        for (Measures.Served each : all) {
            if (each.priority() != urgent || each.response().isEmpty()) continue;
            long step = each.response().get().toSeconds() / Run.STEP_SECONDS;
            histogram[(int) Math.min(step, Run.STEPS - 1)]++;
        }
        return Arrays.stream(histogram).boxed().toList();
    }

    private Map<Grid.Square, Run.Square> squares(List<Measures.Served> all) {
        var squares = new TreeMap<Grid.Square, Run.Square>();
        if (town.extent.isEmpty()) return squares;
        Grid grid = Grid.over(town.extent.get());
        for (Measures.Served each : all) {
            int late = isLate(each) ? 1 : 0;
            squares.merge(grid.of(each.point()), new Run.Square(1, late), Run.Square::and);
        }
        return squares;
    }
}
