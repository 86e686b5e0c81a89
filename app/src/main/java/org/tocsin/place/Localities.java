package org.tocsin.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Towns and parts of towns, as they stand beside a street: "High Street, Northfield". */
final class Localities {
    /** More words are no name of a town. */
    private static final int MAX_WORDS = 6;

    /** Readings of one text that are followed. */
    private static final int MAX_READINGS = 3;

    private static final int SHORTEST = 3;

    /**
     * A town or a part of one.
     *
     * @param reachMeters how far from its point things are still said to be in it
     */
    record Locality(String name, Point point, double reachMeters) {}

    /**
     * What remains of a text when a locality is taken from its end or its beginning.
     *
     * @param differs empty when the locality is named exactly
     */
    record Rest(String text, Locality locality, String differs) {}

    private final Vocabulary names = new Vocabulary();
    private final Map<Integer, List<Locality>> named = new HashMap<>();

    void add(Iterable<String> all, Point point, double reachMeters) {
        for (String name : all) {
            String joined = joined(name);
            if (joined.length() < SHORTEST) continue;
            named.computeIfAbsent(names.number(joined), _ -> new ArrayList<>())
                    .add(new Locality(name, point, reachMeters));
        }
    }

    boolean knows(String name) {
        return names.has(joined(name));
    }

    /** Where the locality of exactly that name is; of several, the largest. */
    Optional<Point> find(String name) {
        String joined = joined(name);
        if (!names.has(joined)) return Optional.empty();
        List<Locality> all = named.getOrDefault(names.number(joined), List.of());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(nearest(all, Optional.empty()).point());
    }

    void close() {
        names.close(new int[names.size()]);
    }

    private static String joined(String name) {
        return String.join("", Words.of(name));
    }

    private record Reading(Rest rest, float nearness, int length) {}

    /** The likeliest readings of a text with a locality at one of its ends. */
    List<Rest> readings(String text, Optional<Point> near) {
        var readings = new ArrayList<Reading>();
        int end = text.length();
        for (int words = 0; words < MAX_WORDS && end > 0; words++) {
            end = lastGap(text, end);
            add(text.substring(0, end), text.substring(end), true, near, readings);
        }
        int start = 0;
        for (int words = 0; words < MAX_WORDS && start < text.length(); words++) {
            start = nextGap(text, start);
            add(text.substring(start), text.substring(0, start), false, near, readings);
        }
        readings.sort(
                Comparator.comparingDouble(Reading::nearness)
                        .thenComparingInt(Reading::length)
                        .reversed());
        return readings.stream().limit(MAX_READINGS).map(Reading::rest).toList();
    }

    private void add(
            String rest,
            String phrase,
            boolean growing,
            Optional<Point> near,
            List<Reading> readings) {
        List<Words.Typed> words = Words.typed(phrase);
        String joined = String.join("", words.stream().map(Words.Typed::word).toList());
        if (joined.length() < SHORTEST || Vocabulary.hasDigit(joined)) return;
        if (Words.of(rest).isEmpty()) return;
        boolean cut = words.getLast().cut();
        for (Vocabulary.Reading reading : names.readings(new Words.Typed(joined, cut), growing)) {
            if (reading.nearness() < Vocabulary.MISTYPED) continue;
            Locality locality = nearest(named.getOrDefault(reading.word(), List.of()), near);
            boolean exact = reading.nearness() >= Vocabulary.ABBREVIATED;
            String differs =
                    exact ? "" : "“%s” read as “%s”".formatted(phrase.strip(), locality.name());
            readings.add(
                    new Reading(
                            new Rest(rest, locality, differs),
                            reading.nearness(),
                            joined.length()));
        }
    }

    private static Locality nearest(List<Locality> localities, Optional<Point> near) {
        if (near.isEmpty()) {
            // The larger of a name is the likelier.
            return localities.stream()
                    .max(Comparator.comparingDouble(Locality::reachMeters))
                    .orElseThrow();
        }
        return localities.stream()
                .min(Comparator.comparingDouble(one -> near.get().metersTo(one.point())))
                .orElseThrow();
    }

    /** The last space or comma before a place in the text, those beside it skipped; 0 if none. */
    private static int lastGap(String text, int before) {
        int at = before;
        while (at > 0 && isGap(text.charAt(at - 1))) at--;
        while (at > 0 && !isGap(text.charAt(at - 1))) at--;
        return at;
    }

    private static int nextGap(String text, int after) {
        int at = after;
        while (at < text.length() && isGap(text.charAt(at))) at++;
        while (at < text.length() && !isGap(text.charAt(at))) at++;
        return at;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == ',' || c == ';';
    }
}
