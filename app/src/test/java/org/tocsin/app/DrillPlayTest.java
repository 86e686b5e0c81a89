package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.CenterFile;
import org.tocsin.center.Scenario;
import org.tocsin.center.WholeCenter;
import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.console.Listening;
import org.tocsin.demo.World;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A drill on a real server, with its players, its crews and a trainer. */
class DrillPlayTest {
    private static final Path CENTER = Path.of("../demo/center");
    private static final String DRILL = "/api/centers/aldermouth/drill";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder = Path.of("");
    private Serving serving;
    private World world;
    private Api trainer;
    private Api dispatcher;

    @BeforeEach
    void theFirstDayIsPlayed() throws IOException {
        Path extract = folder.resolve("town.osm.pbf");
        SampleTown.write(extract, 1);
        WholeCenter whole =
                DrillCommands.withPlayers(CenterFile.readWhole(CENTER), "a password of the test");
        CityMap map =
                CityMap.open(
                        extract, folder.resolve("map"), whole.profiles().asked(), Progress.SILENT);
        var clock = new DrillClock(Clock.systemUTC().instant());
        clock.run(60);
        clock.pause();
        var drill =
                new Drill(
                        CenterFile.readScenario(
                                Path.of("../demo/scenarios/first-day.yaml"), whole.center()),
                        1,
                        clock);
        serving =
                Serving.start(
                        new Serving.Plan(
                                CompletableFuture.completedFuture(map),
                                List.of(whole),
                                Serving.dataFolder(folder.resolve("data")),
                                Optional.empty(),
                                SqliteJournal.Loss.REFUSED,
                                Listening.onLoopback(0),
                                true,
                                Optional.of(drill)),
                        clock);
        String url = "http://127.0.0.1:" + serving.port();
        world =
                World.stage(
                        url,
                        DrillCommands.CREWS,
                        DrillCommands.PLAYERS,
                        "a password of the test",
                        drill,
                        System.err::println);
        trainer = Api.at(url);
        trainer.signIn("supervisor", "demo");
        dispatcher = Api.at(url);
        dispatcher.signIn("dispatcher", "demo");
    }

    @AfterEach
    void close() {
        trainer.close();
        dispatcher.close();
        world.close();
        serving.close();
    }

    private JsonNode say(ObjectNode control) {
        return trainer.post(DRILL, control);
    }

    private static ObjectNode control(String what) {
        return Api.object().put("do", what);
    }

    private JsonNode board() {
        return dispatcher.get("/api/centers/aldermouth/board");
    }

    private JsonNode until(String what, Predicate<JsonNode> seen) throws InterruptedException {
        Instant end = Instant.now().plus(LONG);
        while (true) {
            JsonNode board = board();
            if (seen.test(board)) return board;
            if (Instant.now().isAfter(end)) throw new AssertionError(what + " never: " + board);
            Thread.sleep(50);
        }
    }

    @Test
    void aCallComesIsWorkedByTheCrewsAndReviewed() throws InterruptedException {
        assertThat(trainer.get(DRILL).get("paused").booleanValue()).isTrue();
        assertThat(board().get("incidents")).isEmpty();

        say(control("resume"));
        JsonNode board = until("the first call", each -> !each.get("incidents").isEmpty());
        String incident = board.get("incidents").get(0).get("id").asString();
        ObjectNode dispatch = Api.object().put("verb", "dispatch").put("incident", incident);
        dispatch.putArray("units").add("E11");
        dispatcher.request("aldermouth", "send-e11", dispatch);
        until(
                "E11 on scene",
                each -> {
                    for (JsonNode unit : each.get("units")) {
                        if (unit.get("callSign").asString().equals("E11")
                                && unit.get("status").asString().equals("ON_SCENE")) return true;
                    }
                    return false;
                });

        JsonNode review = trainer.get(DRILL + "/review");
        JsonNode first = review.get("incidents").get(0);
        assertThat(first.get("id").asString()).isEqualTo(incident);
        assertThat(first.get("dispatchedAfter").longValue()).isNotNegative();
        assertThat(first.get("arrivedAfter").longValue())
                .isGreaterThan(first.get("dispatchedAfter").longValue());
        assertThat(review.get("choices").get(0).get("sent").get(0).asString()).isEqualTo("E11");
        assertThat(review.get("choices").get(0).get("asAdvised").booleanValue()).isFalse();
        assertThat(review.get("cues")).isNotEmpty();
        assertThat(review.get("cues").get(0).path("trouble").isNull()).isTrue();
    }

