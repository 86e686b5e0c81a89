package org.tocsin.center;

import org.tocsin.place.Point;

import java.util.List;
import java.util.function.Supplier;

/** Reads destinations and premises. */
final class PlacesReader {
    /** Around a house and its yard. */
    private static final int USUAL_RADIUS_METERS = 50;

    private static final int MAX_NOTE = 2_000;

    private final Sections sections;
    private final Known destinationIds = new Known("destination's id");
    private final Known premisesIds = new Known("premises' id");

    PlacesReader(Sections sections) {
        this.sections = sections;
        gather("destinations", destinationIds);
        gather("premises", premisesIds);
    }

    private void gather(String section, Known known) {
        sections.find(section)
                .filter(field -> field.tree() instanceof Tree.Items)
                .ifPresent(field -> known.gather(field.items(0, Integer.MAX_VALUE), "id"));
    }

    List<Destination> destinations() {
        return sections.list(
                "destinations", Shape.DESTINATION, 0, CenterLimits.DESTINATIONS, this::destination);
    }

    List<Premises> premises() {
        return sections.list(
                "premises", Shape.PREMISES, 0, CenterLimits.PREMISES, this::premisesAt);
    }

    private Supplier<Destination> destination(Fields fields) {
        String id = fields.declares("id", destinationIds);
        String name = fields.name("name");
        Point point = sections.point(fields);
        List<String> accepts = fields.texts("accepts", CenterLimits.LIST, Field.MAX_NAME);
        return () -> new Destination(id, name, point, accepts);
    }

    private Supplier<Premises> premisesAt(Fields fields) {
        String id = fields.declares("id", premisesIds);
        String name = fields.name("name");
        Point point = sections.point(fields);
        int radiusMeters =
                fields.mayNumber("radius_meters", 1, CenterLimits.RADIUS_METERS)
                        .orElse(USUAL_RADIUS_METERS);
        List<String> plans = fields.texts("plans", CenterLimits.LIST, MAX_NOTE);
        List<String> keys = fields.texts("keys", CenterLimits.LIST, MAX_NOTE);
        List<String> hazards = fields.texts("hazards", CenterLimits.LIST, MAX_NOTE);
        List<String> notes = fields.texts("notes", CenterLimits.LIST, MAX_NOTE);
        return () -> new Premises(id, name, point, radiusMeters, plans, keys, hazards, notes);
    }
}
