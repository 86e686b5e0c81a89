package org.tocsin.center;

import java.util.List;

/** What stands in a YAML file, and where: texts, lists and mappings, nothing interpreted yet. */
sealed interface Tree {
    /** A place in the file, both from 1. */
    record Spot(int line, int column) {}

    Spot spot();

    /** In words, for a message: what was found here. */
    String found();

    /**
     * @param plain not quoted, so that an empty one, {@code ~} and {@code null} mean nothing
     */
    record Text(String value, boolean plain, Spot spot) implements Tree {
        boolean isNothing() {
            return plain
                    && switch (value) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        @Override
        public String found() {
            return isNothing() ? "nothing" : Quoted.of(value);
        }
    }

    record Items(List<Tree> items, Spot spot) implements Tree {
        @Override
        public String found() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    record Entries(List<Entry> entries, Spot spot) implements Tree {
        @Override
        public String found() {
            if (entries.isEmpty()) return "an empty mapping";
            return "a mapping with the key " + Quoted.of(entries.getFirst().key.value);
        }
    }

    record Entry(Text key, Tree value) {}
}
