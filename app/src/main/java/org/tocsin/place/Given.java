package org.tocsin.place;

import java.util.Locale;

/**
 * Coordinates as their sender gave them, in the datum the sender named.
 *
 * @param latitude degrees north, −90 to 90, in {@code datum}
 * @param longitude degrees east, −180 to 180, in {@code datum}
 */
public record Given(Datum datum, double latitude, double longitude) {
    public Given {
        // The same ranges hold in every datum; a point says what is wrong.
        var _ = new Point(latitude, longitude);
    }

    /** As people write it: "GCJ-02 31.17530, 121.53154". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.5f, %.5f", datum.words(), latitude, longitude);
    }

    /** The place on WGS 84. */
    public Point point() {
        return datum.toWgs84(latitude, longitude);
    }
}
