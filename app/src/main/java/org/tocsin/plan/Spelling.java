package org.tocsin.plan;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How near words are as people misspell them. */
public final class Spelling {
    private Spelling() {}

    /**
     * The least number of letters to insert, delete, replace or swap with the next to make one word
     * of the other, no letter touched twice (optimal string alignment).
     *
     * @return 0 or more
     */
    public static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(last[j] + 1, row[j - 1] + 1);
                least = Math.min(least, last[j - 1] + (same ? 0 : 1));
                if (swapped(a, i, b, j)) least = Math.min(least, beforeLast[j - 2] + 1);
                row[j] = least;
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }

    /**
     * The known word most probably meant, upper and lower case alike: at most a third of its
     * letters, and at least one, may differ. Words over 100 letters are not compared.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > 100) return Optional.empty();
        String folded = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> candidate.length() <= 100)
                .map(candidate -> new Near(candidate, folded))
                .filter(near -> near.distance <= Math.max(1, near.word.length() / 3))
                .min(comparingInt(near -> near.distance))
                .map(near -> near.word);
    }

    private record Near(String word, int distance) {
        Near(String word, String folded) {
            this(word, Spelling.distance(word.toLowerCase(Locale.ROOT), folded));
        }
    }

    private static boolean swapped(String a, int i, String b, int j) {
        return i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
