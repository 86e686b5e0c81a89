package org.tocsin.plan;

import org.tocsin.place.Area;

/** A named piece of ground that plans and units refer to. */
public record District(String id, String name, Area area) {
    public District {
        Check.text("a district's id", id, 40);
        Check.text("a district's name", name, 200);
    }
}
