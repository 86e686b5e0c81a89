package org.tocsin.road;

/** What kind of road a segment is, as OpenStreetMap's {@code highway} says. */
public enum RoadClass {
    MOTORWAY,
    MOTORWAY_LINK,
    TRUNK,
    TRUNK_LINK,
    PRIMARY,
    PRIMARY_LINK,
    SECONDARY,
    SECONDARY_LINK,
    TERTIARY,
    TERTIARY_LINK,
    UNCLASSIFIED,
    RESIDENTIAL,
    LIVING_STREET,
    SERVICE,
    /** A road kept for buses. */
    BUSWAY,
    /** A street for people on foot. */
    PEDESTRIAN,
    TRACK,
    /** A path, for vehicles only where it says so. */
    PATH,
    CYCLEWAY,
    FOOTWAY,
    STEPS,
    FERRY,
    /** A gate, bollard or the like: no road, but what stands between two of them. */
    BARRIER
}
