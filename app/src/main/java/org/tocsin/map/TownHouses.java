package org.tocsin.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Houses, numbers, shops, stations, hydrants and defibrillators along the sample town's streets.
 */
final class TownHouses {
    private static final double CELL_METERS = 40;

    /** A plot with a number, beside a street. */
    private record Plot(
            Street street, String number, Spot middle, Spot along, double width, double depth) {}

    private final SampleTown town;
    private final TownPlan plan;
    private final List<TownGraph.Tied> streets;
    private final Random random;
    private final List<Plot> plots = new ArrayList<>();
    private final Map<Long, List<Spot>> roadsNear = new HashMap<>();
    private final Map<Long, List<Plot>> plotsNear = new HashMap<>();

    TownHouses(SampleTown town, TownPlan plan, List<TownGraph.Tied> streets, Random random) {
        this.town = town;
        this.plan = plan;
        this.streets = streets;
        this.random = random;
    }

    void write() {
        for (TownGraph.Tied street : streets) rememberRoad(street);
        for (TownGraph.Tied street : streets) layOut(street);
        writeStations();
        writeShops();
        for (Plot plot : plots) writeHouse(plot);
        writeHalls();
        writeDrives();
        writeHydrants();
    }

    private static long cell(double x, double y) {
        return (long) Math.floor(x / CELL_METERS) * 100_000L + (long) Math.floor(y / CELL_METERS);
    }

    private void rememberRoad(TownGraph.Tied street) {
        Line line = drawn(street);
        for (double m = 0; m <= line.meters(); m += 5) {
            Spot spot = line.at(m);
            roadsNear.computeIfAbsent(cell(spot.x(), spot.y()), _ -> new ArrayList<>()).add(spot);
        }
    }

    /** The street as it is written, junctions included. */
    private static Line drawn(TownGraph.Tied street) {
        return new Line(street.stops().stream().map(stop -> stop.junction().spot).toList());
    }

    private void layOut(TownGraph.Tied tied) {
        Street street = tied.street();
        if (street.highway.equals("trunk")) return;
        Line line = drawn(tied);
        int odd = 1;
        int even = 2;
        for (double m = 14; m < line.meters() - 8; m += frontage(street)) {
            Spot on = line.at(m);
            if (!plan.isTown(on)) continue;
            Spot along = line.directionAt(m);
            boolean old = plan.quarter(on) == Street.Quarter.OLD_TOWN;
            double depth = old ? 14 : 10 + 3 * random.nextDouble();
            double width = frontage(street) * (old ? 0.96 : 0.68);
            double set = (old ? 6.5 : 11) + depth / 2;
            for (int side = -1; side <= 1; side += 2) {
                int number = side < 0 ? odd : even;
                if (side < 0) odd += 2;
                else even += 2;
                Spot middle = on.plus(-side * along.y() * set, side * along.x() * set);
                var plot = new Plot(street, Integer.toString(number), middle, along, width, depth);
                if (random.nextInt(100) < 6 || !isBuildable(plot)) continue;
                plots.add(plot);
                plotsNear
                        .computeIfAbsent(cell(middle.x(), middle.y()), _ -> new ArrayList<>())
                        .add(plot);
            }
        }
    }

    private static double frontage(Street street) {
        return switch (street.quarter) {
            case OLD_TOWN -> 13;
            case INNER -> 16;
            case SUBURB, SOUTH_BANK -> 22;
            case INDUSTRY -> 75;
            case OPEN_COUNTRY -> 34;
        };
    }

