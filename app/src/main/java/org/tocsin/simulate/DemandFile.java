package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.road.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a demand file: lines of {@code key = value} (docs/lab/demand.md), and the table of places
 * or past calls that it names. All that is wrong is told at once, with file, line, what was found
 * and what was expected.
 */
final class DemandFile {
    /** A year of a nation's calls. */
    static final int MAX_ROWS = 20_000_000;

    /** Of more faults only the number is told. */
    static final int MAX_FAULTS = 100;

    private static final Set<String> OF_KIND =
            Set.of(
                    "share",
                    "drive",
                    "drive_to_hospital",
                    "on_scene",
                    "transport",
                    "handover",
                    "restock");
    private static final Set<String> KEYS =
            Set.of(
                    "calls_per_day",
                    "calls",
                    "places",
                    "off_road_kmh",
                    "call_to_dispatch",
                    "turnout",
                    "turnout_at_night",
                    "driving_variation",
                    "failures_per_unit_day",
                    "repair",
                    "hours");

    /** What to do with a row of a table that cannot be read. */
    enum BadRows {
        STOP,
        SKIP
    }

    private final Path file;
    private final Center center;
    private final DrivingProfiles profiles;
    private final BadRows badRows;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int faultCount;

    private record Value(String text, int line) {}

    /**
     * A demand.
     *
     * @param skipped rows left out, each with line and reason
     */
    record Whole(Demand demand, List<String> skipped) {}

    private DemandFile(Path file, Center center, DrivingProfiles profiles, BadRows badRows) {
        this.file = file;
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
        var reader = new DemandFile(file, center, profiles, badRows);
        reader.split();
        Optional<Demand> demand = reader.demand();
        if (demand.isEmpty() || reader.faultCount > 0) throw reader.wrong();
        return new Whole(demand.get(), List.copyOf(reader.skipped));
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
        var reader = new DemandFile(file.orElse(Path.of("")), center, profiles, badRows);
        if (file.isPresent()) reader.split();
        Demand demand = reader.demand(record);
        if (reader.faultCount > 0) throw reader.wrong();
        return new Whole(demand, List.copyOf(reader.skipped));
    }

