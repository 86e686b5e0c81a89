package org.tocsin.map;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Grows the side streets of the sample town: each follows a field of directions (the river's, the
 * railway's, an old centre without plan, estates laid out at different times) until it meets
 * something, and keeps its distance from the streets beside it.
 *
 * @see <a href="https://doi.org/10.1145/1399504.1360702">Chen et al. (2008), Interactive procedural
 *     street modeling; here with four-way symmetric directions instead of tensors</a>
 */
final class TownStreets {
    private static final double STEP_METERS = 10;
    private static final double CELL_METERS = 60;
    private static final int CELLS = 110;

    /** A part of town laid out at one time: streets run at this angle near its middle. */
    private record Estate(Spot middle, double angle, double reach) {}

    /** A spot of a street already there, with the direction it runs in. */
    private record Mark(Spot spot, double angle, Street street) {}

    private final TownPlan plan;
    private final Random random;
    private final List<Street> streets;
    private final List<Estate> estates = new ArrayList<>();
    private final List<List<Mark>> cells = new ArrayList<>();
    private final double noisePhase;

    TownStreets(TownPlan plan, Random random) {
        this.plan = plan;
        this.random = random;
        this.streets = new ArrayList<>(plan.roads);
        this.noisePhase = random.nextDouble() * 6;
        for (int i = 0; i < CELLS * CELLS; i++) cells.add(new ArrayList<>());
        for (int i = 0; i < 14; i++) {
            double angle = 2 * StrictMath.PI * i / 14 + 0.3 * random.nextDouble();
            double radius = 900 + 600 * random.nextDouble();
            estates.add(
                    new Estate(
                            new Spot(
                                    radius * StrictMath.cos(angle),
                                    radius * 0.9 * StrictMath.sin(angle) - 80),
                            random.nextDouble() * StrictMath.PI / 2,
                            320));
        }
        estates.add(new Estate(new Spot(2_060, 350), 0.12, 420));
    }

    /** All streets of the town, those of the plan first. */
    List<Street> grow() {
        for (Street road : plan.roads) mark(road);
        for (Spot seed : seeds()) {
            double angle = angle(seed);
            if (random.nextBoolean()) angle += StrictMath.PI / 2;
            Street street = trace(seed, angle);
            if (street == null) street = trace(seed, angle + StrictMath.PI / 2);
            if (street == null) continue;
            streets.add(street);
            mark(street);
        }
        for (Street street : streets.subList(plan.roads.size(), streets.size())) {
            joinEnds(street);
        }
        return streets;
    }

    private List<Spot> seeds() {
        var seeds = new ArrayList<Spot>();
        for (double x = -2_200; x <= 2_600; x += 45) {
            for (double y = -2_000; y <= 1_900; y += 45) {
                seeds.add(new Spot(x + 40 * random.nextDouble(), y + 40 * random.nextDouble()));
            }
        }
        Collections.shuffle(seeds, random);
        seeds.sort(
                java.util.Comparator.comparingInt(
                        seed -> (int) (StrictMath.hypot(seed.x(), seed.y()) / 450)));
        return seeds;
    }

    private double spacing(Street.Quarter quarter) {
        return switch (quarter) {
            case OLD_TOWN -> 62;
            case INNER -> 105;
            case SOUTH_BANK -> 150;
            case SUBURB -> 160;
            case INDUSTRY -> 250;
            case OPEN_COUNTRY -> 300;
        };
    }

    private double longest(Street.Quarter quarter) {
        return switch (quarter) {
            case OLD_TOWN -> 230 + 120 * random.nextDouble();
            case INNER -> 380 + 300 * random.nextDouble();
            case SOUTH_BANK, SUBURB -> 450 + 500 * random.nextDouble();
            case INDUSTRY, OPEN_COUNTRY -> 900;
        };
    }

    /** The direction streets take at a spot, radians; a quarter turn more or less is as good. */
    private double angle(Spot spot) {
        double cos = 0;
        double sin = 0;
        for (Estate estate : estates) {
            double far = estate.middle().metersTo(spot) / estate.reach();
            double weight = StrictMath.exp(-far * far);
            cos += weight * StrictMath.cos(4 * estate.angle());
            sin += weight * StrictMath.sin(4 * estate.angle());
        }
        double fromCentre = StrictMath.hypot(spot.x(), spot.y());
        double old = 3 * StrictMath.exp(-(fromCentre / 520) * (fromCentre / 520));
        double radial = StrictMath.atan2(spot.y(), spot.x());
        cos += old * StrictMath.cos(4 * radial);
        sin += old * StrictMath.sin(4 * radial);
        double riverSlope =
                StrictMath.atan2(plan.riverY(spot.x() + 20) - plan.riverY(spot.x() - 20), 40);
        double toRiver = Math.abs(spot.y() - plan.riverY(spot.x())) / 220;
        double wet = 3 * StrictMath.exp(-toRiver * toRiver);
        cos += wet * StrictMath.cos(4 * riverSlope);
        sin += wet * StrictMath.sin(4 * riverSlope);
        double railSlope =
                StrictMath.atan2(plan.railY(spot.x() + 20) - plan.railY(spot.x() - 20), 40);
        double toRail = Math.abs(spot.y() - plan.railY(spot.x())) / 160;
        double iron = 2 * StrictMath.exp(-toRail * toRail);
        cos += iron * StrictMath.cos(4 * railSlope);
        sin += iron * StrictMath.sin(4 * railSlope);
        return StrictMath.atan2(sin, cos) / 4 + unrest(spot, fromCentre);
    }

    /** Old streets follow old paths: the nearer the market, the less straight. */
    private double unrest(Spot spot, double fromCentre) {
        double noise =
                StrictMath.sin(spot.x() / 83 + noisePhase)
                        + StrictMath.sin(spot.y() / 97 - noisePhase)
                        + StrictMath.sin((spot.x() + spot.y()) / 151 + 2 * noisePhase);
        return noise * (0.05 + 0.17 * StrictMath.exp(-fromCentre / 420));
    }

    private @Nullable Street trace(Spot seed, double angle) {
        if (!plan.isFree(seed)) return null;
        Street.Quarter quarter = plan.quarter(seed);
        double spacing = spacing(quarter);
        if (isCrowded(seed, angle, spacing)) return null;
        double longest = longest(quarter);
        List<Spot> forth = half(seed, angle, longest / 2, quarter);
        List<Spot> back = half(seed, angle + StrictMath.PI, longest / 2, quarter);
        var spots = new ArrayList<>(back.reversed());
        spots.add(seed);
        spots.addAll(forth);
        double shortest = quarter == Street.Quarter.OLD_TOWN ? 80 : 1.05 * spacing;
        if (spots.size() < 2 || spots.size() * STEP_METERS < shortest) return null;
        String highway =
                switch (quarter) {
                    case INDUSTRY -> "unclassified";
                    case OLD_TOWN, INNER, SUBURB, SOUTH_BANK, OPEN_COUNTRY -> "residential";
                };
        int mph = quarter == Street.Quarter.INDUSTRY ? 30 : 20;
        return new Street(new Line(spots), highway, quarter, "", mph);
    }

    private List<Spot> half(Spot seed, double angle, double longest, Street.Quarter quarter) {
        var spots = new ArrayList<Spot>();
        Spot spot = seed;
        double heading = angle;
        double tight = spacing(quarter) * 0.55;
        for (double m = STEP_METERS; m < longest; m += STEP_METERS) {
            double here = along(spot, heading);
            Spot middle = spot.plus(5 * StrictMath.cos(here), 5 * StrictMath.sin(here));
            heading = along(middle, heading);
            spot =
                    spot.plus(
                            STEP_METERS * StrictMath.cos(heading),
                            STEP_METERS * StrictMath.sin(heading));
            if (!plan.isFree(spot) || isCrowded(spot, heading, tight)) break;
            spots.add(spot);
        }
        return spots;
    }

    /** Of the four directions the field allows here, the one nearest to where we were heading. */
    private double along(Spot spot, double heading) {
        double quarter = StrictMath.PI / 2;
        double angle = angle(spot);
        return angle + quarter * Math.rint((heading - angle) / quarter);
    }

    /** Whether a street beside runs nearly the same way within the distance. */
    private boolean isCrowded(Spot spot, double angle, double meters) {
        for (Mark mark : marksNear(spot, meters)) {
            if (mark.spot().metersTo(spot) > meters) continue;
            if (Math.abs(StrictMath.cos(mark.angle() - angle)) > 0.72) return true;
        }
        return false;
    }

    private void mark(Street street) {
        for (double m = 0; m <= street.line.meters(); m += STEP_METERS) {
            Spot spot = street.line.at(m);
            Spot direction = street.line.directionAt(m);
            double angle = StrictMath.atan2(direction.y(), direction.x());
            cells.get(cell(spot)).add(new Mark(spot, angle, street));
        }
    }

    private static int cell(Spot spot) {
        int column = column(spot.x());
        return column(spot.y()) * CELLS + column;
    }

    private static int column(double meters) {
        return Math.clamp((int) Math.floor(meters / CELL_METERS) + CELLS / 2, 0, CELLS - 1);
    }

    private List<Mark> marksNear(Spot spot, double meters) {
        var near = new ArrayList<Mark>();
        for (int row = column(spot.y() - meters); row <= column(spot.y() + meters); row++) {
            for (int c = column(spot.x() - meters); c <= column(spot.x() + meters); c++) {
                near.addAll(cells.get(row * CELLS + c));
            }
        }
        return near;
    }

    /** Leads each end on, straight ahead, to the next street if that is near. */
    private void joinEnds(Street street) {
        double reach = spacing(street.quarter) * 0.75;
        Spot ahead = street.line.directionAt(street.line.meters());
        Spot last = street.line.last();
        Spot hit = firstHit(street, last, ahead, reach);
        if (hit != null) {
            var spots = new ArrayList<>(street.line.spots());
            spots.add(hit);
            street.line = new Line(spots);
        }
        Spot back = street.line.directionAt(0);
        hit = firstHit(street, street.line.first(), new Spot(-back.x(), -back.y()), reach);
        if (hit != null) {
            var spots = new ArrayList<>(street.line.spots());
            spots.addFirst(hit);
            street.line = new Line(spots);
        }
    }

    private @Nullable Spot firstHit(Street self, Spot from, Spot direction, double reach) {
        for (double m = 0; m <= reach; m += 4) {
            Spot probe = from.plus(m * direction.x(), m * direction.y());
            if (plan.isRiver(probe, 10)) return null;
            if (Math.abs(probe.y() - plan.railY(probe.x())) < 16) return null;
            for (TownPlan.Ground ground : plan.grounds) {
                if (ground.contains(probe, 2)) return null;
            }
            for (Mark mark : marksNear(probe, 12)) {
                if (mark.street() == self || mark.spot().metersTo(probe) > 9) continue;
                return mark.spot();
            }
        }
        return null;
    }
}
