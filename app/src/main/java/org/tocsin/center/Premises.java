package org.tocsin.center;

import org.tocsin.place.Point;

import java.util.List;

/**
 * What crews should know about a place before they arrive.
 *
 * @param radiusMeters shown for incidents this near to the point
 * @param plans names or addresses of documents
 * @param keys where keys are, such as {@code key safe left of gate 2}
 */
public record Premises(
        String id,
        String name,
        Point point,
        double radiusMeters,
        List<String> plans,
        List<String> keys,
        List<String> hazards,
        List<String> notes) {
    public Premises {
        plans = List.copyOf(plans);
        keys = List.copyOf(keys);
        hazards = List.copyOf(hazards);
        notes = List.copyOf(notes);
    }
}
