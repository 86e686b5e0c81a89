package org.tocsin.console;

import org.tocsin.dispatch.Drawing;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Request;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.place.Area;
import org.tocsin.place.Datum;
import org.tocsin.place.Given;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The forms of everything the API takes, made from the records that it becomes and the limits
 * below.
 */
final class Forms {
    static final int MAX_TEXT = 10_000;
    static final int MAX_ID = 40;
    static final int MAX_WORDS = 500;
    static final int MAX_UNITS = 100;
    static final int MAX_CALLS = 2_000;

    /** Positions in one message. */
    static final int MAX_POSITIONS = 5_000;

    /** Bytes of a body; one of positions, or with the corners of an area, may be larger. */
    static final int MAX_BODY = 1_000_000;

    /** Bytes read and dropped of a body that is larger, so that its sender hears why. */
    static final int MAX_PASSED_OVER = 8 * MAX_BODY;

    /** What a request is wrapped in. */
    record Asked(String id, Request request) {}

    /** Takes the place of {@link Request.Dispatch}: names the recommendation it rests on. */
    record DispatchAsked(String incident, List<String> units, Optional<String> recommendation) {}

    /** Name and password. */
    record Credentials(String user, String password) {
        /** Without the password, so that it reaches no log by accident. */
        @Override
        public String toString() {
            return "Credentials[" + Shown.of(user) + "]";
        }
    }

    /** What a call sounds like so far. */
    record Heard(Optional<String> text, Optional<Point> point) {}

    /** Where units are. */
    record Positions(List<Fix> positions) {}

    /**
     * A place as it comes in.
     *
     * @param point in {@code datum}
     * @param datum as the sender named it; WGS 84 when left out
     */
    record LocationAsked(
            Point point, String name, Optional<Datum> datum, Optional<Double> uncertaintyMeters) {
        Location location() {
            if (datum.isEmpty()) {
                return new Location(point, name, Optional.empty(), uncertaintyMeters);
            }
            var given = new Given(datum.get(), point.latitude(), point.longitude());
            return Location.given(given, name, uncertaintyMeters);
        }
    }

    /** Where one unit is. */
    record Fix(
            String unit,
            double latitude,
            double longitude,
            Optional<Integer> heading,
            Optional<Instant> at) {}

    private static final Map<String, Form> BY_NAME = new LinkedHashMap<>();

    static {
        for (String words : List.of("text")) BY_NAME.put(words, new Form.Text(0, MAX_TEXT));
        for (String line : List.of("reason", "whom", "answer")) {
            BY_NAME.put(line, new Form.Text(1, MAX_WORDS));
        }
        BY_NAME.put("label", new Form.Text(0, Drawing.MAX_TEXT));
        BY_NAME.put("callerName", new Form.Text(0, 200));
        BY_NAME.put("callerNumber", new Form.Text(0, 100));
        BY_NAME.put("name", new Form.Text(1, Location.MAX_NAME));
        BY_NAME.put("request", new Form.Text(1, Envelope.MAX_ID));
        BY_NAME.put("id", new Form.Text(1, Envelope.MAX_ID));
        BY_NAME.put("user", new Form.Text(1, 100));
        BY_NAME.put("password", new Form.Text(1, 1_000));
        BY_NAME.put("priority", new Form.Whole(1, 5, false));
        BY_NAME.put("level", new Form.Whole(1, 9, false));
        BY_NAME.put("version", new Form.Whole(1, 1_000_000, false));
        BY_NAME.put("radiusMeters", new Form.Whole(1, 50_000, false));
        BY_NAME.put(
                "speedPercent",
                new Form.Whole(Closure.Terms.LEAST_PERCENT, Closure.Terms.MOST_PERCENT, false));
        BY_NAME.put("uncertaintyMeters", new Form.Decimal(0.1, Location.MAX_UNCERTAINTY_METERS));
        BY_NAME.put("speed", new Form.Decimal(DrillClock.SLOWEST, DrillClock.FASTEST));
        BY_NAME.put("seconds", new Form.Whole(1, Drill.MAX_JUMP.toSeconds(), false));
        BY_NAME.put("heading", new Form.Whole(0, 359, false));
        BY_NAME.put("latitude", new Form.Decimal(-90, 90));
        BY_NAME.put("longitude", new Form.Decimal(-180, 180));
    }

    /** Verbs that only the server itself uses, or that have a path of their own. */
    private static final List<Class<?>> NOT_BY_VERB =
            List.of(
                    Request.RecordTrack.class,
                    Request.ReadSealed.class,
                    Request.AddPhoto.class,
                    Request.ReadPhoto.class,
                    Request.Forget.class);

