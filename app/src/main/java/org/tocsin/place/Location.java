package org.tocsin.place;

import java.util.Optional;

/**
 * Where an incident is, as the dispatcher named it.
 *
 * @param point the place on the map, WGS 84
 * @param name address, crossing or place name: 1 to {@value #MAX_NAME} characters
 * @param given the coordinates as their sender gave them, when the sender named a datum
 * @param uncertaintyMeters how far from {@code point} the place may really be, more than 0 and at
 *     most {@value #MAX_UNCERTAINTY_METERS}, when somebody said so
 */
public record Location(
        Point point, String name, Optional<Given> given, Optional<Double> uncertaintyMeters) {
    /** The longest name; longer descriptions belong into a note. */
    public static final int MAX_NAME = 200;

    /** What lies within more than this is not a place. */
    public static final int MAX_UNCERTAINTY_METERS = 100_000;

    public Location {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a place name has %d characters, expected 1 to %d"
                            .formatted(name.length(), MAX_NAME));
        }
        if (uncertaintyMeters.isPresent()
                && !(uncertaintyMeters.get() > 0
                        && uncertaintyMeters.get() <= MAX_UNCERTAINTY_METERS)) {
            throw new IllegalArgumentException(
                    "the uncertainty is %s m, expected more than 0 and at most %d"
                            .formatted(uncertaintyMeters.get(), MAX_UNCERTAINTY_METERS));
        }
    }

    /** A place on WGS 84 that nobody said to be uncertain. */
    public Location(Point point, String name) {
        this(point, name, Optional.empty(), Optional.empty());
    }

    /** A place as a sender gave it, in the datum the sender named. */
    public static Location given(Given given, String name, Optional<Double> uncertaintyMeters) {
        return new Location(given.point(), name, Optional.of(given), uncertaintyMeters);
    }

    /** The name, with what a reader must know of its coordinates: "Mill Lane (within 35 m)". */
    public String words() {
        String within =
                uncertaintyMeters.map(meters -> "within %.0f m".formatted(meters)).orElse("");
        String as =
                given.filter(each -> each.datum() != Datum.WGS_84)
                        .map(each -> "given as " + each)
                        .orElse("");
        if (within.isEmpty() && as.isEmpty()) return name;
        String both = within.isEmpty() || as.isEmpty() ? within + as : within + ", " + as;
        return "%s (%s)".formatted(name, both);
    }
}
