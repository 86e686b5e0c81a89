package org.tocsin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class KeywordsTest {
    private static final List<IncidentType> TYPES =
            List.of(
                    new IncidentType("GAS_LEAK", "Gas leak", 2, "fire", Optional.empty()),
                    new IncidentType("TRAPPED", "Person trapped", 1, "fire", Optional.empty()),
                    new IncidentType("FIRE", "Fire", 1, "fire", Optional.empty()));

    private static KeywordRule rule(String id, String type, String... phrases) {
        return new KeywordRule(
                id,
                type,
                Optional.empty(),
                List.of(),
                List.of(),
                true,
                Map.of("en", List.of(phrases)));
    }

    private static List<Suggestion> suggest(String text, KeywordRule... rules) {
        return new Keywords(List.of(rules), TYPES).suggest(text);
    }

    private static boolean matches(String phrase, String text) {
        return !suggest(text, rule("r", "FIRE", phrase)).isEmpty();
    }

    @Test
    void aSuggestionNamesTheCallersWordsAndWhoGoesWithIt() {
        var gas =
                new KeywordRule(
                        "gas",
                        "GAS_LEAK",
                        Optional.empty(),
                        List.of("police"),
                        List.of(),
                        true,
                        Map.of("en", List.of("smell of gas")));

        List<Suggestion> found = suggest("There is a strong Smell of GAS in the stairs", gas);

        assertThat(found)
                .containsExactly(
                        new Suggestion(
                                "gas",
                                "GAS_LEAK",
                                2,
                                List.of("police"),
                                List.of(),
                                List.of("Smell of GAS"),
                                "'Smell of GAS' → GAS_LEAK P2, with police"));
    }

    @Test
    void aNearWordMatchesAndSaysHowItWasRead() {
        assertThat(suggest("he is traped under a beam", rule("t", "TRAPPED", "trapped")))
                .extracting(Suggestion::reason)
                .containsExactly("'traped' (read as 'trapped') → TRAPPED P1");
    }

    @Test
    void theMostUrgentComesFirst() {
        assertThat(
                        suggest(
                                "gas, and someone trapped",
                                rule("g", "GAS_LEAK", "gas"),
                                rule("t", "TRAPPED", "trapped")))
                .extracting(Suggestion::type)
                .containsExactly("TRAPPED", "GAS_LEAK");
    }

    @ParameterizedTest
    @CsvSource({
        "cheiro a gás, cheira mal CHEIRO A GAS aqui, true",
        "straße, auf der STRASSE, true",
        "Überfall, ein uberfall, true",
        "fuego, hay un fuego!, true",
        "着火, 我家厨房着火了, true",
        "煤气味, 有煤气的味道, false",
        "gas, gasoline, false",
        "gas, das, false",
        "fire, tire, false",
        "smoke, smoek, true",
        "Säure, sure, false",
        "smoke, smokes, true",
        "smoke, spoken, false",
        "explosion, explotion, true",
        "explosion, exlposoin, true",
        "explosion, exposition, false",
        "112, 113, false",
        "heart attack, heart, false",
        "heart attack, heart-attack, true",
        "heart attack, attack heart, false",
        "smell * gas, smell of leaking town gas, true",
        "smell * gas, smell gas, true",
        "smell * gas, smell of a very old gas, false",
        "cafe\u0301, CAFÉ, true",
        "דליקה, יש דליקה בבניין, true"
    })
    void wordsAreComparedWholeFoldedAndNearly(String phrase, String text, boolean expected) {
        assertThat(matches(phrase, text)).isEqualTo(expected);
    }

    @Test
    void negationIsNotGuessed() {
        assertThat(matches("fire", "there is no fire")).isTrue();
    }

    @Test
    void nearWordsCanBeSwitchedOff() {
        var rule =
                new KeywordRule(
                        "r",
                        "FIRE",
                        Optional.of(4),
                        List.of(),
                        List.of("LADDER"),
                        false,
                        Map.of("en", List.of("shooting")));

        assertThat(suggest("shouting", rule)).isEmpty();
        assertThat(suggest("shooting", rule))
                .extracting(Suggestion::reason)
                .containsExactly("'shooting' → FIRE P4, with LADDER");
    }

    @Test
    void onlyTheFirstPartOfALongTextIsRead() {
        String filler = "x".repeat(Keywords.MAX_TEXT - 5);

        assertThat(matches("fire", filler + " fire")).isTrue();
        assertThat(matches("fire", filler + "  fire")).isFalse();
    }

    @Test
    void aPhraseHasWords() {
        for (String phrase : List.of("***", "* *", "!?", " ", "a".repeat(101))) {
            assertThatThrownBy(() -> rule("r", "FIRE", phrase))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a phrase");
        }
        assertThat(matches("a".repeat(100), "a".repeat(100))).isTrue();
    }

    @Test
    void aRuleForAnUnknownTypeIsRefused() {
        assertThatThrownBy(() -> suggest("", rule("r", "DRAGON", "x")))
                .hasMessage("keyword rule r suggests the unknown type DRAGON");
    }

    @Test
    void hostileTextIsReadInGoodTime() {
        var phrases = new ArrayList<String>();
        var random = new Random(7);
        for (int i = 0; i < 200; i++) phrases.add("a * " + letters(random, 12) + " * a * a");
        var keywords =
                new Keywords(List.of(rule("r", "FIRE", phrases.toArray(String[]::new))), TYPES);
        var texts =
                List.of(
                        "a ".repeat(5_000),
                        "\u0301".repeat(10_000),
                        "\uFDFA".repeat(10_000),
                        "\uD83D".repeat(10_000),
                        (letters(random, 31) + " ").repeat(312));

        long start = System.nanoTime();
        for (String text : texts) keywords.suggest(text);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** The plain twin: compare with every known word. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theVocabularyFindsWhatComparingWithEveryWordFinds(long seed) {
        var random = new Random(seed);
        var words = new HashSet<String>();
        for (int i = 0; i < 150; i++) words.add(letters(random, 1 + random.nextInt(12)));
        var vocabulary = new Vocabulary(words);
        for (int i = 0; i < 300; i++) {
            String written = letters(random, random.nextInt(14));
            var expected = new HashSet<String>();
            for (String word : words) {
                if (!word.equals(written) && Vocabulary.isNear(word, written)) expected.add(word);
            }

            assertThat(vocabulary.near(written))
                    .as("seed %d: %s in %s", seed, written, words)
                    .isEqualTo(expected);
        }
    }

    /** Few letters, so that many words are near each other. */
    private static String letters(Random random, int length) {
        var letters = new StringBuilder();
        for (int i = 0; i < length; i++) letters.append((char) ('a' + random.nextInt(3)));
        return letters.toString();
    }

    @ParameterizedTest
    @CsvSource({"LADER,LADDER,1", "ab,ba,1", "ca,abc,3", "'',abc,3", "same,same,0"})
    void distanceCountsLettersAndSwaps(String a, String b, int expected) {
        assertThat(Spelling.distance(a, b)).isEqualTo(expected);
        assertThat(Spelling.distance(b, a)).isEqualTo(expected);
    }

    @Test
    void theNearestKnownWordIsOfferedIfItIsNearEnough() {
        var known = List.of("LADDER", "ENGINE", "ALS");

        assertThat(Spelling.nearest("LADER", known)).contains("LADDER");
        assertThat(Spelling.nearest("engine", known)).contains("ENGINE");
        assertThat(Spelling.nearest("BLS", known)).contains("ALS");
        assertThat(Spelling.nearest("SUBMARINE", known)).isEmpty();
        assertThat(Spelling.nearest("", known)).isEmpty();
    }
}
