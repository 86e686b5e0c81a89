package org.tocsin.simulate.city;

import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.table.Csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One table of a city model's file. A file holds several, each with its name in a line, its columns
 * in the next and its rows up to an empty line.
 */
final class CityTable {
    /** More rows than a road network of a country's capital has. */
    static final int MAX_ROWS = 5_000_000;

    private final Path file;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final int firstLine;

    private CityTable(Path file, List<String> header, int firstLine) {
        this.file = file;
        this.firstLine = firstLine;
        for (int i = 0; i < header.size(); i++) columns.putIfAbsent(header.get(i), i);
    }

    /**
     * @throws LabInput if the file or the table is not there
     */
    static CityTable read(Path file, String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (!cells(lines.get(i)).getFirst().equals(name)) continue;
            var table = new CityTable(file, cells(lines.get(i + 1)), i + 3);
            for (int row = i + 2; row < lines.size() && !isEmpty(lines.get(row)); row++) {
                if (table.rows.size() == MAX_ROWS) throw table.tooMany();
                table.rows.add(cells(lines.get(row)));
            }
            return table;
        }
        throw new LabInput("%s holds no table %s, expected one".formatted(file, name));
    }

    private LabInput tooMany() {
        return new LabInput("%s has more than %d rows".formatted(file, MAX_ROWS));
    }

    private static boolean isEmpty(String line) {
        return line.chars().allMatch(c -> c == ',' || c == ' ');
    }

    private static List<String> cells(String line) {
        return Csv.cells(line);
    }

    int size() {
        return rows.size();
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    String text(int row, String column) {
        Integer at = columns.get(column);
        if (at == null) {
            throw new LabInput("%s has no column %s, expected one".formatted(file, column));
        }
        List<String> cells = rows.get(row);
        return at < cells.size() ? cells.get(at).strip() : "";
    }

    double number(int row, String column) {
        String text = text(row, column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new LabInput(
                    "%s:%d: %s is \"%s\", expected a number"
                            .formatted(file, firstLine + row, column, text),
                    e);
        }
    }

    int index(int row, String column) {
        return (int) number(row, column);
    }
}
