package org.tocsin.road;

/** How firm a track is, from solid to soil. */
public enum TrackGrade {
    GRADE1,
    GRADE2,
    GRADE3,
    GRADE4,
    GRADE5
}
