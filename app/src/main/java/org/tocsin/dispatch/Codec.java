package org.tocsin.dispatch;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.road.Closure;
import org.tocsin.unit.UnitEvent;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of what is stored. An event is an object whose first member, {@code "type"}, is the
 * simple name of its class; golden files pin the names and fields, since the journal keeps them for
 * ever. Any thread may use it.
 */
public final class Codec {
    private static final String TYPE = "{\"type\":\"";
    private static final String DECISION =
            TYPE + DispatchEvent.DecisionMade.class.getSimpleName() + '"';
    private static final DeserializationFeature UNKNOWN =
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

    /** The only one: what it learns of the records while it reads and writes them is dear. */
    public static final Codec STORED = new Codec();

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    // Records are stored by their components; answers they derive are not stored.
                    .changeDefaultVisibility(
                            visibility ->
                                    visibility
                                            .withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                                            .withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                                            .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                    .addMixIn(Closure.Ground.class, GroundForm.class)
                    .addMixIn(Closure.class, ClosureForm.class)
                    .addModule(new PersistentCollections())
                    .addModule(
                            new SimpleModule().addDeserializer(Instant.class, new StoredInstants()))
                    .addModule(new StoredLocations())
                    .addModule(new StoredDriving())
                    .build();
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    private Codec() {
        for (Class<?> room :
                new Class<?>[] {IncidentEvent.class, UnitEvent.class, DispatchEvent.class}) {
            for (Class<?> type : room.getPermittedSubclasses()) {
                if (types.put(type.getSimpleName(), type) != null) {
                    throw new IllegalStateException(
                            "two events are called " + type.getSimpleName());
                }
            }
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Closure.Ground.Stretch.class, name = "stretch"),
        @JsonSubTypes.Type(value = Closure.Ground.Bridge.class, name = "bridge"),
        @JsonSubTypes.Type(value = Closure.Ground.Carriageways.class, name = "carriageways"),
        @JsonSubTypes.Type(value = Closure.Ground.Named.class, name = "named"),
        @JsonSubTypes.Type(value = Closure.Ground.Within.class, name = "within")
    })
    private interface GroundForm {}

    /** As closures were first published; terms stand beside them in their own event. */
    private abstract static class ClosureForm {
        @JsonIgnore Closure.@Nullable Terms terms;

        @JsonCreator
        ClosureForm(
                @JsonProperty("id") String id,
                @JsonProperty("ground") Closure.Ground ground,
                @JsonProperty("from") Instant from,
                @JsonProperty("until") Optional<Instant> until,
                @JsonProperty("reason") String reason) {}
    }

    /** How the records of this program are written and read as JSON. */
    public JsonMapper mapper() {
        return mapper;
    }

    /** The names of all events, in alphabetical order. */
    public List<String> typeNames() {
        return types.keySet().stream().sorted().toList();
    }

    /** The name an event is stored under. */
    public static String typeOf(Event event) {
        return unwrap(event).getClass().getSimpleName();
    }

    private static Object unwrap(Event event) {
        return switch (event) {
            case Event.OfIncident(IncidentEvent e) -> e;
            case Event.OfUnit(UnitEvent e) -> e;
            case Event.OfRoom(DispatchEvent e) -> e;
        };
    }

    /** The event as one line of JSON. */
    public String writeEvent(Event event) {
        String fields = mapper.writeValueAsString(unwrap(event));
        return TYPE + typeOf(event) + (fields.equals("{}") ? "\"}" : "\"," + fields.substring(1));
    }

    /**
     * @throws IllegalArgumentException if it is not an event this version knows
     */
    public Event readEvent(String json) {
        int end = json.startsWith(TYPE) ? json.indexOf('"', TYPE.length()) : -1;
        Class<?> type = end < 0 ? null : types.get(json.substring(TYPE.length(), end));
        if (type == null) {
            throw new IllegalArgumentException(
                    "the event begins with %s, expected {\"type\":\"…\" of one of %s"
                            .formatted(
                                    json.substring(0, Math.min(60, json.length())), typeNames()));
        }
        boolean more = json.charAt(end + 1) == ',';
        Object event = mapper.readValue("{" + json.substring(end + (more ? 2 : 1)), type);
        return switch (event) {
            case IncidentEvent e -> new Event.OfIncident(e);
            case UnitEvent e -> new Event.OfUnit(e);
            case DispatchEvent e -> new Event.OfRoom(e);
            default -> throw new IllegalStateException("no room for " + type);
        };
    }

    /**
     * As {@link #readEvent}, but what a decision rested on is passed over: it is the largest part
     * of a record, and no board holds it.
     */
    Event readForBoard(String json) {
        if (!json.startsWith(DECISION)) return readEvent(json);
        Decided decided = mapper.readerFor(Decided.class).without(UNKNOWN).readValue(json);
        return new Event.OfRoom(
                new DispatchEvent.DecisionMade(
                        decided.incident(), decided.units(), Optional.empty()));
    }

    private record Decided(String incident, List<String> units) {}

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }
}
