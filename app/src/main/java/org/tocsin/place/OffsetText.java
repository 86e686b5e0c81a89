package org.tocsin.place;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place told by another: "300 m north of the old mill", "2 km a sul de Ordino", "old mill, 300 m
 * north".
 *
 * @param meters more than 0, at most {@value #MAX_METERS}
 * @param from the other place, as typed
 */
record OffsetText(double meters, Compass side, String from) {
    /** Further than this nobody tells a place by another. */
    static final int MAX_METERS = 50_000;

    private static final String FAR =
            "(\\d{1,5}(?:[.,]\\d{1,2})?)\\s*"
                + "(m|mt|mts|meters?|metres?|metros|mètres|metri|metriä|meter|km|kms|kilomet(?:er|re)s?"
                + "|quil[óo]metros|kil[óo]metros|kilometriä|ft|feet|yd|yds|yards?|mi|miles?)\\b\\.?";

    private static final String SIDE = "(\\p{L}+(?:-\\p{L}+)?)";

    private static final Pattern FIRST =
            Pattern.compile(
                    "\\s*"
                            + FAR
                            + "\\s+(?:(?:to the|a|ao|al|au|nach|to|para|in)\\s+)?"
                            + SIDE
                            + "\\s+(?:of|from|de|do|da|dos|das|del|du|des|d[’']|von|vom|van|paikasta|om)?"
                            + "\\s*(?:the\\s+|la\\s+|le\\s+|el\\s+)?(\\S.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LAST =
            Pattern.compile(
                    "\\s*(\\S.*?)[\\s,;]+"
                            + FAR
                            + "\\s+(?:(?:to the|a|ao|al|au|nach|to|para)\\s+)?"
                            + SIDE
                            + "\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static Optional<OffsetText> read(String text) {
        Matcher first = FIRST.matcher(text);
        if (first.matches()) {
            return read(first.group(1), first.group(2), first.group(3), first.group(4));
        }
        Matcher last = LAST.matcher(text);
        if (last.matches()) {
            return read(last.group(2), last.group(3), last.group(4), last.group(1));
        }
        return Optional.empty();
    }

    private static Optional<OffsetText> read(String number, String unit, String side, String from) {
        double meters = Double.parseDouble(number.replace(',', '.')) * metersIn(unit);
        if (!(meters > 0 && meters <= MAX_METERS)) return Optional.empty();
        return Compass.named(side).map(known -> new OffsetText(meters, known, from));
    }

    private static double metersIn(String unit) {
        String plain = unit.toLowerCase(Locale.ROOT);
        if (plain.startsWith("k") || plain.startsWith("q")) return 1_000;
        if (plain.startsWith("f")) return 0.3048;
        if (plain.startsWith("y")) return 0.9144;
        return plain.startsWith("mi") ? 1_609.344 : 1;
    }

    /** "300 m north of". */
    String words() {
        return meters < 1_000
                ? "%.0f m %s of".formatted(meters, side.words())
                : String.format(Locale.ROOT, "%.1f km %s of", meters / 1_000, side.words());
    }
}
