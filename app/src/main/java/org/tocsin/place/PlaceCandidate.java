package org.tocsin.place;

import java.util.Optional;

/**
 * A place that a typed text may mean.
 *
 * @param kind what it is
 * @param name what people call it: "12 High Street", "High Street and Mill Road"
 * @param about what tells it from others of the name: "hospital", "in Northfield"; may be empty
 * @param point where it is, WGS 84
 * @param certainty how sure the text means this
 * @param differs in words, how this differs from what was typed, or what is uncertain about it;
 *     empty only when {@code certainty} is {@link Certainty#CERTAIN}
 * @param uncertaintyMeters how far off the place may really be, more than 0, where that is known:
 *     an interpolated number, a coarse grid reference; empty for what the map has
 * @param given the coordinates as typed, when their datum was named
 */
public record PlaceCandidate(
        Kind kind,
        String name,
        String about,
        Point point,
        Certainty certainty,
        String differs,
        Optional<Double> uncertaintyMeters,
        Optional<Given> given) {
    /** What a candidate is. */
    public enum Kind {
        ADDRESS,
        CROSSING,
        STREET,
        /** A named place: a square, a suburb, a shop, a school. */
        PLACE,
        /** A fire, ambulance, police or railway station, or a hospital. */
        STATION,
        COORDINATES,
        /** A mark along a road: "A1 km 12.3". */
        KILOMETER_MARK,
        HYDRANT,
        /** So far in a direction from another place: "300 m north of the old mill". */
        OFFSET,
        /** The center's own: a name that people here use. */
        COMMON_NAME,
        /** The center's own: a gate, an entrance, a door for crews. */
        GATE,
        /** The center's own: a floor or a part of a building. */
        FLOOR,
        /** The center's own: a building or a site with plans, keys or hazards. */
        PREMISES
    }

    /** How sure a candidate is. */
    public enum Certainty {
        /** Exactly what was typed, but for case, accents, order and abbreviations; and only one. */
        CERTAIN,
        /** One small difference, or one of several of the same name. */
        LIKELY,
        /** Worth a look; ask the caller. */
        POSSIBLE
    }

    public PlaceCandidate {
        if (certainty == Certainty.CERTAIN && !differs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a certain place differs from what was typed: " + differs);
        }
        if (certainty != Certainty.CERTAIN && differs.isEmpty()) {
            throw new IllegalArgumentException("an uncertain place must say what differs");
        }
        if (uncertaintyMeters.isPresent() && !(uncertaintyMeters.get() > 0)) {
            throw new IllegalArgumentException(
                    "the uncertainty is %s m, expected more than 0"
                            .formatted(uncertaintyMeters.get()));
        }
    }

    PlaceCandidate(
            Kind kind,
            String name,
            String about,
            Point point,
            Certainty certainty,
            String differs) {
        this(kind, name, about, point, certainty, differs, Optional.empty(), Optional.empty());
    }

    /** This candidate, no longer certain for one more reason. */
    PlaceCandidate doubted(String why) {
        Certainty less = certainty == Certainty.CERTAIN ? Certainty.LIKELY : certainty;
        String reasons = differs.isEmpty() ? why : differs + "; " + why;
        return new PlaceCandidate(
                kind, name, about, point, less, reasons, uncertaintyMeters, given);
    }

    /** This candidate, no more than possible for one more reason. */
    PlaceCandidate possibly(String why) {
        PlaceCandidate less = doubted(why);
        return new PlaceCandidate(
                kind,
                name,
                about,
                point,
                Certainty.POSSIBLE,
                less.differs,
                uncertaintyMeters,
                given);
    }

    /** This candidate, with more to tell it from others. */
    PlaceCandidate about(String more) {
        return new PlaceCandidate(
                kind, name, more, point, certainty, differs, uncertaintyMeters, given);
    }

    /** This candidate, which may be so far off; 0 or less leaves it as it is. */
    PlaceCandidate within(double meters) {
        if (!(meters > 0)) return this;
        return new PlaceCandidate(
                kind, name, about, point, certainty, differs, Optional.of(meters), given);
    }
}
