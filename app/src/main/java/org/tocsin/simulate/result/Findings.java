package org.tocsin.simulate.result;

import org.tocsin.simulate.demand.Goal;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.table.Table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the runs of a lab came to, and how that is written down. */
public final class Findings {
    final Setting setting;
    final List<Goal> goals;
    private final Map<String, String> words;
    final Plan plan;
    private final List<Run> runs;
    final boolean stopped;
    private final Optional<Path> calls;

    /**
     * @param words what each policy does, by name
     * @param calls the file of calls, where one was written
     */
    public Findings(
            Setting setting,
            List<Goal> goals,
            Map<String, String> words,
            Plan plan,
            List<Run> runs,
            boolean stopped,
            Optional<Path> calls) {
        this.setting = setting;
        this.goals = goals;
        this.words = Map.copyOf(words);
        this.plan = plan;
        this.runs = List.copyOf(runs);
        this.stopped = stopped;
        this.calls = calls;
    }

    /** How many runs were finished. */
    public int finished() {
        return runs.size();
    }

    /** The runs that were finished, by policy in the order asked for, then by replication. */
    public List<Run> runs() {
        return runs;
    }

    /** Policies with a finished run at least, in the order asked for. */
    public List<String> policies() {
        var names = new LinkedHashSet<String>();
        for (Run run : runs) names.add(run.policy());
        return List.copyOf(names);
    }

    /** What a policy does, in a sentence. */
    String words(String policy) {
        return words.getOrDefault(policy, "");
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
                    new Measure("mean response", "s", group -> group.response().mean()),
                    new Measure("median response", "s", group -> group.response().median()),
                    new Measure("90th percentile", "s", group -> group.response().ninetieth()),
                    new Measure("95th percentile", "s", group -> group.response().ninetyFifth()),
                    new Measure("late calls", "%", group -> 100 * group.lateShare()),
                    new Measure("unserved calls", "", Group::unserved));

    /** 0 where call takers are not counted. */
    static final List<Measure> RINGING =
            List.of(
                    new Measure("answering", "s", group -> group.answering().mean()),
                    new Measure("answering, 90th", "s", group -> group.answering().ninetieth()));

    /** Each leg after it, and how calls wait. */
    static final List<Measure> LEGS =
            List.of(
                    new Measure("dispatching", "s", group -> group.dispatching().mean()),
                    new Measure("dispatching, 90th", "s", group -> group.dispatching().ninetieth()),
                    new Measure("calls that waited", "%", group -> 100 * group.waitedShare()),
                    new Measure("waiting", "s", group -> group.waiting().mean()),
                    new Measure("longest wait", "s", group -> group.waiting().longest()),
                    new Measure("turnout", "s", group -> group.turnout().mean()),
                    new Measure("turnout, 90th", "s", group -> group.turnout().ninetieth()),
                    new Measure("driving", "s", group -> group.driving().mean()),
                    new Measure("driving, 90th", "s", group -> group.driving().ninetieth()),
                    new Measure("on scene", "s", group -> group.onScene().mean()),
                    new Measure("to hospital", "s", group -> group.transport().mean()),
                    new Measure("handover", "s", group -> group.handover().mean()));

    static final Measure CALLS = new Measure("calls", "", Group::calls);

    /** The group of all calls. */
    static final String ALL = "all";

    /** All of them. */
    static List<Measure> measures() {
        return Stream.of(MEASURES, RINGING, LEGS).flatMap(List::stream).toList();
    }

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

    /** How one policy stands to a goal: the mean or percentile, or the share in time in percent. */
    Estimate estimate(String policy, int goal, boolean share) {
        return Estimate.of(
                of(policy).stream()
                        .map(run -> run.goals().get(goal))
                        .filter(kept -> kept.calls() > 0)
                        .mapToDouble(kept -> share ? 100 * kept.within() : kept.seconds())
                        .toArray());
    }

    /** How things stood in some hours of the week, over all replications. */
    Hour hour(String policy, IntPredicate hourOfWeek) {
        var hours = new ArrayList<Hour>();
        for (Run run : of(policy)) {
            for (int i = 0; i < Hour.OF_WEEK; i++) {
                if (hourOfWeek.test(i)) hours.add(run.hours().get(i));
            }
        }
        return Hour.together(hours);
    }

    /** Calls by square of the ground, over all replications of a policy. */
    Map<Grid.Square, Run.Square> squares(String policy) {
        var squares = new TreeMap<Grid.Square, Run.Square>();
        for (Run run : of(policy)) {
            run.squares().forEach((at, calls) -> squares.merge(at, calls, Run.Square::and));
        }
        return squares;
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
            writeWhole(folder.resolve(table.name() + ".csv"), table.csv());
        }
        Database.write(folder.resolve("results.sqlite"), tables, calls);
        writeWhole(folder.resolve("report.html"), new Page(this).html());
    }

    /** Whole, or as it was before. */
    public static void writeWhole(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes the folder for results, before anything is worked out for it.
     *
     * @throws LabInput if the folder holds a center's record, is a file, or cannot be written to
     */
    public static void prepare(Path folder) {
        refuseRecords(folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new LabInput("%s is a file, expected a folder for results".formatted(folder));
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "results", ".unfinished"));
        } catch (IOException e) {
            throw new LabInput(
                    "%s cannot be written to, expected a folder for results (%s)"
                            .formatted(folder, e),
                    e);
        }
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
