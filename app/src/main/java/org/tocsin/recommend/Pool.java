package org.tocsin.recommend;

import org.tocsin.coverage.Coverage;
import org.tocsin.coverage.Standing;
import org.tocsin.recommend.Shortfall.Obstacle;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The candidates sorted into those that can fill a slot and those that something keeps. */
final class Pool {
    final List<Able> able = new ArrayList<>();
    final List<Kept> kept = new ArrayList<>();
    final Coverage coverage;
    private final Inputs inputs;

    /** By crew, the unit it is out with. */
    private final Map<String, String> crewOutWith = new HashMap<>();

    Pool(Inputs inputs) {
        this.inputs = inputs;
        for (Candidate candidate : inputs.candidates()) {
            if (candidate.committed() || candidate.work().isPresent()) {
                candidate.crew().ifPresent(c -> crewOutWith.putIfAbsent(c, candidate.unit()));
            }
        }
        coverage = new Coverage(standing(), inputs.policy().coverTarget());
        for (int i = 0; i < inputs.candidates().size(); i++) sort(inputs.candidates().get(i), i);
    }

    private List<Standing> standing() {
        var standing = new ArrayList<Standing>();
        for (Candidate each : inputs.candidates()) {
            if (!standsBy(each)) continue;
            standing.add(
                    new Standing(
                            each.unit(),
                            each.station(),
                            each.point(),
                            each.capabilities(),
                            each.crew()));
        }
        return standing;
    }

    private boolean standsBy(Candidate candidate) {
        return candidate.status() == UnitStatus.AVAILABLE
                && !candidate.committed()
                && !candidate.exclusions().contains(Exclusion.LOW_FUEL)
                && !candidate.exclusions().contains(Exclusion.CREW_REST)
                && crewIsOutWith(candidate).isEmpty();
    }

    /** The other unit that the candidate's crew is out with. */
    Optional<String> crewIsOutWith(Candidate candidate) {
        return candidate
                .crew()
                .flatMap(c -> Optional.ofNullable(crewOutWith.get(c)))
                .filter(unit -> !unit.equals(candidate.unit()));
    }

    private void sort(Candidate candidate, int order) {
        if (candidate.committed()) {
            Optional<Duration> arrival = arrivalOfCommitted(candidate);
            able.add(new Able(candidate, order, arrival, 0, Optional.empty(), false));
            return;
        }
        Optional<Kept> keeps = keeps(candidate);
        if (keeps.isPresent()) {
            kept.add(keeps.get());
        } else if (candidate.work().isPresent()) {
            Release release = candidate.work().get().release().orElseThrow();
            Duration arrival = release.in().plus(release.travel().orElseThrow());
            long weighed = arrival.plus(inputs.policy().queueGain()).toSeconds();
            able.add(
                    new Able(
                            candidate,
                            order,
                            Optional.of(arrival),
                            weighed,
                            Optional.of(release),
                            false));
        } else {
            long weighed = candidate.travel().orElseThrow().toSeconds();
            boolean opensGap = coverage.isLastOfItsKind(candidate.unit());
            able.add(
                    new Able(
                            candidate,
                            order,
                            candidate.travel(),
                            weighed,
                            Optional.empty(),
                            opensGap));
        }
    }

    private Optional<Duration> arrivalOfCommitted(Candidate candidate) {
        if (candidate.work().isEmpty()) return candidate.travel();
        Work work = candidate.work().get();
        if (!work.incident().equals(inputs.incident())) return afterRelease(work);
        return switch (candidate.status()) {
            case ON_SCENE, TRANSPORTING, AT_DESTINATION -> Optional.of(Duration.ZERO);
            case DISPATCHED, ACKNOWLEDGED, EN_ROUTE, AVAILABLE, OFF_DUTY, OUT_OF_SERVICE ->
                    candidate.travel();
        };
    }

    private static Optional<Duration> afterRelease(Work work) {
        return work.release().flatMap(r -> r.travel().map(r.in()::plus));
    }

    /** The first thing that keeps a unit, in a fixed order; empty if it can go. */
    private Optional<Kept> keeps(Candidate candidate) {
        if (candidate.status() == UnitStatus.OFF_DUTY) {
            return kept(candidate, new Reason.OffDuty(), Obstacle.OFF_DUTY);
        }
        if (candidate.status() == UnitStatus.OUT_OF_SERVICE) {
            return kept(candidate, new Reason.OutOfService(), Obstacle.OUT_OF_SERVICE);
        }
        Optional<String> crewOut = crewIsOutWith(candidate);
        if (crewOut.isPresent()) {
            String crew = candidate.crew().orElseThrow();
            return kept(candidate, new Reason.CrewOut(crew, crewOut.get()), Obstacle.CREW);
        }
        Set<Exclusion> exclusions = candidate.exclusions();
        if (!exclusions.isEmpty()) {
            return kept(candidate, new Reason.Excluded(exclusions), Obstacle.EXCLUDED);
        }
        if (candidate.work().isPresent()) return keptByWork(candidate, candidate.work().get());
        if (candidate.travel().isEmpty()) {
            return kept(
                    candidate,
                    new Reason.Unreachable(candidate.unreachable()),
                    Obstacle.UNREACHABLE);
        }
        return Optional.empty();
    }

    private Optional<Kept> keptByWork(Candidate candidate, Work work) {
        boolean soon =
                work.release()
                        .filter(r -> r.in().compareTo(inputs.policy().queueLimit()) <= 0)
                        .flatMap(Release::travel)
                        .isPresent();
        if (soon) return Optional.empty();
        var busy =
                new Reason.Busy(
                        candidate.status(), work.incident(), work.priority(), work.release());
        return Optional.of(new Kept(candidate, busy, Obstacle.BUSY, afterRelease(work)));
    }

    private static Optional<Kept> kept(Candidate candidate, Reason reason, Obstacle obstacle) {
        Optional<Duration> arrival =
                candidate.work().isPresent() ? Optional.empty() : candidate.travel();
        return Optional.of(new Kept(candidate, reason, obstacle, arrival));
    }
}
