package org.tocsin.recommend;

/** Why a unit on duty is not proposed; the dispatcher may still send it. */
public enum Exclusion {
    OUT_OF_DISTRICT("out of its district"),
    LOW_FUEL("low on fuel"),
    CREW_REST("crew at rest"),
    BY_DISPATCHER("excluded by the dispatcher");

    private final String phrase;

    Exclusion(String phrase) {
        this.phrase = phrase;
    }

    /** As the dispatcher reads it. */
    public String phrase() {
        return phrase;
    }
}
