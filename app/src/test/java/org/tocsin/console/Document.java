package org.tocsin.console;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The API's document, held against what the server really answers. */
final class Document {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode root;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    Document(JsonNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    /** The path of the document that an address falls under, if there is one. */
    @Nullable String pathOf(String address) {
        String plain = address.split("\\?", 2)[0];
        String found = null;
        for (String path : root.get("paths").propertyNames()) {
            String pattern = "\\Q" + path.replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q") + "\\E";
            boolean better = found == null || path.indexOf('{') > found.indexOf('{');
            if (Pattern.matches(pattern, plain) && (better || path.equals(plain))) found = path;
        }
        return found;
    }

    /**
     * What is wrong with an answer, by the document; nothing if it is as described.
     *
     * @param body as JSON, null if it is none
     */
    List<String> faults(
            String method,
            String address,
            int status,
            @Nullable String contentType,
            @Nullable JsonNode body) {
        String path = pathOf(address);
        if (path == null) return List.of();
        JsonNode operation =
                root.get("paths").get(path).get(method.toLowerCase(java.util.Locale.ROOT));
        if (operation == null) return List.of();
        JsonNode response = operation.get("responses").get(Integer.toString(status));
        if (response == null) {
            return List.of(
                    "%s %s answered %d, which is not described".formatted(method, path, status));
        }
        JsonNode content = response.get("content");
        if (content == null) return List.of();
        String plain = contentType == null ? "" : contentType.split(";", 2)[0];
        JsonNode media = content.get(plain);
        if (media == null) {
            return List.of("%s %s answered %s".formatted(method, path, contentType));
        }
        if (body == null || media.get("schema") == null) return List.of();
        return schema(media.get("schema")).validate(body).stream().map(Error::toString).toList();
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), _ -> make(schema));
    }

    private Schema make(JsonNode schema) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("components", root.get("components"));
        whole.set("allOf", MAPPER.createArrayNode().add(schema));
        return registry.getSchema(whole);
    }

    /** What is wrong with a value that should be one of the document's components. */
    List<String> faults(String component, JsonNode value) {
        ObjectNode reference = MAPPER.createObjectNode();
        reference.put("$ref", "#/components/schemas/" + component);
        return schema(reference).validate(value).stream().map(Error::toString).toList();
    }
}
