package org.tocsin.center;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, up to a limit; the rest is only counted. */
final class Faults {
    static final int MAX = 200;

    private final String where;
    private final List<CenterFault> faults = new ArrayList<>();
    private int more;

    Faults() {
        this("the center's configuration (docs/center.md)");
    }

    /**
     * @param where in what, and which document describes it
     */
    Faults(String where) {
        this.where = where;
    }

    void add(CenterFault fault) {
        if (faults.size() < MAX) faults.add(fault);
        else more++;
    }

    int count() {
        return faults.size() + more;
    }

    /**
     * @throws CenterFileException if there are any
     */
    void throwIfAny() {
        if (faults.isEmpty()) return;
        faults.sort(
                comparing(CenterFault::file)
                        .thenComparingInt(CenterFault::line)
                        .thenComparingInt(CenterFault::column));
        throw new CenterFileException(faults, more, where);
    }
}
