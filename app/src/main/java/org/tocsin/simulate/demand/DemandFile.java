package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.road.Conditions;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a demand file: lines of {@code key = value} (docs/lab/demand.md), and the table of places
 * or past calls that it names. All that is wrong is told at once, with file, line, what was found
 * and what was expected.
 */
final class DemandFile {
    /** A year of a nation's calls. */
    static final int MAX_ROWS = 20_000_000;

    private static final String CALL_TAKERS = "call_takers";

    private static final Set<String> KEYS =
            Set.of(
                    "calls_per_day",
                    "calls",
                    PastCalls.TIME_FORMAT,
                    "places",
                    "off_road_kmh",
                    CALL_TAKERS,
                    "call_to_dispatch",
                    "turnout",
                    "turnout_at_night",
                    "driving_variation",
                    "return_drive",
                    "failures_per_unit_day",
                    "repair",
                    "hours",
                    "standards");

    /** What may be said for some hours of the day. */
    private static final List<String> OF_HOURS = List.of("turnout", CALL_TAKERS);

    private static final String GOAL = "goal.";

    private static final int MAX_CALL_TAKERS = 1_000;

    /** What to do with a row of a table that cannot be read. */
    enum BadRows {
        STOP,
        SKIP
    }

    private final KeyFile keys;
    private final Center center;
    private final CallKinds kinds;
    private final BadRows badRows;
    private final List<String> skipped = new ArrayList<>();

    /**
     * A demand.
     *
     * @param skipped rows left out, each with line and reason
     * @param calls where past calls stand; empty where they come at random
     */
    record Whole(Demand demand, List<String> skipped, Optional<String> calls) {
        /**
         * Without past calls that no road is near to: those are faults, or go to what is skipped.
         *
         * @throws LabInput with all of them, or if none is left
         */
        Demand onRoads(
                Center center,
                DrivingProfiles profiles,
                RoadNetwork roads,
                BadRows badRows,
                List<String> skipped) {
            if (!(demand.arrivals() instanceof Demand.Arrivals.AsBefore(List<Demand.Past> past))) {
                return demand;
            }
            Conditions usual = Conditions.open(profiles.usual(), Instant.EPOCH);
            var reached = new ArrayList<Demand.Past>();
            var lost = new ArrayList<String>();
            for (Demand.Past each : past) {
                if (roads.metersToRoad(each.point(), usual).isPresent()) reached.add(each);
                else lost.add(lost(each, center));
            }
            if (lost.isEmpty()) return demand;
            if (badRows == BadRows.STOP || reached.isEmpty()) {
                String all =
                        lost.stream()
                                .limit(KeyFile.MAX_FAULTS)
                                .collect(Collectors.joining(System.lineSeparator()));
                int more = lost.size() - KeyFile.MAX_FAULTS;
                throw new LabInput(more > 0 ? all + "%nand %d more".formatted(more) : all);
            }
            skipped.addAll(lost);
            return demand.with(Collections.unmodifiableList(reached));
        }

        private String lost(Demand.Past call, Center center) {
            return "%s%s: the call of %s at %s, %s has no road near, expected a place on the map"
                    .formatted(
                            calls.orElse("a record"),
                            call.line() > 0 ? ":" + call.line() : "",
                            call.at().atZone(center.zone()).toLocalDateTime(),
                            call.point().latitude(),
                            call.point().longitude());
        }
    }

    private DemandFile(KeyFile keys, Center center, DrivingProfiles profiles, BadRows badRows) {
        this.keys = keys;
        this.center = center;
        kinds = new CallKinds(keys, center, profiles);
        this.badRows = badRows;
    }

    /**
     * @throws LabInput with everything that is wrong
     * @throws IOException if a file cannot be read
     */
    static Whole read(Path file, Center center, DrivingProfiles profiles, BadRows badRows)
            throws IOException {
        KeyFile keys = KeyFile.read(file, DemandFile::isKey);
        var reader = new DemandFile(keys, center, profiles, badRows);
        Optional<Demand> demand = reader.demand();
        if (demand.isEmpty() || keys.isWrong()) throw keys.wrong();
        Optional<String> table =
                keys.find("calls").map(value -> keys.beside(value.text()).toString());
        return new Whole(demand.get(), List.copyOf(reader.skipped), table);
    }

