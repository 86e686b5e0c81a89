package org.tocsin.center;

import org.tocsin.plan.AlarmLevel;
import org.tocsin.plan.Hours;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Plans;
import org.tocsin.plan.Requirement;
import org.tocsin.plan.Standby;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the plan rules, and checks that no type is left without one. */
final class PlanReader {
    private final Sections sections;
    private final Known ids = new Known("plan's id");

    PlanReader(Sections sections) {
        this.sections = sections;
        sections.find("plans")
                .filter(field -> field.tree() instanceof Tree.Items)
                .ifPresent(field -> ids.gather(field.items(0, Integer.MAX_VALUE), "id"));
    }

    List<PlanRule> rules() {
        int before = sections.faults.count();
        List<PlanRule> rules =
                sections.list("plans", Shape.PLAN, 1, CenterLimits.PLANS, this::rule);
        // A rule that could not be read may be the one that is missing: mend that first.
        if (sections.faults.count() == before) {
            sections.find("plans").ifPresent(field -> checkEveryTypeHasOne(field, rules));
        }
        return rules;
    }

    private void checkEveryTypeHasOne(Field field, List<PlanRule> rules) {
        for (String type : sections.types.ids()) {
            List<Integer> without = Plans.prioritiesWithoutPlan(type, rules);
            if (without.isEmpty()) continue;
            field.fault(
                    "no plan for type %s with priority %s".formatted(type, without),
                    "one without districts, stations and hours (or a plan without types, for all"
                            + " that have none of their own)");
        }
    }

    private Supplier<PlanRule> rule(Fields fields) {
        String id = fields.declares("id", ids);
        List<String> types = fields.allReferTo("types", 1, PlanRule.MAX_CONDITIONS, sections.types);
        List<Integer> priorities = fields.read("priorities", List.of(), PlanReader::priorities);
        List<String> districts =
                fields.allReferTo("districts", 1, PlanRule.MAX_CONDITIONS, sections.districts);
        List<String> stations =
                fields.allReferTo("stations", 1, PlanRule.MAX_CONDITIONS, sections.stations);
        List<Hours> hours = sections.hours(fields);
        List<AlarmLevel> levels = fields.read("levels", List.of(), this::levels);
        return () -> new PlanRule(id, types, priorities, districts, stations, hours, levels);
    }

    private static List<Integer> priorities(Field field) {
        var priorities = new ArrayList<Integer>();
        for (Field item : field.items(1, 5)) {
            int priority = item.number(IncidentType.MOST_URGENT, IncidentType.LEAST_URGENT);
            if (priorities.contains(priority)) item.fault("each priority once");
            priorities.add(priority);
        }
        return priorities;
    }

    /** Numbered by their keys, so that a file says which alarm it describes. */
    private List<AlarmLevel> levels(Field field) {
        var levels = new ArrayList<AlarmLevel>();
        for (var entry : field.keyed(1, PlanRule.MAX_LEVELS, "alarm levels 1, 2, … as keys")) {
            String expected = String.valueOf(levels.size() + 1);
            if (!entry.written().equals(expected)) {
                entry.key().fault("alarm level " + expected + " here: from 1 up, none left out");
            }
            levels.add(level(entry.value()));
        }
        return levels;
    }

    private AlarmLevel level(Field field) {
        int before = sections.faults.count();
        Fields fields = field.fields(Shape.LEVEL);
        List<Requirement> requirements =
                fields.read("needs", List.of(), needs -> requirements(needs));
        List<Standby> standby =
                fields.read("standby", List.of(), list -> standby(list.items(0, 50)));
        List<String> notifications =
                fields.texts("notify", AlarmLevel.MAX_REQUIREMENTS, Field.MAX_NAME);
        boolean replaces = fields.flag("replaces", false);
        if (sections.faults.count() != before) {
            return new AlarmLevel(false, List.of(), List.of(), List.of());
        }
        return new AlarmLevel(replaces, requirements, standby, notifications);
    }

    private List<Requirement> requirements(Field needs) {
        var requirements = new ArrayList<Requirement>();
        String what = "requirements by name, such as engines: 2 ENGINE";
        for (var entry : needs.keyed(0, AlarmLevel.MAX_REQUIREMENTS, what)) {
            String name = entry.key().text(Field.Kind.LINE, Field.MAX_NAME);
            if (name.startsWith("or ")) {
                // {medical: 2 ALS, or 1 BLS}: between braces the comma begins another key.
                entry.key().fault("the requirement before in quotes, such as \"2 ALS, or 1 BLS\"");
                continue;
            }
            NeedText.requirement(name, entry.value(), sections.capabilities)
                    .ifPresent(requirements::add);
        }
        return requirements;
    }

    private List<Standby> standby(List<Field> items) {
        var standby = new ArrayList<Standby>();
        for (Field item : items) {
            NeedText.standby(item, sections.capabilities, sections.stations)
                    .ifPresent(standby::add);
        }
        return standby;
    }
}
