package org.tocsin.place;

import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kilometres along numbered roads: by the marks of the map, or measured between and without. */
final class KilometerMarks {
    /** Marks further apart than this say too little of what lies between. */
    private static final double MOST_BETWEEN_KILOMETERS = 20;

    /** A mark this far off is still worth showing. */
    private static final double NEAREST_KILOMETERS = 5;

    /** A mark is one of the road it stands this near to. */
    private static final double AT_ROAD_METERS = 60;

    /** Two marks of one number nearer than this stand on both sides of the road. */
    private static final double SAME_MARK_METERS = 150;

    private static final double SAME_KILOMETERS = 0.005;

    /** Roads looked at for one text. */
    private static final int MAX_ROADS = 4;

    private static final Pattern REF =
            Pattern.compile("\\p{L}{0,4}[ -]?\\d{1,4}(?:[-/]\\d{1,3})?\\p{L}?");

    private static final Pattern TYPED =
            Pattern.compile(
                    "(?<before>.*?)[\\s,]*\\b(?:km|kms|kilom\\p{L}+|quilóm\\p{L}+|pk|kp|p\\.k\\.?)[\\s.:]*"
                        + "(?<number>\\d{1,4}(?:[.,+]\\d{1,3})?)(?<after>.*)"
                        + "|(?<road>.*?\\d.*?)[\\s,]+(?<behind>\\d{1,4}(?:[.,+]\\d{1,3})?)\\s*km\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern FILLING =
            Pattern.compile(
                    "\\b(?:on|of|the|at|near|na|no|da|do|de|der|die|das|auf|en|la|el|sur|autoestrada"
                        + "|autovía|motorway|highway|route|road|estrada|autobahn|tie|väg)\\b|[,;()]",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A mark of the map. */
    record Mark(double kilometer, Point point) {}

    private static final class Road {
        private final String ref;
        private final List<StreetParts> parts = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();

        Road(String ref) {
            this.ref = ref;
        }

        double metersTo(Point point) {
            double least = Double.POSITIVE_INFINITY;
            for (StreetParts part : parts) {
                if (part.metersToBox(point) < least) least = Math.min(least, part.metersTo(point));
            }
            return least;
        }
    }

    private final Map<String, Road> roads = new HashMap<>();

    KilometerMarks(List<StreetParts> streets, List<Gazetteer.Milestone> milestones) {
        for (StreetParts street : streets) {
            for (String name : street.names()) {
                if (!REF.matcher(name).matches()) continue;
                roads.computeIfAbsent(key(name), _ -> new Road(name)).parts.add(street);
            }
        }
        for (Gazetteer.Milestone milestone : milestones) {
            road(milestone)
                    .ifPresent(
                            road ->
                                    road.marks.add(
                                            new Mark(milestone.kilometer(), milestone.point())));
        }
        for (Road road : roads.values()) {
            road.marks.sort(Comparator.comparingDouble(Mark::kilometer));
        }
    }

    private static String key(String ref) {
        return ref.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private Optional<Road> road(Gazetteer.Milestone milestone) {
        if (!milestone.ref().isBlank()) {
            String ref = milestone.ref().strip();
            return Optional.of(roads.computeIfAbsent(key(ref), _ -> new Road(ref)));
        }
        return roads.values().stream()
                .filter(road -> road.metersTo(milestone.point()) <= AT_ROAD_METERS)
                .min(Comparator.comparingDouble(road -> road.metersTo(milestone.point())));
    }

    /** What a text that names a road and a kilometre may mean, likelier first. */
    List<PlaceCandidate> find(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches()) return List.of();
        boolean first = typed.group("number") != null;
        double kilometer = kilometer(first ? typed.group("number") : typed.group("behind"));
        String rest =
                first ? typed.group("before") + " " + typed.group("after") : typed.group("road");
        var candidates = new ArrayList<PlaceCandidate>();
        for (Road road : named(rest)) candidates.addAll(on(road, kilometer));
        return candidates;
    }

    /** 12+300 is 12.3. */
    private static double kilometer(String typed) {
        int plus = typed.indexOf('+');
        if (plus < 0) return Double.parseDouble(typed.replace(',', '.'));
        String meters = typed.substring(plus + 1);
        return Integer.parseInt(typed.substring(0, plus)) + Integer.parseInt(meters) / 1_000.0;
    }

    private List<Road> named(String text) {
        String[] tokens = FILLING.matcher(text).replaceAll(" ").strip().split("\\s+");
        var named = new ArrayList<Road>();
        for (int i = 0; i < tokens.length && named.size() < MAX_ROADS; i++) {
            Road pair = i + 1 < tokens.length ? roads.get(key(tokens[i] + tokens[i + 1])) : null;
            Road one = roads.get(key(tokens[i]));
            if (pair != null && !named.contains(pair)) named.add(pair);
            else if (one != null && !named.contains(one)) named.add(one);
        }
        return named;
    }

    private static List<PlaceCandidate> on(Road road, double kilometer) {
        List<Mark> same =
                road.marks.stream()
                        .filter(mark -> Math.abs(mark.kilometer() - kilometer) < SAME_KILOMETERS)
                        .toList();
        if (!same.isEmpty()) return marked(road, kilometer, same);
        Mark below = null;
        Mark above = null;
        for (Mark mark : road.marks) {
            if (mark.kilometer() < kilometer) below = mark;
            else if (above == null) above = mark;
        }
        if (below != null
                && above != null
                && above.kilometer() - below.kilometer() <= MOST_BETWEEN_KILOMETERS) {
            return List.of(between(road, kilometer, below, above));
        }
        if (road.marks.isEmpty()) {
            List<PlaceCandidate> measured = measured(road, kilometer);
            String why = "the map has no kilometre marks of %s".formatted(road.ref);
            return measured.isEmpty() ? List.of(middle(road, why)) : measured;
        }
        List<PlaceCandidate> near = nearest(road, kilometer);
        String why = "the map has no mark of %s near km %s".formatted(road.ref, plain(kilometer));
        return near.isEmpty() ? List.of(middle(road, why)) : near;
    }

    private static List<PlaceCandidate> nearest(Road road, double kilometer) {
        return road.marks.stream()
                .filter(mark -> Math.abs(mark.kilometer() - kilometer) <= NEAREST_KILOMETERS)
                .min(Comparator.comparingDouble(mark -> Math.abs(mark.kilometer() - kilometer)))
                .map(mark -> nearest(road, kilometer, mark))
                .stream()
                .toList();
    }

    private static String name(Road road, double kilometer) {
        String number = String.format(Locale.ROOT, "%.3f", kilometer).replaceAll("\\.?0+$", "");
        return "%s km %s".formatted(road.ref, number);
    }

    private static List<PlaceCandidate> marked(Road road, double kilometer, List<Mark> same) {
        var shown = new ArrayList<PlaceCandidate>();
        for (Mark mark : same) {
            boolean known =
                    shown.stream()
                            .anyMatch(
                                    other ->
                                            other.point().metersTo(mark.point())
                                                    < SAME_MARK_METERS);
            if (known) continue;
            shown.add(
                    new PlaceCandidate(
                            Kind.KILOMETER_MARK,
                            name(road, kilometer),
                            "",
                            mark.point(),
                            Certainty.CERTAIN,
                            ""));
        }
        return shown;
    }

    private static PlaceCandidate between(Road road, double kilometer, Mark below, Mark above) {
        double share = (kilometer - below.kilometer()) / (above.kilometer() - below.kilometer());
        var line = new RoadLine(road.parts);
        List<Point> way =
                line.nearest(below.point())
                        .flatMap(
                                from ->
                                        line.nearest(above.point())
                                                .map(to -> line.between(from, to)))
                        .orElse(List.of());
        boolean along = way.size() > 1;
        List<Point> path = along ? way : List.of(below.point(), above.point());
        double meters = RoadLine.meters(path);
        Point point = RoadLine.along(path, meters * share).orElse(above.point());
        String how =
                "no mark of km %s in the map: placed between the marks %s and %s, %s"
                        .formatted(
                                plain(kilometer),
                                plain(below.kilometer()),
                                plain(above.kilometer()),
                                along ? "along the road" : "as the crow flies");
        return new PlaceCandidate(
                        Kind.KILOMETER_MARK,
                        name(road, kilometer),
                        "",
                        point,
                        Certainty.LIKELY,
                        how)
                .within(Math.max(50, meters / (along ? 20 : 4)));
    }

    private static String plain(double kilometer) {
        return String.format(Locale.ROOT, "%.3f", kilometer).replaceAll("\\.?0+$", "");
    }

    private static PlaceCandidate nearest(Road road, double kilometer, Mark mark) {
        double off = Math.abs(mark.kilometer() - kilometer);
        return new PlaceCandidate(
                        Kind.KILOMETER_MARK,
                        name(road, mark.kilometer()),
                        "",
                        mark.point(),
                        Certainty.POSSIBLE,
                        "km %s is not in the map: this is the nearest mark it has"
                                .formatted(plain(kilometer)))
                .within(off * 1_000);
    }

    /** Where a road begins is not in the map: both ends are shown, and that it is measured. */
    private static List<PlaceCandidate> measured(Road road, double kilometer) {
        List<Point> whole = new RoadLine(road.parts).whole();
        var candidates = new ArrayList<PlaceCandidate>();
        for (List<Point> way : List.of(whole, whole.reversed())) {
            Optional<Point> point = RoadLine.along(way, kilometer * 1_000);
            if (point.isEmpty()) continue;
            String end = Compass.from(way.getLast(), way.getFirst()).words();
            candidates.add(
                    new PlaceCandidate(
                            Kind.KILOMETER_MARK,
                            name(road, kilometer),
                            "from its %s end".formatted(end),
                            point.get(),
                            Certainty.POSSIBLE,
                            "the map has no kilometre marks of %s: measured from the %s end that it has of the road; ask which way the kilometres count"
                                    .formatted(road.ref, end)));
        }
        return candidates;
    }

    /** Nothing is known but the road. */
    private static PlaceCandidate middle(Road road, String why) {
        List<Point> whole = new RoadLine(road.parts).whole();
        double meters = RoadLine.meters(whole);
        Point point = RoadLine.along(whole, meters / 2).orElse(whole.getFirst());
        return new PlaceCandidate(
                        Kind.STREET,
                        road.ref,
                        "",
                        point,
                        Certainty.POSSIBLE,
                        why + ": this is the middle of the road")
                .within(Math.max(50, meters / 2));
    }

    /** The kilometre of a point beside a road that has marks on both sides of it. */
    Optional<String> at(StreetParts street, Point point) {
        for (String name : street.names()) {
            Road road = REF.matcher(name).matches() ? roads.get(key(name)) : null;
            if (road == null || road.marks.size() < 2) continue;
            Optional<Double> kilometer = kilometerAt(road, point);
            if (kilometer.isEmpty()) continue;
            return Optional.of(String.format(Locale.ROOT, "%s km %.1f", road.ref, kilometer.get()));
        }
        return Optional.empty();
    }

    private static Optional<Double> kilometerAt(Road road, Point point) {
        List<Mark> nearest =
                road.marks.stream()
                        .sorted(Comparator.comparingDouble(mark -> mark.point().metersTo(point)))
                        .toList();
        Mark a = nearest.getFirst();
        for (Mark b : nearest.subList(1, nearest.size())) {
            double gap = Math.abs(a.kilometer() - b.kilometer());
            if (gap < SAME_KILOMETERS || gap > MOST_BETWEEN_KILOMETERS) continue;
            double toA = a.point().metersTo(point);
            double toB = b.point().metersTo(point);
            // Only between the two: beyond the last mark the count is not known.
            boolean isBetween = Math.max(toA, toB) <= a.point().metersTo(b.point()) * 1.1;
            if (!isBetween) continue;
            double share = toA / (toA + toB);
            return Optional.of(a.kilometer() + share * (b.kilometer() - a.kilometer()));
        }
        return Optional.empty();
    }
}
