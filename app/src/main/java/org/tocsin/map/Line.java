package org.tocsin.map;

import java.util.ArrayList;
import java.util.List;

/** A line through at least two spots, measured along its length from the first. */
final class Line {
    private final List<Spot> spots;
    private final double[] metersAt;

    Line(List<Spot> spots) {
        if (spots.size() < 2) throw new IllegalArgumentException("a line needs two spots");
        this.spots = List.copyOf(spots);
        this.metersAt = new double[spots.size()];
        for (int i = 1; i < metersAt.length; i++) {
            metersAt[i] = metersAt[i - 1] + spots.get(i - 1).metersTo(spots.get(i));
        }
    }

    /** A smooth line through the spots (Catmull-Rom), a spot every {@code stepMeters} or less. */
    static Line smooth(double stepMeters, Spot... through) {
        var smooth = new ArrayList<Spot>();
        for (int i = 0; i + 1 < through.length; i++) {
            Spot before = through[Math.max(0, i - 1)];
            Spot from = through[i];
            Spot to = through[i + 1];
            Spot after = through[Math.min(through.length - 1, i + 2)];
            int steps = (int) Math.ceil(from.metersTo(to) / stepMeters);
            for (int s = 0; s < steps; s++) {
                double t = (double) s / steps;
                smooth.add(
                        new Spot(
                                spline(before.x(), from.x(), to.x(), after.x(), t),
                                spline(before.y(), from.y(), to.y(), after.y(), t)));
            }
        }
        smooth.add(through[through.length - 1]);
        return new Line(smooth);
    }

    private static double spline(double p0, double p1, double p2, double p3, double t) {
        return 0.5
                * (2 * p1
                        + (p2 - p0) * t
                        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t
                        + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
    }

    List<Spot> spots() {
        return spots;
    }

    Spot first() {
        return spots.getFirst();
    }

    Spot last() {
        return spots.getLast();
    }

    double meters() {
        return metersAt[metersAt.length - 1];
    }

    double metersAt(int spot) {
        return metersAt[spot];
    }

    /** The spot at a distance along the line; beyond either end, that end. */
    Spot at(double meters) {
        if (meters <= 0) return first();
        for (int i = 1; i < metersAt.length; i++) {
            if (meters > metersAt[i]) continue;
            double length = metersAt[i] - metersAt[i - 1];
            double share = length == 0 ? 0 : (meters - metersAt[i - 1]) / length;
            return spots.get(i - 1).towards(spots.get(i), share);
        }
        return last();
    }

    /** The direction of travel at a distance along the line, as a vector one metre long. */
    Spot directionAt(double meters) {
        Spot behind = at(Math.max(0, meters - 6));
        Spot ahead = at(Math.min(meters(), meters + 6));
        double length = Math.max(1e-9, behind.metersTo(ahead));
        return new Spot((ahead.x() - behind.x()) / length, (ahead.y() - behind.y()) / length);
    }

    /** How far along the line the place nearest to a spot is, metres. */
    double metersNearest(Spot spot) {
        double best = Double.POSITIVE_INFINITY;
        double at = 0;
        for (int i = 1; i < spots.size(); i++) {
            Spot a = spots.get(i - 1);
            Spot b = spots.get(i);
            double share = shareNearest(a, b, spot);
            double distance = a.towards(b, share).metersTo(spot);
            if (distance < best) {
                best = distance;
                at = metersAt[i - 1] + share * a.metersTo(b);
            }
        }
        return at;
    }

    double metersFrom(Spot spot) {
        return at(metersNearest(spot)).metersTo(spot);
    }

    /** The line from one distance along it to another. */
    Line part(double fromMeters, double toMeters) {
        var part = new ArrayList<Spot>();
        part.add(at(fromMeters));
        for (int i = 0; i < spots.size(); i++) {
            if (metersAt[i] > fromMeters + 0.5 && metersAt[i] < toMeters - 0.5) {
                part.add(spots.get(i));
            }
        }
        part.add(at(toMeters));
        return new Line(part);
    }

    /** Where between a (0) and b (1) the place nearest to a spot is. */
    static double shareNearest(Spot a, Spot b, Spot spot) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double square = dx * dx + dy * dy;
        if (square == 0) return 0;
        double share = ((spot.x() - a.x()) * dx + (spot.y() - a.y()) * dy) / square;
        return Math.clamp(share, 0, 1);
    }
}
