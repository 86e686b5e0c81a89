package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.place.Point;
import org.tocsin.plan.Hours;
import org.tocsin.plan.PlanRule;
import org.tocsin.unit.UnitStatus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

class CenterFileTest {
    @TempDir Path folder;

    private Center read(String yaml) throws IOException {
        return CenterFile.read(Files.writeString(folder.resolve("center.yaml"), yaml));
    }

    /** What is wrong with a text, one line each. */
    private List<String> faults(String yaml) throws IOException {
        Files.writeString(folder.resolve("center.yaml"), yaml);
        return faultsIn(folder.resolve("center.yaml"));
    }

    private static List<String> faultsIn(Path path) {
        CenterFileException refused =
                catchThrowableOfType(CenterFileException.class, () -> CenterFile.read(path));
        assertThat(refused).as("nothing was refused").isNotNull();
        return refused.faults().stream().map(CenterFault::toString).toList();
    }

    /** The faults after one replacement in a text that has none. */
    private List<String> faultsWith(String whole, String from, String to) throws IOException {
        assertThat(whole).contains(from);
        return faults(whole.replace(from, to));
    }

    @Test
    void theSmallestCenterIsWhole() throws IOException {
        Center center = read(Sample.SMALLEST);

        assertThat(center.zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(center.unit("E1").agency()).isEqualTo("fire");
        assertThat(center.desks()).extracting(DeskSeat::id).containsExactly("desk-1");
        assertThat(center.targets()).isEqualTo(Targets.usual());
        assertThat(center.statusCodes()).hasSize(UnitStatus.values().length);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Center center = read(Sample.WHOLE);

        assertThat(center.serviceArea().orElseThrow().corners()).hasSize(4);
        assertThat(center.unit("E1").capabilities()).isEqualTo(Set.of("ENGINE", "ALS"));
        assertThat(center.unit("E1").crew()).contains("central-a");
        assertThat(center.unit("E1").canTransport()).isTrue();
        assertThat(center.unit("E1").shifts()).containsExactly("day");
        assertThat(center.unit("E1").agency()).isEqualTo("ems");
        assertThat(center.shifts().getFirst().hours())
                .containsExactly(
                        new Hours(
                                List.of(DayOfWeek.values()).subList(0, 5),
                                LocalTime.of(7, 0),
                                LocalTime.of(19, 0)),
                        new Hours(
                                List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                LocalTime.of(8, 0),
                                LocalTime.MIDNIGHT));
        assertThat(center.districts().getFirst().area().corners()).contains(new Point(41.2, -8.5));
        PlanRule rule = center.planRules().getLast();
        assertThat(rule.levels().getFirst().requirements().getLast())
                .hasToString("2 ALS, or 1 ALS + 1 BLS + 1 DOCTOR");
        assertThat(rule.levels().getFirst().standby().getFirst().station()).contains("central");
        assertThat(rule.levels().getLast().replaces()).isTrue();
        assertThat(center.triage().getFirst().questions()).hasSize(2);
        assertThat(center.keywords().getFirst().phrases()).containsKey("pt");
        assertThat(center.targets().of(1).waiting()).isEqualTo(Duration.ofSeconds(30));
        assertThat(center.targets().of(5).acknowledgement()).isEqualTo(Duration.ofSeconds(45));
        assertThat(center.targets().findTimeIn(UnitStatus.ON_SCENE))
                .contains(Duration.ofMinutes(90));
        assertThat(center.targets().findTimeIn(UnitStatus.DISPATCHED)).isEmpty();
        assertThat(center.findSignIn("ana").orElseThrow().roles())
                .containsExactly(Role.DISPATCHER, Role.CREW);
        assertThat(center.premises().getFirst().radiusMeters()).isEqualTo(80);
        assertThat(center.related().within()).isEqualTo(Duration.ofMinutes(15));
        assertThat(center.statusCode(UnitStatus.EN_ROUTE).name()).isEqualTo("Rolling");
        assertThat(center.dispositions()).containsExactly(new Disposition("DONE", "Done"));
    }

    @Test
    void aFolderIsReadAsOne() throws IOException {
        String[] halves = Sample.SMALLEST.split("(?=units:)", 2);
        Files.writeString(folder.resolve("a.yaml"), halves[0]);
        Files.writeString(folder.resolve("b.yml"), halves[1]);
        Files.writeString(folder.resolve("notes.txt"), "not: [read");

        assertThat(CenterFile.read(folder)).isEqualTo(read(Sample.SMALLEST));
    }

    @Test
    void aKeyInTwoFilesIsAFault() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), Sample.SMALLEST);
        Files.writeString(folder.resolve("b.yaml"), "# more\nunits: []\n");

        assertThat(faultsIn(folder))
                .containsExactly(
                        "b.yaml:2:1: found the key units in a second file,"
                                + " expected it in one file; the other is a.yaml");
    }

    @Test
    void everyFaultIsToldAtOnceWithItsPlace() throws IOException {
        assertThat(
                        faults(
                                Sample.SMALLEST
                                        .replace("[ENGINE]", "[ENGIN]")
                                        .replace("priority: 1", "priority: 9")
                                        .replace("crew_size", "crew_sise")))
                .containsExactly(
                        "center.yaml:7:54 units[0].capabilities[0]: found \"ENGIN\","
                                + " expected a declared capability; maybe ENGINE",
                        "center.yaml:7:62 units[0]: found the unknown key \"crew_sise\", expected"
                                + " one of call_sign, station, capabilities, crew_size, agency,"
                                + " shared_crew, can_transport, shifts, profile; maybe crew_size",
                        "center.yaml:9:40 types[0].priority: found \"9\","
                                + " expected a whole number from 1 to 5");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThat(faults("center: {id: x}\n"))
                .contains(
                        "center.yaml: found no key units, expected it, with a list of units",
                        "center.yaml:1:9 center: found no key zone,"
                                + " expected it, with a time zone such as Europe/Lisbon");
    }

    @Test
    void theVerbsOfADeskAreReadBesideTheCenter() throws IOException {
        Path file = Files.writeString(folder.resolve("center.yaml"), Sample.WHOLE);

        assertThat(CenterFile.readWhole(file).verbs())
                .containsExactly(
                        new VerbName("dispatch", List.of("SEND", "GOTO"), Optional.empty()));
    }

    @Test
    void anAgencyHasItsOwnStatuses() throws IOException {
        Path file = Files.writeString(folder.resolve("center.yaml"), Sample.WHOLE);

        WholeCenter whole = CenterFile.readWhole(file);

        assertThat(whole.statuses())
                .containsExactly(
                        new AgencyStatus(
                                "fire",
                                new StatusCode(
                                        UnitStatus.EN_ROUTE,
                                        "Rolling",
                                        "R",
                                        StatusCode.Color.GREEN,
                                        List.of("7"))),
                        new AgencyStatus(
                                "fire",
                                new StatusCode(
                                        UnitStatus.ON_SCENE,
                                        "With patient",
                                        "P",
                                        StatusCode.Color.GREEN,
                                        List.of("3"))));
        assertThat(whole.center().statusCode(UnitStatus.ON_SCENE).name()).isEqualTo("On scene");
        assertThat(whole.forgetAfter()).contains(Duration.ofDays(180));
        assertThat(whole.moveUps())
                .contains(new MoveUpLimits(3, Duration.ofHours(1), Duration.ofHours(12)));
    }

    @Test
    void aFaultOfAnAgencysStatusNamesItsLine() throws IOException {
        List<String> faults = faultsWith(Sample.WHOLE, "letter: P", "letter: A");

        long line = Sample.WHOLE.lines().takeWhile(each -> !each.contains("letter: P")).count() + 1;
        assertThat(faults).singleElement().asString().contains(":" + line + ":");
    }

    @Test
    void everyVerbOfThePageMayBeNamed() throws IOException {
        String page = Files.readString(Path.of("../web/src/command.ts"));
        var ids = new TreeSet<String>();
        Pattern.compile("id: '(\\w+)',|(?:status|plain)\\('(\\w+)',")
                .matcher(page)
                .results()
                .forEach(m -> ids.add(m.group(1) == null ? m.group(2) : m.group(1)));

        assertThat(ids).isEqualTo(new TreeSet<>(VerbName.VERBS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id: porto|id: Porto!|center.id: found \"Porto!\"",
                "Europe/Lisbon|Lisbon|center.zone: found \"Lisbon\"",
                "Europe/Lisbon|+01:00|center.zone: found \"+01:00\"",
                "name: Porto|name: ~|center.name: found nothing, expected text",
                "name: Porto|name: '  '|not all blank",
                "name: Porto|name: [a]|center.name: found a list, expected text",
                "name: Porto|name: \"a\\u0007b\"|center.name: found the character U+0007",
                "- 41.0, -8.8|- 41.0|center.service_area[0]: found \"41.0\", expected latitude",
                "- 41.0, -8.8|- 41,0, -8,8|center.service_area[0]: found \"41,0, -8,8\"",
                "- 41.0, -8.8|- -141.0, 8.8|maybe 8.80000, -141.00000",
                "- 41.0, -8.8|- 41.2, -8.3|sides after corners",
                "41.15, -8.61|-8.61, 41.15|maybe 41.15000, -8.61000",
                "41.15, -8.61|NaN, 1|stations[0].point: found \"NaN, 1\"",
                "ems: Ambulance|\"\": Ambulance|agencies: found \"\", expected 1 to 40 letters",
                "station: central\\n"
                        + "    capabilities: [ENGINE|station: centrl\\n"
                        + "    capabilities: [ENGINE|maybe central",
                "agency: fire\\n"
                    + "    point|agency: fier\\n"
                    + "    point|stations[0].agency: found \"fier\", expected a declared agency;"
                    + " maybe fire",
                "mon-fri 07:00-19:00|monday 7-19|shifts[0].hours[0]: found \"monday 7-19\"",
                "mon-fri 07:00-19:00|mon-fri 07:00-25:00|shifts[0].hours[0]",
                "daily 20:00-06:00|nightly|plans[1].hours: found \"nightly\"",
                "call_sign: E2|call_sign: E1|found \"E1\", expected one used once; the first is in"
                        + " center.yaml:28",
                "call_sign: E2|call_sign: e1|differs from \"E1\" by more than case",
                "call_sign: E2|call_sign: E 2|units[1].call_sign: found \"E 2\", expected 1 to 40"
                        + " letters",
                "crew_size: 6|crew_size: six|units[0].crew_size: found \"six\", expected a whole"
                        + " number from 0 to 100",
                "crew_size: 6|crew_size: 6.0|units[0].crew_size",
                "crew_size: 6|crew_size: 99999999999999|units[0].crew_size",
                "can_transport: true|can_transport: yes|found \"yes\", expected true or false",
                "[ENGINE, ALS]|[ALS, ALS]|units[0].capabilities[1]: found \"ALS\", expected each"
                        + " entry once",
                "[ENGINE, ALS]|ENGINE|units[0].capabilities: found \"ENGINE\", expected a list",
                "[ENGINE, ALS]|[]|units[0].capabilities: found 0 entries, expected 1 to 50",
                "[[41.1, -8.6], [41.1, -8.5], [41.2, -8.5]]|[[41.1, -8.6]]|districts[0].area: found"
                        + " 1 entries",
                "engines: 2 ENGINE|engines: two ENGINE|plans[1].levels.1.needs.engines: found \"two"
                        + " ENGINE\"",
                "engines: 2 ENGINE|engines: 0 ENGINE|found the count 0, expected 1 to 99",
                "engines: 2 ENGINE|engines: 1 ENGINE + 1 ENGINE|found ENGINE twice",
                "1 BLS +|1 BSL +|plans[1].levels.1.needs.medical: found \"BSL\", expected a"
                        + " declared capability; maybe BLS",
                "1 ENGINE at central|1 ENGINE in central|plans[1].levels.1.standby[0]",
                "1 ENGINE at central|1 ENGINE at centrla|found \"centrla\", expected a station's"
                        + " id; maybe central",
                "      2:\\n"
                        + "|      3:\\n"
                        + "|plans[1].levels.3: found \"3\", expected alarm level 2 here",
                "id: default|id: ribeira-night|expected one used once",
                "next: how-many|next: how-man|triage[0].questions[0].answers[0].next: found"
                        + " \"how-man\"",
                "{id: one, text: One}|{id: one, text: One, next: inside}|the loop inside → how-many"
                        + " → inside",
                "next: how-many|# nothing|triage[0].questions[1]: found \"how-many\", expected a"
                        + " question that some answer leads to",
                "version: 2|version: 0|triage[0].version",
                "smoke * window|'* *'|keywords[0].phrases.en[1]: found \"* *\", expected 1 to 20"
                        + " words",
                "pt: [inc|Portuguese: [inc|expected a language such as",
                "{1: 30 s, 2: 2 min}|{1: 30}|targets.waiting.1: found \"30\", expected a duration",
                "{1: 30 s, 2: 2 min}|{6: 30 s}|targets.waiting.6: found \"6\", expected a whole"
                        + " number",
                "en_route: 20 min|enroute: 20 min|found \"enroute\", expected one of available",
                "1 h 30 min|8 d|expected a duration of 1 s to 7 d",
                "1 h 30 min|0 s|expected a duration of 1 s to 7 d",
                "roles: [dispatcher, crew]|roles: [boss]|sign_ins[0].roles[0]: found \"boss\","
                        + " expected one of dispatcher",
                "roles: [dispatcher, crew]|roles: [dispatcher]|sign_ins[0].units: found units",
                "password_hash: $argon2id|password_hash: secret|found text that is no such hash"
                        + " (not shown here)",
                "radius_meters: 80|radius_meters: 0|premises[0].radius_meters",
                "letter: R|letter: A|the letter \"A\" for both AVAILABLE and EN_ROUTE",
                "letter: R|letter: RRR|status_codes[0].letter: found 3 characters",
                "codes: [\"3\"]|codes: [OS]|the code \"OS\" for both EN_ROUTE and ON_SCENE",
                "codes: [\"7\"]|codes: [\"3\"]|status_codes[1]: found the code \"3\" for both"
                        + " EN_ROUTE",
                "letter: P|letter: X|status_codes[1]: found the letter \"X\" for both ON_SCENE and"
                        + " OUT_OF_SERVICE",
                "agency: fire, name: With|agency: fyre, name: With|status_codes[1].agency: found",
                "forget_after_days: 180|forget_after_days: 0|personal_data.forget_after_days",
                "most: 3|most: 201|move_ups.most: found \"201\"",
                "driven: 60 min|driven: much|move_ups.driven",
                "color: green|color: pink|status_codes[0].color: found \"pink\"",
                "verb: dispatch|verb: dispach|verbs[0].verb: found \"dispach\"",
                "names: [SEND, GOTO]|names: [SEND, send]|the name \"send\" for both dispatch and"
                        + " dispatch",
            })
    void aMistakeIsToldWithItsPlaceAndWhatWasExpected(String from, String to, String expected)
            throws IOException {
        List<String> faults =
                faultsWith(Sample.WHOLE, from.replace("\\n", "\n"), to.replace("\\n", "\n"));

        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(expected));
        assertThat(faults).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aPasswordIsNeverShown() throws IOException {
        var faults = faultsWith(Sample.WHOLE, "password_hash: $", "password_hash: hunter2$");

        assertThat(String.join("\n", faults)).doesNotContain("hunter2");
        assertThat(read(Sample.WHOLE).signIns().toString()).doesNotContain("argon2");
    }

    @Test
    void aTypeWithoutAPlanIsAFault() throws IOException {
        assertThat(faultsWith(Sample.SMALLEST, "- id: default", "- id: p\n    priorities: [1, 2]"))
                .containsExactly(
                        "center.yaml:11:3 plans: found no plan for type FIRE with priority"
                                + " [3, 4, 5], expected one without districts, stations and hours"
                                + " (or a plan without types, for all that have none of their"
                                + " own)");
    }

    @Test
    void oneCrewSitsAtOneStation() throws IOException {
        String two =
                Sample.SMALLEST
                        .replace(
                                "units:\n",
                                """
                                  - {id: east, name: East, agency: fire, point: "41.15, -8.6"}
                                units:
                                  - {call_sign: B1, station: east, capabilities: [ENGINE], crew_size: 0, shared_crew: a}
                                """)
                        .replace("crew_size: 6", "crew_size: 6, shared_crew: a");

        assertThat(faults(two))
                .singleElement()
                .asString()
                .contains("units[1].shared_crew: found \"a\", a crew of station east");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|center.yaml:1:1: found an empty file",
                "# nothing here|center.yaml:1:1: found an empty file",
                "---|found nothing, expected keys",
                "- a|found a list, expected keys",
                "a: 1\\n---\\nb: 2|center.yaml:2:1: found a second document",
                "a: 1\\n\\tb: 2|center.yaml:2:1: found a tab, expected blanks",
                "a: b: c|put text with a colon into quotes",
                "a: [1, 2|center.yaml:1",
                "a: \"open|center.yaml:1",
                "a: &x 1\\nb: *x|center.yaml:2:4: found the alias *x",
                "a: !!binary aGk=|center.yaml:1:4: found the tag \"tag:yaml.org,2002:binary\"",
                "a: 1\\n"
                    + "a: 2|center.yaml:2:1: found the key \"a\" a second time, expected it once;"
                    + " the first is in line 1",
                "? [a]\\n: b|center.yaml:1",
                "unitz: []|center.yaml:1:1: found the unknown key \"unitz\"",
            })
    void whatIsNoYamlIsToldWithItsLine(String text, String expected) throws IOException {
        assertThat(String.join("\n", faults(text.replace("\\n", "\n").replace("\\t", "\t"))))
                .contains(expected);
    }

    @Test
    void aFileThatIsNotUtf8IsToldWithItsPlace() throws IOException {
        Path file = folder.resolve("center.yaml");
        Files.write(file, "center:\n  name: São\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(faultsIn(file))
                .containsExactly(
                        "center.yaml:2:10: found the byte 0xE3, which is not UTF-8,"
                                + " expected a file saved as UTF-8");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws IOException {
        assertThat(read("\uFEFF" + Sample.WHOLE.replace("\n", "\r\n")))
                .isEqualTo(read(Sample.WHOLE));
    }

    @Test
    void aBombDoesNotGoOff() throws IOException {
        var laughs = new StringBuilder("a: &a [lol, lol]\n");
        for (char c = 'b'; c < 'k'; c++) {
            char last = (char) (c - 1);
            laughs.append("%c: &%c [*%c, *%c, *%c]\n".formatted(c, c, last, last, last));
        }

        assertThat(faults(laughs.toString())).singleElement().asString().contains("alias");
        assertThat(faults("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("more than 12 levels");
        assertThat(faults("a: " + "{b: ".repeat(100_000))).hasSize(1);
    }

    @Test
    void aFileOfTheGreatestLengthIsReadAndALongerOneRefused() throws IOException {
        var comment = new StringBuilder(Sample.SMALLEST);
        while (comment.length() < YamlFile.MAX_BYTES) comment.append("#\n");
        comment.setLength(YamlFile.MAX_BYTES);
        assertThat(read(comment.toString()).id()).isEqualTo("porto");

        assertThat(faults(comment + "#"))
                .containsExactly(
                        "center.yaml: found 2000001 bytes, expected at most 2000000 in a file");
    }

    @Test
    void moreFaultsThanAnyoneReadsAreCounted() throws IOException {
        var units = new StringBuilder("units:\n");
        for (int i = 0; i < 300; i++) units.append("  - 1\n");
        Files.writeString(folder.resolve("c.yaml"), units);

        CenterFileException refused =
                catchThrowableOfType(CenterFileException.class, () -> CenterFile.read(folder));

        assertThat(refused.faults()).hasSize(Faults.MAX);
        assertThat(refused).hasMessageContaining("and 107 more\n307 faults");
    }

    @Test
    void aFolderWithoutFilesOrTooManyIsRefused() throws IOException {
        assertThat(faultsIn(folder.resolve("nowhere")))
                .singleElement()
                .asString()
                .contains("found nothing there");
        assertThat(faultsIn(folder)).singleElement().asString().contains("./tocsin center init");
        for (int i = 0; i <= CenterFile.MAX_FILES; i++) {
            Files.writeString(folder.resolve(i + ".yaml"), "a: 1");
        }
        assertThat(faultsIn(folder)).singleElement().asString().contains("201 files");
    }
}
