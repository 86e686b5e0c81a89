package org.tocsin.access;

/** What can be looked at. */
public enum Reading {
    /** The center's make-up: types, stations, units. */
    CENTER,
    /** Board and stream: every open incident and unit. */
    BOARD,
    /** One incident without what is sealed. */
    INCIDENT,
    /** Caller's name, number and words; journalled. */
    SEALED,
    /** Photos of one scene; each look is journalled. */
    PHOTOS,
    /** Recommendations and how they came about. */
    ADVICE,
    /** Incidents open and closed, by number, place, type, unit, time. */
    SEARCH,
    PLACES,
    ROUTE,
    LOG,
    TRIAGE,
    TILES,
    /** A drill as its trainer sees it: what will come, and how it went. */
    DRILL,
    /** The board as it was, and what another policy would have sent. */
    REPLAY
}
