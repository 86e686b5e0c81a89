package org.tocsin.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as typed: which of its words is the house number, and which the street. The order does
 * not matter: "12 High Street", "Rua das Flores 12", "Flores 12 rua das".
 *
 * @param number as typed
 * @param street the other words, in their order
 * @param growing whether the last word of the street is the last typed
 * @param ignored what was typed of floor and door, not looked at; may be empty
 */
record AddressText(
        HouseNumbers.Typed number, String street, boolean growing, Optional<String> ignored) {
    /** A text with more numbers than this is no address. */
    private static final int MAX_NUMBERS = 4;

    private static final Pattern NUMBER =
            Pattern.compile("#?\\d{1,5}\\p{L}?(?:[-–/]\\d{1,5}\\p{L}?)?");

    private static final Pattern POSTCODE = Pattern.compile("\\d{4}-\\d{3}");

    /** "nº 12", "no. 12": says that a number follows. */
    private static final Pattern NUMBER_SIGN =
            Pattern.compile("n[ºo°r]?\\.?|nro?\\.?|num\\.?|#|№", Pattern.CASE_INSENSITIVE);

    /** Floor, stairs and door: after the house number, and no part of the street. */
    private static final Pattern DOOR =
            Pattern.compile(
                    "(?:apt|apto|apartment|flat|unit|suite|ste|fl|floor|andar|piso|r/c|esq|dto|dt"
                            + "|bt|as|as\\.|lgh|app|etage|og|stiege|top|kerros|rappu|\\d{1,2}[º.ª])"
                            + "\\.?",
                    Pattern.CASE_INSENSITIVE);

    /** Every way to read the text as an address, the likelier first. */
    static List<AddressText> readings(String text) {
        List<String> tokens =
                Arrays.stream(text.strip().split("[\\s,;]+"))
                        .filter(token -> !token.isEmpty())
                        .toList();
        var readings = new ArrayList<AddressText>();
        for (int i = 0; i < tokens.size() && readings.size() < MAX_NUMBERS; i++) {
            if (NUMBER.matcher(tokens.get(i)).matches() && !isPostcode(tokens, i)) {
                addReadings(tokens, i, readings);
            }
        }
        return readings;
    }

    private static boolean isPostcode(List<String> tokens, int at) {
        return POSTCODE.matcher(tokens.get(at)).matches()
                && tokens.stream().anyMatch(other -> other.matches("\\d{1,4}\\p{L}?"));
    }

    private static void addReadings(List<String> tokens, int at, List<AddressText> readings) {
        String number = tokens.get(at).replace("#", "");
        int after = at + 1;
        boolean letterFollows =
                after < tokens.size()
                        && tokens.get(after).matches("\\p{L}")
                        && Character.isDigit(number.charAt(number.length() - 1));
        if (letterFollows) add(tokens, at, after + 1, number + tokens.get(after), readings);
        add(tokens, at, after, number, readings);
    }

    private static void add(
            List<String> tokens, int from, int to, String typedNumber, List<AddressText> readings) {
        Optional<HouseNumbers.Typed> number = HouseNumbers.read(typedNumber);
        if (number.isEmpty()) return;
        var street = new ArrayList<String>();
        for (int i = 0; i < from; i++) {
            boolean sign = i == from - 1 && NUMBER_SIGN.matcher(tokens.get(i)).matches();
            if (!sign && !isPostcode(tokens, i)) street.add(tokens.get(i));
        }
        boolean before = !street.isEmpty();
        var ignored = new ArrayList<String>();
        boolean growing = false;
        for (int i = to; i < tokens.size(); i++) {
            if (isPostcode(tokens, i)) continue;
            if (before && isDoor(tokens, i, to)) {
                ignored.add(tokens.get(i));
                continue;
            }
            street.add(tokens.get(i));
            growing = i == tokens.size() - 1;
        }
        String words = String.join(" ", street);
        if (words.chars().noneMatch(Character::isLetterOrDigit)) return;
        readings.add(
                new AddressText(
                        number.get(),
                        words,
                        growing,
                        ignored.isEmpty()
                                ? Optional.empty()
                                : Optional.of(String.join(" ", ignored))));
    }

    /** "A 12" after a number is stairs and door, "apt 5" a door, "3º esq" a floor. */
    private static boolean isDoor(List<String> tokens, int at, int first) {
        String token = tokens.get(at);
        if (DOOR.matcher(token).matches()) return true;
        boolean numberBehindDoor =
                token.matches("\\d{1,4}\\p{L}?")
                        && (at == first
                                || DOOR.matcher(tokens.get(at - 1)).matches()
                                || tokens.get(at - 1).length() == 1);
        boolean stairs =
                at == first
                        && token.matches("\\p{L}")
                        && at + 1 < tokens.size()
                        && tokens.get(at + 1).matches("\\d{1,4}");
        return numberBehindDoor || stairs;
    }
}
