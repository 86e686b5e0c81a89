package org.tocsin.plan;

import java.util.List;
import java.util.Optional;

/**
 * Questions that find out what happened; the first is asked first.
 *
 * @param id the same for all versions of one tree
 * @param version 1 or more; answers are recorded with it, so a tree is changed by adding a version
 */
public record TriageTree(String id, int version, String name, List<Question> questions) {
    public static final int MAX_QUESTIONS = 200;

    public TriageTree {
        Check.text("a triage tree's id", id, 40);
        Check.number("a triage tree's version", version, 1, 1_000_000);
        Check.text("a triage tree's name", name, 200);
        questions = Check.list("a triage tree's questions", questions, 1, MAX_QUESTIONS);
        List<Fault> faults = faults(questions);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("triage tree %s: %s".formatted(id, faults));
        }
    }

    /**
     * What makes these questions no tree of questions: ids used twice, answers that lead nowhere,
     * loops, questions nothing leads to.
     *
     * @param questions at least one
     */
    public static List<Fault> faults(List<Question> questions) {
        return TriageCheck.faults(questions);
    }

    /** The question with that id, if this tree has it. */
    public Optional<Question> findQuestion(String id) {
        return questions.stream().filter(question -> question.id().equals(id)).findFirst();
    }
}
