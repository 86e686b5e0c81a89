package org.tocsin.simulate.table;

import java.util.List;

/**
 * A table of results.
 *
 * @param rows texts, longs and doubles
 */
public record Table(String name, List<String> columns, List<List<Object>> rows) {
    public String csv() {
        var text = new StringBuilder();
        text.append(String.join(",", columns)).append('\n');
        for (List<Object> row : rows) text.append(line(row));
        return text.toString();
    }

    /** A row as it is written, with the end of its line. */
    public static String line(List<Object> row) {
        var text = new StringBuilder();
        for (Object value : row) text.append(cell(value)).append(',');
        text.setCharAt(text.length() - 1, '\n');
        return text.toString();
    }

    private static String cell(Object value) {
        return value instanceof Double number ? Csv.number(number, 3) : Csv.cell(value);
    }
}
