package org.tocsin.road;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the tags of a road say, whatever a profile makes of it; and of a barrier.
 *
 * @param access see {@link Access}
 * @param ground surface, grade, smoothness, barrier and level, packed
 * @param forwardLimit the speed limit along the line in hundredths of km/h; 0: not known. Of a
 *     ferry: how fast it is by its timetable
 * @param backwardLimit the same against the line
 * @param limits of height, width, length (centimetres) and weight (tenths of a tonne), sixteen bits
 *     each; 0: none
 */
record RawRoad(
        RoadClass roadClass,
        long access,
        int ground,
        int forwardLimit,
        int backwardLimit,
        long limits) {
    static final int MAX_LIMIT = 0xffff;
    private static final int LEVEL_OFFSET = 8;

    private static final List<Surface> SURFACES = List.of(Surface.values());
    private static final List<TrackGrade> GRADES = List.of(TrackGrade.values());
    private static final List<Smoothness> EVENNESS = List.of(Smoothness.values());
    private static final List<Barrier> BARRIERS = List.of(Barrier.values());

    // Bits of the ground: surface 0 to 3, grade 4 to 6, smoothness 7 to 10 (both one up, 0: not
    // said), barrier 11 to 15, half of one 16, level 17 to 20.
    private static final int HALF = 1 << 16;

    static int ground(
            Surface surface,
            @Nullable TrackGrade grade,
            @Nullable Smoothness smoothness,
            int level) {
        return SURFACES.indexOf(surface)
                | (grade == null ? 0 : GRADES.indexOf(grade) + 1) << 4
                | (smoothness == null ? 0 : EVENNESS.indexOf(smoothness) + 1) << 7
                | Math.clamp((long) level + LEVEL_OFFSET, 0, 15) << 17;
    }

    static int ground(Barrier barrier) {
        return BARRIERS.indexOf(barrier) << 11 | LEVEL_OFFSET << 17;
    }

    /** Height, width, length in metres and weight in tonnes; 0: no limit. */
    static long limits(double height, double width, double length, double weight) {
        return packed(height * 100)
                | packed(width * 100) << 16
                | packed(length * 100) << 32
                | packed(weight * 10) << 48;
    }

    private static long packed(double value) {
        return Math.clamp(Math.round(value), 0, MAX_LIMIT);
    }

    Surface surface() {
        return SURFACES.get(ground & 15);
    }

    @Nullable TrackGrade grade() {
        int number = ground >> 4 & 7;
        return number == 0 ? null : GRADES.get(number - 1);
    }

    @Nullable Smoothness smoothness() {
        int number = ground >> 7 & 15;
        return number == 0 ? null : EVENNESS.get(number - 1);
    }

    Barrier barrier() {
        return BARRIERS.get(ground >> 11 & 31);
    }

    /** With this speed limit both ways. */
    RawRoad withLimit(int limit) {
        return new RawRoad(roadClass, access, ground, limit, limit, limits);
    }

    /** Half of this barrier. */
    RawRoad halved() {
        return new RawRoad(roadClass, access, ground | HALF, forwardLimit, backwardLimit, limits);
    }

    /** Whether the barrier stands in two pieces, one after the other. */
    boolean half() {
        return (ground & HALF) != 0;
    }

    /** 0 is the ground, bridges are above, tunnels below. */
    int level() {
        return level(ground);
    }

    static int level(int ground) {
        return (ground >> 17 & 15) - LEVEL_OFFSET;
    }

    boolean fits(Profile.Vehicle vehicle) {
        if (limits == 0) return true;
        return fits(vehicle.heightMeters() * 100, limits)
                && fits(vehicle.widthMeters() * 100, limits >>> 16)
                && fits(vehicle.lengthMeters() * 100, limits >>> 32)
                && fits(vehicle.weightTonnes() * 10, limits >>> 48);
    }

    private static boolean fits(double size, long limit) {
        long most = limit & MAX_LIMIT;
        return most == 0 || size <= most;
    }
}
