package org.tocsin.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what makes a tree of questions no tree: see {@link TriageTree#faults}. */
final class TriageCheck {
    private final List<Question> questions;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> reached = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    private TriageCheck(List<Question> questions) {
        this.questions = questions;
    }

    static List<Fault> faults(List<Question> questions) {
        var check = new TriageCheck(questions);
        check.indexQuestions();
        check.follow(questions.getFirst());
        check.findUnreached();
        return check.faults;
    }

    private void indexQuestions() {
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            if (indexes.putIfAbsent(question.id(), i) != null) {
                add("questions[%d].id".formatted(i), question.id(), "an id of its own");
            }
            var choices = new HashSet<String>();
            for (int j = 0; j < question.choices().size(); j++) {
                String choice = question.choices().get(j).id();
                if (!choices.add(choice)) {
                    add("questions[%d].choices[%d].id".formatted(i, j), choice, "an id of its own");
                }
            }
        }
    }

    /** Depth first; no deeper than there are questions, because a loop ends it. */
    private void follow(Question question) {
        if (!reached.add(question.id())) return;
        path.add(question.id());
        for (int j = 0; j < question.choices().size(); j++) {
            Choice choice = question.choices().get(j);
            if (choice.next().isEmpty()) continue;
            String next = choice.next().get();
            String where =
                    "questions[%d].choices[%d].next".formatted(indexes.get(question.id()), j);
            Integer index = indexes.get(next);
            if (index == null) {
                add(where, next, "the id of a question of this tree");
            } else if (path.contains(next)) {
                List<String> loop = path.subList(path.indexOf(next), path.size());
                String way = String.join(" → ", loop) + " → " + next;
                faults.add(
                        new Fault(
                                where,
                                "the loop " + way,
                                "a question that was not asked on the way here"));
            } else {
                follow(questions.get(index));
            }
        }
        path.removeLast();
    }

    private void findUnreached() {
        for (int i = 0; i < questions.size(); i++) {
            String id = questions.get(i).id();
            if (!reached.contains(id)) {
                add("questions[%d]".formatted(i), id, "a question that some answer leads to");
            }
        }
    }

    private void add(String where, String found, String expected) {
        faults.add(new Fault(where, "\"" + found + "\"", expected));
    }
}
