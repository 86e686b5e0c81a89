package org.tocsin.place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

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

    /**
     * How many entries of the words' lists one search walks, rarest words first; what more frequent
     * words say is then only asked of the names found so far. Keeps a search of a country short.
     */
    static final int MAX_WALKED = 60_000;

    /** Names compared word by word in one search. */
    private static final int MAX_COMPARED = 80;

    /** What ten times the distance costs, in shares of a full match. */
    static final double DISTANCE_COST = 0.045;

    /** What decides between names that are equally near otherwise. */
    private static final float SMALL = 0.005f;

    private static final int KEPT_WORKSPACES = 16;

    /** One name of a thing; a thing may have several. */
    private static final class Name {
        private final int thing;

        /** Which of the thing's names, from 0. */
        private final int ordinal;

        private final int[] words;

        /** As the map has it, when {@code words} are its transliteration. */
        private final @Nullable String written;

        Name(int thing, int ordinal, int[] words, @Nullable String written) {
            this.thing = thing;
            this.ordinal = ordinal;
            this.words = words;
            this.written = written;
        }
    }

    /**
     * A thing that a text may mean.
     *
     * @param nearness 0 to 1; 1 when every word agrees
     * @param covered the share of the typed text that the name answers to, 0 to 1
     * @param exact whether nothing differs but case, accents, order and abbreviations
     * @param differs in words what differs; empty when exact
     * @param ordinal which of the thing's names it was, from 0
     */
    record Match(
            int thing, float nearness, float covered, boolean exact, String differs, int ordinal) {}

    /** Where a search gathers; zero between searches. */
    private static final class Workspace {
        private final float[] agreed;
        private final int[] touched;
        private int size;

        Workspace(int names) {
            agreed = new float[names];
            touched = new int[names];
        }

        void add(int name, float share) {
            if (agreed[name] == 0) touched[size++] = name;
            agreed[name] += share;
        }

        void clear() {
            for (int i = 0; i < size; i++) agreed[touched[i]] = 0;
            size = 0;
        }
    }

    private final Vocabulary vocabulary = new Vocabulary();
    private final List<Name> names = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private final ArrayBlockingQueue<Workspace> workspaces =
            new ArrayBlockingQueue<>(KEPT_WORKSPACES);
    private int[] starts = {};
    private int[] namesWith = {};
    private float[] weights = {};
    private float[] nameWeights = {};

    /**
     * Adds the names of the next thing; things are numbered from 0.
     *
     * @param point about where it is: of equal names the nearer come first
     */
    void add(Iterable<String> ofThing, Point point) {
        int thing = points.size();
        points.add(point);
        int ordinal = 0;
        for (String name : ofThing) {
            int number = ordinal++;
            add(thing, number, Words.of(name), null);
            joinedRef(name).ifPresent(ref -> add(thing, number, List.of(ref), null));
            Words.inLatin(name).ifPresent(latin -> addLatin(thing, number, latin, name));
        }
    }

    /** "A 28" is found as A28, too. */
    private static Optional<String> joinedRef(String name) {
        boolean ref = name.matches("\\p{L}{1,3}[ -]\\d{1,4}");
        return ref ? Optional.of(String.join("", Words.of(name))) : Optional.empty();
    }

    private void addLatin(int thing, int ordinal, String latin, String written) {
        List<String> words = Words.of(latin);
        add(thing, ordinal, words, written);
        // Bei Jing is typed Beijing.
        if (words.size() > 1 && words.size() <= 8) {
            add(thing, ordinal, List.of(String.join("", words)), written);
        }
    }

    private void add(int thing, int ordinal, List<String> words, @Nullable String written) {
        if (words.isEmpty()) return;
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = vocabulary.number(words.get(i));
        names.add(new Name(thing, ordinal, numbers, written));
    }

    void close() {
        int[] counts = new int[vocabulary.size()];
        for (Name name : names) {
            for (int word : name.words) counts[word]++;
        }
        vocabulary.close(counts);
        starts = new int[counts.length + 1];
        weights = new float[counts.length];
        for (int word = 0; word < counts.length; word++) {
            starts[word + 1] = starts[word] + counts[word];
            weights[word] = (float) Math.log1p((double) names.size() / counts[word]);
        }
        namesWith = new int[starts[counts.length]];
        int[] filled = Arrays.copyOf(starts, counts.length);
        nameWeights = new float[names.size()];
        for (int n = 0; n < names.size(); n++) {
            for (int word : names.get(n).words) {
                namesWith[filled[word]++] = n;
                nameWeights[n] += weights[word];
            }
        }
    }

    /** A typed word with what it may mean. */
    private static final class Asked {
        private final Words.Typed typed;
        private final List<Vocabulary.Reading> readings;
        private final Map<Integer, Float> nearness = new HashMap<>();
        private final boolean hints;
        private int entries;

        Asked(Words.Typed typed, List<Vocabulary.Reading> readings) {
            this.typed = typed;
            this.readings = readings;
            for (Vocabulary.Reading reading : readings) {
                nearness.put(reading.word(), reading.nearness());
            }
            // A word that is as it stands in some name needs no hints: "das" is not "dos".
            boolean known =
                    readings.stream()
                            .anyMatch(reading -> reading.nearness() >= Vocabulary.ABBREVIATED);
            hints = !known && readings.stream().anyMatch(reading -> !reading.leads());
        }

        float nearness(int word) {
            Float known = nearness.get(word);
            return known == null ? 0 : known;
        }
    }

    /**
     * The best matches, best first, at most one for a thing.
     *
     * @param growing whether the last word may not be typed to its end
     * @param near of names equally near the text, those nearer to this point come first
     */
    List<Match> find(
            List<Words.Typed> typedWords, boolean growing, int limit, Optional<Point> near) {
        if (names.isEmpty() || typedWords.isEmpty()) return List.of();
        List<Words.Typed> typed = typedWords.subList(0, Math.min(MAX_WORDS, typedWords.size()));
        List<Asked> asked = asked(typed, growing);
        Workspace workspace = workspaces.poll();
        if (workspace == null) workspace = new Workspace(names.size());
        int[] best;
        try {
            float typedWeight = gather(asked, workspace);
            best = best(workspace, typedWeight, Math.max(MAX_COMPARED, limit), near);
        } finally {
            workspace.clear();
            // A workspace more than are kept is left to the collector.
            boolean _ = workspaces.offer(workspace);
        }
        Map<Integer, Score> scores = new HashMap<>();
        for (int n : best) {
            Score score = score(n, asked);
            if (score.nearness() < WORTH_SHOWING || score.covered() < LEAST_COVERED) continue;
            scores.merge(names.get(n).thing, score, (a, b) -> a.nearness() >= b.nearness() ? a : b);
        }
        return scores.values().stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (Score score) -> -score.nearness() + cost(score, near))
                                .thenComparingInt(score -> names.get(score.name()).thing))
                .limit(limit)
                .map(score -> match(score, asked))
                .toList();
    }

    private double cost(Score score, Optional<Point> near) {
        return cost(names.get(score.name()).thing, near);
    }

    /** Whether the word is one of the names' words, as it stands. */
    boolean knows(String word) {
        return vocabulary.has(word);
    }

    private List<Asked> asked(List<Words.Typed> typed, boolean growing) {
        var asked = new ArrayList<Asked>();
        for (int i = 0; i < typed.size(); i++) {
            boolean last = growing && i == typed.size() - 1;
            var each = new Asked(typed.get(i), vocabulary.readings(typed.get(i), last));
            for (Vocabulary.Reading reading : each.readings) {
                if (reading.leads()) {
                    each.entries += starts[reading.word() + 1] - starts[reading.word()];
                }
            }
            asked.add(each);
        }
        return asked;
    }

    /** What a word that no name has weighs: a letter or two say less, a number says much. */
    private float unknownWeight(String word) {
        double share = Vocabulary.hasDigit(word) ? 1 : Math.min(1, word.length() / 6.0);
        return (float) (Math.log1p(names.size()) * share);
    }

    /** Adds to each name what the words agree with; returns what the typed words weigh. */
    private float gather(List<Asked> asked, Workspace workspace) {
        var rarestFirst = new ArrayList<>(asked);
        rarestFirst.sort(Comparator.comparingInt(each -> each.entries));
        int walked = 0;
        float typedWeight = 0;
        for (Asked each : rarestFirst) {
            typedWeight += weight(each);
            boolean tooMany = walked + each.entries > MAX_WALKED && workspace.size > 0;
            if (tooMany) askOfTouched(each, false, workspace);
            else walked += walk(each, true, workspace);
        }
        if (workspace.size == 0) {
            for (Asked each : asked) walk(each, false, workspace);
        } else {
            for (Asked each : asked) if (each.hints) askOfTouched(each, true, workspace);
        }
        return typedWeight;
    }

    private float weight(Asked each) {
        float weight = 0;
        for (Vocabulary.Reading reading : each.readings) {
            if (reading.nearness() <= Vocabulary.BEGINNING) continue;
            weight = Math.max(weight, weights[reading.word()] * reading.nearness());
        }
        return weight > 0 ? weight : unknownWeight(each.typed.word());
    }

    private int walk(Asked each, boolean leading, Workspace workspace) {
        int walked = 0;
        // A name that holds two readings of one word ("St" for Street and Saint) may be counted
        // twice here; the comparison puts that right, this only gathers candidates.
        for (Vocabulary.Reading reading : each.readings) {
            if (reading.leads() != leading) continue;
            int word = reading.word();
            float share = weights[word] * reading.nearness();
            int to = Math.min(starts[word + 1], starts[word] + MAX_WALKED - walked);
            for (int i = starts[word]; i < to; i++) workspace.add(namesWith[i], share);
            walked += Math.max(0, to - starts[word]);
        }
        return walked;
    }

    /**
     * @param hintsOnly whether only readings count that do not lead to names by themselves
     */
    private void askOfTouched(Asked each, boolean hintsOnly, Workspace workspace) {
        Map<Integer, Float> asked = each.nearness;
        if (hintsOnly) {
            asked = new HashMap<>();
            for (Vocabulary.Reading reading : each.readings) {
                if (!reading.leads()) asked.put(reading.word(), reading.nearness());
            }
        }
        for (int i = 0; i < workspace.size; i++) {
            int n = workspace.touched[i];
            for (int word : names.get(n).words) {
                Float nearness = asked.get(word);
                if (nearness != null) workspace.agreed[n] += weights[word] * nearness;
            }
        }
    }

    private int[] best(Workspace workspace, float typedWeight, int count, Optional<Point> near) {
        float[] kept = new float[count];
        int[] numbers = new int[count];
        int size = 0;
        for (int i = 0; i < workspace.size; i++) {
            int n = workspace.touched[i];
            float score = 2 * workspace.agreed[n] / (typedWeight + nameWeights[n]);
            if (size == count && score <= kept[size - 1]) continue;
            score -= (float) cost(names.get(n).thing, near);
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

    private double cost(int thing, Optional<Point> near) {
        return near.isEmpty() ? 0 : distanceCost(points.get(thing), near.get());
    }

    static double distanceCost(Point point, Point near) {
        return DISTANCE_COST * Math.log10(1 + StreetParts.flatMeters(point, near) / 1_000);
    }

    /** How near a name is, without the words for it: most names are not shown. */
    private record Score(int name, float nearness, float covered) {}

    /** Pairs each typed word with the nearest unpaired word of the name. */
    private Score score(int n, List<Asked> asked) {
        Name name = names.get(n);
        boolean[] paired = new boolean[name.words.length];
        float agreed = 0;
        float typedWeight = 0;
        int last = -1;
        boolean inOrder = true;
        for (Asked each : asked) {
            int pair = pair(name, paired, each);
            if (pair < 0) {
                typedWeight += unknownWeight(each.typed.word());
                continue;
            }
            paired[pair] = true;
            inOrder &= pair > last;
            last = pair;
            typedWeight += weights[name.words[pair]];
            agreed += weights[name.words[pair]] * each.nearness(name.words[pair]);
        }
        float nearness = Math.min(1, 2 * agreed / (typedWeight + nameWeights[n]));
        // Among equals: the first name before the others, the order typed before others.
        if (name.ordinal > 0) nearness -= SMALL;
        if (!inOrder) nearness -= SMALL;
        if (name.written != null) nearness -= SMALL;
        return new Score(n, nearness, typedWeight == 0 ? 0 : agreed / typedWeight);
    }

    /** The score in words, by the same pairs. */
    private Match match(Score score, List<Asked> asked) {
        Name name = names.get(score.name());
        boolean[] paired = new boolean[name.words.length];
        var differs = new ArrayList<String>();
        for (Asked each : asked) {
            int pair = pair(name, paired, each);
            if (pair < 0) {
                differs.add("“%s” is not in the name".formatted(each.typed.word()));
                continue;
            }
            paired[pair] = true;
            int word = name.words[pair];
            if (each.nearness(word) < Vocabulary.ABBREVIATED) {
                differs.add(
                        "“%s” read as “%s”".formatted(each.typed.word(), vocabulary.word(word)));
            }
        }
        String missing = missing(name, paired);
        if (!missing.isEmpty()) differs.add("the name also has “%s”".formatted(missing));
        if (name.written != null) differs.add("in the map as “%s”".formatted(name.written));
        return new Match(
                name.thing,
                score.nearness(),
                score.covered(),
                differs.isEmpty(),
                String.join("; ", differs),
                name.ordinal);
    }

    private static int pair(Name name, boolean[] paired, Asked asked) {
        int best = -1;
        float nearest = 0;
        for (int i = 0; i < paired.length; i++) {
            if (paired[i]) continue;
            float nearness = asked.nearness(name.words[i]);
            if (nearness <= nearest) continue;
            best = i;
            nearest = nearness;
        }
        return best;
    }

    private String missing(Name name, boolean[] paired) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < paired.length; i++) {
            if (!paired[i]) missing.add(vocabulary.word(name.words[i]));
        }
        return String.join(" ", missing);
    }
}
