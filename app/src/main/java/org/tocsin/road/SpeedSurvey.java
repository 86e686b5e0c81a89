package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares how fast a center's own units drove with how fast their profiles say, and proposes
 * factors with the evidence. It changes nothing: whoever believes a proposal writes it into a
 * profile. Only recorded drives of responders' vehicles are its matter. For one thread.
 *
 * <p>Of each drive, neighbouring positions 5 to 120 s and at least 50 m apart are taken, and the
 * fastest way by road between them; the sample is the profile's time for it divided by the time it
 * took, more than 1 where the unit was faster. Left out: standing (under 5 km/h), ways half as long
 * again as the crow flies (the unit went another way), positions more than 30 m from any road, and
 * pairs that begin and end on different classes of road.
 */
public final class SpeedSurvey {
    /** More samples than a large center records in a year. */
    public static final int MAX_SAMPLES = 5_000_000;

    /** Fewer samples than this prove nothing. */
    public static final int MIN_SAMPLES = 30;

    public static final int MIN_UNITS = 2;
    public static final int MIN_DAYS = 3;

    /** Quartiles farther apart than this part of the median prove nothing either. */
    public static final double MAX_SPREAD = 0.6;

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final double MIN_METERS = 50;
    private static final double SLOWEST_KMH = 5;
    private static final double DETOUR = 1.5;

    /** Farther from a road than this, the unit was on another. */
    private static final double ON_ROAD_METERS = 30;

    /** Where a unit was, and when. */
    public record Mark(Instant at, Point point) {}

    /** A part of the week; the wall clock's. */
    public enum Days {
        WEEKDAYS,
        WEEKEND
    }

    /**
     * Where and when samples were taken; what is empty is not told apart.
     *
     * @param hour 0 to 23
     */
    public record Cell(
            RoadClass roadClass,
            Optional<String> area,
            Optional<Days> days,
            Optional<Integer> hour) {}

    /**
     * What the samples of a cell say.
     *
     * @param proposed a factor for the profile; empty if the evidence does not bear one, or none is
     *     needed
     * @param why why there is none; empty if there is one
     */
    public record Finding(
            String profile,
            Cell cell,
            int samples,
            int units,
            int days,
            double lowerQuartile,
            double median,
            double upperQuartile,
            Optional<Double> proposed,
            String why) {}

    /**
     * @param pairs how many pairs of positions were looked at
     * @param samples how many of them were taken
     * @param findings all of a class first, then by area, then by hour
     */
    public record Report(int pairs, int samples, List<Finding> findings) {}

    private static final class Evidence {
        final List<Double> factors = new ArrayList<>();
        final Set<String> units = new HashSet<>();
        final Set<LocalDate> days = new HashSet<>();
    }

    private record Key(String profile, Cell cell) {}

    private final RoadNetwork roads;
    private final ZoneId zone;
    private final Function<Point, Optional<String>> areaOf;
    private final Map<Key, Evidence> evidence = new LinkedHashMap<>();
    private final Map<String, Mark> latest = new HashMap<>();
    private int pairs;
    private int samples;

    /**
     * @param roads opened for the profiles of the units
     * @param areaOf the area that a point lies in, if in any
     */
    public SpeedSurvey(RoadNetwork roads, ZoneId zone, Function<Point, Optional<String>> areaOf) {
        this.roads = roads;
        this.zone = zone;
        this.areaOf = areaOf;
    }

    /**
     * Looks at the next position of a unit; each unit's are to come in the order of time, and one
     * that is earlier than the one before it makes no sample.
     */
    public void look(String unit, Profile profile, Mark mark) {
        Mark before = latest.put(unit, mark);
        if (before != null && samples < MAX_SAMPLES) look(unit, profile, before, mark);
    }

    /** How many units it has looked at. */
    public int units() {
        return latest.size();
    }

