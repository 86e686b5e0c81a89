package org.tocsin.simulate.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Lines of comma-separated values, with quotes where a value holds a comma (RFC 4180). */
public final class Csv {
    private Csv() {}

    /** The values of a line, at least one. */
    public static List<String> cells(String line) {
        return cells(line, ',');
    }

    /** The same where something else than a comma stands between values. */
    static List<String> cells(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** Whether a quote is still open at the end, so that the value goes on in the next line. */
    static boolean isOpen(String line) {
        return line.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /** A value as it is written. */
    static String cell(Object value) {
        String text = String.valueOf(value);
        return isPlain(text) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') return false;
        }
        return true;
    }

    /** With a point and so many decimals, halves up; a fraction of what a format costs. */
    public static String number(double value, int decimals) {
        if (!Double.isFinite(value)) return String.valueOf(value);
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
