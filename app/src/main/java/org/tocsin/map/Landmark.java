package org.tocsin.map;

import org.tocsin.place.Point;

/**
 * A place of the extract that matters to emergency services.
 *
 * @param name as the extract has it; for a hydrant its number; may be empty
 */
public record Landmark(Kind kind, String name, Point point) {
    /** What it is. */
    public enum Kind {
        FIRE_STATION,
        AMBULANCE_STATION,
        POLICE_STATION,
        HOSPITAL,
        SCHOOL,
        HYDRANT,
        DEFIBRILLATOR
    }
}
