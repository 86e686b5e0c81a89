package org.tocsin.plan;

import java.util.List;

/**
 * What the words of a call hint at. Only shown: a person decides.
 *
 * @param rule the keyword rule's id
 * @param priority 1 to 5
 * @param agencies ids of agencies that should go beside the type's own
 * @param capabilities that should go beside the plan's
 * @param matched the caller's words, as they stand in the text
 * @param reason one line to show
 */
public record Suggestion(
        String rule,
        String type,
        int priority,
        List<String> agencies,
        List<String> capabilities,
        List<String> matched,
        String reason) {}
