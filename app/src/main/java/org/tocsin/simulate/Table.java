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
        for (List<Object> row : rows) {
            text.append(row.stream().map(Table::cell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cell(Object value) {
        return value instanceof Double number
                ? String.format(java.util.Locale.ROOT, "%.3f", number)
                : Csv.cell(value);
    }
}
