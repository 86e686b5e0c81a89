package org.tocsin.recommend;

import org.tocsin.recommend.Filling.Fill;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Units on less urgent work that would help sooner: for a person to decide on. */
final class Preemptions {
    /** The most that are listed. */
    static final int MAX_LISTED = 10;

    private static final Comparator<Preemption> BEST_FIRST =
            Comparator.comparing((Preemption p) -> p.gain().isPresent())
                    .thenComparing(p -> p.gain().orElse(Duration.ZERO), Comparator.reverseOrder())
                    .thenComparing(Preemption::travel)
                    .thenComparing(Preemption::unit);

    private final Inputs inputs;
    private final Pool pool;
    private final Filling filling;

    Preemptions(Inputs inputs, Pool pool, Filling filling) {
        this.inputs = inputs;
        this.pool = pool;
        this.filling = filling;
    }

    List<Preemption> list() {
        var found = new ArrayList<Preemption>();
        for (Candidate candidate : inputs.candidates()) {
            if (mayBeAsked(candidate)) preemption(candidate).ifPresent(found::add);
        }
        return found.stream().sorted(BEST_FIRST).limit(MAX_LISTED).toList();
    }

    private boolean mayBeAsked(Candidate candidate) {
        return candidate.work().filter(this::lessUrgent).isPresent()
                && !candidate.committed()
                && candidate.exclusions().isEmpty()
                && candidate.travel().isPresent()
                && pool.crewIsOutWith(candidate).isEmpty()
                && canBreakOff(candidate.status());
    }

    private boolean lessUrgent(Work work) {
        return work.priority() > inputs.priority() && !work.withPatient();
    }

    private static boolean canBreakOff(UnitStatus status) {
        return switch (status) {
            case DISPATCHED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE -> true;
            case AVAILABLE, TRANSPORTING, AT_DESTINATION, OFF_DUTY, OUT_OF_SERVICE -> false;
        };
    }

    private Optional<Preemption> preemption(Candidate candidate) {
        return fillsShortfall(candidate)
                .or(() -> slowest(candidate).flatMap(pick -> beats(candidate, pick)));
    }

    private Optional<Preemption> fillsShortfall(Candidate candidate) {
        return filling.fills().stream()
                .filter(fill -> fill.unit().isEmpty() && fill.suits(candidate))
                .findFirst()
                .map(fill -> preemption(candidate, fill, Optional.empty(), Optional.empty()));
    }

    /**
     * The slot it would improve most: its own if it is proposed to come later, else the slowest.
     */
    private Optional<Fill> slowest(Candidate candidate) {
        List<Fill> suiting =
                filling.fills().stream()
                        .filter(fill -> fill.fresh().isPresent() && fill.suits(candidate))
                        .toList();
        return suiting.stream()
                .filter(fill -> unit(fill).candidate().equals(candidate))
                .findFirst()
                .or(() -> suiting.stream().max(Comparator.comparing(Preemptions::arrival)));
    }

    private static Able unit(Fill fill) {
        return fill.unit().orElseThrow();
    }

    private static Duration arrival(Fill fill) {
        return unit(fill).arrival().orElseThrow();
    }

    private Optional<Preemption> beats(Candidate candidate, Fill fill) {
        Duration gain = arrival(fill).minus(candidate.travel().orElseThrow());
        if (!gain.isPositive() || gain.compareTo(inputs.policy().queueGain()) < 0) {
            return Optional.empty();
        }
        Optional<String> insteadOf = Optional.of(unit(fill).candidate().unit());
        return Optional.of(preemption(candidate, fill, insteadOf, Optional.of(gain)));
    }

    private static Preemption preemption(
            Candidate candidate, Fill fill, Optional<String> insteadOf, Optional<Duration> gain) {
        Work work = candidate.work().orElseThrow();
        return new Preemption(
                candidate.unit(),
                fill.slot().capability(),
                work.incident(),
                work.priority(),
                candidate.travel().orElseThrow(),
                insteadOf,
                gain);
    }
}
