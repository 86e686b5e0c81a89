package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What a driver is told, on drawn roads. */
class ManeuversTest {
    private static final Conditions OPEN =
            Conditions.open(Profile.NORMAL, Instant.parse("2026-11-21T12:00:00Z"));

    private static Route route(Drawn drawn, char from, char to) {
        return drawn.network().route(drawn.point(from), drawn.point(to), OPEN).orElseThrow();
    }

    private static List<String> texts(Route route, Locale locale) {
        return route.steps().stream().map(step -> step.text(locale)).toList();
    }

    /** South Street from west to east, North Road to the left at its end, and a lane that bends. */
    private static Drawn crossing() {
        return new Drawn()
                .node('a', 0, 0)
                .node('b', 500, 0)
                .node('c', 500, 500)
                .node('d', 500, -500)
                .node('e', 900, 100)
                .node('f', 500, 900)
                .road("ab", "name", "South Street")
                .road("be", "name", "South Street")
                .road("bc", "name", "North Road")
                .road("cf", "name", "Hill Road")
                .road("bd", "ref", "N 13");
    }

    @Test
    void turnsAreNamedByTheRoadTheyLeadTo() {
        Route route = route(crossing(), 'a', 'f');

        assertThat(texts(route, Locale.ENGLISH))
                .containsExactly(
                        "Head east on South Street",
                        "Turn left onto North Road",
                        "Continue onto Hill Road",
                        "You are there");
        assertThat(texts(route, Locale.CHINESE))
                .containsExactly("沿South Street向东出发", "左转进入North Road", "直行进入Hill Road", "到达目的地");
        assertThat(route.steps().get(1).metersAt()).isBetween(499.0, 501.0);
        assertThat(route.line().get(route.steps().get(1).at()).metersTo(crossing().point('b')))
                .isLessThan(0.1);
        assertThat(route.steps().get(3).secondsAt())
                .isEqualTo(route.duration().toMillis() / 1000.0);
    }

    @Test
    void aRoadWithoutANameIsCalledByItsNumber() {
        assertThat(texts(route(crossing(), 'a', 'd'), Locale.ENGLISH))
                .containsExactly(
                        "Head east on South Street", "Turn right onto N 13", "You are there");
    }

    @Test
    void aRoadThatBendsIsNotATurn() {
        assertThat(texts(route(crossing(), 'a', 'e'), Locale.ENGLISH))
                .containsExactly("Head east on South Street", "You are there");
    }

    /** Driven counterclockwise: from the south in, out by the first, second, third. */
    private static Drawn roundabout() {
        return new Drawn()
                .node('s', 0, -300)
                .node('e', 300, 0)
                .node('n', 0, 300)
                .node('w', -300, 0)
                .node('S', 0, -20)
                .node('E', 20, 0)
                .node('N', 0, 20)
                .node('W', -20, 0)
                .road("SENWS", "junction", "roundabout", "oneway", "yes")
                .road("sS", "name", "South")
                .road("Ee", "name", "East")
                .road("Nn", "name", "North")
                .road("Ww", "name", "West");
    }

    @Test
    void theExitOfARoundaboutIsCounted() {
        Drawn drawn = roundabout();

        assertThat(texts(route(drawn, 's', 'e'), Locale.ENGLISH))
                .contains("At the roundabout take exit 1 onto East");
        assertThat(texts(route(drawn, 's', 'n'), Locale.ENGLISH))
                .containsExactly(
                        "Head north on South",
                        "At the roundabout take exit 2 onto North",
                        "You are there");
        assertThat(texts(route(drawn, 's', 'w'), Locale.ENGLISH))
                .contains("At the roundabout take exit 3 onto West");
        assertThat(texts(route(drawn, 'w', 's'), Locale.CHINESE)).contains("进入环岛，从第1个出口驶出，进入South");
    }

    @Test
    void exitsAreCountedForACenterThatHasOnlyProfilesOfItsOwn() throws NoRoads {
        Drawn drawn = roundabout();
        Profile own = Profile.EMERGENCY.with("own", ZoneOffset.UTC, List.of());
        var roads =
                new RoadNetwork(new RoadGraph(drawn.builder().graph("own").stored, List.of(own)));

        Route route =
                roads.route(drawn.point('s'), drawn.point('n'), Conditions.open(own, Instant.EPOCH))
                        .orElseThrow();

        assertThat(texts(route, Locale.ENGLISH))
                .contains("At the roundabout take exit 2 onto North");
    }

    @Test
    void aRoadThatOnlyLeadsIntoARoundaboutIsNoExit() {
        Drawn drawn = roundabout().node('x', 300, -300).road("xE", "oneway", "yes");
        Drawn into =
                new Drawn()
                        .node('s', 0, -300)
                        .node('i', 300, 0)
                        .node('n', 0, 300)
                        .node('S', 0, -20)
                        .node('E', 20, 0)
                        .node('N', 0, 20)
                        .node('W', -20, 0)
                        .road("SENWS", "junction", "roundabout", "oneway", "yes")
                        .road("sS", "name", "South")
                        .road("iE", "name", "Inward", "oneway", "yes")
                        .road("Nn", "name", "North");

        assertThat(texts(route(drawn, 's', 'n'), Locale.ENGLISH))
                .contains("At the roundabout take exit 2 onto North");
        assertThat(texts(route(into, 's', 'n'), Locale.ENGLISH))
                .contains("At the roundabout take exit 1 onto North");
    }

    @Test
    void everyKindHasWordsInEveryLanguage() {
        for (Maneuver.Kind kind : Maneuver.Kind.values()) {
            var step = new Maneuver(kind, 0, 0, 0, 359, java.util.Optional.of("X"), 2);
            for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE, Locale.FRENCH)) {
                assertThat(step.text(locale)).isNotBlank().doesNotContain("{");
            }
        }
    }
}
