package org.tocsin.dispatch;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Given;
import org.tocsin.place.Location;
import org.tocsin.place.Point;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

import java.util.Optional;
import java.util.Set;

/**
 * A location is stored as version 0.1 did, by point and name; what was given and how uncertain it
 * is are there only when somebody said so. So old journals are read, and most entries stay short.
 */
final class StoredLocations extends SimpleModule {
    private static final long serialVersionUID = 1;

    private static final Set<String> FIELDS = Set.of("point", "name", "given", "uncertaintyMeters");

    StoredLocations() {
        setMixInAnnotation(Location.class, Form.class);
        addDeserializer(Location.class, new Reader());
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private interface Form {}

    private static final class Reader extends ValueDeserializer<Location> {
        @Override
        public Location deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            for (String name : node.propertyNames()) {
                if (!FIELDS.contains(name)) {
                    context.reportInputMismatch(
                            this, "a location has the field %s, expected one of %s", name, FIELDS);
                }
            }
            JsonNode name = node.path("name");
            if (!node.path("point").isObject() || !name.isString()) {
                context.reportInputMismatch(
                        this, "a location has no point or no name, expected both");
            }
            Optional<Given> given =
                    present(node.get("given"))
                            .map(each -> context.readTreeAsValue(each, Given.class));
            Optional<Double> meters =
                    present(node.get("uncertaintyMeters")).map(JsonNode::doubleValue);
            Point point = context.readTreeAsValue(node.path("point"), Point.class);
            return new Location(point, name.stringValue(), given, meters);
        }

        private static Optional<JsonNode> present(@Nullable JsonNode node) {
            return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
        }
    }
}
