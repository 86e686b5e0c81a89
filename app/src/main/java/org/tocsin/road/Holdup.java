package org.tocsin.road;

/** What holds a driver up on his way without stopping it. */
public enum Holdup {
    SIGNALS,
    STOP,
    GIVE_WAY,
    CROSSING,
    /** Humps, chicanes. */
    CALMING,
    /** Rails across the road. */
    RAILS
}
