package org.tocsin.console;

import com.fasterxml.jackson.annotation.JsonInclude;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the API reads and writes JSON: strictly, and within limits. */
final class Json {
    /** Deeper than any request. */
    static final int MAX_DEPTH = 20;

    /** Longer than any text that a request may hold, so that its field can say so. */
    static final int MAX_STRING = 100_000;

    static final int MAX_NUMBER_DIGITS = 40;
    static final int MAX_NAME = 200;

    private static final JsonMapper READER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING)
                                                    .maxNumberLength(MAX_NUMBER_DIGITS)
                                                    .maxNameLength(MAX_NAME)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final JsonMapper WRITER =
            JsonMapper.builder().addMixIn(Problem.Body.class, WithoutNulls.class).build();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface WithoutNulls {}

    private Json() {}

    /**
     * @throws Problem if it is not one JSON value within the limits
     */
    static JsonNode read(byte[] body) {
        if (body.length == 0) throw Problem.badInput("body", "nothing", "a JSON object");
        try {
            JsonNode node = READER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw Problem.badInput("body", "nothing", "a JSON object");
            }
            return node;
        } catch (JacksonException e) {
            throw Problem.badInput("body", cause(e), "one JSON object");
        }
    }

    /** What the parser says, without the source it was reading. */
    private static String cause(JacksonException e) {
        var place = e.getLocation();
        String where =
                place == null || place.getLineNr() < 0
                        ? ""
                        : " at line %d, column %d"
                                .formatted(place.getLineNr(), place.getColumnNr());
        return Shown.of(String.valueOf(e.getOriginalMessage())) + where;
    }

    static byte[] write(Object value) {
        return WRITER.writeValueAsBytes(value);
    }
}
