package org.tocsin.simulate.city;

/**
 * The value of what people write for a number: {@code 12/60/24}, {@code 1 + 14 + 0.1}, {@code
 * 1/(18.8*24)}.
 */
final class Arithmetic {
    /** More nested brackets than anybody writes. */
    static final int MAX_DEPTH = 20;

    private final String text;
    private int at;
    private int depth;

    private Arithmetic(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException if it is no expression of numbers, + - * / and brackets
     */
    static double value(String text) {
        var reader = new Arithmetic(text);
        double value = reader.sum();
        reader.blanks();
        if (reader.at < text.length()) throw reader.wrong();
        return value;
    }

    private double sum() {
        double value = product();
        while (true) {
            if (take('+')) value += product();
            else if (take('-')) value -= product();
            else return value;
        }
    }

    private double product() {
        double value = factor();
        while (true) {
            if (take('*')) value *= factor();
            else if (take('/')) value /= factor();
            else return value;
        }
    }

    private double factor() {
        if (take('(')) {
            if (++depth > MAX_DEPTH) throw wrong();
            double value = sum();
            depth--;
            if (!take(')')) throw wrong();
            return value;
        }
        blanks();
        int from = at;
        while (at < text.length() && isOfNumber(text.charAt(at))) at++;
        if (from == at) throw wrong();
        return Double.parseDouble(text.substring(from, at));
    }

    private static boolean isOfNumber(char c) {
        return Character.isDigit(c) || c == '.';
    }

    private boolean take(char c) {
        blanks();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "\"%s\" is no number at character %d, expected such as 12/60/24"
                        .formatted(text, at + 1));
    }
}
