package org.tocsin.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A phrase to look for: words in a row; {@code *} between two stands for up to {@value
 * #MAX_GAP_WORDS} other words.
 *
 * @param text as it was written
 * @param words folded, at least one
 * @param gapBefore for each word whether other words may stand before it
 */
record Phrase(String text, List<String> words, List<Boolean> gapBefore) {
    static final int MAX_LENGTH = 100;
    static final int MAX_WORDS = 20;
    static final int MAX_GAPS = 3;
    static final int MAX_GAP_WORDS = 3;

    static Phrase parse(String text) {
        Check.text("a phrase", text, MAX_LENGTH);
        var words = new ArrayList<String>();
        var gaps = new ArrayList<Boolean>();
        boolean gap = false;
        for (String part : text.strip().split("\\s+", -1)) {
            if (part.equals("*")) gap = !words.isEmpty();
            for (Word word : Word.of(part)) {
                words.add(word.folded());
                gaps.add(gap);
                gap = false;
            }
        }
        long gapCount = gaps.stream().filter(found -> found).count();
        if (words.isEmpty() || words.size() > MAX_WORDS || gapCount > MAX_GAPS) {
            throw new IllegalArgumentException(
                    "a phrase is \"%s\", expected 1 to %d words with at most %d times * between"
                            .formatted(text, MAX_WORDS, MAX_GAPS));
        }
        return new Phrase(text, List.copyOf(words), List.copyOf(gaps));
    }
}
