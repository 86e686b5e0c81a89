package org.tocsin.place;

/**
 * Where an incident is, as the dispatcher named it.
 *
 * @param point the place on the map
 * @param name address, crossing or place name: 1 to {@value #MAX_NAME} characters
 */
public record Location(Point point, String name) {
    /** The longest name; longer descriptions belong into a note. */
    public static final int MAX_NAME = 200;

    public Location {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a place name has %d characters, expected 1 to %d"
                            .formatted(name.length(), MAX_NAME));
        }
    }
}
