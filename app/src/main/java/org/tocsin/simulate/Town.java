package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.center.Destination;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.center.Shift;
import org.tocsin.coverage.Nearness;
import org.tocsin.coverage.Reach;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.FixedPlaces;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Ground;
import org.tocsin.simulate.result.Setting;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a simulation is made of and does not change: the center under a name of its own, its roads,
 * its demand. Any number of threads.
 */
public final class Town {
    /**
     * Added to the id of a center that is simulated, so that no record is ever taken for its own.
     */
    static final String SUFFIX = "-lab";

    /** So many places of demand stand for all in questions of coverage. */
    static final int MAX_SQUARES = 400;

    final Center center;
    final DrivingProfiles profiles;

    /** How often crews are moved at most, if that is limited. */
    final Optional<MoveUpLimits> moveUps;

    final RoadNetwork roads;
    final Demand demand;

    /** Roads that are closed for a time, each for those who drive then. */
    final List<Closure> closures;

    final List<Point> posts;
    final List<Point> hospitals;

    /** Posts, then hospitals. */
    final List<Point> fixed;

    final List<Ground.Spot> squares;

    /** What the demand lies in; empty where nothing is known of where calls come from. */
    final Optional<Ground.Box> extent;

    final Optional<Reach> reach;
    final Optional<Nearness> nearness;
    private final Map<Point, Integer> fixedAt;
    private final Map<String, Integer> postOf;
    private final Map<String, Profile> profileOf;
    private final Map<String, Optional<FixedPlaces>> known;

    /** The agency that most calls are for: its units are those whose cover is kept. */
    final String agency;

    /** What calls ask of that agency's units. */
    final List<Asks> asks;

    /** By unit of that agency, which of {@link #asks} it answers. */
    final Map<String, Set<Integer>> answers;

    /**
     * Calls that ask that agency for the same.
     *
     * @param capabilities any of them answers; by the plans at noon, where most calls come from
     * @param share how many of all calls these are, in any unit
     */
    record Asks(Set<String> capabilities, double share) {}

    Town(Center center, DrivingProfiles profiles, RoadNetwork roads, Demand demand) {
        this(center, profiles, Optional.empty(), roads, demand, List.of());
    }

    Town(
            Center center,
            DrivingProfiles profiles,
            Optional<MoveUpLimits> moveUps,
            RoadNetwork roads,
            Demand demand,
            List<Closure> closures) {
        this.center = center.called(center.id() + SUFFIX, center.name() + " (simulation)");
        this.profiles = profiles;
        this.moveUps = moveUps;
        this.roads = roads;
        this.demand = demand;
        this.closures = List.copyOf(closures);
        agency = busiest(center, demand);
        posts = center.stations().stream().map(Station::point).toList();
        hospitals = center.destinations().stream().map(Destination::point).toList();
        fixed = Stream.concat(posts.stream(), hospitals.stream()).toList();
        fixedAt = new HashMap<>();
        postOf = new HashMap<>();
        profileOf = new HashMap<>();
        known = new ConcurrentHashMap<>();
        for (int i = 0; i < fixed.size(); i++) fixedAt.putIfAbsent(fixed.get(i), i);
        for (int i = 0; i < posts.size(); i++) postOf.put(center.stations().get(i).id(), i);
        for (Profile each : profiles.all()) profileOf.put(each.name(), each);
        Optional<Ground> ground = ground(demand);
        squares = ground.map(each -> each.squares(MAX_SQUARES)).orElse(List.of());
        extent = ground.map(Ground::extent);
        asks = asks();
        answers = answers();
        if (squares.isEmpty()) {
            reach = Optional.empty();
            nearness = Optional.empty();
        } else {
            List<Reach.Place> places = places(center);
            Conditions usual = Conditions.open(profiles.usual(), Instant.EPOCH);
            reach = Optional.of(Reach.of(places, posts, roads, usual));
            nearness = Optional.of(Nearness.of(places, posts, roads, usual));
        }
    }

    private Town(Town of, Center center) {
        this.center = center;
        profiles = of.profiles;
        moveUps = of.moveUps;
        roads = of.roads;
        demand = of.demand;
        closures = of.closures;
        agency = of.agency;
        posts = of.posts;
        hospitals = of.hospitals;
        fixed = of.fixed;
        squares = of.squares;
        extent = of.extent;
        asks = of.asks;
        answers = answers();
        reach = of.reach;
        nearness = of.nearness;
        fixedAt = of.fixedAt;
        postOf = of.postOf;
        profileOf = of.profileOf;
        known = of.known;
    }

    /** The same town with other units and shifts. */
    public Town staffed(List<Shift> shifts, List<Unit> units) {
        return new Town(this, center.staffed(shifts, units));
    }

