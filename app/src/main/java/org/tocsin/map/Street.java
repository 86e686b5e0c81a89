package org.tocsin.map;

import java.util.ArrayList;
import java.util.List;

/** A street of the sample town while it is planned. */
final class Street {
    /** What carries a road where it leaves the ground. */
    enum Carrier {
        BRIDGE,
        TUNNEL
    }

    /** A stretch of the street off the ground, metres along its line. */
    record Span(double from, double to, Carrier carrier) {}

    /** Which part of the town a street belongs to; it decides spacing, names and houses. */
    enum Quarter {
        OLD_TOWN,
        INNER,
        SUBURB,
        SOUTH_BANK,
        INDUSTRY,
        OPEN_COUNTRY
    }

    Line line;
    final String highway;
    final Quarter quarter;
    String name;
    boolean oneWay;
    int speedLimitMph;
    final List<Span> spans = new ArrayList<>();

    /** Where it crosses the railway on the level, metres along its line. */
    final List<Double> levelCrossings = new ArrayList<>();

    /** A street that is given its name and class by the plan ({@code name} may be empty). */
    Street(Line line, String highway, Quarter quarter, String name, int speedLimitMph) {
        this.line = line;
        this.highway = highway;
        this.quarter = quarter;
        this.name = name;
        this.speedLimitMph = speedLimitMph;
    }
}
