package org.tocsin.place;

import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private static final int STREETS_PER_SIDE = 16;

    /** A road with a kilometre is nothing else. */
    private static final double MARK_RANK = 1.08;

    /** People here know their own names best. */
    private static final double OWN_BONUS = 0.03;

    /** The map's place of a name is the center's own of that name when it lies this near. */
    private static final double OWN_PLACE_METERS = 300;

    /** Places that an offset is told from. */
    private static final int OFFSETS = 5;

    /** What a caller's "300 m" may be off by. */
    private static final double OFFSET_SHARE = 0.25;

    private static final double OFFSET_LEAST_METERS = 50;

    private static final int STREETS_FOR_ADDRESS = 24;

    /** So many names more than are shown: some are the same thing, some rank lower at last. */
    private static final int MATCHES_MORE = 8;

    /** An address on a street whose name is further than this from the typed one is no help. */
    private static final double ADDRESS_NEARNESS = 0.55;

    /** Streets that share no point but come this near have a crossing the map does not join. */
    private static final double CROSSING_METERS = 40;

    /** Only streets named so clearly are searched for where they nearly meet. */
    private static final double NAMED_CLEARLY = 0.8;

    /** Crossings of the same two streets nearer than this are one (dual carriageways). */
    private static final double ONE_CROSSING_METERS = 70;

    /** Where words lead to nothing as near as this, blanks are doubted. */
    private static final float NEAR_ENOUGH = 0.8f;

    /** What a name is worth when a blank was put in or taken out to find it. */
    private static final float BLANK_NEARNESS = 0.96f;

    /** Named after the street or place beside them, which is more likely meant. */
    private static final Set<String> STOPS =
            Set.of(
                    "bus stop",
                    "tram stop",
                    "railway tram stop",
                    "platform",
                    "stop position",
                    "crossing",
                    "traffic signals",
                    "monitoring station");

    /** Named after where it leads to, which is more likely meant. */
    private static final String EXIT = "motorway exit";

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "\\s*[&/@+×]\\s*|\\s*(?:和|与|與|と|및|交)\\s*|\\s+(?:and|at|x|corner of|corner|und"
                            + "|ecke|e|com|esquina com|esquina|cruza con|con|y|et|à|i|amb|cantonada"
                            + "|ja|och|og|en|hoek|hörnet|и|угол|i|róg|και|و)\\s+",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Words around two streets that only say that a crossing is meant. */
    private static final Pattern CROSSING_WORDS =
            Pattern.compile(
                    "^\\s*(?:(?:the\\s+)?(?:corner|junction|intersection|crossing)(?:\\s+(?:of|between))?"
                        + "|(?:o\\s+)?cruzamento(?:\\s+(?:da|do|de|entre))?|esquina(?:\\s+(?:da|do|de))?"
                        + "|croisement(?:\\s+de)?|kreuzung|ecke|cruce(?:\\s+de)?)\\s+"
                        + "|\\s+(?:risteys|risteyksessä|kulma|kulmassa|korsningen|crossing|junction"
                        + "|intersection|kreuzung|路口|交差点)\\s*$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final List<StreetParts> streets;
    private final List<Gazetteer.Place> places;
    private final Area serviceArea;
    private final NameIndex streetNames;
    private final NameIndex placeNames;
    private final Localities localities;
    private final Surroundings surroundings;
    private final KilometerMarks marks;
    private final OwnPlaces own;

    PlaceSearch(
            List<StreetParts> streets,
            List<Gazetteer.Place> places,
            Localities localities,
            List<Gazetteer.Milestone> milestones,
            Area serviceArea) {
        this.streets = List.copyOf(streets);
        this.places = List.copyOf(places);
        this.localities = localities;
        this.serviceArea = serviceArea;
        streetNames = new NameIndex();
        placeNames = new NameIndex();
        for (StreetParts street : streets) {
            street.close();
            streetNames.add(street.names(), street.middle());
        }
        for (Gazetteer.Place place : places) placeNames.add(place.names(), place.point());
        streetNames.close();
        placeNames.close();
        marks = new KilometerMarks(this.streets, milestones);
        surroundings = new Surroundings(this.streets, this.places, marks);
        own = new OwnPlaces(List.of());
    }

    private PlaceSearch(PlaceSearch map, OwnPlaces own) {
        streets = map.streets;
        places = map.places;
        serviceArea = map.serviceArea;
        streetNames = map.streetNames;
        placeNames = map.placeNames;
        localities = map.localities;
        surroundings = map.surroundings;
        marks = map.marks;
        this.own = own;
    }

    /** This search with a center's own places; it shares everything else with this one. */
    public PlaceSearch with(List<OwnPlace> ownPlaces) {
        return new PlaceSearch(this, new OwnPlaces(ownPlaces));
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
        List<TypedCoordinates.Reading> coordinates =
                new TypedCoordinates(serviceArea, near, localities::find).read(text);
        if (!coordinates.isEmpty()) return atCoordinates(coordinates, limit);
        if (Words.of(text).isEmpty()) return List.of();
        Optional<OffsetText> offset = OffsetText.read(text);
        if (offset.isPresent()) {
            List<PlaceCandidate> told = offset(offset.get(), near, limit);
            if (!told.isEmpty()) return told;
        }
        var found = new ArrayList<Ranked>();
        List<PlaceCandidate> marked = marks.find(text);
        for (PlaceCandidate mark : marked) {
            found.add(new Ranked(mark, mark, rank(MARK_RANK, mark.point(), near), ""));
        }
        for (OwnPlaces.Found each : own.find(Words.typed(text), near)) {
            double rank = rank(each.nearness() + OWN_BONUS, each.candidate().point(), near);
            found.add(new Ranked(each.candidate(), each.place(), rank, ""));
        }
        int matches = limit + MATCHES_MORE;
        gather(text, near, matches, found);
        for (Localities.Rest rest : localities.readings(text, near)) {
            gatherIn(rest, near, matches, found);
        }
        // Who says a kilometre means no house number.
        if (!marked.isEmpty()) found.removeIf(each -> each.candidate().kind() == Kind.ADDRESS);
        found.sort(Comparator.comparingDouble(Ranked::rank).reversed());
        return settled(found, limit);
    }

    /** "300 m north of the old mill": the mill, and from there. */
    private List<PlaceCandidate> offset(OffsetText offset, Optional<Point> near, int limit) {
        var told = new ArrayList<PlaceCandidate>();
        for (PlaceCandidate from : search(offset.from(), near, Math.min(limit, OFFSETS))) {
            Point point = offset.side().go(from.point(), offset.meters());
            double meters =
                    Math.max(OFFSET_LEAST_METERS, offset.meters() * OFFSET_SHARE)
                            + from.uncertaintyMeters().orElse(0.0);
            PlaceCandidate candidate =
                    new PlaceCandidate(
                                    Kind.OFFSET,
                                    offset.words() + " " + from.name(),
                                    describe(point),
                                    point,
                                    from.certainty() == Certainty.CERTAIN
                                            ? Certainty.LIKELY
                                            : from.certainty(),
                                    "measured as the crow flies")
                            .within(meters);
            if (!from.differs().isEmpty()) candidate = candidate.doubted(from.differs());
            told.add(
                    serviceArea.contains(point)
                            ? candidate
                            : candidate.possibly("outside the service area"));
        }
        return told;
    }

    private void gather(String text, Optional<Point> near, int matches, List<Ranked> found) {
        addAddresses(text, near, found);
        addCrossings(text, near, found);
        addNamed(text, near, matches, found);
    }

    /** "High Street, Northfield": what is far from Northfield stays, but doubted. */
    private void gatherIn(
            Localities.Rest rest, Optional<Point> near, int matches, List<Ranked> found) {
        Localities.Locality locality = rest.locality();
        var inside = new ArrayList<Ranked>();
        gather(rest.text(), Optional.of(locality.point()), matches, inside);
        for (Ranked ranked : inside) {
            PlaceCandidate candidate = ranked.candidate();
            // Ranked by what the call says, not by how near to the locality's middle it is.
            double rank =
                    ranked.rank()
                            + NameIndex.distanceCost(candidate.point(), locality.point())
                            - near.map(to -> NameIndex.distanceCost(candidate.point(), to))
                                    .orElse(0.0);
            if (!rest.differs().isEmpty()) rank -= 0.02;
            double meters = StreetParts.flatMeters(candidate.point(), locality.point());
            boolean isIn = meters <= locality.reachMeters() || ranked.isIn(locality.name());
            PlaceCandidate said =
                    rest.differs().isEmpty() ? candidate : candidate.doubted(rest.differs());
            if (!isIn) {
                said =
                        said.doubted(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f km from %s",
                                        meters / 1_000,
                                        locality.name()));
                rank -= 0.08;
            }
            found.add(new Ranked(said, ranked.thing(), rank, ranked.city()));
        }
    }

    /**
     * A candidate with its rank: 1 for a full match, less for what differs or is far.
     *
     * @param thing the street or place it is, so that it is shown once
     * @param city of its address, may be empty
     */
    private record Ranked(PlaceCandidate candidate, Object thing, double rank, String city) {
        /**
         * The same street or place; for crossings, the same spot whatever the streets are called.
         */
        boolean isSameAs(Ranked other) {
            if (isOwnNameOf(other) || other.isOwnNameOf(this)) return true;
            if (isStreetOf(other)) return true;
            if (candidate.kind() != other.candidate.kind()) return false;
            if (candidate.kind() == Kind.CROSSING) return isBeside(candidate, other.candidate);
            return candidate.name().equals(other.candidate.name()) && thing.equals(other.thing);
        }

        /** The map's place that the center has under the same name. */
        private boolean isOwnNameOf(Ranked other) {
            return thing instanceof OwnPlace
                    && other.thing instanceof Gazetteer.Place
                    && Words.plain(candidate.name()).equals(Words.plain(other.candidate.name()))
                    && StreetParts.flatMeters(candidate.point(), other.candidate.point())
                            < OWN_PLACE_METERS;
        }

        /** The street of an address that was found: it says less. */
        private boolean isStreetOf(Ranked other) {
            return candidate.kind() == Kind.STREET
                    && other.candidate.kind() == Kind.ADDRESS
                    && thing.equals(other.thing);
        }

        boolean isIn(String locality) {
            return !city.isEmpty() && Words.plain(city).equals(Words.plain(locality));
        }
    }

    private static boolean isBeside(PlaceCandidate one, PlaceCandidate other) {
        return StreetParts.flatMeters(one.point(), other.point()) < ONE_CROSSING_METERS / 2;
    }

    private List<PlaceCandidate> atCoordinates(List<TypedCoordinates.Reading> readings, int limit) {
        var candidates = new ArrayList<PlaceCandidate>();
        for (TypedCoordinates.Reading reading : readings) {
            PlaceCandidate candidate = atCoordinates(reading);
            if (readings.size() > 1) {
                candidate = candidate.doubted("one of %d readings".formatted(readings.size()));
            }
            candidates.add(candidate);
        }
        return candidates.stream().limit(limit).toList();
    }

    private PlaceCandidate atCoordinates(TypedCoordinates.Reading reading) {
        Point point = reading.point();
        var certain =
                new PlaceCandidate(
                        Kind.COORDINATES,
                        reading.words(),
                        describe(point),
                        point,
                        Certainty.CERTAIN,
                        "",
                        reading.uncertaintyMeters(),
                        reading.given());
        PlaceCandidate said =
                reading.doubt().isEmpty() ? certain : certain.doubted(reading.doubt());
        return serviceArea.contains(point) ? said : said.possibly("outside the service area");
    }

    private static double rank(double nearness, Point point, Optional<Point> near) {
        return near.map(to -> nearness - NameIndex.distanceCost(point, to)).orElse(nearness);
    }

    private void addNamed(String text, Optional<Point> near, int matches, List<Ranked> found) {
        List<Words.Typed> words = Words.typed(text);
        for (NameIndex.Match match : find(streetNames, words, true, matches, near)) {
            StreetParts street = streets.get(match.thing());
            Point point = near.map(street::nearestOn).orElseGet(street::middle);
            PlaceCandidate candidate =
                    candidate(Kind.STREET, street.name(), also(street.names(), match), point, match)
                            .within(street.reachMeters());
            found.add(new Ranked(candidate, street, rank(match.nearness(), point, near), ""));
        }
        for (NameIndex.Match match : find(placeNames, words, true, matches, near)) {
            Gazetteer.Place place = places.get(match.thing());
            PlaceCandidate candidate =
                    candidate(
                            place.kind(),
                            place.names().getFirst(),
                            about(also(place.names(), match), place.about()),
                            place.point(),
                            match);
            boolean stop =
                    STOPS.contains(place.about())
                            || (place.about().equals(EXIT) && match.ordinal() > 0);
            double bonus = place.reachMeters() > 0 ? 0.004 : stop ? -0.06 : 0.002;
            double rank = rank(match.nearness() + bonus, place.point(), near);
            if (stop) candidate = candidate.doubted("this is only a " + place.about());
            found.add(new Ranked(candidate, place, rank, ""));
        }
    }

    /**
     * As typed; if that leads to nothing near, with a blank put between two words or taken away.
     */
    private static List<NameIndex.Match> find(
            NameIndex index,
            List<Words.Typed> words,
            boolean growing,
            int limit,
            Optional<Point> near) {
        List<NameIndex.Match> found = index.find(words, growing, limit, near);
        if (!found.isEmpty() && found.getFirst().nearness() >= NEAR_ENOUGH) return found;
        for (Blanks.Variant variant : Blanks.variants(words, index)) {
            List<NameIndex.Match> better = index.find(variant.words(), growing, limit, near);
            boolean nearer =
                    !better.isEmpty()
                            && (found.isEmpty()
                                    || better.getFirst().nearness() * BLANK_NEARNESS
                                            > found.getFirst().nearness());
            if (nearer) found = better.stream().map(each -> read(each, variant)).toList();
        }
        return found;
    }

    private static NameIndex.Match read(NameIndex.Match match, Blanks.Variant variant) {
        return new NameIndex.Match(
                match.thing(),
                match.nearness() * BLANK_NEARNESS,
                match.covered(),
                false,
                joined(variant.differs(), match.differs()),
                match.ordinal());
    }

    /** The name that was found, where it is not the one shown. */
    private static String also(Collection<String> names, NameIndex.Match match) {
        if (match.ordinal() == 0) return "";
        return names.stream()
                .skip(match.ordinal())
                .findFirst()
                .map(name -> "also " + name)
                .orElse("");
    }

    private static String about(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) return one + other;
        return one + ", " + other;
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
        for (AddressText typed : AddressText.readings(text)) addAddresses(typed, near, found);
    }

    private void addAddresses(AddressText typed, Optional<Point> near, List<Ranked> found) {
        List<Words.Typed> words = Words.typed(typed.street());
        for (NameIndex.Match match :
                find(streetNames, words, typed.growing(), STREETS_FOR_ADDRESS, near)) {
            if (match.nearness() < ADDRESS_NEARNESS) continue;
            StreetParts street = streets.get(match.thing());
            HouseNumbers.Found house = HouseNumbers.find(street, typed.number());
            PlaceCandidate candidate =
                    candidate(
                                    Kind.ADDRESS,
                                    Surroundings.address(street.name(), house.number()),
                                    house.city().isEmpty() ? "" : "in " + house.city(),
                                    house.point(),
                                    match)
                            .within(house.uncertaintyMeters());
            if (!house.differs().isEmpty()) candidate = candidate.doubted(house.differs());
            if (typed.ignored().isPresent()) {
                candidate =
                        candidate.doubted(
                                "“%s” was not looked for".formatted(typed.ignored().get()));
            }
            double rank = rank(match.nearness(), house.point(), near) + 0.05 - house.doubt();
            found.add(new Ranked(candidate, street, rank, house.city()));
        }
    }

    private void addCrossings(String text, Optional<Point> near, List<Ranked> found) {
        String streetsOnly = CROSSING_WORDS.matcher(text).replaceAll("");
        Matcher between = BETWEEN.matcher(streetsOnly);
        // A name may hold such a word itself: every split is tried, up to a few.
        int from = 0;
        for (int tried = 0; tried < 4 && between.find(from); tried++) {
            String left = streetsOnly.substring(0, between.start());
            String right = streetsOnly.substring(between.end());
            // The blank behind one such word may stand before the next.
            from = Math.max(between.start() + 1, between.end() - 1);
            if (Words.of(left).isEmpty() || Words.of(right).isEmpty()) continue;
            addCrossings(left, right, near, found);
            if (from > streetsOnly.length()) return;
        }
    }

    private void addCrossings(String left, String right, Optional<Point> near, List<Ranked> found) {
        var some = find(streetNames, Words.typed(left), false, STREETS_PER_SIDE, near);
        var others = find(streetNames, Words.typed(right), true, STREETS_PER_SIDE, near);
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
                        joined(one.differs(), other.differs()),
                        0);
        String name = a.name() + " and " + b.name();
        List<Point> crossings = apart(a.shared(b));
        for (Point point : crossings) {
            PlaceCandidate candidate = candidate(Kind.CROSSING, name, "", point, both);
            found.add(new Ranked(candidate, a, rank(nearness + 0.06, point, near), ""));
        }
        boolean vague = Math.min(one.nearness(), other.nearness()) < NAMED_CLEARLY;
        if (!crossings.isEmpty() || vague || !a.isWithin(CROSSING_METERS, b)) return;
        StreetParts.Approach approach = a.nearestApproach(b);
        PlaceCandidate candidate =
                candidate(Kind.CROSSING, name, "", approach.point(), both)
                        .doubted(
                                "the map joins them nowhere: here they come within %.0f m"
                                        .formatted(approach.meters()))
                        .within(approach.meters());
        found.add(new Ranked(candidate, a, rank(nearness, approach.point(), near), ""));
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
        List<PlaceCandidate> placed = settled.stream().limit(limit).map(this::placed).toList();
        return placed.stream().map(each -> toldApart(each, placed)).toList();
    }

    /** With the part of town, for what has nothing else that tells it from others. */
    private PlaceCandidate placed(PlaceCandidate candidate) {
        boolean told = !candidate.about().isEmpty() && !candidate.about().startsWith("also ");
        if (told) return candidate;
        return candidate.about(about(candidate.about(), surroundings.in(candidate.point())));
    }

    /** With the street beside it, where nothing else tells it from what is called the same. */
    private PlaceCandidate toldApart(PlaceCandidate candidate, List<PlaceCandidate> all) {
        boolean alone =
                all.stream().filter(other -> isCalledTheSame(candidate, other)).count() == 1;
        boolean told = alone && !candidate.about().isEmpty();
        if (told || candidate.kind() == Kind.COORDINATES) return candidate;
        return surroundings
                .streetBeside(candidate.point(), candidate.name())
                .map(street -> candidate.about(about(candidate.about(), "near " + street)))
                .orElse(candidate);
    }

    private static boolean isCalledTheSame(PlaceCandidate one, PlaceCandidate other) {
        return one.kind() == other.kind()
                && one.name().equals(other.name())
                && one.about().equals(other.about());
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

    /** What is at a point, from every side: for a crew, and for whoever must find it. */
    public Here here(Point point) {
        return surroundings.here(point);
    }
}