    private void look(String unit, Profile profile, Mark from, Mark to) {
        pairs++;
        Duration took = Duration.between(from.at(), to.at());
        double crow = from.point().metersTo(to.point());
        if (took.compareTo(SHORTEST) < 0 || took.compareTo(LONGEST) > 0) return;
        if (crow < MIN_METERS) return;
        var conditions = Conditions.open(profile, from.at());
        Optional<RoadClass> first = classAt(from.point(), conditions);
        if (first.isEmpty() || !first.equals(classAt(to.point(), conditions))) return;
        Optional<Route> route = roads.route(from.point(), to.point(), conditions);
        if (route.isEmpty() || route.get().meters() > DETOUR * crow) return;
        double seconds = took.toMillis() / 1000.0;
        if (route.get().meters() / seconds * 3.6 < SLOWEST_KMH) return;
        samples++;
        double factor = route.get().duration().toMillis() / 1000.0 / seconds;
        ZonedDateTime local = from.at().atZone(zone);
        Days days = local.getDayOfWeek().getValue() <= 5 ? Days.WEEKDAYS : Days.WEEKEND;
        Optional<String> area = areaOf.apply(from.point());
        RoadClass roadClass = first.get();
        add(profile, unit, local, factor, new Cell(roadClass, none(), none(), none()));
        if (area.isPresent()) {
            add(profile, unit, local, factor, new Cell(roadClass, area, none(), none()));
        }
        add(
                profile,
                unit,
                local,
                factor,
                new Cell(roadClass, none(), Optional.of(days), Optional.of(local.getHour())));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private Optional<RoadClass> classAt(Point point, Conditions conditions) {
        return roads.nearest(point, conditions)
                .filter(on -> on.meters() <= ON_ROAD_METERS)
                .map(on -> on.segment().roadClass());
    }

    private void add(Profile profile, String unit, ZonedDateTime at, double factor, Cell cell) {
        Evidence known =
                evidence.computeIfAbsent(new Key(profile.name(), cell), _ -> new Evidence());
        known.factors.add(factor);
        known.units.add(unit);
        known.days.add(at.toLocalDate());
    }

    /** What was found so far. */
    public Report report() {
        List<Finding> findings = new ArrayList<>();
        evidence.forEach((key, found) -> findings.add(finding(key, found)));
        findings.sort(
                Comparator.comparing(Finding::profile)
                        .thenComparing(finding -> finding.cell().hour().isPresent())
                        .thenComparing(finding -> finding.cell().area().orElse(""))
                        .thenComparing(finding -> finding.cell().roadClass())
                        .thenComparing(finding -> finding.cell().days().orElse(Days.WEEKDAYS))
                        .thenComparing(finding -> finding.cell().hour().orElse(0)));
        return new Report(pairs, samples, List.copyOf(findings));
    }

    private static Finding finding(Key key, Evidence found) {
        List<Double> sorted = new ArrayList<>(found.factors);
        Collections.sort(sorted);
        double lower = quantile(sorted, 0.25);
        double median = quantile(sorted, 0.5);
        double upper = quantile(sorted, 0.75);
        String why = whyNot(found, lower, median, upper);
        double factor = Math.clamp(median, SpeedFactor.SLOWEST, SpeedFactor.FASTEST);
        return new Finding(
                key.profile(),
                key.cell(),
                sorted.size(),
                found.units.size(),
                found.days.size(),
                lower,
                median,
                upper,
                why.isEmpty() ? Optional.of(Math.round(factor * 100) / 100.0) : Optional.empty(),
                why);
    }

    private static String whyNot(Evidence found, double lower, double median, double upper) {
        if (found.factors.size() < MIN_SAMPLES)
            return "fewer than %d samples".formatted(MIN_SAMPLES);
        if (found.units.size() < MIN_UNITS) return "one unit only";
        if (found.days.size() < MIN_DAYS) return "fewer than %d days".formatted(MIN_DAYS);
        if ((upper - lower) / median > MAX_SPREAD) return "they differ too much";
        return Math.abs(median - 1) < 0.05 ? "as the profile says" : "";
    }

    /** Between the two samples nearest to that part of the sorted ones. */
    static double quantile(List<Double> sorted, double part) {
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
