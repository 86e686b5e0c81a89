package org.tocsin.simulate.demand;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a lab takes its calls and closures from.
 *
 * @param demand a demand file (docs/lab/demand.md); with {@code calls} only what it says of
 *     durations and behaviour counts, and it may be left out
 * @param calls a record whose incidents are the calls
 * @param closures a file of closures (docs/lab/closures.md)
 * @param closed a record whose closures hold, beside those of the file
 * @param skipBadRows whether what cannot be used of tables and records is left out; otherwise it is
 *     a fault
 */
public record Sources(
        Optional<Path> demand,
        Optional<PastRecord> calls,
        Optional<Path> closures,
        Optional<PastRecord> closed,
        boolean skipBadRows) {
    public Sources {
        if (demand.isEmpty() && calls.isEmpty()) {
            throw new LabInput("no demand is given, expected a demand file or a center's record");
        }
    }

    /** A demand file and open roads. */
    public static Sources file(Path demand, boolean skipBadRows) {
        return new Sources(
                Optional.of(demand),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                skipBadRows);
    }
}
