package org.tocsin.plan;

import java.util.List;
import java.util.Optional;

/**
 * One question of a triage tree.
 *
 * @param id unique in its tree
 * @param text read to the caller word for word
 * @param choices the answers there are
 */
public record Question(String id, String text, List<Choice> choices) {
    public static final int MAX_CHOICES = 20;

    public Question {
        Check.text("a question's id", id, 40);
        Check.text("a question's text", text, 1_000);
        choices = Check.list("a question's choices", choices, 1, MAX_CHOICES);
    }

    /** The choice with that id, if this question has it. */
    public Optional<Choice> findChoice(String id) {
        return choices.stream().filter(choice -> choice.id().equals(id)).findFirst();
    }
}
