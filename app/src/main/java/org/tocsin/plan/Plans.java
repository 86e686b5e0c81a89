package org.tocsin.plan;

import static java.util.Comparator.comparing;

import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.unit.Station;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A center's plans, ready to be asked. Immutable: any number of threads may ask.
 *
 * <p>Of the rules whose conditions hold the most specific speaks: one that names the type before
 * one for every type; then one that names a district; then a station; then a priority; then hours;
 * then the one written first.
 */
public final class Plans {
    private static final Comparator<PlanRule> MOST_SPECIFIC_FIRST =
            comparing((PlanRule rule) -> rule.types().isEmpty())
                    .thenComparing(rule -> rule.districts().isEmpty())
                    .thenComparing(rule -> rule.stations().isEmpty())
                    .thenComparing(rule -> rule.priorities().isEmpty())
                    .thenComparing(rule -> rule.hours().isEmpty());

    private final Map<String, List<PlanRule>> rulesByType = new HashMap<>();
    private final Map<String, Area> districts = new HashMap<>();
    private final Map<String, Station> stations = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a rule names an unknown type, district or station, or a
     *     type is left without a rule at some place, time or priority
     */
    public Plans(
            List<IncidentType> types,
            List<PlanRule> rules,
            List<District> districts,
            List<Station> stations) {
        for (District district : districts) this.districts.put(district.id(), district.area());
        for (Station station : stations) this.stations.put(station.id(), station);
        for (IncidentType type : types) {
            rulesByType.put(type.code(), inOrder(type.code(), rules));
            List<Integer> without = prioritiesWithoutPlan(type.code(), rules);
            if (!without.isEmpty()) {
                throw new IllegalArgumentException(
                        "type %s has no plan for priorities %s that holds everywhere and always"
                                .formatted(type.code(), without));
            }
        }
        rules.forEach(this::checkReferences);
    }

    /**
     * The priorities for which a type has no rule that holds at every place and time: in a whole
     * configuration there are none.
     */
    public static List<Integer> prioritiesWithoutPlan(String type, List<PlanRule> rules) {
        var without = new ArrayList<Integer>();
        for (int p = IncidentType.MOST_URGENT; p <= IncidentType.LEAST_URGENT; p++) {
            int priority = p;
            if (inOrder(type, rules).stream()
                    .filter(PlanRule::holdsEverywhereAndAlways)
                    .noneMatch(rule -> holds(rule.priorities(), priority))) {
                without.add(priority);
            }
        }
        return without;
    }

    /**
     * What an incident needs.
     *
     * @param priority 1 to 5
     * @param zone whose wall clock the rules' hours follow
     * @param alarmLevel 1 or more; beyond the rule's highest level, the highest is given
     * @throws IllegalArgumentException if the type is unknown or a number out of range
     */
    public Need need(
            String type, int priority, Point place, Instant at, ZoneId zone, int alarmLevel) {
        return atLevel(matching(type, priority, place, at, zone).getFirst(), alarmLevel);
    }

    /** All rules that hold, the one that speaks first, then those it overrules. Never empty. */
    public List<PlanRule> matching(
            String type, int priority, Point place, Instant at, ZoneId zone) {
        Check.number("priority", priority, IncidentType.MOST_URGENT, IncidentType.LEAST_URGENT);
        List<PlanRule> rules = rulesByType.get(type);
        if (rules == null) {
            throw new IllegalArgumentException(
                    "type is %s, expected one of the center's incident types".formatted(type));
        }
        return rules.stream()
                .filter(rule -> holds(rule.priorities(), priority))
                .filter(rule -> holdsAt(rule, place))
                .filter(rule -> holdsAt(rule, at, zone))
                .toList();
    }

    private static Need atLevel(PlanRule rule, int alarmLevel) {
        Check.number("alarm level", alarmLevel, 1, Integer.MAX_VALUE);
        int reached = Math.min(alarmLevel, rule.levels().size());
        var requirements = new ArrayList<Requirement>();
        var standby = new ArrayList<Standby>();
        var notifications = new ArrayList<String>();
        for (AlarmLevel level : rule.levels().subList(0, reached)) {
            if (level.replaces()) {
                requirements.clear();
                standby.clear();
                notifications.clear();
            }
            requirements.addAll(level.requirements());
            standby.addAll(level.standby());
            level.notifications().stream()
                    .filter(notification -> !notifications.contains(notification))
                    .forEach(notifications::add);
        }
        return new Need(requirements, standby, notifications, rule.id(), reached);
    }

    private static List<PlanRule> inOrder(String type, List<PlanRule> rules) {
        return rules.stream()
                .filter(rule -> holds(rule.types(), type))
                .sorted(MOST_SPECIFIC_FIRST)
                .toList();
    }

    private static <T> boolean holds(List<T> expected, T found) {
        return expected.isEmpty() || expected.contains(found);
    }

    private boolean holdsAt(PlanRule rule, Point place) {
        boolean inDistrict =
                rule.districts().isEmpty()
                        || rule.districts().stream()
                                .map(this::area)
                                .anyMatch(area -> area.contains(place));
        return inDistrict
                && (rule.stations().isEmpty()
                        || rule.stations().stream().anyMatch(id -> isNearest(station(id), place)));
    }

    private static boolean holdsAt(PlanRule rule, Instant at, ZoneId zone) {
        return rule.hours().isEmpty()
                || rule.hours().stream().anyMatch(hours -> hours.contains(at, zone));
    }

    /** Equally near stations share the ground: both rules hold, and their order decides. */
    private boolean isNearest(Station station, Point place) {
        double meters = station.point().metersTo(place);
        return stations.values().stream()
                .filter(other -> other.agency().equals(station.agency()))
                .noneMatch(other -> other.point().metersTo(place) < meters);
    }

    private void checkReferences(PlanRule rule) {
        for (String type : rule.types()) {
            if (!rulesByType.containsKey(type)) {
                throw new IllegalArgumentException(
                        "plan %s names the unknown type %s".formatted(rule.id(), type));
            }
        }
        rule.districts().forEach(this::area);
        rule.stations().forEach(this::station);
    }

    private Area area(String id) {
        Area area = districts.get(id);
        if (area == null) throw new IllegalArgumentException("no district has the id " + id);
        return area;
    }

    private Station station(String id) {
        Station station = stations.get(id);
        if (station == null) throw new IllegalArgumentException("no station has the id " + id);
        return station;
    }
}
