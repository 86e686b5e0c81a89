package org.tocsin.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the runs of a lab came to, and how that is written down. */
public final class Findings {
    final Town town;
    final Lab.Plan plan;
    final List<Run> runs;
    final boolean stopped;
    private final Optional<Path> calls;

    /**
     * @param calls the file of calls, where one was written
     */
    Findings(Town town, Lab.Plan plan, List<Run> runs, boolean stopped, Optional<Path> calls) {
        this.town = town;
        this.plan = plan;
        this.runs = runs;
        this.stopped = stopped;
        this.calls = calls;
    }

    /** How many runs were finished. */
    public int finished() {
        return runs.size();
    }

    /** Policies with a finished run at least, in the order asked for. */
    List<String> policies() {
        var names = new LinkedHashSet<String>();
        for (Run run : runs) names.add(run.policy());
        return List.copyOf(names);
    }

    List<Run> of(String policy) {
        return runs.stream().filter(run -> run.policy().equals(policy)).toList();
    }

    /** The groups of calls there are, in order. */
    List<String> groups() {
        var names = new LinkedHashSet<String>();
        for (Run run : runs) for (Group group : run.groups()) names.add(group.name());
        return List.copyOf(names);
    }

    /** What is measured of a group of calls. */
    record Measure(String name, String unit, ToDoubleFunction<Group> of) {}

    static final List<Measure> MEASURES =
            List.of(
                    new Measure("mean response", "s", Group::mean),
                    new Measure("median response", "s", Group::median),
                    new Measure("90th percentile", "s", Group::ninetieth),
                    new Measure("95th percentile", "s", Group::ninetyFifth),
                    new Measure("late calls", "%", group -> 100 * group.lateShare()),
                    new Measure("dispatching", "s", Group::dispatching),
                    new Measure("turnout", "s", Group::turnout),
                    new Measure("driving", "s", Group::driving),
                    new Measure("unserved calls", "", Group::unserved));

    /** What is measured of a run as a whole. */
    record Whole(String name, String unit, ToDoubleFunction<Run> of) {}

    static final List<Whole> WHOLES =
            List.of(
                    new Whole("calls", "", run -> run.all().calls()),
                    new Whole(
                            "utilization",
                            "%",
                            run ->
                                    100
                                            * run.utilization().values().stream()
                                                    .mapToDouble(Double::doubleValue)
                                                    .average()
                                                    .orElse(0)),
                    new Whole(
                            "kilometres",
                            "km",
                            run ->
                                    run.kilometers().values().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .sum()),
                    new Whole("demand covered", "%", run -> 100 * run.covered()),
                    new Whole("move-ups", "", Run::relocations),
                    new Whole("pre-emptions", "", Run::preempted),
                    new Whole("requests refused", "", Run::refused));

    static Optional<Group> group(Run run, String name) {
        return run.groups().stream().filter(group -> group.name().equals(name)).findFirst();
    }

    Estimate estimate(String policy, String group, Measure measure) {
        return Estimate.of(
                of(policy).stream()
                        .flatMap(run -> group(run, group).stream())
                        .mapToDouble(measure.of())
                        .toArray());
    }

    Estimate estimate(String policy, Whole whole) {
        return Estimate.of(of(policy).stream().mapToDouble(whole.of()).toArray());
    }

    /** The second less the first, replication by replication: both met the same calls. */
    Estimate difference(String first, String second, String group, Measure measure) {
        Map<Integer, Run> before = new LinkedHashMap<>();
        for (Run run : of(first)) before.put(run.replication(), run);
        var differences = new ArrayList<Double>();
        for (Run run : of(second)) {
            Run other = before.get(run.replication());
            if (other == null) continue;
            Optional<Group> a = group(other, group);
            Optional<Group> b = group(run, group);
            if (a.isEmpty() || b.isEmpty()) continue;
            differences.add(
                    measure.of().applyAsDouble(b.get()) - measure.of().applyAsDouble(a.get()));
        }
        return Estimate.of(differences.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Writes tables (CSV, SQLite) and a page to a folder, which is made; files of an earlier lab
     * are replaced.
     *
     * @throws LabInput if the folder holds a center's record: nothing of a simulation goes there
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        refuseRecords(folder);
        Files.createDirectories(folder);
        List<Table> tables = new Tables(this).all();
        for (Table table : tables) {
            Files.writeString(folder.resolve(table.name() + ".csv"), table.csv());
        }
        Database.write(folder.resolve("results.sqlite"), tables, calls);
        Files.writeString(folder.resolve("report.html"), new Page(this).html());
    }

    /**
     * @throws LabInput if the folder holds a center's record
     */
    public static void refuseRecords(Path folder) {
        if (Files.exists(folder.resolve("journal")) || Files.exists(folder.resolve("witness"))) {
            throw new LabInput(
                    "%s holds a center's record; expected a folder of its own for what is simulated"
                            .formatted(folder));
        }
    }
}
