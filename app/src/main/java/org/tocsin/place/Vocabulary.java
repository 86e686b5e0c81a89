package org.tocsin.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    /** Shorter words than this have many neighbours: they are corrected beside others only. */
    static final int SHORTEST_CORRECTED = 4;

    /** Shorter words than this are not corrected. */
    private static final int SHORTEST_FORM = 2;

    /** Only the most frequent words that begin as typed are looked at. */
    static final int MAX_COMPLETIONS = 60;

    /** A beginning this short, of a word that was typed to its end, says too little. */
    private static final int SHORTEST_BEGINNING = 3;

    static final float EXACT = 1f;
    static final float ABBREVIATED = 0.995f;
    static final float CUT = 0.97f;
    static final float BEGINNING = 0.9f;
    static final float MISTYPED = 0.82f;
    static final float BEGINNING_WITHIN = 0.75f;

    private static final float MISTYPED_SHORT = 0.7f;

    /**
     * A word of the index that a typed word may mean.
     *
     * @param nearness how near the two are, 0 to 1
     * @param leads whether names are looked for by it; else it only counts in names found otherwise
     */
    record Reading(int word, float nearness, boolean leads) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private int[] counts = {};
    private int[] sorted = {};

    /** The hash of a form above, a word that has it below; sorted. */
    private long[] forms = {};

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

    boolean has(String word) {
        return numbers.containsKey(word);
    }

    /**
     * @param counts how often each word is there: a beginning means the frequent ones first
     */
    void close(int[] counts) {
        this.counts = counts;
        Integer[] order = new Integer[words.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        Arrays.sort(order, (a, b) -> words.get(a).compareTo(words.get(b)));
        sorted = new int[order.length];
        for (int i = 0; i < order.length; i++) sorted[i] = order[i];
        rememberForms();
    }

    private void rememberForms() {
        int size = 0;
        for (String word : words) if (isCorrected(word)) size += word.length() + 1;
        forms = new long[size];
        int at = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!isCorrected(word)) continue;
            forms[at++] = form(hash(word, -1), i);
            for (int left = 0; left < word.length(); left++) {
                forms[at++] = form(hash(word, left), i);
            }
        }
        Arrays.sort(forms);
    }

    private static boolean isCorrected(String word) {
        return word.length() >= SHORTEST_FORM && !hasDigit(word);
    }

    private static long form(int hash, int word) {
        return (long) hash << 32 | word;
    }

    /** The hash of a word without one of its letters, or with all for −1. */
    private static int hash(String word, int without) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < word.length(); i++) {
            if (i == without) continue;
            hash = (hash ^ word.charAt(i)) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }

    /**
     * What a typed word may mean, by the words' numbers.
     *
     * @param growing whether the typist may not be done with it
     */
    List<Reading> readings(Words.Typed typed, boolean growing) {
        String word = typed.word();
        Map<Integer, Reading> found = new HashMap<>();
        addKnown(word, EXACT, found);
        for (String other : Words.standingFor(word)) addKnown(other, ABBREVIATED, found);
        Words.respelt(word).ifPresent(other -> addKnown(other, ABBREVIATED, found));
        // A number typed so far is a number: 10 is not the beginning of 101.
        if (!hasDigit(word)) {
            if (typed.cut()) addInFull(word, found);
            if (growing) addCompletions(word, BEGINNING, found);
            else if (typed.cut()) addCompletions(word, CUT, found);
            else if (word.length() >= SHORTEST_BEGINNING) {
                addCompletions(word, BEGINNING_WITHIN, found);
            }
            if (word.length() >= SHORTEST_FORM) addCorrections(word, found);
        }
        return List.copyOf(found.values());
    }

    private void addKnown(String word, float nearness, Map<Integer, Reading> found) {
        Integer number = numbers.get(word);
        if (number != null) add(new Reading(number, nearness, true), found);
    }

    private static void add(Reading reading, Map<Integer, Reading> found) {
        found.merge(reading.word(), reading, (a, b) -> a.nearness() >= b.nearness() ? a : b);
    }

    private void addInFull(String cut, Map<Integer, Reading> found) {
        for (String whole : Words.inFull(cut)) addKnown(whole, 0.985f, found);
    }

    static boolean hasDigit(String word) {
        for (int i = 0; i < word.length(); i++) if (Character.isDigit(word.charAt(i))) return true;
        return false;
    }

    private void addCompletions(String typed, float nearness, Map<Integer, Reading> found) {
        int from = firstNotBefore(typed);
        int[] best = new int[MAX_COMPLETIONS];
        int size = 0;
        for (int i = from; i < sorted.length && words.get(sorted[i]).startsWith(typed); i++) {
            int word = sorted[i];
            if (size == best.length && counts[word] <= counts[best[size - 1]]) continue;
            int at = size == best.length ? size - 1 : size++;
            while (at > 0 && counts[best[at - 1]] < counts[word]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = word;
        }
        for (int i = 0; i < size; i++) add(new Reading(best[i], nearness, true), found);
    }

    private int firstNotBefore(String typed) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (words.get(sorted[middle]).compareTo(typed) < 0) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private void addCorrections(String typed, Map<Integer, Reading> found) {
        for (int without = -1; without < typed.length(); without++) {
            int hash = hash(typed, without);
            int at = Arrays.binarySearch(forms, form(hash, 0));
            if (at < 0) at = -at - 1;
            for (; at < forms.length && (int) (forms[at] >> 32) == hash; at++) {
                int word = (int) forms[at];
                if (!isOneErrorApart(typed, words.get(word))) continue;
                addCorrection(typed, word, found);
            }
        }
    }

    private void addCorrection(String typed, int word, Map<Integer, Reading> found) {
        String corrected = words.get(word);
        int length = Math.min(typed.length(), corrected.length());
        // Short words are near to many: they may only agree, not lead to a name.
        boolean leads = length >= SHORTEST_CORRECTED;
        float nearness = leads ? mistyped(length) : MISTYPED_SHORT;
        add(new Reading(word, nearness, leads), found);
        for (String other : Words.standingFor(corrected)) {
            Integer number = numbers.get(other);
            if (number == null) continue;
            add(new Reading(number, nearness * ABBREVIATED, leads), found);
        }
    }

    /** One wrong letter says less in a long word: 0.82 for four letters, 0.88 for eight. */
    private static float mistyped(int length) {
        return 0.76f + 0.015f * Math.min(8, length);
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
