package org.tocsin.simulate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of results.
 *
 * @param rows texts, longs and doubles
 */
record Table(String name, List<String> columns, List<List<Object>> rows) {
    String csv() {
        var text = new StringBuilder();
        text.append(String.join(",", columns)).append('\n');
        for (List<Object> row : rows) text.append(line(row));
        return text.toString();
    }

    /** A row as it is written, with the end of its line. */
    static String line(List<Object> row) {
        return row.stream().map(Table::cell).collect(Collectors.joining(",")) + '\n';
    }

    private static String cell(Object value) {
        return value instanceof Double number
                ? String.format(java.util.Locale.ROOT, "%.3f", number)
                : Csv.cell(value);
    }
}
