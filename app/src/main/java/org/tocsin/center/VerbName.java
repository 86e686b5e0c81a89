package org.tocsin.center;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verb of the desk's command line is called here. It is how people speak, not what they
 * decide by, so it is no part of the {@link Center} that the record holds.
 *
 * @param verb one of {@link #VERBS}
 * @param names what may be typed for it, instead of the usual names; the first is shown
 * @param agency whose sign-ins say so; empty: everybody's
 */
public record VerbName(String verb, List<String> names, Optional<String> agency) {
    /** The verbs that the console knows, as {@code web/src/command.ts} has them. */
    public static final Set<String> VERBS =
            Set.of(
                    ("newCall book selfInitiate note priority type alarmLevel place tell split"
                         + " merge joinCall link unlink handOver close reopen why sealed print"
                         + " recommend dispatch queue preempt divert exchange cancel acked enRoute"
                         + " onScene transport atDestination clear time checkIn roll outOfService"
                         + " offDuty onDuty restrict unrestrict relocate moveUps acceptMoveUp"
                         + " dismissMoveUp closeRoad reopenRoad limitRoad amendClosure hazard"
                         + " liftHazard draw erase export copyLink photos acknowledge go follow"
                         + " layer coverage measure whole list search units undo outbox discard"
                         + " hide actions sound theme language layout wall replay trainer center"
                         + " signOut help")
                            .split(" "));

    public VerbName {
        names = List.copyOf(names);
    }
}
