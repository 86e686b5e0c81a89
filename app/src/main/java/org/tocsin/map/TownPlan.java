package org.tocsin.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What was there before the side streets of the sample town: the river, the railway, the roads in
 * and out, the ring, parks and grounds. Metres from the market square; everything wobbles a little
 * with the seed, the shape stays.
 */
final class TownPlan {
    /** Half the town's box: everything lies within 3 km east and west, 2.5 km north and south. */
    static final double HALF_WIDTH_METERS = 3_000;

    static final double HALF_HEIGHT_METERS = 2_500;

    static final double OLD_TOWN_METERS = 360;
    private static final double STEP_METERS = 12;

    /** Ground that side streets keep off. */
    record Ground(String use, String name, Spot centre, double halfWidth, double halfHeight) {
        boolean contains(Spot spot, double marginMeters) {
            double dx = (spot.x() - centre.x()) / (halfWidth + marginMeters);
            double dy = (spot.y() - centre.y()) / (halfHeight + marginMeters);
            // A superellipse: a rectangle with round corners.
            return dx * dx * dx * dx + dy * dy * dy * dy < 1;
        }

        List<Spot> outline() {
            var outline = new ArrayList<Spot>();
            for (int i = 0; i < 28; i++) {
                double angle = 2 * StrictMath.PI * i / 28;
                double cos = StrictMath.cos(angle);
                double sin = StrictMath.sin(angle);
                outline.add(
                        centre.plus(
                                halfWidth * Math.signum(cos) * StrictMath.sqrt(Math.abs(cos)),
                                halfHeight * Math.signum(sin) * StrictMath.sqrt(Math.abs(sin))));
            }
            return outline;
        }
    }

    final Line river;
    final Line rail;
    final List<Street> roads = new ArrayList<>();
    final List<Ground> grounds;
    private final double[] wobble = new double[8];
    private final Random random;

    TownPlan(Random random) {
        this.random = random;
        for (int i = 0; i < wobble.length; i++) wobble[i] = random.nextDouble() * 2 - 1;
        river = alongX(x -> riverY(x));
        rail = alongX(x -> railY(x));
        grounds = grounds();
        addRoads();
    }

    private interface Course {
        double y(double x);
    }

    private static Line alongX(Course course) {
        var spots = new ArrayList<Spot>();
        for (double x = -HALF_WIDTH_METERS; x <= HALF_WIDTH_METERS; x += 40) {
            spots.add(new Spot(x, course.y(x)));
        }
        return new Line(spots);
    }

    double riverY(double x) {
        return -470
                + 110 * StrictMath.sin(x / 560 + 0.6 + 0.3 * wobble[0])
                + 45 * StrictMath.sin(x / 240 + wobble[1]);
    }

    /** From bank to middle. */
    double riverHalfWidth(double x) {
        return 42 + 7 * StrictMath.sin(x / 300 + wobble[2]);
    }

    double railY(double x) {
        return 790 + 0.07 * x + 70 * StrictMath.sin(x / 1_100 + 0.4 * wobble[3]);
    }

    private List<Ground> grounds() {
        return List.of(
                new Ground("park", "Castle Park", new Spot(-610, 390), 170, 150),
                new Ground("cemetery", "Hill Cemetery", new Spot(-330, 1_330), 110, 90),
                new Ground("hospital", "Aldermouth General Hospital", spot(860, 470), 120, 95),
                new Ground("school", "Saint Brannock's School", spot(-1_120, -60), 85, 70),
                new Ground("school", "Northfield Academy", spot(520, 1_330), 95, 80),
                new Ground("school", "South Bank Primary School", spot(-620, -960), 75, 60),
                new Ground("stadium", "Meadow Lane Ground", spot(-1_560, -330), 100, 80),
                new Ground("park", "Waterside Gardens", spot(560, -960), 120, 80),
                new Ground("depot", "Goods Yard", new Spot(420, railY(420) - 62), 190, 34));
    }

    private Spot spot(double x, double y) {
        return new Spot(x + 25 * (random.nextDouble() - 0.5), y + 25 * (random.nextDouble() - 0.5));
    }

    private Street road(String name, String highway, Street.Quarter quarter, int mph, Spot... via) {
        Spot[] bent = via.clone();
        for (int i = 1; i + 1 < bent.length; i++) {
            bent[i] =
                    bent[i].plus(
                            50 * (random.nextDouble() - 0.5), 50 * (random.nextDouble() - 0.5));
        }
        var street = new Street(Line.smooth(STEP_METERS, bent), highway, quarter, name, mph);
        roads.add(street);
        return street;
    }

    private static Spot at(double x, double y) {
        return new Spot(x, y);
    }

    private void addRoads() {
        addRoadsThroughTheOldTown();
        addRoadsOut();
        addRing();
        addQuays();
        for (Street street : roads) carry(street);
    }

