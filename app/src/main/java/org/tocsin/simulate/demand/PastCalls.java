package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.simulate.table.CsvRows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of past calls, read by the mapping that a demand file gives: which columns, how times are
 * written, what types and priorities are called there.
 */
final class PastCalls {
    static final String COLUMN = "calls.column.";
    static final String TYPE = "calls.type.";
    static final String PRIORITY = "calls.priority.";
    static final String TIME_FORMAT = "calls.time_format";

    static final List<String> COLUMNS =
            List.of("time", "latitude", "longitude", "type", "priority");

    private final KeyFile keys;
    private final Center center;
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Integer> priorities = new HashMap<>();
    private final Optional<DateTimeFormatter> format;

    /** A call as the table has it. */
    record Row(int line, Instant at, Point point, String type, int priority) {}

    private PastCalls(KeyFile keys, Center center) {
        this.keys = keys;
        this.center = center;
        for (IncidentType type : center.types()) types.put(type.code(), type.code());
        for (int i = 1; i <= 5; i++) priorities.put(Integer.toString(i), i);
        for (String key : keys.keys()) {
            if (key.startsWith(TYPE)) nameType(key);
            if (key.startsWith(PRIORITY)) namePriority(key);
        }
        format = keys.find(TIME_FORMAT).flatMap(this::format);
    }

    private void nameType(String key) {
        KeyFile.Value value = keys.find(key).orElseThrow();
        String code = key.substring(TYPE.length());
        if (center.findType(code).isEmpty()) {
            keys.fault(
                    value.line(),
                    "found the type %s, expected one of the center's: %s"
                            .formatted(
                                    code,
                                    center.types().stream().map(IncidentType::code).toList()));
        }
        for (String name : names(value)) {
            if (types.put(name, code) != null && !name.equals(code)) {
                keys.fault(
                        value.line(),
                        "found \"%s\" again, expected it for one type".formatted(name));
            }
        }
    }

    private void namePriority(String key) {
        KeyFile.Value value = keys.find(key).orElseThrow();
        String number = key.substring(PRIORITY.length());
        if (!number.matches("[1-5]")) {
            keys.fault(value.line(), "found %s, expected a priority from 1 to 5".formatted(key));
            return;
        }
        for (String name : names(value)) priorities.put(name, Integer.parseInt(number));
    }

    private static List<String> names(KeyFile.Value value) {
        return List.of(value.text().split("\\s*\\|\\s*", -1));
    }

    /** Years are counted as people do, and a 31st of February is none. */
    private Optional<DateTimeFormatter> format(KeyFile.Value value) {
        try {
            return Optional.of(
                    DateTimeFormatter.ofPattern(value.text().replace('y', 'u'), Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT));
        } catch (IllegalArgumentException e) {
            keys.fault(
                    value.line(),
                    "%s is \"%s\", expected letters as in dd.MM.yyyy HH:mm:ss (%s)"
                            .formatted(TIME_FORMAT, value.text(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** Hears of rows that cannot be used. */
    interface Unusable {
        void row(String what);
    }

    /** By time; what is wrong with the table or the mapping goes to the file's faults. */
    static List<Row> read(KeyFile keys, Center center, KeyFile.Value named, Unusable unusable)
            throws IOException {
        Path table = keys.beside(named.text());
        if (!Files.isRegularFile(table)) {
            keys.fault(
                    named.line(),
                    "calls is \"%s\", expected a CSV file beside this one".formatted(named.text()));
            return List.of();
        }
        var calls = new PastCalls(keys, center);
        var rows = new ArrayList<Row>();
        CsvRows.each(
                table,
                calls.columns(),
                DemandFile.MAX_ROWS,
                (line, cells) -> rows.add(calls.row(line, cells)),
                (line, what, ofRow) -> {
                    if (ofRow) unusable.row("%s:%d: %s".formatted(table, line, what));
                    else keys.fault(table, line, what);
                });
        rows.sort(Comparator.comparing(Row::at));
        return Collections.unmodifiableList(rows);
    }

    /** The priority is looked for only where a column is named for it. */
    private List<String> columns() {
        return COLUMNS.stream()
                .filter(each -> !each.equals("priority") || keys.has(COLUMN + each))
                .map(each -> keys.find(COLUMN + each).map(KeyFile.Value::text).orElse(each))
                .toList();
    }

    private Row row(int line, List<String> cells) {
        String type = types.get(cells.get(3));
        if (type == null) {
            throw new IllegalArgumentException(
                    "the type is \"%s\", expected one of %s"
                            .formatted(cells.get(3), types.keySet().stream().sorted().toList()));
        }
        int priority = cells.size() > 4 ? priority(cells.get(4)) : center.type(type).priority();
        var point = new Point(CsvRows.decimal(cells.get(1)), CsvRows.decimal(cells.get(2)));
        return new Row(line, time(cells.getFirst()), point, type, priority);
    }

    private int priority(String text) {
        Integer priority = priorities.get(text);
        if (priority != null) return priority;
        throw new IllegalArgumentException(
                "the priority is \"%s\", expected one of %s"
                        .formatted(text, priorities.keySet().stream().sorted().toList()));
    }

    private Instant time(String text) {
        if (format.isEmpty()) return CsvRows.time(text, center.zone());
        TemporalAccessor parsed;
        try {
            parsed = format.get().parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the time is \"%s\", expected as %s says: %s"
                            .formatted(
                                    text, TIME_FORMAT, keys.find(TIME_FORMAT).orElseThrow().text()),
                    e);
        }
        return parsed instanceof OffsetDateTime exact
                ? exact.toInstant()
                : CsvRows.local(LocalDateTime.from(parsed), center.zone());
    }
}
