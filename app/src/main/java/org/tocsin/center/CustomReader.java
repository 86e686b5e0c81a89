package org.tocsin.center;

import org.tocsin.unit.UnitStatus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how things are called and done here: dispositions, related calls, status codes. */
final class CustomReader {
    private final Sections sections;

    CustomReader(Sections sections) {
        this.sections = sections;
    }

    List<Disposition> dispositions() {
        if (sections.find("dispositions").isEmpty()) return Disposition.usual();
        return sections.named("dispositions", 1, CenterLimits.DISPOSITIONS, Disposition::new);
    }

    RelatedWindow related() {
        RelatedWindow usual = RelatedWindow.usual();
        Optional<Field> found = sections.find("related_calls");
        if (found.isEmpty()) return usual;
        Fields fields = found.get().fields(Shape.RELATED);
        return new RelatedWindow(
                fields.read("within", usual.within(), TargetsReader::duration),
                fields.mayNumber("meters", 1, CenterLimits.RADIUS_METERS)
                        .map(Integer::doubleValue)
                        .orElse(usual.meters()));
    }

    /** All statuses in order; one that is not listed is as usual. */
    List<StatusCode> statusCodes() {
        var codes = new EnumMap<UnitStatus, StatusCode>(UnitStatus.class);
        for (StatusCode usual : StatusCode.usual()) codes.put(usual.status(), usual);
        Optional<Field> found = sections.find("status_codes");
        if (found.isEmpty()) return List.copyOf(codes.values());
        var places = new EnumMap<UnitStatus, Field>(UnitStatus.class);
        for (Field item : found.get().items(1, UnitStatus.values().length)) {
            StatusCode code = statusCode(item.fields(Shape.STATUS));
            codes.put(code.status(), code);
            if (places.put(code.status(), item) != null) {
                item.fault("status %s again".formatted(code.status()), "each status once");
            }
        }
        checkDistinct(codes, places, found.get());
        return List.copyOf(codes.values());
    }

    /** Names of verbs that differ from the usual ones. */
    List<VerbName> verbs() {
        Optional<Field> found = sections.find("verbs");
        if (found.isEmpty()) return List.of();
        var verbs = new ArrayList<VerbName>();
        Map<String, String> seen = new HashMap<>();
        for (Field item : found.get().items(1, CenterLimits.VERBS)) {
            VerbName verb = verb(item.fields(Shape.VERB));
            verbs.add(verb);
            for (String name : verb.names()) {
                String typed = name.toUpperCase(Locale.ROOT) + " " + verb.agency().orElse("");
                String other = seen.putIfAbsent(typed, verb.verb());
                if (other == null) continue;
                item.fault(
                        "the name %s for both %s and %s"
                                .formatted(Quoted.of(name), other, verb.verb()),
                        "another for each verb");
            }
        }
        return verbs;
    }

    private VerbName verb(Fields fields) {
        return new VerbName(
                fields.read("verb", "help", CustomReader::knownVerb),
                fields.read("names", List.of(), CustomReader::codes),
                fields.mayReferTo("agency", sections.agencies));
    }

    private static String knownVerb(Field field) {
        String verb = field.id();
        if (!verb.isEmpty() && !VerbName.VERBS.contains(verb)) {
            field.fault(Field.oneOf(verb, VerbName.VERBS.stream().sorted().toList()));
        }
        return verb;
    }

    private static StatusCode statusCode(Fields fields) {
        UnitStatus status =
                fields.read("status", UnitStatus.AVAILABLE, f -> f.oneOf(UnitStatus.values()));
        StatusCode usual = StatusCode.usual(status);
        return new StatusCode(
                status,
                fields.find("name").isPresent() ? fields.name("name") : usual.name(),
                fields.read("letter", usual.letter(), field -> field.text(Field.Kind.LINE, 2)),
                fields.read(
                        "color", usual.color(), field -> field.oneOf(StatusCode.Color.values())),
                fields.read("codes", usual.codes(), CustomReader::codes));
    }

    private static List<String> codes(Field field) {
        var codes = new ArrayList<String>();
        for (Field item : field.items(0, 10)) {
            String code = item.id();
            if (code.length() > 10) item.fault(code.length() + " characters", "1 to 10");
            codes.add(code);
        }
        return codes;
    }

    /** Colour alone must never tell two statuses apart, and a code must mean one thing. */
    private static void checkDistinct(
            Map<UnitStatus, StatusCode> all, Map<UnitStatus, Field> places, Field whole) {
        Map<String, UnitStatus> letters = new HashMap<>();
        Map<String, UnitStatus> codes = new HashMap<>();
        for (StatusCode code : all.values()) {
            Field place = places.getOrDefault(code.status(), whole);
            check(letters, "letter", code.letter(), code.status(), place);
            for (String typed : code.codes()) check(codes, "code", typed, code.status(), place);
        }
    }

    private static void check(
            Map<String, UnitStatus> seen,
            String what,
            String text,
            UnitStatus status,
            Field place) {
        UnitStatus other = seen.putIfAbsent(text.toUpperCase(Locale.ROOT), status);
        if (other == null || text.isEmpty()) return;
        place.fault(
                "the %s %s for both %s and %s".formatted(what, Quoted.of(text), other, status),
                "another for each status");
    }
}
