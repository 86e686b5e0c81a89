package org.tocsin.simulate.result;

import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Goal;
import org.tocsin.simulate.demand.Plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Sums up simulations of one setting: what counts, what came late, by which groups. Immutable. */
public final class Summary {
    /** A center's targets say how soon, not how often: they are told by this percentile. */
    private static final int OWN_PERCENT = 90;

    private final Setting setting;
    private final Plan plan;

    public Summary(Setting setting, Plan plan) {
        this.setting = setting;
        this.plan = plan;
    }

    /** Incidents that are counted: those after the warm-up. */
    public List<Measures.Served> counted(Ran ran) {
        Instant from = plan.counted();
        return ran.measures().served().stream()
                .filter(each -> !each.opened().isBefore(from))
                .toList();
    }

    public boolean isLate(Measures.Served served) {
        return served.isLate(setting.center());
    }

    /** The most urgent priority there is. */
    public int urgent() {
        return setting.demand().kinds().stream().mapToInt(Demand.Kind::priority).min().orElse(1);
    }

    /** The center's own targets, then those that the demand names. */
    public List<Goal> goals() {
        var goals = new ArrayList<Goal>();
        var priorities = new TreeSet<Integer>();
        for (Demand.Kind kind : setting.demand().kinds()) priorities.add(kind.priority());
        for (int priority : priorities) {
            double limit = setting.center().targets().of(priority).arrival().toMillis() / 1000.0;
            OptionalInt percent = OptionalInt.of(OWN_PERCENT);
            goals.add(new Goal("center", priority, Goal.Part.RESPONSE, percent, limit));
        }
        goals.addAll(setting.demand().goals());
        return goals;
    }

    public Run of(String policy, int replication, Ran ran) {
        List<Measures.Served> counted = counted(ran);
        Map<String, Double> utilization = new TreeMap<>();
        Map<String, Double> kilometers = new TreeMap<>();
        double whole = plan.length().toMillis();
        for (int i = 0; i < setting.center().units().size(); i++) {
            String unit = setting.center().units().get(i).callSign();
            Duration busy = ran.measures().busyTime().getOrDefault(unit, Duration.ZERO);
            utilization.put(unit, busy.toMillis() / whole);
            kilometers.put(unit, ran.meters().get(i) / 1000);
        }
        return new Run(
                policy,
                replication,
                groups(counted, ran),
                goals().stream().map(goal -> Kept.of(goal, counted)).toList(),
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

    private List<Group> groups(List<Measures.Served> all, Ran ran) {
        var judge =
                new Group.Judge() {
                    @Override
                    public boolean isLate(Measures.Served served) {
                        return Summary.this.isLate(served);
                    }

                    @Override
                    public Duration ready(Measures.Served served) {
                        return ran.ready().getOrDefault(served.incident(), Duration.ZERO);
                    }
                };
        var areas = new Areas(setting.center());
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
        if (setting.extent().isEmpty()) return squares;
        Grid grid = Grid.over(setting.extent().get());
        for (Measures.Served each : all) {
            int late = isLate(each) ? 1 : 0;
            squares.merge(grid.of(each.point()), new Run.Square(1, late), Run.Square::and);
        }
        return squares;
    }
}
