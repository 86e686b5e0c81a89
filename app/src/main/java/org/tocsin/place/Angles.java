package org.tocsin.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a pair of angles as people type them: decimal degrees, degrees and minutes, degrees,
 * minutes and seconds, with signs or sides before or behind, or run together as pilots do (410912N
 * 0083640W).
 */
final class Angles {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<number>[+\\-−]?\\d{1,7}(?:\\.\\d{1,12})?)"
                            + "|(?<degrees>°|º|deg|d)|(?<minutes>'(?!')|′|’|´|min)"
                            + "|(?<seconds>\"|″|”|''|sec)|(?<side>[NSEWO])|(?<gap>[,;/]))",
                    Pattern.CASE_INSENSITIVE);

    /** From here on a number is metres on a grid, not degrees out of range. */
    private static final int NO_DEGREES = 1_000;

    /** More tokens than the longest notation has. */
    private static final int MAX_TOKENS = 20;

    /**
     * One angle of a pair.
     *
     * @param side N, S, E, W, O or empty
     * @param stepDegrees what one unit of its last digit is
     */
    record Angle(double degrees, String side, double stepDegrees) {}

    private record Part(String kind, String text) {}

    private Angles() {}

    /** The two angles in the order typed; nothing if the text is none, or only whole numbers. */
    static Optional<List<Angle>> read(String typed) {
        String text = withPoints(typed.strip());
        List<Part> parts = parts(text);
        if (parts.isEmpty()) return Optional.empty();
        List<List<Part>> halves = halves(parts);
        if (halves.size() != 2) return Optional.empty();
        Optional<Angle> first = angle(halves.getFirst());
        Optional<Angle> second = angle(halves.getLast());
        if (first.isEmpty() || second.isEmpty()) return Optional.empty();
        boolean sided = !first.get().side().isEmpty() && !second.get().side().isEmpty();
        boolean marked = parts.stream().anyMatch(part -> part.kind().equals("degrees"));
        boolean broken =
                parts.stream()
                        .anyMatch(
                                part -> part.kind().equals("number") && part.text().contains("."));
        // Two whole numbers ("12 14") are not coordinates.
        if (!sided && !marked && !broken) return Optional.empty();
        return Optional.of(List.of(first.get(), second.get()));
    }

    /** "41,15 -8,61": a comma between digits is a point where something else parts the pair. */
    private static String withPoints(String text) {
        boolean other = text.indexOf(';') >= 0 || text.chars().anyMatch(Character::isWhitespace);
        boolean commas = text.matches(".*\\d,\\d.*\\d,\\d.*");
        if (text.indexOf('.') >= 0 || !other || !commas) return text;
        return text.replaceAll("(\\d),(\\d)", "$1.$2");
    }

    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt() || parts.size() >= MAX_TOKENS) return List.of();
            for (String kind : List.of("number", "degrees", "minutes", "seconds", "side", "gap")) {
                String found = matcher.group(kind);
                if (found != null) parts.add(new Part(kind, found));
            }
            at = matcher.end();
        }
        return parts;
    }

    private static List<List<Part>> halves(List<Part> parts) {
        long sides = count(parts, "side");
        long gaps = count(parts, "gap");
        long numbers = count(parts, "number");
        if (sides == 2) return halvesBySide(parts);
        if (gaps == 1) return parted(parts, "gap", false);
        if (gaps > 1 || sides > 1 || numbers % 2 != 0) return List.of();
        int taken = 0;
        int at = 0;
        while (at < parts.size() && taken < numbers / 2) {
            if (parts.get(at++).kind().equals("number")) taken++;
        }
        // Marks and the side behind the first half's last number belong to it.
        while (at < parts.size() && !parts.get(at).kind().equals("number")) at++;
        return List.of(parts.subList(0, at), parts.subList(at, parts.size()));
    }

    private static long count(List<Part> parts, String kind) {
        return parts.stream().filter(part -> part.kind().equals(kind)).count();
    }

    private static List<List<Part>> halvesBySide(List<Part> parts) {
        List<Part> bare = parts.stream().filter(part -> !part.kind().equals("gap")).toList();
        boolean before = bare.getFirst().kind().equals("side");
        boolean behind = bare.getLast().kind().equals("side");
        if (before == behind) return List.of();
        if (before) {
            for (int i = 1; i < bare.size(); i++) {
                if (!bare.get(i).kind().equals("side")) continue;
                return List.of(bare.subList(0, i), bare.subList(i, bare.size()));
            }
        }
        for (int i = 0; i < bare.size(); i++) {
            if (!bare.get(i).kind().equals("side")) continue;
            return List.of(bare.subList(0, i + 1), bare.subList(i + 1, bare.size()));
        }
        return List.of();
    }

    private static List<List<Part>> parted(List<Part> parts, String kind, boolean kept) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).kind().equals(kind)) continue;
            return List.of(parts.subList(0, kept ? i + 1 : i), parts.subList(i + 1, parts.size()));
        }
        return List.of();
    }

    private static Optional<Angle> angle(List<Part> parts) {
        var numbers = new ArrayList<String>();
        String side = "";
        String lastMark = "";
        for (Part part : parts) {
            switch (part.kind()) {
                case "number" -> numbers.add(part.text().replace('−', '-'));
                case "side" -> side = part.text().toUpperCase(Locale.ROOT);
                case "degrees" -> {
                    if (numbers.size() != 1 || !lastMark.isEmpty()) return Optional.empty();
                    lastMark = "degrees";
                }
                case "minutes" -> {
                    if (numbers.size() != 2 || lastMark.equals("minutes")) return Optional.empty();
                    lastMark = "minutes";
                }
                case "seconds" -> {
                    if (numbers.size() != 3) return Optional.empty();
                    lastMark = "seconds";
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        if (numbers.isEmpty() || numbers.size() > 3) return Optional.empty();
        if (numbers.size() == 1 && !side.isEmpty() && lastMark.isEmpty()) {
            Optional<Angle> together = runTogether(numbers.getFirst(), side);
            if (together.isPresent()) return together;
        }
        return angle(numbers, side);
    }

    /** 410912N is 41°09'12"; 4109N is 41°09'. */
    private static Optional<Angle> runTogether(String digits, String side) {
        boolean latitude = side.equals("N") || side.equals("S");
        int degrees = latitude ? 2 : 3;
        int length = digits.length();
        if (!digits.matches("\\d+") || (length != degrees + 2 && length != degrees + 4)) {
            return Optional.empty();
        }
        var numbers = new ArrayList<String>();
        numbers.add(digits.substring(0, degrees));
        for (int at = degrees; at < length; at += 2) numbers.add(digits.substring(at, at + 2));
        return angle(numbers, side);
    }

    private static Optional<Angle> angle(List<String> numbers, String side) {
        double degrees = 0;
        double unit = 1;
        double step = 1;
        boolean negative = numbers.getFirst().startsWith("-");
        for (int i = 0; i < numbers.size(); i++) {
            String number = numbers.get(i);
            boolean last = i == numbers.size() - 1;
            boolean signed = number.startsWith("-") || number.startsWith("+");
            if ((!last && number.contains(".")) || (i > 0 && signed)) return Optional.empty();
            double value = Math.abs(Double.parseDouble(number));
            if (value >= (i == 0 ? NO_DEGREES : 60)) return Optional.empty();
            degrees += value * unit;
            int point = number.indexOf('.');
            step = unit * (point < 0 ? 1 : Math.pow(10, point - number.length() + 1));
            unit /= 60;
        }
        if (negative && !side.isEmpty()) return Optional.empty();
        return Optional.of(new Angle(negative ? -degrees : degrees, side, step));
    }
}
