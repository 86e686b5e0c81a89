package org.tocsin.center;

import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the limits of time; what is left out is as in {@link Targets#usual}. */
final class TargetsReader {
    private final Sections sections;

    TargetsReader(Sections sections) {
        this.sections = sections;
    }

    Targets targets() {
        Optional<Field> found = sections.find("targets");
        if (found.isEmpty()) return Targets.usual();
        Fields fields = found.get().fields(Shape.TARGETS);
        Map<Integer, Duration> waiting = byPriority(fields, "waiting");
        Map<Integer, Duration> acknowledgement = byPriority(fields, "acknowledgement");
        Map<Integer, Duration> arrival = byPriority(fields, "arrival");
        Map<Integer, Duration> checkIn = byPriority(fields, "check_in");
        var priorities = new ArrayList<Targets.ByPriority>();
        for (Targets.ByPriority usual : Targets.usual().priorities()) {
            int priority = usual.priority();
            priorities.add(
                    new Targets.ByPriority(
                            priority,
                            waiting.getOrDefault(priority, usual.waiting()),
                            acknowledgement.getOrDefault(priority, usual.acknowledgement()),
                            arrival.getOrDefault(priority, usual.arrival()),
                            Optional.ofNullable(checkIn.get(priority)).or(usual::checkIn)));
        }
        return new Targets(
                priorities,
                fields.read("time_in_state", Targets.usual().timeInState(), this::byStatus));
    }

    Paces paces() {
        Optional<Field> found = sections.find("targets");
        if (found.isEmpty()) return Paces.NONE;
        Fields fields = found.get().fields(Shape.TARGETS);
        return new Paces(byPriority(fields, "turnout"), byPriority(fields, "travel"));
    }

    /** One duration for all priorities, or one for each that is named. */
    private static Map<Integer, Duration> byPriority(Fields fields, String key) {
        var durations = new TreeMap<Integer, Duration>();
        Optional<Field> found = fields.find(key);
        if (found.isEmpty()) return durations;
        if (found.get().tree() instanceof Tree.Text) {
            Duration all = duration(found.get());
            for (int priority = 1; priority <= 5; priority++) durations.put(priority, all);
            return durations;
        }
        String expected = "a duration such as 90 s, or one by priority such as {1: 60 s, 2: 2 min}";
        for (Field.Keyed entry : found.get().keyed(1, 5, expected)) {
            int priority = entry.key().number(1, 5);
            durations.put(priority, duration(entry.value()));
        }
        return durations;
    }

    private Map<UnitStatus, Duration> byStatus(Field field) {
        var durations = new EnumMap<UnitStatus, Duration>(UnitStatus.class);
        int all = UnitStatus.values().length;
        for (var entry :
                field.keyed(0, all, "durations by unit status, such as en_route: 20 min")) {
            UnitStatus status = entry.key().oneOf(UnitStatus.values());
            durations.put(status, duration(entry.value()));
        }
        return durations;
    }

    static Duration duration(Field field) {
        return field.written(Duration.ofSeconds(1), Written.DURATION, Written::duration);
    }
}