    static final Form.OneOf REQUEST = requestForm();
    static final Form.OneOf DRILLS = kinds("do", DrillDesk.Beside.class);
    static final Form.OneOf DRILL = kinds("do", DrillDesk.Control.class);
    static final Form.Fields ASKED =
            new Form.Fields(
                    AskedRaw.class,
                    List.of(
                            new Form.Member("id", new Form.Text(1, Envelope.MAX_ID), false),
                            new Form.Member("request", REQUEST, false)),
                    Optional.empty());
    static final Form.Fields CREDENTIALS = fields(Credentials.class, Optional.empty());
    static final Form.Fields HEARD = fields(Heard.class, Optional.empty());
    static final Form.Fields POSITIONS = fields(Positions.class, Optional.empty());

    /**
     * An envelope as read.
     *
     * @param request a {@link Request} or {@link DispatchAsked}
     */
    record AskedRaw(String id, Object request) {}

    private Forms() {}

    private static Form.OneOf requestForm() {
        var verbs = new LinkedHashMap<String, Form.Fields>();
        for (Class<?> verb : Request.class.getPermittedSubclasses()) {
            if (NOT_BY_VERB.contains(verb)) continue;
            Class<?> made = verb == Request.Dispatch.class ? DispatchAsked.class : verb;
            verbs.put(verbName(verb), fields(made, Optional.of("verb")));
        }
        return new Form.OneOf("verb", verbs);
    }

    /** The name of a verb in JSON: its record's, with a small first letter. */
    static String verbName(Class<?> verb) {
        String name = verb.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Form.Fields fields(Class<?> made, Optional<String> tag) {
        var members = new ArrayList<Form.Member>();
        for (RecordComponent component : made.getRecordComponents()) {
            Type type = component.getGenericType();
            boolean optional = isOptional(type);
            Form form = form(component.getName(), optional ? argument(type) : type);
            members.add(new Form.Member(component.getName(), form, optional));
        }
        return new Form.Fields(made, members, tag);
    }

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType parameterized
                && parameterized.getRawType() == Optional.class;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static Form form(String name, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return items(name, argument(list));
        }
        if (type == String.class) return BY_NAME.getOrDefault(name, new Form.Text(1, MAX_ID));
        if (type == int.class
                || type == Integer.class
                || type == double.class
                || type == Double.class) {
            Form form = BY_NAME.get(name);
            if (form == null) throw new IllegalStateException("no limits for " + name);
            return form;
        }
        if (type == long.class || type == Long.class) {
            return new Form.Whole(1, 9_007_199_254_740_991L, true);
        }
        if (type == boolean.class) return new Form.Flag();
        if (type == Instant.class) return new Form.Time();
        if (type == Closure.Ground.class) return kinds("kind", Closure.Ground.class);
        if (type == Location.class) {
            return new Form.Made(
                    fields(LocationAsked.class, Optional.empty()),
                    asked -> ((LocationAsked) asked).location());
        }
        Class<?> made = (Class<?>) type;
        if (made.isEnum()) {
            List<Enum<?>> values = new ArrayList<>();
            for (Object value : made.getEnumConstants()) values.add((Enum<?>) value);
            return new Form.Choice(List.copyOf(values));
        }
        if (made.isRecord()) return fields(made, Optional.empty());
        throw new IllegalStateException("no form for %s %s".formatted(type, name));
    }

    private static Form items(String name, Type each) {
        return switch (name) {
            case "units" -> new Form.Items(new Form.Text(1, MAX_ID), 0, MAX_UNITS);
            case "profiles" ->
                    new Form.Items(new Form.Text(1, MAX_ID), 0, Closure.Terms.MAX_PROFILES);
            case "calls" -> new Form.Items(form("call", each), 0, MAX_CALLS);
            case "points" -> new Form.Items(form("point", each), 1, Drawing.MAX_POINTS);
            case "corners" -> new Form.Items(form("point", each), 3, Area.MAX_CORNERS);
            case "positions" -> new Form.Items(form("position", each), 0, MAX_POSITIONS);
            default -> throw new IllegalStateException("no limit for the list " + name);
        };
    }

    private static Form.OneOf kinds(String tag, Class<?> of) {
        var kinds = new LinkedHashMap<String, Form.Fields>();
        Arrays.stream(of.getPermittedSubclasses())
                .forEach(kind -> kinds.put(verbName(kind), fields(kind, Optional.of(tag))));
        return new Form.OneOf(tag, kinds);
    }
}
