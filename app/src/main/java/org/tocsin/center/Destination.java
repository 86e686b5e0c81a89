package org.tocsin.center;

import org.tocsin.place.Point;

import java.util.List;

/**
 * Where units take people: a hospital, a shelter.
 *
 * @param accepts what it takes, in the center's own words, such as {@code trauma}; for the screen
 */
public record Destination(String id, String name, Point point, List<String> accepts) {
    public Destination {
        accepts = List.copyOf(accepts);
    }
}
