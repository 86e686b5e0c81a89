package org.tocsin.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads tables that people or other programs wrote: by the names of columns, in any order. */
final class CsvRows {
    private final Path table;
    private final int most;
    private final Wrong wrong;

    /** Takes the cells asked for; what is wrong with them it throws as an argument. */
    interface Row {
        void take(List<String> cells);
    }

    /** Hears what is wrong. */
    interface Wrong {
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
    static void each(Path table, List<String> columns, int most, Row taker, Wrong wrong)
            throws IOException {
        new CsvRows(table, most, wrong).each(columns, taker);
    }

    private void each(List<String> columns, Row taker) throws IOException {
        try (var lines = Files.newBufferedReader(table)) {
            String header = lines.readLine();
            List<String> found =
                    header == null
                            ? List.of()
                            : Csv.cells(header).stream()
                                    .map(each -> each.strip().toLowerCase(Locale.ROOT))
                                    .toList();
            if (!found.containsAll(columns)) {
                wrong.with(1, "found the columns %s, expected %s".formatted(found, columns), false);
                return;
            }
            int[] at = columns.stream().mapToInt(found::indexOf).toArray();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) continue;
                if (number > most) {
                    wrong.with(number, "found more rows, expected at most " + most, false);
                    return;
                }
                row(number, Csv.cells(line), at, taker);
            }
        }
    }

    private void row(int number, List<String> cells, int[] at, Row taker) {
        try {
            var picked = new ArrayList<String>();
            for (int column : at) {
                if (column >= cells.size()) {
                    throw new IllegalArgumentException(
                            "found %d values, expected %d".formatted(cells.size(), column + 1));
                }
                picked.add(cells.get(column).strip());
            }
            taker.take(picked);
        } catch (IllegalArgumentException e) {
            wrong.with(number, String.valueOf(e.getMessage()), true);
        }
    }

    /** With Z, UTC; otherwise the zone's own. */
    static Instant time(String text, ZoneId zone) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the time is \"%s\", expected such as 2025-03-01T14:05:00 (or with Z for UTC)"
                            .formatted(text),
                    e);
        }
    }

    static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "found \"%s\", expected a number".formatted(text), e);
        }
    }
}
