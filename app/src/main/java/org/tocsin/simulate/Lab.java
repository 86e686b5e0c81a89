package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.WholeCenter;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.demand.Told;
import org.tocsin.simulate.result.CallsFile;
import org.tocsin.simulate.result.Findings;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;
import org.tocsin.simulate.result.Run;
import org.tocsin.simulate.result.Summary;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Compares policies on one center: the same calls for each, several times over with others. Made
 * once, run once; {@link #stop} may be called from any thread.
 */
public final class Lab {
    private final Town town;
    private final Plan plan;
    private final Summary summary;
    private final Map<String, Supplier<Policy>> policies = new LinkedHashMap<>();
    private final List<String> skipped;
    private final Map<Integer, FutureTask<Calls.Drawn>> drawn = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> left = new ConcurrentHashMap<>();
    private final double[] done;
    private volatile boolean stopped;

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
        summary = new Summary(town.setting(), plan);
        done = new double[plan.policies().size() * plan.replications()];
        checkCalls();
    }

    /** So much of memory a call takes while its replication runs, about. */
    private static final int BYTES_OF_CALL = 600;

    private void checkCalls() {
        Instant ends = plan.start().plus(plan.length());
        long calls =
                switch (town.demand.arrivals()) {
                    case Demand.Arrivals.AtRandom(double perDay, _, _) ->
                            Math.round(perDay * (plan.days() + Plan.WARM_UP_DAYS));
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
                        .formatted(calls, plan.days() + Plan.WARM_UP_DAYS, most));
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
        return open(Told.read(center, profiles, Optional.empty(), sources), roads, plan);
    }

    /**
     * As {@link #open(Center, DrivingProfiles, RoadNetwork, Sources, Plan)}, with all that the
     * center's folder says.
     */
    public static Lab open(WholeCenter whole, RoadNetwork roads, Sources sources, Plan plan)
            throws IOException {
        return open(Told.read(whole, sources), roads, plan);
    }

    /**
     * As the others, with sources that are read already.
     *
     * @throws LabInput if past calls have no road near, or there are more than memory holds
     */
    public static Lab open(Told told, RoadNetwork roads, Plan plan) {
        Told.Reached reached = told.on(roads);
        var town =
                new Town(
                        told.center(),
                        told.profiles(),
                        told.moveUps(),
                        roads,
                        reached.demand(),
                        told.closures());
        return new Lab(town, plan, reached.skipped());
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
        return new Findings(
                town.setting(),
                summary.goals(),
                words,
                plan,
                runs,
                stopped,
                calls.map(CallsFile::file));
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
        if (file.isEmpty()) return one(name, replication, index, Optional.empty(), watch);
        try (var part = file.get().part(index, town.center, name, replication, plan.counted())) {
            Run run = one(name, replication, index, Optional.of(part.rows()), watch);
            if (run != null) part.finish();
            return run;
        }
    }

    private @Nullable Run one(
            String name,
            int replication,
            int index,
            Optional<Measures.Listener> rows,
            Watch watch) {
        Calls.Drawn calls = calls(replication);
        var simulation = simulation(policy(name), calls, replication, Simulation.Keep.NOTHING);
        rows.ifPresent(simulation::listen);
        Ran ran =
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
        return summary.of(name, replication, ran);
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
                                                        plan.length(),
                                                        plan.seed(),
                                                        r,
                                                        () -> stopped)));
        task.run(); // By whoever comes first; the others wait.
        return get(task);
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
                plan.length(),
                Failures.stream(plan.seed(), replication),
                keep);
    }

    /** One simulation of the same calls on other units and shifts, until {@link #stop}. */
    public Ran ran(Town other, Policy policy, int replication) {
        return new Simulation(
                        other,
                        policy,
                        calls(replication).calls(),
                        plan.start(),
                        plan.length(),
                        Failures.stream(plan.seed(), replication),
                        Simulation.Keep.NOTHING)
                .run(_ -> !stopped);
    }

    /** A stream of random numbers of its own for each purpose, from the plan's seed. */
    public RandomGenerator chance(int purpose) {
        return Calls.stream(plan.seed(), 0, purpose);
    }

    /** Whether somebody has said {@link #stop}. */
    public boolean isStopped() {
        return stopped;
    }

    public Plan plan() {
        return plan;
    }

    public Town town() {
        return town;
    }

    /** Says of a run what is counted, and what came late. */
    public Summary summary() {
        return summary;
    }
}
