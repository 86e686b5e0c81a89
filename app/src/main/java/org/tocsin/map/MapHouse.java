package org.tocsin.map;

import org.tocsin.place.Point;

import java.util.Optional;

/**
 * A house number; the city may be empty.
 *
 * @param between the known numbers that it lies between, if the map does not have it by itself
 */
record MapHouse(String street, String number, String city, Point point, Optional<Between> between) {
    /** A number that the map has. */
    MapHouse(String street, String number, String city, Point point) {
        this(street, number, city, point, Optional.empty());
    }

    /**
     * Where a number is interpolated.
     *
     * @param uncertaintyMeters how far off it may be, more than 0
     */
    record Between(String low, String high, double uncertaintyMeters) {}
}
