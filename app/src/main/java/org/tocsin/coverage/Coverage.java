package org.tocsin.coverage;

import org.tocsin.place.Point;
import org.tocsin.road.StraightLine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cover that the units standing by give, and what their leaving takes away. A station is
 * covered for a capability while one of its own units can bring it; when the last one leaves, the
 * nearest unit of another station may back it up.
 *
 * <p>Distances are great circles and times {@link StraightLine#CITY}: an estimate for "is anything
 * near", not a time of arrival. Immutable after construction; any number of threads.
 */
public final class Coverage {
    private final List<Standing> standing;
    private final Duration target;
    private final Map<String, Standing> byUnit = new HashMap<>();
    private final Map<String, List<Standing>> byStation = new HashMap<>();
    private final Map<String, List<Standing>> byCapability = new HashMap<>();

    /**
     * @param standing the units that could answer the next call, in any order
     * @param target how long the nearest unit of another station may take to count as cover
     * @throws IllegalArgumentException if a unit is named twice
     */
    public Coverage(List<Standing> standing, Duration target) {
        var sorted = new ArrayList<>(standing);
        sorted.sort(Comparator.comparing(Standing::unit));
        this.standing = List.copyOf(sorted);
        this.target = target;
        for (Standing one : this.standing) {
            if (byUnit.put(one.unit(), one) != null) {
                throw new IllegalArgumentException(
                        "%s stands by twice, expected each unit once".formatted(one.unit()));
            }
            byStation.computeIfAbsent(one.station(), _ -> new ArrayList<>()).add(one);
            for (String capability : one.capabilities()) {
                byCapability.computeIfAbsent(capability, _ -> new ArrayList<>()).add(one);
            }
        }
    }

    /**
     * Whether the unit is the last of its station that brings one of its capabilities: its leaving
     * alone would open a gap. False for a unit that does not stand by.
     */
    public boolean isLastOfItsKind(String unit) {
        Standing leaving = byUnit.get(unit);
        if (leaving == null) return false;
        for (Standing one : unitsOf(leaving)) {
            if (!goesWith(one, leaving)) continue;
            for (String capability : one.capabilities()) {
                if (!anotherStays(leaving, capability)) return true;
            }
        }
        return false;
    }

    private boolean anotherStays(Standing leaving, String capability) {
        for (Standing other : unitsOf(leaving)) {
            if (!goesWith(other, leaving) && other.capabilities().contains(capability)) return true;
        }
        return false;
    }

    private static boolean goesWith(Standing one, Standing leaving) {
        return one.unit().equals(leaving.unit())
                || (one.crew().isPresent() && one.crew().equals(leaving.crew()));
    }

    /**
     * What the leaving of these units costs, one answer for each in the same order. A gap is told
     * with the unit whose leaving opens it; who backs it up is found among those that remain after
     * all have left. A unit that does not stand by (it is busy, and leaves nothing) has no answer.
     */
    public List<Optional<Left>> afterLeaving(List<String> units) {
        Set<String> allGone = new HashSet<>();
        for (String unit : units) {
            Standing leaving = byUnit.get(unit);
            if (leaving != null) allGone.addAll(goneWith(leaving));
        }
        var answers = new ArrayList<Optional<Left>>(units.size());
        Set<String> before = new HashSet<>();
        for (String unit : units) {
            Standing leaving = byUnit.get(unit);
            if (leaving == null) {
                answers.add(Optional.empty());
                continue;
            }
            Set<String> after = new HashSet<>(before);
            after.addAll(goneWith(leaving));
            answers.add(Optional.of(left(leaving, before, after, allGone)));
            before = after;
        }
        return answers;
    }

    private Left left(
            Standing leaving, Set<String> before, Set<String> after, Set<String> allGone) {
        var gaps = new ArrayList<Gap>();
        for (String capability : lost(leaving, before, after)) {
            gaps.add(new Gap(capability, nearest(capability, leaving.point(), allGone)));
        }
        boolean empty = unitsOf(leaving).stream().allMatch(u -> after.contains(u.unit()));
        return new Left(leaving.station(), empty, gaps);
    }

    /** The capabilities the station still had before and has no more after. */
    private Set<String> lost(Standing leaving, Set<String> before, Set<String> after) {
        var lost = new TreeSet<String>();
        for (Standing one : unitsOf(leaving)) {
            if (after.contains(one.unit()) && !before.contains(one.unit())) {
                lost.addAll(one.capabilities());
            }
        }
        for (Standing one : unitsOf(leaving)) {
            if (!after.contains(one.unit())) lost.removeAll(one.capabilities());
        }
        return lost;
    }

    private List<Standing> unitsOf(Standing leaving) {
        return byStation.getOrDefault(leaving.station(), List.of());
    }

    /** The unit itself and those that share its crew, wherever they stand. */
    private Set<String> goneWith(Standing leaving) {
        if (leaving.crew().isEmpty()) return Set.of(leaving.unit());
        var gone = new HashSet<String>();
        for (Standing one : standing) {
            if (goesWith(one, leaving)) gone.add(one.unit());
        }
        return gone;
    }

    private Optional<Gap.Backup> nearest(String capability, Point from, Set<String> gone) {
        Standing nearest = null;
        double least = reachMeters();
        for (Standing one : byCapability.getOrDefault(capability, List.of())) {
            if (gone.contains(one.unit()) || certainlyFarther(one.point(), from, least)) continue;
            double meters = one.point().metersTo(from);
            if (meters < least || (meters == least && nearest == null)) {
                nearest = one;
                least = meters;
            }
        }
        return nearest == null
                ? Optional.empty()
                : Optional.of(new Gap.Backup(nearest.unit(), estimate(least)));
    }

    /** The difference in latitude alone: spares most of the great circles. */
    private static boolean certainlyFarther(Point a, Point b, double meters) {
        return Math.abs(a.latitude() - b.latitude()) * 111_000 > meters;
    }

    private double reachMeters() {
        return target.toMillis()
                / 1000.0
                * StraightLine.CITY.speedMetersPerSecond()
                / StraightLine.CITY.detourFactor();
    }

    private static Duration estimate(double meters) {
        double seconds =
                meters
                        * StraightLine.CITY.detourFactor()
                        / StraightLine.CITY.speedMetersPerSecond();
        return Duration.ofSeconds(Math.round(seconds));
    }
}