    private void split() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabInput("%s is not a file, expected a demand file".formatted(file));
        }
        split(Files.readAllLines(file));
    }

    private LabInput wrong() {
        String more =
                faultCount > faults.size()
                        ? "%nand %d more".formatted(faultCount - faults.size())
                        : "";
        return new LabInput(String.join(System.lineSeparator(), faults) + more);
    }

    private void fault(Path where, int line, String what) {
        fault("%s:%d: %s".formatted(where, line, what));
    }

    private void fault(String what) {
        faultCount++;
        if (faults.size() < MAX_FAULTS) faults.add(what);
    }

    private void split(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            int equals = line.indexOf('=');
            if (equals < 1) {
                fault(file, i + 1, "found \"%s\", expected key = value".formatted(line));
                continue;
            }
            String key = line.substring(0, equals).strip();
            if (!isKey(key)) {
                fault(
                        file,
                        i + 1,
                        "found the key %s, expected one of docs/lab/demand.md".formatted(key));
            } else if (values.putIfAbsent(key, value(line, equals, i)) != null) {
                fault(file, i + 1, "found %s again, expected it once".formatted(key));
            }
        }
    }

    private static Value value(String line, int equals, int index) {
        return new Value(line.substring(equals + 1).strip(), index + 1);
    }

    private boolean isKey(String key) {
        if (KEYS.contains(key)) return true;
        if (key.startsWith("hours.")) return DAYS.contains(key.substring(6));
        String[] parts = key.split("\\.", -1);
        if (parts.length == 2 && parts[0].equals("all")) return OF_KIND.contains(parts[1]);
        return parts.length == 3 && parts[0].equals("type") && OF_KIND.contains(parts[2]);
    }

    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private Optional<Demand> demand() throws IOException {
        List<Demand.Kind> kinds = kinds();
        Optional<Ground> ground = ground();
        Optional<Demand.Arrivals> arrivals = arrivals(kinds);
        if (arrivals.isEmpty()) return Optional.empty();
        if (ground.isEmpty() && arrivals.get() instanceof Demand.Arrivals.AtRandom) {
            fault(file, 1, "found no key places, expected it beside calls_per_day");
        }
        return Optional.of(demand(arrivals.get(), ground, kinds));
    }

    private Demand demand(
            Demand.Arrivals arrivals, Optional<Ground> ground, List<Demand.Kind> kinds) {
        return new Demand(
                arrivals,
                ground,
                number("off_road_kmh", 0, 0, 200),
                spread("call_to_dispatch", "fixed 60 s"),
                turnout(),
                number("driving_variation", 0, 0, 2),
                kinds,
                number("failures_per_unit_day", 0, 0, 24),
                spread("repair", "lognormal 2 h 1 h"));
    }

    // --- a record ---

    /** A kind is a type with the priority it had, which need not be the type's own. */
    private record TypeAndPriority(String type, int priority) {}

    private Demand demand(PastRecord record) {
        codes(); // Types the file names are checked, whether the record has them or not.
        var kinds = new ArrayList<TypeAndPriority>();
        var indexes = new HashMap<TypeAndPriority, Integer>();
        var calls = new ArrayList<Demand.Past>();
        for (PastRecord.Seen each : record.incidents()) {
            if (center.findType(each.type()).isEmpty()) {
                unusable(
                        "%s: %s has the type \"%s\", expected one of the center's: %s"
                                .formatted(
                                        record.name(), each.incident(), each.type(), typeCodes()));
                continue;
            }
            var kind = new TypeAndPriority(each.type(), each.priority());
            int index = indexes.computeIfAbsent(kind, _ -> kinds.size());
            if (index == kinds.size()) kinds.add(kind);
            calls.add(new Demand.Past(each.at(), each.point(), index));
        }
        if (calls.isEmpty() && faultCount == 0) {
            fault("%s holds no incident to use, expected one at least".formatted(record.name()));
        }
        int[] counts = new int[kinds.size()];
        for (Demand.Past each : calls) counts[each.kind()]++;
        var all = new ArrayList<Demand.Kind>();
        for (int i = 0; i < counts.length; i++) {
            all.add(kind(kinds.get(i).type(), kinds.get(i).priority(), counts[i]));
        }
        return demand(
                new Demand.Arrivals.AsBefore(Collections.unmodifiableList(calls)),
                Optional.empty(),
                all);
    }

    private List<String> typeCodes() {
        return center.types().stream().map(IncidentType::code).toList();
    }

    // --- values ---

    private double number(String key, double usual, double least, double most) {
        Value value = values.get(key);
        if (value == null) return usual;
        try {
            double number = Double.parseDouble(value.text());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Told below with what was expected.
        }
        fault(
                file,
                value.line(),
                "%s is \"%s\", expected a number from %s to %s"
                        .formatted(key, value.text(), least, most));
        return usual;
    }

    private Spread spread(String key, String usual) {
        Value value = values.get(key);
        if (value == null) return Spread.of(usual);
        try {
            return Spread.of(value.text());
        } catch (IllegalArgumentException e) {
            fault(
                    file,
                    value.line(),
                    "%s is \"%s\", expected %s".formatted(key, value.text(), Spread.EXPECTED));
            return Spread.of(usual);
        }
    }

    /** By hour of the day; night is 22 to 7. */
    private List<Spread> turnout() {
        Spread day = spread("turnout", "lognormal 60 s 20 s");
        Spread night =
                values.containsKey("turnout_at_night")
                        ? spread("turnout_at_night", "fixed 0 s")
                        : day;
        var hours = new ArrayList<Spread>();
        for (int hour = 0; hour < 24; hour++) hours.add(hour >= 22 || hour < 7 ? night : day);
        return List.copyOf(hours);
    }

    // --- kinds ---

    private List<Demand.Kind> kinds() {
        List<String> codes = codes();
        if (codes.isEmpty()) {
            fault(file, 1, "found no type, expected type.CODE.share for one at least");
        }
        return codes.stream()
                .map(
                        code ->
                                kind(
                                        code,
                                        center.type(code).priority(),
                                        number("type.%s.share".formatted(code), 0, 0, 1_000_000)))
                .toList();
    }

    /** The types the file names. */
    private List<String> codes() {
        var codes = new ArrayList<String>();
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            String[] parts = entry.getKey().split("\\.", -1);
            if (parts.length != 3 || codes.contains(parts[1])) continue;
            if (center.findType(parts[1]).isEmpty()) {
                fault(
                        file,
                        entry.getValue().line(),
                        "found the type %s, expected one of the center's: %s"
                                .formatted(parts[1], typeCodes()));
            } else {
                codes.add(parts[1]);
            }
        }
        return codes;
    }

    private Demand.Kind kind(String code, int priority, double share) {
        return new Demand.Kind(
                code,
                priority,
                share,
                profile(code, "drive", profiles.usual().name()),
                profile(code, "drive_to_hospital", profiles.usual().name()),
                spread(keyOf(code, "on_scene"), "lognormal 20 min 10 min"),
                number(keyOf(code, "transport"), 0, 0, 1),
                spread(keyOf(code, "handover"), "lognormal 20 min 10 min"),
                spread(keyOf(code, "restock"), "fixed 0 s"));
    }

    private String keyOf(String code, String what) {
        String own = "type.%s.%s".formatted(code, what);
        return values.containsKey(own) ? own : "all." + what;
    }

    private String profile(String code, String what, String usual) {
        Value value = values.get(keyOf(code, what));
        if (value == null) return usual;
        List<String> names = profiles.all().stream().map(Profile::name).toList();
        if (names.contains(value.text())) return value.text();
        fault(
                file,
                value.line(),
                "%s is \"%s\", expected one of %s".formatted(what, value.text(), names));
        return usual;
    }

    // --- arrivals ---

    private Optional<Demand.Arrivals> arrivals(List<Demand.Kind> kinds) throws IOException {
        Value past = values.get("calls");
        if (past != null) {
            return Optional.of(
                    new Demand.Arrivals.AsBefore(pastCalls(beside(past.text()), past, kinds)));
        }
        if (!values.containsKey("calls_per_day")) {
            fault(file, 1, "found neither calls_per_day nor calls, expected one of them");
            return Optional.empty();
        }
        double perDay = number("calls_per_day", 1, 0.001, 1_000_000);
        return Optional.of(new Demand.Arrivals.AtRandom(perDay, hours()));
    }

    private Path beside(String name) {
        return file.resolveSibling(name);
    }

    private List<Double> hours() {
        double[] hours = new double[168];
        for (int day = 0; day < 7; day++) {
            Value value =
                    Optional.ofNullable(values.get("hours." + DAYS.get(day)))
                            .orElseGet(() -> values.getOrDefault("hours", ALIKE));
            double[] of = hoursOf(value);
            System.arraycopy(of, 0, hours, 24 * day, 24);
        }
        double sum = 0;
        for (double each : hours) sum += each;
        var relative = new ArrayList<Double>();
        for (double each : hours) relative.add(sum > 0 ? each * 168 / sum : 1);
        return List.copyOf(relative);
    }

    private static final Value ALIKE = new Value("1 ".repeat(24).strip(), 0);

    private double[] hoursOf(Value value) {
        String[] words = value.text().split("[\\s,]+", -1);
        double[] hours = new double[24];
        boolean good = words.length == 24;
        for (int i = 0; good && i < 24; i++) {
            try {
                hours[i] = Double.parseDouble(words[i]);
                good = hours[i] >= 0;
            } catch (NumberFormatException e) {
                good = false;
            }
        }
        if (!good) {
            fault(
                    file,
                    value.line(),
                    "found \"%s\", expected 24 numbers, one for each hour".formatted(value.text()));
        }
        return hours;
    }

    // --- tables ---

    private Optional<Ground> ground() throws IOException {
        Value value = values.get("places");
        if (value == null) return Optional.empty();
        String[] words = value.text().split("\\s+", 2);
        Path table = beside(words[words.length - 1]);
        if (words.length < 2 || !Files.isRegularFile(table)) {
            fault(
                    file,
                    value.line(),
                    "places is \"%s\", expected raster FILE.tif, points FILE.csv or zones FILE.csv, a file beside this one"
                            .formatted(value.text()));
            return Optional.empty();
        }
        return switch (words[0]) {
            case "raster" -> Optional.of(Ground.of(Raster.read(table)));
            case "points", "zones" -> boxes(table, words[0].equals("zones"));
            default -> {
                fault(
                        file,
                        value.line(),
                        "places are of kind \"%s\", expected raster, points or zones"
                                .formatted(words[0]));
                yield Optional.empty();
            }
        };
    }

    private Optional<Ground> boxes(Path table, boolean zones) throws IOException {
        var boxes = new ArrayList<Ground.Box>();
        List<String> columns =
                zones
                        ? List.of("south", "west", "north", "east", "weight")
                        : List.of("latitude", "longitude", "weight");
        eachRow(
                table,
                columns,
                row -> {
                    double[] v = row.stream().mapToDouble(CsvRows::decimal).toArray();
                    Point corner = new Point(v[0], v[1]);
                    if (v[v.length - 1] < 0)
                        throw new IllegalArgumentException("the weight is below 0");
                    if (!zones) {
                        boxes.add(
                                new Ground.Box(corner.latitude(), corner.longitude(), 0, 0, v[2]));
                        return;
                    }
                    Point far = new Point(v[2], v[3]);
                    if (far.latitude() < corner.latitude()
                            || far.longitude() < corner.longitude()) {
                        throw new IllegalArgumentException(
                                "north and east lie before south and west");
                    }
                    boxes.add(
                            new Ground.Box(
                                    corner.latitude(),
                                    corner.longitude(),
                                    far.latitude() - corner.latitude(),
                                    far.longitude() - corner.longitude(),
                                    v[4]));
                });
        return boxes.isEmpty() ? Optional.empty() : Optional.of(Ground.of(boxes));
    }

    private List<Demand.Past> pastCalls(Path table, Value named, List<Demand.Kind> kinds)
            throws IOException {
        if (!Files.isRegularFile(table)) {
            fault(
                    file,
                    named.line(),
                    "calls is \"%s\", expected a CSV file beside this one".formatted(named.text()));
            return List.of();
        }
        List<String> codes = kinds.stream().map(Demand.Kind::type).toList();
        var calls = new ArrayList<Demand.Past>();
        eachRow(
                table,
                List.of("time", "latitude", "longitude", "type"),
                row -> {
                    int kind = codes.indexOf(row.get(3));
                    if (kind < 0) {
                        throw new IllegalArgumentException(
                                "the type is \"%s\", expected one of %s"
                                        .formatted(row.get(3), codes));
                    }
                    calls.add(
                            new Demand.Past(
                                    CsvRows.time(row.get(0), center.zone()),
                                    new Point(
                                            CsvRows.decimal(row.get(1)),
                                            CsvRows.decimal(row.get(2))),
                                    kind));
                });
        calls.sort(Comparator.comparing(Demand.Past::at));
        return Collections.unmodifiableList(calls);
    }

    private void eachRow(Path table, List<String> columns, CsvRows.Row taker) throws IOException {
        CsvRows.each(
                table,
                columns,
                MAX_ROWS,
                taker,
                (line, what, ofRow) -> {
                    String where = "%s:%d: %s".formatted(table, line, what);
                    if (ofRow) unusable(where);
                    else fault(where);
                });
    }

    /** A row of a table or an incident of a record. */
    private void unusable(String what) {
        if (badRows == BadRows.STOP) fault(what);
        else skipped.add(what);
    }
}
