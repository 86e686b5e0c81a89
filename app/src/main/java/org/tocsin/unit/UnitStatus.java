package org.tocsin.unit;

/**
 * What the unit board shows: derived from the active assignment and the duty state, never stored.
 */
public enum UnitStatus {
    AVAILABLE,
    DISPATCHED,
    ACKNOWLEDGED,
    EN_ROUTE,
    ON_SCENE,
    TRANSPORTING,
    AT_DESTINATION,
    OFF_DUTY,
    OUT_OF_SERVICE
}
