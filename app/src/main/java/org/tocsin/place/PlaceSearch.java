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

/**
 * Finds the place that a typed text means: an address, a crossing, a street, a named place,
 * coordinates. Forgives case, accents, word order, usual abbreviations and one typing error in a
 * word, and says so: no guess is shown as certain. Made by {@link Gazetteer#close}; immutable, any
 * number of threads.
 */
public final class PlaceSearch {
    /** The longest text searched for, characters. */
    public static final int MAX_CHARACTERS = 200;

    /** The most candidates one search gives. */
    public static final int MAX_CANDIDATES = 50;

    private static final int STREETS_PER_SIDE = 8;
    private static final int MATCHES = 40;

    /** An address on a street whose name is further than this from the typed one is no help. */
    private static final double ADDRESS_NEARNESS = 0.55;

    /** Streets that share no point but come this near have a crossing the map does not join. */
    private static final double CROSSING_METERS = 40;

    /** Only streets named so clearly are searched for where they nearly meet. */
    private static final double NAMED_CLEARLY = 0.8;

    /** Crossings of the same two streets nearer than this are one (dual carriageways). */
    private static final double ONE_CROSSING_METERS = 70;

    /** What ten times the distance costs, in shares of a full match. */
    private static final double DISTANCE_COST = 0.045;

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "\\s*[&/@+]\\s*|\\s+(?:and|at|x|corner"
                            + " of|corner|und|ecke|e|com|y|et|ja|och|og|i)\\s+",
                    Pattern.CASE_INSENSITIVE);

    /**
     * "12", "12a", "12-14", "12 B": a number before or after the street, a comma between or not.
     */
    private static final Pattern NUMBER_FIRST =
            Pattern.compile("(\\d{1,5}[a-zA-Z]?(?:\\s?[-–]\\s?\\d{1,5}[a-zA-Z]?)?)[\\s,]+(\\D.*)");

    private static final Pattern NUMBER_LATER =
            Pattern.compile(
                    "(\\D.*?)[\\s,]+(?:n[ºo°.]*\\s*)?(\\d{1,5}(?:\\s?[a-zA-Z]\\b)?(?:\\s?[-–]\\s?\\d{1,5}"
                        + "[a-zA-Z]?)?)(?:[\\s,]+(\\D.*))?");

    private final List<StreetParts> streets;
    private final List<Gazetteer.Place> places;
    private final Area serviceArea;
    private final NameIndex streetNames = new NameIndex();
    private final NameIndex placeNames = new NameIndex();
    private final Map<String, Gazetteer.Place> localities = new HashMap<>();
    private final Surroundings surroundings;

    PlaceSearch(List<StreetParts> streets, List<Gazetteer.Place> places, Area serviceArea) {
        this.streets = List.copyOf(streets);
        this.places = List.copyOf(places);
        this.serviceArea = serviceArea;
        for (int i = 0; i < streets.size(); i++) {
            streets.get(i).close();
            for (String name : streets.get(i).names()) streetNames.add(i, name);
        }
        for (int i = 0; i < places.size(); i++) {
            Gazetteer.Place place = places.get(i);
            for (String name : place.names()) placeNames.add(i, name);
            if (place.reachMeters() == 0) continue;
            for (String name : place.names()) localities.putIfAbsent(Words.plain(name), place);
        }
        streetNames.close();
        placeNames.close();
        surroundings = new Surroundings(this.streets, this.places);
    }

    /** Where the center works, as it was given. */
    public Area serviceArea() {
        return serviceArea;
    }

    /**
     * The places that a text may mean, best first.
     *
     * @param text as typed, perhaps not to its end; at most {@value #MAX_CHARACTERS} characters
     * @param near what the place is probably near to, such as the caller's cell or the incident
     *     being worked; breaks ties, never hides what is far
     * @param limit the most candidates, 1 to {@value #MAX_CANDIDATES}
     * @return empty when nothing is like the text
     * @throws BadCoordinates if the text is coordinates that cannot be meant
     * @throws IllegalArgumentException if the text is longer or the limit out of range
     */
    public List<PlaceCandidate> search(String text, Optional<Point> near, int limit) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the text has %d characters, expected at most %d"
                            .formatted(text.length(), MAX_CHARACTERS));
        }
        if (limit < 1 || limit > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    "limit is %d, expected 1 to %d".formatted(limit, MAX_CANDIDATES));
        }
        Optional<Point> coordinates = TypedCoordinates.read(text, serviceArea);
        if (coordinates.isPresent()) return List.of(atCoordinates(coordinates.get()));
        if (Words.of(text).isEmpty()) return List.of();
        var found = new ArrayList<Ranked>();
        gather(text, near, found);
        withoutLocality(text).ifPresent(rest -> gatherIn(rest, near, found));
        found.sort(Comparator.comparingDouble(Ranked::rank).reversed());
        return settled(found, limit);
    }

    private void gather(String text, Optional<Point> near, List<Ranked> found) {
        addAddresses(text, near, found);
        addCrossings(text, near, found);
        addNamed(text, near, found);
    }

    /** What remains of a text that ends in a locality's name. */
    private record Rest(String text, Gazetteer.Place locality) {}

    /** "High Street, Northfield": what is far from Northfield stays, but doubted. */
    private void gatherIn(Rest rest, Optional<Point> near, List<Ranked> found) {
        Point middle = rest.locality().point();
        var inside = new ArrayList<Ranked>();
        gather(rest.text(), near.or(() -> Optional.of(middle)), inside);
        for (Ranked ranked : inside) {
            double meters = StreetParts.flatMeters(ranked.candidate().point(), middle);
            if (meters <= rest.locality().reachMeters()) {
                found.add(ranked);
                continue;
            }
            String far =
                    String.format(
                            Locale.ROOT,
                            "%.1f km from %s",
                            meters / 1_000,
                            rest.locality().names().getFirst());
            found.add(
                    new Ranked(
                            ranked.candidate().doubted(far), ranked.thing(), ranked.rank() - 0.04));
        }
    }

    /**
     * A candidate with its rank: 1 for a full match, less for what differs or is far.
     *
     * @param thing the street or place it is, so that it is shown once
     */
    private record Ranked(PlaceCandidate candidate, Object thing, double rank) {
        /**
         * The same street or place; for crossings, the same spot whatever the streets are called.
         */
        boolean isSameAs(Ranked other) {
            if (candidate.kind() != other.candidate.kind()) return false;
            if (candidate.kind() == Kind.CROSSING) return isBeside(candidate, other.candidate);
            return candidate.name().equals(other.candidate.name()) && thing.equals(other.thing);
        }
    }

    private static boolean isBeside(PlaceCandidate one, PlaceCandidate other) {
        return StreetParts.flatMeters(one.point(), other.point()) < ONE_CROSSING_METERS / 2;
    }

    private PlaceCandidate atCoordinates(Point point) {
        boolean inside = serviceArea.contains(point);
        return new PlaceCandidate(
                Kind.COORDINATES,
                point.toString(),
                describe(point),
                point,
                inside ? Certainty.CERTAIN : Certainty.POSSIBLE,
                inside ? "" : "outside the service area");
    }

    private Optional<Rest> withoutLocality(String text) {
        int cut = text.length();
        for (int words = 0; words < 4 && cut > 0; words++) {
            cut = lastGap(text, cut);
            Gazetteer.Place locality = localities.get(Words.plain(text.substring(cut)));
            if (locality == null || Words.of(text.substring(0, cut)).isEmpty()) continue;
            return Optional.of(new Rest(text.substring(0, cut), locality));
        }
        return Optional.empty();
    }

    /** The last space or comma before a place in the text, those beside it skipped; 0 if none. */
    private static int lastGap(String text, int before) {
        int at = before;
        while (at > 0 && isGap(text.charAt(at - 1))) at--;
        while (at > 0 && !isGap(text.charAt(at - 1))) at--;
        return at;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == ',';
    }

    private static double rank(double nearness, Point point, Optional<Point> near) {
        if (near.isEmpty()) return nearness;
        double kilometers = StreetParts.flatMeters(point, near.get()) / 1_000;
        return nearness - DISTANCE_COST * Math.log10(1 + kilometers);
    }

    private void addNamed(String text, Optional<Point> near, List<Ranked> found) {
        List<String> words = Words.of(text);
        for (NameIndex.Match match : streetNames.find(words, true, MATCHES)) {
            StreetParts street = streets.get(match.thing());
            Point point = near.map(street::nearestOn).orElseGet(street::middle);
            PlaceCandidate candidate =
                    candidate(Kind.STREET, street.name(), surroundings.in(point), point, match);
            found.add(new Ranked(candidate, street, rank(match.nearness(), point, near)));
        }
        for (NameIndex.Match match : placeNames.find(words, true, MATCHES)) {
            Gazetteer.Place place = places.get(match.thing());
            PlaceCandidate candidate =
                    candidate(
                            place.kind(),
                            place.names().getFirst(),
                            place.about(),
                            place.point(),
                            match);
            double bonus = place.reachMeters() > 0 ? 0.004 : 0.002;
            found.add(
                    new Ranked(
                            candidate, place, rank(match.nearness() + bonus, place.point(), near)));
        }
    }

    private static PlaceCandidate candidate(
            Kind kind, String name, String about, Point point, NameIndex.Match match) {
        if (match.exact()) {
            return new PlaceCandidate(kind, name, about, point, Certainty.CERTAIN, "");
        }
        Certainty certainty = match.nearness() >= 0.84 ? Certainty.LIKELY : Certainty.POSSIBLE;
        return new PlaceCandidate(kind, name, about, point, certainty, match.differs());
    }

    private void addAddresses(String text, Optional<Point> near, List<Ranked> found) {
        Matcher first = NUMBER_FIRST.matcher(text.strip());
        if (first.matches()) addAddresses(first.group(1), first.group(2), near, found);
        Matcher later = NUMBER_LATER.matcher(text.strip());
        if (later.matches()) {
            String rest = later.group(3) == null ? "" : " " + later.group(3);
            addAddresses(later.group(2), later.group(1) + rest, near, found);
        }
    }

    private void addAddresses(
            String typedNumber, String typedStreet, Optional<Point> near, List<Ranked> found) {
        Optional<HouseNumbers.Typed> number = HouseNumbers.read(typedNumber);
        if (number.isEmpty()) return;
        for (NameIndex.Match match :
                streetNames.find(Words.of(typedStreet), false, STREETS_PER_SIDE)) {
            if (match.nearness() < ADDRESS_NEARNESS) continue;
            StreetParts street = streets.get(match.thing());
            HouseNumbers.Found house = HouseNumbers.find(street, number.get());
            PlaceCandidate candidate =
                    candidate(
                            Kind.ADDRESS,
                            Surroundings.address(street.name(), house.number()),
                            house.city().isEmpty()
                                    ? surroundings.in(house.point())
                                    : "in " + house.city(),
                            house.point(),
                            match);
            if (!house.differs().isEmpty()) candidate = candidate.doubted(house.differs());
            double rank = rank(match.nearness(), house.point(), near) + 0.05 - house.doubt();
            found.add(new Ranked(candidate, street, rank));
        }
    }

    private void addCrossings(String text, Optional<Point> near, List<Ranked> found) {
        Matcher between = BETWEEN.matcher(text);
        // A name may hold such a word itself: every split is tried, up to a few.
        for (int tried = 0; tried < 4 && between.find(); tried++) {
            String left = text.substring(0, between.start());
            String right = text.substring(between.end());
            if (left.isBlank() || right.isBlank()) continue;
            addCrossings(left, right, near, found);
        }
    }

    private void addCrossings(String left, String right, Optional<Point> near, List<Ranked> found) {
        var some = streetNames.find(Words.of(left), false, STREETS_PER_SIDE);
        var others = streetNames.find(Words.of(right), true, STREETS_PER_SIDE);
        for (NameIndex.Match one : some) {
            for (NameIndex.Match other : others) {
                if (one.thing() == other.thing()) continue;
                addCrossing(one, other, near, found);
            }
        }
    }

    private void addCrossing(
            NameIndex.Match one, NameIndex.Match other, Optional<Point> near, List<Ranked> found) {
        StreetParts a = streets.get(one.thing());
        StreetParts b = streets.get(other.thing());
        if (a.lines().isEmpty() || b.lines().isEmpty()) return;
        double nearness = (one.nearness() + other.nearness()) / 2;
        var both =
                new NameIndex.Match(
                        one.thing(),
                        (float) nearness,
                        Math.min(one.covered(), other.covered()),
                        one.exact() && other.exact(),
                        joined(one.differs(), other.differs()));
        String name = a.name() + " and " + b.name();
        List<Point> crossings = apart(a.shared(b));
        for (Point point : crossings) {
            PlaceCandidate candidate =
                    candidate(Kind.CROSSING, name, surroundings.in(point), point, both);
            found.add(new Ranked(candidate, a, rank(nearness + 0.06, point, near)));
        }
        boolean vague = Math.min(one.nearness(), other.nearness()) < NAMED_CLEARLY;
        if (!crossings.isEmpty() || vague || !a.isWithin(CROSSING_METERS, b)) return;
        StreetParts.Approach approach = a.nearestApproach(b);
        PlaceCandidate candidate =
                candidate(
                                Kind.CROSSING,
                                name,
                                surroundings.in(approach.point()),
                                approach.point(),
                                both)
                        .doubted(
                                "the map joins them nowhere: here they come within %.0f m"
                                        .formatted(approach.meters()));
        found.add(new Ranked(candidate, a, rank(nearness, approach.point(), near)));
    }

    private static String joined(String one, String other) {
        if (one.isEmpty()) return other;
        return other.isEmpty() ? one : one + "; " + other;
    }

    private static List<Point> apart(List<Point> points) {
        var apart = new ArrayList<Point>();
        for (Point point : points) {
            boolean known =
                    apart.stream()
                            .anyMatch(
                                    other ->
                                            StreetParts.flatMeters(other, point)
                                                    < ONE_CROSSING_METERS);
            if (!known) apart.add(point);
        }
        return apart;
    }

    /** Drops doubles, and takes the certainty of names that several places have. */
    private List<PlaceCandidate> settled(List<Ranked> found, int limit) {
        var shown = new ArrayList<Ranked>();
        for (Ranked ranked : found) {
            if (shown.stream().noneMatch(ranked::isSameAs)) shown.add(ranked);
        }
        var settled = new ArrayList<PlaceCandidate>();
        for (Ranked ranked : shown) settled.add(ranked.candidate());
        long exact = spotsOfCertainty(settled);
        if (exact > 1) settled.replaceAll(candidate -> oneOf(candidate, exact));
        return List.copyOf(settled.subList(0, Math.min(limit, settled.size())));
    }

    /** At how many spots something lies that is exactly what was typed. */
    private static long spotsOfCertainty(List<PlaceCandidate> candidates) {
        var spots = new ArrayList<PlaceCandidate>();
        for (PlaceCandidate candidate : candidates) {
            if (candidate.certainty() != Certainty.CERTAIN) continue;
            if (spots.stream().noneMatch(spot -> isBeside(spot, candidate))) spots.add(candidate);
        }
        return spots.size();
    }

    private static PlaceCandidate oneOf(PlaceCandidate candidate, long count) {
        if (candidate.certainty() != Certainty.CERTAIN) return candidate;
        return candidate.doubted("one of %d places this may mean".formatted(count));
    }

    /**
     * What is at a point, as a crew would be told: the nearest address, else the crossing or the
     * street, else the nearest named place, else the coordinates.
     */
    public String describe(Point point) {
        return surroundings.describe(point);
    }
}
