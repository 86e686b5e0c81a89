package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.List;
import java.util.Optional;

/**
 * A piece of road between two junctions, for maps and place search.
 *
 * @param number from 0; not kept from one import to the next
 * @param way the OpenStreetMap way that it is part of
 * @param name the street's name; empty if it has none
 * @param ref the road's number ("A 1"); empty if it has none
 * @param line at least two points, from junction to junction
 * @param oneway whether normal traffic drives it in one direction only
 * @param onewayBackward whether that one direction is against the line
 * @param fromJunction the number of the junction at the start of the line
 * @param toJunction the number of the junction at its end
 */
public record Segment(
        int number,
        long way,
        RoadClass roadClass,
        Optional<String> name,
        Optional<String> ref,
        List<Point> line,
        boolean oneway,
        boolean onewayBackward,
        boolean bridge,
        boolean tunnel,
        int fromJunction,
        int toJunction) {
    public Segment {
        line = List.copyOf(line);
    }
}