    private Predicate<JsonNode> unit(String callSign, Predicate<JsonNode> is) {
        return board -> {
            for (JsonNode unit : board.get("units")) {
                if (unit.get("callSign").asString().equals(callSign)) return is.test(unit);
            }
            return false;
        };
    }

    @Test
    void whatFailsAtWorkLeavesItsIncident() throws InterruptedException {
        say(control("resume"));
        JsonNode board = until("the first call", each -> !each.get("incidents").isEmpty());
        String incident = board.get("incidents").get(0).get("id").asString();
        ObjectNode dispatch = Api.object().put("verb", "dispatch").put("incident", incident);
        dispatch.putArray("units").add("E11").add("L11");
        dispatcher.request("aldermouth", "send-both", dispatch);
        say(control("fails").put("unit", "L11").put("reason", "Flat tyre"));

        until(
                "L11 out of service",
                unit("L11", row -> row.get("status").asString().equals("OUT_OF_SERVICE")));

        for (JsonNode cue : trainer.get(DRILL).get("done")) {
            assertThat(cue.get("trouble").isNull()).as(cue.toString()).isTrue();
        }
        assertThat(trainer.get(DRILL + "/review").get("log").toString()).contains("Flat tyre");
    }

    @Test
    void aCrewThatIsMovedDrivesThere() throws InterruptedException {
        say(control("resume"));
        say(control("run").put("speed", 60));
        JsonNode there = until("the board", _ -> true);
        JsonNode before = pointOf("M5", there);
        dispatcher.request(
                "aldermouth",
                "move-m1",
                Api.object()
                        .put("verb", "relocate")
                        .put("unit", "M1")
                        .put("station", "ferry-road"));

        until("M1 at the other station", unit("M1", row -> isNear(row.get("point"), before)));
    }

    private static JsonNode pointOf(String callSign, JsonNode board) {
        for (JsonNode unit : board.get("units")) {
            if (unit.get("callSign").asString().equals(callSign)) return unit.get("point");
        }
        throw new AssertionError(callSign);
    }

    private static boolean isNear(JsonNode a, JsonNode b) {
        return Math.abs(a.get("latitude").asDouble() - b.get("latitude").asDouble()) < 0.001
                && Math.abs(a.get("longitude").asDouble() - b.get("longitude").asDouble()) < 0.001;
    }

    @Test
    void theShippedScenariosCloseRoadsThatAreThere() {
        int closed = 0;
        for (String name :
                List.of("first-day", "flood", "pile-up", "half-the-units", "chemical-works")) {
            Scenario scenario =
                    CenterFile.readScenario(
                            Path.of("../demo/scenarios", name + ".yaml"),
                            CenterFile.read(Path.of("../demo/center")));
            for (Scenario.Turn turn : scenario.turns()) {
                if (!(turn instanceof Scenario.Turn.Closes(_, var road, _))) continue;
                if (road.point().isEmpty()) continue;
                ObjectNode close = Api.object().put("verb", "closeRoad").put("reason", name);
                ObjectNode ground = close.putObject("ground").put("kind", "stretch");
                ground.putObject("at")
                        .put("latitude", road.point().get().latitude())
                        .put("longitude", road.point().get().longitude());
                ground.put("bothDirections", true);
                dispatcher.request("aldermouth", name + closed++, close);
            }
        }
        assertThat(closed).isPositive();
    }

