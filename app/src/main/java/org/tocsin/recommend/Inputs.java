package org.tocsin.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.tocsin.plan.Need;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.road.Times;

import tools.jackson.databind.annotation.JsonDeserialize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything a recommendation is made from. It goes into the record with the decision, so that the
 * same ranking can be had from it at any time later.
 *
 * @param incident the incident's number
 * @param priority of the incident, 1 the most urgent
 * @param at when the question was asked
 * @param boardPosition the position of the journal that the board stood at
 * @param closures the version of the road closures the times were found with
 * @param driving the entry of the journal with the driving profiles they were found by; empty where
 *     the record has none
 * @param source how the driving times were found
 * @param need what the plan asks for
 * @param policy how much better the second best must be
 * @param candidates every unit of the center, whatever its state, so that each can be told why it
 *     is not proposed; kept in the order of call signs
 * @throws IllegalArgumentException if there are more than {@value #MAX_CANDIDATES} candidates, a
 *     call sign twice, or a need for more than {@value #MAX_SLOTS} units
 */
@JsonDeserialize(using = RecordedInputs.class)
public record Inputs(
        String incident,
        int priority,
        Instant at,
        long boardPosition,
        String closures,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> driving,
        Times.Source source,
        Need need,
        Policy policy,
        List<Candidate> candidates) {
    /** More units than one center has. */
    public static final int MAX_CANDIDATES = 8_000;

    /** More units than any plan sends to one incident. */
    public static final int MAX_SLOTS = 128;

    public Inputs {
        if (candidates.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    "%d candidates, expected at most %d"
                            .formatted(candidates.size(), MAX_CANDIDATES));
        }
        int slots = mostSlots(need);
        if (slots > MAX_SLOTS) {
            throw new IllegalArgumentException(
                    "the plan %s needs %d units, expected at most %d"
                            .formatted(need.rule(), slots, MAX_SLOTS));
        }
        var sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparing(Candidate::unit));
        for (int i = 1; i < sorted.size(); i++) {
            String unit = sorted.get(i).unit();
            if (unit.equals(sorted.get(i - 1).unit())) {
                throw new IllegalArgumentException(
                        "%s is a candidate twice, expected once".formatted(unit));
            }
        }
        candidates = List.copyOf(sorted);
    }

    /**
     * The question as it were if this unit, which waits for other work to end, were not to come.
     */
    public Inputs without(String unit) {
        return new Inputs(
                incident,
                priority,
                at,
                boardPosition,
                closures,
                driving,
                source,
                need,
                policy,
                candidates.stream()
                        .map(each -> each.unit().equals(unit) ? each.uncommitted() : each)
                        .toList());
    }

    /** How many units the need can take, whichever options are chosen. */
    static int mostSlots(Need need) {
        int slots = 0;
        for (Requirement each : need.requirements()) slots += largest(each.options());
        return slots;
    }

    private static int largest(List<Option> options) {
        int largest = 0;
        for (Option each : options) largest = Math.max(largest, each.size());
        return largest;
    }
}
