package org.tocsin.map;

import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.Point;

import java.util.List;

/**
 * A named place.
 *
 * @param about what it is: "hospital", "town"
 * @param reachMeters how far around things are said to be in it; 0 for what is no locality
 */
record MapPlace(
        PlaceCandidate.Kind kind,
        List<String> names,
        String about,
        Point point,
        double reachMeters) {}
