package org.tocsin.unit;

/** Whether a unit may be sent at all; its status on the board is derived from this and its work. */
public enum Duty {
    ON_DUTY,
    /** Not staffed. */
    OFF_DUTY,
    /** Staffed or not, it cannot work: repair, cleaning, restocking. */
    OUT_OF_SERVICE
}
