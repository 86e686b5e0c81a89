package org.tocsin.simulate.table;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads tables that people or other programs wrote: by the names of columns, in any order; commas,
 * semicolons or tabs between values, whichever the line of column names has most of.
 */
public final class CsvRows {
    /** A value in quotes may go on over so many lines; with more a quote was forgotten. */
    static final int MAX_LINES_OF_ROW = 100;

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final Path table;
    private final int most;
    private final Wrong wrong;
    private int number;

    /** Takes the cells asked for; what is wrong with them it throws as an argument. */
    public interface Row {
        /**
         * @param line where the row begins
         */
        void take(int line, List<String> cells);
    }

    /** Hears what is wrong. */
    public interface Wrong {
        /**
         * @param ofRow whether only this row is; otherwise the table
         */
        void with(int line, String what, boolean ofRow);
    }

    private CsvRows(Path table, int most, Wrong wrong) {
        this.table = table;
        this.most = most;
        this.wrong = wrong;
    }

    /**
     * @param most lines of the table
     */
    public static void each(Path table, List<String> columns, int most, Row taker, Wrong wrong)
            throws IOException {
        var rows = new CsvRows(table, most, wrong);
        try {
            rows.each(columns, taker);
        } catch (CharacterCodingException e) {
            wrong.with(
                    rows.number + 1, "found bytes that are no UTF-8 text, expected UTF-8", false);
        }
    }

    private void each(List<String> columns, Row taker) throws IOException {
        try (var lines = Files.newBufferedReader(table)) {
            String header = nextRow(lines);
            if (header == null) {
                wrong.with(1, "found an empty file, expected the columns " + columns, false);
                return;
            }
            header = withoutMark(header);
            char separator = separator(header);
            List<String> found = Csv.cells(header, separator).stream().map(CsvRows::name).toList();
            int[] at = columns.stream().map(CsvRows::name).mapToInt(found::indexOf).toArray();
            if (!found.containsAll(columns.stream().map(CsvRows::name).toList())) {
                wrong.with(1, "found the columns %s, expected %s".formatted(found, columns), false);
                return;
            }
            int begins = number + 1;
            for (String row = nextRow(lines); row != null; row = nextRow(lines)) {
                if (Csv.isOpen(row)) {
                    wrong.with(begins, "found a quote that does not end", true);
                } else if (!row.isBlank()) {
                    row(begins, Csv.cells(row, separator), at, taker);
                }
                begins = number + 1;
                if (number > most) {
                    wrong.with(number, "found more rows, expected at most " + most, false);
                    return;
                }
            }
        }
    }

    /** A line, or several where a value in quotes goes on; null after the last. */
    private @Nullable String nextRow(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        number++;
        if (line == null || !Csv.isOpen(line)) return line;
        var row = new StringBuilder(line);
        for (int i = 1; i < MAX_LINES_OF_ROW && Csv.isOpen(row.toString()); i++) {
            String next = lines.readLine();
            if (next == null) break;
            number++;
            row.append('\n').append(next);
        }
        return row.toString();
    }

    /** Some programs put a mark before UTF-8 text. */
    public static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String name(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    private static char separator(String header) {
        char best = ',';
        for (char each : SEPARATORS) {
            if (Csv.cells(header, each).size() > Csv.cells(header, best).size()) best = each;
        }
        return best;
    }

    private void row(int line, List<String> cells, int[] at, Row taker) {
        try {
            var picked = new ArrayList<String>();
            for (int column : at) {
                if (column >= cells.size()) {
                    throw new IllegalArgumentException(
                            "found %d values, expected %d".formatted(cells.size(), column + 1));
                }
                picked.add(cells.get(column).strip());
            }
            taker.take(line, picked);
        } catch (IllegalArgumentException e) {
            wrong.with(line, String.valueOf(e.getMessage()), true);
        }
    }

    /**
     * With Z or an offset, that moment; otherwise the zone's own clock. Of an hour that comes twice
     * the first; one that is left out is no time.
     */
    public static Instant time(String text, ZoneId zone) {
        String iso = text.replace(' ', 'T');
        try {
            return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : local(LocalDateTime.parse(iso), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the time is \"%s\", expected such as 2025-03-01T14:05:00 (or with Z for UTC)"
                            .formatted(text),
                    e);
        }
    }

    public static Instant local(LocalDateTime time, ZoneId zone) {
        if (zone.getRules().getValidOffsets(time).isEmpty()) {
            throw new IllegalArgumentException(
                    "the time is %s, which the clocks of %s leave out (summer time begins)"
                            .formatted(time, zone));
        }
        return time.atZone(zone).toInstant();
    }

    /** A comma stands for the point too, where it is not what stands between values. */
    public static double decimal(String text) {
        try {
            double number = Double.parseDouble(text.replace(',', '.'));
            if (Double.isFinite(number)) return number;
        } catch (NumberFormatException e) {
            // Told below with what was expected.
        }
        throw new IllegalArgumentException("found \"%s\", expected a number".formatted(text));
    }
}
