package org.tocsin.plan;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for the words of a center's keyword rules in what a caller says, in all languages at once.
 * Immutable: any number of threads may ask. The time grows in line with the text.
 *
 * <p>Whole words are compared, without case, accents and punctuation; a misspelt word matches when
 * it differs in one letter (words of 5 to 8 letters, both of them) or two (longer ones). Nothing is
 * understood: "there is no fire" matches {@code fire}. Negation is not guessed, because a wrong
 * guess would hide the word that matters; the person reads and decides.
 */
public final class Keywords {
    /** Of a longer text only the first part is read. */
    public static final int MAX_TEXT = 10_000;

    /** As many of the caller's words are shown as the reason of one suggestion. */
    public static final int MAX_SHOWN = 3;

    private static final int MAX_SHOWN_LENGTH = 80;

    private final List<KeywordRule> rules;
    private final Map<String, Integer> priorities = new HashMap<>();
    private final Map<String, List<Entry>> byFirstWord = new HashMap<>();
    private final Vocabulary vocabulary;

    private record Entry(int rule, Phrase phrase) {}

    /** What a word of the text may be: itself, or a known word near it. */
    private record Seen(Word word, Set<String> near) {
        boolean is(String other, boolean orNear) {
            return word.folded().equals(other) || (orNear && near.contains(other));
        }
    }

    private record Match(String written, boolean near, Phrase phrase) {
        String shown() {
            return near
                    ? "'%s' (read as '%s')".formatted(written, phrase.text())
                    : "'" + written + "'";
        }
    }

    /**
     * @throws IllegalArgumentException if a rule suggests an unknown type or a phrase has no word
     */
    public Keywords(List<KeywordRule> rules, List<IncidentType> types) {
        this.rules = List.copyOf(rules);
        for (IncidentType type : types) priorities.put(type.code(), type.priority());
        var words = new HashSet<String>();
        for (int i = 0; i < rules.size(); i++) {
            KeywordRule rule = rules.get(i);
            if (!priorities.containsKey(rule.type())) {
                throw new IllegalArgumentException(
                        "keyword rule %s suggests the unknown type %s"
                                .formatted(rule.id(), rule.type()));
            }
            for (List<String> phrases : rule.phrases().values()) {
                for (String text : phrases) {
                    Phrase phrase = Phrase.parse(text);
                    words.addAll(phrase.words());
                    byFirstWord
                            .computeIfAbsent(phrase.words().getFirst(), _ -> new ArrayList<>())
                            .add(new Entry(i, phrase));
                }
            }
        }
        vocabulary = new Vocabulary(words);
    }

    /** What the text hints at, the most urgent first, then in the order of the rules. */
    public List<Suggestion> suggest(String text) {
        String read = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        List<Seen> seen = seen(read);
        var matches = new TreeMap<Integer, LinkedHashSet<Match>>();
        for (int at = 0; at < seen.size(); at++) {
            for (Entry entry : entriesBeginningWith(seen.get(at))) {
                boolean orNear = rules.get(entry.rule).near();
                OptionalInt last = lastWord(entry.phrase, orNear, seen, at);
                if (last.isEmpty()) continue;
                matches.computeIfAbsent(entry.rule, _ -> new LinkedHashSet<>())
                        .add(match(read, seen, at, last.getAsInt(), entry.phrase));
            }
        }
        var suggestions = new ArrayList<Suggestion>();
        matches.forEach(
                (rule, found) -> suggestions.add(suggestion(rules.get(rule), List.copyOf(found))));
        suggestions.sort(comparingInt(Suggestion::priority));
        return List.copyOf(suggestions);
    }

    private List<Seen> seen(String text) {
        var seen = new ArrayList<Seen>();
        for (Word word : Word.of(text)) {
            seen.add(new Seen(word, vocabulary.near(word.folded())));
        }
        return seen;
    }

    private List<Entry> entriesBeginningWith(Seen seen) {
        var entries = new ArrayList<Entry>(byFirstWord.getOrDefault(seen.word.folded(), List.of()));
        for (String near : seen.near) {
            for (Entry entry : byFirstWord.getOrDefault(near, List.of())) {
                if (rules.get(entry.rule).near()) entries.add(entry);
            }
        }
        return entries;
    }

    /** The index of the last word of a phrase that begins at a word, if it is all there. */
    private static OptionalInt lastWord(Phrase phrase, boolean orNear, List<Seen> seen, int at) {
        return lastWord(phrase, 1, orNear, seen, at);
    }

    private static OptionalInt lastWord(
            Phrase phrase, int word, boolean orNear, List<Seen> seen, int before) {
        if (word == phrase.words().size()) return OptionalInt.of(before);
        int furthest = before + 1 + (phrase.gapBefore().get(word) ? Phrase.MAX_GAP_WORDS : 0);
        for (int at = before + 1; at <= furthest && at < seen.size(); at++) {
            if (!seen.get(at).is(phrase.words().get(word), orNear)) continue;
            OptionalInt last = lastWord(phrase, word + 1, orNear, seen, at);
            if (last.isPresent()) return last;
        }
        return OptionalInt.empty();
    }

    private static Match match(String text, List<Seen> seen, int first, int last, Phrase phrase) {
        int start = seen.get(first).word.start();
        int end = seen.get(last).word.end();
        String written = text.substring(start, Math.min(end, start + MAX_SHOWN_LENGTH));
        return new Match(
                written.replaceAll("[\\s\\p{Cc}]+", " "),
                !isExact(phrase, seen, first, last),
                phrase);
    }

    private static boolean isExact(Phrase phrase, List<Seen> seen, int first, int last) {
        int word = 0;
        for (int at = first; at <= last && word < phrase.words().size(); at++) {
            if (seen.get(at).word.folded().equals(phrase.words().get(word))) word++;
        }
        return word == phrase.words().size();
    }

    private Suggestion suggestion(KeywordRule rule, List<Match> found) {
        int priority = rule.priority().orElse(priorities.getOrDefault(rule.type(), 1));
        // Two languages often have the same word: it is shown once.
        List<String> shown = found.stream().map(Match::shown).distinct().limit(MAX_SHOWN).toList();
        List<String> written =
                found.stream().map(Match::written).distinct().limit(MAX_SHOWN).toList();
        var reason = new StringBuilder(String.join(", ", shown));
        reason.append(" → ").append(rule.type()).append(" P").append(priority);
        var joint = new ArrayList<>(rule.agencies());
        joint.addAll(rule.capabilities());
        if (!joint.isEmpty()) reason.append(", with ").append(String.join(", ", joint));
        return new Suggestion(
                rule.id(),
                rule.type(),
                priority,
                rule.agencies(),
                rule.capabilities(),
                written,
                reason.toString());
    }
}
