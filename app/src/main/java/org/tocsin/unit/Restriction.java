package org.tocsin.unit;

/** Why an on-duty unit should be passed over where another can go. */
public enum Restriction {
    LOW_FUEL,
    CREW_REST,
    /** May work, but not leave its own district. */
    DISTRICT_ONLY
}
