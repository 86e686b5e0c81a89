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
    private static final double NEARBY_METERS = 150;
    private static final double NAMED_METERS = 60;
    private static final double BESIDE_METERS = 10;
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
    private final STRtree named = new STRtree();
    private final KilometerMarks marks;
    private final List<Gazetteer.Place> places;

    Surroundings(List<StreetParts> streets, List<Gazetteer.Place> places, KilometerMarks marks) {
        this.marks = marks;
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
            STRtree into = place.reachMeters() > 0 ? localities : named;
            into.insert(box(place.point(), 0), place);
        }
        localities.build();
        named.build();
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

    /** What is at a point, from every side. */
    Here here(Point point) {
        Optional<House> house = nearestHouse(point, NEARBY_METERS);
        Optional<String> address =
                house.filter(each -> metersTo(each, point) <= HOUSE_METERS)
                        .map(Surroundings::address);
        Optional<String> beside =
                house.filter(each -> metersTo(each, point) > HOUSE_METERS)
                        .map(each -> told(each.house().point(), point, address(each)));
        List<Beside> streets = streetsBeside(point, STREET_METERS);
        Optional<Crossing> crossing = nearestCrossing(streets, point);
        Optional<String> road = streets.stream().findFirst().map(each -> road(each, point));
        Optional<Gazetteer.Place> building = nearestNamed(point);
        Optional<String> locality = Optional.of(in(point)).filter(each -> !each.isEmpty());
        var said = new ArrayList<String>();
        address.ifPresent(said::add);
        beside.ifPresent(said::add);
        building.ifPresent(each -> said.add(told(each.point(), point, words(each))));
        if (address.isEmpty()) {
            streets.stream()
                    .findFirst()
                    .ifPresent(each -> said.add("on " + road(each, point) + away(each)));
        }
        crossing.ifPresent(
                each -> said.add(told(each.point(), point, "the crossing of " + each.streets())));
        locality.ifPresent(said::add);
        if (said.isEmpty()) said.add(describe(point));
        return new Here(
                describe(point),
                point,
                address,
                crossing.filter(each -> each.meters() <= CROSSING_METERS).map(Crossing::streets),
                road,
                building.map(Surroundings::words),
                locality.map(each -> each.substring("in ".length())),
                String.join("; ", said),
                Notations.of(point));
    }

    private String road(Beside beside, Point point) {
        String name = beside.street().name();
        return marks.at(beside.street(), point)
                .map(kilometer -> kilometer.startsWith(name) ? kilometer : name + ", " + kilometer)
                .orElse(name);
    }

    /** "60 m north of the crossing of …"; the thing itself where that is nearer than a stride. */
    private static String told(Point of, Point point, String what) {
        double meters = StreetParts.flatMeters(of, point);
        if (meters < BESIDE_METERS) return "at " + what;
        return "%.0f m %s of %s"
                .formatted(Math.rint(meters / 5) * 5, Compass.from(of, point).words(), what);
    }

    private static String words(Gazetteer.Place place) {
        String name = place.names().getFirst();
        return place.about().isEmpty() ? name : "%s (%s)".formatted(name, place.about());
    }

    private static String address(House house) {
        return address(house.street().name(), house.house().number());
    }

    private static double metersTo(House house, Point point) {
        return StreetParts.flatMeters(house.house().point(), point);
    }

    private Optional<Gazetteer.Place> nearestNamed(Point point) {
        Gazetteer.Place nearest = null;
        double best = NAMED_METERS;
        for (Object found : named.query(box(point, NAMED_METERS))) {
            var place = (Gazetteer.Place) found;
            double meters = StreetParts.flatMeters(place.point(), point);
            if (meters > best) continue;
            best = meters;
            nearest = place;
        }
        return Optional.ofNullable(nearest);
    }

    /** A crossing of the nearest street, and how far it is along it. */
    private record Crossing(String streets, Point point, double meters) {}

    private static Optional<Crossing> nearestCrossing(List<Beside> beside, Point point) {
        if (beside.isEmpty()) return Optional.empty();
        StreetParts street = beside.getFirst().street();
        Point on = street.nearestOn(point);
        Crossing nearest = null;
        double best = 400;
        for (Beside other : beside) {
            if (other.street() == street || other.street().name().equals(street.name())) continue;
            for (Point shared : street.shared(other.street())) {
                double meters = StreetParts.flatMeters(shared, on);
                if (meters >= best) continue;
                best = meters;
                nearest =
                        new Crossing(
                                street.name() + " and " + other.street().name(), shared, meters);
            }
        }
        return Optional.ofNullable(nearest);
    }

    String describe(Point point) {
        return nearestHouse(point, HOUSE_METERS)
                .map(Surroundings::address)
                .or(() -> nearestStreet(point))
                .or(() -> nearestPlace(point))
                .orElseGet(point::toString);
    }

    private Optional<House> nearestHouse(Point point, double withinMeters) {
        House nearest = null;
        double best = withinMeters;
        for (Object found : houses.query(box(point, withinMeters))) {
            var house = (House) found;
            double meters = StreetParts.flatMeters(house.house().point(), point);
            if (meters > best) continue;
            best = meters;
            nearest = house;
        }
        return Optional.ofNullable(nearest);
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

    /** The nearest street, but for those that the name given is made of. */
    Optional<String> streetBeside(Point point, String but) {
        return streetsBeside(point, STREET_METERS).stream()
                .map(each -> each.street().name())
                .filter(name -> !but.contains(name))
                .findFirst();
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
                                    Compass.from(place.point(), point).words(),
                                    place.names().getFirst());
                        });
    }
}
