package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.app.TownServer.Ran;
import org.tocsin.client.Api;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;

/** Every command against a real server, with its words, its JSON and its exit codes. */
class CommandLineTest {
    @TempDir static Path folder;

    private static TownServer town;

    @BeforeAll
    static void start() throws IOException {
        town = TownServer.start(folder);
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    private static String call(String type, String place) {
        Ran ran = town.run("call", "--type", type, "--at", place, "--text", "somebody called");
        assertThat(ran.code()).as(ran.all()).isZero();
        return ran.out().replaceAll("(?s)^Incident (\\S+) opened.*", "$1");
    }

    private static JsonNode json(String... args) {
        Ran ran = town.run(args);
        assertThat(ran.code()).as(ran.all()).isZero();
        return Api.parse(ran.out());
    }

    private static String said(String... args) {
        Ran ran = town.run(args);
        assertThat(ran.code()).as(ran.all()).isZero();
        return ran.out();
    }

    @Test
    void anIncidentIsWorkedFromCallToClose() {
        String incident = call("CHEST_PAIN", "Aldermouth General Hospital");
        String count = incident.substring(3);

        assertThat(said("recommend", incident)).contains("SEND", "ALS", "Times by");
        JsonNode chosen = json("recommend", count, "--json").path("chosen");
        String unit = chosen.get(0).path("unit").asString();
        assertThat(said("dispatch", incident, "--recommended"))
                .contains("dispatched to " + incident);
        assertThat(said("explain", incident)).contains(unit, "from the recorded inputs: the same");
        assertThat(said("status", unit, "ack")).isEqualTo(unit + " is acknowledged.\n");
        assertThat(said("status", unit, "er")).contains("en route");
        assertThat(said("route", unit, incident)).contains(" km");
        assertThat(said("status", unit, "os")).contains("on scene");
        assertThat(said("status", unit, "transporting", "--to", "general"))
                .contains("transporting");
        assertThat(said("units")).contains("transporting");
        assertThat(said("status", unit, "ad")).contains("at destination");
        assertThat(said("note", incident, "handed", "over")).contains("Noted");
        assertThat(said("status", unit, "cl")).contains("cleared");
        assertThat(said("close", incident, "transported")).contains("is closed");
        assertThat(said("incident", incident)).contains("closed", unit, "on scene");
        assertThat(said("incident", incident, "--calls", "a question of the family"))
                .contains("somebody called", "handed over");
        assertThat(said("incident", "--state", "closed")).contains(incident);
        assertThat(said("reopen", incident, "the", "pain", "came", "back")).contains("open again");
        assertThat(town.run("undo").err()).contains("close it again");
        assertThat(said("log", "--incident", incident)).contains("CHEST_PAIN", "closed");
        assertThat(said("log")).contains(incident);
    }

    @Test
    void unitsAreStackedTakenExchangedAndCalledOff() {
        String fall = call("FALL", "Market Square");
        String sick = call("SICK_PERSON", "South Bank Primary School");
        String arrest = call("CARDIAC_ARREST", "Castle Park");

        said("dispatch", fall, "A3");
        assertThat(said("queue", sick, "A3")).contains("stacked on A3");
        assertThat(said("preempt", arrest, "A3")).contains("A3 goes to " + arrest);
        assertThat(said("exchange", arrest, "A3", "A6")).contains("A6 takes over from A3");
        assertThat(said("cancel", arrest, "A6", "not", "needed")).contains("called off");
        assertThat(said("board")).contains(fall, sick, arrest);
    }

    @Test
    void theLastCommandIsTakenBack() {
        String noise = call("DISTURBANCE", "Hill Cemetery");
        said("dispatch", noise, "P2");

        assertThat(said("undo")).contains("Taken back");

        assertThat(json("incident", noise, "--json").path("units").isEmpty()).isTrue();
    }

    @Test
    void aClosedRoadIsListedAndOpenedAgain() {
        JsonNode closed =
                json("closure", "add", "45.0012,-20.0", "--reason", "burst main", "--json");
        String id = closed.path("closure").asString();

        assertThat(said("closure", "list")).contains(id, "burst main");
        assertThat(said("closure", "lift", id)).contains("open again");
        assertThat(said("closure", "list")).contains("No road is closed");
    }

    @Test
    void placesAndRoutesAreFound() {
        assertThat(said("places", "market", "square")).contains("Market Square");
        assertThat(said("route", "Market Square", "Aldermouth General Hospital"))
                .contains("km", "Head ", "You are there");
        assertThat(said("route", "Market Square", "Aldermouth General Hospital", "--lang", "zh"))
                .contains("到达目的地");
        assertThat(said("reach", "Market Square", "--minutes", "1,2.5"))
                .startsWith("{\"type\":\"FeatureCollection\"")
                .contains("\"seconds\":60", "\"seconds\":150", "MultiPolygon");
        assertThat(json("places", "hospital", "--json").path("places").isEmpty()).isFalse();
    }

    @Test
    void aCallWithoutTypeIsGivenSuggestionsAndOpensNothing() {
        Ran ran = town.run("call", "--text", "there is a strong smell of gas");

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.out()).contains("GAS_LEAK", "Nothing was opened");
    }

