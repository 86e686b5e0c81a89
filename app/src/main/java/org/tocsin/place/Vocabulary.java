package org.tocsin.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All words of an index, found exactly, by abbreviation, by beginning, or with one typing error (a
 * letter missing, doubled, wrong, or two swapped). Immutable once {@link #close closed}.
 *
 * @see <a href="https://github.com/wolfgarbe/SymSpell">W. Garbe, SymSpell: two words one error
 *     apart have a form with a letter less in common</a>
 */
final class Vocabulary {
    /** Shorter words have too many neighbours to be corrected. */
    static final int SHORTEST_CORRECTED = 4;

    /** A beginning that more words than this share says too little. */
    private static final int MAX_COMPLETIONS = 60;

    static final float EXACT = 1f;
    static final float ABBREVIATED = 0.995f;
    static final float BEGINNING = 0.9f;
    static final float MISTYPED = 0.8f;

    /** A word of the index that a typed word may mean, and how near the two are, 0 to 1. */
    record Reading(int word, float nearness) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, int[]> shortened = new HashMap<>();
    private String[] sorted = {};

    int number(String word) {
        Integer known = numbers.get(word);
        if (known != null) return known;
        numbers.put(word, words.size());
        words.add(word);
        return words.size() - 1;
    }

    int size() {
        return words.size();
    }

    String word(int number) {
        return words.get(number);
    }

    void close() {
        sorted = words.toArray(String[]::new);
        Arrays.sort(sorted);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.length() < SHORTEST_CORRECTED - 1) continue;
            remember(word, i);
            for (int at = 0; at < word.length(); at++) remember(without(word, at), i);
        }
    }

    private void remember(String form, int word) {
        shortened.merge(form, new int[] {word}, Vocabulary::joined);
    }

    private static int[] joined(int[] some, int[] more) {
        int last = some[some.length - 1];
        if (last == more[0]) return some;
        int[] joined = Arrays.copyOf(some, some.length + 1);
        joined[some.length] = more[0];
        return joined;
    }

    private static String without(String word, int at) {
        return word.substring(0, at) + word.substring(at + 1);
    }

    /** What a typed word may mean; {@code growing} when the typist may not be done with it. */
    List<Reading> readings(String typed, boolean growing) {
        Map<Integer, Float> found = new LinkedHashMap<>();
        Integer exact = numbers.get(typed);
        if (exact != null) found.put(exact, EXACT);
        for (String other : Words.standingFor(typed)) {
            Integer number = numbers.get(other);
            if (number != null) found.merge(number, ABBREVIATED, Math::max);
        }
        // A number typed so far is a number: 10 is not the beginning of 101.
        if (growing && !hasDigit(typed)) addCompletions(typed, found);
        if (typed.length() >= SHORTEST_CORRECTED && !hasDigit(typed)) addCorrections(typed, found);
        var readings = new ArrayList<Reading>();
        found.forEach((word, nearness) -> readings.add(new Reading(word, nearness)));
        return readings;
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private void addCompletions(String typed, Map<Integer, Float> found) {
        int from = Arrays.binarySearch(sorted, typed);
        if (from < 0) from = -from - 1;
        int to = from;
        while (to < sorted.length && to - from <= MAX_COMPLETIONS && sorted[to].startsWith(typed)) {
            to++;
        }
        if (to - from > MAX_COMPLETIONS) return;
        for (int i = from; i < to; i++) {
            found.merge(numbers.getOrDefault(sorted[i], 0), BEGINNING, Math::max);
        }
    }

    private void addCorrections(String typed, Map<Integer, Float> found) {
        addCorrections(typed, typed, found);
        for (int at = 0; at < typed.length(); at++) {
            addCorrections(without(typed, at), typed, found);
        }
    }

    private void addCorrections(String form, String typed, Map<Integer, Float> found) {
        for (int word : shortened.getOrDefault(form, new int[0])) {
            if (isOneErrorApart(typed, words.get(word))) found.merge(word, MISTYPED, Math::max);
        }
    }

    /** Whether one letter missing, too many, wrong, or one swapped pair makes one of the other. */
    static boolean isOneErrorApart(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) return false;
        int from = 0;
        int shorter = Math.min(a.length(), b.length());
        while (from < shorter && a.charAt(from) == b.charAt(from)) from++;
        String restA = a.substring(from);
        String restB = b.substring(from);
        if (a.length() > b.length()) return restA.substring(1).equals(restB);
        if (a.length() < b.length()) return restB.substring(1).equals(restA);
        if (restA.isEmpty()) return true;
        if (restA.substring(1).equals(restB.substring(1))) return true;
        return restA.length() > 1
                && restA.charAt(0) == restB.charAt(1)
                && restA.charAt(1) == restB.charAt(0)
                && restA.substring(2).equals(restB.substring(2));
    }
}
