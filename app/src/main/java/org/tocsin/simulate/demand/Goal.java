package org.tocsin.simulate.demand;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service wants to keep, such as {@code priority 1 response 90 % 8 min}.
 *
 * @param name of the standard it belongs to
 * @param priority the calls it is about, 1 to 5
 * @param percent of them that are to be in time; empty: the mean is to be
 * @param limitSeconds above 0
 */
public record Goal(String name, int priority, Part part, OptionalInt percent, double limitSeconds) {
    static final String EXPECTED =
            "such as \"priority 1 response 90 % 8 min\" or \"priority 2 turnout mean 60 s\"; of"
                    + " response, answering, dispatching, turnout and driving";

    /** The goals of one name that a demand file may have. */
    static final int MAX = 100;

    /** What is measured. */
    public enum Part {
        RESPONSE,
        ANSWERING,
        DISPATCHING,
        TURNOUT,
        DRIVING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Standards that many services answer to. England's: NHS categories 1 to 4 as priorities 1 to 4
     * (House of Commons Library, CDP 2025/0042). NFPA's, for the most urgent: to answer within 15 s
     * and to process within 60 s (1225), turnout 60 s, for fires 80 s, first unit driving 240 s
     * (1710), as public sources quote them.
     */
    static final Map<String, List<String>> STANDARDS =
            Map.of(
                    "uk",
                    List.of(
                            "priority 1 response mean 7 min",
                            "priority 1 response 90 % 15 min",
                            "priority 2 response mean 18 min",
                            "priority 2 response 90 % 40 min",
                            "priority 3 response 90 % 120 min",
                            "priority 4 response 90 % 180 min"),
                    "nfpa",
                    List.of(
                            "priority 1 dispatching 90 % 75 s",
                            "priority 1 turnout 90 % 60 s", "priority 1 driving 90 % 240 s"),
                    "nfpa-fire",
                    List.of(
                            "priority 1 dispatching 90 % 75 s",
                            "priority 1 turnout 90 % 80 s", "priority 1 driving 90 % 240 s"));

    private static final Pattern FORM =
            Pattern.compile(
                    "priority ([1-5]) (response|answering|dispatching|turnout|driving)"
                            + " (mean|\\d{1,2} ?%) (\\d+(?:\\.\\d+)?) (s|min|h)");

    /**
     * @throws IllegalArgumentException if it is not such a text
     */
    static Goal of(String name, String text) {
        Matcher found = FORM.matcher(text.strip().replaceAll("\\s+", " "));
        if (!found.matches()) throw new IllegalArgumentException(EXPECTED);
        String share = found.group(3).replaceAll("\\D", "");
        int percent = share.isEmpty() ? 0 : Integer.parseInt(share);
        double factor =
                switch (found.group(5)) {
                    case "s" -> 1;
                    case "min" -> 60;
                    default -> 3_600;
                };
        double limit = Double.parseDouble(found.group(4)) * factor;
        if (limit == 0 || (!share.isEmpty() && percent == 0)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new Goal(
                name,
                Integer.parseInt(found.group(1)),
                Part.valueOf(found.group(2).toUpperCase(Locale.ROOT)),
                share.isEmpty() ? OptionalInt.empty() : OptionalInt.of(percent),
                limit);
    }

    public String words() {
        return "priority %d, %s, %s"
                .formatted(
                        priority,
                        part.word(),
                        percent.isPresent() ? percent.getAsInt() + " %" : "mean");
    }
}
