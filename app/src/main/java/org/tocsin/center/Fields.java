package org.tocsin.center;

import org.tocsin.plan.Spelling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The values of one mapping by their keys, all of them known. */
final class Fields {
    private final Field whole;
    private final Shape shape;
    private final Map<String, Field> values = new HashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private Fields(Field whole, Shape shape) {
        this.whole = whole;
        this.shape = shape;
    }

    static Fields of(Field whole, Shape shape) {
        var fields = new Fields(whole, shape);
        if (whole.tree() instanceof Tree.Entries(List<Tree.Entry> entries, _)) {
            for (Tree.Entry entry : entries) fields.put(entry);
            fields.checkMissing();
        } else {
            whole.fault("a mapping with the keys " + String.join(", ", shape.names()));
        }
        return fields;
    }

    /**
     * Of values found in several places.
     *
     * @param unknown keys that were found and are none of the shape's
     */
    static Fields of(Field whole, Shape shape, Map<String, Field> values, List<String> unknown) {
        var fields = new Fields(whole, shape);
        fields.values.putAll(values);
        unknown.forEach(fields::noteMisspelt);
        fields.checkMissing();
        return fields;
    }

    private void put(Tree.Entry entry) {
        String key = entry.key().value();
        if (shape.findKey(key).isPresent()) {
            values.put(key, whole.at(key, entry.value()));
            return;
        }
        noteMisspelt(key);
        new Field(whole.faults(), whole.file(), whole.path(), entry.key())
                .faultUnknownKey(shape, entry.value());
    }

    private void noteMisspelt(String key) {
        Spelling.nearest(key, shape.names()).ifPresent(misspelt::add);
    }

    /** A key that was only misspelt is not called missing too. */
    private void checkMissing() {
        for (Shape.Key key : shape.keys()) {
            boolean missing = key.required() && !values.containsKey(key.name());
            if (missing && !misspelt.contains(key.name())) {
                whole.fault("no key " + key.name(), "it, with " + key.what());
            }
        }
    }

    Faults faults() {
        return whole.faults();
    }

    Field whole() {
        return whole;
    }

    /** The value of a key, if it was written. */
    Optional<Field> find(String key) {
        if (shape.findKey(key).isEmpty()) {
            throw new IllegalArgumentException(key + " is no key of " + shape.path());
        }
        return Optional.ofNullable(values.get(key));
    }

    /** The value read, or something harmless where a required key is missing (a fault already). */
    <T> T read(String key, T otherwise, Function<Field, T> reader) {
        return find(key).map(reader).orElse(otherwise);
    }

    String id(String key) {
        return read(key, "", Field::id);
    }

    String name(String key) {
        return read(key, "", field -> field.text(Field.Kind.LINE, Field.MAX_NAME));
    }

    String declares(String key, Known known) {
        return read(key, "", field -> field.declares(known));
    }

    String refersTo(String key, Known known) {
        return read(key, "", field -> field.refersTo(known));
    }

    Optional<String> mayReferTo(String key, Known known) {
        return find(key).map(field -> field.refersTo(known));
    }

    /** A list of ids declared elsewhere, none twice; empty if the key is not there. */
    List<String> allReferTo(String key, int min, int max, Known known) {
        return read(key, List.of(), field -> distinct(field.items(min, max), known));
    }

    private static List<String> distinct(List<Field> items, Known known) {
        var ids = new ArrayList<String>();
        for (Field item : items) {
            String id = item.refersTo(known);
            if (ids.contains(id) && !id.isEmpty()) item.fault("each entry once");
            ids.add(id);
        }
        return ids;
    }

    List<String> texts(String key, int max, int maxLength) {
        return read(
                key,
                List.of(),
                field ->
                        field.items(0, max).stream()
                                .map(item -> item.text(Field.Kind.LINES, maxLength))
                                .toList());
    }

    int number(String key, int min, int max) {
        return read(key, min, field -> field.number(min, max));
    }

    Optional<Integer> mayNumber(String key, int min, int max) {
        return find(key).map(field -> field.number(min, max));
    }

    boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, Field::flag);
    }
}
