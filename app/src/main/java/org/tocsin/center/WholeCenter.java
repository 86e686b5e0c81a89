package org.tocsin.center;

import java.util.List;

/**
 * All that a center's folder holds: the configuration, and what is kept beside it.
 *
 * @param profiles how its units drive
 * @param verbs what verbs of the command line are called here, where that is not as usual
 * @param paces how fast its crews are meant to be
 * @param gazetteer its own places
 */
public record WholeCenter(
        Center center,
        DrivingProfiles profiles,
        List<VerbName> verbs,
        Paces paces,
        List<LocalPlace> gazetteer) {
    public WholeCenter {
        verbs = List.copyOf(verbs);
        gazetteer = List.copyOf(gazetteer);
    }

    /** The configuration alone: the usual verbs, the standard profiles, no places of its own. */
    public static WholeCenter usual(Center center) {
        return new WholeCenter(center, DrivingProfiles.STANDARD, List.of(), Paces.NONE, List.of());
    }

    /** This with other sign-ins. */
    public WholeCenter withSignIns(List<SignIn> others) {
        return new WholeCenter(center.withSignIns(others), profiles, verbs, paces, gazetteer);
    }
}
