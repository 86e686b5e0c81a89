package org.tocsin.center;

import java.io.Serial;
import java.util.List;

/** A center's files do not describe a center; says everything that is wrong at once. */
public final class CenterFileException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient List<CenterFault> faults;

    CenterFileException(List<CenterFault> faults, int more, String where) {
        super(message(faults, more, where));
        this.faults = List.copyOf(faults);
    }

    /** At most {@value Faults#MAX}, in the order of files and lines. */
    public List<CenterFault> faults() {
        return faults;
    }

    private static String message(List<CenterFault> faults, int more, String where) {
        var lines = new StringBuilder();
        for (CenterFault fault : faults) lines.append(fault).append('\n');
        if (more > 0) lines.append("and ").append(more).append(" more\n");
        int all = faults.size() + more;
        lines.append(all == 1 ? "1 fault" : all + " faults");
        return lines.append(" in ").append(where).toString();
    }
}
