package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.Shared;
import org.tocsin.plan.Choice;
import org.tocsin.plan.Question;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Whatever stands in a field is stored unchanged, or refused by name; nothing else happens. */
class HostileTextTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Every free text of {@link Sample#WHOLE}. */
    private static final List<String> TEXTS =
            List.of(
                    "name: Porto",
                    "fire: Fire brigade",
                    "ENGINE: Pumping engine",
                    "name: Central",
                    "name: Day",
                    "name: Ribeira",
                    "name: Fire",
                    "notify: [Gas company]",
                    "ask: Is anyone inside?",
                    "text: Yes",
                    "advice: Get everyone out.",
                    "name: Desk 1",
                    "display_name: Ana",
                    "name: São João",
                    "accepts: [trauma]",
                    "name: Paint works",
                    "plans: [plan-7.pdf]",
                    "keys: [Left of gate 2]",
                    "hazards: [Solvents]",
                    "notes: [Guard at night]",
                    "DONE: Done",
                    "name: Rolling");

    /** Every value of it that is no free text. */
    private static final List<String> OTHERS =
            List.of(
                    "id: porto",
                    "zone: Europe/Lisbon",
                    "- 41.0, -8.8",
                    "agency: fire",
                    "point: 41.15, -8.61",
                    "hours: [mon-fri 07:00-19:00, \"sat,sun 08:00-24:00\"]",
                    "call_sign: E1",
                    "station: central",
                    "capabilities: [ENGINE, ALS]",
                    "crew_size: 6",
                    "shared_crew: central-a",
                    "can_transport: true",
                    "shifts: [day]",
                    "priority: 1",
                    "triage: fire",
                    "types: [FIRE]",
                    "priorities: [1, 2]",
                    "districts: [ribeira]",
                    "stations: [central]",
                    "hours: daily 20:00-06:00",
                    "engines: 2 ENGINE",
                    "standby: [1 ENGINE at central, 1 ALS]",
                    "replaces: true",
                    "version: 2",
                    "next: how-many",
                    "near: false",
                    "en: [fire, smoke * window]",
                    "acknowledgement: 45 s",
                    "waiting: {1: 30 s, 2: 2 min}",
                    "roles: [dispatcher, crew]",
                    "units: [E1]",
                    "radius_meters: 80",
                    "within: 15 min",
                    "meters: 200",
                    "letter: R",
                    "color: green",
                    "status: en_route");

    /** What means something to YAML. */
    private static final String SIGNS = "{}[]:-#&*!|>'\"%@`,? \n\t~";

    @TempDir Path folder;

    private Optional<Center> read(String yaml, List<CenterFault> faults) throws IOException {
        try {
            return Optional.of(
                    CenterFile.read(Files.writeString(folder.resolve("center.yaml"), yaml)));
        } catch (CenterFileException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        }
    }

    private static List<String> naughtyStrings() throws IOException {
        Path file = Shared.path("material/timezone-encoding/blns.json");
        return List.of(JSON.readValue(Files.readString(file), String[].class));
    }

    /** The key as it stands, its value replaced by a text. */
    private static String with(String yaml, String field, String text) {
        assertThat(yaml).contains(field);
        int colon = field.indexOf(": ");
        String key = colon < 0 ? "- " : field.substring(0, colon + 2);
        String quoted = JSON.writeValueAsString(text);
        boolean list = field.endsWith("]");
        return yaml.replace(field, key + (list ? "[" + quoted + "]" : quoted));
    }

    private static List<String> texts(Center center) {
        Question question = center.triage().getFirst().questions().getFirst();
        Choice choice = question.choices().getFirst();
        Premises premises = center.premises().getFirst();
        var texts = new ArrayList<String>();
        texts.add(center.name());
        texts.add(center.agencies().getFirst().name());
        texts.add(center.capabilities().getFirst().name());
        texts.add(center.stations().getFirst().name());
        texts.add(center.shifts().getFirst().name());
        texts.add(center.districts().getFirst().name());
        texts.add(center.types().getFirst().name());
        texts.addAll(center.planRules().getLast().levels().getFirst().notifications());
        texts.add(center.triage().getFirst().name());
        texts.add(question.text());
        texts.add(choice.text());
        choice.advice().ifPresent(texts::add);
        texts.add(center.desks().getFirst().name());
        texts.add(center.signIns().getFirst().displayName());
        texts.add(center.destinations().getFirst().name());
        texts.addAll(center.destinations().getFirst().accepts());
        texts.add(premises.name());
        texts.addAll(premises.plans());
        texts.addAll(premises.keys());
        texts.addAll(premises.hazards());
        texts.addAll(premises.notes());
        texts.add(center.dispositions().getFirst().name());
        texts.add(center.statusCode(org.tocsin.unit.UnitStatus.EN_ROUTE).name());
        return texts;
    }

