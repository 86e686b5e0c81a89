package org.tocsin.center;

import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how things are called and done here: dispositions, status codes, verbs, forgetting. */
final class CustomReader {
    private final Sections sections;
    private final List<Field> statusItems;

    CustomReader(Sections sections) {
        this.sections = sections;
        statusItems =
                sections.find("status_codes")
                        .map(field -> field.items(1, CenterLimits.STATUS_CODES))
                        .orElse(List.of());
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

    /** How long after its end an incident is forgotten, if it ever is. */
    Optional<Duration> forgetAfter() {
        return sections.find("personal_data")
                .map(field -> field.fields(Shape.PERSONAL_DATA))
                .map(fields -> fields.number("forget_after_days", 1, CenterLimits.KEPT_DAYS))
                .map(Duration::ofDays);
    }

    /** What may be asked of crews in moves, if that is limited. */
    Optional<MoveUpLimits> moveUps() {
        return sections.find("move_ups")
                .map(field -> field.fields(Shape.MOVE_UPS))
                .map(
                        fields ->
                                new MoveUpLimits(
                                        fields.number("most", 1, MoveUpLimits.MOST),
                                        fields.read(
                                                "driven",
                                                Duration.ofHours(1),
                                                TargetsReader::duration),
                                        fields.read(
                                                "within",
                                                MoveUpLimits.USUAL_WITHIN,
                                                TargetsReader::duration)));
    }

    /** Of the whole center: all statuses in order; one that is not listed is as usual. */
    List<StatusCode> statusCodes() {
        var usual = new EnumMap<UnitStatus, StatusCode>(UnitStatus.class);
        for (StatusCode each : StatusCode.usual()) usual.put(each.status(), each);
        return List.copyOf(statuses(Optional.empty(), usual).values());
    }

    /**
     * Of agencies that have their own: only what they list.
     *
     * @param everybodys what holds where an agency says nothing
     */
    List<AgencyStatus> agencyStatuses(List<StatusCode> everybodys) {
        var statuses = new ArrayList<AgencyStatus>();
        var base = new EnumMap<UnitStatus, StatusCode>(UnitStatus.class);
        for (StatusCode each : everybodys) base.put(each.status(), each);
        for (String agency : sections.agencies.ids()) {
            statuses(Optional.of(agency), base).values().stream()
                    .filter(code -> !code.equals(base.get(code.status())))
                    .forEach(code -> statuses.add(new AgencyStatus(agency, code)));
        }
        return statuses;
    }

    /** Those of one agency, or of everybody, over what they stand for. */
    private Map<UnitStatus, StatusCode> statuses(
            Optional<String> agency, Map<UnitStatus, StatusCode> base) {
        var codes = new EnumMap<>(base);
        var places = new EnumMap<UnitStatus, Field>(UnitStatus.class);
        for (Field item : statusItems) {
            Optional<String> written = agencyOf(item);
            boolean isUnknown =
                    written.isPresent() && !sections.agencies.ids().contains(written.get());
            if (!written.equals(agency) && !(isUnknown && agency.isEmpty())) continue;
            StatusCode code = statusCode(item.fields(Shape.STATUS), base);
            if (isUnknown) continue;
            codes.put(code.status(), code);
            if (places.put(code.status(), item) != null) {
                item.fault("status %s again".formatted(code.status()), "each status once");
            }
        }
        checkDistinct(codes, places);
        return codes;
    }

    /**
     * As written: an agency that is not declared is told when its item is read with everybody's.
     */
    private Optional<String> agencyOf(Field item) {
        if (!(item.tree() instanceof Tree.Entries(List<Tree.Entry> entries, _))) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(entry -> entry.key().value().equals("agency"))
                .map(Tree.Entry::value)
                .filter(Tree.Text.class::isInstance)
                .map(value -> ((Tree.Text) value).value())
                .findFirst();
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

    private StatusCode statusCode(Fields fields, Map<UnitStatus, StatusCode> base) {
        UnitStatus status =
                fields.read("status", UnitStatus.AVAILABLE, f -> f.oneOf(UnitStatus.values()));
        StatusCode usual = base.getOrDefault(status, StatusCode.usual(status));
        var _ = fields.mayReferTo("agency", sections.agencies);
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
            Map<UnitStatus, StatusCode> all, Map<UnitStatus, Field> places) {
        Map<String, UnitStatus> letters = new HashMap<>();
        Map<String, UnitStatus> codes = new HashMap<>();
        for (StatusCode code : all.values()) {
            check(letters, "letter", code.letter(), code.status(), places);
            for (String typed : code.codes()) check(codes, "code", typed, code.status(), places);
        }
    }

    private static void check(
            Map<String, UnitStatus> seen,
            String what,
            String text,
            UnitStatus status,
            Map<UnitStatus, Field> places) {
        UnitStatus other = seen.putIfAbsent(text.toUpperCase(Locale.ROOT), status);
        if (other == null || text.isEmpty()) return;
        // Said where one of the two was written; what both come from was checked there.
        Optional.ofNullable(places.get(status))
                .or(() -> Optional.ofNullable(places.get(other)))
                .ifPresent(
                        place ->
                                place.fault(
                                        "the %s %s for both %s and %s"
                                                .formatted(what, Quoted.of(text), other, status),
                                        "another for each status"));
    }
}