    private static String busiest(Center center, Demand demand) {
        var shares = new TreeMap<String, Double>();
        for (Demand.Kind kind : demand.kinds()) {
            shares.merge(center.type(kind.type()).agency(), kind.share(), Double::sum);
        }
        return shares.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static Optional<Ground> ground(Demand demand) {
        if (demand.ground().isPresent()) return demand.ground();
        return switch (demand.arrivals()) {
            case Demand.Arrivals.AtRandom _ -> Optional.empty();
            case Demand.Arrivals.AsBefore(List<Demand.Past> calls) when calls.isEmpty() ->
                    Optional.empty();
            case Demand.Arrivals.AsBefore(List<Demand.Past> calls) ->
                    Optional.of(
                            Ground.of(
                                    calls.stream()
                                            .map(Demand.Past::point)
                                            .map(
                                                    p ->
                                                            new Ground.Box(
                                                                    p.latitude(),
                                                                    p.longitude(),
                                                                    0,
                                                                    0,
                                                                    1))
                                            .toList()));
        };
    }

    private List<Asks> asks() {
        Set<String> own = center.capabilitiesOf(agency);
        Point place =
                squares.stream()
                        .max(Comparator.comparingDouble(Ground.Spot::weight))
                        .map(Ground.Spot::point)
                        .orElse(posts.getFirst());
        var shares = new LinkedHashMap<Set<String>, Double>();
        for (Demand.Kind kind : demand.kinds()) {
            var asked = new TreeSet<>(need(kind, place).preferred());
            asked.retainAll(own);
            if (!asked.isEmpty()) shares.merge(asked, kind.share(), Double::sum);
        }
        return shares.entrySet().stream()
                .map(each -> new Asks(Set.copyOf(each.getKey()), each.getValue()))
                .toList();
    }

    private Map<String, Set<Integer>> answers() {
        var answers = new HashMap<String, Set<Integer>>();
        for (Unit unit : center.units()) {
            if (!unit.agency().equals(agency)) continue;
            var of = new TreeSet<Integer>();
            for (int i = 0; i < asks.size(); i++) {
                if (!Collections.disjoint(asks.get(i).capabilities(), unit.capabilities()))
                    of.add(i);
            }
            answers.put(unit.callSign(), Set.copyOf(of));
        }
        return answers;
    }

    private Need need(Demand.Kind kind, Point place) {
        Instant noon = Instant.EPOCH.atZone(center.zone()).with(LocalTime.NOON).toInstant();
        return center.plans().need(kind.type(), kind.priority(), place, noon, center.zone(), 1);
    }

    /** In time for the most urgent kind: what is left of its target for the drive. */
    private List<Reach.Place> places(Center center) {
        int urgent = demand.kinds().stream().mapToInt(Demand.Kind::priority).min().orElse(1);
        double before = demand.secondsBeforeDriving(urgent);
        Duration within =
                center.targets()
                        .of(urgent)
                        .arrival()
                        .minus(Duration.ofMillis(Math.round(before * 1000)));
        var places = new ArrayList<Reach.Place>();
        for (Ground.Spot square : squares) {
            long offRoad = Math.round(1000 * offRoadSeconds(square.point()));
            Duration onRoad = within.minusMillis(offRoad);
            places.add(new Reach.Place(square.point(), square.weight(), onRoad));
        }
        return places;
    }

    private double offRoadSeconds(Point place) {
        if (demand.offRoadKmh() == 0) return 0;
        Conditions usual = Conditions.open(profiles.usual(), Instant.EPOCH);
        return roads.metersToRoad(place, usual).orElse(0) / (demand.offRoadKmh() / 3.6);
    }

    /** Under its name in the lab. */
    public Center center() {
        return center;
    }

    public Demand demand() {
        return demand;
    }

    /** Where units wait, in the order of the center's stations. */
    public List<Point> posts() {
        return posts;
    }

    /** The agency that most calls are for. */
    public String agency() {
        return agency;
    }

    /** Which demand posts reach in time; empty where nothing is known of where calls come from. */
    public Optional<Reach> reach() {
        return reach;
    }

    /** How near units at posts are to the demand; empty likewise. */
    public Optional<Nearness> nearness() {
        return nearness;
    }

    /** As far as results are told by it. */
    Setting setting() {
        return new Setting(center, demand, closures, moveUps, extent);
    }

    /** The index of a station's post. */
    int post(String station) {
        Integer post = postOf.get(station);
        if (post == null) throw new IllegalArgumentException("no station " + station);
        return post;
    }

    /** The index of a place among {@link #fixed}. */
    OptionalInt fixed(Point place) {
        Integer at = fixedAt.get(place);
        return at == null ? OptionalInt.empty() : OptionalInt.of(at);
    }

    boolean isPost(Point place) {
        OptionalInt at = fixed(place);
        return at.isPresent() && at.getAsInt() < posts.size();
    }

    /**
     * The drives between the fixed places and anywhere, for all simulations of this town.
     *
     * @return empty where they change, with closures and by the hour, and where a map is too large
     */
    Optional<FixedPlaces> known(Conditions conditions) {
        Profile profile = conditions.profile();
        if (!conditions.closures().isEmpty() || !profile.factors().isEmpty()) {
            return Optional.empty();
        }
        return known.computeIfAbsent(profile.name(), _ -> FixedPlaces.of(roads, fixed, conditions));
    }

    Profile profile(String name) {
        return profileOf.getOrDefault(name, profiles.usual());
    }
}
