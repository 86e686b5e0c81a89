package org.tocsin.place;

import net.gcardone.junidecode.Junidecode;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes words of names and of what people type: lower case, without accents, apostrophes, dots. */
final class Words {
    /** Accents, vowel points and voicing marks; vowel signs that a script needs stay. */
    private static final Pattern MARKS =
            Pattern.compile(
                    "[\\p{InCombiningDiacriticalMarks}\\u0591-\\u05c7\\u064b-\\u065f\\u0670"
                            + "\\u3099\\u309a]+");

    /** Each group: words that stand for one another. A word may be in several groups. */
    private static final String[] SAME = {
        "street str st",
        "saint st",
        "sankt st",
        "road rd",
        "avenue ave av",
        "avenida av avda",
        "drive dr",
        "doctor dr",
        "doutor dr",
        "lane ln",
        "boulevard blvd bd",
        "place pl",
        "square sq",
        "court ct",
        "crescent cres",
        "close cl",
        "terrace ter",
        "gardens gdns",
        "parkway pkwy",
        "highway hwy",
        "heights hts",
        "mount mt",
        "route rte",
        "freeway fwy",
        "north n",
        "south s",
        "east e",
        "west w",
        "northeast ne",
        "northwest nw",
        "southeast se",
        "southwest sw",
        "rua r",
        "rue r",
        "praca pc pca",
        "praceta pct",
        "largo lg lgo",
        "travessa tv trav",
        "estrada est estr",
        "alameda al",
        "calcada cc calc",
        "viela vl",
        "beco bc",
        "rotunda rot",
        "santo sto",
        "santa sta",
        "sao s",
        "dom d",
        "dona d",
        "engenheiro eng",
        "professor prof",
        "general gen",
        "padre pe",
        "capitao cap",
        "carrer c",
        "calle c",
        "placa pl",
        "plaza pza",
        "carretera ctra",
        "passatge ptge",
        "katu k",
        "tie t",
        "gatan g",
        "vagen v",
        "strasse str",
        "platz pl",
        "station stn",
        "hospital hosp",
        "exit saida salida sortie ausfahrt uscita liittyma avfart afrit",
        "hydrant hidrante hydrante idrante brandpost paloposti",
        "saint ste",
        "first 1st",
        "second 2nd",
        "third 3rd",
        "fourth 4th",
        "fifth 5th",
        "sixth 6th",
        "seventh 7th",
        "eighth 8th",
        "ninth 9th",
        "tenth 10th"
    };

    private static final Map<String, Set<String>> ALSO = also();
    private static final Map<String, String> FULL = full();

    private Words() {}

    private static Map<String, Set<String>> also() {
        Map<String, Set<String>> also = new HashMap<>();
        for (String group : SAME) {
            List<String> words = List.of(group.split(" "));
            for (String word : words) {
                var others = also.computeIfAbsent(word, _ -> new HashSet<>());
                for (String other : words) {
                    if (!other.equals(word)) others.add(other);
                }
            }
        }
        return Map.copyOf(also);
    }

    private static Map<String, String> full() {
        Map<String, String> full = new HashMap<>();
        for (String group : SAME) {
            List<String> words = List.of(group.split(" "));
            for (String word : words) full.putIfAbsent(word, words.getFirst());
        }
        return Map.copyOf(full);
    }

    /** A key that most spellings of one street share: "E Broad St" and "East Broad Street". */
    static String key(String text) {
        var key = new StringBuilder();
        for (String word : of(text)) key.append(FULL.getOrDefault(word, word)).append(' ');
        return key.toString();
    }

    /** Words that may be written for this one: abbreviations and what they abbreviate. */
    static Set<String> standingFor(String word) {
        return ALSO.getOrDefault(word, Set.of());
    }

    /** The text as one line of plain words: "Praça de São João" is "praca de sao joao". */
    static String plain(String text) {
        return String.join(" ", of(text));
    }

