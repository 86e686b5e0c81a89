package org.tocsin.bench;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What happens to an address between the caller and the keyboard: exactly one thing. Digits are
 * never damaged, for another number is another address.
 */
enum Damage {
    /** A letter left out, doubled, replaced by its neighbour on the keyboard, or two swapped. */
    TYPING_ERROR {
        @Override
        Optional<String> to(DrawnAddress address, String city, Random random) {
            String street = address.street();
            var letters = new ArrayList<Integer>();
            for (int i = 0; i < street.length(); i++) {
                if (Character.isLetter(street.charAt(i))) letters.add(i);
            }
            if (letters.size() < 5) return Optional.empty();
            int at = letters.get(random.nextInt(letters.size()));
            String damaged = mistyped(street, at, random);
            if (damaged.equals(street)) return Optional.empty();
            return Optional.of(damaged + " " + address.number() + city);
        }
    },
    /** Typed without the accents the name has. */
    DROPPED_ACCENT {
        @Override
        Optional<String> to(DrawnAddress address, String city, Random random) {
            String whole = address.street() + " " + address.number() + city;
            String bare =
                    Normalizer.normalize(whole, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
            return bare.equals(whole) ? Optional.empty() : Optional.of(bare);
        }
    },
    /** The number first, the city first, or the first word of the street last. */
    SWAPPED_ORDER {
        @Override
        Optional<String> to(DrawnAddress address, String city, Random random) {
            String street = address.street();
            int gap = street.indexOf(' ');
            int way = random.nextInt(3);
            if (way == 0 && !city.isEmpty()) {
                return Optional.of(city.substring(2) + ", " + street + " " + address.number());
            }
            if (way == 1 && gap > 0) {
                return Optional.of(
                        street.substring(gap + 1)
                                + ", "
                                + street.substring(0, gap)
                                + " "
                                + address.number()
                                + city);
            }
            return Optional.of(address.number() + " " + street + city);
        }
    },
    /** A word shortened as people write it. */
    ABBREVIATION {
        @Override
        Optional<String> to(DrawnAddress address, String city, Random random) {
            var words = new ArrayList<>(List.of(address.street().split(" ")));
            var able = new ArrayList<Integer>();
            for (int i = 0; i < words.size(); i++) {
                if (shortened(words.get(i)).isPresent()) able.add(i);
            }
            if (able.isEmpty()) return Optional.empty();
            int at = able.get(random.nextInt(able.size()));
            words.set(at, shortened(words.get(at)).orElseThrow());
            return Optional.of(String.join(" ", words) + " " + address.number() + city);
        }
    };

    /** As Portuguese maps, signs and post write them, and Finns and Swedes do. */
    private static final Map<String, String> SHORT =
            Map.ofEntries(
                    Map.entry("rua", "R."),
                    Map.entry("avenida", "Av."),
                    Map.entry("travessa", "Tv."),
                    Map.entry("praça", "Pç."),
                    Map.entry("praceta", "Pct."),
                    Map.entry("largo", "Lg."),
                    Map.entry("estrada", "Estr."),
                    Map.entry("alameda", "Al."),
                    Map.entry("calçada", "Cç."),
                    Map.entry("santo", "Sto."),
                    Map.entry("santa", "Sta."),
                    Map.entry("são", "S."),
                    Map.entry("dom", "D."),
                    Map.entry("dona", "D."),
                    Map.entry("doutor", "Dr."),
                    Map.entry("engenheiro", "Eng."),
                    Map.entry("professor", "Prof."),
                    Map.entry("general", "Gen."),
                    Map.entry("padre", "Pe."),
                    Map.entry("capitão", "Cap."),
                    Map.entry("street", "St"),
                    Map.entry("avenue", "Ave"),
                    Map.entry("road", "Rd"),
                    Map.entry("north", "N"),
                    Map.entry("south", "S"),
                    Map.entry("east", "E"),
                    Map.entry("west", "W"));

    /** Ends of Finnish and Swedish names. */
    private static final Map<String, String> SHORT_ENDS =
            Map.of("katu", "k.", "tie", "t.", "kuja", "kj.", "gatan", "g.", "vägen", "v.");

    private static final String[] KEYBOARD = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    /**
     * The address as typed, damaged this way; nothing if it cannot be.
     *
     * @param city ", " and the city, or empty
     */
    abstract Optional<String> to(DrawnAddress address, String city, Random random);

    private static Optional<String> shortened(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String known = SHORT.get(lower);
        if (known != null) return Optional.of(known);
        for (Map.Entry<String, String> end : SHORT_ENDS.entrySet()) {
            int stem = word.length() - end.getKey().length();
            if (stem >= 4 && lower.endsWith(end.getKey())) {
                return Optional.of(word.substring(0, stem) + end.getValue());
            }
        }
        return Optional.empty();
    }

    private static String mistyped(String text, int at, Random random) {
        String before = text.substring(0, at);
        String after = text.substring(at + 1);
        char letter = text.charAt(at);
        return switch (random.nextInt(4)) {
            case 0 -> before + after;
            case 1 -> before + letter + letter + after;
            case 2 -> before + neighbour(letter, random) + after;
            default ->
                    after.isEmpty() || !Character.isLetter(after.charAt(0))
                            ? before + after
                            : before + after.charAt(0) + letter + after.substring(1);
        };
    }

    private static char neighbour(char letter, Random random) {
        char plain =
                Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .charAt(0);
        for (String row : KEYBOARD) {
            int at = row.indexOf(plain);
            if (at < 0) continue;
            int step = at == 0 || (at < row.length() - 1 && random.nextBoolean()) ? 1 : -1;
            return row.charAt(at + step);
        }
        return 'x';
    }
}
