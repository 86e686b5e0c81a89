package org.tocsin.console;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API's document, OpenAPI 3.1, made of the endpoints, the forms they take and the records they
 * answer; so it cannot say anything else than they do. A test holds it against real answers.
 */
final class OpenApi {
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-z]+)}");
    private static final String JSON = "application/json";

    private final Map<String, Object> schemas = new LinkedHashMap<>();

    private OpenApi() {}

    static Map<String, Object> document(List<Endpoint> endpoints) {
        var writer = new OpenApi();
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        for (Endpoint endpoint : endpoints) {
            paths.computeIfAbsent(endpoint.path(), _ -> new LinkedHashMap<>())
                    .put(
                            endpoint.method().name().toLowerCase(Locale.ROOT),
                            writer.operation(endpoint));
        }
        return map(
                "openapi",
                "3.1.0",
                "info",
                map(
                        "title",
                        "Tocsin",
                        "version",
                        "1",
                        "description",
                        "Emergency dispatch. Sign in with POST /api/session; everything that"
                                + " changes something needs the header X-CSRF-Token. Errors are RFC"
                                + " 9457 problem details.",
                        "license",
                        map("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "paths",
                paths,
                "components",
                map(
                        "securitySchemes",
                        map("session", map("type", "apiKey", "in", "cookie", "name", Api.COOKIE)),
                        "schemas",
                        writer.schemas));
    }

    private Map<String, Object> operation(Endpoint endpoint) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", endpoint.summary());
        operation.put("operationId", operationId(endpoint));
        if (endpoint.door() != Endpoint.Door.ANYBODY) {
            operation.put("security", List.of(map("session", List.of())));
        }
        List<Object> parameters = parameters(endpoint);
        if (!parameters.isEmpty()) operation.put("parameters", parameters);
        endpoint.body()
                .ifPresent(
                        form ->
                                operation.put(
                                        "requestBody",
                                        map(
                                                "required",
                                                true,
                                                "content",
                                                map(JSON, map("schema", schema(form))))));
        if (isPhotoSent(endpoint)) operation.put("requestBody", photo(true));
        operation.put("responses", responses(endpoint));
        return operation;
    }

    private static boolean isPhotoSent(Endpoint endpoint) {
        return endpoint.path().endsWith("/photos");
    }

    private static Map<String, Object> photo(boolean asked) {
        Map<String, Object> content = map("content", map(Jpeg.TYPE, map()));
        content.put(asked ? "required" : "description", asked ? true : "a photo");
        return content;
    }

    private static String operationId(Endpoint endpoint) {
        return (endpoint.method().name() + endpoint.path())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", "-")
                .replaceAll("-$", "");
    }

    private static List<Object> parameters(Endpoint endpoint) {
        var parameters = new ArrayList<Object>();
        Matcher inPath = IN_PATH.matcher(endpoint.path());
        while (inPath.find()) {
            parameters.add(
                    map(
                            "name",
                            inPath.group(1),
                            "in",
                            "path",
                            "required",
                            true,
                            "schema",
                            map("type", "string")));
        }
        for (Endpoint.Parameter parameter : endpoint.query()) {
            parameters.add(
                    map(
                            "name",
                            parameter.name(),
                            "in",
                            "query",
                            "required",
                            parameter.required(),
                            "description",
                            parameter.description(),
                            "schema",
                            map("type", "string")));
        }
        return parameters;
    }

    private Map<String, Object> responses(Endpoint endpoint) {
        var responses = new LinkedHashMap<String, Object>();
        responses.put(Integer.toString(endpoint.status()), good(endpoint));
        if (endpoint.path().startsWith("/tiles/")) {
            responses.put("204", map("description", "nothing is there"));
        }
        for (int status : endpoint.problems()) {
            responses.put(Integer.toString(status), problem(status));
        }
        if (endpoint.path().endsWith("/stream")) responses.put("503", problem(503));
        if (endpoint.path().endsWith("/sealed") || endpoint.path().endsWith("/recommendation")) {
            responses.put("409", problem(409));
            responses.put("503", problem(503));
        }
        if (endpoint.path().endsWith("/photos/{photo}")) {
            responses.put("409", problem(409));
            responses.put("503", problem(503));
        }
        if (endpoint.path().endsWith("/route")) responses.put("409", problem(409));
        responses.put("500", problem(500));
        return responses;
    }

    private Map<String, Object> problem(int status) {
        return map(
                "description",
                switch (status) {
                    case 400 -> "fields that are not as expected, all of them";
                    case 401 -> "not signed in";
                    case 403 -> "not permitted";
                    case 404 -> "not there";
                    case 409 -> "the rules say no, in a sentence";
                    case 413 -> "too large";
                    case 415 -> "another type than is expected";
                    case 429 -> "too many attempts";
                    case 503 -> "not now: send it again with the same id";
                    default -> "a fault of the server";
                },
                "content",
                map("application/problem+json", map("schema", of(Problem.Body.class))));
    }

    private Map<String, Object> good(Endpoint endpoint) {
        if (endpoint.status() == 204) return map("description", "done");
        if (endpoint.answer() != Endpoint.Raw.class) {
            return map(
                    "description",
                    "done",
                    "content",
                    map(JSON, map("schema", of(endpoint.answer()))));
        }
        if (endpoint.path().endsWith("/stream")) {
            of(Rows.BoardMessage.class);
            of(Live.Beat.class);
            of(Live.DeskState.class);
            return map(
                    "description",
                    "events: board (BoardMessage, id is the position), units (at and p: index,"
                            + " latitude, longitude, heading or -1, one unit after another), desk"
                            + " (DeskState), beat (Beat)",
                    "content",
                    map("text/event-stream", map("schema", map("type", "string"))));
        }
        if (endpoint.path().endsWith("/photos/{photo}")) return photo(false);
        if (endpoint.path().startsWith("/tiles/")) {
            return map(
                    "description",
                    "a Mapbox vector tile",
                    "content",
                    map("application/vnd.mapbox-vector-tile", map()));
        }
        return map(
                "description", "done", "content", map(JSON, map("schema", map("type", "object"))));
    }

    // --- what is taken ---

    private Map<String, Object> schema(Form form) {
        return switch (form) {
            case Form.Text text ->
                    map("type", "string", "minLength", text.least(), "maxLength", text.most());
            case Form.Whole whole ->
                    map("type", "integer", "minimum", whole.least(), "maximum", whole.most());
            case Form.Decimal decimal ->
                    map("type", "number", "minimum", decimal.least(), "maximum", decimal.most());
            case Form.Flag _ -> map("type", "boolean");
            case Form.Choice choice -> map("type", "string", "enum", choice.names());
            case Form.Time _ -> map("type", "string", "format", "date-time");
            case Form.Items items ->
                    map(
                            "type",
                            "array",
                            "items",
                            schema(items.each()),
                            "minItems",
                            items.least(),
                            "maxItems",
                            items.most());
            case Form.Fields fields -> object(fields, Optional.empty());
            case Form.Made made -> schema(made.fields());
            case Form.OneOf oneOf ->
                    map(
                            "oneOf",
                            oneOf.kinds().entrySet().stream()
                                    .map(
                                            kind ->
                                                    object(
                                                            kind.getValue(),
                                                            Optional.of(kind.getKey())))
                                    .toList());
        };
    }

    private Map<String, Object> object(Form.Fields fields, Optional<String> tagged) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        if (tagged.isPresent()) {
            String tag = fields.tag().orElseThrow();
            properties.put(tag, map("const", tagged.get()));
            required.add(tag);
        }
        for (Form.Member member : fields.members()) {
            Map<String, Object> schema = schema(member.form());
            properties.put(member.name(), member.optional() ? orNull(schema) : schema);
            if (!member.optional()) required.add(member.name());
        }
        return map(
                "type",
                "object",
                "properties",
                properties,
                "required",
                required,
                "additionalProperties",
                false);
    }

    // --- what is answered ---

    private Map<String, Object> of(Class<?> record) {
        String name = record.getSimpleName();
        if (record == Problem.Body.class) name = "Problem";
        if (schemas.putIfAbsent(name, map()) == null) schemas.put(name, written(record));
        return map("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> written(Class<?> record) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedType type = component.getAnnotatedType();
            boolean nullable = isNullable(type);
            boolean left = nullable && record == Problem.Body.class;
            Map<String, Object> schema = of(type);
            properties.put(component.getName(), nullable && !left ? orNull(schema) : schema);
            if (!left) required.add(component.getName());
        }
        return map(
                "type",
                "object",
                "properties",
                properties,
                "required",
                required,
                "additionalProperties",
                false);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private Map<String, Object> of(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (annotated instanceof AnnotatedParameterizedType generic
                && type instanceof ParameterizedType raw) {
            AnnotatedType inner = generic.getAnnotatedActualTypeArguments()[0];
            if (raw.getRawType() == Optional.class) return orNull(of(inner));
            return map("type", "array", "items", of(inner));
        }
        return ofPlain((Class<?>) type);
    }

    private Map<String, Object> ofPlain(Class<?> type) {
        if (type == String.class) return map("type", "string");
        if (type == int.class || type == long.class) return map("type", "integer");
        if (type == Integer.class || type == Long.class) return map("type", "integer");
        if (type == double.class || type == Double.class) return map("type", "number");
        if (type == boolean.class || type == Boolean.class) return map("type", "boolean");
        if (type == Instant.class) return map("type", "string", "format", "date-time");
        if (type == Duration.class) return map("type", "string", "format", "duration");
        if (type == double[].class) {
            return map(
                    "type",
                    "array",
                    "items",
                    map("type", "number"),
                    "minItems",
                    2,
                    "maxItems",
                    2,
                    "description",
                    "latitude, longitude");
        }
        if (type == Object.class || type == JsonNode.class) return map("type", "object");
        if (type.isEnum()) {
            return map(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        }
        if (type.isRecord()) return of(type);
        throw new IllegalStateException("no schema for " + type);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return map("anyOf", List.of(schema, map("type", "null")));
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
