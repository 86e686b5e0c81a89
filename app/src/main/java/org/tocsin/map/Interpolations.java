package org.tocsin.map;

import org.tocsin.place.Point;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * House numbers that the map gives by their first and last only: lines between numbered nodes.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Addresses#Interpolation">Interpolation</a>
 */
final class Interpolations {
    static final String KEY = "addr:interpolation";

    /** Between two known numbers; more are a slip of the pen. */
    static final int MAX_NUMBERS = 500;

    /** Nodes on such lines; a country has some million. Those beyond are left out. */
    static final int MAX_NODES = 5_000_000;

    /** No number is known better than this, in metres: houses are not of one width. */
    private static final double LEAST_METERS = 10;

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,5})\\s?(\\p{L}?)");

    private final Set<Long> wanted = new HashSet<>();
    private final Map<Long, Tags> numbered = new HashMap<>();

    /** A way, before the nodes are read. */
    void way(long[] nodes, Tags tags) {
        if (!tags.has(KEY) || wanted.size() + nodes.length > MAX_NODES) return;
        for (long node : nodes) wanted.add(node);
    }

    void node(long id, Tags tags) {
        if (tags.has("addr:housenumber") && wanted.contains(id)) numbered.put(id, tags);
    }

    /** A node of the line with a number, and how far along it is. */
    private record Known(
            int number, String letter, String text, String street, String city, double meters) {}

    /** Where on the line. */
    private record Vertex(Point point, double meters) {}

    /** The houses that a way lays between its numbered nodes. */
    List<MapHouse> houses(long[] nodes, Tags tags, Positions positions) throws IOException {
        var line = new ArrayList<Vertex>();
        var known = new ArrayList<Known>();
        double meters = 0;
        for (long node : nodes) {
            if (!positions.find(node)) continue;
            var point = new Point(positions.latitude() / 1e7, positions.longitude() / 1e7);
            if (!line.isEmpty()) meters += line.getLast().point().metersTo(point);
            line.add(new Vertex(point, meters));
            Tags there = numbered.get(node);
            if (there != null) known(there, tags, meters).ifPresent(known::add);
        }
        var houses = new ArrayList<MapHouse>();
        for (int i = 1; i < known.size(); i++) {
            add(houses, known.get(i - 1), known.get(i), String.valueOf(tags.get(KEY)), line);
        }
        return houses;
    }

    private static Optional<Known> known(Tags node, Tags way, double meters) {
        String text = first(node, "addr:housenumber");
        Matcher number = NUMBER.matcher(text.strip());
        String street = first(way, "addr:street");
        if (street.isEmpty()) street = first(node, "addr:street");
        if (street.isEmpty()) street = first(node, "addr:place");
        if (!number.matches() || street.isBlank()) return Optional.empty();
        String city = first(node, "addr:city");
        if (city.isEmpty()) city = first(way, "addr:city");
        return Optional.of(
                new Known(
                        Integer.parseInt(number.group(1)),
                        number.group(2),
                        text.strip(),
                        street,
                        city,
                        meters));
    }

    private static String first(Tags tags, String key) {
        String value = tags.get(key);
        return value == null ? "" : value;
    }

    private static void add(
            List<MapHouse> houses, Known from, Known to, String kind, List<Vertex> line) {
        if (!from.street().equals(to.street())) return;
        boolean byLetter = kind.equals("alphabetic");
        OptionalInt step = byLetter ? letters(from, to) : step(from, to, kind);
        if (step.isEmpty()) return;
        int first = byLetter ? letter(from) : from.number();
        int last = byLetter ? letter(to) : to.number();
        int count = Math.abs(last - first) / step.getAsInt();
        if ((last - first) % step.getAsInt() != 0 || count > MAX_NUMBERS) return;
        double uncertainty = Math.max(LEAST_METERS, (to.meters() - from.meters()) / 2);
        for (int i = 1; i < count; i++) {
            int number = first + i * step.getAsInt() * Integer.signum(last - first);
            String text =
                    byLetter
                            ? from.number() + Character.toString(number)
                            : Integer.toString(number);
            double at = from.meters() + (to.meters() - from.meters()) * i / count;
            houses.add(
                    new MapHouse(
                            from.street(),
                            text,
                            from.city(),
                            along(line, at),
                            Optional.of(
                                    new MapHouse.Between(from.text(), to.text(), uncertainty))));
        }
    }

    /** How far apart numbers are; empty if the way does not say, or its ends contradict it. */
    private static OptionalInt step(Known from, Known to, String kind) {
        if (!from.letter().isEmpty() || !to.letter().isEmpty()) return OptionalInt.empty();
        int parity = kind.equals("even") ? 0 : 1;
        return switch (kind) {
            case "even", "odd" ->
                    from.number() % 2 == parity && to.number() % 2 == parity
                            ? OptionalInt.of(2)
                            : OptionalInt.empty();
            case "all" -> OptionalInt.of(1);
            default ->
                    kind.matches("[1-9]\\d?")
                            ? OptionalInt.of(Integer.parseInt(kind))
                            : OptionalInt.empty();
        };
    }

    /** From 12a to 12f. */
    private static OptionalInt letters(Known from, Known to) {
        boolean both = !from.letter().isEmpty() && !to.letter().isEmpty();
        return both && from.number() == to.number() ? OptionalInt.of(1) : OptionalInt.empty();
    }

    private static int letter(Known known) {
        return known.letter().isEmpty() ? 0 : known.letter().codePointAt(0);
    }

    private static Point along(List<Vertex> line, double meters) {
        for (int i = 1; i < line.size(); i++) {
            Vertex a = line.get(i - 1);
            Vertex b = line.get(i);
            if (b.meters() < meters) continue;
            double part =
                    b.meters() == a.meters()
                            ? 0
                            : (meters - a.meters()) / (b.meters() - a.meters());
            return new Point(
                    a.point().latitude() + part * (b.point().latitude() - a.point().latitude()),
                    a.point().longitude() + part * (b.point().longitude() - a.point().longitude()));
        }
        return line.getLast().point();
    }
}
