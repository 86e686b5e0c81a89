package org.tocsin.recommend;

import org.tocsin.road.Times;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who should go, and why: a proposal to a person.
 *
 * @param source how the driving times were found
 * @param outcomes one for each requirement of the plan, in its order
 * @param shortfalls what nobody fills, in the plan's order
 * @param ranked every candidate: those proposed by arrival, then the rest, the likeliest first
 * @param preemptions units that would help sooner if a person took them from less urgent work
 * @param allOptionsTried false if the plan has more combinations of options than are tried; then
 *     each requirement's option was chosen in turn
 */
public record Recommendation(
        String incident,
        Instant at,
        Times.Source source,
        List<Outcome> outcomes,
        List<Shortfall> shortfalls,
        List<Ranked> ranked,
        List<Preemption> preemptions,
        boolean allOptionsTried) {
    public Recommendation {
        outcomes = List.copyOf(outcomes);
        shortfalls = List.copyOf(shortfalls);
        ranked = List.copyOf(ranked);
        preemptions = List.copyOf(preemptions);
    }

    /** The set, by arrival, those without a time last, then by call sign. */
    public List<Pick> picks() {
        var picks = new ArrayList<Pick>();
        for (Outcome each : outcomes) picks.addAll(each.picks());
        picks.sort(
                Comparator.comparing(Pick::arrival, Recommendation::unknownLast)
                        .thenComparing(Pick::unit));
        return List.copyOf(picks);
    }

    private static int unknownLast(Optional<Duration> a, Optional<Duration> b) {
        if (a.isEmpty() || b.isEmpty()) return Boolean.compare(a.isEmpty(), b.isEmpty());
        return a.get().compareTo(b.get());
    }

    /** The call signs to dispatch now: the set without those that are assigned already. */
    public List<String> toDispatch() {
        return picks().stream().filter(p -> !p.alreadyAssigned()).map(Pick::unit).toList();
    }

    /** Whether nothing is missing. */
    public boolean met() {
        return shortfalls.isEmpty();
    }

    /** The place in the list of one unit, with why it is proposed or not. */
    public Optional<Ranked> findRanked(String unit) {
        return ranked.stream().filter(r -> r.unit().equals(unit)).findFirst();
    }

    /** The whole proposal in lines a dispatcher can read. */
    public List<String> sentences() {
        var lines = new ArrayList<String>();
        picks().forEach(p -> lines.add(p.unit() + ": " + p.sentence()));
        Stream.of(
                        outcomes.stream().filter(o -> o.option() > 0).map(Outcome::sentence),
                        shortfalls.stream().map(Shortfall::sentence),
                        preemptions.stream().map(Preemption::sentence))
                .flatMap(s -> s)
                .forEach(lines::add);
        if (source == Times.Source.STRAIGHT_LINE) {
            lines.add("times are by straight line, not by road");
        }
        return lines;
    }

    /** From now until the last of the set is there, as far as times are known. */
    public Optional<Duration> complete() {
        return picks().stream()
                .flatMap(pick -> pick.arrival().stream())
                .max(Comparator.naturalOrder());
    }
}