    @Test
    void freeTextIsStoredUnchangedOrRefusedByItsField() throws IOException {
        int stored = 0;
        for (String text : naughtyStrings()) {
            String yaml = Sample.WHOLE;
            for (String field : TEXTS) yaml = with(yaml, field, text);
            var faults = new ArrayList<CenterFault>();

            Optional<Center> center = read(yaml, faults);

            if (center.isPresent()) {
                stored++;
                assertThat(texts(center.get())).hasSize(23).containsOnly(text);
            } else {
                assertThat(faults)
                        .allSatisfy(
                                fault -> {
                                    assertThat(fault.line()).isPositive();
                                    assertThat(fault.path() + fault.expected()).isNotEmpty();
                                    assertThat(fault.toString()).doesNotContain("\n");
                                });
            }
        }
        assertThat(stored).isGreaterThan(400);
    }

    @Test
    void everyOtherFieldTakesItOrRefusesIt() throws IOException {
        for (String text : naughtyStrings()) {
            String yaml = Sample.WHOLE;
            for (String field : OTHERS) yaml = with(yaml, field, text);
            var faults = new ArrayList<CenterFault>();

            assertThat(read(yaml, faults)).as(text).isEmpty();
            assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
        }
    }

    @Test
    void aValueOfTheWrongKindIsRefusedInEveryField() throws IOException {
        var fields = new ArrayList<>(TEXTS);
        fields.addAll(OTHERS);
        for (String wrong : List.of("~", "{a: {b: 1}}", "[[[1]]]", "[{a: 1}]", "{}")) {
            for (String field : fields) {
                int colon = field.indexOf(": ");
                String key = colon < 0 ? "- " : field.substring(0, colon + 2);
                var faults = new ArrayList<CenterFault>();

                Optional<Center> center = read(Sample.WHOLE.replace(field, key + wrong), faults);

                assertThat(center).as("%s as %s", field, wrong).isEmpty();
                assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
            }
        }
    }

    /** Files cut off, with bytes changed, doubled and taken away. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedFileIsReadOrRefused(long seed) throws IOException {
        var random = new Random(seed);
        byte[] whole = Sample.WHOLE.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("center.yaml");
        for (int round = 0; round < 250; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(damaged.length);
                switch (random.nextInt(4)) {
                    case 0 -> damaged = Arrays.copyOf(damaged, at + 1);
                    case 1 -> damaged[at] = (byte) random.nextInt(256);
                    case 2 -> damaged[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
                    default ->
                            System.arraycopy(
                                    whole,
                                    at,
                                    damaged,
                                    random.nextInt(damaged.length - at + 1) / 2,
                                    Math.min(damaged.length - at, whole.length - at) / 2);
                }
            }
            Files.write(file, damaged);
            try {
                CenterFile.read(file);
            } catch (CenterFileException e) {
                assertThat(e.faults()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name: Porto, 200",
        "ask: Is anyone inside?, 1000",
        "text: Yes, 200",
        "advice: Get everyone out., 4000",
        "notify: [Gas company], 200",
        "notes: [Guard at night], 2000",
        "id: how-many, 40",
        "shared_crew: central-a, 40"
    })
    void aTextOfTheGreatestLengthIsTakenAndALongerOneRefused(String field, int max)
            throws IOException {
        var faults = new ArrayList<CenterFault>();
        String whole = Sample.WHOLE.replace("next: how-many", "next: " + "x".repeat(40));
        String yaml = field.equals("id: how-many") ? whole : Sample.WHOLE;

        assertThat(read(with(yaml, field, "x".repeat(max)), faults)).as("%s", faults).isPresent();
        assertThat(read(with(yaml, field, "x".repeat(max + 1)), faults)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "units|10000|- {call_sign: E#, station: central, capabilities: [ENGINE], crew_size:"
                        + " 6}",
                "types|1000|- {code: FIRE#, name: Fire, priority: 1, agency: fire}",
                "sign_ins|10000|- {name: ana#, display_name: Ana, password_hash: 'HASH', roles:"
                        + " [viewer]}",
            })
    void aListOfTheGreatestLengthIsTakenAndALongerOneRefused(String section, int max, String item)
            throws IOException {
        int start = Sample.SMALLEST.indexOf("\n" + section + ":\n") + section.length() + 3;
        int end = Sample.SMALLEST.indexOf("\n", start) + 1;
        var items = new StringBuilder();
        for (int i = 1; i <= max; i++) {
            items.append(item.replace("#", "" + i).replace("HASH", Sample.HASH)).append('\n');
        }
        String before = Sample.SMALLEST.substring(0, start);
        String after = Sample.SMALLEST.substring(end);
        String more = item.replace("#", "x").replace("HASH", Sample.HASH) + "\n";
        var faults = new ArrayList<CenterFault>();

        assertThat(read(before + items + after, faults)).as("%s", faults).isPresent();
        assertThat(read(before + items + more + after, faults)).isEmpty();
        assertThat(faults.getFirst().toString())
                .contains(
                        "%s: found %d entries, expected 1 to %d".formatted(section, max + 1, max));
    }
}
