package org.tocsin.simulate.result;

import org.tocsin.center.Center;
import org.tocsin.place.Point;
import org.tocsin.plan.District;
import org.tocsin.unit.Station;

import java.util.Comparator;

/**
 * The parts of a center's ground that results are told by: its districts, or, where it has none,
 * what is nearest to each of its stations.
 */
final class Areas {
    /** Where a center has districts and a place lies in none. */
    static final String OUTSIDE = "";

    private final Center center;

    Areas(Center center) {
        this.center = center;
    }

    /** As {@link #of}, where nothing is not easily read. */
    String named(Point point) {
        String id = of(point);
        return id.equals(OUTSIDE) ? "outside of all" : id;
    }

    /** The id of the first district that holds the place, or of the nearest station. */
    String of(Point point) {
        if (center.districts().isEmpty()) {
            return center.stations().stream()
                    .min(Comparator.comparingDouble(station -> station.point().metersTo(point)))
                    .map(Station::id)
                    .orElse(OUTSIDE);
        }
        return center.districts().stream()
                .filter(district -> district.area().contains(point))
                .map(District::id)
                .findFirst()
                .orElse(OUTSIDE);
    }
}
