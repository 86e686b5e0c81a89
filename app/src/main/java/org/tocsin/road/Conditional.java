package org.tocsin.road;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the values that a tag has under a condition: {@code no @ (Mo-Fr 07:00-10:00)}.
 *
 * @param value the tag's, where the condition holds
 * @param condition as it is written
 * @param times when it holds; empty if it is not a plain time of the week
 * @see <a href="https://wiki.openstreetmap.org/wiki/Conditional_restrictions">Conditional
 *     restrictions</a>
 */
record Conditional(String value, String condition, Optional<WeekTimes> times) {
    private static final Pattern CLAUSE =
            Pattern.compile("([^@;()]+)@\\s*(?:\\(([^()]*)\\)|([^;()]+))\\s*(?:;|$)");

    /** All values of a tag; of those that hold at once the last counts. */
    static List<Conditional> read(String text) {
        var all = new ArrayList<Conditional>();
        Matcher clause = CLAUSE.matcher(text);
        int end = 0;
        while (clause.find() && clause.start() == end) {
            end = clause.end();
            String condition = clause.group(2) != null ? clause.group(2) : clause.group(3);
            all.add(
                    new Conditional(
                            clause.group(1).strip(),
                            condition.strip(),
                            WeekTimes.parse(condition)));
        }
        boolean whole = !all.isEmpty() && text.substring(end).isBlank();
        return whole
                ? List.copyOf(all)
                : List.of(new Conditional(text.split("@", 2)[0].strip(), text, Optional.empty()));
    }
}