    /**
     * The incidents of a record as past calls.
     *
     * @param file says how long what takes; what it says of calls and places is left aside
     * @throws LabInput with everything that is wrong, or if no incident can be used
     * @throws IOException if the file cannot be read
     */
    static Whole read(
            PastRecord record,
            Optional<Path> file,
            Center center,
            DrivingProfiles profiles,
            BadRows badRows)
            throws IOException {
        KeyFile keys =
                file.isPresent()
                        ? KeyFile.read(file.get(), DemandFile::isKey)
                        : new KeyFile(Path.of(""));
        var reader = new DemandFile(keys, center, profiles, badRows);
        Demand demand = reader.demand(record);
        if (keys.isWrong()) throw keys.wrong();
        return new Whole(demand, List.copyOf(reader.skipped), Optional.of(record.name()));
    }

    // --- keys ---

    private static boolean isKey(String key) {
        if (KEYS.contains(key) || CallHours.isDay(key)) return true;
        for (String each : OF_HOURS) if (KeyFile.isOfHours(each, key)) return true;
        if (key.startsWith(GOAL)) return key.length() > GOAL.length();
        if (key.startsWith(PastCalls.COLUMN)) {
            return PastCalls.COLUMNS.contains(key.substring(PastCalls.COLUMN.length()));
        }
        if (key.startsWith(PastCalls.TYPE) || key.startsWith(PastCalls.PRIORITY)) return true;
        String[] parts = key.split("\\.", 3);
        if (parts[0].equals("all")) return CallKinds.isOfKind(key.substring(key.indexOf('.') + 1));
        if (!parts[0].equals("type") || parts.length < 3) return false;
        return CallKinds.isOfType(parts[2]);
    }

    // --- the whole ---

    private Optional<Demand> demand() throws IOException {
        Optional<KeyFile.Value> past = keys.find("calls");
        if (past.isPresent()) {
            List<PastCalls.Row> rows = PastCalls.read(keys, center, past.get(), this::unusable);
            kinds.codes();
            if (rows.isEmpty() && !keys.isWrong()) {
                keys.fault(past.get().line(), "found no call to use, expected one at least");
            }
            return keys.isWrong() ? Optional.empty() : Optional.of(demand(rows, ground()));
        }
        List<Demand.Kind> all = kinds.all();
        Optional<Ground> ground = ground();
        if (!keys.has("calls_per_day")) {
            keys.fault(1, "found neither calls_per_day nor calls, expected one of them");
            return Optional.empty();
        }
        double perDay = keys.number("calls_per_day", 1, 0.001, 1_000_000);
        if (!keys.has("places")) {
            keys.fault(1, "found no key places, expected it beside calls_per_day");
        }
        if (all.isEmpty()) return Optional.empty();
        var arrivals = new CallHours(keys).atRandom(perDay, all);
        return Optional.of(demand(arrivals, ground, all));
    }

    private Demand demand(
            Demand.Arrivals arrivals, Optional<Ground> ground, List<Demand.Kind> all) {
        return new Demand(
                arrivals,
                ground,
                keys.number("off_road_kmh", 0, 0, 200),
                keys.number("driving_variation", 0, 0, 2),
                kinds.profile("return_drive", "normal-driving"),
                all,
                keys.number("failures_per_unit_day", 0, 0, 24),
                keys.spread("repair", Spread.of("lognormal 2 h 1 h")),
                goals(),
                callTakers());
    }

    /** By hour of the day. */
    private Optional<List<Integer>> callTakers() {
        var hours = new ArrayList<>(Collections.nCopies(24, 0));
        keys.lay(CALL_TAKERS, 0, 24, hours, this::callTakers);
        keys.layHours(CALL_TAKERS, hours, this::callTakers);
        List<String> told =
                keys.keys().stream().filter(key -> key.startsWith(CALL_TAKERS)).toList();
        if (told.isEmpty()) return Optional.empty();
        if (hours.contains(0) && !keys.isWrong()) {
            keys.fault(
                    keys.find(told.getFirst()).orElseThrow().line(),
                    "found no call_takers for the hour from %d, expected some for each hour"
                            .formatted(hours.indexOf(0)));
        }
        return Optional.of(List.copyOf(hours));
    }

