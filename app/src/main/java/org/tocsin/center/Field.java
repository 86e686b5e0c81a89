package org.tocsin.center;

import org.tocsin.plan.Spelling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value in a file, with its path. Reading it gives what it says, or adds a fault and gives
 * something harmless that is never used: whoever reads checks at the end whether there were faults.
 */
record Field(Faults faults, String file, String path, Tree tree) {
    static final int MAX_ID = 40;
    static final int MAX_NAME = 200;
    static final int MAX_LONG_TEXT = 4_000;
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_.-]*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    /** What a text may hold. */
    enum Kind {
        /** One line without control characters. */
        LINE,
        /** Lines and tabs too. */
        LINES
    }

    void fault(String expected) {
        fault(tree.found(), expected);
    }

    void fault(String found, String expected) {
        Tree.Spot spot = tree.spot();
        faults.add(new CenterFault(file, spot.line(), spot.column(), path, found, expected));
    }

    /**
     * This being the key.
     *
     * @param value what stands after it: nothing, where {@code {name: One, two}} was not quoted
     */
    void faultUnknownKey(Shape shape, Tree value) {
        if (!(tree instanceof Tree.Text(String key, _, _))) return;
        boolean cutOff = value instanceof Tree.Text text && text.isNothing();
        String expected = oneOf(key, shape.names());
        if (cutOff) expected += "; or the value before in quotes, if this belongs to it";
        fault("the unknown key " + Quoted.of(key), expected);
    }

    /** What is expected where one of a few words stands, with the one that was probably meant. */
    static String oneOf(String word, Collection<String> known) {
        return "one of " + String.join(", ", known) + maybe(word, known);
    }

    private static String maybe(String word, Collection<String> known) {
        return Spelling.nearest(word, known).map(near -> "; maybe " + near).orElse("");
    }

    Field at(String step, Tree value) {
        String whole = path.isEmpty() || step.isEmpty() ? path + step : path + "." + step;
        return new Field(faults, file, whole, value);
    }

    private Field at(int index, Tree value) {
        return new Field(faults, file, path + "[" + index + "]", value);
    }

    /**
     * The field at a path such as {@code questions[2].answers[0].next}, this one being {@code
     * questions}; as far as it exists.
     */
    Field descend(String path) {
        Field at = this;
        for (String step : path.split("[.\\[]", -1)) {
            at =
                    switch (at.tree) {
                        case Tree.Items(List<Tree> items, _) when step.endsWith("]") -> {
                            int index = Integer.parseInt(step.substring(0, step.length() - 1));
                            yield at.at(index, items.get(index));
                        }
                        case Tree.Entries(List<Tree.Entry> entries, _) -> {
                            Field from = at;
                            yield entries.stream()
                                    .filter(entry -> entry.key().value().equals(step))
                                    .map(entry -> from.at(step, entry.value()))
                                    .findFirst()
                                    .orElse(at);
                        }
                        case Tree.Text _, Tree.Items _ -> at;
                    };
        }
        return at;
    }

    /** The items of a list. */
    List<Field> items(int min, int max) {
        if (!(tree instanceof Tree.Items(List<Tree> items, _))) {
            fault("a list");
            return List.of();
        }
        if (items.size() < min || items.size() > max) {
            fault("%d entries".formatted(items.size()), "%d to %d".formatted(min, max));
            return List.of();
        }
        var fields = new ArrayList<Field>();
        for (int i = 0; i < items.size(); i++) fields.add(at(i, items.get(i)));
        return fields;
    }

    /** The keys of a mapping whose keys people choose, with their values. */
    List<Keyed> keyed(int min, int max, String what) {
        if (!(tree instanceof Tree.Entries(List<Tree.Entry> entries, _))) {
            fault(what);
            return List.of();
        }
        if (entries.size() < min || entries.size() > max) {
            fault("%d entries".formatted(entries.size()), "%d to %d".formatted(min, max));
            return List.of();
        }
        var keyed = new ArrayList<Keyed>();
        for (Tree.Entry entry : entries) {
            String key = entry.key().value();
            String step = key.length() > MAX_ID ? key.substring(0, MAX_ID) : key;
            keyed.add(new Keyed(key, at(step, entry.key()), at(step, entry.value())));
        }
        return keyed;
    }

    /**
     * @param written the key as it was written
     */
    record Keyed(String written, Field key, Field value) {}

    /** The keys of a mapping of a known shape; unknown and missing ones are faults. */
    Fields fields(Shape shape) {
        return Fields.of(this, shape);
    }

    /** Any scalar as it was written: {@code 12}, {@code 1E5} and {@code no} are texts too. */
    Optional<String> scalar(String expected) {
        if (tree instanceof Tree.Text text && !text.isNothing()) return Optional.of(text.value());
        fault(expected);
        return Optional.empty();
    }

    String text(Kind kind, int max) {
        String expected = "text of 1 to " + max + " characters";
        Optional<String> text = scalar(expected);
        if (text.isEmpty()) return "";
        String value = text.get();
        if (value.isBlank()) fault(expected + ", not all blank");
        else if (value.length() > max) fault(value.length() + " characters", expected);
        else
            value.codePoints()
                    .filter(letter -> !isAllowed(letter, kind))
                    .findFirst()
                    .ifPresent(
                            letter ->
                                    fault(
                                            "the character U+%04X".formatted(letter),
                                            "text without control characters"));
        return value;
    }

    private static boolean isAllowed(int letter, Kind kind) {
        if (kind == Kind.LINES && (letter == '\n' || letter == '\t')) return true;
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** A name for the machine: letters and digits of any script, dots, dashes, low lines. */
    String id() {
        Optional<String> text = scalar("an id such as central-1");
        if (text.isEmpty()) return "";
        String id = text.get();
        if (id.length() > MAX_ID || !ID.matcher(id).matches()) {
            fault(
                    "1 to %d letters, digits, dots, dashes or low lines, without blanks"
                            .formatted(MAX_ID));
        }
        return id;
    }

    /** An id that this item declares, and no other. */
    String declares(Known known) {
        String id = id();
        Field first = known.declared().get(id);
        if (first != null && !(first.file.equals(file) && first.path.equals(path))) {
            fault(
                    "one used once; the first is in %s:%d"
                            .formatted(first.file, first.tree.spot().line()));
        }
        return id;
    }

    /** An id that some other item declares. */
    String refersTo(Known known) {
        Optional<String> text = scalar("a " + known.what());
        text.ifPresent(id -> checkReference(id, known));
        return text.orElse("");
    }

    /** A part of this field's text that must be declared elsewhere. */
    void checkReference(String id, Known known) {
        if (known.ids().contains(id)) return;
        fault(Quoted.of(id), "a " + known.what() + maybe(id, known.ids()));
    }

    int number(int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        Optional<String> text = scalar(expected);
        if (text.isEmpty()) return min;
        if (WHOLE_NUMBER.matcher(text.get()).matches()) {
            int number = Integer.parseInt(text.get());
            if (number >= min && number <= max) return number;
        }
        fault(expected);
        return min;
    }

    double decimal(double min, double max, double harmless) {
        String expected = "a number from " + plain(min) + " to " + plain(max);
        Optional<String> text = scalar(expected);
        if (text.isEmpty()) return harmless;
        if (NUMBER.matcher(text.get()).matches()) {
            double number = Double.parseDouble(text.get());
            if (number >= min && number <= max) return number;
        }
        fault(expected);
        return harmless;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    boolean flag() {
        return switch (scalar("true or false").orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                fault("true or false");
                yield false;
            }
        };
    }

    /** One of the constants, written in lower or upper case. */
    <E extends Enum<E>> E oneOf(E[] constants) {
        List<String> names = new ArrayList<>();
        for (E constant : constants) names.add(constant.name().toLowerCase(Locale.ROOT));
        Optional<String> text = scalar("one of " + String.join(", ", names));
        if (text.isEmpty()) return constants[0];
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text.get())) return constant;
        }
        fault(oneOf(text.get(), names));
        return constants[0];
    }

    /** A value written in a small language of its own, such as a duration. */
    <T> T written(T harmless, String expected, Function<String, Optional<T>> parse) {
        Optional<String> text = scalar(expected);
        if (text.isEmpty()) return harmless;
        Optional<T> value = parse.apply(text.get());
        if (value.isEmpty()) fault(expected);
        return value.orElse(harmless);
    }
}
