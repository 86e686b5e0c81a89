package org.tocsin.place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what a {@link PlaceSearch} finds: pieces of streets, house numbers, named places. For
 * one thread; {@link #close} makes the search of it.
 */
public final class Gazetteer {
    /** The most names one thing may have; further ones are left out. */
    public static final int MAX_NAMES = 400;

    /** Pieces of the same name further apart than this are streets of their own. */
    private static final double SAME_STREET_METERS = 120;

    /** A city that reaches further than this is one of several of the name. */
    private static final double MAX_REACH_METERS = 30_000;

    /** A house further than this from every street of its name is not at that street. */
    private static final double HOUSE_AT_STREET_METERS = 1_500;

    private record Piece(List<String> names, List<Point> line) {}

    private record House(String street, StreetParts.House house) {
        String city() {
            return house.city();
        }

        Point point() {
            return house.point();
        }
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final List<House> houses = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Milestone> milestones = new ArrayList<>();
    private final Area serviceArea;

    /**
     * @param serviceArea where the center works: coordinates outside it are shown with a doubt, and
     *     a swapped pair is recognised by it
     */
    public Gazetteer(Area serviceArea) {
        this.serviceArea = serviceArea;
    }

    /**
     * A piece of a street; pieces of one name that lie together become one street. Pieces that meet
     * must share the same point, for crossings are found by it.
     *
     * @param names at least one; the first is shown, all are found
     * @param line at least two points
     */
    public void street(List<String> names, List<Point> line) {
        if (line.size() < 2) {
            throw new IllegalArgumentException(
                    "a piece of %s has %d points, expected 2 or more"
                            .formatted(names, line.size()));
        }
        pieces.add(new Piece(checked(names), List.copyOf(line)));
    }

    /**
     * A house number.
     *
     * @param street the street's name, as the street has it
     * @param number as the sign has it: "12", "12a", "12-16"
     * @param city may be empty
     */
    public void house(String street, String number, Point point, String city) {
        if (street.isBlank() || number.isBlank()) {
            throw new IllegalArgumentException(
                    "a house at %s has no street or number".formatted(point));
        }
        houses.add(new House(street, new StreetParts.House(number, point, city)));
    }

    /**
     * A house number that the map only has others on both sides of.
     *
     * @param low the known number on one side, {@code high} that on the other
     * @param uncertaintyMeters how far off it may be, more than 0
     */
    public void interpolated(
            String street,
            String number,
            Point point,
            String city,
            String low,
            String high,
            double uncertaintyMeters) {
        if (street.isBlank() || number.isBlank() || !(uncertaintyMeters > 0)) {
            throw new IllegalArgumentException(
                    "an interpolated house at %s has no street, number or uncertainty"
                            .formatted(point));
        }
        var between = new StreetParts.Between(low, high, uncertaintyMeters);
        houses.add(
                new House(
                        street, new StreetParts.House(number, point, city, Optional.of(between))));
    }

    /**
     * A named place.
     *
     * @param kind {@link PlaceCandidate.Kind#PLACE} or {@link PlaceCandidate.Kind#STATION}
     * @param names at least one; the first is shown, all are found
     * @param about what it is, in a word or two: "hospital"
     */
    public void place(PlaceCandidate.Kind kind, List<String> names, String about, Point point) {
        places.add(new Place(kind, checked(names), about, point, 0));
    }

    /**
     * A town, a village or a part of one: found as a place, and it says where other things are.
     *
     * @param reachMeters how far from its point things are still said to be in it, more than 0
     */
    public void locality(List<String> names, String about, Point point, double reachMeters) {
        if (!(reachMeters > 0)) {
            throw new IllegalArgumentException(
                    "the reach of %s is %s m, expected more than 0".formatted(names, reachMeters));
        }
        places.add(new Place(PlaceCandidate.Kind.PLACE, checked(names), about, point, reachMeters));
    }

    private static List<String> checked(List<String> names) {
        List<String> checked =
                names.stream().filter(name -> !name.isBlank()).distinct().limit(MAX_NAMES).toList();
        if (checked.isEmpty()) throw new IllegalArgumentException("a place has no name");
        return checked;
    }

    /**
     * A mark along a road.
     *
     * @param ref of the road, "A1"; empty for the numbered road it stands at
     * @param kilometer from where the road's count begins, 0 or more
     */
    public void milestone(String ref, double kilometer, Point point) {
        if (!(kilometer >= 0)) {
            throw new IllegalArgumentException(
                    "a mark at %s is of km %s, expected 0 or more".formatted(point, kilometer));
        }
        milestones.add(new Milestone(ref, kilometer, point));
    }

    /** The search over everything collected. */
    public PlaceSearch close() {
        Map<String, List<StreetParts>> byName = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            byName.computeIfAbsent(piece.names().getFirst(), _ -> new ArrayList<>())
                    .add(new StreetParts(piece.names(), piece.line()));
        }
        var streets = new ArrayList<StreetParts>();
        for (List<StreetParts> parts : byName.values()) streets.addAll(joined(parts));
        placeHouses(streets);
        return new PlaceSearch(streets, places, localities(), milestones, serviceArea);
    }

    /** The localities collected, and the cities that addresses name but no place does. */
    private Localities localities() {
        var localities = new Localities();
        for (Place place : places) {
            if (place.reachMeters() > 0) {
                localities.add(place.names(), place.point(), place.reachMeters());
            }
        }
        Map<String, List<Point>> cities = new LinkedHashMap<>();
        for (House house : houses) {
            if (house.city().isBlank() || localities.knows(house.city())) continue;
            cities.computeIfAbsent(house.city(), _ -> new ArrayList<>()).add(house.point());
        }
        cities.forEach(
                (name, points) -> {
                    Point middle = middle(points);
                    double reach =
                            points.stream().mapToDouble(middle::metersTo).max().orElse(0)
                                    + SAME_STREET_METERS;
                    localities.add(List.of(name), middle, Math.min(reach, MAX_REACH_METERS));
                });
        localities.close();
        return localities;
    }

    private static Point middle(List<Point> points) {
        double latitude = points.stream().mapToDouble(Point::latitude).average().orElseThrow();
        double longitude = points.stream().mapToDouble(Point::longitude).average().orElseThrow();
        return new Point(latitude, longitude);
    }

    /**
     * Joins pieces whose ends meet, then what still lies near: most ends meet, so that is quick.
     */
    private static List<StreetParts> joined(List<StreetParts> parts) {
        Map<Point, StreetParts> byEnd = new HashMap<>();
        Set<StreetParts> meeting = new LinkedHashSet<>();
        for (StreetParts part : parts) {
            Point first = part.lines().getFirst().getFirst();
            Point last = part.lines().getFirst().getLast();
            StreetParts into = byEnd.getOrDefault(first, byEnd.getOrDefault(last, part));
            StreetParts other = byEnd.getOrDefault(last, into);
            if (into != part) into.join(part);
            if (other != into) absorb(other, into, byEnd, meeting);
            byEnd.put(first, into);
            byEnd.put(last, into);
            meeting.add(into);
        }
        var streets = new ArrayList<StreetParts>();
        for (StreetParts part : meeting) {
            for (int i = streets.size() - 1; i >= 0; i--) {
                if (!streets.get(i).isWithin(SAME_STREET_METERS, part)) continue;
                part.join(streets.remove(i));
            }
            streets.add(part);
        }
        return streets;
    }

    private static void absorb(
            StreetParts other,
            StreetParts into,
            Map<Point, StreetParts> byEnd,
            Set<StreetParts> meeting) {
        into.join(other);
        meeting.remove(other);
        for (List<Point> line : other.lines()) {
            byEnd.put(line.getFirst(), into);
            byEnd.put(line.getLast(), into);
        }
    }

    private void placeHouses(List<StreetParts> streets) {
        Map<String, List<StreetParts>> byName = new HashMap<>();
        for (StreetParts street : streets) {
            for (String name : street.names()) {
                byName.computeIfAbsent(Words.key(name), _ -> new ArrayList<>()).add(street);
            }
        }
        for (House house : houses) {
            List<StreetParts> named =
                    byName.computeIfAbsent(Words.key(house.street()), _ -> new ArrayList<>());
            StreetParts street =
                    nearest(named, house.point())
                            .orElseGet(
                                    () -> {
                                        var own = new StreetParts(house.street(), house.point());
                                        named.add(own);
                                        streets.add(own);
                                        return own;
                                    });
            street.addHouse(house.house());
        }
    }

    private static Optional<StreetParts> nearest(List<StreetParts> streets, Point point) {
        if (streets.size() == 1) {
            StreetParts only = streets.getFirst();
            boolean near = only.metersToBox(point) <= HOUSE_AT_STREET_METERS;
            return near ? Optional.of(only) : Optional.empty();
        }
        @Nullable StreetParts nearest = null;
        double best = HOUSE_AT_STREET_METERS;
        for (StreetParts street : streets) {
            if (street.metersToBox(point) > best) continue;
            double meters = street.metersTo(point);
            if (meters > best) continue;
            best = meters;
            nearest = street;
        }
        return Optional.ofNullable(nearest);
    }

    /** A mark as collected. */
    record Milestone(String ref, double kilometer, Point point) {}

    /** A named place as collected; only a locality has a reach. */
    record Place(
            PlaceCandidate.Kind kind,
            List<String> names,
            String about,
            Point point,
            double reachMeters) {}
}
