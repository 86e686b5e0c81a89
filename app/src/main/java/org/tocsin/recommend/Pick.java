package org.tocsin.recommend;

import org.tocsin.coverage.Left;

import java.time.Duration;
import java.util.Optional;

/**
 * One slot of the plan and the unit that fills it.
 *
 * @param capability what it goes as
 * @param arrival from now until it is there, waiting for a busy unit included; zero for a unit on
 *     scene; empty for one on its way whose time nobody knows
 * @param reason why this one
 * @param leaves what its station loses; empty if it leaves no cover behind, being at work already
 */
public record Pick(
        String unit,
        String capability,
        Optional<Duration> arrival,
        Reason reason,
        Optional<Left> leaves) {
    /** Whether it has an assignment to this incident already: nothing is left to do about it. */
    public boolean alreadyAssigned() {
        return reason instanceof Reason.OnIncident;
    }

    /** As the dispatcher reads it: {@code 2nd closest ENGINE by road, 04:10; ST7 left …}. */
    public String sentence() {
        return reason.sentence()
                + leaves.filter(l -> !l.nothingLost()).map(l -> "; " + l.sentence()).orElse("");
    }
}
