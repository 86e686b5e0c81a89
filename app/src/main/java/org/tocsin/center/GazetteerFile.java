package org.tocsin.center;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import org.tocsin.place.Area;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.place.Point;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a center's own gazetteer, {@value #NAME} beside its other files: common names, gates,
 * floors, premises. {@code docs/center.md} describes every column. A fault's column is the column
 * of the table, from 1.
 */
public final class GazetteerFile {
    /** The file's name in a center's folder. */
    public static final String NAME = "gazetteer.csv";

    /** A larger file is no list that people keep by hand. */
    static final int MAX_BYTES = 20_000_000;

    static final int MAX_ROWS = 50_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_LIST = 20;
    private static final int USUAL_RADIUS_METERS = 50;

    private static final String LIST_SEPARATOR = "\\|";

    private enum Column {
        NAME(true),
        KIND(true),
        LATITUDE(true),
        LONGITUDE(true),
        OTHER_NAMES(false),
        PART_OF(false),
        ABOUT(false),
        RADIUS_METERS(false),
        PLANS(false),
        KEYS(false),
        HAZARDS(false),
        NOTES(false);

        private final boolean required;

        Column(boolean required) {
            this.required = required;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "common_name", Kind.COMMON_NAME,
                    "gate", Kind.GATE,
                    "floor", Kind.FLOOR,
                    "premises", Kind.PREMISES);

    private final String file;
    private final Optional<Area> serviceArea;
    private final Faults faults = new Faults();
    private final Map<Column, Integer> columns = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();

    private GazetteerFile(String file, Optional<Area> serviceArea) {
        this.file = file;
        this.serviceArea = serviceArea;
    }

    /**
     * The gazetteer in a center's folder; empty when there is none.
     *
     * @param folderOrFile as given to {@link CenterFile#read}
     * @param serviceArea places outside it are faults
     * @throws CenterFileException with everything that is wrong
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<LocalPlace> read(Path folderOrFile, Optional<Area> serviceArea) {
        Path path = folderOrFile.resolve(NAME);
        if (!Files.isRegularFile(path)) return List.of();
        var file = new GazetteerFile(NAME, serviceArea);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<LocalPlace> places = file.places(bytes);
        file.faults.throwIfAny();
        return places;
    }

    private List<LocalPlace> places(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            fault(0, 0, "", "more than " + MAX_BYTES + " bytes", "at most " + MAX_BYTES);
            return List.of();
        }
        Optional<String> text = decoded(bytes);
        if (text.isEmpty()) return List.of();
        List<CsvRecord> rows = rows(text.get());
        if (rows.isEmpty() || !readHeading(rows.getFirst())) return List.of();
        if (rows.size() - 1 > MAX_ROWS) {
            fault(0, 0, "", (rows.size() - 1) + " rows", "at most " + MAX_ROWS);
            return List.of();
        }
        Map<String, Integer> lines = lines(rows);
        var made = new ArrayList<Supplier<LocalPlace>>();
        for (CsvRecord row : rows.subList(1, rows.size())) {
            if (runsOn(row)) continue;
            int before = faults.count();
            Supplier<LocalPlace> place = place(row, lines);
            if (faults.count() == before) made.add(place);
        }
        return made.stream().map(Supplier::get).toList();
    }

    private Optional<String> decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
            String found = "the byte 0x%02X, which is not UTF-8".formatted(bytes[in.position()]);
            fault(line, 1, "", found, "a file saved as UTF-8");
            return Optional.empty();
        }
    }

    private List<CsvRecord> rows(String text) {
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String first = text.substring(0, end);
        // Tables of countries with a decimal comma are saved with semicolons.
        char separator = first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
        var rows = new ArrayList<CsvRecord>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                rows.add(row);
                if (rows.size() > MAX_ROWS + 1) break;
            }
        } catch (CsvParseException e) {
            int line = rows.isEmpty() ? 1 : (int) rows.getLast().getStartingLineNumber() + 1;
            fault(
                    line,
                    1,
                    "",
                    "a row that is no CSV (%s)"
                            .formatted(Quoted.of(String.valueOf(e.getMessage()))),
                    "fields with commas or quotes in them in quotes, quotes doubled");
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.isEmpty()) fault(1, 1, "", "an empty file", "a heading: " + heading());
        return rows;
    }

    private static String heading() {
        return String.join(", ", Arrays.stream(Column.values()).map(Column::words).toList());
    }

    private boolean readHeading(CsvRecord row) {
        int line = (int) row.getStartingLineNumber();
        for (int i = 0; i < row.getFieldCount(); i++) {
            String name = row.getField(i).strip().toLowerCase(Locale.ROOT).replace(' ', '_');
            Optional<Column> column =
                    Arrays.stream(Column.values())
                            .filter(each -> each.words().equals(name))
                            .findFirst();
            if (column.isEmpty()) {
                fault(line, i + 1, "", "the heading " + Quoted.of(row.getField(i)), heading());
            } else if (columns.putIfAbsent(column.get(), i) != null) {
                fault(line, i + 1, "", "the heading " + name + " a second time", "it once");
            }
        }
        for (Column column : Column.values()) {
            if (!column.required || columns.containsKey(column)) continue;
            fault(line, 1, "", "no column " + column.words(), "the columns " + heading());
        }
        return faults.count() == 0;
    }

    /** The rows by what they are named, for {@code part_of}. */
    private Map<String, Integer> lines(List<CsvRecord> rows) {
        var lines = new HashMap<String, Integer>();
        for (CsvRecord row : rows.subList(1, rows.size())) {
            lines.putIfAbsent(field(row, Column.NAME), (int) row.getStartingLineNumber());
        }
        return lines;
    }

