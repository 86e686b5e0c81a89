package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.List;

/**
 * The ground that is reached within a time: polygons around all roads that are driven by then, and
 * the houses along them.
 *
 * @param within the driving time
 * @param polygons none if no road is near
 */
public record Isochrone(Duration within, List<Polygon> polygons) {
    public Isochrone {
        polygons = List.copyOf(polygons);
    }

    /**
     * A piece of ground.
     *
     * @param outline once around, the first point not repeated at the end
     * @param holes ground within it that is not reached
     */
    public record Polygon(List<Point> outline, List<List<Point>> holes) {
        public Polygon {
            outline = List.copyOf(outline);
            holes = holes.stream().map(List::copyOf).toList();
        }
    }
}
