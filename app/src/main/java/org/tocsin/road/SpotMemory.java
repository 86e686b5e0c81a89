package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;

import java.util.function.Supplier;

/**
 * Remembers where on the road a place is: most units stand where they stood at the last question. A
 * row of slots for each hash, the oldest falls out. Threads may race for a slot: what is read is
 * whole, for records are, and is checked to be the place's own; what is remembered beside its mark
 * is only found again too late.
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

    /** By slot, more of the hash: a row of them is one look into memory, its places are eight. */
    private final int[] mark = new int[SLOTS];

    /** By row, which falls out next. */
    private final byte[] oldest = new byte[SLOTS / WAYS];

    /** The spot as remembered, or else as found now. */
    @Nullable Spot recall(
            Point place, Spot.Role role, Profile profile, Supplier<@Nullable Spot> find) {
        long hash = hash(place, role, profile);
        int row = (int) (hash >>> 48) / WAYS;
        for (int slot = row * WAYS; slot < (row + 1) * WAYS; slot++) {
            if (mark[slot] != (int) hash) continue;
            Remembered known = slots[slot];
            if (known != null && known.is(place, role, profile)) return known.spot();
        }
        Spot found = find.get();
        int slot = row * WAYS + oldest[row];
        oldest[row] = (byte) ((oldest[row] + 1) % WAYS);
        slots[slot] = new Remembered(place.latitude(), place.longitude(), role, profile, found);
        mark[slot] = (int) hash;
        return found;
    }

    private static long hash(Point place, Spot.Role role, Profile profile) {
        long bits =
                Double.doubleToLongBits(place.latitude()) * 31
                        + Double.doubleToLongBits(place.longitude());
        bits = bits * 31 + (role == Spot.Role.ARRIVE ? 2 : 0) + profile.hashCode();
        bits *= 0x9E3779B97F4A7C15L; // Fibonacci hashing: 2^64 divided by the golden ratio.
        return bits;
    }
}
