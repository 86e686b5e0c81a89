package org.tocsin.road;

import java.util.List;

/**
 * Who may use a road, in which direction: what its tags say, packed into one number, whatever any
 * profile makes of it.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:access">Key:access</a>
 */
final class Access {
    /** Whom a value is about; each has four bits, in this order. */
    enum Key {
        ACCESS,
        VEHICLE,
        MOTOR_VEHICLE,
        MOTORCAR,
        HGV,
        BUS,
        EMERGENCY,
        BICYCLE,
        FOOT
    }

    /** At most sixteen. */
    enum Value {
        UNSAID,
        YES,
        DESIGNATED,
        PERMISSIVE,
        OFFICIAL,
        DESTINATION,
        /** Customers, deliveries. */
        VISITORS,
        /** Private, by permit and the like. */
        RESERVED,
        /** For farmers and foresters. */
        FARMING,
        NO,
        MILITARY,
        EMERGENCY,
        BUS,
        /** On the way beside it instead. */
        BESIDE,
        DISMOUNT,
        OTHER;

        /** Whether it says that this road user may, in so many words. */
        boolean grants() {
            return this == YES
                    || this == DESIGNATED
                    || this == PERMISSIVE
                    || this == OFFICIAL
                    || this == DESTINATION;
        }

        /** Whether it shuts the road to everybody who is not meant by it. */
        boolean shuts() {
            return switch (this) {
                case OFFICIAL, RESERVED, FARMING, NO, MILITARY, EMERGENCY, BUS, BESIDE -> true;
                case UNSAID, YES, DESIGNATED, PERMISSIVE, DESTINATION, VISITORS, DISMOUNT, OTHER ->
                        false;
            };
        }
    }

    /** In which direction a road is one-way; each kind has two bits and one for "said". */
    enum Oneway {
        UNSAID,
        FORWARD,
        BACKWARD,
        /** Both ways. */
        NO,
        /** By the hour: nobody can say when. */
        CHANGING
    }

    private static final List<Key> KEYS = List.of(Key.values());
    private static final List<Value> VALUES = List.of(Value.values());
    private static final List<Oneway> ONEWAYS = List.of(Oneway.values());
    private static final int VALUE_BITS = 4;
    private static final int ONEWAY_BITS = 3;

    /** Where a one-way for all, for motor vehicles, for bicycles, for people on foot stands. */
    static final int ONEWAY = 36;

    static final int ONEWAY_MOTOR = 39;
    static final int ONEWAY_BICYCLE = 42;
    static final int ONEWAY_FOOT = 53;

    /** One-way by what it is: a motorway, a roundabout. */
    static final long IMPLIED_ONEWAY = 1L << 45;

    static final long FREE_FOR_CREWS = 1L << 46;
    static final long FREE_FOR_BUSES = 1L << 47;
    static final long SHUT_FORWARD = 1L << 48;
    static final long SHUT_BACKWARD = 1L << 49;
    static final long CREWS_ONLY = 1L << 50;
    static final long ROUNDABOUT = 1L << 51;

    /** Steps beside which a bicycle is pushed. */
    static final long RAMP = 1L << 52;

    /** For motor vehicles only, whatever its class. */
    static final long MOTORROAD = 1L << 56;

    private Access() {}

    static long with(long bits, Key key, Value value) {
        return bits | ((long) VALUES.indexOf(value) << (VALUE_BITS * KEYS.indexOf(key)));
    }

    static long with(long bits, int place, Oneway oneway) {
        return bits | (long) ONEWAYS.indexOf(oneway) << place;
    }

    static Value value(long bits, Key key) {
        int shift = VALUE_BITS * KEYS.indexOf(key);
        return VALUES.get((int) (bits >>> shift) & (1 << VALUE_BITS) - 1);
    }

    static Oneway oneway(long bits, int place) {
        return ONEWAYS.get((int) (bits >>> place) & (1 << ONEWAY_BITS) - 1);
    }

    static boolean is(long bits, long flag) {
        return (bits & flag) != 0;
    }

    /** The first of the keys that says anything. */
    static Value first(long bits, List<Key> keys) {
        for (Key key : keys) {
            Value value = value(bits, key);
            if (value != Value.UNSAID) return value;
        }
        return Value.UNSAID;
    }

    /** What a tag's value says. */
    static Value parse(String text) {
        return switch (text) {
            case "" -> Value.UNSAID;
            case "yes" -> Value.YES;
            case "designated" -> Value.DESIGNATED;
            case "permissive" -> Value.PERMISSIVE;
            case "official" -> Value.OFFICIAL;
            case "destination" -> Value.DESTINATION;
            case "customers", "delivery" -> Value.VISITORS;
            case "private", "permit", "restricted", "residents", "employees" -> Value.RESERVED;
            case "agricultural", "forestry", "agricultural;forestry" -> Value.FARMING;
            case "no" -> Value.NO;
            case "military" -> Value.MILITARY;
            case "emergency" -> Value.EMERGENCY;
            case "psv", "bus" -> Value.BUS;
            case "use_sidepath" -> Value.BESIDE;
            case "dismount" -> Value.DISMOUNT;
            default -> Value.OTHER;
        };
    }
}
