package org.tocsin.place;

import org.tocsin.place.PlaceCandidate.Kind;

import java.util.List;

/**
 * A place of a center's own gazetteer: what the map does not have, or people here call otherwise.
 *
 * @param kind what it is; shown with it
 * @param names at least one; the first is shown, all are found
 * @param about what a crew should know of it at once: "gate of the hospital", "hazard: chlorine"
 */
public record OwnPlace(Kind kind, List<String> names, String about, Point point) {
    public OwnPlace {
        names = List.copyOf(names);
        if (names.isEmpty()) throw new IllegalArgumentException("a place has no name");
    }
}
