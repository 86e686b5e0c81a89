package org.tocsin.recommend;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.tocsin.place.Point;
import org.tocsin.road.Times;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One unit, as it stood when the recommendation was asked for. In JSON it is an array in the order
 * of the components, so that the record of a decision over hundreds of units stays small.
 *
 * @param unit its call sign
 * @param station the id of its home station
 * @param point where it was, rounded to five decimals (about 1 m)
 * @param capabilities what it can do; kept in alphabetical order
 * @param crew the crew it shares with other units, if it does
 * @param travel the driving time from where it is to the incident, rounded to whole seconds; empty
 *     if it cannot get there or nobody asked
 * @param unreachable why there is no driving time, if that is known
 * @param work what it is doing; present exactly when {@code status} is one of a unit at work
 * @param committed whether it has an assignment to this incident already, active or queued: it
 *     counts toward the need
 * @param exclusions why it should be passed over; kept in the order of the enum
 * @throws IllegalArgumentException if {@code work} and {@code status} contradict each other
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({
    "unit",
    "station",
    "point",
    "capabilities",
    "crew",
    "status",
    "travel",
    "unreachable",
    "work",
    "committed",
    "exclusions"
})
public record Candidate(
        String unit,
        String station,
        @JsonFormat(shape = JsonFormat.Shape.ARRAY) @JsonPropertyOrder({"latitude", "longitude"})
                Point point,
        Set<String> capabilities,
        Optional<String> crew,
        UnitStatus status,
        Optional<Duration> travel,
        Optional<Times.Unreachable> unreachable,
        Optional<Work> work,
        boolean committed,
        Set<Exclusion> exclusions) {
    public Candidate {
        if (work.isPresent() != isAtWork(status)) {
            throw new IllegalArgumentException(
                    "%s is %s %s work, expected work exactly for units that are active"
                            .formatted(unit, status, work.isPresent() ? "with" : "without"));
        }
        point = new Point(fiveDecimals(point.latitude()), fiveDecimals(point.longitude()));
        capabilities = sorted(capabilities);
        travel = travel.map(t -> Clock.wholeSeconds("a travel time", t));
        exclusions = sorted(exclusions);
    }

    /** This candidate with another driving time, for who weighs it in another way. */
    public Candidate withTravel(Duration other) {
        return withTravel(Optional.of(other), unreachable);
    }

    /**
     * This candidate with the answer of the road engine.
     *
     * @param index its place among the origins that were asked about
     */
    public Candidate withTravel(Times times, int index) {
        return withTravel(times.time(index), times.whyNot(index));
    }

    private Candidate withTravel(Optional<Duration> time, Optional<Times.Unreachable> whyNot) {
        return new Candidate(
                unit,
                station,
                point,
                capabilities,
                crew,
                status,
                time,
                whyNot,
                work,
                committed,
                exclusions);
    }

    /** This candidate without its assignment to the incident. */
    Candidate uncommitted() {
        return new Candidate(
                unit,
                station,
                point,
                capabilities,
                crew,
                status,
                travel,
                unreachable,
                work,
                /* committed= */ false,
                exclusions);
    }

    private static <T extends Comparable<T>> Set<T> sorted(Collection<T> values) {
        if (values.isEmpty()) return Set.of();
        if (values.size() == 1) return Set.of(values.iterator().next());
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    private static double fiveDecimals(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }

    /** Whether units of this status are active on an incident. */
    public static boolean isAtWork(UnitStatus status) {
        return switch (status) {
            case AVAILABLE, OFF_DUTY, OUT_OF_SERVICE -> false;
            case DISPATCHED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION -> true;
        };
    }
}
