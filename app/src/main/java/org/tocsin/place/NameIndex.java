package org.tocsin.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds names by their words: each word counts by how rare it is, and a name is as near as the
 * share of both sides that agrees (a weighted Dice coefficient). Immutable once closed; any number
 * of readers.
 */
final class NameIndex {
    /** Names nearer than this are worth showing. */
    private static final float WORTH_SHOWING = 0.42f;

    /** A name that answers to less than this share of what was typed is no answer. */
    private static final float LEAST_COVERED = 0.35f;

    /** How many words of a text are looked at; what follows is ignored. */
    static final int MAX_WORDS = 24;

    /** One name of a thing; a thing may have several. */
    private static final class Name {
        private final int thing;
        private final int[] words;

        Name(int thing, int[] words) {
            this.thing = thing;
            this.words = words;
        }
    }

    /**
     * A thing that a text may mean.
     *
     * @param nearness 0 to 1; 1 when every word agrees
     * @param covered the share of the typed text that the name answers to, 0 to 1
     * @param exact whether nothing differs but case, accents, order and abbreviations
     * @param differs in words what differs; empty when exact
     */
    record Match(int thing, float nearness, float covered, boolean exact, String differs) {}

    private final Vocabulary vocabulary = new Vocabulary();
    private final List<Name> names = new ArrayList<>();
    private int[][] namesWith = {};
    private float[] weights = {};
    private float[] nameWeights = {};

    void add(int thing, String name) {
        List<String> words = Words.of(name);
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = vocabulary.number(words.get(i));
        if (numbers.length > 0) names.add(new Name(thing, numbers));
    }

    void close() {
        vocabulary.close();
        int[] counts = new int[vocabulary.size()];
        for (Name name : names) {
            for (int word : name.words) counts[word]++;
        }
        namesWith = new int[counts.length][];
        weights = new float[counts.length];
        for (int word = 0; word < counts.length; word++) {
            namesWith[word] = new int[counts[word]];
            weights[word] = (float) Math.log1p((double) names.size() / counts[word]);
        }
        int[] filled = new int[counts.length];
        nameWeights = new float[names.size()];
        for (int n = 0; n < names.size(); n++) {
            for (int word : names.get(n).words) {
                namesWith[word][filled[word]++] = n;
                nameWeights[n] += weights[word];
            }
        }
    }

    /** The best matches, best first, at most one for a thing. */
    List<Match> find(List<String> typedWords, boolean growing, int limit) {
        List<String> typed = typedWords.subList(0, Math.min(MAX_WORDS, typedWords.size()));
        float[] agreed = new float[names.size()];
        float typedWeight = 0;
        List<List<Vocabulary.Reading>> readings = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            boolean last = growing && i == typed.size() - 1;
            List<Vocabulary.Reading> of = vocabulary.readings(typed.get(i), last);
            readings.add(of);
            typedWeight += agree(of, agreed);
        }
        int[] best = best(agreed, typedWeight, 4 * limit);
        Map<Integer, Match> matches = new HashMap<>();
        for (int n : best) {
            Match match = match(n, typed, readings);
            if (match.nearness() < WORTH_SHOWING || match.covered() < LEAST_COVERED) continue;
            matches.merge(match.thing(), match, (a, b) -> a.nearness() >= b.nearness() ? a : b);
        }
        return matches.values().stream()
                .sorted(
                        Comparator.comparingDouble(Match::nearness)
                                .reversed()
                                .thenComparingInt(Match::thing))
                .limit(limit)
                .toList();
    }

    private float unknownWeight() {
        return (float) Math.log1p(names.size());
    }

    /** Adds to each name what this word agrees with; returns what the typed word itself weighs. */
    private float agree(List<Vocabulary.Reading> readings, float[] agreed) {
        float weight = 0;
        // A name that holds two readings of one word ("St" for Street and Saint) may be counted
        // twice here; the exact match below puts that right, this only gathers candidates.
        for (Vocabulary.Reading reading : readings) {
            float share = weights[reading.word()] * reading.nearness();
            if (reading.nearness() > Vocabulary.BEGINNING) weight = Math.max(weight, share);
            for (int name : namesWith[reading.word()]) agreed[name] += share;
        }
        return weight > 0 ? weight : unknownWeight();
    }

    private int[] best(float[] agreed, float typedWeight, int count) {
        float[] kept = new float[count];
        int[] numbers = new int[count];
        Arrays.fill(numbers, -1);
        int size = 0;
        for (int n = 0; n < agreed.length; n++) {
            if (agreed[n] == 0) continue;
            float score = 2 * agreed[n] / (typedWeight + nameWeights[n]);
            if (size == count && score <= kept[size - 1]) continue;
            int at = size == count ? size - 1 : size++;
            while (at > 0 && kept[at - 1] < score) {
                kept[at] = kept[at - 1];
                numbers[at] = numbers[at - 1];
                at--;
            }
            kept[at] = score;
            numbers[at] = n;
        }
        return Arrays.copyOf(numbers, size);
    }

    /** Pairs each typed word with the nearest unpaired word of the name. */
    private Match match(int n, List<String> typed, List<List<Vocabulary.Reading>> readings) {
        Name name = names.get(n);
        boolean[] paired = new boolean[name.words.length];
        float agreed = 0;
        float typedWeight = 0;
        var differs = new ArrayList<String>();
        for (int i = 0; i < typed.size(); i++) {
            int pair = pair(name, paired, readings.get(i));
            if (pair < 0) {
                typedWeight += unknownWeight();
                differs.add("“%s” is not in the name".formatted(typed.get(i)));
                continue;
            }
            paired[pair] = true;
            float nearness = nearness(name.words[pair], readings.get(i));
            float weight = weights[name.words[pair]];
            typedWeight += weight;
            agreed += weight * nearness;
            if (nearness < Vocabulary.ABBREVIATED) {
                differs.add(
                        "“%s” read as “%s”"
                                .formatted(typed.get(i), vocabulary.word(name.words[pair])));
            }
        }
        String missing = missing(name, paired);
        if (!missing.isEmpty()) differs.add("the name also has “%s”".formatted(missing));
        float nearness = 2 * agreed / (typedWeight + nameWeights[n]);
        return new Match(
                name.thing,
                Math.min(1, nearness),
                typedWeight == 0 ? 0 : agreed / typedWeight,
                differs.isEmpty(),
                String.join("; ", differs));
    }

    private static int pair(Name name, boolean[] paired, List<Vocabulary.Reading> readings) {
        int best = -1;
        float nearest = 0;
        for (int i = 0; i < paired.length; i++) {
            if (paired[i]) continue;
            float nearness = nearness(name.words[i], readings);
            if (nearness <= nearest) continue;
            best = i;
            nearest = nearness;
        }
        return best;
    }

    private static float nearness(int word, List<Vocabulary.Reading> readings) {
        for (Vocabulary.Reading reading : readings) {
            if (reading.word() == word) return reading.nearness();
        }
        return 0;
    }

    private String missing(Name name, boolean[] paired) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < paired.length; i++) {
            if (!paired[i]) missing.add(vocabulary.word(name.words[i]));
        }
        return String.join(" ", missing);
    }
}
