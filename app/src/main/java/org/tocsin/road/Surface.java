package org.tocsin.road;

/** What a road is made of, as far as wheels feel it. */
public enum Surface {
    /** Asphalt, concrete, paving stones; also where nothing is said. */
    PAVED,
    COBBLED,
    COMPACTED,
    /** Gravel, dirt and the like. */
    LOOSE,
    /** Grass, sand, mud. */
    SOFT
}
