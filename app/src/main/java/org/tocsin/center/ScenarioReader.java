package org.tocsin.center;

import org.tocsin.center.Scenario.Spoken;
import org.tocsin.center.Scenario.Turn;
import org.tocsin.center.Scenario.Wave;
import org.tocsin.center.Scenario.Where;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a drill's scenario, for the center that it is played in. */
final class ScenarioReader {
    private static final int MAX_TEXTS = 200;
    private static final int MAX_WAVES = 50;
    private static final int MAX_METERS = 50_000;

    private final Fields fields;
    private final Ground ground = new Ground();
    private final Known types;
    private final Known units;
    private final OnMap map;
    private Duration length = Scenario.MAX_LENGTH;

    ScenarioReader(Field file, Center center, OnMap map) {
        this.map = map;
        fields = file.fields(Shape.SCENARIO);
        types =
                Known.of(
                        "type of the center",
                        center.types().stream().map(IncidentType::code).toList(),
                        file);
        units =
                Known.of(
                        "unit of the center",
                        center.units().stream().map(Unit::callSign).toList(),
                        file);
        center.serviceArea().ifPresent(ground::serviceArea);
    }

    /**
     * @throws CenterFileException if anything is wrong
     */
    Scenario read() {
        String name = fields.name("name");
        String about =
                fields.read("about", "", field -> field.text(Field.Kind.LINES, Scenario.MAX_TEXT));
        length = fields.read("length", length, this::length);
        List<Spoken> calls = list("calls", Shape.SCENARIO_CALL, Scenario.MAX_CALLS, this::call);
        List<Wave> waves = list("waves", Shape.SCENARIO_WAVE, MAX_WAVES, this::wave);
        List<Turn> turns = list("events", Shape.SCENARIO_EVENT, Scenario.MAX_TURNS, this::turn);
        int all = calls.size() + waves.stream().mapToInt(Wave::calls).sum();
        if (all > Scenario.MAX_CALLS) {
            fields.whole().fault(all + " calls in all", "at most " + Scenario.MAX_CALLS);
        }
        fields.faults().throwIfAny();
        return new Scenario(name, about, length, calls, waves, turns);
    }

    private interface Item<T> {
        /** Nothing where something is wrong; the fault has been added. */
        Optional<T> read(Fields fields);
    }

    private <T> List<T> list(String key, Shape shape, int most, Item<T> item) {
        var list = new ArrayList<T>();
        Optional<Field> found = fields.find(key);
        if (found.isEmpty()) return list;
        for (Field each : found.get().items(0, most)) {
            int before = fields.faults().count();
            Optional<T> read = item.read(each.fields(shape));
            if (fields.faults().count() == before) read.ifPresent(list::add);
        }
        return list;
    }

    private Duration length(Field field) {
        Duration read = TargetsReader.duration(field);
        if (read.compareTo(Scenario.MAX_LENGTH) > 0) field.fault("at most 24 h");
        return read;
    }

    /** A moment of the drill: {@code 0 s} is its beginning. */
    private Duration moment(Field field) {
        String expected = "a time from the beginning, such as 0 s or 5 min 30 s";
        Duration read =
                field.written(
                        Duration.ZERO,
                        expected,
                        text ->
                                text.strip().matches("0\\s*(s|min|h)?")
                                        ? Optional.of(Duration.ZERO)
                                        : Written.duration(text));
        if (read.compareTo(length) > 0) field.fault("a time within the scenario's length");
        return read;
    }

    private Duration moment(Fields item, String key) {
        return item.read(key, Duration.ZERO, this::moment);
    }

    private Optional<Spoken> call(Fields item) {
        Duration at = moment(item, "at");
        Duration vary = item.read("vary", Duration.ZERO, TargetsReader::duration);
        Optional<Where> where = where(item, "place", "point");
        String type = item.refersTo("type", types);
        List<String> texts = texts(item);
        Optional<String> event = item.find("event").map(Field::id);
        return where.map(place -> new Spoken(at, vary, place, type, texts, event));
    }