    private boolean isBuildable(Plot plot) {
        Spot middle = plot.middle();
        if (plan.isRiver(middle, 14)) return false;
        if (Math.abs(middle.y() - plan.railY(middle.x())) < 20) return false;
        for (TownPlan.Ground ground : plan.grounds) {
            if (ground.contains(middle, 8)) return false;
        }
        double half = plot.depth() / 2 + 3.2;
        for (int row = -1; row <= 1; row++) {
            for (int column = -1; column <= 1; column++) {
                long cell = cell(middle.x() + row * CELL_METERS, middle.y() + column * CELL_METERS);
                for (Spot road : roadsNear.getOrDefault(cell, List.of())) {
                    if (road.metersTo(middle) < half) return false;
                }
                for (Plot other : plotsNear.getOrDefault(cell, List.of())) {
                    double apart = other.middle().metersTo(middle);
                    if (apart < 0.47 * (other.width() + plot.width())) return false;
                    if (apart < 0.8 * (other.depth() + plot.depth()) / 2) return false;
                }
            }
        }
        return true;
    }

    private Plot takeNearest(Spot spot) {
        Plot nearest =
                plots.stream()
                        .min(Comparator.comparingDouble(plot -> plot.middle().metersTo(spot)))
                        .orElseThrow();
        plots.remove(nearest);
        return nearest;
    }

    private void writeStations() {
        station(new Spot(-330, -90), "fire_station", "Central Fire Station");
        station(new Spot(210, 1_190), "fire_station", "Northfield Fire Station");
        station(new Spot(180, -1_010), "fire_station", "South Bank Fire Station");
        station(new Spot(650, 380), "ambulance_station", "Eastgate Ambulance Station");
        station(new Spot(-760, -900), "ambulance_station", "Ferry Road Ambulance Station");
        station(new Spot(160, 330), "police", "Aldermouth Police Station");
    }

    private void station(Spot near, String kind, String name) {
        Plot plot = takeNearest(near);
        String key = kind.equals("ambulance_station") ? "emergency" : "amenity";
        writeBuilding(plot, Tags.of("building", "yes", key, kind, "name", name));
    }

    private void writeShops() {
        shop(0, 45, "amenity", "townhall", "Town Hall");
        shop(-90, 120, "amenity", "place_of_worship", "Saint Brannock's Church");
        shop(110, 90, "amenity", "library", "Aldermouth Library");
        shop(-160, -110, "tourism", "museum", "Museum of the River");
        shop(200, -120, "amenity", "theatre", "Salters Theatre");
        shop(60, -60, "amenity", "pub", "The Lantern");
        shop(-60, -200, "amenity", "pub", "The Anchor");
        shop(40, 240, "amenity", "pharmacy", "High Street Pharmacy");
        shop(-40, 290, "amenity", "bank", "Alder Valley Bank");
        shop(90, 620, "tourism", "hotel", "Station Hotel");
        shop(300, 60, "shop", "supermarket", "Eastgate Market Hall");
        shop(-1_000, 240, "shop", "supermarket", "Westmill Stores");
        shop(60, 1_020, "shop", "supermarket", "Northfield Stores");
        shop(-250, -820, "shop", "supermarket", "South Bank Stores");
        shop(-240, 1_140, "amenity", "pharmacy", "Northfield Pharmacy");
        shop(-460, -1_000, "amenity", "doctors", "South Bank Surgery");
        shop(-860, 190, "amenity", "doctors", "Westmill Surgery");
        shop(1_000, 720, "amenity", "nursing_home", "Fairfield House");
        shop(-960, 980, "amenity", "nursing_home", "Abbot's Lodge");
        shop(760, -860, "amenity", "community_centre", "Waterside Hall");
        shop(-700, -40, "amenity", "fuel", "Mill Road Filling Station");
        shop(1_350, 150, "amenity", "fuel", "Ring Filling Station");
        shop(1_900, 250, "man_made", "works", "Alder Castings");
        shop(2_200, 520, "man_made", "works", "Forgeside Paints and Solvents");
        shop(0, -120, "shop", "bakery", "Bridge Street Bakery");
    }

