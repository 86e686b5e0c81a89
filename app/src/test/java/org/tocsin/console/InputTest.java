package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.Shared;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever is sent, the answer is a refusal that names the field, or it is done; never a fault. */
class InputTest {
    @TempDir static Path folder;
    private static Served served;
    private static Served.Person sue;
    private static String incident;

    @BeforeAll
    static void start() {
        served = new Served(folder);
        sue = served.signIn("sue");
        incident = sue.done(ConsoleTest.CALL).get("incident").stringValue();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static Form.Fields form(String verb) {
        return java.util.Objects.requireNonNull(Forms.REQUEST.kinds().get(verb), verb);
    }

    static Stream<String> verbs() {
        return Forms.REQUEST.kinds().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyFieldOfAVerbIsAskedForByName(String verb) {
        Form.Fields form = form(verb);
        var answer = sue.ask("{\"verb\":\"%s\"}".formatted(verb));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        List<String> missing = fields(answer);
        for (Form.Member member : form.members()) {
            if (!member.optional()) assertThat(missing).contains("request." + member.name());
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aWrongTypeInAnyFieldIsNamed(String verb) {
        Form.Fields form = form(verb);
        for (Form.Member member : form.members()) {
            for (String wrong : wrongFor(member.form())) {
                ObjectNode right = right(form, verb);
                right.put(member.name(), "HERE");
                // As text, since a tree cannot hold half a character.
                String request = right.toString().replace("\"HERE\"", wrong);
                var answer = sue.ask(request);

                assertThat(answer.status()).as(request + " " + answer.text()).isEqualTo(400);
                assertThat(fields(answer))
                        .as(request)
                        .anyMatch(field -> field.startsWith("request." + member.name()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hostileStringsInAnyFieldAreRefusedOrKept(String verb) throws IOException {
        Form.Fields form = form(verb);
        JsonNode strings =
                Served.MAPPER.readTree(
                        Files.readString(Shared.path("material/timezone-encoding/blns.json")));
        for (Form.Member member : form.members()) {
            if (!(member.form() instanceof Form.Text)) continue;
            for (int i = 0; i < strings.size(); i++) {
                // The texts that are stored see every string, the ids every seventh.
                boolean all = member.name().equals("text") || member.name().equals("reason");
                if (!all && (i + verb.length()) % 7 != 0) continue;
                ObjectNode request = right(form, verb);
                request.set(member.name(), strings.get(i));
                var answer = sue.ask(request.toString());

                assertThat(answer.status()).as(request + " " + answer.text()).isIn(200, 400, 409);
            }
        }
    }

    @Test
    void hostileTextComesBackUnchanged() throws IOException {
        JsonNode strings =
                Served.MAPPER.readTree(
                        Files.readString(Shared.path("material/timezone-encoding/blns.json")));
        String own = sue.done(ConsoleTest.CALL).get("incident").stringValue();
        var kept = new ArrayList<String>();
        for (JsonNode string : strings) {
            ObjectNode note = Served.object();
            note.put("verb", "addNote").put("incident", own).set("text", string);
            if (sue.ask(note.toString()).status() == 200) kept.add(string.stringValue());
        }

        JsonNode notes = sue.in("/incidents/" + own + "/sealed?reason=test").json().get("notes");

        var shown = new ArrayList<String>();
        notes.forEach(note -> shown.add(note.get("text").stringValue()));
        assertThat(kept).hasSizeGreaterThan(400);
        assertThat(shown).isEqualTo(kept);
    }

    @Test
    void allErrorsAreSaidAtOnce() {
        var answer =
                sue.ask(
                        """
                        {"verb":"takeCall","source":"PIGEON","priority":9,"text":7,"surprise":true,
                         "location":{"point":{"latitude":91,"longitude":"x"},"name":""}}
                        """);

        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "request.source",
                        "request.priority",
                        "request.text",
                        "request.surprise",
                        "request.location.point.latitude",
                        "request.location.point.longitude",
                        "request.location.name");
    }

    static Stream<String> bodies() {
        return Stream.of(
                "",
                " ",
                "{",
                "[]",
                "null",
                "true",
                "7",
                "\"text\"",
                "{}{}",
                "{\"id\":\"a\",\"id\":\"b\"}",
                "{\"id\":null,\"request\":null}",
                "{\"id\":\"a\",\"request\":[]}",
                "{\"id\":\"a\",\"request\":{\"verb\":\"explode\"}}",
                "{\"id\":\"a\",\"request\":{\"verb\":{\"verb\":\"takeCall\"}}}",
                "{\"id\":\"a\",\"request\":{\"verb\":\"recordTrack\",\"unit\":\"E1\",\"points\":[]}}",
                "{\"id\":\""
                        + "x".repeat(65)
                        + "\",\"request\":{\"verb\":\"undo\",\"request\":\"a\"}}",
                "{\"id\":\"a\",\"request\":{\"verb\":\"changePriority\",\"incident\":\"a\",\"priority\":1e400}}",
                "{\"id\":\"a\",\"request\":{\"verb\":\"changePriority\",\"incident\":\"a\",\"priority\":"
                        + "9".repeat(1_000)
                        + "}}",
                "{\"id\":\"\\ud800\",\"request\":{\"verb\":\"undo\",\"request\":\"\\udc00\"}}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "\u0000\u0001",
                "{\"" + "n".repeat(5_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsNoRequestIsRefused(String body) {
        var answer = sue.postIn("/requests", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("errors")).isNotEmpty();
    }

    @Test
    void aBodyOfBrokenUtf8IsRefused() {
        var builder =
                HttpRequest.newBuilder(served.uri("/api/centers/town/requests"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'}));

        assertThat(sue.send(builder).status()).isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String huge = "{\"id\":\"a\",\"request\":\"" + "x".repeat(4 * Forms.MAX_BODY) + "\"}";

        assertThat(sue.postIn("/requests", huge).status()).isEqualTo(413);
        var chunked =
                HttpRequest.newBuilder(served.uri("/api/centers/town/requests"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () ->
                                                new java.io.ByteArrayInputStream(
                                                        huge.getBytes(StandardCharsets.UTF_8))));
        assertThat(sue.send(chunked).status()).isEqualTo(413);
    }

    @Test
    void onlyJsonIsTaken() {
        var builder =
                HttpRequest.newBuilder(served.uri("/api/centers/town/requests"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(sue.send(builder).status()).isEqualTo(415);
    }

    @Test
    void everyParameterIsCheckedLikeABody() throws IOException {
        JsonNode strings =
                Served.MAPPER.readTree(
                        Files.readString(Shared.path("material/timezone-encoding/blns.json")));
        for (String path : served.document.root().get("paths").propertyNames()) {
            JsonNode get = served.document.root().get("paths").get(path).get("get");
            if (get == null || get.get("parameters") == null || path.endsWith("/stream")) continue;
            var names = new ArrayList<String>();
            for (JsonNode parameter : get.get("parameters")) {
                if (parameter.get("in").stringValue().equals("query")) {
                    names.add(parameter.get("name").stringValue());
                }
            }
            names.add("unknown");
            for (String name : names) {
                for (int i = 0; i < strings.size(); i += 5) {
                    String address = address(path) + "?" + name + "=" + encoded(strings.get(i));
                    assertThat(sue.get(address).status()).as(address).isIn(200, 204, 400, 404, 409);
                }
            }
        }
    }

    @Test
    void everyPartOfAPathMayBeHostile() throws IOException {
        JsonNode strings =
                Served.MAPPER.readTree(
                        Files.readString(Shared.path("material/timezone-encoding/blns.json")));
        for (String path : served.document.root().get("paths").propertyNames()) {
            if (!path.contains("{") || path.endsWith("/stream")) continue;
            if (!served.document.root().get("paths").get(path).has("get")) continue;
            for (int i = 0; i < strings.size(); i += 9) {
                String hostile = encoded(strings.get(i));
                if (hostile.isEmpty()) continue;
                String address =
                        address(
                                path.replaceFirst(
                                        "\\{(?!center)[a-z]+}", hostile.replace("$", "")));
                assertThat(sue.get(address).status()).as(address).isNotEqualTo(500);
            }
        }
    }

    @Test
    void positionsAndHeardWordsAreChecked() {
        for (String wrong :
                List.of(
                        "{}",
                        "{\"positions\":{}}",
                        "{\"positions\":[7]}",
                        "{\"positions\":[{\"unit\":\"E1\"}]}",
                        "{\"positions\":[{\"unit\":\"NONE\",\"latitude\":1,\"longitude\":1}]}",
                        "{\"positions\":[{\"unit\":\"E1\",\"latitude\":91,\"longitude\":1}]}",
                        "{\"positions\":[{\"unit\":\"E1\",\"latitude\":1,\"longitude\":1,\"heading\":360}]}",
                        "{\"positions\":[{\"unit\":\"E1\",\"latitude\":1,\"longitude\":1,\"at\":\"now\"}]}")) {
            var answer = sue.postIn("/positions", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(fields(answer)).as(wrong).allMatch(field -> field.startsWith("positions"));
        }
        assertThat(sue.postIn("/suggest", "{\"text\":7}").status()).isEqualTo(400);
        assertThat(sue.postIn("/suggest", "{}").status()).isEqualTo(200);
        var nobody = served.new Person();
        assertThat(nobody.post("/api/session", "{\"user\":7}").status()).isEqualTo(400);
    }

    private static String address(String path) {
        return path.replace("{center}", "town")
                .replace("{unit}", "M1")
                .replace("{incident}", incident)
                .replace("{type}", "FIRE")
                .replace("{photo}", "1")
                .replaceAll("\\{[zxy]}", "0");
    }

    private static String encoded(JsonNode string) {
        return URLEncoder.encode(string.stringValue(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> fields(Served.Answer answer) {
        var fields = new ArrayList<String>();
        answer.json()
                .get("errors")
                .forEach(
                        error -> {
                            assertThat(error.get("found").stringValue()).isNotBlank();
                            assertThat(error.get("expected").stringValue()).isNotBlank();
                            fields.add(error.get("field").stringValue());
                        });
        return fields;
    }

    /** A request of that verb with every field there and of the right form. */
    private static ObjectNode right(Form.Fields form, String verb) {
        ObjectNode request = Served.object();
        request.put("verb", verb);
        for (Form.Member member : form.members()) {
            request.set(member.name(), right(member.name(), member.form()));
        }
        return request;
    }

    private static final Map<String, String> KNOWN =
            Map.of("unit", "E1", "type", "FIRE", "desk", "1", "station", "S1");

    private static JsonNode right(String name, Form form) {
        return switch (form) {
            case Form.Text _ ->
                    Served.MAPPER
                            .getNodeFactory()
                            .stringNode(
                                    name.equals("incident")
                                            ? incident
                                            : KNOWN.getOrDefault(name, "nothing"));
            case Form.Whole whole -> Served.MAPPER.getNodeFactory().numberNode(whole.least());
            case Form.Decimal _ -> Served.MAPPER.getNodeFactory().numberNode(45.0);
            case Form.Flag _ -> Served.MAPPER.getNodeFactory().booleanNode(true);
            case Form.Choice choice ->
                    Served.MAPPER.getNodeFactory().stringNode(choice.names().getFirst());
            case Form.Time _ -> Served.MAPPER.getNodeFactory().stringNode("2026-11-21T12:00:00Z");
            case Form.Items items -> {
                ArrayNode list = Served.MAPPER.createArrayNode();
                for (int i = 0; i < Math.max(1, items.least()); i++) {
                    list.add(right(name.equals("units") ? "unit" : "each", items.each()));
                }
                yield list;
            }
            case Form.Fields fields -> {
                ObjectNode object = Served.object();
                for (Form.Member member : fields.members()) {
                    object.set(member.name(), right(member.name(), member.form()));
                }
                yield object;
            }
            case Form.Made made -> right(name, made.fields());
            case Form.OneOf oneOf -> {
                var first = oneOf.kinds().entrySet().iterator().next();
                ObjectNode object = (ObjectNode) right(name, first.getValue());
                object.put(oneOf.tag(), first.getKey());
                yield object;
            }
        };
    }

    private static List<String> wrongFor(Form form) {
        return switch (form) {
            case Form.Text text ->
                    List.of(
                            "7",
                            "true",
                            "[]",
                            "{}",
                            "\"" + "x".repeat(text.most() + 1) + "\"",
                            "\"\\ud800\"");
            case Form.Whole _ ->
                    List.of("\"7\"", "7.5", "-1", "1e300", "9223372036854775808", "true", "[1]");
            case Form.Decimal _ -> List.of("\"7\"", "1e300", "true", "{}");
            case Form.Flag _ -> List.of("\"true\"", "1", "{}");
            case Form.Choice _ -> List.of("\"NONE\"", "7", "\"\"", "[]");
            case Form.Time _ ->
                    List.of(
                            "\"yesterday\"",
                            "7",
                            "\"2026-13-01T00:00:00Z\"",
                            "\"+999999999-12-31T23:59:59Z\"",
                            "\"1969-12-31T23:59:59Z\"");
            case Form.Items _ -> List.of("7", "\"x\"", "{}", "[[]]", "[7.5]");
            case Form.Fields _, Form.Made _ -> List.of("7", "\"x\"", "[]", "{\"unknown\":1}");
            case Form.OneOf _ -> List.of("7", "[]", "{}", "{\"kind\":\"none\"}");
        };
    }
}