    /**
     * A word as typed.
     *
     * @param cut whether a full stop follows: what it stands for may be longer
     */
    record Typed(String word, boolean cut) {}

    /** The words of a text in order. A CJK character is a word of its own. */
    static List<String> of(String text) {
        return typed(text).stream().map(Typed::word).toList();
    }

    /** As {@link #of}, with what follows the words. */
    static List<Typed> typed(String text) {
        String bare = bare(text);
        var words = new ArrayList<Typed>();
        var word = new StringBuilder();
        for (int i = 0; i < bare.length(); ) {
            int c = bare.codePointAt(i);
            i += Character.charCount(c);
            boolean alone = Character.isIdeographic(c);
            boolean part = Character.isLetterOrDigit(c) && !alone;
            if (part) word.appendCodePoint(c);
            // Apostrophes do not part words: O'Connell, Boatman's.
            boolean joins = c == '\'' || c == '\u2019' || c == '\u00b4' || c == '`';
            if (!part && !joins && !word.isEmpty()) {
                words.add(new Typed(word.toString(), c == '.'));
                word.setLength(0);
            }
            if (alone) words.add(new Typed(Character.toString(c), false));
        }
        if (!word.isEmpty()) words.add(new Typed(word.toString(), false));
        return words;
    }

    /**
     * A name in Latin letters, if it has others: Москва is Moskva. Han characters are read in
     * Mandarin, each a word; a name in Japanese has its own reading in {@code name:ja-Latn}.
     */
    static Optional<String> inLatin(String text) {
        boolean latin =
                text.codePoints()
                        .filter(Character::isLetter)
                        .allMatch(
                                c ->
                                        Character.UnicodeScript.of(c)
                                                == Character.UnicodeScript.LATIN);
        return latin ? Optional.empty() : Optional.of(Junidecode.unidecode(text).strip());
    }

    /** How else a word may be spelt: Muenchen is München, Aabo is Åbo. */
    static Optional<String> respelt(String word) {
        String respelt =
                word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
        return respelt.equals(word) ? Optional.empty() : Optional.of(respelt);
    }

    /** The usual short ends of compound names: Mannerheimint. is Mannerheimintie. */
    private static final Map<String, List<String>> ENDS =
            Map.of(
                    "k", List.of("katu"),
                    "t", List.of("tie"),
                    "kj", List.of("kuja"),
                    "p", List.of("polku", "puisto"),
                    "g", List.of("gatan"),
                    "v", List.of("vagen"),
                    "str", List.of("strasse", "straat"),
                    "pl", List.of("platz", "platsen"));

    /** What a word with a full stop behind may be in full, likeliest first. */
    static List<String> inFull(String cut) {
        var full = new ArrayList<String>();
        for (int end = Math.min(3, cut.length() - 3); end >= 1; end--) {
            String stem = cut.substring(0, cut.length() - end);
            for (String whole : ENDS.getOrDefault(cut.substring(cut.length() - end), List.of())) {
                full.add(stem + whole);
            }
        }
        return full;
    }

    private static String bare(String text) {
        if (text.chars().allMatch(c -> c < 128)) return text.toLowerCase(Locale.ROOT);
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String bare =
                Normalizer.normalize(MARKS.matcher(lower).replaceAll(""), Normalizer.Form.NFC);
        if (bare.chars().allMatch(c -> c < 128)) return bare;
        var spelt = new StringBuilder();
        bare.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case 'ß' -> spelt.append("ss");
                                case 'æ' -> spelt.append("ae");
                                case 'œ' -> spelt.append("oe");
                                case 'ø' -> spelt.append('o');
                                case 'đ', 'ð' -> spelt.append('d');
                                case 'ł' -> spelt.append('l');
                                case 'ı' -> spelt.append('i');
                                case 'þ' -> spelt.append("th");
                                default -> spelt.appendCodePoint(c);
                            }
                        });
        return spelt.toString();
    }
}
