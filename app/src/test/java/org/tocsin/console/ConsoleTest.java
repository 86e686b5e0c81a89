package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Segment;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The server through its door: HTTP in, HTTP out, over a real journal and a real map. */
class ConsoleTest {
    static final String CALL =
            """
            {"verb":"takeCall","source":"PHONE","callerName":"Ann Caller","callerNumber":"555 0100",
             "text":"There is a smell of gas in the bakery","type":"FIRE","desk":"1",
             "location":{"point":{"latitude":45.003,"longitude":-19.997},"name":"Market Street 4"}}
            """;

    @TempDir Path folder;
    private Served served;

    @BeforeEach
    void start() {
        served = new Served(folder);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aCallIsTakenRecommendedDispatchedFollowedAndClosed() {
        var dora = served.signIn("dora");
        try (var one = dora.watch(Optional.empty());
                var two = served.signIn("vic").watch(Optional.empty())) {
            one.board("the first", each -> each.get("full").booleanValue());
            two.board("the first", each -> each.get("full").booleanValue());

            String incident = dora.done(CALL).get("incident").stringValue();

            one.board("the incident", each -> names(each, incident, "WAITING"));
            two.board("the incident", each -> names(each, incident, "WAITING"));
            JsonNode advice = dora.in("/incidents/" + incident + "/recommendation").json();
            assertThat(advice.get("source").stringValue()).isEqualTo("road");
            assertThat(texts(advice.get("chosen"), "unit")).containsExactlyInAnyOrder("E1", "E2");
            String token = advice.get("token").stringValue();
            dora.done(
                    "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"E1\",\"E2\"],\"recommendation\":\"%s\"}"
                            .formatted(incident, token));
            two.board("dispatched", each -> names(each, incident, "DISPATCHED"));

            status(dora, "E1", "EN_ROUTE");
            two.board("en route", each -> names(each, incident, "EN_ROUTE"));
            status(dora, "E1", "ON_SCENE");
            dora.done(
                    "{\"verb\":\"cancel\",\"incident\":\"%s\",\"unit\":\"E2\",\"reason\":\"enough\"}"
                            .formatted(incident));
            status(dora, "E1", "CLEARED");
            two.board("worked", each -> names(each, incident, "WORKED"));
            dora.done(
                    "{\"verb\":\"close\",\"incident\":\"%s\",\"disposition\":\"DONE\"}"
                            .formatted(incident));
            two.board(
                    "gone",
                    each -> each.get("removed").get("incidents").toString().contains(incident));

            JsonNode detail = dora.in("/incidents/" + incident).json();
            assertThat(detail.get("state").stringValue()).isEqualTo("CLOSED");
            assertThat(detail.get("log").toString())
                    .contains("decided on E1, E2, as recommended")
                    .doesNotContain("Ann Caller", "555 0100", "bakery");
            JsonNode decision =
                    dora.in("/incidents/" + incident + "/explain").json().get("decisions").get(0);
            assertThat(decision.get("reproduces").booleanValue()).isTrue();
        }
    }

    private static void status(Served.Person who, String unit, String to) {
        who.done("{\"verb\":\"status\",\"unit\":\"%s\",\"to\":\"%s\"}".formatted(unit, to));
    }

    private static boolean names(JsonNode board, String incident, String state) {
        for (JsonNode row : board.get("incidents")) {
            if (row.get("id").stringValue().equals(incident)) {
                return row.get("state").stringValue().equals(state);
            }
        }
        return false;
    }

    private static List<String> texts(JsonNode rows, String field) {
        var texts = new ArrayList<String>();
        rows.forEach(row -> texts.add(row.get(field).stringValue()));
        return texts;
    }

    @Test
    void aRequestSentAgainGetsTheFirstAnswer() {
        var dora = served.signIn("dora");

        JsonNode first = dora.ask("same-id", CALL).json();
        JsonNode again = dora.ask("same-id", CALL).json();

        assertThat(again).isEqualTo(first);
        assertThat(dora.in("/board").json().get("incidents")).hasSize(1);
    }

    @Test
    void theRulesSayNoInASentence() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();
        String dispatch =
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"E1\"]}"
                        .formatted(incident);
        dora.done(dispatch);

        var answer = dora.ask(dispatch);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("title").stringValue()).isEqualTo("Refused");
        assertThat(answer.json().get("detail").stringValue()).contains("E1");
    }

    @Test
    void aStreamComesBackToWhatItMissed() {
        var dora = served.signIn("dora");
        String first = dora.done(CALL).get("incident").stringValue();
        String second = dora.done(CALL).get("incident").stringValue();
        long position;
        try (var watching = dora.watch(Optional.empty())) {
            var full = watching.board("full", each -> each.get("full").booleanValue());
            position = Long.parseLong(full.id());
            assertThat(full.data().get("incidents")).hasSize(2);
        }
        String third = dora.done(CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"link\",\"incident\":\"%s\",\"with\":\"%s\"}".formatted(third, first));
        dora.done(
                "{\"verb\":\"merge\",\"incident\":\"%s\",\"into\":\"%s\"}"
                        .formatted(second, first));

        try (var watching = dora.watch(Optional.of(position))) {
            JsonNode missed = watching.board("missed", _ -> true).data();

            assertThat(missed.get("full").booleanValue()).isFalse();
            assertThat(texts(missed.get("incidents"), "id"))
                    .containsExactlyInAnyOrder(first, third);
            assertThat(missed.get("removed").get("incidents").toString()).contains(second);
            assertThat(missed.get("units")).isEmpty();
            assertThat(missed.get("log")).isNotEmpty();
        }
        try (var watching = dora.watch(Optional.of(position + 1_000_000))) {
            JsonNode unknown = watching.board("unknown", _ -> true).data();
            assertThat(unknown.get("full").booleanValue()).isTrue();
        }
    }

    @Test
    void whatChangesSomethingNeedsTheTokenOfTheSession() {
        var dora = served.signIn("dora");
        dora.csrf = null;
        assertThat(dora.ask(CALL).status()).isEqualTo(403);
        dora.csrf = "made up";
        assertThat(dora.ask(CALL).status()).isEqualTo(403);
        assertThat(dora.delete("/api/session").status()).isEqualTo(403);
    }

    @Test
    void anotherSiteMayNotAsk() {
        var dora = served.signIn("dora");
        var builder =
                HttpRequest.newBuilder(served.uri("/api/centers/town/requests"))
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://elsewhere.example")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(dora.send(builder).status()).isEqualTo(403);
    }

    @Test
    void withoutASessionNothingIsShown() {
        var nobody = served.new Person();
        for (String path : served.document.root().get("paths").propertyNames()) {
            if (path.equals("/api/health") || path.equals("/api/openapi.json")) continue;
            String address =
                    path.replace("{center}", "town")
                            .replace("{incident}", "26-1")
                            .replace("{unit}", "M1")
                            .replace("{type}", "FIRE")
                            .replace("{photo}", "1")
                            .replace("{z}", "1")
                            .replace("{x}", "1")
                            .replace("{y}", "1");
            boolean reads = served.document.root().get("paths").get(path).has("get");
            int status = reads ? nobody.get(address).status() : nobody.post(address, "{}").status();
            assertThat(status).as(path).isEqualTo(401);
        }
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        var person = served.new Person();
        var answer =
                person.post(
                        "/api/session",
                        "{\"user\":\"dora\",\"password\":\"%s\"}".formatted(TestTown.PASSWORD));

        assertThat(answer.header("Set-Cookie"))
                .startsWith("tocsin_session=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aCrewSpeaksForItselfAndSendsNobody() {
        var dora = served.signIn("dora");
        var crew = served.signIn("crew-m1");
        String incident = dora.done(CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"M1\",\"E1\"]}"
                        .formatted(incident));

        assertThat(
                        crew.ask(
                                        "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"M2\"]}"
                                                .formatted(incident))
                                .status())
                .isEqualTo(403);
        assertThat(crew.ask("{\"verb\":\"status\",\"unit\":\"E1\",\"to\":\"EN_ROUTE\"}").status())
                .isEqualTo(403);
        assertThat(crew.in("/board").status()).isEqualTo(403);
        status(crew, "M1", "EN_ROUTE");
        assertThat(crew.in("/incidents/" + incident).status()).isEqualTo(200);
        assertThat(crew.in("/route?unit=M1&incident=" + incident).status()).isEqualTo(200);
        assertThat(crew.in("/route?unit=E1&incident=" + incident).status()).isEqualTo(403);
        JsonNode work = crew.in("/units/M1/work").json().get("work").get(0);
        assertThat(work.get("incident").stringValue()).isEqualTo(incident);
        assertThat(work.get("state").stringValue()).isEqualTo("EN_ROUTE");
        assertThat(work.get("others").get(0).stringValue()).isEqualTo("E1");
        assertThat(crew.in("/units/E1/work").status()).isEqualTo(403);
        String elsewhere = dora.done(CALL).get("incident").stringValue();
        String note = "{\"verb\":\"addNote\",\"incident\":\"%s\",\"text\":\"gate is open\"}";
        assertThat(crew.ask(note.formatted(incident)).status()).isEqualTo(200);
        assertThat(crew.ask(note.formatted(elsewhere)).status()).isEqualTo(403);
        assertThat(crew.in("/incidents/" + incident + "/sealed?reason=x").status()).isEqualTo(403);
        assertThat(crew.postIn("/positions", fix("M1")).status()).isEqualTo(200);
        assertThat(crew.postIn("/positions", fix("E1")).status()).isEqualTo(403);
    }

    @Test
    void aDispatcherOfOneAgencySendsItsUnitsOnly() {
        var dan = served.signIn("dan");
        String incident = dan.done(CALL).get("incident").stringValue();

        dan.done(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"M1\"]}"
                        .formatted(incident));
        var answer =
                dan.ask(
                        "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"E1\"]}"
                                .formatted(incident));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("detail").stringValue()).contains("E1", "FIRE", "EMS");
    }

    @Test
    void aCallTakerUndoesOnlyWhatWasTheirOwn() {
        var carl = served.signIn("carl");
        var dora = served.signIn("dora");
        String incident = carl.done(CALL).get("incident").stringValue();
        String change = "{\"verb\":\"changePriority\",\"incident\":\"%s\",\"priority\":%d}";
        assertThat(dora.ask("by-dora", change.formatted(incident, 2)).status()).isEqualTo(200);
        assertThat(carl.ask("by-carl", change.formatted(incident, 3)).status()).isEqualTo(200);

        assertThat(carl.ask("{\"verb\":\"undo\",\"request\":\"by-dora\"}").status()).isEqualTo(403);
        carl.done("{\"verb\":\"undo\",\"request\":\"by-carl\"}");
        dora.done("{\"verb\":\"undo\",\"request\":\"by-dora\"}");
    }

    private static String fix(String unit) {
        return "{\"positions\":[{\"unit\":\"%s\",\"latitude\":45.001,\"longitude\":-20.001,\"heading\":90}]}"
                .formatted(unit);
    }

    @Test
    void sealedWordsAreShownWithAReasonAndThatIsRecorded() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"addNote\",\"incident\":\"%s\",\"text\":\"Gate 2 \\u00e4\\u4e2d\\ud83d\\ude92\"}"
                        .formatted(incident));
        String path = "/incidents/" + incident + "/sealed";

        assertThat(dora.in(path).status()).isEqualTo(400);
        JsonNode sealed = dora.in(path + "?reason=calling%20back").json();

        assertThat(sealed.get("calls").get(0).get("name").stringValue()).isEqualTo("Ann Caller");
        assertThat(sealed.get("calls").get(0).get("text").stringValue())
                .isEqualTo("There is a smell of gas in the bakery");
        assertThat(sealed.get("notes").get(0).get("text").stringValue()).isEqualTo("Gate 2 ä中🚒");
        assertThat(sealed.get("notes").get(0).get("by").stringValue()).isEqualTo("dora");
        assertThat(dora.in("/incidents/" + incident).json().get("log").toString())
                .contains("sealed data read: calling back");
    }

    @Test
    void aStoppedDeskSaysSo() {
        var dora = served.signIn("dora");
        served.desk.close();

        var answer = dora.ask(CALL);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void positionsReachEveryScreenInOneMessage() {
        var dora = served.signIn("dora");
        try (var watching = served.signIn("vic").watch(Optional.empty())) {
            watching.board("full", _ -> true);

            dora.postIn("/positions", fix("E2"));

            JsonNode moved = watching.await("units", each -> each.event().equals("units")).data();
            assertThat(moved.get("p").toString()).isEqualTo("[1,45.001,-20.001,90]");
        }
    }

    @Test
    void fiveThousandPositionsAreTakenAtOnceAndNotOneMore() {
        var dora = served.signIn("dora");
        String one = "{\"unit\":\"E1\",\"latitude\":45.0,\"longitude\":-20.0}";
        String most = String.join(",", java.util.Collections.nCopies(Forms.MAX_POSITIONS, one));

        var answer = dora.postIn("/positions", "{\"positions\":[" + most + "]}");
        var more = dora.postIn("/positions", "{\"positions\":[" + most + "," + one + "]}");

        assertThat(answer.json().get("accepted").intValue()).isEqualTo(Forms.MAX_POSITIONS);
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.json().get("errors").get(0).get("expected").stringValue()).contains("5000");
    }

    @Test
    void theFastestUnitsComeWithARangeWhereThePlaceIsUncertain() {
        var dora = served.signIn("dora");

        JsonNode sure = dora.in("/fastest?to=45.0,-20.0&count=3").json();
        JsonNode unsure = dora.in("/fastest?to=45.0,-20.0&within=900&capability=ALS").json();

        assertThat(sure.get("source").stringValue()).isEqualTo("road");
        assertThat(sure.get("units").size()).isEqualTo(3);
        assertThat(sure.get("units").get(0).get("range").isNull()).isTrue();
        assertThat(texts(unsure.get("units"), "unit")).containsExactly("M1", "M2");
        JsonNode range = unsure.get("units").get(0).get("range");
        assertThat(range.get("text").stringValue()).matches("\\d+ to \\d+ min");
        assertThat(range.get("leastSeconds").longValue())
                .isLessThan(range.get("mostSeconds").longValue());
        assertThat(
                        texts(
                                dora.in("/fastest?to=45.0,-20.0&exclude=E1,M1").json().get("units"),
                                "unit"))
                .containsExactlyInAnyOrder("E2", "M2");
        assertThat(dora.in("/fastest?to=45.0,-20.0&count=101").status()).isEqualTo(400);
        assertThat(dora.in("/fastest?to=45.0,-20.0&within=1001").status()).isEqualTo(400);
        assertThat(dora.in("/fastest").status()).isEqualTo(400);
    }

    @Test
    void anUncertainPlaceMakesRangesInTheRecommendationAndOnTheBoard() {
        var dora = served.signIn("dora");
        try (var watching = dora.watch(Optional.empty())) {
            String incident =
                    dora.done(
                                    """
                                    {"verb":"takeCall","source":"PHONE","type":"FIRE","location":{
                                     "point":{"latitude":45.0,"longitude":-20.0},"name":"In the park",
                                     "uncertaintyMeters":900}}\
                                    """)
                            .get("incident")
                            .stringValue();

            JsonNode advice = dora.in("/incidents/" + incident + "/recommendation").json();
            dora.done(
                    "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"E1\"]}"
                            .formatted(incident));
            status(dora, "E1", "EN_ROUTE");

            assertThat(advice.get("chosen").get(0).get("range").get("text").stringValue())
                    .matches("\\d+ to \\d+ min");
            watching.board("a range", ConsoleTest::hasRange);
        }
    }

    private static boolean hasRange(JsonNode board) {
        for (JsonNode unit : board.get("units")) {
            if (unit.get("etaLatest").isString()
                    && Instant.parse(unit.get("etaLatest").stringValue())
                            .isAfter(Instant.parse(unit.get("etaEarliest").stringValue()))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatIsReachedIsGroundForEachTime() {
        var dora = served.signIn("dora");

        JsonNode areas = dora.in("/reach?from=45.0,-20.0&seconds=60,120").json().get("areas");

        assertThat(areas.size()).isEqualTo(2);
        assertThat(areas.get(1).get("seconds").intValue()).isEqualTo(120);
        assertThat(areas.get(1).get("polygons").get(0).get(0).size()).isGreaterThan(3);
        assertThat(dora.in("/reach?from=45.0,-20.0&seconds=60,3601").status()).isEqualTo(400);
        assertThat(dora.in("/reach?from=45.0,-20.0&seconds=" + "1,".repeat(12) + "1").status())
                .isEqualTo(400);
        assertThat(dora.in("/reach").status()).isEqualTo(400);
        assertThat(dora.in("/reach?unit=NOBODY").status()).isEqualTo(404);
    }

    @Test
    void aClosedRoadIsOnTheBoardAndChangesTheWay() {
        var dora = served.signIn("dora");
        String way = "/route?from=45.008,-20.008&to=44.992,-19.992";
        JsonNode before = dora.in(way).json();
        JsonNode line = before.get("line");
        JsonNode middle = line.get(line.size() / 2);
        String closure =
                dora.done(
                                """
                                {"verb":"closeRoad","reason":"flooded",
                                 "ground":{"kind":"stretch","bothDirections":true,
                                  "at":{"latitude":%s,"longitude":%s}}}
                                """
                                        .formatted(middle.get(0), middle.get(1)))
                        .get("closure")
                        .stringValue();

        JsonNode closures = dora.in("/closures").json().get("closures");
        assertThat(closures.get(0).get("id").stringValue()).isEqualTo(closure);
        assertThat(closures.get(0).get("lines")).isNotEmpty();
        JsonNode after = dora.in(way).json();
        assertThat(after.get("line")).isNotEqualTo(line);
        assertThat(after.get("seconds").doubleValue())
                .isGreaterThanOrEqualTo(before.get("seconds").doubleValue());
    }

    @Test
    void aSwappedPairIsRefusedWithBothReadings() {
        var dora = served.signIn("dora");

        for (String asked :
                List.of(
                        "/route?from=45,-20&to=-20.001,45.001",
                        "/fastest?to=-20.001,45.001",
                        "/reach?from=-20.001,45.001&seconds=60",
                        "/describe?at=-20.001,45.001")) {
            assertThat(dora.in(asked).text())
                    .as(asked)
                    .contains("-20.00100, 45.00100", "45.001, -20.001 is: latitude comes first");
        }
    }

    @Test
    void aWayToWhereNoRoadIsSaysWhichPlaceThatIs() {
        var dora = served.signIn("dora");

        assertThat(dora.in("/route?from=45,-20&to=48.16,11.6").text())
                .contains("No open road lies within 1000 m of 48.16000, 11.60000.");
    }

    @Test
    void anAreaWhoseSidesCrossIsNotClosed() {
        var dora = served.signIn("dora");
        String bowTie =
                """
                {"kind":"within","area":{"corners":[{"latitude":45,"longitude":-20},
                 {"latitude":45.001,"longitude":-19.999},{"latitude":45.001,"longitude":-20},
                 {"latitude":45,"longitude":-19.999}]}}
                """;

        assertThat(dora.ask(close(bowTie)).text())
                .contains("sides after corners", "in the order of a walk around the area");
    }

    private static String close(String ground) {
        return "{\"verb\":\"closeRoad\",\"reason\":\"test\",\"ground\":%s}".formatted(ground);
    }

    private static String stretch(double latitude, double longitude) {
        return """
        {"kind":"stretch","bothDirections":true,"at":{"latitude":%s,"longitude":%s}}
        """
                .formatted(latitude, longitude);
    }

    @Test
    void aClosureSaysHowFarTheRoadLiesFromWhereSomebodyPointed() {
        var dora = served.signIn("dora");
        Segment road =
                TestTown.map()
                        .roads()
                        .segments()
                        .filter(each -> each.line().size() == 2)
                        .filter(each -> each.line().getFirst().metersTo(each.line().getLast()) > 90)
                        .findFirst()
                        .orElseThrow();
        Point from = road.line().getFirst();
        Point to = road.line().getLast();
        double latitude = (from.latitude() + to.latitude()) / 2;
        double longitude = (from.longitude() + to.longitude()) / 2;

        assertThat(dora.done(close(stretch(latitude, longitude))).get("note").isNull()).isTrue();
        double metersPerDegree = 111_195;
        double aside = 20 / metersPerDegree;
        double along =
                Math.atan2(to.latitude() - from.latitude(), to.longitude() - from.longitude());
        String note =
                dora.done(
                                close(
                                        stretch(
                                                latitude + aside * Math.cos(along),
                                                longitude - aside * Math.sin(along))))
                        .get("note")
                        .stringValue();
        assertThat(note).containsPattern("lies (1[0-9]|20) m from there");
    }

    @Test
    void whatWouldCloseAnotherRoadOrNoneOrNobodyIsRefused() {
        var dora = served.signIn("dora");
        Area town = SampleTown.bounds();
        double north = town.corners().stream().mapToDouble(Point::latitude).max().orElseThrow();

        assertThat(dora.ask(close(stretch(north + 0.002, -20))).text())
                .contains("expected at most 50 m; point at the road itself.");
        assertThat(dora.ask(close(stretch(44, -20))).text())
                .contains("Nothing would be closed: no road lies near 44.00000, -20.00000.");
        assertThat(
                        dora.ask(
                                        close(
                                                """
                                                {"kind":"named","name":"Nowhere Lane","at":{"latitude":45,"longitude":-20}}
                                                """))
                                .text())
                .contains("no road named Nowhere Lane lies near");
        assertThat(
                        dora.ask(
                                        """
                                        {"verb":"limitRoad","reason":"test","profiles":["trucks"],"ground":%s}
                                        """
                                                .formatted(stretch(45, -20)))
                                .text())
                .contains("request.profiles[0]", "trucks", "heavy-appliance");
        assertThat(dora.in("/closures").json().get("closures")).isEmpty();
        String sea =
                """
                {"kind":"within","area":{"corners":[{"latitude":44,"longitude":-20},
                 {"latitude":44,"longitude":-19.9},{"latitude":44.1,"longitude":-19.9}]}}
                """;
        assertThat(dora.done(close(sea)).get("note").stringValue())
                .isEqualTo("No road lies in this area yet.");
    }

    @Test
    void aCallSuggestsItsTypeAndTheIncidentItMayBelongTo() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();

        JsonNode suggested =
                dora.postIn(
                                "/suggest",
                                """
                                {"text":"smell of gas at the bakery","point":{"latitude":45.0031,"longitude":-19.997}}
                                """)
                        .json();
        JsonNode byWords =
                dora.postIn("/suggest", "{\"text\":\"There is a smell of gas in a bakery\"}")
                        .json();

        assertThat(suggested.get("types").get(0).get("type").stringValue()).isEqualTo("FIRE");
        assertThat(suggested.get("related").get(0).get("incident").stringValue())
                .isEqualTo(incident);
        assertThat(byWords.get("related").get(0).get("reason").stringValue())
                .isEqualTo("similar words");
        assertThat(byWords.toString()).doesNotContain("Ann Caller");
    }

    @Test
    void theWallShowsHowFastItWentToday() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"M1\"]}"
                        .formatted(incident));

        JsonNode levels = served.signIn("vic").in("/levels").json().get("levels");

        assertThat(levels).hasSize(25);
        assertThat(levels)
                .anySatisfy(
                        each -> {
                            assertThat(each.get("measure").stringValue()).isEqualTo("PROCESSING");
                            assertThat(each.get("count").intValue()).isEqualTo(1);
                            assertThat(each.get("withinPercent").intValue()).isEqualTo(100);
                        });
    }

    @Test
    void nineInTenWereAtLeastAsFast() {
        var times = new ArrayList<Duration>();
        for (int i = 10; i >= 1; i--) times.add(Duration.ofSeconds(i));

        assertThat(Levels.percentile(times)).isEqualTo(Duration.ofSeconds(9));
        assertThat(Levels.percentile(times.subList(0, 1))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theMapShowsWhatItKnowsAndWhatIsReachedInTime() {
        var dora = served.signIn("dora");

        JsonNode coverage = dora.in("/coverage?target=60").json();
        JsonNode landmarks = dora.in("/landmarks?southwest=44.9,-20.1&northeast=45.1,-19.9").json();

        int cells = coverage.get("rows").intValue() * coverage.get("columns").intValue();
        assertThat(coverage.get("seconds")).hasSize(cells);
        assertThat(coverage.get("seconds"))
                .anySatisfy(each -> assertThat(each.intValue()).isGreaterThanOrEqualTo(0));
        assertThat(landmarks.get("more").booleanValue()).isFalse();
        assertThat(dora.in("/landmarks?southwest=44.9,-20.1").status()).isEqualTo(400);
        assertThat(dora.in("/landmarks?kind=zoo").status()).isEqualTo(400);
        assertThat(dora.in("/coverage?capability=ZOO").status()).isEqualTo(400);
        assertThat(served.signIn("crew-m1").in("/coverage").status()).isEqualTo(403);
    }

    @Test
    void placesAreFoundAndDescribed() {
        var dora = served.signIn("dora");
        String name = dora.in("/describe?at=45.0,-20.0").json().get("name").stringValue();

        JsonNode found =
                dora.in(
                                "/places?limit=5&q="
                                        + java.net.URLEncoder.encode(
                                                name, java.nio.charset.StandardCharsets.UTF_8))
                        .json()
                        .get("places");

        assertThat(name).isNotBlank();
        assertThat(found).isNotEmpty();
        var tile = dora.get("/tiles/town/14/7281/5902.mvt");
        assertThat(tile.status()).isIn(200, 204);
        assertThat(dora.get("/tiles/town/14/99999/0.mvt").status()).isEqualTo(404);
        assertThat(dora.in("/triage/FALL").json().get("id").stringValue()).isEqualTo("fall");
        assertThat(dora.in("/triage/NONE").status()).isEqualTo(404);
    }

    @Test
    void coordinatesThatCannotBeMeantAreRefusedInWords() {
        var dora = served.signIn("dora");

        var refused = dora.in("/places?q=91.5%20-20.0");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").stringValue())
                .contains("“91.5 -20.0” has the latitude 91.5, expected -90 to 90");
        assertThat(dora.in("/places?q=-20.0%2045.0").status()).isEqualTo(400);
    }

    @Test
    void aDatumAndAnUncertaintyAreKeptAndShown() {
        var dora = served.signIn("dora");
        String call =
                """
                {"verb":"takeCall","source":"PHONE","type":"FIRE","location":{
                 "point":{"latitude":45.0,"longitude":-20.0},"name":"Old works",
                 "datum":"GCJ_02","uncertaintyMeters":35}}\
                """;

        String incident = dora.done(call).get("incident").stringValue();

        JsonNode detail = dora.in("/incidents/" + incident).json();
        assertThat(detail.get("uncertaintyMeters").doubleValue()).isEqualTo(35);
        assertThat(detail.get("given").get("datum").stringValue()).isEqualTo("GCJ_02");
        assertThat(detail.get("log").toString())
                .contains("Old works (within 35 m, given as GCJ-02 45.00000, -20.00000)");
    }

    @Test
    void aPointIsToldFromEverySideAndInEveryNotation() {
        JsonNode here = served.signIn("dora").in("/describe?at=45.0,-20.0").json();

        assertThat(here.get("description").stringValue()).isNotBlank();
        assertThat(here.get("coordinates").get("mgrs").stringValue()).startsWith("27T ");
        assertThat(here.get("coordinates").get("plusCode").stringValue()).contains("+");
    }

    @Test
    void theSearchFindsIncidentsByWhatTheyAreAndNeverByPerson() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();

        assertThat(texts(dora.in("/incidents?q=market").json().get("incidents"), "id"))
                .containsExactly(incident);
        assertThat(dora.in("/incidents?q=Ann").json().get("incidents")).isEmpty();
        assertThat(dora.in("/incidents?q=555").json().get("incidents")).isEmpty();
        assertThat(dora.in("/incidents?state=closed").json().get("incidents")).isEmpty();
        assertThat(dora.in("/incidents?state=lost").status()).isEqualTo(400);
        assertThat(dora.in("/incidents?caller=Ann").status()).isEqualTo(400);
    }

    @Test
    void aScreenThatReadsNothingIsCutOffAndComesBack() throws Exception {
        var dora = served.signIn("dora");
        var lazy = served.signIn("vic");
        var cookie =
                ((java.net.CookieManager) lazy.client.cookieHandler().orElseThrow())
                        .getCookieStore()
                        .getCookies()
                        .getFirst();
        try (var socket = new java.net.Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(
                    new java.net.InetSocketAddress(
                            java.net.InetAddress.getLoopbackAddress(), served.console.port()));
            socket.getOutputStream()
                    .write(
                            "GET /api/centers/town/stream HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s=%s\r\n\r\n"
                                    .formatted(
                                            served.console.port(),
                                            cookie.getName(),
                                            cookie.getValue())
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            awaitStreams(1);
            byte[] filler = LiveStream.event("units", "", new byte[200_000]);

            for (int i = 0; i < 400 && served.room.live().streamCount() > 0; i++) {
                served.room.live().broadcast(filler);
                Thread.sleep(5);
            }

            awaitStreams(0);
        }
        dora.done(CALL);
        try (var back = lazy.watch(Optional.empty())) {
            assertThat(back.board("full", _ -> true).data().get("incidents")).hasSize(1);
        }
    }

    private void awaitStreams(int count) throws InterruptedException {
        for (int i = 0; i < 200 && served.room.live().streamCount() != count; i++) {
            Thread.sleep(50);
        }
        assertThat(served.room.live().streamCount()).isEqualTo(count);
    }

    @Test
    void theStreamsOfACenterAreLimited() {
        var streams = new HashSet<LiveStream>();
        var live = served.room.live();
        for (int i = 0; i < Live.MAX_STREAMS; i++) {
            var stream = new LiveStream(() -> {});
            live.open(stream, java.util.OptionalLong.empty());
            streams.add(stream);
        }

        assertThatThrownBy(
                        () -> live.open(new LiveStream(() -> {}), java.util.OptionalLong.empty()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("500");
        var dora = served.signIn("dora");
        assertThat(dora.in("/stream").status()).isEqualTo(503);
        streams.forEach(live::close);
    }

    @Test
    void everyRouteOfTheDocumentAnswersAndNoOther() {
        var dora = served.signIn("dora");
        var described = new TreeSet<String>();
        served.document.root().get("paths").propertyNames().forEach(described::add);

        assertThat(described).hasSizeGreaterThan(20);
        assertThat(dora.get("/api/nothing").status()).isEqualTo(404);
        assertThat(dora.get("/api/nothing").header("Content-Type"))
                .startsWith("application/problem+json");
        assertThat(dora.delete("/api/health").status()).isEqualTo(405);
        assertThat(dora.delete("/api/health").header("Content-Type"))
                .startsWith("application/problem+json");
        for (String path : described) {
            String address = path.replaceAll("\\{[a-z]+}", "0");
            if (path.endsWith("/stream")) continue;
            int status =
                    served.document.root().get("paths").get(path).has("get")
                            ? dora.get(address).status()
                            : dora.post(address, "{}").status();
            assertThat(status).as(path).isNotIn(405, 500);
        }
    }

    @Test
    void aScreenStaysSignedInOverARestart() {
        var dora = served.signIn("dora");
        dora.done(CALL);
        int port = served.console.port();
        served.close();

        served = new Served(folder);

        assertThat(served.console.port()).isNotZero();
        var cookie =
                ((java.net.CookieManager) dora.client.cookieHandler().orElseThrow())
                        .getCookieStore()
                        .getCookies()
                        .getFirst();
        var answer =
                served.new Person()
                        .send(
                                HttpRequest.newBuilder(served.uri("/api/centers/town/board"))
                                        .header("Cookie", "tocsin_session=" + cookie.getValue()));
        assertThat(port).isPositive();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("incidents")).hasSize(1);
    }

    @Test
    void aPageIsServedAndItsFilesOnlyFromItsFolder() {
        var nobody = served.new Person();

        var page = nobody.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(nobody.get("/wall").status()).isEqualTo(200);
        assertThat(nobody.get("/assets/none.js").status()).isEqualTo(404);
        assertThat(nobody.get("/..%2f..%2fetc/passwd.txt").status()).isIn(400, 404);
        assertThat(nobody.get("/org/tocsin/console/Console.class").status()).isEqualTo(404);
    }

    @Test
    void theDocumentServedIsTheOneHeldAgainstTheAnswers() {
        var nobody = served.new Person();

        assertThat(nobody.get("/api/openapi.json").json()).isEqualTo(served.document.root());
    }

    @Test
    void aBurstOfChangesIsAFewMessages() {
        var dora = served.signIn("dora");
        String incident = dora.done(CALL).get("incident").stringValue();
        try (var watching = dora.watch(Optional.empty())) {
            long start = System.nanoTime();
            var answers = new ArrayList<java.util.concurrent.CompletableFuture<?>>();
            for (int i = 0; i < 500; i++) {
                answers.add(
                        served.desk.submit(
                                new org.tocsin.dispatch.Envelope(
                                        "burst-" + i,
                                        "dora",
                                        new org.tocsin.dispatch.Request.ChangePriority(
                                                incident, 1 + (i + 1) % 5))));
            }
            answers.forEach(java.util.concurrent.CompletableFuture::join);
            long last = served.desk.board().position();

            int messages = 1;
            while (Long.parseLong(watching.board("next", _ -> true).id()) < last) messages++;

            long most = (System.nanoTime() - start) / Live.BOARD_EVERY.toNanos() + 3;
            assertThat((long) messages).isLessThanOrEqualTo(most).isLessThan(250);
        }
    }

    @Test
    void overTlsTheCookieIsBoundToIt(@TempDir Path other) throws Exception {
        Path keyStore = other.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                keyStore.toString())
                        .start()
                        .waitFor();
        assertThat(made).isZero();
        var trusted =
                java.security.KeyStore.getInstance(keyStore.toFile(), "changeit".toCharArray());
        var factory =
                javax.net.ssl.TrustManagerFactory.getInstance(
                        javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        var tls = new Listening.Tls(keyStore, "changeit");
        var listening = new Listening("127.0.0.1", 0, false, false, Optional.of(tls));

        try (var secured = new Served(other, TestTown.center(), listening);
                var client = java.net.http.HttpClient.newBuilder().sslContext(context).build()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            java.net.URI.create(
                                                    "https://127.0.0.1:%d/api/session"
                                                            .formatted(secured.console.port())))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"user\":\"dora\",\"password\":\"%s\"}"
                                                            .formatted(TestTown.PASSWORD)))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }
}
