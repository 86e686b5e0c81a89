package org.tocsin.map;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** The tags of one OpenStreetMap element: few pairs, so a plain scan finds a key fastest. */
final class Tags {
    static final Tags NONE = new Tags(new String[0]);

    private final String[] pairs;

    /** Keys and values in turn. */
    Tags(String[] pairs) {
        this.pairs = pairs;
    }

    static Tags of(String... pairs) {
        if (pairs.length % 2 != 0) throw new IllegalArgumentException("a key has no value");
        return new Tags(pairs);
    }

    boolean isEmpty() {
        return pairs.length == 0;
    }

    int size() {
        return pairs.length / 2;
    }

    String key(int i) {
        return pairs[2 * i];
    }

    String value(int i) {
        return pairs[2 * i + 1];
    }

    @Nullable String get(String key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(key)) return pairs[i + 1];
        }
        return null;
    }

    boolean has(String key) {
        return get(key) != null;
    }

    boolean is(String key, String value) {
        return value.equals(get(key));
    }

    boolean isAnyOf(String key, List<String> values) {
        String value = get(key);
        return value != null && values.contains(value);
    }

    /** These tags and one more pair. */
    Tags with(String key, String value) {
        String[] more = Arrays.copyOf(pairs, pairs.length + 2);
        more[pairs.length] = key;
        more[pairs.length + 1] = value;
        return new Tags(more);
    }

    @Override
    public String toString() {
        return Arrays.toString(pairs);
    }
}
