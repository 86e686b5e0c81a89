package org.tocsin.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Words in a call that hint at an incident type. See {@link Keywords} for how they are matched.
 *
 * @param id unique in the center
 * @param priority suggested; none: the type's own
 * @param agencies ids of agencies that should go beside the type's own
 * @param capabilities that should go beside the plan's
 * @param near whether misspelt words match too
 * @param phrases words or phrases by language, {@code *} in one standing for up to three other
 *     words; the language is for the reader, all are matched
 * @throws IllegalArgumentException if a phrase has no word
 */
public record KeywordRule(
        String id,
        String type,
        Optional<Integer> priority,
        List<String> agencies,
        List<String> capabilities,
        boolean near,
        Map<String, List<String>> phrases) {
    public static final int MAX_PHRASES = 200;
    public static final int MAX_PHRASE_LENGTH = Phrase.MAX_LENGTH;

    /** Whether a text is a phrase: has words, and no more words and gaps than allowed. */
    public static boolean isPhrase(String text) {
        try {
            Phrase.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    public KeywordRule {
        Check.text("a keyword rule's id", id, 40);
        priority.ifPresent(
                value ->
                        Check.number(
                                "a keyword rule's priority",
                                value,
                                IncidentType.MOST_URGENT,
                                IncidentType.LEAST_URGENT));
        agencies = Check.list("a keyword rule's agencies", agencies, 0, 20);
        capabilities =
                Check.list(
                        "a keyword rule's capabilities", capabilities, 0, Option.MAX_CAPABILITIES);
        Check.list("a keyword rule's languages", phrases.keySet(), 1, 50);
        var sorted = new TreeMap<String, List<String>>();
        phrases.forEach(
                (language, list) ->
                        sorted.put(
                                language,
                                Check.list("phrases in " + language, list, 1, MAX_PHRASES)));
        sorted.values().forEach(list -> list.forEach(Phrase::parse));
        phrases = Collections.unmodifiableMap(sorted);
    }
}
