package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

class VocabularyTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void correctionsAreWhatThePlainComparisonFinds(long seed) {
        var random = new Random(seed);
        var vocabulary = new Vocabulary();
        var words = new ArrayList<String>();
        for (int i = 0; i < 400; i++) words.add(word(random));
        words.forEach(vocabulary::number);
        vocabulary.close(new int[vocabulary.size()]);

        for (int i = 0; i < 400; i++) {
            String typed = i % 2 == 0 ? word(random) : damaged(words.get(i), random);
            if (beginning(words, typed) > Vocabulary.MAX_COMPLETIONS) continue;
            Set<String> found =
                    vocabulary.readings(new Words.Typed(typed, false), false).stream()
                            .map(reading -> vocabulary.word(reading.word()))
                            .collect(Collectors.toSet());

            assertThat(found).as("seed %d, “%s”", seed, typed).isEqualTo(plain(words, typed));
        }
    }

    private static long beginning(List<String> words, String typed) {
        return words.stream().filter(word -> word.startsWith(typed)).distinct().count();
    }

    private static Set<String> plain(List<String> words, String typed) {
        return words.stream()
                // Every word that begins as typed is a reading, too.
                .filter(word -> word.startsWith(typed) || isCorrected(typed, word))
                .collect(Collectors.toSet());
    }

    private static boolean isCorrected(String typed, String word) {
        return typed.length() >= 2 && distance(word, typed) <= 1;
    }

    /** The optimal string alignment distance, as the textbook has it. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1),
                                d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }

    private static String word(Random random) {
        var word = new StringBuilder("w");
        int length = 3 + random.nextInt(6);
        for (int i = 0; i < length; i++) word.append((char) ('b' + random.nextInt(3)));
        return word.toString();
    }

    private static String damaged(String word, Random random) {
        int at = random.nextInt(word.length());
        return switch (random.nextInt(3)) {
            case 0 -> word.substring(0, at) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + 'b' + word.substring(at);
            default -> word.substring(0, at) + 'c' + word.substring(at + 1);
        };
    }
}
