package org.tocsin.map;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Aldermouth: a made-up town of some two hundred streets, for demonstrations, drills and tests. It
 * lies at 45° N 20° W, in the open Atlantic some 800 km from the next land, so that nobody takes
 * it, or a call from it, for a real place. An old centre, a river with two bridges, a railway with
 * a station, crossings and underpasses, a ring road, suburbs, an industrial edge; house numbers,
 * stations, hospital, schools, hydrants, defibrillators. Nothing in it is taken from a real map.
 */
public final class SampleTown {
    /** The town's name. */
    public static final String NAME = "Aldermouth";

    /** The market square. */
    public static final Point CENTRE = new Point(45.0, -20.0);

    private static final double METERS_PER_DEGREE = 111_194.9;

    private final ExtractWriter out = new ExtractWriter("Tocsin sample town");
    private final Map<TownGraph.Junction, Long> ids = new HashMap<>();
    private final Random random;
    private final TownPlan plan;

    private SampleTown(long seed) {
        random = new Random(seed);
        plan = new TownPlan(random);
    }

    /**
     * Writes the town as an OpenStreetMap extract (.osm.pbf). The same seed gives the same bytes on
     * every machine. A file already there is replaced in one step; an interrupted run leaves it as
     * it was.
     *
     * @param file where to; its folder must exist
     * @param seed any number: the plan stays, the streets, names and houses differ
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, long seed) throws IOException {
        var town = new SampleTown(seed);
        town.build();
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) throw new IOException("%s is not a file".formatted(file));
        Path draft = Files.createTempFile(parent, "town", ".part");
        try {
            town.out.write(draft);
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The box the town lies in, 6 by 5 km. */
    public static Area bounds() {
        double x = TownPlan.HALF_WIDTH_METERS;
        double y = TownPlan.HALF_HEIGHT_METERS;
        return new Area(
                List.of(
                        point(new Spot(-x, -y)),
                        point(new Spot(x, -y)),
                        point(new Spot(x, y)),
                        point(new Spot(-x, y))));
    }

    private void build() {
        List<TownGraph.Tied> streets = new TownGraph(new TownStreets(plan, random).grow()).tie();
        new TownNames(random).nameAll(streets);
        new TownOneWays(streets, random).choose();
        for (TownGraph.Tied street : streets) writeStreet(street);
        writeRiver();
        writeRail(streets);
        writeGround();
        new TownHouses(this, plan, streets, random).write();
        node(new Spot(0, 0), Tags.of("place", "town", "name", NAME, "population", "48200"));
        node(new Spot(0, 12), Tags.of("place", "square", "name", "Market Square"));
        node(new Spot(-150, 1_150), Tags.of("place", "suburb", "name", "Northfield"));
        node(new Spot(980, 760), Tags.of("place", "suburb", "name", "Fairfield"));
        node(new Spot(-1_150, 330), Tags.of("place", "suburb", "name", "Westmill"));
        node(new Spot(-500, -1_080), Tags.of("place", "suburb", "name", "South Bank"));
        node(new Spot(2_060, 350), Tags.of("place", "suburb", "name", "Forgeside"));
    }

    private static Point point(Spot spot) {
        return new Point(latitude(spot) / 1e7, longitude(spot) / 1e7);
    }

    private static int latitude(Spot spot) {
        return (int) Math.round((CENTRE.latitude() + spot.y() / METERS_PER_DEGREE) * 1e7);
    }

    private static int longitude(Spot spot) {
        double metersPerDegree =
                METERS_PER_DEGREE * StrictMath.cos(StrictMath.toRadians(CENTRE.latitude()));
        return (int) Math.round((CENTRE.longitude() + spot.x() / metersPerDegree) * 1e7);
    }

    long node(Spot spot, Tags tags) {
        return out.node(latitude(spot), longitude(spot), tags);
    }

    void outline(List<Spot> spots, Tags tags) {
        var refs = new ArrayList<Long>();
        for (Spot spot : spots) refs.add(node(spot, Tags.NONE));
        refs.add(refs.getFirst());
        out.way(refs, tags);
    }