    @Test
    void aSecondCallJoinsAnIncident() {
        String incident = call("RUBBISH_FIRE", "Castle Park");

        Ran ran = town.run("call", "--join", incident, "--text", "I see it too");

        assertThat(ran.out()).contains("joined incident " + incident);
    }

    @Test
    void anyRequestOfTheApiCanBeSent() {
        String incident = call("STRUCTURE_FIRE", "Saint Brannock's School");

        assertThat(
                        said(
                                "request",
                                "{\"verb\":\"setAlarmLevel\",\"incident\":\"%s\",\"level\":2}"
                                        .formatted(incident)))
                .contains("Done.");
        assertThat(town.run("request", "no json").code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(town.run("request", "[]").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void theRulesRefuseWithOne() {
        Ran ran = town.run("status", "E21", "on_scene");

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ran.err()).contains("E21 has no work now.");
    }

    @Test
    void aCallMayNameItsDatumAndHowUncertainItsPlaceIs() {
        Ran ran =
                town.run(
                        "call",
                        "--type",
                        "FALL",
                        "--at",
                        "45.0,-20.0",
                        "--datum",
                        "gcj-02",
                        "--uncertainty",
                        "40",
                        "--json");

        assertThat(ran.err()).isEmpty();
        assertThat(
                        town.run("call", "--type", "FALL", "--at", "45.0,-20.0", "--datum", "mars")
                                .err())
                .contains("--datum is \"mars\", expected WGS84, GCJ02 or BD09");
        assertThat(town.run("call", "--type", "FALL", "--datum", "gcj02").err())
                .contains("--datum and --uncertainty say more of --at; give it");
    }

    @Test
    void wrongInputIsAnsweredWithTwoAndWhatIsWrong() {
        assertThat(town.run("call", "--type", "FALL", "--at", "zzzzqqqq").err())
                .contains("no place like");
        assertThat(town.run("dispatch", "26-1").code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(town.run("places", "-91.5", "8.6").err())
                .contains("the latitude -91.5, expected -90 to 90");
        assertThat(town.run("no-such-command").code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(town.run("board", "--center", "elsewhere").err()).contains("aldermouth");
        Ran priority =
                town.run("call", "--type", "FALL", "--at", "Market Square", "--priority", "9");
        assertThat(priority.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(priority.err()).contains("priority", "found 9");
    }

    @Test
    void noServerIsAnsweredWithThree() {
        Ran ran =
                town.run(
                        Map.of(
                                "TOCSIN_URL", "http://127.0.0.1:1",
                                "TOCSIN_USER", "dispatcher",
                                "TOCSIN_PASSWORD", "demo"),
                        "",
                        "board");

        assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ran.err()).contains("No server answers at http://127.0.0.1:1");
    }

    @Test
    void nobodySignedInAndNotPermittedAreAnsweredWithFour() {
        Ran nobody = town.run(Map.of(), "", "board", "--profile", "never");
        Ran wrong =
                town.run(
                        Map.of(
                                "TOCSIN_URL", town.url(),
                                "TOCSIN_USER", "dispatcher",
                                "TOCSIN_PASSWORD", "wrong"),
                        "",
                        "board");

        assertThat(nobody.code()).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(nobody.err()).contains("./tocsin login");
        assertThat(wrong.code()).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(town.as("viewer", "closure", "lift", "C-1").code())
                .isEqualTo(ExitCode.NOT_PERMITTED);
    }

    @Test
    void aLoginIsKeptForItsOwnerOnlyUntilLogout() throws IOException {
        Map<String, String> nothing = Map.of();
        Ran login =
                town.run(
                        nothing,
                        "demo\n",
                        "login",
                        "supervisor",
                        "--url",
                        town.url(),
                        "--profile",
                        "boss");
        Path file = folder.resolve("config/tocsin/boss.json");

        assertThat(login.code()).as(login.all()).isZero();
        assertThat(login.out()).contains("aldermouth");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(town.run(nothing, "", "board", "--profile", "boss").code()).isZero();
        assertThat(town.run(nothing, "", "logout", "--profile", "boss").code()).isZero();
        assertThat(town.run(nothing, "", "board", "--profile", "boss").code())
                .isEqualTo(ExitCode.NOT_PERMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"board", "units", "closure list", "log", "incident", "places square"})
    void jsonIsPrintedWhereItIsWanted(String command) {
        var args = new ArrayList<>(java.util.List.of(command.split(" ")));
        args.add("--json");

        assertThat(json(args.toArray(String[]::new))).isNotNull();
    }

    @Test
    void everyCommandHasHelpWithADescription() {
        var surroundings =
                new Surroundings(
                        Map.of(),
                        folder,
                        java.util.Optional.empty(),
                        false,
                        java.io.InputStream.nullInputStream());
        CommandLine root = Main.commandLine(surroundings);

        for (Map.Entry<String, CommandLine> each : root.getSubcommands().entrySet()) {
            String help = each.getValue().getUsageMessage();
            assertThat(help).as(each.getKey()).contains("Usage: tocsin " + each.getKey(), "--help");
            assertThat(each.getValue().getCommandSpec().usageMessage().description())
                    .as(each.getKey())
                    .isNotEmpty();
        }
        assertThat(root.getUsageMessage()).contains("Exit codes", "demo", "serve");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(said("completion")).contains("complete -F", "tocsin", "recommend");
    }

    @Test
    void aPasswordIsHashedAndNeverShown() {
        Ran ran = town.run(Map.of(), "correct horse\n", "password");

        assertThat(ran.out()).startsWith("$argon2id$v=19$").doesNotContain("horse");
        assertThat(town.run(Map.of(), "", "password").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void aCenterIsMadeFromTheMapAndChecked() throws IOException {
        Path out = folder.resolve("made");
        String map = folder.resolve("town.osm.pbf").toString();

        Ran made =
                town.run("center", "init", "--map", map, "--out", out.toString(), "--zone", "UTC");

        assertThat(made.code()).as(made.all()).isZero();
        assertThat(made.out()).contains("dispatcher", "PASSWORD");
        assertThat(said("center", "check", out.toString())).contains("is sound");
        assertThat(town.run("center", "init", "--map", map, "--out", out.toString()).err())
                .contains("holds YAML files already");
        Files.writeString(out.resolve("units.yaml"), "units: 7\n");
        Ran bad = town.run("center", "check", out.toString());
        assertThat(bad.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(bad.err()).contains("units.yaml:1");
    }

    @Test
    void theDoctorLooksAtEverything() {
        Ran ran =
                town.run(
                        Map.of(),
                        "",
                        "doctor",
                        "--url",
                        town.url(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--map",
                        folder.resolve("town.osm.pbf").toString(),
                        "--center",
                        "../demo/center");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("java", "sync", "not looked at", "Aldermouth", "ready", "clock");
    }

    @Test
    void aDataFolderInUseIsRefusedWithItsName() {
        assertThatThrownBy(() -> TownServer.start(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data");
    }
}
