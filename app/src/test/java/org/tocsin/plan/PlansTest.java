package org.tocsin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.unit.Station;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PlansTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T23:30:00Z");
    private static final Point OLD_TOWN = new Point(41.005, -8.005);
    private static final Point EAST = new Point(41.005, -7.905);

    private final List<IncidentType> types =
            List.of(
                    new IncidentType("FIRE", "Fire", 1, "fire", Optional.empty()),
                    new IncidentType("CAT", "Cat in tree", 5, "fire", Optional.empty()));
    private final List<District> districts =
            List.of(
                    new District(
                            "old-town",
                            "Old town",
                            new Area(
                                    List.of(
                                            new Point(41, -8.01),
                                            new Point(41, -8),
                                            new Point(41.01, -8),
                                            new Point(41.01, -8.01)))));
    private final List<Station> stations =
            List.of(
                    new Station("west", "West", "fire", new Point(41, -8)),
                    new Station("east", "East", "fire", new Point(41, -7.9)),
                    new Station("police", "Police", "police", new Point(41.005, -7.905)));
    private final List<PlanRule> rules = new ArrayList<>(List.of(anything("default")));

    private static AlarmLevel level(boolean replaces, String name, int count) {
        return new AlarmLevel(
                replaces,
                List.of(new Requirement(name, List.of(new Option(Map.of("ENGINE", count))))),
                List.of(),
                List.of(name));
    }

    private static PlanRule anything(String id) {
        return new Rule(id).rule();
    }

    /** A rule in the making: everything it does not say holds always. */
    private record Rule(
            String id,
            List<String> types,
            List<Integer> priorities,
            List<String> districts,
            List<String> stations,
            List<Hours> hours) {
        Rule(String id) {
            this(id, List.of(), List.of(), List.of(), List.of(), List.of());
        }

        Rule types(String... types) {
            return new Rule(id, List.of(types), priorities, districts, stations, hours);
        }

        Rule priorities(Integer... priorities) {
            return new Rule(id, types, List.of(priorities), districts, stations, hours);
        }

        Rule districts(String... districts) {
            return new Rule(id, types, priorities, List.of(districts), stations, hours);
        }

        Rule stations(String... stations) {
            return new Rule(id, types, priorities, districts, List.of(stations), hours);
        }

        Rule atNight() {
            var night =
                    new Hours(List.of(DayOfWeek.values()), LocalTime.of(20, 0), LocalTime.of(6, 0));
            return new Rule(id, types, priorities, districts, stations, List.of(night));
        }

        PlanRule rule() {
            return new PlanRule(
                    id,
                    types,
                    priorities,
                    districts,
                    stations,
                    hours,
                    List.of(level(false, "first", 1)));
        }
    }

    private Need need(String type, int priority, Point place, Instant at) {
        return new Plans(types, rules, districts, stations)
                .need(type, priority, place, at, LISBON, 1);
    }

    @Test
    void theMostSpecificRuleSpeaksAndIsNamed() {
        rules.add(new Rule("night").atNight().rule());
        rules.add(new Rule("urgent").priorities(1).rule());
        rules.add(new Rule("near-west").stations("west").rule());
        rules.add(new Rule("in-old-town").districts("old-town").rule());
        rules.add(new Rule("fire").types("FIRE").rule());
        rules.add(new Rule("fire-night").types("FIRE").atNight().rule());

        assertThat(need("CAT", 5, EAST, NOON).rule()).isEqualTo("default");
        assertThat(need("CAT", 5, EAST, NIGHT).rule()).isEqualTo("night");
        assertThat(need("CAT", 1, EAST, NIGHT).rule()).isEqualTo("urgent");
        assertThat(need("CAT", 1, new Point(41, -7.99), NIGHT).rule()).isEqualTo("near-west");
        assertThat(need("CAT", 1, OLD_TOWN, NIGHT).rule()).isEqualTo("in-old-town");
        assertThat(need("FIRE", 1, OLD_TOWN, NOON).rule()).isEqualTo("fire");
        assertThat(need("FIRE", 1, OLD_TOWN, NIGHT).rule()).isEqualTo("fire-night");
    }

    @Test
    void betweenEqualRulesTheFirstWrittenSpeaks() {
        rules.add(new Rule("one").types("FIRE").rule());
        rules.add(new Rule("two").types("FIRE").rule());

        assertThat(need("FIRE", 1, OLD_TOWN, NOON).rule()).isEqualTo("one");
    }

    @Test
    void everyRuleThatHoldsIsListedInTheOrderTheyOverruleEachOther() {
        rules.add(new Rule("fire").types("FIRE").rule());
        rules.add(new Rule("fire-east").types("FIRE").stations("east").rule());
        var plans = new Plans(types, rules, districts, stations);

        assertThat(plans.matching("FIRE", 1, EAST, NOON, LISBON))
                .extracting(PlanRule::id)
                .containsExactly("fire-east", "fire", "default");
    }

    @Test
    void aStationAreaIsWhereItIsTheNearestOfItsOwnAgency() {
        rules.add(new Rule("near-east").stations("east").rule());

        // The police station stands right there, and does not count for a fire station's area.
        assertThat(need("FIRE", 1, EAST, NOON).rule()).isEqualTo("near-east");
        assertThat(need("FIRE", 1, OLD_TOWN, NOON).rule()).isEqualTo("default");
    }

    @Test
    void anAlarmLevelAddsToTheOneBelowOrReplacesIt() {
        rules.set(
                0,
                new PlanRule(
                        "default",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                level(false, "first", 2),
                                level(false, "second", 3),
                                level(true, "third", 8))));
        var plans = new Plans(types, rules, districts, stations);

        assertThat(plans.need("CAT", 5, EAST, NOON, LISBON, 1).size()).isEqualTo(2);
        Need second = plans.need("CAT", 5, EAST, NOON, LISBON, 2);
        assertThat(second.size()).isEqualTo(5);
        assertThat(second.notifications()).containsExactly("first", "second");
        Need third = plans.need("CAT", 5, EAST, NOON, LISBON, 3);
        assertThat(third.size()).isEqualTo(8);
        assertThat(third.notifications()).containsExactly("third");
        Need beyond = plans.need("CAT", 5, EAST, NOON, LISBON, 9);
        assertThat(beyond).isEqualTo(third);
        assertThat(beyond.alarmLevel()).isEqualTo(3);
    }

    @Test
    void aTypeWithoutAPlanSomewhereIsRefused() {
        rules.set(0, new Rule("only-old-town").districts("old-town").rule());

        assertThatThrownBy(() -> need("CAT", 5, EAST, NOON))
                .hasMessage(
                        "type FIRE has no plan for priorities [1, 2, 3, 4, 5]"
                                + " that holds everywhere and always");
    }

    @Test
    void prioritiesMayShareTheWorkOfADefault() {
        rules.set(0, new Rule("urgent").priorities(1, 2).rule());
        rules.add(new Rule("rest").priorities(3, 4, 5).rule());

        assertThat(need("CAT", 4, EAST, NOON).rule()).isEqualTo("rest");
    }

    @Test
    void anUnknownTypeOrPriorityIsTheCallersBug() {
        assertThatThrownBy(() -> need("DRAGON", 1, EAST, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type is DRAGON, expected one of the center's incident types");
        assertThatThrownBy(() -> need("CAT", 6, EAST, NOON))
                .hasMessage("priority is 6, expected 1 to 5");
        assertThatThrownBy(
                        () ->
                                new Plans(types, rules, districts, stations)
                                        .need("CAT", 1, EAST, NOON, LISBON, 0))
                .hasMessageStartingWith("alarm level is 0, expected 1");
    }

    @Test
    void whatTriageAddsIsAddedOnce() {
        Need need = need("FIRE", 1, EAST, NOON);

        Need more = need.and(List.of("ENGINE", "LADDER"), "triage");

        assertThat(more.requirements()).extracting(Requirement::toString).endsWith("1 LADDER");
        assertThat(more.size()).isEqualTo(2);
        assertThat(more.and(List.of("LADDER"), "triage")).isEqualTo(more);
    }

    @Test
    void aRequirementReadsAsPeopleWriteIt() {
        var options = List.of(new Option(Map.of("ALS", 2)), new Option(Map.of("BLS", 1)));

        assertThat(new Requirement("medical", options)).hasToString("2 ALS, or 1 BLS");
    }
}
