package org.tocsin.recommend;

import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.road.Times;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Literals for the tests: units and needs in a few words. */
final class Town {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final String INCIDENT = "F26-7";
    static final Point MARKET = new Point(41.15, -8.61);

    private Town() {}

    static Unit unit(String callSign, String... capabilities) {
        return new Unit(
                new Candidate(
                        callSign,
                        "ST-" + callSign,
                        MARKET,
                        Set.of(capabilities),
                        Optional.empty(),
                        UnitStatus.AVAILABLE,
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of()));
    }

    /** A candidate in the making: every method gives a changed copy. */
    record Unit(Candidate candidate) {
        Unit at(String station) {
            return with(station, candidate.point(), candidate.status(), candidate.travel());
        }

        Unit standing(Point point) {
            return with(candidate.station(), point, candidate.status(), candidate.travel());
        }

        Unit away(int seconds) {
            return with(
                    candidate.station(),
                    candidate.point(),
                    candidate.status(),
                    Optional.of(Duration.ofSeconds(seconds)));
        }

        Unit unreachable() {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            c.station(),
                            c.point(),
                            c.capabilities(),
                            c.crew(),
                            c.status(),
                            Optional.empty(),
                            Optional.of(Times.Unreachable.NO_WAY),
                            c.work(),
                            c.committed(),
                            c.exclusions()));
        }

        Unit is(UnitStatus status) {
            return with(candidate.station(), candidate.point(), status, candidate.travel());
        }

        Unit crew(String crew) {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            c.station(),
                            c.point(),
                            c.capabilities(),
                            Optional.of(crew),
                            c.status(),
                            c.travel(),
                            c.unreachable(),
                            c.work(),
                            c.committed(),
                            c.exclusions()));
        }

        Unit except(Exclusion... exclusions) {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            c.station(),
                            c.point(),
                            c.capabilities(),
                            c.crew(),
                            c.status(),
                            c.travel(),
                            c.unreachable(),
                            c.work(),
                            c.committed(),
                            Set.of(exclusions)));
        }

        /** At work on an incident of this priority. */
        Unit works(UnitStatus status, String incident, int priority) {
            return works(status, new Work(incident, priority, false, Optional.empty()), false);
        }

        Unit works(UnitStatus status, Work work, boolean committed) {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            c.station(),
                            c.point(),
                            c.capabilities(),
                            c.crew(),
                            status,
                            c.travel(),
                            c.unreachable(),
                            Optional.of(work),
                            committed,
                            c.exclusions()));
        }

        /** On its way from a hospital: free in so many seconds, then so many to drive. */
        Unit freeIn(int seconds, int thenTravelSeconds) {
            var release =
                    new Release(
                            Duration.ofSeconds(seconds),
                            "clearing at hospital",
                            Optional.of(Duration.ofSeconds(thenTravelSeconds)));
            return works(
                    UnitStatus.AT_DESTINATION,
                    new Work("F26-1", 2, false, Optional.of(release)),
                    false);
        }

        /** On this incident, in this state. */
        Unit committed(UnitStatus status) {
            return works(status, new Work(INCIDENT, 2, false, Optional.empty()), true);
        }

        /** Assigned to this incident, but not yet moving: queued. */
        Unit queuedHere() {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            c.station(),
                            c.point(),
                            c.capabilities(),
                            c.crew(),
                            c.status(),
                            c.travel(),
                            c.unreachable(),
                            c.work(),
                            true,
                            c.exclusions()));
        }

        private Unit with(
                String station, Point point, UnitStatus status, Optional<Duration> travel) {
            Candidate c = candidate;
            return new Unit(
                    new Candidate(
                            c.unit(),
                            station,
                            point,
                            c.capabilities(),
                            c.crew(),
                            status,
                            travel,
                            c.unreachable(),
                            c.work(),
                            c.committed(),
                            c.exclusions()));
        }
    }

    /** {@code option("ALS", 1, "BLS", 1)}. */
    static Option option(Object... capabilitiesAndCounts) {
        var counts = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < capabilitiesAndCounts.length; i += 2) {
            counts.put((String) capabilitiesAndCounts[i], (Integer) capabilitiesAndCounts[i + 1]);
        }
        return new Option(counts);
    }

    static Requirement requirement(String name, Option... options) {
        return new Requirement(name, List.of(options));
    }

    static Need need(Requirement... requirements) {
        return new Need(List.of(requirements), List.of(), List.of(), "test-plan", 1);
    }

    static Inputs inputs(Need need, Unit... units) {
        return inputs(need, List.of(units).stream().map(Unit::candidate).toList());
    }

    static Inputs inputs(Need need, List<Candidate> candidates) {
        return inputs(need, Policy.STANDARD, candidates);
    }

    static Inputs inputs(Need need, Policy policy, List<Candidate> candidates) {
        return new Inputs(
                INCIDENT,
                2,
                NOON,
                4_711,
                "c-12",
                Optional.empty(),
                Times.Source.ROAD,
                need,
                policy,
                candidates);
    }

    static Recommendation rank(Need need, Unit... units) {
        return Recommend.rank(inputs(need, units));
    }
}
