package org.tocsin.place;

import java.util.Optional;

/**
 * What is at a point, for somebody who must find it.
 *
 * @param name in a few words: the nearest address, else the crossing or street, else a place
 * @param point the point asked for, WGS 84
 * @param address of the nearest house, when one is near
 * @param crossing when the point is at one
 * @param road the nearest road, with its kilometre where the map has marks: "A1 km 12.3"
 * @param building the nearest named building or place, when one is near
 * @param locality the town or part of town
 * @param description all of it in a sentence
 * @param notations the point as coordinates
 */
public record Here(
        String name,
        Point point,
        Optional<String> address,
        Optional<String> crossing,
        Optional<String> road,
        Optional<String> building,
        Optional<String> locality,
        String description,
        Notations notations) {}
