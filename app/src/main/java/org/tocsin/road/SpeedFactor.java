package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much slower, or faster, traffic is at some times of the week.
 *
 * @param quartersOfWeek quarters of an hour, 0 (Monday, the one after midnight) to 671, by the
 *     profile's zone; at least one
 * @param area where; empty: everywhere
 * @param classes on which roads; empty: on all
 * @param factor of the usual speed, {@value #SLOWEST} to {@value #FASTEST}
 * @throws IllegalArgumentException if quarters or factor are out of range
 */
public record SpeedFactor(
        Set<Integer> quartersOfWeek, Optional<Area> area, Set<RoadClass> classes, double factor) {
    public static final int MINUTES_PER_QUARTER = 15;
    public static final int QUARTERS_OF_WEEK = 7 * 24 * 4;
    public static final double SLOWEST = 0.1;
    public static final double FASTEST = 2;

    public SpeedFactor {
        quartersOfWeek = Set.copyOf(new TreeSet<>(quartersOfWeek));
        classes = Set.copyOf(classes);
        boolean inWeek =
                quartersOfWeek.stream()
                        .allMatch(quarter -> quarter >= 0 && quarter < QUARTERS_OF_WEEK);
        if (quartersOfWeek.isEmpty() || !inWeek) {
            throw new IllegalArgumentException(
                    "quarters of the week are %s, expected some of 0 to 671"
                            .formatted(quartersOfWeek));
        }
        if (!(factor >= SLOWEST && factor <= FASTEST)) {
            throw new IllegalArgumentException(
                    "a speed factor is %s, expected %s to %s".formatted(factor, SLOWEST, FASTEST));
        }
    }

    /**
     * A factor that holds for whole hours.
     *
     * @param hoursOfWeek 0 (Monday, the hour after midnight) to 167
     * @throws IllegalArgumentException if hours or factor are out of range
     */
    public static SpeedFactor inHours(
            Set<Integer> hoursOfWeek, Optional<Area> area, Set<RoadClass> classes, double factor) {
        Set<Integer> quarters =
                hoursOfWeek.stream()
                        .flatMap(
                                hour ->
                                        Stream.of(
                                                4 * hour, 4 * hour + 1, 4 * hour + 2, 4 * hour + 3))
                        .collect(Collectors.toSet());
        return new SpeedFactor(quarters, area, classes, factor);
    }

    boolean appliesTo(RoadClass roadClass, Point point) {
        return (classes.isEmpty() || classes.contains(roadClass))
                && (area.isEmpty() || area.get().contains(point));
    }
}
