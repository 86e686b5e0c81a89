package org.tocsin.map;

/**
 * A spot in the sample town's own plane.
 *
 * @param x metres east of the market square
 * @param y metres north of it
 */
record Spot(double x, double y) {
    Spot plus(double dx, double dy) {
        return new Spot(x + dx, y + dy);
    }

    double metersTo(Spot other) {
        return StrictMath.hypot(other.x - x, other.y - y);
    }

    /** The spot at a share of the way to another: 0 is here, 1 is there. */
    Spot towards(Spot other, double share) {
        return new Spot(x + share * (other.x - x), y + share * (other.y - y));
    }
}
