package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How long drives take. Any number of threads may ask at once; no answer waits for another. The
 * same question gets the same answer, also in its order: equal times are ordered by index.
 *
 * <p>Times are driving times from the point of the road nearest to one place to that nearest to the
 * other. Getting out of the station, and on foot from the road to the patient, come on top.
 *
 * @see RoadNetwork
 * @see StraightLine
 */
public interface TravelTime {
    /** The most places in one question; a limit for outside input. */
    int MAX_PLACES = 100_000;

    /**
     * The driving time from each origin to the destination.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} origins
     */
    Times to(Point destination, List<Point> origins, Conditions conditions);

    /**
     * The driving time from the origin to each destination.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} destinations
     */
    Times from(Point origin, List<Point> destinations, Conditions conditions);

    /**
     * The origins in the order in which they would arrive, until the caller has enough. Much
     * cheaper than {@link #to} where the first few are near: the search stops with the last one
     * needed.
     *
     * @param enough is told the index of each next arrival, fastest first, and answers whether it
     *     was the last one needed; it must not ask this object in turn
     * @return ascending by time, then index; unreachable origins are left out
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} origins
     */
    List<Arrival> fastestUntil(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions);

    /**
     * The k origins that arrive first; fewer if fewer can.
     *
     * @param k 0 or more
     * @return ascending by time, then index
     * @throws IllegalArgumentException if k is negative, or there are more than {@value
     *     #MAX_PLACES} origins
     */
    default List<Arrival> fastest(
            Point destination, List<Point> origins, int k, Conditions conditions) {
        if (k < 0) throw new IllegalArgumentException("k is %d, expected 0 or more".formatted(k));
        if (k == 0) return List.of();
        int[] seen = {0};
        return fastestUntil(destination, origins, _ -> ++seen[0] >= k, conditions);
    }

    /**
     * The driving time from each origin to a place that is only known to lie near a point: to the
     * nearest and to the farthest, by time, of the roads where it may be.
     *
     * @param withinMeters how far from the point it may be, 0 or more; beyond {@value
     *     Fix#MAX_UNCERTAINTY_METERS} it counts as that
     * @return for each origin, empty where it reaches none of them
     * @throws IllegalArgumentException if there are more than {@value #MAX_PLACES} origins, or the
     *     distance is negative
     */
    List<Optional<TimeRange>> ranges(
            Point destination, double withinMeters, List<Point> origins, Conditions conditions);

    /** The fastest way; empty if there is none. */
    Optional<Route> route(Point from, Point to, Conditions conditions);

    /**
     * Works out what the first question on these conditions would wait for, such as the speeds of
     * the hour that comes next. Does nothing where questions wait for nothing.
     */
    default void prepare(Conditions conditions) {}
}
