package org.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.incident.AssignmentState.ACKNOWLEDGED;
import static org.tocsin.incident.AssignmentState.AT_DESTINATION;
import static org.tocsin.incident.AssignmentState.CANCELLED;
import static org.tocsin.incident.AssignmentState.CLEARED;
import static org.tocsin.incident.AssignmentState.DISPATCHED;
import static org.tocsin.incident.AssignmentState.EN_ROUTE;
import static org.tocsin.incident.AssignmentState.EXCHANGED;
import static org.tocsin.incident.AssignmentState.ON_SCENE;
import static org.tocsin.incident.AssignmentState.PREEMPTED;
import static org.tocsin.incident.AssignmentState.QUEUED;
import static org.tocsin.incident.AssignmentState.TRANSPORTING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The whole table of legal moves, written out a second time. */
class AssignmentStateTest {
    private static final Map<AssignmentState, Set<AssignmentState>> LEGAL =
            Map.of(
                    QUEUED,
                    Set.of(DISPATCHED, CANCELLED, EXCHANGED),
                    DISPATCHED,
                    Set.of(ACKNOWLEDGED, EN_ROUTE, ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED),
                    ACKNOWLEDGED,
                    Set.of(EN_ROUTE, ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED),
                    EN_ROUTE,
                    Set.of(ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED),
                    ON_SCENE,
                    Set.of(TRANSPORTING, CLEARED, PREEMPTED, EXCHANGED),
                    TRANSPORTING,
                    Set.of(AT_DESTINATION, EXCHANGED),
                    AT_DESTINATION,
                    Set.of(TRANSPORTING, CLEARED));

    @ParameterizedTest
    @EnumSource
    void aMoveIsLegalExactlyWhereTheTableSaysSo(AssignmentState from) {
        for (AssignmentState to : AssignmentState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNothingFollowsIsFinal(AssignmentState state) {
        assertThat(state.isFinal()).isEqualTo(state.followers().isEmpty());
    }

    @Test
    void aUnitWorksFromItsDispatchUntilItsWorkEnds() {
        var active = EnumSet.noneOf(AssignmentState.class);
        for (AssignmentState state : AssignmentState.values()) {
            if (state.isActive()) active.add(state);
        }

        assertThat(active)
                .containsExactly(
                        DISPATCHED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION);
    }

    @Test
    void itsWordsStandInASentence() {
        assertThat(AT_DESTINATION.words()).isEqualTo("at destination");
    }
}
