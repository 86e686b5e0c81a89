package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.center.Destination;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.table.CsvRows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** What may be said for a type or for all. */
    private static final Set<String> OF_KIND =
            Set.of(
                    "call_taking",
                    "dispatch_delay",
                    "turnout",
                    "turnout_at_night",
                    "drive",
                    "drive_to_hospital",
                    "on_scene",
                    "transport",
                    "hospital",
                    "handover",
                    "restock");

    private static final Set<String> OF_TYPE = Set.of("share", "priorities", "hours");

    private static final Set<String> KEYS =
            Set.of(
                    "calls_per_day",
                    "calls",
                    PastCalls.TIME_FORMAT,
                    "places",
                    "off_road_kmh",
                    "call_to_dispatch",
                    "turnout",
                    "turnout_at_night",
                    "driving_variation",
                    "return_drive",
                    "failures_per_unit_day",
                    "repair",
                    "hours",
                    "standards");

    private static final String GOAL = "goal.";

    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** What to do with a row of a table that cannot be read. */
    enum BadRows {
        STOP,
        SKIP
    }

    private final KeyFile keys;
    private final Center center;
    private final DrivingProfiles profiles;
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
        this.profiles = profiles;
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
        if (KEYS.contains(key) || isDay(key) || isHours(key)) return true;
        if (key.startsWith(GOAL)) return key.length() > GOAL.length();
        if (key.startsWith(PastCalls.COLUMN)) {
            return PastCalls.COLUMNS.contains(key.substring(PastCalls.COLUMN.length()));
        }
        if (key.startsWith(PastCalls.TYPE) || key.startsWith(PastCalls.PRIORITY)) return true;
        String[] parts = key.split("\\.", 3);
        if (parts[0].equals("all")) return isOfKind(key.substring(key.indexOf('.') + 1));
        if (!parts[0].equals("type") || parts.length < 3) return false;
        return isOfKind(parts[2]) || OF_TYPE.contains(parts[2]) || isDay(parts[2]);
    }

    private static boolean isOfKind(String key) {
        return OF_KIND.contains(key) || isHours(key);
    }

    private static boolean isDay(String key) {
        return key.startsWith("hours.") && DAYS.contains(key.substring("hours.".length()));
    }

    /** {@code turnout.22-7}: some hours of the day. */
    private static boolean isHours(String key) {
        return key.matches("turnout\\.(2[0-3]|1?\\d)-(2[0-4]|1?\\d)");
    }

    // --- the whole ---

    private Optional<Demand> demand() throws IOException {
        Optional<KeyFile.Value> past = keys.find("calls");
        if (past.isPresent()) {
            List<PastCalls.Row> rows = PastCalls.read(keys, center, past.get(), this::unusable);
            codes();
            if (rows.isEmpty() && !keys.isWrong()) {
                keys.fault(past.get().line(), "found no call to use, expected one at least");
            }
            return keys.isWrong() ? Optional.empty() : Optional.of(demand(rows, ground()));
        }
        List<Demand.Kind> kinds = kinds();
        Optional<Ground> ground = ground();
        if (!keys.has("calls_per_day")) {
            keys.fault(1, "found neither calls_per_day nor calls, expected one of them");
            return Optional.empty();
        }
        double perDay = keys.number("calls_per_day", 1, 0.001, 1_000_000);
        if (!keys.has("places")) {
            keys.fault(1, "found no key places, expected it beside calls_per_day");
        }
        if (kinds.isEmpty()) return Optional.empty();
        return Optional.of(demand(atRandom(perDay, kinds), ground, kinds));
    }

    private Demand demand(
            Demand.Arrivals arrivals, Optional<Ground> ground, List<Demand.Kind> kinds) {
        return new Demand(
                arrivals,
                ground,
                keys.number("off_road_kmh", 0, 0, 200),
                keys.number("driving_variation", 0, 0, 2),
                profile("return_drive", "normal-driving"),
                kinds,
                keys.number("failures_per_unit_day", 0, 0, 24),
                keys.spread("repair", Spread.of("lognormal 2 h 1 h")),
                goals());
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
        codes(); // Types the file names are checked, whether the record has them or not.
        var rows = new ArrayList<PastCalls.Row>();
        for (PastRecord.Seen each : record.incidents()) {
            if (center.findType(each.type()).isEmpty()) {
                unusable(
                        "%s: %s has the type \"%s\", expected one of the center's: %s"
                                .formatted(
                                        record.name(), each.incident(), each.type(), typeCodes()));
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
        var kinds = new ArrayList<TypeAndPriority>();
        var indexes = new HashMap<TypeAndPriority, Integer>();
        var calls = new ArrayList<Demand.Past>();
        for (PastCalls.Row each : rows) {
            var kind = new TypeAndPriority(each.type(), each.priority());
            int index = indexes.computeIfAbsent(kind, _ -> kinds.size());
            if (index == kinds.size()) kinds.add(kind);
            calls.add(new Demand.Past(each.at(), each.point(), index, each.line()));
        }
        int[] counts = new int[kinds.size()];
        for (Demand.Past each : calls) counts[each.kind()]++;
        var all = new ArrayList<Demand.Kind>();
        for (int i = 0; i < counts.length; i++) {
            all.add(kind(kinds.get(i).type(), kinds.get(i).priority(), counts[i]));
        }
        var arrivals = new Demand.Arrivals.AsBefore(Collections.unmodifiableList(calls));
        return demand(arrivals, ground, all);
    }

    private List<String> typeCodes() {
        return center.types().stream().map(IncidentType::code).toList();
    }

    // --- kinds ---

    private List<Demand.Kind> kinds() {
        List<String> codes = codes();
        var kinds = new ArrayList<Demand.Kind>();
        double sum = 0;
        for (String code : codes) {
            double share = keys.number("type.%s.share".formatted(code), 0, 0, 1_000_000);
            sum += share;
            Map<Integer, Double> priorities = priorities(code);
            double whole = priorities.values().stream().mapToDouble(Double::doubleValue).sum();
            priorities.forEach(
                    (priority, part) -> kinds.add(kind(code, priority, share * (part / whole))));
        }
        if (!keys.isWrong() && sum == 0) {
            keys.fault(1, "found no share above 0, expected type.CODE.share for one type at least");
        }
        return kinds;
    }

    /** The types the file names. */
    private List<String> codes() {
        var codes = new ArrayList<String>();
        for (String key : keys.keys()) {
            String[] parts = key.split("\\.", 3);
            if (!parts[0].equals("type") || codes.contains(parts[1])) continue;
            if (center.findType(parts[1]).isEmpty()) {
                keys.fault(
                        keys.find(key).orElseThrow().line(),
                        "found the type %s, expected one of the center's: %s"
                                .formatted(parts[1], typeCodes()));
            } else {
                codes.add(parts[1]);
            }
        }
        return codes;
    }

    /** {@code 1:10 2:90}; the type's own where nothing is said. */
    private Map<Integer, Double> priorities(String code) {
        Optional<KeyFile.Value> value = keys.find("type.%s.priorities".formatted(code));
        if (value.isEmpty()) return Map.of(center.type(code).priority(), 1.0);
        var priorities = new TreeMap<Integer, Double>();
        for (String word : value.get().text().split("\\s+", -1)) {
            if (!word.matches("[1-5]:\\d+(\\.\\d+)?")) continue;
            priorities.put(word.charAt(0) - '0', Double.parseDouble(word.substring(2)));
        }
        boolean good = priorities.size() == value.get().text().split("\\s+", -1).length;
        if (good && priorities.values().stream().anyMatch(part -> part > 0)) return priorities;
        keys.fault(
                value.get().line(),
                "priorities is \"%s\", expected each priority once with its part, such as 1:10 2:90"
                        .formatted(value.get().text()));
        return Map.of(center.type(code).priority(), 1.0);
    }

    private Demand.Kind kind(String code, int priority, double share) {
        String usual = profiles.usual().name();
        Spread minutes = Spread.of("lognormal 20 min 10 min");
        Spread callTaking = keys.spread("call_to_dispatch", Spread.of("fixed 60 s"));
        return new Demand.Kind(
                code,
                priority,
                share,
                keys.spread(keyOf(code, "call_taking"), callTaking),
                keys.spread(keyOf(code, "dispatch_delay"), Spread.of("fixed 0 s")),
                turnout(code),
                profile(keyOf(code, "drive"), usual),
                profile(keyOf(code, "drive_to_hospital"), usual),
                keys.spread(keyOf(code, "on_scene"), minutes),
                keys.number(keyOf(code, "transport"), 0, 0, 1),
                hospital(keyOf(code, "hospital")),
                keys.spread(keyOf(code, "handover"), minutes),
                keys.spread(keyOf(code, "restock"), Spread.of("fixed 0 s")));
    }

    private String keyOf(String code, String what) {
        String own = "type.%s.%s".formatted(code, what);
        return keys.has(own) ? own : "all." + what;
    }

    /** By hour of the day: what is said for the type counts before what is said for all. */
    private List<Spread> turnout(String code) {
        var hours = new ArrayList<>(Collections.nCopies(24, Spread.of("lognormal 60 s 20 s")));
        for (String of : List.of("", "all.", "type.%s.".formatted(code))) {
            overlay(of + "turnout", 0, 24, hours);
            overlay(of + "turnout_at_night", 22, 7, hours);
            for (String key : keys.keys()) {
                if (!key.startsWith(of) || !isHours(key.substring(of.length()))) continue;
                String[] span = key.substring(key.lastIndexOf('.') + 1).split("-", -1);
                overlay(key, Integer.parseInt(span[0]), Integer.parseInt(span[1]), hours);
            }
        }
        return List.copyOf(hours);
    }

    /** From the one hour until the other, over midnight where that is the earlier. */
    private void overlay(String key, int from, int until, List<Spread> hours) {
        if (!keys.has(key)) return;
        Spread spread = keys.spread(key, hours.getFirst());
        for (int hour = 0; hour < 24; hour++) {
            boolean within =
                    from < until ? hour >= from && hour < until : hour >= from || hour < until;
            if (within) hours.set(hour, spread);
        }
    }

    private String profile(String key, String usual) {
        Optional<KeyFile.Value> value = keys.find(key);
        if (value.isEmpty()) return usual;
        List<String> names = profiles.all().stream().map(Profile::name).toList();
        if (names.contains(value.get().text())) return value.get().text();
        keys.fault(
                value.get().line(),
                "%s is \"%s\", expected one of %s"
                        .formatted(lastPart(key), value.get().text(), names));
        return usual;
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private Optional<String> hospital(String key) {
        Optional<KeyFile.Value> value = keys.find(key);
        if (value.isEmpty()) return Optional.empty();
        var accepted = new TreeSet<String>();
        for (Destination each : center.destinations()) accepted.addAll(each.accepts());
        if (!accepted.contains(value.get().text())) {
            keys.fault(
                    value.get().line(),
                    "hospital is \"%s\", expected one of what the center's destinations accept: %s"
                            .formatted(value.get().text(), accepted));
        }
        return Optional.of(value.get().text());
    }

    // --- how often ---

    private Demand.Arrivals atRandom(double perDay, List<Demand.Kind> kinds) {
        List<Double> general = hours("");
        boolean alike =
                keys.keys().stream().noneMatch(key -> key.matches("type\\.[^.]+\\.hours(\\..+)?"));
        if (alike) return new Demand.Arrivals.AtRandom(perDay, general, List.of());
        List<List<Double>> each =
                kinds.stream().map(kind -> hours("type.%s.".formatted(kind.type()))).toList();
        double shares = kinds.stream().mapToDouble(Demand.Kind::share).sum();
        var all = new ArrayList<Double>();
        for (int hour = 0; hour < 168; hour++) {
            double sum = 0;
            for (int i = 0; i < kinds.size(); i++) {
                sum += kinds.get(i).share() / shares * each.get(i).get(hour);
            }
            all.add(sum);
        }
        return new Demand.Arrivals.AtRandom(perDay, List.copyOf(all), each);
    }

    /**
     * By hour of the week, 1 being the mean.
     *
     * @param of a type's keys, or those for all
     */
    private List<Double> hours(String of) {
        double[] hours = new double[168];
        for (int day = 0; day < 7; day++) {
            String name = "hours." + DAYS.get(day);
            Optional<KeyFile.Value> value =
                    keys.find(of + name)
                            .or(() -> keys.find(of + "hours"))
                            .or(() -> keys.find(name))
                            .or(() -> keys.find("hours"));
            for (int hour = 0; hour < 24; hour++) hours[24 * day + hour] = 1;
            if (value.isPresent()) {
                System.arraycopy(keys.hours(value.get()), 0, hours, 24 * day, 24);
            }
        }
        double sum = 0;
        for (double each : hours) sum += each;
        if (sum == 0 && !keys.isWrong()) {
            keys.fault(1, "found only zeros for %shours, expected one above 0".formatted(of));
        }
        var relative = new ArrayList<Double>();
        for (double each : hours) relative.add(sum > 0 ? each * 168 / sum : 1);
        return List.copyOf(relative);
    }

    // --- where from ---

    private Optional<Ground> ground() throws IOException {
        Optional<KeyFile.Value> found = keys.find("places");
        if (found.isEmpty()) return Optional.empty();
        KeyFile.Value value = found.get();
        String[] words = value.text().split("\\s+", 2);
        Path table = keys.beside(words[words.length - 1]);
        if (words.length < 2 || !Files.isRegularFile(table)) {
            keys.fault(
                    value.line(),
                    "places is \"%s\", expected raster FILE.tif, points FILE.csv or zones FILE.csv, a file beside this one"
                            .formatted(value.text()));
            return Optional.empty();
        }
        try {
            return switch (words[0]) {
                case "raster" -> Optional.of(Ground.of(Raster.read(table)));
                case "points", "zones" -> boxes(table, words[0].equals("zones"));
                default -> {
                    keys.fault(
                            value.line(),
                            "places are of kind \"%s\", expected raster, points or zones"
                                    .formatted(words[0]));
                    yield Optional.empty();
                }
            };
        } catch (LabInput e) {
            keys.fault(value.line(), "%s: %s".formatted(table, e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Ground> boxes(Path table, boolean zones) throws IOException {
        var boxes = new ArrayList<Ground.Box>();
        List<String> columns =
                zones
                        ? List.of("south", "west", "north", "east", "weight")
                        : List.of("latitude", "longitude", "weight");
        CsvRows.each(
                table,
                columns,
                MAX_ROWS,
                (_, row) -> boxes.add(box(row, zones)),
                (line, what, ofRow) -> {
                    if (ofRow) unusable("%s:%d: %s".formatted(table, line, what));
                    else keys.fault(table, line, what);
                });
        // What is wrong with the rows is told already.
        if (boxes.isEmpty() && keys.isWrong()) return Optional.empty();
        return Optional.of(Ground.of(boxes));
    }

    private static Ground.Box box(List<String> row, boolean zone) {
        double[] v = row.stream().mapToDouble(CsvRows::decimal).toArray();
        Point corner = new Point(v[0], v[1]);
        double weight = v[v.length - 1];
        if (weight < 0) {
            throw new IllegalArgumentException(
                    "the weight is %s, expected 0 or more".formatted(row.getLast()));
        }
        if (!zone) return new Ground.Box(corner.latitude(), corner.longitude(), 0, 0, weight);
        Point far = new Point(v[2], v[3]);
        if (far.latitude() < corner.latitude() || far.longitude() < corner.longitude()) {
            throw new IllegalArgumentException(
                    "north and east lie before south and west, expected south, west, north, east");
        }
        return new Ground.Box(
                corner.latitude(),
                corner.longitude(),
                far.latitude() - corner.latitude(),
                far.longitude() - corner.longitude(),
                weight);
    }

    /** A row of a table or an incident of a record. */
    private void unusable(String what) {
        if (badRows == BadRows.STOP) keys.fault(what);
        else skipped.add(what);
    }
}
