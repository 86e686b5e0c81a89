package org.tocsin.road;

/** How a vehicle drives: which roads it may use, and how fast. */
public enum Profile {
    /** Lights and sirens: bus lanes, gates, pedestrian streets; one-ways are respected. */
    EMERGENCY,
    /** As everybody drives. */
    NORMAL
}