    void path(List<Long> refs, Tags tags) {
        out.way(refs, tags);
    }

    long node(TownGraph.Junction junction) {
        return ids.computeIfAbsent(junction, j -> node(j.spot, Tags.NONE));
    }

    private void writeStreet(TownGraph.Tied tied) {
        Street street = tied.street();
        var refs = new ArrayList<Long>();
        Tags tags = Tags.NONE;
        for (int i = 0; i + 1 < tied.stops().size(); i++) {
            TownGraph.Stop from = tied.stops().get(i);
            TownGraph.Stop to = tied.stops().get(i + 1);
            Tags here = tags(street, (from.meters() + to.meters()) / 2);
            if (!refs.isEmpty() && !here.toString().equals(tags.toString())) {
                out.way(refs, tags);
                refs.clear();
            }
            if (refs.isEmpty()) refs.add(node(from.junction()));
            refs.add(node(to.junction()));
            tags = here;
        }
        if (refs.size() > 1) out.way(refs, tags);
    }

    private static Tags tags(Street street, double meters) {
        Tags tags =
                Tags.of(
                        "highway",
                        street.highway,
                        "name",
                        street.name,
                        "maxspeed",
                        street.speedLimitMph + " mph");
        if (street.oneWay) tags = tags.with("oneway", "yes");
        for (Street.Span span : street.spans) {
            if (meters < span.from() || meters > span.to()) continue;
            tags =
                    switch (span.carrier()) {
                        case BRIDGE -> tags.with("bridge", "yes").with("layer", "1");
                        case TUNNEL -> tags.with("tunnel", "yes").with("layer", "-1");
                    };
        }
        return tags;
    }

    private void writeRiver() {
        var refs = new ArrayList<Long>();
        for (Spot spot : plan.river.spots()) refs.add(node(spot, Tags.NONE));
        out.way(refs, Tags.of("waterway", "river", "name", "River Alder"));
        var banks = new ArrayList<Long>();
        for (Spot spot : plan.riverOutline()) banks.add(node(spot, Tags.NONE));
        // Two open ways under one relation, as large rivers are drawn in real extracts.
        int half = banks.size() / 2;
        long north = out.way(banks.subList(0, half + 1), Tags.NONE);
        var rest = new ArrayList<>(banks.subList(half, banks.size()));
        rest.add(banks.getFirst());
        long south = out.way(rest, Tags.NONE);
        out.relation(
                List.of(
                        new Extract.Member(Extract.MemberKind.WAY, north, "outer"),
                        new Extract.Member(Extract.MemberKind.WAY, south, "outer")),
                Tags.of("type", "multipolygon", "natural", "water", "water", "river"));
    }

    private void writeRail(List<TownGraph.Tied> streets) {
        var crossings = new ArrayList<TownGraph.Stop>();
        for (TownGraph.Tied tied : streets) {
            Street street = tied.street();
            if (!street.highway.equals("secondary")) continue;
            for (int i = 0; i + 1 < tied.stops().size(); i++) {
                TownGraph.Junction a = tied.stops().get(i).junction();
                TownGraph.Junction b = tied.stops().get(i + 1).junction();
                if (plan.isNorthOfRail(a.spot) == plan.isNorthOfRail(b.spot)) continue;
                boolean first =
                        Math.abs(a.spot.y() - plan.railY(a.spot.x()))
                                < Math.abs(b.spot.y() - plan.railY(b.spot.x()));
                TownGraph.Junction nearest = first ? a : b;
                crossings.add(new TownGraph.Stop(plan.rail.metersNearest(nearest.spot), nearest));
            }
        }
        var stops = new ArrayList<>(crossings);
        for (int i = 0; i < plan.rail.spots().size(); i++) {
            double meters = plan.rail.metersAt(i);
            if (crossings.stream().anyMatch(c -> Math.abs(c.meters() - meters) < 30)) continue;
            stops.add(
                    new TownGraph.Stop(
                            meters, new TownGraph.Junction(plan.rail.spots().get(i), false)));
        }
        stops.sort(java.util.Comparator.comparingDouble(TownGraph.Stop::meters));
        var refs = new ArrayList<Long>();
        for (TownGraph.Stop stop : stops) refs.add(node(stop.junction()));
        out.way(refs, Tags.of("railway", "rail", "name", "Alder Valley Line", "gauge", "1435"));
        for (TownGraph.Stop crossing : crossings) {
            out.tag(node(crossing.junction()), Tags.of("railway", "level_crossing"));
        }
        Spot station = new Spot(60, plan.railY(60) - 14);
        node(station, Tags.of("railway", "station", "name", "Aldermouth Station"));
    }

