package org.tocsin.plan;

import java.util.Optional;

/**
 * A kind of incident, as the center's configuration names it.
 *
 * @param code short and unique in the center, such as {@code STRUCTURE_FIRE}
 * @param priority where nothing else sets one: {@value #MOST_URGENT} (most urgent) to {@value
 *     #LEAST_URGENT}
 * @param agency the id of the agency that leads
 * @param triage the id of the question tree asked first, if there is one
 */
public record IncidentType(
        String code, String name, int priority, String agency, Optional<String> triage) {
    public static final int MOST_URGENT = 1;
    public static final int LEAST_URGENT = 5;

    public IncidentType {
        Check.text("an incident type's code", code, 40);
        Check.text("an incident type's name", name, 200);
        Check.number("an incident type's priority", priority, MOST_URGENT, LEAST_URGENT);
    }
}
