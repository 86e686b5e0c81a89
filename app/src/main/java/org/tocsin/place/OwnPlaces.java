package org.tocsin.place;

import org.tocsin.place.PlaceCandidate.Certainty;

import java.util.List;
import java.util.Optional;

/** The search in a center's own gazetteer. */
final class OwnPlaces {
    private static final int MATCHES = 20;

    private static final double LIKELY_FROM = 0.84;

    /** A place found, and how near its name is to what was typed, 0 to 1. */
    record Found(OwnPlace place, PlaceCandidate candidate, double nearness) {}

    private final List<OwnPlace> places;
    private final NameIndex names = new NameIndex();

    OwnPlaces(List<OwnPlace> places) {
        this.places = List.copyOf(places);
        for (OwnPlace place : places) names.add(place.names(), place.point());
        names.close();
    }

    List<Found> find(List<Words.Typed> words, Optional<Point> near) {
        return names.find(words, true, MATCHES, near).stream().map(this::found).toList();
    }

    private Found found(NameIndex.Match match) {
        OwnPlace place = places.get(match.thing());
        Certainty certainty =
                match.exact()
                        ? Certainty.CERTAIN
                        : match.nearness() >= LIKELY_FROM ? Certainty.LIKELY : Certainty.POSSIBLE;
        String name = place.names().getFirst();
        String also = match.ordinal() == 0 ? "" : "also " + place.names().get(match.ordinal());
        String about =
                also.isEmpty() || place.about().isEmpty()
                        ? also + place.about()
                        : also + ", " + place.about();
        var candidate =
                new PlaceCandidate(
                        place.kind(), name, about, place.point(), certainty, match.differs());
        return new Found(place, candidate, match.nearness());
    }
}
