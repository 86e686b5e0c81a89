package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;

import java.util.function.Supplier;

/**
 * Remembers where on the road a place is: most units stand where they stood at the last question. A
 * row of slots for each hash, the oldest falls out. Threads may race for a slot: what is read is
 * whole, for records are, and is checked to be the place's own.
 */
final class SpotMemory {
    static final int SLOTS = 1 << 16;

    /** How many places share a row of slots before one falls out. */
    private static final int WAYS = 8;

    private record Remembered(
            double latitude,
            double longitude,
            Spot.Role role,
            Profile profile,
            @Nullable Spot spot) {
        boolean is(Point place, Spot.Role role, Profile profile) {
            return latitude == place.latitude()
                    && longitude == place.longitude()
                    && this.role == role
                    && this.profile.equals(profile);
        }
    }

    private final @Nullable Remembered[] slots = new Remembered[SLOTS];

    /** The spot as remembered, or else as found now. */
    @Nullable Spot recall(
            Point place, Spot.Role role, Profile profile, Supplier<@Nullable Spot> find) {
        int first = slot(place, role, profile);
        for (int way = 0; way < WAYS; way++) {
            Remembered known = slots[first ^ way];
            if (known == null) break;
            if (known.is(place, role, profile)) return known.spot();
        }
        Spot found = find.get();
        // The newest first; the oldest of the row falls out.
        for (int way = WAYS - 1; way > 0; way--) slots[first ^ way] = slots[first ^ (way - 1)];
        slots[first] = new Remembered(place.latitude(), place.longitude(), role, profile, found);
        return found;
    }

    private static int slot(Point place, Spot.Role role, Profile profile) {
        long bits =
                Double.doubleToLongBits(place.latitude()) * 31
                        + Double.doubleToLongBits(place.longitude());
        bits = bits * 31 + (role == Spot.Role.ARRIVE ? 2 : 0) + profile.hashCode();
        bits *= 0x9E3779B97F4A7C15L; // Fibonacci hashing: 2^64 divided by the golden ratio.
        return (int) (bits >>> 48) & -WAYS;
    }
}
