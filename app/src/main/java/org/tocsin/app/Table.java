package org.tocsin.app;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as they need. */
final class Table {
    /** A cell longer than this is cut; the whole is in {@code --json}. */
    static final int MAX_CELL = 60;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, columns));
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) row.add(cut(String.valueOf(cell).replaceAll("\\s+", " ")));
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    private String cut(String text) {
        // The last column may run on: nothing stands behind it.
        return text.length() <= MAX_CELL ? text : text.substring(0, MAX_CELL - 1) + "…";
    }

    /** The lines, each ended; the last column is not padded. */
    @Override
    public String toString() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], width(row.get(i)));
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i + 1 < columns) line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
