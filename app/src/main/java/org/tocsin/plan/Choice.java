package org.tocsin.plan;

import java.util.List;
import java.util.Optional;

/**
 * One answer to a question and what follows from it. What it leaves out stays as earlier answers
 * set it.
 *
 * @param id unique in its question
 * @param next the question asked after it; none: the tree is done
 * @param type the incident type it sets
 * @param priority the priority it sets, 1 to 5
 * @param capabilities what the incident needs because of it, beside its plan
 * @param advice read to the caller word for word
 */
public record Choice(
        String id,
        String text,
        Optional<String> next,
        Optional<String> type,
        Optional<Integer> priority,
        List<String> capabilities,
        Optional<String> advice) {
    public Choice {
        Check.text("a choice's id", id, 40);
        Check.text("a choice's text", text, 200);
        priority.ifPresent(
                value ->
                        Check.number(
                                "a choice's priority",
                                value,
                                IncidentType.MOST_URGENT,
                                IncidentType.LEAST_URGENT));
        capabilities =
                Check.list("a choice's capabilities", capabilities, 0, Option.MAX_CAPABILITIES);
        advice.ifPresent(value -> Check.text("a choice's advice", value, 4_000));
    }
}
