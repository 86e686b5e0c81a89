package org.tocsin.road;

import org.tocsin.road.Access.Oneway;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Who may drive on a road, in which direction and how fast, by the rules of a profile.
 *
 * <p>Crews are not bound by what is only forbidden ({@code private}, {@code motor_vehicle=no})
 * where their profile permits it; they are by {@code emergency=no} and by what does not fit. Where
 * a road is for those who have business there ({@code destination}), everybody may drive.
 */
final class DrivingRules {
    /** Speeds in km/h; 0 where the profile may not drive. */
    record Speeds(double forwardKmh, double backwardKmh) {
        static final Speeds NONE = new Speeds(0, 0);

        boolean any() {
            return forwardKmh > 0 || backwardKmh > 0;
        }
    }

    private static final List<Access.Key> MOTORS =
            List.of(Access.Key.MOTORCAR, Access.Key.MOTOR_VEHICLE);
    private static final List<Access.Key> CAR =
            List.of(
                    Access.Key.MOTORCAR,
                    Access.Key.MOTOR_VEHICLE,
                    Access.Key.VEHICLE,
                    Access.Key.ACCESS);
    private static final List<Access.Key> TRUCK =
            List.of(
                    Access.Key.HGV,
                    Access.Key.MOTOR_VEHICLE,
                    Access.Key.VEHICLE,
                    Access.Key.ACCESS);
    private static final List<Access.Key> BICYCLE =
            List.of(Access.Key.BICYCLE, Access.Key.VEHICLE, Access.Key.ACCESS);
    private static final List<Access.Key> FOOT = List.of(Access.Key.FOOT, Access.Key.ACCESS);

    private DrivingRules() {}

    static boolean grantsMotors(long access) {
        return Access.first(access, MOTORS).grants();
    }

    private static List<Access.Key> keys(RoadUser user) {
        return switch (user) {
            case EMERGENCY, CAR -> CAR;
            case HGV -> TRUCK;
            case BICYCLE -> BICYCLE;
            case FOOT -> FOOT;
        };
    }

    /** How fast the profile drives on a road, along and against its line. */
    static Speeds speeds(RawRoad road, Profile profile) {
        if (!profile.speeds().kmh().containsKey(road.roadClass())
                || !road.fits(profile.vehicle())
                || !may(road, profile)) {
            return Speeds.NONE;
        }
        Directions directions = directions(road, profile);
        return new Speeds(
                directions.forward() * kmh(road, road.forwardLimit(), profile),
                directions.backward() * kmh(road, road.backwardLimit(), profile));
    }

    private static boolean may(RawRoad road, Profile profile) {
        return switch (profile.user()) {
            case EMERGENCY -> crewsMay(road, profile.may());
            case CAR, HGV, BICYCLE, FOOT -> othersMay(road, profile);
        };
    }

    private static boolean crewsMay(RawRoad road, Profile.May may) {
        long access = road.access();
        Access.Value crews = Access.value(access, Access.Key.EMERGENCY);
        if (crews == Access.Value.NO) return false;
        if (crews == Access.Value.YES
                || crews == Access.Value.DESIGNATED
                || crews == Access.Value.OFFICIAL) return true;
        Access.Value general = Access.value(access, Access.Key.ACCESS);
        if (general == Access.Value.MILITARY && !may.military()) return false;
        if (grantsMotors(access)) return general != Access.Value.NO || !isFerry(road);
        if (isPath(road.roadClass()) || isFerry(road)) return false;
        if (general == Access.Value.NO) {
            boolean asBus = may.busRoads() && Access.value(access, Access.Key.BUS).grants();
            return asBus || may.closed();
        }
        if (road.roadClass() == RoadClass.BUSWAY && !may.busRoads()) return false;
        if (road.roadClass() == RoadClass.PEDESTRIAN && !may.pedestrianZones()) return false;
        Access.Value others = Access.first(access, CAR);
        if (others == Access.Value.BUS) return may.busRoads();
        return !others.shuts() || may.reserved();
    }

    private static boolean isPath(RoadClass roadClass) {
        return roadClass == RoadClass.PATH
                || roadClass == RoadClass.CYCLEWAY
                || roadClass == RoadClass.FOOTWAY;
    }

    private static boolean isFerry(RawRoad road) {
        return road.roadClass() == RoadClass.FERRY;
    }