    @Test
    void aTrainerHoldsHastensJumpsAndAdds() throws InterruptedException {
        say(control("resume"));
        ObjectNode call = control("call").put("type", "FALL").put("text", "I fell.");
        ObjectNode location = call.putObject("location").put("name", "Here");
        location.putObject("point").put("latitude", 45.001).put("longitude", -20.001);
        say(call);
        until(
                "the added call",
                each -> {
                    for (JsonNode row : each.get("incidents")) {
                        if (row.get("type").asString().equals("FALL")) return true;
                    }
                    return false;
                });
        say(control("fails").put("unit", "M1").put("reason", "Flat tyre"));
        until(
                "M1 out of service",
                each -> {
                    for (JsonNode unit : each.get("units")) {
                        if (unit.get("callSign").asString().equals("M1")) {
                            return unit.get("status").asString().equals("OUT_OF_SERVICE");
                        }
                    }
                    return false;
                });

        say(control("pause"));
        Instant held = Instant.parse(trainer.get(DRILL).get("now").asString());
        Thread.sleep(50);
        assertThat(Instant.parse(trainer.get(DRILL).get("now").asString())).isEqualTo(held);
        JsonNode jumped = say(control("jump").put("seconds", 600));
        assertThat(Instant.parse(jumped.get("now").asString())).isEqualTo(held.plusSeconds(600));
        assertThat(say(control("run").put("speed", 2)).get("speed").doubleValue()).isEqualTo(2);
    }

    @Test
    void aRoadThatWasClosedIsOpenedAgain() throws InterruptedException {
        say(control("resume"));
        ObjectNode close = control("closes").put("reason", "A tree");
        here(close);
        say(close);
        until("closed", each -> each.get("closures").size() == 1);

        ObjectNode open = control("opens");
        here(open);
        say(open);

        until("open again", each -> each.get("closures").isEmpty());
        JsonNode done = trainer.get(DRILL).get("done");
        JsonNode last = done.get(done.size() - 1);
        assertThat(last.get("kind").asString()).isEqualTo("opens");
        assertThat(last.get("trouble").isNull()).isTrue();
        // In words: a trainer reads no coordinates.
        assertThat(last.get("what").asString()).endsWith(" is open again").doesNotContain("45.0");
    }

    private static void here(ObjectNode control) {
        ObjectNode location = control.putObject("location").put("name", "Here");
        location.putObject("point").put("latitude", 45.001).put("longitude", -20.001);
    }

    @Test
    void whatNoTrainerMaySayIsRefusedAndChangesNothing() {
        JsonNode before = trainer.get(DRILL);
        for (ObjectNode bad :
                List.of(
                        control("run").put("speed", 0),
                        control("run").put("speed", 61),
                        control("run").put("speed", Double.NaN),
                        control("jump").put("seconds", -1),
                        control("jump").put("seconds", 43_201),
                        control("jumpToNext").put("seen", "soon"),
                        call(" ", 45.001),
                        call("x".repeat(Scenario.MAX_TEXT + 1), 45.001),
                        call("I fell.", 46.0),
                        control("says").put("unit", "E11").put("text", ""),
                        control("fails").put("unit", "E99").put("reason", "x"),
                        control("fly"))) {
            assertThatThrownBy(() -> say(bad))
                    .as(bad.toString())
                    .isInstanceOfSatisfying(
                            Denied.class, e -> assertThat(e.status()).isEqualTo(400));
        }
        assertThatThrownBy(() -> dispatcher.post(DRILL, control("resume")))
                .isInstanceOfSatisfying(Denied.class, e -> assertThat(e.status()).isEqualTo(403));

        assertThat(trainer.get(DRILL)).isEqualTo(before);
        say(call("x".repeat(Scenario.MAX_TEXT), 45.001));
        JsonNode seen = trainer.get(DRILL).get("next").get(1).get("at");
        for (int i = 0; i < 2; i++) say(control("jumpToNext").put("seen", seen.asString()));
        assertThat(trainer.get(DRILL).get("now")).isEqualTo(seen);
    }

