package org.tocsin.place;

import com.google.openlocationcode.OpenLocationCode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plus codes (Open Location Code), as typed: whole, or short with a town behind.
 *
 * @see <a href="https://github.com/google/open-location-code">the specification and its official
 *     vectors; the library reads them all but writes 19 of 302 differently, so writing is ours</a>
 */
final class PlusCodes {
    private static final String DIGITS = "23456789CFGHJMPQRVWX";
    private static final long LATITUDE_STEPS = 25_000_000;
    private static final long LONGITUDE_STEPS = 8_192_000;
    private static final int PAIRS = 5;
    private static final int GRID_DIGITS = 5;
    private static final int SEPARATOR_AFTER = 8;
    private static final int MOST_DIGITS = 15;

    /** How long a code is by default: a cell of about 14 by 14 metres. */
    static final int USUAL_LENGTH = 10;

    private static final Pattern TYPED =
            Pattern.compile(
                    "([" + DIGITS + "0]{2,8}\\+[" + DIGITS + "]{0,7})(?:[\\s,]+(\\S.*))?",
                    Pattern.CASE_INSENSITIVE);

    /**
     * A code as typed.
     *
     * @param town what stands behind it; may be empty
     */
    record Typed(String code, String town) {
        /** After how many degrees a short code comes again. */
        double everyDegrees() {
            int missing = SEPARATOR_AFTER - code.indexOf('+');
            return Math.pow(20, 2 - missing / 2.0);
        }

        boolean isFull() {
            return new OpenLocationCode(code).isFull();
        }

        /** The code in full, near a point; a full code stays as it is. */
        String near(Point reference) {
            return new OpenLocationCode(code)
                    .recover(reference.latitude(), reference.longitude())
                    .getCode();
        }
    }

    /** The middle of a code's cell, and how far its corners are. */
    record Cell(Point middle, double reachMeters) {}

    private PlusCodes() {}

    static Optional<Typed> read(String text) {
        Matcher matcher = TYPED.matcher(text.strip());
        if (!matcher.matches()) return Optional.empty();
        String code = matcher.group(1).toUpperCase(Locale.ROOT);
        if (!OpenLocationCode.isValidCode(code)) return Optional.empty();
        String town = matcher.group(2);
        return Optional.of(new Typed(code, town == null ? "" : town));
    }

    /**
     * @param code in full and valid
     */
    static Cell cell(String code) {
        OpenLocationCode.CodeArea area = new OpenLocationCode(code).decode();
        var middle = new Point(area.getCenterLatitude(), area.getCenterLongitude());
        var corner = new Point(area.getSouthLatitude(), area.getWestLongitude());
        return new Cell(middle, middle.metersTo(corner));
    }

    /**
     * The code of a point.
     *
     * @param length digits: 2, 4, 6, 8, or 10 and more, of which {@value #MOST_DIGITS} are written
     */
    static String write(double latitude, double longitude, int length) {
        long lat = steps(latitude, 90, LATITUDE_STEPS);
        lat = Math.clamp(lat, 0, 180 * LATITUDE_STEPS - 1);
        long lon = Math.floorMod(steps(longitude, 180, LONGITUDE_STEPS), 360 * LONGITUDE_STEPS);
        var reversed = new StringBuilder();
        for (int i = 0; i < GRID_DIGITS; i++) {
            reversed.append(DIGITS.charAt((int) (lat % 5 * 4 + lon % 4)));
            lat /= 5;
            lon /= 4;
        }
        for (int i = 0; i < PAIRS; i++) {
            reversed.append(DIGITS.charAt((int) (lon % 20)));
            reversed.append(DIGITS.charAt((int) (lat % 20)));
            lat /= 20;
            lon /= 20;
        }
        String all = reversed.reverse().toString();
        if (length < SEPARATOR_AFTER) {
            return all.substring(0, length) + "0".repeat(SEPARATOR_AFTER - length) + "+";
        }
        return all.substring(0, SEPARATOR_AFTER)
                + "+"
                + all.substring(SEPARATOR_AFTER, Math.min(length, MOST_DIGITS));
    }

    /** In decimals: 40.6 times 25,000,000 is a step less in binary. */
    private static long steps(double degrees, int shift, long perDegree) {
        return BigDecimal.valueOf(degrees)
                        .multiply(BigDecimal.valueOf(perDegree))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact()
                + shift * perDegree;
    }
}
