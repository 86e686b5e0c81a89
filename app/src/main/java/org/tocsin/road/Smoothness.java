package org.tocsin.road;

/** How even a road is. */
public enum Smoothness {
    EXCELLENT,
    GOOD,
    INTERMEDIATE,
    BAD,
    VERY_BAD,
    HORRIBLE,
    VERY_HORRIBLE,
    IMPASSABLE
}
