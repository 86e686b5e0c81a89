package org.tocsin.center;

import org.tocsin.place.Point;
import org.tocsin.plan.Hours;
import org.tocsin.plan.IncidentType;
import org.tocsin.road.Profile;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The sections of a center's files, and all ids they declare: gathered first, so that every
 * reference can be checked where it stands, whatever the order of files and sections.
 */
final class Sections {
    private final Fields sections;
    final Faults faults;
    final Ground ground = new Ground();
    final Known agencies = new Known("declared agency");
    final Known capabilities = new Known("declared capability");
    final Known stations = new Known("station's id");
    final Known shifts = new Known("shift's id");
    final Known units = new Known("unit's call sign");
    final Known districts = new Known("district's id");
    final Known types = new Known("declared incident type");
    final Known trees = new Known("triage tree's id");
    final List<Field> profileFiles;
    final Known profiles = new Known("driving profile's name");

    /**
     * @param profileFiles driving profiles, a file each
     */
    Sections(Fields sections, List<Field> profileFiles) {
        this.sections = sections;
        faults = sections.faults();
        gatherKeys("agencies", agencies);
        gatherKeys("capabilities", capabilities);
        gatherIds("stations", "id", stations);
        gatherIds("shifts", "id", shifts);
        gatherIds("units", "call_sign", units);
        gatherIds("districts", "id", districts);
        gatherIds("types", "code", types);
        gatherIds("triage", "id", trees);
        for (Profile each : Profile.STANDARD) {
            profiles.declared().put(each.name(), sections.whole());
        }
        profiles.gather(profileFiles, "name");
        this.profileFiles = profileFiles;
    }

    private void gatherKeys(String section, Known known) {
        sections.find(section)
                .filter(field -> field.tree() instanceof Tree.Entries)
                .ifPresent(field -> known.gather(field.keyed(0, Integer.MAX_VALUE, "")));
    }

    private void gatherIds(String section, String key, Known known) {
        sections.find(section)
                .filter(field -> field.tree() instanceof Tree.Items)
                .ifPresent(field -> known.gather(field.items(0, Integer.MAX_VALUE), key));
    }

    Optional<Field> find(String section) {
        return sections.find(section);
    }

    /** The items of a list section that could be read. */
    <T> List<T> list(
            String section, Shape shape, int min, int max, Function<Fields, Supplier<T>> reader) {
        return sections.read(section, List.of(), field -> list(field, shape, min, max, reader));
    }

    /**
     * The items of a list. First the fields of an item are read; it is made only if they had no
     * fault, so that no constructor ever sees what was put in just to go on.
     */
    <T> List<T> list(
            Field field, Shape shape, int min, int max, Function<Fields, Supplier<T>> reader) {
        var made = new ArrayList<T>();
        for (Field item : field.items(min, max)) {
            int before = faults.count();
            Supplier<T> maker = reader.apply(item.fields(shape));
            if (faults.count() == before) made.add(maker.get());
        }
        return made;
    }

    /** A section that maps ids to names. */
    <T> List<T> named(String section, int min, int max, BiFunction<String, String, T> maker) {
        var made = new ArrayList<T>();
        sections.find(section)
                .ifPresent(
                        field -> {
                            for (var entry : field.keyed(min, max, "a mapping of ids to names")) {
                                String id = entry.key().id();
                                Field name = entry.value();
                                made.add(
                                        maker.apply(
                                                id, name.text(Field.Kind.LINE, Field.MAX_NAME)));
                            }
                        });
        return made;
    }

    Point point(Fields fields) {
        return fields.read("point", Ground.HARMLESS, ground::point);
    }

    Optional<Integer> priority(Fields fields) {
        return fields.mayNumber("priority", IncidentType.MOST_URGENT, IncidentType.LEAST_URGENT);
    }

    /** One text with hours, or a list of them. */
    List<Hours> hours(Fields fields) {
        Optional<Field> found = fields.find("hours");
        if (found.isEmpty()) return List.of();
        Field field = found.get();
        List<Field> parts =
                field.tree() instanceof Tree.Text ? List.of(field) : field.items(1, MAX_HOURS);
        var harmless = new Hours(List.of(java.time.DayOfWeek.MONDAY), LocalTime.MIN, LocalTime.MIN);
        return parts.stream()
                .map(part -> part.written(harmless, Written.HOURS, Written::hours))
                .toList();
    }

    static final int MAX_HOURS = 50;
}
