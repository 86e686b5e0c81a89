package org.tocsin.center;

import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.plan.Standby;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 2 ALS, or 1 ALS + 1 BLS + 1 DOCTOR} and {@code 1 ENGINE at central}. */
final class NeedText {
    static final String EXPECTED = "counts and capabilities, such as 2 ALS, or 1 ALS + 1 BLS";
    static final String EXPECTED_STANDBY = "a count and a capability, such as 1 ENGINE at central";

    private static final Pattern OR = Pattern.compile("\\s*,?\\s+or\\s+");
    private static final Pattern SLOT = Pattern.compile("(\\d{1,9})\\s+(\\S+)");
    private static final Pattern STANDBY =
            Pattern.compile("\\s*(\\d{1,9})\\s+(\\S+)(?:\\s+at\\s+(\\S+))?\\s*");

    private NeedText() {}

    /** A requirement of that name, or empty after a fault. */
    static Optional<Requirement> requirement(String name, Field field, Known capabilities) {
        int before = field.faults().count();
        Optional<String> text = field.scalar(EXPECTED);
        if (text.isEmpty()) return Optional.empty();
        if (text.get().length() > Field.MAX_LONG_TEXT) {
            field.fault(text.get().length() + " characters", "at most " + Field.MAX_LONG_TEXT);
            return Optional.empty();
        }
        List<Map<String, Integer>> options = new ArrayList<>();
        for (String option : OR.split(text.get().strip(), -1)) {
            options.add(option(option, field, capabilities));
        }
        if (options.size() > Requirement.MAX_OPTIONS) {
            field.fault(options.size() + " alternatives", "at most " + Requirement.MAX_OPTIONS);
        }
        if (field.faults().count() != before) return Optional.empty();
        return Optional.of(new Requirement(name, options.stream().map(Option::new).toList()));
    }

    private static Map<String, Integer> option(String text, Field field, Known capabilities) {
        var counts = new LinkedHashMap<String, Integer>();
        for (String slot : text.split("\\+", -1)) {
            Matcher matcher = SLOT.matcher(slot.strip());
            if (!matcher.matches()) {
                field.fault(Quoted.of(slot.strip()), EXPECTED);
                continue;
            }
            String capability = matcher.group(2);
            int count = Integer.parseInt(matcher.group(1));
            checkSlot(field, count, capability, capabilities);
            if (counts.put(capability, count) != null) {
                field.fault(capability + " twice", "each capability once, with its whole count");
            }
        }
        if (counts.size() > Option.MAX_CAPABILITIES) {
            field.fault(counts.size() + " capabilities", "at most " + Option.MAX_CAPABILITIES);
        }
        return counts;
    }

    /** A standby, or empty after a fault. */
    static Optional<Standby> standby(Field field, Known capabilities, Known stations) {
        int before = field.faults().count();
        Optional<String> text = field.scalar(EXPECTED_STANDBY);
        if (text.isEmpty()) return Optional.empty();
        Matcher matcher = STANDBY.matcher(text.get());
        if (!matcher.matches()) {
            field.fault(EXPECTED_STANDBY);
            return Optional.empty();
        }
        int count = Integer.parseInt(matcher.group(1));
        checkSlot(field, count, matcher.group(2), capabilities);
        Optional<String> station = Optional.ofNullable(matcher.group(3));
        station.ifPresent(id -> field.checkReference(id, stations));
        if (field.faults().count() != before) return Optional.empty();
        return Optional.of(new Standby(matcher.group(2), count, station));
    }

    private static void checkSlot(Field field, int count, String capability, Known capabilities) {
        if (count < 1 || count > Option.MAX_COUNT) {
            field.fault("the count " + count, "1 to " + Option.MAX_COUNT);
        }
        field.checkReference(capability, capabilities);
    }
}
