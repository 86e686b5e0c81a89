package org.tocsin.road;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Driving times between one place and many, in the order of the many. What cannot be reached has no
 * time, and says why. Immutable.
 */
public final class Times {
    /** How the times were found. */
    public enum Source {
        ROAD("road"),
        STRAIGHT_LINE("straight line");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** As the dispatcher reads it. */
        public String label() {
            return label;
        }
    }

    /** Why there is no time. */
    public enum Unreachable {
        NO_ROAD_AT_ONE("no open road within 1 km of the place itself"),
        NO_ROAD_AT_OTHER("no open road within 1 km of the other place"),
        NO_WAY("no way between the two places by open roads");

        private final String sentence;

        Unreachable(String sentence) {
            this.sentence = sentence;
        }

        /** As the dispatcher reads it. */
        public String sentence() {
            return sentence;
        }
    }

    private static final List<Unreachable> REASONS = List.of(Unreachable.values());

    private final Source source;
    // Not negative: deciseconds. Negative: -1 minus the place of the reason in REASONS. One array
    // keeps a
    // thousand answers in 4 kB; it never leaves this class.
    private final int[] codes;

    private Times(Source source, int[] codes) {
        this.source = source;
        this.codes = codes;
    }

    static Times of(Source source, int[] codes) {
        return new Times(source, codes);
    }

    /**
     * Answers picked from others: the i-th is that of {@code parts[part[i]]} at {@code index[i]}.
     * For who keeps answers to ask for fewer.
     *
     * @throws IllegalArgumentException if there are no parts
     */
    public static Times picked(List<Times> parts, int[] part, int[] index) {
        if (parts.isEmpty()) throw new IllegalArgumentException("no times to pick from");
        int[] codes = new int[part.length];
        for (int i = 0; i < codes.length; i++) codes[i] = parts.get(part[i]).codes[index[i]];
        return new Times(parts.getFirst().source, codes);
    }

    static Times none(Source source, int count, Unreachable why) {
        int[] codes = new int[count];
        Arrays.fill(codes, code(why));
        return new Times(source, codes);
    }

    static int code(Unreachable why) {
        return -1 - REASONS.indexOf(why);
    }

    /** How many places were asked about. */
    public int size() {
        return codes.length;
    }

    /** How the times were found: by road, or by straight line because there is no road graph. */
    public Source source() {
        return source;
    }

    /** Whether the place with this index can be reached. */
    public boolean reached(int index) {
        return codes[index] >= 0;
    }

    /** The driving time in seconds, to a tenth; empty if unreachable. */
    public OptionalDouble seconds(int index) {
        return codes[index] < 0 ? OptionalDouble.empty() : OptionalDouble.of(codes[index] / 10.0);
    }

    /** The driving time, to a tenth of a second; empty if unreachable. */
    public Optional<Duration> time(int index) {
        return codes[index] < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(codes[index] * 100L));
    }

    /** Why the place cannot be reached; empty if it can. */
    public Optional<Unreachable> whyNot(int index) {
        return codes[index] >= 0 ? Optional.empty() : Optional.of(REASONS.get(-1 - codes[index]));
    }

    /** The time in deciseconds; negative where unreachable. */
    int code(int index) {
        return codes[index];
    }

    /** The times in deciseconds, negative where unreachable: for comparisons in tests. */
    int[] codes() {
        return codes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Times times
                && times.source == source
                && Arrays.equals(times.codes, codes);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(source.label());
        for (int i = 0; i < Math.min(codes.length, 10); i++) {
            text.append(' ').append(codes[i] < 0 ? "-" : codes[i] / 10.0 + " s");
        }
        return text.append(codes.length > 10 ? " …" : "").toString();
    }
}