    private static boolean othersMay(RawRoad road, Profile profile) {
        Profile.May may = profile.may();
        long access = road.access();
        boolean motors = profile.driven();
        if (motors && Access.is(access, Access.CREWS_ONLY) && !may.reserved()) return false;
        if (motors && isFerry(road)) {
            return grantsMotors(access)
                    && Access.value(access, Access.Key.ACCESS) != Access.Value.NO;
        }
        Access.Value said = Access.first(access, keys(profile.user()));
        if (!motors && Access.is(access, Access.MOTORROAD)) {
            return Access.value(access, ownKey(profile.user())).grants();
        }
        if (isStepsByBicycle(road, profile) && !mayBePushed(access)) return false;
        if (said != Access.Value.UNSAID) return !said.shuts() || overrules(said, may);
        return switch (road.roadClass()) {
            case BUSWAY -> may.busRoads();
            case PEDESTRIAN -> may.pedestrianZones() || profile.user() == RoadUser.FOOT;
            case PATH, CYCLEWAY, FOOTWAY, STEPS -> !motors;
            case MOTORWAY,
                    MOTORWAY_LINK,
                    TRUNK,
                    TRUNK_LINK,
                    PRIMARY,
                    PRIMARY_LINK,
                    SECONDARY,
                    SECONDARY_LINK,
                    TERTIARY,
                    TERTIARY_LINK,
                    UNCLASSIFIED,
                    RESIDENTIAL,
                    LIVING_STREET,
                    SERVICE,
                    TRACK,
                    FERRY,
                    BARRIER ->
                    true;
        };
    }

    private static Access.Key ownKey(RoadUser user) {
        return keys(user).getFirst();
    }

    private static boolean isStepsByBicycle(RawRoad road, Profile profile) {
        return road.roadClass() == RoadClass.STEPS && profile.user() == RoadUser.BICYCLE;
    }

    private static boolean mayBePushed(long access) {
        Access.Value said = Access.value(access, Access.Key.BICYCLE);
        return Access.is(access, Access.RAMP) || said.grants() || said == Access.Value.DISMOUNT;
    }

    private static boolean overrules(Access.Value said, Profile.May may) {
        return switch (said) {
            case BUS -> may.busRoads();
            case MILITARY -> may.military();
            case RESERVED, FARMING, OFFICIAL, EMERGENCY, BESIDE -> may.reserved();
            case NO -> may.closed();
            case UNSAID, YES, DESIGNATED, PERMISSIVE, DESTINATION, VISITORS, DISMOUNT, OTHER ->
                    true;
        };
    }

    /** What part of the usual speed is driven each way; 0: it is not. */
    private record Directions(double forward, double backward) {
        static final Directions BOTH = new Directions(1, 1);
    }

    private static Directions directions(RawRoad road, Profile profile) {
        long access = road.access();
        if (profile.user() == RoadUser.FOOT)
            return onFoot(Access.oneway(access, Access.ONEWAY_FOOT));
        boolean crews = profile.user() == RoadUser.EMERGENCY;
        Profile.Against against = profile.may().againstOneways();
        boolean signed =
                Access.is(access, Access.FREE_FOR_CREWS)
                        || (profile.may().busRoads() && Access.is(access, Access.FREE_FOR_BUSES));
        boolean free = crews && signed && against != Profile.Against.NEVER;
        boolean forward = free || oneway(access, profile) != Oneway.BACKWARD;
        boolean backward = free || oneway(access, profile) != Oneway.FORWARD;
        if (!free && oneway(access, profile) == Oneway.CHANGING) {
            forward = false;
            backward = false;
        }
        if (profile.driven() && Access.is(access, Access.SHUT_FORWARD)) forward = false;
        if (profile.driven() && Access.is(access, Access.SHUT_BACKWARD)) backward = false;
        double other =
                against == Profile.Against.ALWAYS && mayTurnOneway(road)
                        ? profile.speeds().againstOneway()
                        : 0;
        return new Directions(forward ? 1 : other, backward ? 1 : other);
    }

    private static Directions onFoot(Oneway said) {
        return switch (said) {
            case FORWARD -> new Directions(1, 0);
            case BACKWARD -> new Directions(0, 1);
            case UNSAID, NO, CHANGING -> Directions.BOTH;
        };
    }

    private static boolean mayTurnOneway(RawRoad road) {
        return road.roadClass() != RoadClass.MOTORWAY
                && road.roadClass() != RoadClass.MOTORWAY_LINK
                && !Access.is(road.access(), Access.ROUNDABOUT);
    }

