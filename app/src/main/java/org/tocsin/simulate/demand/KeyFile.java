package org.tocsin.simulate.demand;

import org.tocsin.simulate.table.CsvRows;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lines of {@code key = value}, each key once; gathers what is wrong, with file and line. */
final class KeyFile {
    /** Of more faults only the number is told. */
    static final int MAX_FAULTS = 100;

    private final Path file;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int faultCount;

    /** What stands behind a key, and where. */
    record Value(String text, int line) {}

    /** Without any line. */
    KeyFile(Path file) {
        this.file = file;
    }

    /**
     * @param isKey which keys there are
     * @throws LabInput if there is no such file, or it is no text
     */
    static KeyFile read(Path file, Predicate<String> isKey) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabInput("%s is not a file, expected a demand file".formatted(file));
        }
        var keys = new KeyFile(file);
        try {
            keys.split(Files.readAllLines(file), isKey);
        } catch (CharacterCodingException e) {
            throw new LabInput("%s is no UTF-8 text, expected a demand file".formatted(file), e);
        }
        return keys;
    }

    private void split(List<String> lines, Predicate<String> isKey) {
        for (int i = 0; i < lines.size(); i++) {
            String line = CsvRows.withoutMark(lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            int equals = line.indexOf('=');
            if (equals < 1) {
                fault(i + 1, "found \"%s\", expected key = value".formatted(line));
                continue;
            }
            String key = line.substring(0, equals).strip();
            var value = new Value(line.substring(equals + 1).strip(), i + 1);
            if (!isKey.test(key)) {
                fault(i + 1, "found the key %s, expected one of docs/lab/demand.md".formatted(key));
            } else if (values.putIfAbsent(key, value) != null) {
                fault(i + 1, "found %s again, expected it once".formatted(key));
            }
        }
    }

    Path beside(String name) {
        return file.resolveSibling(name);
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Value> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    // --- faults ---

    void fault(int line, String what) {
        fault(file, line, what);
    }

    /** In another file, which this one names. */
    void fault(Path where, int line, String what) {
        fault("%s:%d: %s".formatted(where, line, what));
    }

    void fault(String what) {
        // What is said for all types is read for each.
        if (faults.contains(what)) return;
        faultCount++;
        if (faults.size() < MAX_FAULTS) faults.add(what);
    }

    boolean isWrong() {
        return faultCount > 0;
    }

    LabInput wrong() {
        String more =
                faultCount > faults.size()
                        ? "%nand %d more".formatted(faultCount - faults.size())
                        : "";
        return new LabInput(String.join(System.lineSeparator(), faults) + more);
    }

    // --- values ---

    double number(String key, double usual, double least, double most) {
        Value value = values.get(key);
        if (value == null) return usual;
        try {
            double number = Double.parseDouble(value.text());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Told below with what was expected.
        }
        fault(
                value.line(),
                "%s is \"%s\", expected a number from %s to %s"
                        .formatted(key, value.text(), plain(least), plain(most)));
        return usual;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    Spread spread(String key, Spread usual) {
        Value value = values.get(key);
        if (value == null) return usual;
        try {
            return Spread.of(value.text());
        } catch (IllegalArgumentException e) {
            fault(
                    value.line(),
                    "%s is \"%s\", expected %s".formatted(key, value.text(), Spread.EXPECTED));
            return usual;
        }
    }

    /** Whether a key is of some hours of the day, such as {@code turnout.22-7}. */
    static boolean isOfHours(String what, String key) {
        return key.startsWith(what + ".")
                && key.substring(what.length() + 1).matches("(2[0-3]|1?\\d)-(2[0-4]|1?\\d)");
    }

    /** Lays what all keys of some hours of that name say over the hours of the day. */
    <T> void layHours(String what, List<T> hours, Function<String, T> read) {
        for (String key : keys()) {
            if (!isOfHours(what, key)) continue;
            String[] span = key.substring(what.length() + 1).split("-", -1);
            lay(key, Integer.parseInt(span[0]), Integer.parseInt(span[1]), hours, read);
        }
    }

    /**
     * Lays what the key says over the hours from the one until the other, over midnight where that
     * is the earlier.
     */
    <T> void lay(String key, int from, int until, List<T> hours, Function<String, T> read) {
        if (!has(key)) return;
        T said = read.apply(key);
        for (int hour = 0; hour < 24; hour++) {
            boolean within =
                    from < until ? hour >= from && hour < until : hour >= from || hour < until;
            if (within) hours.set(hour, said);
        }
    }

    /** One number for each hour of the day. */
    double[] hours(Value value) {
        String[] words = value.text().split("[\\s,]+", -1);
        double[] hours = new double[24];
        boolean good = words.length == 24;
        for (int i = 0; good && i < 24; i++) {
            try {
                hours[i] = Double.parseDouble(words[i]);
                good = hours[i] >= 0 && Double.isFinite(hours[i]);
            } catch (NumberFormatException e) {
                good = false;
            }
        }
        if (!good) {
            fault(
                    value.line(),
                    "found \"%s\" (%d values), expected 24 numbers of 0 or more, one for each hour"
                            .formatted(value.text(), words.length));
        }
        return hours;
    }
}
