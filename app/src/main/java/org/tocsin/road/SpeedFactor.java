package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much slower, or faster, traffic is in some hours of the week.
 *
 * @param hoursOfWeek 0 (Monday, the hour after midnight) to 167, by the profile's zone; at least
 *     one
 * @param area where; empty: everywhere
 * @param classes on which roads; empty: on all
 * @param factor of the usual speed, {@value #SLOWEST} to {@value #FASTEST}
 * @throws IllegalArgumentException if hours or factor are out of range
 */
public record SpeedFactor(
        Set<Integer> hoursOfWeek, Optional<Area> area, Set<RoadClass> classes, double factor) {
    public static final int HOURS_OF_WEEK = 168;
    public static final double SLOWEST = 0.1;
    public static final double FASTEST = 2;

    public SpeedFactor {
        hoursOfWeek = Set.copyOf(new TreeSet<>(hoursOfWeek));
        classes = Set.copyOf(classes);
        boolean hours =
                !hoursOfWeek.isEmpty()
                        && hoursOfWeek.stream().allMatch(hour -> hour >= 0 && hour < HOURS_OF_WEEK);
        if (!hours) {
            throw new IllegalArgumentException(
                    "hours of the week are %s, expected some of 0 to 167".formatted(hoursOfWeek));
        }
        if (!(factor >= SLOWEST && factor <= FASTEST)) {
            throw new IllegalArgumentException(
                    "a speed factor is %s, expected %s to %s".formatted(factor, SLOWEST, FASTEST));
        }
    }

    boolean appliesTo(RoadClass roadClass, Point point) {
        return (classes.isEmpty() || classes.contains(roadClass))
                && (area.isEmpty() || area.get().contains(point));
    }
}