    private String field(CsvRecord row, Column column) {
        Integer at = columns.get(column);
        return at == null || at >= row.getFieldCount() ? "" : row.getField(at).strip();
    }

    private void fault(CsvRecord row, Column column, String found, String expected) {
        int at = columns.getOrDefault(column, 0) + 1;
        fault((int) row.getStartingLineNumber(), at, column.words(), found, expected);
    }

    private void fault(int line, int column, String path, String found, String expected) {
        faults.add(new CenterFault(file, line, column, path, found, expected));
    }

    /** A quote that is not closed takes the rows after it into its field. */
    private boolean runsOn(CsvRecord row) {
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (row.getField(i).chars().noneMatch(Character::isISOControl)) continue;
            fault(
                    (int) row.getStartingLineNumber(),
                    i + 1,
                    "",
                    "a line break or another control character",
                    "text on one line; a quote that opens the field is closed at its end");
            return true;
        }
        return false;
    }

    private Supplier<LocalPlace> place(CsvRecord row, Map<String, Integer> lines) {
        if (row.getFieldCount() > columns.size()) {
            fault(
                    (int) row.getStartingLineNumber(),
                    columns.size() + 1,
                    "",
                    "%d fields".formatted(row.getFieldCount()),
                    "%d as in the heading; put text with the separator in it into quotes"
                            .formatted(columns.size()));
        }
        String name = text(row, Column.NAME, 1, MAX_NAME);
        Kind kind = kind(row);
        Point point = point(row);
        Optional<String> partOf = partOf(row, name, lines);
        String about = text(row, Column.ABOUT, 0, MAX_NAME);
        double radius = radius(row);
        List<String> others = list(row, Column.OTHER_NAMES, MAX_NAME);
        List<String> plans = list(row, Column.PLANS, MAX_TEXT);
        List<String> keys = list(row, Column.KEYS, MAX_TEXT);
        List<String> hazards = list(row, Column.HAZARDS, MAX_TEXT);
        List<String> notes = list(row, Column.NOTES, MAX_TEXT);
        if (!seen.add(kind + "\n" + partOf.orElse("") + "\n" + name + "\n" + point)) {
            fault(row, Column.NAME, Quoted.of(name) + " a second time at one place", "it once");
        }
        return () ->
                new LocalPlace(
                        kind, name, others, point, partOf, about, radius, plans, keys, hazards,
                        notes);
    }

