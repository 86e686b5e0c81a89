package org.tocsin.dispatch;

import org.tocsin.place.Location;

import java.time.Instant;
import java.util.Optional;

/**
 * A danger to crews at a place, noted while the center runs; lasting ones stand in the
 * configuration's premises.
 *
 * @param radiusMeters shown for incidents this near
 * @param until when it ends by itself
 */
public record Hazard(
        String id, Location location, int radiusMeters, String text, Optional<Instant> until) {}
