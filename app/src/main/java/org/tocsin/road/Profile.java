package org.tocsin.road;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * How a vehicle and its crew drive: which roads they may use, and how fast. Centers write their own
 * beside the standard ones, or change those.
 *
 * @param name as units name it, such as {@code lights-and-sirens}
 * @param user whom traffic signs mean by it
 * @param factors slower and faster hours, at most {@value #MAX_FACTORS}
 * @param zone of the hours
 * @throws IllegalArgumentException if there are more factors
 */
public record Profile(
        String name,
        RoadUser user,
        Vehicle vehicle,
        May may,
        Speeds speeds,
        Delays delays,
        List<SpeedFactor> factors,
        ZoneId zone) {
    public static final int MAX_FACTORS = 200;

    /** Lights and sirens: bus lanes, gates, pedestrian streets; one-ways are respected. */
    public static final Profile EMERGENCY = StandardProfiles.lightsAndSirens();

    /** As everybody drives. */
    public static final Profile NORMAL = StandardProfiles.normalDriving();

    /** Lights and sirens in a vehicle of 18 tonnes. */
    public static final Profile HEAVY = StandardProfiles.heavyAppliance();

    public static final Profile BICYCLE = StandardProfiles.bicycle();
    public static final Profile FOOT = StandardProfiles.foot();

    /** Those above, in that order. */
    public static final List<Profile> STANDARD = List.of(EMERGENCY, NORMAL, HEAVY, BICYCLE, FOOT);

    public Profile {
        factors = List.copyOf(factors);
        if (name.isBlank()) throw new IllegalArgumentException("a profile has no name");
        if (factors.size() > MAX_FACTORS) {
            throw new IllegalArgumentException(
                    "%s has %d speed factors, expected at most %d"
                            .formatted(name, factors.size(), MAX_FACTORS));
        }
    }

    /**
     * What must fit.
     *
     * @throws IllegalArgumentException if a measure is not more than 0
     */
    public record Vehicle(
            double heightMeters, double widthMeters, double lengthMeters, double weightTonnes) {
        public Vehicle {
            if (!(heightMeters > 0 && widthMeters > 0 && lengthMeters > 0 && weightTonnes > 0)) {
                throw new IllegalArgumentException(
                        "a vehicle measures %s x %s x %s m and %s t, expected more than 0"
                                .formatted(heightMeters, widthMeters, lengthMeters, weightTonnes));
            }
        }
    }

    /** Whether one-way roads may be driven the other way. */
    public enum Against {
        NEVER,
        /** Where a sign lets crews or buses do so. */
        WHERE_SIGNED,
        /** Everywhere but on motorways and roundabouts, slowly. */
        ALWAYS
    }

    /** Which signs that forbid turns are heeded. */
    public enum TurnSigns {
        /** Also those that except this road user. */
        ALL,
        AS_SIGNED,
        NONE
    }

    /**
     * What is permitted.
     *
     * @param reserved to use roads that are private or kept for some
     * @param busRoads to use roads kept for buses
     * @param pedestrianZones to use streets for people on foot
     * @param military to cross military ground
     * @param closed to use roads with {@code access=no}
     */
    public record May(
            boolean reserved,
            boolean busRoads,
            boolean pedestrianZones,
            boolean military,
            boolean closed,
            Against againstOneways,
            TurnSigns turnSigns) {}

    /**
     * How fast.
     *
     * @param kmh by class, where no limit is known; a class that is missing is not driven
     * @param ofLimit what part of a speed limit is driven, by class; 1 where missing
     * @param slowestKmh no road is driven slower
     * @param fastestKmh no road is driven faster
     * @param onSurface the most on a surface; unlimited where missing
     * @param onTrack the most on a track of a grade; 0: not driven
     * @param onSmoothness the most by evenness; 0: not driven
     * @param againstOneway of the speed, where a one-way road is driven the other way
     */
    public record Speeds(
            Map<RoadClass, Double> kmh,
            Map<RoadClass, Double> ofLimit,
            double slowestKmh,
            double fastestKmh,
            Map<Surface, Double> onSurface,
            Map<TrackGrade, Double> onTrack,
            Map<Smoothness, Double> onSmoothness,
            double againstOneway) {
        public Speeds {
            kmh = Map.copyOf(kmh);
            ofLimit = Map.copyOf(ofLimit);
            onSurface = Map.copyOf(onSurface);
            onTrack = Map.copyOf(onTrack);
            onSmoothness = Map.copyOf(onSmoothness);
            if (!(slowestKmh > 0 && slowestKmh <= fastestKmh && fastestKmh <= 300)) {
                throw new IllegalArgumentException(
                        "speeds range from %s to %s km/h, expected more than 0, at most 300"
                                .formatted(slowestKmh, fastestKmh));
            }
            if (!(againstOneway > 0 && againstOneway <= 1)) {
                throw new IllegalArgumentException(
                        "against one-ways the speed is %s of the usual, expected 0 to 1"
                                .formatted(againstOneway));
            }
        }
    }

    /**
     * What takes time besides driving.
     *
     * @param at each of what holds up on the way
     * @param slightTurn by 25 to 60 degrees
     * @param turn by 60 to 120 degrees
     * @param sharpTurn by more
     * @param uTurn round, where the road also leads on
     * @param deadEnd round, where it does not
     * @param barriers to pass each; one that is missing is not passed
     * @param boarding waiting for a ferry
     */
    public record Delays(
            Map<Holdup, Duration> at,
            Duration slightTurn,
            Duration turn,
            Duration sharpTurn,
            Duration uTurn,
            Duration deadEnd,
            Map<Barrier, Duration> barriers,
            Duration boarding) {
        public Delays {
            at = Map.copyOf(at);
            barriers = Map.copyOf(barriers);
        }
    }

    /** Whether it is driven: a motor vehicle. */
    public boolean driven() {
        return switch (user) {
            case EMERGENCY, CAR, HGV -> true;
            case BICYCLE, FOOT -> false;
        };
    }

    /** This profile by another name, zone and hours. */
    public Profile with(String name, ZoneId zone, List<SpeedFactor> factors) {
        return new Profile(name, user, vehicle, may, speeds, delays, factors, zone);
    }

    /** What slows down or speeds up at this moment. */
    public List<SpeedFactor> factorsAt(Instant at) {
        if (factors.isEmpty()) return factors;
        return factorsIn(quarterOfWeek(at.atZone(zone)));
    }

    private List<SpeedFactor> factorsIn(int quarter) {
        return factors.stream()
                .filter(factor -> factor.quartersOfWeek().contains(quarter))
                .toList();
    }

    private static int quarterOfWeek(ZonedDateTime at) {
        return WeekTimes.minute(at.toLocalDateTime()) / SpeedFactor.MINUTES_PER_QUARTER;
    }

    /** The quarter of an hour that began last, by the clock of the profile's zone. */
    Instant quarterOf(Instant at) {
        return startOfQuarter(at.atZone(zone)).toInstant();
    }

    private static ZonedDateTime startOfQuarter(ZonedDateTime at) {
        int into = at.getMinute() % SpeedFactor.MINUTES_PER_QUARTER;
        return at.truncatedTo(ChronoUnit.MINUTES).minusMinutes(into);
    }

    /**
     * The first quarter of an hour after this moment at which other factors hold; {@link
     * Instant#MAX} if they never change.
     */
    public Instant changesAfter(Instant at) {
        if (factors.isEmpty()) return Instant.MAX;
        ZonedDateTime next = startOfQuarter(at.atZone(zone));
        List<SpeedFactor> now = factorsAt(at);
        for (int quarter = 0; quarter < SpeedFactor.QUARTERS_OF_WEEK; quarter++) {
            next = next.plusMinutes(SpeedFactor.MINUTES_PER_QUARTER);
            if (!factorsIn(quarterOfWeek(next)).equals(now)) return next.toInstant();
        }
        return Instant.MAX;
    }

    // One profile is compared with itself at every question; comparing all it holds would cost.
    @Override
    public boolean equals(Object other) {
        if (this == other) return true;
        return other instanceof Profile profile
                && name.equals(profile.name)
                && user == profile.user
                && vehicle.equals(profile.vehicle)
                && may.equals(profile.may)
                && speeds.equals(profile.speeds)
                && delays.equals(profile.delays)
                && factors.equals(profile.factors)
                && zone.equals(profile.zone);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
