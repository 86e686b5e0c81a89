package org.tocsin.place;

/**
 * A place that a typed text may mean.
 *
 * @param kind what it is
 * @param name what people call it: "12 High Street", "High Street and Mill Road"
 * @param about what tells it from others of the name: "hospital", "in Northfield"; may be empty
 * @param point where it is
 * @param certainty how sure the text means this
 * @param differs in words, how this differs from what was typed, or what is uncertain about it;
 *     empty only when {@code certainty} is {@link Certainty#CERTAIN}
 */
public record PlaceCandidate(
        Kind kind, String name, String about, Point point, Certainty certainty, String differs) {
    /** What a candidate is. */
    public enum Kind {
        ADDRESS,
        CROSSING,
        STREET,
        /** A named place: a square, a suburb, a shop, a school. */
        PLACE,
        /** A fire, ambulance, police or railway station, or a hospital. */
        STATION,
        COORDINATES
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
    }

    /** This candidate, no longer certain for one more reason. */
    PlaceCandidate doubted(String why) {
        Certainty less = certainty == Certainty.CERTAIN ? Certainty.LIKELY : certainty;
        String reasons = differs.isEmpty() ? why : differs + "; " + why;
        return new PlaceCandidate(kind, name, about, point, less, reasons);
    }
}