    private String text(CsvRecord row, Column column, int least, int most) {
        String text = field(row, column);
        if (text.length() < least || text.length() > most) {
            String found = text.isEmpty() ? "nothing" : text.length() + " characters";
            fault(row, column, found, "%d to %d characters".formatted(least, most));
        }
        return text;
    }

    private Kind kind(CsvRecord row) {
        String typed = field(row, Column.KIND);
        Kind kind = KINDS.get(typed.toLowerCase(Locale.ROOT).replace(' ', '_'));
        if (kind != null) return kind;
        String found = typed.isEmpty() ? "nothing" : Quoted.of(typed);
        fault(row, Column.KIND, found, "common_name, gate, floor or premises");
        return Kind.COMMON_NAME;
    }

    private Point point(CsvRecord row) {
        Optional<Double> latitude = degrees(row, Column.LATITUDE, 90);
        Optional<Double> longitude = degrees(row, Column.LONGITUDE, 180);
        if (latitude.isEmpty() || longitude.isEmpty()) return Ground.HARMLESS;
        var point = new Point(latitude.get(), longitude.get());
        if (serviceArea.isEmpty() || serviceArea.get().contains(point)) return point;
        Optional<Point> swapped =
                Math.abs(longitude.get()) <= 90
                        ? Optional.of(new Point(longitude.get(), latitude.get()))
                                .filter(serviceArea.get()::contains)
                        : Optional.empty();
        fault(
                row,
                Column.LATITUDE,
                "%s, outside the service area".formatted(point),
                swapped.map(other -> "a place inside; swapped it would be " + other)
                        .orElse("a place inside"));
        return point;
    }

    private Optional<Double> degrees(CsvRecord row, Column column, int most) {
        String typed = field(row, column);
        String expected =
                "a number from -%d to %d with a point, such as 41.14961".formatted(most, most);
        if (!typed.matches("[+-]?\\d{1,3}(?:\\.\\d{1,15})?")) {
            fault(row, column, typed.isEmpty() ? "nothing" : Quoted.of(typed), expected);
            return Optional.empty();
        }
        double degrees = Double.parseDouble(typed);
        if (Math.abs(degrees) <= most) return Optional.of(degrees);
        fault(row, column, Quoted.of(typed), expected);
        return Optional.empty();
    }

    private Optional<String> partOf(CsvRecord row, String name, Map<String, Integer> lines) {
        String whole = field(row, Column.PART_OF);
        if (whole.isEmpty()) return Optional.empty();
        if (!lines.containsKey(whole) || whole.equals(name)) {
            fault(row, Column.PART_OF, Quoted.of(whole), "the name of another row");
        }
        return Optional.of(whole);
    }

    private double radius(CsvRecord row) {
        String typed = field(row, Column.RADIUS_METERS);
        if (typed.isEmpty()) return USUAL_RADIUS_METERS;
        if (typed.matches("\\d{1,5}")) {
            int meters = Integer.parseInt(typed);
            if (meters >= 1 && meters <= CenterLimits.RADIUS_METERS) return meters;
        }
        fault(
                row,
                Column.RADIUS_METERS,
                Quoted.of(typed),
                "a whole number from 1 to " + CenterLimits.RADIUS_METERS);
        return USUAL_RADIUS_METERS;
    }

    private List<String> list(CsvRecord row, Column column, int most) {
        List<String> list =
                Arrays.stream(field(row, column).split(LIST_SEPARATOR))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
        if (list.size() > MAX_LIST) {
            fault(row, column, list.size() + " entries", "at most " + MAX_LIST);
        }
        for (String each : list) {
            if (each.length() <= most) continue;
            fault(row, column, each.length() + " characters", "at most " + most + " in each");
        }
        return list;
    }
}
