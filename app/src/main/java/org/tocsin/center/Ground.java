package org.tocsin.center;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads points and areas. A point outside the service area that would be inside with its two
 * numbers swapped is a fault that names both.
 */
final class Ground {
    static final int MAX_CORNERS = 1_000;

    /** Stand in where nothing could be read; never used, since there is a fault then. */
    static final Point HARMLESS = new Point(0, 0);

    static final Area HARMLESS_AREA = new Area(List.of(HARMLESS, HARMLESS, HARMLESS));

    private Optional<Area> serviceArea = Optional.empty();

    void serviceArea(Area area) {
        serviceArea = Optional.of(area);
    }

    Point point(Field field) {
        String text =
                switch (field.tree()) {
                    case Tree.Text value -> value.value();
                    // Between brackets the comma separates two entries of a list.
                    case Tree.Items(List<Tree> items, _)
                            when items.size() == 2
                                    && items.get(0) instanceof Tree.Text first
                                    && items.get(1) instanceof Tree.Text second ->
                            first.value() + "," + second.value();
                    case Tree.Items _, Tree.Entries _ -> "";
                };
        Optional<Written.Pair> pair = Written.pair(text);
        if (pair.isEmpty()) {
            field.fault(Written.POINT);
            return HARMLESS;
        }
        return point(field, pair.get());
    }

    private Point point(Field field, Written.Pair pair) {
        Optional<Point> point = pair.point();
        Optional<Point> swapped = pair.swapped();
        if (point.isEmpty()) {
            String maybe = swapped.map(other -> "; maybe " + other).orElse("");
            field.fault("latitude from -90 to 90, then longitude from -180 to 180" + maybe);
            return HARMLESS;
        }
        boolean inside = serviceArea.isEmpty() || serviceArea.get().contains(point.get());
        if (!inside && swapped.isPresent() && serviceArea.get().contains(swapped.get())) {
            field.fault(
                    "%s, outside the service area".formatted(field.tree().found()),
                    "latitude first, then longitude; maybe " + swapped.get());
        }
        return point.get();
    }

    Area area(Field field) {
        int before = field.faults().count();
        var corners = new ArrayList<Point>();
        for (Field item : field.items(3, MAX_CORNERS)) corners.add(point(item));
        if (field.faults().count() != before) return HARMLESS_AREA;
        var area = new Area(corners);
        Optional<String> crossing = area.crossing();
        if (crossing.isPresent()) {
            field.fault(crossing.get(), "corners in the order of a walk around the area");
            return HARMLESS_AREA;
        }
        return area;
    }
}