    private int callTakers(String key) {
        double number = keys.number(key, 1, 1, MAX_CALL_TAKERS);
        if (number != Math.rint(number)) {
            KeyFile.Value value = keys.find(key).orElseThrow();
            keys.fault(
                    value.line(),
                    "%s is \"%s\", expected a whole number".formatted(key, value.text()));
        }
        return (int) number;
    }

    private List<Goal> goals() {
        var goals = new ArrayList<Goal>();
        keys.find("standards").ifPresent(value -> standards(value, goals));
        for (String key : keys.keys()) {
            if (!key.startsWith(GOAL)) continue;
            KeyFile.Value value = keys.find(key).orElseThrow();
            try {
                goals.add(Goal.of(key.substring(GOAL.length()), value.text()));
            } catch (IllegalArgumentException e) {
                keys.fault(
                        value.line(),
                        "%s is \"%s\", expected %s".formatted(key, value.text(), e.getMessage()));
            }
        }
        if (goals.size() > Goal.MAX) {
            keys.fault(1, "found %d goals, expected at most %d".formatted(goals.size(), Goal.MAX));
        }
        return List.copyOf(goals);
    }

    private void standards(KeyFile.Value value, List<Goal> goals) {
        for (String name : value.text().split("[\\s,]+", -1)) {
            List<String> texts = Goal.STANDARDS.get(name);
            if (texts == null) {
                keys.fault(
                        value.line(),
                        "found the standard \"%s\", expected one of %s"
                                .formatted(name, new TreeSet<>(Goal.STANDARDS.keySet())));
            } else {
                texts.forEach(text -> goals.add(Goal.of(name, text)));
            }
        }
    }

    // --- calls that came ---

    private Demand demand(PastRecord record) {
        kinds.codes(); // Types the file names are checked, whether the record has them or not.
        var rows = new ArrayList<PastCalls.Row>();
        for (PastRecord.Seen each : record.incidents()) {
            if (center.findType(each.type()).isEmpty()) {
                unusable(
                        "%s: %s has the type \"%s\", expected one of the center's: %s"
                                .formatted(
                                        record.name(),
                                        each.incident(),
                                        each.type(),
                                        kinds.typeCodes()));
            } else {
                rows.add(
                        new PastCalls.Row(
                                0, each.at(), each.point(), each.type(), each.priority()));
            }
        }
        if (rows.isEmpty() && !keys.isWrong()) {
            keys.fault(
                    "%s holds no incident to use, expected one at least".formatted(record.name()));
        }
        return demand(rows, Optional.empty());
    }

    /** A kind is a type with the priority it had, which need not be the type's own. */
    private record TypeAndPriority(String type, int priority) {}

    private Demand demand(List<PastCalls.Row> rows, Optional<Ground> ground) {
        var types = new ArrayList<TypeAndPriority>();
        var indexes = new HashMap<TypeAndPriority, Integer>();
        var calls = new ArrayList<Demand.Past>();
        for (PastCalls.Row each : rows) {
            var kind = new TypeAndPriority(each.type(), each.priority());
            int index = indexes.computeIfAbsent(kind, _ -> types.size());
            if (index == types.size()) types.add(kind);
            calls.add(new Demand.Past(each.at(), each.point(), index, each.line()));
        }
        int[] counts = new int[types.size()];
        for (Demand.Past each : calls) counts[each.kind()]++;
        var all = new ArrayList<Demand.Kind>();
        for (int i = 0; i < counts.length; i++) {
            all.add(kinds.of(types.get(i).type(), types.get(i).priority(), counts[i]));
        }
        var arrivals = new Demand.Arrivals.AsBefore(Collections.unmodifiableList(calls));
        return demand(arrivals, ground, all);
    }

    private Optional<Ground> ground() throws IOException {
        Optional<KeyFile.Value> found = keys.find("places");
        if (found.isEmpty()) return Optional.empty();
        return new CallPlaces(keys, this::unusable).ground(found.get());
    }

    /** A row of a table or an incident of a record. */
    private void unusable(String what) {
        if (badRows == BadRows.STOP) keys.fault(what);
        else skipped.add(what);
    }
}