    private static List<String> texts(Fields item) {
        return item.read(
                "says",
                List.of(),
                field ->
                        field.tree() instanceof Tree.Text
                                ? List.of(field.text(Field.Kind.LINES, Scenario.MAX_TEXT))
                                : field.items(1, MAX_TEXTS).stream()
                                        .map(each -> each.text(Field.Kind.LINES, Scenario.MAX_TEXT))
                                        .toList());
    }

    private Optional<Where> where(Fields item, String name, String point) {
        Optional<String> named = item.find(name).map(this::name);
        Optional<Point> at = item.find(point).map(this::point);
        if (named.isPresent() == at.isPresent()) {
            item.whole()
                    .fault(
                            named.isPresent()
                                    ? "both %s and %s".formatted(name, point)
                                    : "neither %s nor %s".formatted(name, point),
                            "one of them");
            return Optional.empty();
        }
        return Optional.of(new Where(named, at));
    }

    private String name(Field field) {
        int before = field.faults().count();
        String name = field.text(Field.Kind.LINE, Field.MAX_NAME);
        if (field.faults().count() == before) map.name(field, name);
        return name;
    }

    private Point point(Field field) {
        int before = field.faults().count();
        Point point = ground.point(field);
        if (field.faults().count() == before) map.point(field, point);
        return point;
    }

    private Optional<Wave> wave(Fields item) {
        Duration from = moment(item, "from");
        Duration until = moment(item, "until");
        if (until.compareTo(from) <= 0) {
            item.find("until").ifPresent(field -> field.fault("a time after from"));
        }
        int calls = item.number("calls", 1, Scenario.MAX_CALLS);
        Point around = item.read("around", Ground.HARMLESS, this::point);
        int before = item.faults().count();
        int meters = item.number("meters", 1, MAX_METERS);
        boolean sound = item.faults().count() == before;
        if (sound) item.find("meters").ifPresent(field -> map.circle(field, around, meters));
        List<String> of =
                item.read(
                        "types",
                        List.of(),
                        field ->
                                field.items(1, MAX_TEXTS).stream()
                                        .map(each -> each.refersTo(types))
                                        .toList());
        return Optional.of(new Wave(from, until, calls, around, meters, of, texts(item)));
    }

    private Optional<Turn> turn(Fields item) {
        Duration at = moment(item, "at");
        List<String> said =
                List.of("fails", "returns", "says", "closes", "opens").stream()
                        .filter(key -> item.find(key).isPresent())
                        .toList();
        if (said.size() != 1) {
            item.whole()
                    .fault(
                            said.isEmpty()
                                    ? "nothing that happens"
                                    : String.join(" and ", said) + " at once",
                            "one of fails, returns, says, closes, opens");
            return Optional.empty();
        }
        return switch (said.getFirst()) {
            case "fails" -> Optional.of(new Turn.Fails(at, unit(item, "fails"), text(item)));
            case "returns" -> Optional.of(new Turn.Returns(at, unit(item, "returns")));
            case "says" -> Optional.of(new Turn.Says(at, unit(item, "says"), text(item)));
            case "closes" ->
                    road(item, "closes").map(road -> new Turn.Closes(at, road, text(item)));
            default -> road(item, "opens").map(road -> new Turn.Opens(at, road));
        };
    }

    private String unit(Fields item, String key) {
        return item.refersTo(key, units);
    }

    /** A point is written as two numbers; everything else is a name. */
    private Optional<Where> road(Fields item, String key) {
        return item.find(key)
                .map(
                        each ->
                                isPair(each.tree())
                                        ? new Where(Optional.empty(), Optional.of(point(each)))
                                        : new Where(Optional.of(name(each)), Optional.empty()));
    }

    private static boolean isPair(Tree tree) {
        return tree instanceof Tree.Text text && Written.pair(text.value()).isPresent();
    }

    private static String text(Fields item) {
        Optional<Field> text = item.find("text");
        if (text.isEmpty()) {
            item.whole().fault("no key text", "it, with what is said or why");
            return "";
        }
        return text.get().text(Field.Kind.LINES, Scenario.MAX_TEXT);
    }
}
