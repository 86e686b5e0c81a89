package org.tocsin.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows a triage tree along the answers given. Pure: the same answers give the same state. */
public final class Triage {
    /** More answers than any interview gives, corrections included. */
    public static final int MAX_ANSWERS = 1_000;

    private Triage() {}

    /** A question and the choice made, by their ids. */
    public record Answer(String question, String choice) {}

    /**
     * Where an interview stands.
     *
     * @param next the question to ask now; none: the tree is done
     * @param path the answers that count, in the order of the questions
     * @param type what the answers make of it, the last that says so
     * @param priority what the answers make of it, the last that says so
     * @param capabilities all that the answers need, none twice
     * @param advice all that is to be read to the caller, in order
     */
    public record State(
            Optional<Question> next,
            List<Answer> path,
            Optional<String> type,
            Optional<Integer> priority,
            List<String> capabilities,
            List<String> advice) {}

    /**
     * The state after these answers. A later answer to the same question corrects the earlier one;
     * answers to questions that are then no longer asked do not count.
     *
     * @param answers in the order they were given, at most {@value #MAX_ANSWERS}
     * @throws IllegalArgumentException if one names a question or choice the tree does not have
     */
    public static State state(TriageTree tree, List<Answer> answers) {
        Map<String, Choice> given = latest(tree, answers);
        var path = new ArrayList<Answer>();
        Optional<String> type = Optional.empty();
        Optional<Integer> priority = Optional.empty();
        var capabilities = new LinkedHashSet<String>();
        var advice = new ArrayList<String>();

        Optional<Question> next = Optional.of(tree.questions().getFirst());
        while (next.isPresent()) {
            String question = next.get().id();
            Choice choice = given.remove(question);
            if (choice == null) break;
            path.add(new Answer(question, choice.id()));
            if (choice.type().isPresent()) type = choice.type();
            if (choice.priority().isPresent()) priority = choice.priority();
            capabilities.addAll(choice.capabilities());
            choice.advice().ifPresent(advice::add);
            next = choice.next().flatMap(tree::findQuestion);
        }
        return new State(
                next, List.copyOf(path), type, priority, List.copyOf(capabilities), advice);
    }

    private static Map<String, Choice> latest(TriageTree tree, List<Answer> answers) {
        Check.list("answers", answers, 0, MAX_ANSWERS);
        var given = new HashMap<String, Choice>();
        for (Answer answer : answers) {
            Question question =
                    tree.findQuestion(answer.question())
                            .orElseThrow(() -> unknown("question", answer.question(), tree));
            Choice choice =
                    question.findChoice(answer.choice())
                            .orElseThrow(() -> unknown("choice", answer.choice(), tree));
            given.put(question.id(), choice);
        }
        return given;
    }

    private static IllegalArgumentException unknown(String what, String id, TriageTree tree) {
        return new IllegalArgumentException(
                "%s is %s, expected one of triage tree %s version %d"
                        .formatted(what, id, tree.id(), tree.version()));
    }
}