    private void writeGround() {
        outline(plan.townOutline(1), Tags.of("landuse", "residential"));
        outline(plan.townOutline(0.26), Tags.of("landuse", "retail"));
        outline(plan.industryOutline(), Tags.of("landuse", "industrial", "name", "Forgeside"));
        for (TownPlan.Ground ground : plan.grounds) {
            outline(ground.outline(), tags(ground));
            if (ground.name().equals("Castle Park")) {
                var pond = new TownPlan.Ground("pond", "", ground.centre().plus(40, -35), 55, 32);
                outline(
                        pond.outline(),
                        Tags.of("natural", "water", "water", "pond", "name", "Castle Pond"));
            }
        }
        writeCountry();
    }

    /** Woods and fields around the town, with borders as uneven as real ones. */
    private void writeCountry() {
        for (int i = 0; i < 26; i++) {
            double angle = 2 * StrictMath.PI * i / 26 + 0.2 * random.nextDouble();
            double far = i % 2 == 0 ? 1 : 0.86;
            var middle =
                    new Spot(
                            far * 2_560 * StrictMath.cos(angle),
                            far * 2_140 * StrictMath.sin(angle) - 60);
            double size = 120 + 190 * random.nextDouble();
            if (plan.isTown(middle) || plan.isRiver(middle, size + 60)) continue;
            List<Spot> border = uneven(middle, size);
            if (border.stream().anyMatch(plan::isTown)) continue;
            outline(
                    border,
                    switch (i % 3) {
                        case 0 -> Tags.of("natural", "wood");
                        case 1 -> Tags.of("landuse", "farmland");
                        default -> Tags.of("landuse", "meadow");
                    });
        }
    }

    private List<Spot> uneven(Spot middle, double size) {
        double phase = 6 * random.nextDouble();
        var border = new ArrayList<Spot>();
        for (int i = 0; i < 22; i++) {
            double angle = 2 * StrictMath.PI * i / 22;
            double radius =
                    size
                            * (1
                                    + 0.22 * StrictMath.sin(2 * angle + phase)
                                    + 0.13 * StrictMath.sin(3 * angle - 2 * phase)
                                    + 0.10 * random.nextDouble());
            Spot spot =
                    middle.plus(
                            radius * StrictMath.cos(angle), 0.75 * radius * StrictMath.sin(angle));
            double x = TownPlan.HALF_WIDTH_METERS - 20;
            double y = TownPlan.HALF_HEIGHT_METERS - 20;
            border.add(new Spot(Math.clamp(spot.x(), -x, x), Math.clamp(spot.y(), -y, y)));
        }
        return border;
    }

    private static Tags tags(TownPlan.Ground ground) {
        return switch (ground.use()) {
            case "park" -> Tags.of("leisure", "park", "name", ground.name());
            case "cemetery" -> Tags.of("landuse", "cemetery", "name", ground.name());
            case "hospital" ->
                    Tags.of("amenity", "hospital", "name", ground.name(), "emergency", "yes");
            case "school" -> Tags.of("amenity", "school", "name", ground.name());
            case "stadium" -> Tags.of("leisure", "stadium", "name", ground.name());
            default -> Tags.of("landuse", "railway", "name", ground.name());
        };
    }
}
