package org.tocsin.place;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What lies around a point. Immutable once made. */
final class Surroundings {
    private static final double HOUSE_METERS = 35;
    private static final double CROSSING_METERS = 30;
    private static final double STREET_METERS = 300;
    private static final double LOCALITY_METERS = 4_000;
    private static final double PLACE_METERS = 10_000;

    /** Where these kinds of road are spoken of, the house number comes first. */
    private static final Set<String> NUMBER_FIRST =
            Set.of(
                    "street",
                    "road",
                    "avenue",
                    "lane",
                    "drive",
                    "way",
                    "close",
                    "court",
                    "row",
                    "terrace",
                    "gardens",
                    "crescent",
                    "boulevard",
                    "parkway",
                    "yard",
                    "alley",
                    "mews",
                    "croft",
                    "rise",
                    "walk",
                    "quay",
                    "wall",
                    "hill",
                    "bypass",
                    "circle",
                    "trail",
                    "square",
                    "rue",
                    "westgate",
                    "eastgate");

    private record House(StreetParts street, StreetParts.House house) {}

    private final STRtree lines = new STRtree();
    private final STRtree houses = new STRtree();
    private final STRtree localities = new STRtree();
    private final List<Gazetteer.Place> places;

    Surroundings(List<StreetParts> streets, List<Gazetteer.Place> places) {
        for (StreetParts street : streets) {
            for (List<Point> line : street.lines()) {
                var box = new Envelope();
                for (Point point : line) box.expandToInclude(point.longitude(), point.latitude());
                lines.insert(box, street);
            }
            for (StreetParts.House house : street.houses()) {
                houses.insert(box(house.point(), 0), new House(street, house));
            }
        }
        lines.build();
        houses.build();
        this.places = places;
        for (Gazetteer.Place place : places) {
            if (place.reachMeters() > 0) localities.insert(box(place.point(), 0), place);
        }
        localities.build();
    }

    private static Envelope box(Point point, double meters) {
        double degrees = meters / 111_000;
        double wide = degrees / Math.max(0.01, Math.cos(Math.toRadians(point.latitude())));
        return new Envelope(
                point.longitude() - wide,
                point.longitude() + wide,
                point.latitude() - degrees,
                point.latitude() + degrees);
    }

    /** "in Northfield", or empty when no locality is near. */
    String in(Point point) {
        Gazetteer.Place nearest = null;
        double best = LOCALITY_METERS;
        for (Object found : localities.query(box(point, LOCALITY_METERS))) {
            var place = (Gazetteer.Place) found;
            double meters = StreetParts.flatMeters(place.point(), point);
            if (meters > best) continue;
            best = meters;
            nearest = place;
        }
        return nearest == null ? "" : "in " + nearest.names().getFirst();
    }

    private static Optional<Gazetteer.Place> nearest(
            List<Gazetteer.Place> places, Point point, double withinMeters) {
        Gazetteer.Place nearest = null;
        double best = withinMeters;
        for (Gazetteer.Place place : places) {
            double meters = StreetParts.flatMeters(place.point(), point);
            if (meters > best) continue;
            best = meters;
            nearest = place;
        }
        return Optional.ofNullable(nearest);
    }

    /** An address in the order of its language: "12 High Street", "Rua das Flores 12". */
    static String address(String street, String number) {
        List<String> words = Words.of(street);
        boolean first =
                !words.isEmpty()
                        && (NUMBER_FIRST.contains(words.getLast())
                                || words.getFirst().equals("rue"));
        return first ? number + " " + street : street + " " + number;
    }

    String describe(Point point) {
        return nearestHouse(point)
                .or(() -> nearestStreet(point))
                .or(() -> nearestPlace(point))
                .orElseGet(point::toString);
    }

    private Optional<String> nearestHouse(Point point) {
        House nearest = null;
        double best = HOUSE_METERS;
        for (Object found : houses.query(box(point, HOUSE_METERS))) {
            var house = (House) found;
            double meters = StreetParts.flatMeters(house.house().point(), point);
            if (meters > best) continue;
            best = meters;
            nearest = house;
        }
        return Optional.ofNullable(nearest)
                .map(house -> address(house.street().name(), house.house().number()));
    }

    private record Beside(StreetParts street, double meters) {}

    private List<Beside> streetsBeside(Point point, double withinMeters) {
        var beside = new ArrayList<Beside>();
        for (Object found : lines.query(box(point, withinMeters))) {
            var street = (StreetParts) found;
            if (beside.stream().anyMatch(other -> other.street() == street)) continue;
            double meters = street.metersTo(point);
            if (meters <= withinMeters) beside.add(new Beside(street, meters));
        }
        beside.sort(Comparator.comparingDouble(Beside::meters));
        return beside;
    }

    private Optional<String> nearestStreet(Point point) {
        List<Beside> beside = streetsBeside(point, STREET_METERS);
        if (beside.isEmpty()) return Optional.empty();
        StreetParts street = beside.getFirst().street();
        Point on = street.nearestOn(point);
        String crossing = "";
        double best = 400;
        for (Beside other : beside) {
            if (other.street() == street || other.street().name().equals(street.name())) continue;
            for (Point shared : street.shared(other.street())) {
                double meters = StreetParts.flatMeters(shared, on);
                if (meters >= best) continue;
                best = meters;
                crossing = other.street().name();
            }
        }
        if (crossing.isEmpty()) return Optional.of(street.name() + away(beside.getFirst()));
        if (best <= CROSSING_METERS) {
            return Optional.of(street.name() + " and " + crossing + away(beside.getFirst()));
        }
        return Optional.of(
                "%s, %.0f m from %s%s"
                        .formatted(
                                street.name(),
                                Math.rint(best / 10) * 10,
                                crossing,
                                away(beside.getFirst())));
    }

    private static String away(Beside beside) {
        if (beside.meters() < 40) return "";
        return " (%.0f m off the road)".formatted(Math.rint(beside.meters() / 10) * 10);
    }

    private Optional<String> nearestPlace(Point point) {
        return nearest(places, point, PLACE_METERS)
                .map(
                        place -> {
                            double meters = StreetParts.flatMeters(place.point(), point);
                            return String.format(
                                    Locale.ROOT,
                                    "%.1f km %s of %s",
                                    meters / 1_000,
                                    side(place.point(), point),
                                    place.names().getFirst());
                        });
    }

    private static String side(Point from, Point to) {
        String[] sides = {
            "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"
        };
        double shrink = Math.cos(Math.toRadians(from.latitude()));
        double angle =
                Math.atan2(
                        shrink * (to.longitude() - from.longitude()),
                        to.latitude() - from.latitude());
        return sides[Math.floorMod(Math.round(angle / (Math.PI / 4)), 8)];
    }
}