    private void shop(double x, double y, String key, String value, String name) {
        Plot plot = takeNearest(new Spot(x, y));
        writeBuilding(plot, Tags.of("building", "yes", key, value, "name", name));
        if (random.nextInt(100) < 55) {
            town.node(
                    plot.middle().plus(2, 2),
                    Tags.of(
                            "emergency",
                            "defibrillator",
                            "defibrillator:location",
                            "at the entrance of " + name));
        }
    }

    private void writeHouse(Plot plot) {
        boolean drawn =
                switch (plan.quarter(plot.middle())) {
                    case OLD_TOWN, INNER, INDUSTRY -> true;
                    case SUBURB, SOUTH_BANK, OPEN_COUNTRY -> false;
                };
        if (drawn) writeBuilding(plot, Tags.of("building", "yes"));
        else town.node(plot.middle(), address(Tags.NONE, plot));
    }

    private static Tags address(Tags tags, Plot plot) {
        return tags.with("addr:housenumber", plot.number())
                .with("addr:street", plot.street().name)
                .with("addr:city", SampleTown.NAME);
    }

    private void writeBuilding(Plot plot, Tags tags) {
        town.outline(
                corners(plot.middle(), plot.along(), plot.width() / 2, plot.depth() / 2),
                address(tags, plot));
    }

    private static List<Spot> corners(Spot middle, Spot along, double half, double deep) {
        var corners = new ArrayList<Spot>();
        int[][] signs = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int[] sign : signs) {
            corners.add(
                    middle.plus(
                            sign[0] * half * along.x() - sign[1] * deep * along.y(),
                            sign[0] * half * along.y() + sign[1] * deep * along.x()));
        }
        return corners;
    }

    /** Wards and halls on the grounds that have some. */
    private void writeHalls() {
        for (TownPlan.Ground ground : plan.grounds) {
            int halls =
                    switch (ground.use()) {
                        case "hospital" -> 4;
                        case "school" -> 2;
                        case "depot" -> 3;
                        default -> 0;
                    };
            for (int i = 0; i < halls; i++) {
                double x = ground.halfWidth() * (2.0 * i + 1 - halls) / (halls + 0.6);
                Spot middle = ground.centre().plus(x, 8 * random.nextDouble());
                town.outline(
                        corners(
                                middle,
                                new Spot(1, 0),
                                ground.halfWidth() / (halls + 1.6),
                                ground.halfHeight() * 0.45),
                        Tags.of("building", ground.use().equals("depot") ? "warehouse" : "yes"));
            }
        }
    }

    /** A drive from each hospital and school to the street nearest to it. */
    private void writeDrives() {
        for (TownPlan.Ground ground : plan.grounds) {
            if (!ground.use().equals("hospital") && !ground.use().equals("school")) continue;
            TownGraph.Junction gate =
                    streets.stream()
                            .filter(street -> !street.street().highway.equals("trunk"))
                            .flatMap(street -> street.stops().stream())
                            .map(TownGraph.Stop::junction)
                            .min(Comparator.comparingDouble(j -> j.spot.metersTo(ground.centre())))
                            .orElseThrow();
            Spot door = ground.centre().plus(0, -0.62 * ground.halfHeight());
            town.path(
                    List.of(town.node(gate), town.node(door, Tags.NONE)),
                    Tags.of("highway", "service", "maxspeed", "10 mph"));
        }
    }

    private void writeHydrants() {
        int number = 1;
        for (TownGraph.Tied street : streets) {
            Line line = drawn(street);
            for (double m = 60; m < line.meters(); m += 170) {
                Spot on = line.at(m);
                if (!plan.isTown(on) || plan.isRiver(on, 6)) continue;
                Spot along = line.directionAt(m);
                town.node(
                        on.plus(4.5 * along.y(), -4.5 * along.x()),
                        Tags.of(
                                "emergency",
                                "fire_hydrant",
                                "ref",
                                "H%04d".formatted(number++),
                                "fire_hydrant:type",
                                "underground"));
            }
        }
    }
}
