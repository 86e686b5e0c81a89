package org.tocsin.simulate.city;

import org.tocsin.place.Point;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.table.Csv;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
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
     * @throws LabInput if the file or the table is not there, is empty, or has not as many rows as
     *     it says
     * @throws IOException if the file cannot be read
     */
    static CityTable read(Path file, String name) throws IOException {
        List<String> lines = lines(file);
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (!cells(lines.get(i)).getFirst().equals(name)) continue;
            var table = new CityTable(file, cells(lines.get(i + 1)), i + 3);
            for (int row = i + 2; row < lines.size() && !isEmpty(lines.get(row)); row++) {
                if (table.rows.size() == MAX_ROWS) throw table.tooMany();
                table.rows.add(cells(lines.get(row)));
            }
            table.checkSize(name, cells(lines.get(i)), i + 1);
            return table;
        }
        throw new LabInput("%s holds no table %s, expected one".formatted(file, name));
    }

    private static List<String> lines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabInput(
                    "%s is not there, expected a file of the city model".formatted(file));
        }
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new LabInput("%s is no text, expected CSV in UTF-8".formatted(file), e);
        }
    }

    /** Some tables say beside their name how many rows they have: a cut file is noticed. */
    private void checkSize(String name, List<String> title, int line) {
        String said = title.size() > 1 ? title.get(1).strip() : "";
        boolean counted = said.matches("\\d{1,9}");
        if (rows.isEmpty() || (counted && Integer.parseInt(said) != rows.size())) {
            throw new LabInput(
                    "%s:%d: the table %s has %d rows, expected %s"
                            .formatted(
                                    file,
                                    line,
                                    name,
                                    rows.size(),
                                    counted ? said + ", as it says" : "at least one"));
        }
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
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) return number;
        } catch (NumberFormatException e) {
            // As with what is no finite number: it is told.
        }
        throw wrong(row, column, "a number");
    }

    double number(int row, String column, double least, double most) {
        double number = number(row, column);
        if (number >= least && number <= most) return number;
        throw wrong(row, column, "a number from %s to %s".formatted(least, most));
    }

    int index(int row, String column) {
        double number = number(row, column);
        if (number == (int) number) return (int) number;
        throw wrong(row, column, "a whole number");
    }

    Point point(int row) {
        return new Point(number(row, "y", -90, 90), number(row, "x", -180, 180));
    }

    /** What is wrong with a value, and where it stands. */
    LabInput wrong(int row, String column, String expected) {
        return new LabInput(
                "%s:%d: %s is \"%s\", expected %s"
                        .formatted(file, firstLine + row, column, text(row, column), expected));
    }
}