    private static Oneway oneway(long access, Profile profile) {
        int own = profile.driven() ? Access.ONEWAY_MOTOR : Access.ONEWAY_BICYCLE;
        Oneway said = Access.oneway(access, own);
        if (said == Oneway.UNSAID) said = Access.oneway(access, Access.ONEWAY);
        if (said != Oneway.UNSAID) return said;
        return Access.is(access, Access.IMPLIED_ONEWAY) ? Oneway.FORWARD : Oneway.NO;
    }

    private static double kmh(RawRoad road, int limit, Profile profile) {
        Profile.Speeds speeds = profile.speeds();
        RoadClass roadClass = road.roadClass();
        double own = speeds.kmh().getOrDefault(roadClass, speeds.slowestKmh());
        // A ferry goes by its timetable, whoever is aboard.
        if (isFerry(road)) return limit > 0 ? limit / 100.0 : own;
        double kmh = own;
        if (limit > 0) {
            double driven = limit / 100.0 * speeds.ofLimit().getOrDefault(roadClass, 1.0);
            kmh = isSlow(roadClass) || !profile.driven() ? Math.min(own, driven) : driven;
        }
        kmh = Math.min(kmh, pushedKmh(road, profile).orElse(kmh));
        kmh = Math.min(kmh, speeds.onSurface().getOrDefault(road.surface(), kmh));
        var grade = road.grade();
        if (grade != null) kmh = Math.min(kmh, speeds.onTrack().getOrDefault(grade, kmh));
        var smoothness = road.smoothness();
        if (smoothness != null) {
            kmh = Math.min(kmh, speeds.onSmoothness().getOrDefault(smoothness, kmh));
        }
        return kmh == 0 ? 0 : Math.clamp(kmh, speeds.slowestKmh(), speeds.fastestKmh());
    }

    /** A bicycle is pushed as fast as it goes among people on foot. */
    private static OptionalDouble pushedKmh(RawRoad road, Profile profile) {
        boolean pushed =
                profile.user() == RoadUser.BICYCLE
                        && Access.value(road.access(), Access.Key.BICYCLE) == Access.Value.DISMOUNT;
        Double kmh = profile.speeds().kmh().get(RoadClass.FOOTWAY);
        return pushed && kmh != null ? OptionalDouble.of(kmh) : OptionalDouble.empty();
    }

    /** Roads on which nobody drives as fast as a limit would allow. */
    private static boolean isSlow(RoadClass roadClass) {
        return switch (roadClass) {
            case SERVICE, LIVING_STREET, PEDESTRIAN, TRACK, PATH, CYCLEWAY, FOOTWAY, STEPS -> true;
            case MOTORWAY,
                    MOTORWAY_LINK,
                    TRUNK,
                    TRUNK_LINK,
                    PRIMARY,
                    PRIMARY_LINK,
                    SECONDARY,
                    SECONDARY_LINK,
                    TERTIARY,
                    TERTIARY_LINK,
                    UNCLASSIFIED,
                    RESIDENTIAL,
                    BUSWAY,
                    FERRY,
                    BARRIER ->
                    false;
        };
    }

    /** How long the profile needs to pass a barrier; empty if it cannot. */
    static OptionalDouble barrierSeconds(RawRoad barrier, Profile profile) {
        if (!barrier.fits(profile.vehicle())) return OptionalDouble.empty();
        Duration usual = profile.delays().barriers().get(barrier.barrier());
        OptionalDouble passing =
                usual == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(usual.toMillis() / 1000.0);
        Access.Value said =
                switch (profile.user()) {
                    case EMERGENCY -> crewsAt(barrier.access());
                    case CAR, HGV, BICYCLE, FOOT ->
                            Access.first(barrier.access(), keys(profile.user()));
                };
        if (said == Access.Value.UNSAID) return passing;
        boolean may = !said.shuts() || overrules(said, profile.may());
        return may ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    /** What a barrier says to crews: nothing, unless it means them or lets everybody pass. */
    private static Access.Value crewsAt(long access) {
        Access.Value crews = Access.value(access, Access.Key.EMERGENCY);
        if (crews != Access.Value.UNSAID)
            return crews == Access.Value.NO ? Access.Value.NO : Access.Value.YES;
        return grantsMotors(access) ? Access.Value.YES : Access.Value.UNSAID;
    }
}
