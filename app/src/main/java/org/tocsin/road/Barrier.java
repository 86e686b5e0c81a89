package org.tocsin.road;

/** What stands on a road. */
public enum Barrier {
    GATE,
    LIFT_GATE,
    CHAIN,
    BOLLARD,
    /** A bollard that crews can take out or lower. */
    LOWERED_BOLLARD,
    /** A block, wall or the like. */
    BLOCK,
    /** A hole or hump that stops cars and lets wide vehicles pass. */
    BUS_TRAP,
    /** A stile, turnstile or the like: for people on foot, some for bicycles. */
    NARROW,
    OTHER,
    /** Nothing that stands in the way of any vehicle that is small enough. */
    OPEN
}