    private static ObjectNode call(String text, double latitude) {
        ObjectNode call = control("call").put("type", "FALL").put("text", text);
        ObjectNode location = call.putObject("location").put("name", "Here");
        location.putObject("point").put("latitude", latitude).put("longitude", -20.001);
        return call;
    }

    @Test
    void whatIsAddedWhileTheClockIsHeldIsSeenToWait() {
        say(control("jumpToNext"));
        ObjectNode call = control("call").put("type", "FALL").put("text", "I fell.");
        here(call);

        JsonNode first = say(call).get("next").get(0);

        assertThat(first.get("injected").booleanValue()).isTrue();
        assertThat(first.get("what").asString()).startsWith("call: Fall, ").endsWith(": I fell.");
        JsonNode second = trainer.get(DRILL).get("next").get(1);
        assertThat(second.get("at").asString()).isEqualTo(trainer.get(DRILL).get("now").asString());
    }

    @Test
    void nobodySentIsLateWhenItsTimeIsOver() throws InterruptedException {
        say(control("resume"));
        until("the first call", each -> !each.get("incidents").isEmpty());
        say(control("pause"));
        JsonNode early = trainer.get(DRILL + "/review").get("incidents").get(0);
        say(control("jump").put("seconds", 7_200));

        JsonNode review = trainer.get(DRILL + "/review");

        assertThat(early.get("arrivalLate").booleanValue()).isFalse();
        assertThat(review.get("incidents").get(0).get("dispatchedAfter").isNull()).isTrue();
        assertThat(review.get("incidents").get(0).get("dispatchLate").booleanValue()).isTrue();
        assertThat(review.get("log").toString()).contains("opened as");
    }

    @Test
    void theTrainersCommandsNeedNoScenario() {
        Map<String, String> supervisor =
                Map.of(
                        "TOCSIN_URL",
                        "http://127.0.0.1:" + serving.port(),
                        "TOCSIN_USER",
                        "supervisor",
                        "TOCSIN_PASSWORD",
                        "demo");

        assertThat(TownServer.run(folder, supervisor, "", "drill", "control").all())
                .contains("First day", "held", "7 things are still to come");
        assertThat(TownServer.run(folder, supervisor, "", "drill", "control", "speed", "2").code())
                .isZero();
        assertThat(TownServer.run(folder, supervisor, "", "drill", "control", "go").all())
                .contains("speed 2.0");
        assertThat(TownServer.run(folder, supervisor, "", "drill", "control", "fly").all())
                .contains("found fly, expected hold, go, speed N, jump SECONDS or next");
        assertThat(TownServer.run(folder, supervisor, "", "drill", "review").all())
                .contains("Decisions: 0");
        assertThat(TownServer.run(folder, supervisor, "", "drill", "review", "--timeline").all())
                .contains("configuration: ");
        assertThat(TownServer.run(folder, Map.of(), "", "drill").all())
                .contains("no scenario is given");
    }

    @Test
    void onlyATrainerMayAndBadWordsAreRefused() {
        assertThatThrownBy(() -> dispatcher.get(DRILL))
                .isInstanceOfSatisfying(Denied.class, e -> assertThat(e.status()).isEqualTo(403));
        assertThatThrownBy(() -> say(control("run").put("speed", 61)))
                .isInstanceOfSatisfying(Denied.class, e -> assertThat(e.status()).isEqualTo(400));
        assertThatThrownBy(() -> say(control("fails").put("unit", "X9").put("reason", "x")))
                .isInstanceOfSatisfying(Denied.class, e -> assertThat(e.status()).isEqualTo(400));
        assertThatThrownBy(() -> say(control("explode")))
                .isInstanceOfSatisfying(Denied.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void aDrillDoesNotWriteIntoARealRecord() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        SqliteJournal.open(Files.createDirectories(real.resolve("journal"))).close();

        TownServer.Ran ran =
                TownServer.run(
                        folder,
                        Map.of(),
                        "",
                        "drill",
                        "--scenario",
                        "flood",
                        "--data",
                        real.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.all()).contains("holds a record that is no drill's");
    }
}
