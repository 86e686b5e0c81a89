package org.tocsin.center;

/** How much of each thing one center may have; a configuration beyond them is refused. */
final class CenterLimits {
    static final int AGENCIES = 50;
    static final int CAPABILITIES = 500;
    static final int STATIONS = 2_000;
    static final int SHIFTS = 200;
    static final int UNITS = 10_000;
    static final int CAPABILITIES_OF_A_UNIT = 50;
    static final int CREW = 100;
    static final int DISTRICTS = 2_000;
    static final int TYPES = 1_000;
    static final int PLANS = 5_000;
    static final int TREES = 500;
    static final int KEYWORD_RULES = 1_000;
    static final int DESKS = 500;
    static final int SIGN_INS = 10_000;
    static final int DESTINATIONS = 2_000;
    static final int PREMISES = 10_000;
    static final int DISPOSITIONS = 200;
    static final int VERBS = 200;

    /** Each status, for everybody and for each agency. */
    static final int STATUS_CODES = 9 * (AGENCIES + 1);

    /** A hundred years. */
    static final int KEPT_DAYS = 36_500;

    static final int LIST = 100;
    static final int RADIUS_METERS = 10_000;

    private CenterLimits() {}
}
