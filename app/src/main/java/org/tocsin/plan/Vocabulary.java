package org.tocsin.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the known words that a written word may stand for, in time that depends on the word and
 * hardly on how many are known: all ways to leave out one or two letters of the known words are
 * kept, and looked up with those of the written word (symmetric deletion, W. Garbe 2012).
 */
final class Vocabulary {
    /** Longer words are matched as they stand. */
    static final int MAX_NEAR_LENGTH = 32;

    private final Set<String> known;
    private final Map<String, List<String>> byShortened = new HashMap<>();

    Vocabulary(Collection<String> words) {
        known = Set.copyOf(words);
        for (String word : known) {
            for (String shortened : shortened(word, allowedErrors(word))) {
                byShortened.computeIfAbsent(shortened, _ -> new ArrayList<>()).add(word);
            }
        }
    }

    /**
     * How many letters of a word may be wrong: none in words of up to 4 letters or with a digit,
     * one in words of up to 8, two in longer ones. The shorter of two words decides: "sure" is not
     * the German "Säure".
     */
    static int allowedErrors(String word) {
        if (word.length() > MAX_NEAR_LENGTH || !word.codePoints().allMatch(Character::isLetter)) {
            return 0;
        }
        if (word.length() <= 4) return 0;
        return word.length() <= 8 ? 1 : 2;
    }

    /** The known words it may stand for, not counting itself. */
    Set<String> near(String written) {
        var near = new TreeSet<String>();
        if (allowedErrors(written) == 0) return near;
        for (String shortened : shortened(written, allowedErrors(written))) {
            for (String word : byShortened.getOrDefault(shortened, List.of())) {
                if (!word.equals(written) && !near.contains(word) && isNear(word, written))
                    near.add(word);
            }
        }
        return near;
    }

    static boolean isNear(String word, String written) {
        int allowed = Math.min(allowedErrors(word), allowedErrors(written));
        return Spelling.distance(word, written) <= allowed;
    }

    private static Set<String> shortened(String word, int letters) {
        var all = new HashSet<String>();
        all.add(word);
        Set<String> last = all;
        for (int i = 0; i < letters; i++) {
            var next = new HashSet<String>();
            for (String longer : last) {
                for (int at = 0; at < longer.length(); at++) {
                    next.add(longer.substring(0, at) + longer.substring(at + 1));
                }
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }
}