    private void addRoadsThroughTheOldTown() {
        var old = Street.Quarter.OLD_TOWN;
        road("High Street", "secondary", old, 20, at(0, 0), at(25, 170), at(-10, 340));
        road("Station Road", "secondary", old, 20, at(-10, 340), at(15, 540), at(60, 690));
        double bank = riverY(-30);
        road(
                "Bridge Street",
                "secondary",
                old,
                20,
                at(0, 0),
                at(-35, -150),
                at(-30, -300),
                at(-30, bank),
                at(-45, bank - 150));
        road("Westgate", "secondary", old, 20, at(0, 0), at(-170, -20), at(-345, 30));
        road("Eastgate", "secondary", old, 20, at(0, 0), at(160, 25), at(350, -15));
        var walls = new ArrayList<Spot>();
        for (int i = 0; i <= 16; i++) {
            double angle = 2 * StrictMath.PI * i / 16;
            double radius = 325 + 24 * StrictMath.sin(3 * angle + wobble[4]);
            double x = radius * StrictMath.cos(angle);
            double y = 0.86 * radius * StrictMath.sin(angle) + 20;
            walls.add(new Spot(x, y));
        }
        walls.set(16, walls.getFirst());
        road("Town Wall", "tertiary", old, 20, walls.toArray(Spot[]::new));
    }

    private void addRoadsOut() {
        var open = Street.Quarter.OPEN_COUNTRY;
        double south = riverY(-30) - 150;
        road(
                "North Road",
                "primary",
                open,
                40,
                at(60, 690),
                at(70, 900),
                at(20, 1_250),
                at(130, 1_750),
                at(210, 2_480));
        road(
                "South Road",
                "primary",
                open,
                40,
                at(-45, south),
                at(-90, -980),
                at(-150, -1_450),
                at(-60, -1_950),
                at(-280, -2_480));
        road(
                "Mill Road",
                "primary",
                open,
                40,
                at(-345, 30),
                at(-760, 60),
                at(-1_300, 120),
                at(-2_100, 250),
                at(-2_980, 180));
        road(
                "Harrow Road",
                "primary",
                open,
                40,
                at(350, -15),
                at(800, 40),
                at(1_480, 180),
                at(2_200, 120),
                at(2_980, 330));
        road(
                "Abbot's Way",
                "secondary",
                open,
                30,
                at(-250, 235),
                at(-420, 560),
                at(-700, 880),
                at(-1_150, 1_480),
                at(-1_750, 2_480));
        road(
                "Fairfield Road",
                "secondary",
                open,
                30,
                at(235, 225),
                at(560, 620),
                at(870, 960),
                at(1_250, 1_560),
                at(1_980, 2_480));
        road(
                "Foundry Road",
                "secondary",
                open,
                30,
                at(-45, south),
                at(420, -800),
                at(1_080, -1_040),
                at(1_900, -1_150),
                at(2_980, -1_560));
        road(
                "Ferry Road",
                "secondary",
                open,
                30,
                at(-45, south),
                at(-460, -760),
                at(-1_150, -900),
                at(-2_000, -1_120),
                at(-2_980, -1_000));
    }

    private void addRing() {
        var open = Street.Quarter.OPEN_COUNTRY;
        road(
                "Western Bypass",
                "trunk",
                open,
                50,
                at(-1_560, 160),
                at(-1_520, 500),
                at(-1_420, 860),
                at(-1_180, 1_210));
        road(
                "Northern Bypass",
                "trunk",
                open,
                50,
                at(-1_180, 1_210),
                at(-560, 1_560),
                at(60, 1_660),
                at(780, 1_560),
                at(1_240, 1_330));
        road(
                "Eastern Bypass",
                "trunk",
                open,
                50,
                at(1_240, 1_330),
                at(1_500, 960),
                at(1_590, 500),
                at(1_540, 0),
                at(1_560, riverY(1_560)),
                at(1_430, -1_060));
        road(
                "Southern Bypass",
                "trunk",
                open,
                50,
                at(1_430, -1_060),
                at(1_060, -1_420),
                at(420, -1_560),
                at(-140, -1_480),
                at(-820, -1_340),
                at(-1_320, -935));
    }

    private void addQuays() {
        road("Old Quay", "tertiary", Street.Quarter.INNER, 20, bank(-820, 760, 26));
        road("Salters Row", "tertiary", Street.Quarter.SOUTH_BANK, 20, bank(-760, 900, -26));
    }

    private Spot[] bank(double west, double east, double offMeters) {
        var spots = new ArrayList<Spot>();
        for (double x = west; x <= east; x += (east - west) / 8) {
            double off = Math.signum(offMeters) * riverHalfWidth(x) + offMeters;
            spots.add(new Spot(x, riverY(x) + off));
        }
        return spots.toArray(Spot[]::new);
    }

