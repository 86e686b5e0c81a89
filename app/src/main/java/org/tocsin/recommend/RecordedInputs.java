package org.tocsin.recommend;

import org.tocsin.plan.Need;
import org.tocsin.road.Times;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what any version recorded: version 0.1 named no driving profiles. */
final class RecordedInputs extends ValueDeserializer<Inputs> {
    private static final Set<String> FIELDS =
            Arrays.stream(Inputs.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());

    @Override
    public Inputs deserialize(JsonParser parser, DeserializationContext context) {
        JsonNode node = context.readTree(parser);
        for (String name : node.propertyNames()) {
            if (!FIELDS.contains(name)) {
                context.reportInputMismatch(
                        this, "inputs have the field %s, expected some of %s", name, FIELDS);
            }
        }
        Optional<Long> driving =
                node.hasNonNull("driving")
                        ? Optional.of(part(node, "driving", Long.class, context))
                        : Optional.empty();
        return new Inputs(
                part(node, "incident", String.class, context),
                part(node, "priority", Integer.class, context),
                part(node, "at", Instant.class, context),
                part(node, "boardPosition", Long.class, context),
                part(node, "closures", String.class, context),
                driving,
                part(node, "source", Times.Source.class, context),
                part(node, "need", Need.class, context),
                part(node, "policy", Policy.class, context),
                List.of(part(node, "candidates", Candidate[].class, context)));
    }

    private <T> T part(JsonNode node, String name, Class<T> type, DeserializationContext context) {
        if (!node.hasNonNull(name)) {
            context.reportInputMismatch(this, "inputs have no %s, expected one", name);
        }
        return context.readTreeAsValue(node.path(name), type);
    }
}
