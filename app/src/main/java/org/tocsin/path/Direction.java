package org.tocsin.path;

/** Which way the distances of a search run. */
public enum Direction {
    /** From the searched nodes to the start: who gets there first. */
    TO_START,
    /** From the start to the searched nodes: what can be reached. */
    FROM_START
}