    /** Puts bridges over the river and decides how each road meets the railway. */
    private void carry(Street street) {
        double wetFrom = Double.NaN;
        for (double m = 0; m <= street.line.meters(); m += 3) {
            Spot spot = street.line.at(m);
            boolean wet = isRiver(spot, 8);
            if (wet && Double.isNaN(wetFrom)) wetFrom = m;
            if (!wet && !Double.isNaN(wetFrom)) {
                street.spans.add(new Street.Span(wetFrom, m, Street.Carrier.BRIDGE));
                wetFrom = Double.NaN;
            }
        }
        double crossing = railCrossing(street.line);
        if (Double.isNaN(crossing)) return;
        if (street.highway.equals("trunk")) {
            street.spans.add(new Street.Span(crossing - 35, crossing + 35, Street.Carrier.BRIDGE));
        } else if (street.highway.equals("primary")) {
            street.spans.add(new Street.Span(crossing - 18, crossing + 18, Street.Carrier.TUNNEL));
        } else {
            street.levelCrossings.add(crossing);
        }
    }

    /** How far along a line it crosses the railway, metres; not a number when it does not. */
    double railCrossing(Line line) {
        for (double m = 2; m <= line.meters(); m += 2) {
            boolean before = isNorthOfRail(line.at(m - 2));
            if (before != isNorthOfRail(line.at(m))) return m - 1;
        }
        return Double.NaN;
    }

    boolean isNorthOfRail(Spot spot) {
        return spot.y() > railY(spot.x());
    }

    boolean isRiver(Spot spot, double marginMeters) {
        return Math.abs(spot.y() - riverY(spot.x())) < riverHalfWidth(spot.x()) + marginMeters;
    }

    /** Whether a side street may run here. */
    boolean isFree(Spot spot) {
        if (!isTown(spot) || isRiver(spot, 34)) return false;
        if (Math.abs(spot.y() - railY(spot.x())) < 30) return false;
        for (Ground ground : grounds) {
            if (ground.contains(spot, 8)) return false;
        }
        return true;
    }

    boolean isTown(Spot spot) {
        return townReach(spot) < 1 || isIndustry(spot);
    }

    /** 0 at the centre, 1 at the town's edge. */
    private double townReach(Spot spot) {
        double angle = StrictMath.atan2(spot.y() + 80, spot.x());
        double edge =
                1
                        + 0.13 * StrictMath.sin(2 * angle + wobble[5])
                        + 0.10 * StrictMath.sin(5 * angle + 3 * wobble[6])
                        + 0.07 * StrictMath.sin(9 * angle + 3 * wobble[7]);
        return StrictMath.hypot(spot.x() / 1_880, (spot.y() + 80) / 1_640) / edge;
    }

    /** The industrial edge: east of the ring, between the railway and the river. */
    boolean isIndustry(Spot spot) {
        double dx = (spot.x() - 2_060) / 480;
        double dy = (spot.y() - 350) / 520;
        return dx * dx * dx * dx + dy * dy * dy * dy < 1;
    }

    Street.Quarter quarter(Spot spot) {
        if (isIndustry(spot)) return Street.Quarter.INDUSTRY;
        double fromCentre = StrictMath.hypot(spot.x(), spot.y());
        if (spot.y() < riverY(spot.x())) return Street.Quarter.SOUTH_BANK;
        if (fromCentre < OLD_TOWN_METERS) return Street.Quarter.OLD_TOWN;
        if (fromCentre < 850 && !isNorthOfRail(spot)) return Street.Quarter.INNER;
        return Street.Quarter.SUBURB;
    }

    List<Spot> riverOutline() {
        var outline = new ArrayList<Spot>();
        for (Spot spot : river.spots()) outline.add(spot.plus(0, riverHalfWidth(spot.x())));
        for (Spot spot : river.spots().reversed()) {
            outline.add(spot.plus(0, -riverHalfWidth(spot.x())));
        }
        return outline;
    }

    /** The outline of the built-up town, or of a share of it. */
    List<Spot> townOutline(double share) {
        var outline = new ArrayList<Spot>();
        for (int i = 0; i < 90; i++) {
            double angle = 2 * StrictMath.PI * i / 90;
            double low = 0;
            double high = 4_000;
            while (high - low > 1) {
                double middle = (low + high) / 2;
                if (townReach(ray(angle, middle)) < share) low = middle;
                else high = middle;
            }
            outline.add(ray(angle, low));
        }
        return outline;
    }

    private static Spot ray(double angle, double meters) {
        return new Spot(meters * StrictMath.cos(angle), meters * StrictMath.sin(angle) - 80);
    }

    List<Spot> industryOutline() {
        return new Ground("industrial", "", new Spot(2_060, 350), 480, 520).outline();
    }
}
