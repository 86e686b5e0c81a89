package org.tocsin.road;

/** Whom a traffic sign means. */
public enum RoadUser {
    /** Crews on a call. */
    EMERGENCY(1),
    CAR(2),
    /** Goods vehicles, as which a heavy appliance counts where it has no call. */
    HGV(4),
    BICYCLE(8),
    FOOT(16);

    private final int bit;

    RoadUser(int bit) {
        this.bit = bit;
    }

    /** Its place in a set of road users. */
    int bit() {
        return bit;
    }
}
