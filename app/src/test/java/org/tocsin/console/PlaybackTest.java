package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The record played back through the door of the server. */
class PlaybackTest {
    @TempDir Path folder;
    private Served served;
    private Served.Person dora;
    private Served.Person sue;

    @BeforeEach
    void start() {
        served = new Served(folder);
        dora = served.signIn("dora");
        sue = served.signIn("sue");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private String workedIncident(String... units) {
        String incident = dora.done(ConsoleTest.CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"%s\"]}"
                        .formatted(incident, String.join("\",\"", units)));
        for (String unit : units) {
            for (String to : List.of("EN_ROUTE", "ON_SCENE", "CLEARED")) {
                dora.done(
                        "{\"verb\":\"status\",\"unit\":\"%s\",\"to\":\"%s\"}".formatted(unit, to));
            }
        }
        dora.done(
                "{\"verb\":\"close\",\"incident\":\"%s\",\"disposition\":\"DONE\"}"
                        .formatted(incident));
        return incident;
    }

    @Test
    void onlySupervisorsReplay() {
        workedIncident("E1");

        assertThat(dora.in("/replay").status()).isEqualTo(403);
        assertThat(dora.in("/replay/board?position=1").status()).isEqualTo(403);
        assertThat(served.signIn("vic").in("/replay").status()).isEqualTo(403);
        assertThat(sue.in("/replay").status()).isEqualTo(200);
        assertThat(served.signIn("ada").in("/replay").status()).isEqualTo(200);
    }

    @Test
    void theBoardIsAsItWasAndItsStepsLeadToWhatFollowed() {
        String incident = workedIncident("E1");

        JsonNode opened = sue.in("/replay/incidents/" + incident + "/opened").json();
        long position = opened.get("position").longValue();
        JsonNode then = sue.in("/replay/board?position=" + position).json();
        assertThat(then.get("center").get("units")).hasSize(4);
        assertThat(then.get("board").get("full").booleanValue()).isTrue();
        assertThat(ids(then.get("board").get("incidents"))).containsExactly(incident);
        JsonNode byTime = sue.in("/replay/board?at=" + opened.get("at").stringValue()).json();
        assertThat(byTime.get("position").longValue()).isGreaterThanOrEqualTo(position);

        JsonNode steps = sue.in("/replay/steps?after=" + position).json();
        assertThat(steps.get("whole").booleanValue()).isTrue();
        String all = steps.get("steps").toString();
        assertThat(all).contains("DISPATCHED", "decided on E1", "closed: DONE");
        assertThat(steps.get("steps").get(steps.get("steps").size() - 1).get("removed").toString())
                .contains(incident);
        assertThat(sue.in("/board").json().get("incidents")).isEmpty();

        JsonNode detail =
                sue.in("/replay/incidents/%s?position=%d".formatted(incident, position)).json();
        assertThat(detail.get("state").stringValue()).isEqualTo("WAITING");
        assertThat(detail.get("log").toString()).doesNotContain("closed", "E1");
    }

    @Test
    void stepsComeInPieces() {
        workedIncident("E1");
        long last = sue.in("/replay").json().get("position").longValue();

        long position = 1;
        int pieces = 0;
        for (boolean whole = false; !whole; pieces++) {
            JsonNode piece = sue.in("/replay/steps?limit=2&after=" + position).json();
            whole = piece.get("whole").booleanValue();
            position = piece.get("position").longValue();
        }
        assertThat(position).isEqualTo(last);
        assertThat(pieces).isGreaterThan(2);
        assertThat(sue.in("/replay/steps?limit=5001&after=1").status()).isEqualTo(400);
        assertThat(sue.in("/replay/board?position=" + (last + 1)).status()).isEqualTo(404);
        assertThat(sue.in("/replay/board").status()).isEqualTo(400);
    }

    @Test
    void whatIsSealedStaysSoAndOpeningItIsRecorded() {
        String incident = workedIncident("E1");
        long position =
                sue.in("/replay/incidents/" + incident + "/opened")
                                .json()
                                .get("position")
                                .longValue()
                        + 1;
        String one = "/replay/incidents/" + incident;
        assertThat(
                        sue.in("/replay/board?position=" + position).text()
                                + sue.in("/replay/steps?after=1").text())
                .doesNotContain("Ann Caller", "555 0100", "bakery");
        long before = served.desk.board().position();

        Served.Answer opened = sue.in(one + "/sealed?reason=complaint&position=" + position);

        assertThat(opened.text()).contains("Ann Caller", "bakery");
        assertThat(served.desk.board().position()).isEqualTo(before + 1);
        assertThat(sue.in("/log?incident=" + incident).text())
                .contains("sealed data read: complaint");
        assertThat(sue.in(one + "/sealed?position=" + position).status()).isEqualTo(400);
        assertThat(dora.in(one + "/sealed?reason=why&position=" + position).status())
                .isEqualTo(403);
        assertThat(served.desk.board().position()).isEqualTo(before + 1);
    }

    @Test
    void anotherPolicyIsComparedDecisionByDecision() {
        JsonNode span = sue.in("/replay").json();
        // The plan asks for two engines; the desk sent one, and one ambulance that nobody asked
        // for.
        String incident = workedIncident("E2", "M1");
        String until = sue.in("/replay").json().get("until").stringValue();

        for (String policy : List.of("fastest", "home", "crow", "coverage", "recommended")) {
            JsonNode answer =
                    sue.in(
                                    "/replay/differences?policy=%s&from=%s&until=%s"
                                            .formatted(
                                                    policy, span.get("from").stringValue(), until))
                            .json();
            assertThat(answer.get("decisions").intValue()).isEqualTo(1);
            JsonNode difference = answer.get("differences").get(0);
            assertThat(difference.get("incident").stringValue()).isEqualTo(incident);
            assertThat(names(difference.get("sent"))).containsExactly("E2", "M1");
            assertThat(names(difference.get("would"))).containsExactlyInAnyOrder("E1", "E2");
            assertThat(difference.get("recorded").booleanValue()).isFalse();
            assertThat(answer.get("firstSeconds").longValue())
                    .isEqualTo(
                            difference.get("sentFirst").longValue()
                                    - difference.get("wouldFirst").longValue());
        }
        assertThat(
                        sue.in(
                                        "/replay/differences?policy=psychic&from=%s&until=%s"
                                                .formatted(until, until))
                                .text())
                .contains("fastest, home, crow, coverage, recommended");
    }

    private static List<String> ids(JsonNode rows) {
        var ids = new ArrayList<String>();
        rows.forEach(row -> ids.add(row.get("id").stringValue()));
        return ids;
    }

    private static List<String> names(JsonNode sent) {
        var names = new ArrayList<String>();
        sent.forEach(each -> names.add(each.get("unit").stringValue()));
        return names;
    }
}
