package org.tocsin.place;

import java.util.ArrayList;
import java.util.List;

/** Words typed with a blank too many or too few: "Mannerheimin tie", "Ruadas Flores". */
final class Blanks {
    /** Variants of one text that are tried. */
    static final int MAX_VARIANTS = 6;

    /** Shorter parts are words by chance. */
    private static final int SHORTEST_PART = 2;

    /**
     * The words with one blank more or less.
     *
     * @param differs what was read as what
     */
    record Variant(List<Words.Typed> words, String differs) {}

    private Blanks() {}

    /** Only variants whose new words are words of the index. */
    static List<Variant> variants(List<Words.Typed> words, NameIndex index) {
        var variants = new ArrayList<Variant>();
        int looked = Math.min(words.size(), NameIndex.MAX_WORDS);
        for (int i = 0; i < looked && variants.size() < MAX_VARIANTS; i++) {
            String word = words.get(i).word();
            if (i + 1 < looked) addJoined(words, i, index, variants);
            if (!index.knows(word)) addParted(words, i, index, variants);
        }
        return variants;
    }

    private static void addJoined(
            List<Words.Typed> words, int at, NameIndex index, List<Variant> variants) {
        String first = words.get(at).word();
        String second = words.get(at + 1).word();
        String joined = first + second;
        if (Vocabulary.hasDigit(joined) || !index.knows(joined)) return;
        var changed = new ArrayList<>(words);
        changed.remove(at + 1);
        changed.set(at, new Words.Typed(joined, words.get(at + 1).cut()));
        variants.add(new Variant(changed, "“%s %s” read as “%s”".formatted(first, second, joined)));
    }

    private static void addParted(
            List<Words.Typed> words, int at, NameIndex index, List<Variant> variants) {
        String word = words.get(at).word();
        for (int part = SHORTEST_PART; part <= word.length() - SHORTEST_PART; part++) {
            String first = word.substring(0, part);
            String second = word.substring(part);
            if (!index.knows(first) || !index.knows(second)) continue;
            var changed = new ArrayList<>(words);
            changed.set(at, new Words.Typed(first, false));
            changed.add(at + 1, new Words.Typed(second, words.get(at).cut()));
            variants.add(
                    new Variant(changed, "“%s” read as “%s %s”".formatted(word, first, second)));
            if (variants.size() >= MAX_VARIANTS) return;
        }
    }
}
