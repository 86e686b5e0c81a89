package org.tocsin.center;

import org.tocsin.place.OwnPlace;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of a center's own gazetteer.
 *
 * @param kind one of {@link Kind#COMMON_NAME}, {@link Kind#GATE}, {@link Kind#FLOOR}, {@link
 *     Kind#PREMISES}
 * @param name as it is shown
 * @param otherNames found as well
 * @param partOf the premises that a gate or floor belongs to
 * @param about in some words; may be empty
 * @param radiusMeters what is to know is shown for incidents this near
 */
public record LocalPlace(
        Kind kind,
        String name,
        List<String> otherNames,
        Point point,
        Optional<String> partOf,
        String about,
        double radiusMeters,
        List<String> plans,
        List<String> keys,
        List<String> hazards,
        List<String> notes) {
    public LocalPlace {
        otherNames = List.copyOf(otherNames);
        plans = List.copyOf(plans);
        keys = List.copyOf(keys);
        hazards = List.copyOf(hazards);
        notes = List.copyOf(notes);
    }

    /** As the place search finds it: also by the name of what it is part of. */
    public OwnPlace own() {
        var names = new ArrayList<String>();
        names.add(partOf.map(whole -> whole + ", " + name).orElse(name));
        if (partOf.isPresent()) names.add(name);
        names.addAll(otherNames);
        var told = new ArrayList<String>();
        told.add(about.isEmpty() ? kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') : about);
        for (String hazard : hazards) told.add("hazard: " + hazard);
        return new OwnPlace(
                kind, names.stream().distinct().toList(), String.join("; ", told), point);
    }

    /** What crews should know of it, if there is anything. */
    public Optional<Premises> premises() {
        if (plans.isEmpty() && keys.isEmpty() && hazards.isEmpty() && notes.isEmpty()) {
            return Optional.empty();
        }
        String whole = partOf.map(of -> of + ", " + name).orElse(name);
        return Optional.of(
                new Premises(whole, whole, point, radiusMeters, plans, keys, hazards, notes));
    }
}
