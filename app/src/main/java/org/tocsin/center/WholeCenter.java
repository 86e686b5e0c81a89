package org.tocsin.center;

import org.tocsin.place.OwnPlace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a center's folder holds: the configuration, and what is kept beside it.
 *
 * @param profiles how its units drive
 * @param verbs what verbs of the command line are called here, where that is not as usual
 * @param statuses how agencies call and show the statuses of their units, where that is their own
 * @param paces how fast its crews are meant to be
 * @param gazetteer its own places
 * @param forgetAfter how long after an incident's end nobody can read any more what was said and
 *     photographed of it; empty: never
 * @param moveUps how often crews may be asked to wait elsewhere; empty: without limit
 */
public record WholeCenter(
        Center center,
        DrivingProfiles profiles,
        List<VerbName> verbs,
        List<AgencyStatus> statuses,
        Paces paces,
        List<LocalPlace> gazetteer,
        Optional<Duration> forgetAfter,
        Optional<MoveUpLimits> moveUps) {
    public WholeCenter {
        verbs = List.copyOf(verbs);
        statuses = List.copyOf(statuses);
        gazetteer = List.copyOf(gazetteer);
    }

    /** The configuration alone: the usual verbs, the standard profiles, no places of its own. */
    public static WholeCenter usual(Center center) {
        return new WholeCenter(
                center,
                DrivingProfiles.STANDARD,
                List.of(),
                List.of(),
                Paces.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** What it calls places: its stations, destinations, premises and gazetteer. */
    public List<OwnPlace> ownPlaces() {
        return OwnNames.of(center, gazetteer);
    }

    /** This with other sign-ins. */
    public WholeCenter withSignIns(List<SignIn> others) {
        return new WholeCenter(
                center.withSignIns(others),
                profiles,
                verbs,
                statuses,
                paces,
                gazetteer,
                forgetAfter,
                moveUps);
    }
}
