package org.tocsin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.plan.Triage.Answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class TriageTest {
    private final TriageTree tree =
            new TriageTree(
                    "collapse",
                    1,
                    "Collapse",
                    List.of(
                            question(
                                    "awake",
                                    choice("yes", "pain", "SICK", 3, List.of(), null),
                                    choice("no", "breathing", null, 1, List.of("ALS"), null)),
                            question(
                                    "breathing",
                                    choice("yes", null, "UNCONSCIOUS", null, List.of(), "Turn"),
                                    choice(
                                            "no",
                                            "defibrillator",
                                            "CARDIAC_ARREST",
                                            null,
                                            List.of("ALS", "DOCTOR"),
                                            "Push hard and fast.")),
                            question(
                                    "defibrillator",
                                    choice("yes", null, null, null, List.of(), "Switch it on."),
                                    choice("no", null, null, null, List.of(), null)),
                            question(
                                    "pain",
                                    choice("chest", null, "CHEST_PAIN", 2, List.of(), "Rest."))));

    private static Question question(String id, Choice... choices) {
        return new Question(id, id + "?", List.of(choices));
    }

    private static Choice choice(
            String id,
            @Nullable String next,
            @Nullable String type,
            @Nullable Integer priority,
            List<String> capabilities,
            @Nullable String advice) {
        return new Choice(
                id,
                id,
                Optional.ofNullable(next),
                Optional.ofNullable(type),
                Optional.ofNullable(priority),
                capabilities,
                Optional.ofNullable(advice));
    }

    private static Choice leadsTo(String id, String next) {
        return choice(id, next, null, null, List.of(), null);
    }

    private static Choice ends(String id) {
        return choice(id, null, null, null, List.of(), null);
    }

    @Test
    void itBeginsWithTheFirstQuestionAndNothingSet() {
        Triage.State state = Triage.state(tree, List.of());

        assertThat(state.next()).map(Question::id).contains("awake");
        assertThat(state.type()).isEmpty();
        assertThat(state.priority()).isEmpty();
        assertThat(state.advice()).isEmpty();
    }

    @Test
    void answersLeadOnAndAddUp() {
        Triage.State state =
                Triage.state(
                        tree, List.of(new Answer("awake", "no"), new Answer("breathing", "no")));

        assertThat(state.next()).map(Question::id).contains("defibrillator");
        assertThat(state.type()).contains("CARDIAC_ARREST");
        assertThat(state.priority()).contains(1);
        assertThat(state.capabilities()).containsExactly("ALS", "DOCTOR");
        assertThat(state.advice()).containsExactly("Push hard and fast.");
    }

    @Test
    void aCorrectedAnswerLeavesTheOldBranch() {
        Triage.State state =
                Triage.state(
                        tree,
                        List.of(
                                new Answer("awake", "no"),
                                new Answer("breathing", "no"),
                                new Answer("awake", "yes")));

        assertThat(state.next()).map(Question::id).contains("pain");
        assertThat(state.type()).contains("SICK");
        assertThat(state.priority()).contains(3);
        assertThat(state.capabilities()).isEmpty();
        assertThat(state.advice()).isEmpty();
        assertThat(state.path()).containsExactly(new Answer("awake", "yes"));
    }

    @Test
    void anAnswerWithoutNextEndsIt() {
        Triage.State state =
                Triage.state(
                        tree, List.of(new Answer("awake", "yes"), new Answer("pain", "chest")));

        assertThat(state.next()).isEmpty();
        assertThat(state.type()).contains("CHEST_PAIN");
        assertThat(state.priority()).contains(2);
    }

    @Test
    void answersToOtherQuestionsAreTheCallersBug() {
        assertThatThrownBy(() -> Triage.state(tree, List.of(new Answer("age", "7"))))
                .hasMessage("question is age, expected one of triage tree collapse version 1");
        assertThatThrownBy(() -> Triage.state(tree, List.of(new Answer("awake", "maybe"))))
                .hasMessage("choice is maybe, expected one of triage tree collapse version 1");
        var tooMany = Collections.nCopies(Triage.MAX_ANSWERS + 1, new Answer("awake", "no"));
        assertThatThrownBy(() -> Triage.state(tree, tooMany))
                .hasMessage("answers has 1001 entries, expected 0 to 1000");
        assertThat(Triage.state(tree, tooMany.subList(1, tooMany.size())).path()).hasSize(1);
    }

    @Test
    void aMissingTargetIsAFault() {
        assertThat(TriageTree.faults(List.of(question("a", leadsTo("x", "b")))))
                .extracting(Fault::toString)
                .containsExactly(
                        "questions[0].choices[0].next: found \"b\","
                                + " expected the id of a question of this tree");
    }

    @Test
    void aLoopIsAFaultAndItsWayIsShown() {
        var questions =
                List.of(
                        question("a", leadsTo("x", "b")),
                        question("b", ends("x"), leadsTo("y", "c")),
                        question("c", leadsTo("x", "b")));

        assertThat(TriageTree.faults(questions))
                .extracting(Fault::toString)
                .containsExactly(
                        "questions[2].choices[0].next: found the loop b → c → b,"
                                + " expected a question that was not asked on the way here");
    }

    @Test
    void twoWaysToOneQuestionAreNoLoop() {
        var questions =
                List.of(
                        question("a", leadsTo("x", "b"), leadsTo("y", "c")),
                        question("b", leadsTo("x", "c")),
                        question("c", ends("x")));

        assertThat(TriageTree.faults(questions)).isEmpty();
    }

    @Test
    void aQuestionNothingLeadsToIsAFault() {
        assertThat(TriageTree.faults(List.of(question("a", ends("x")), question("b", ends("x")))))
                .extracting(Fault::toString)
                .containsExactly(
                        "questions[1]: found \"b\","
                                + " expected a question that some answer leads to");
    }

    @Test
    void idsAreUsedOnce() {
        var questions = List.of(question("a", ends("x"), ends("x")), question("a", ends("x")));

        assertThat(TriageTree.faults(questions))
                .extracting(Fault::path)
                .containsExactly("questions[0].choices[1].id", "questions[1].id");
        assertThatThrownBy(() -> new TriageTree("t", 1, "T", questions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("questions[1].id: found \"a\", expected an id of its own");
    }

    /** Whatever is answered in whatever order, the interview goes on from the root and ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyAnswersGiveAStateOnAPathFromTheFirstQuestion(long seed) {
        var random = new Random(seed);
        var answers = new ArrayList<Answer>();
        for (int round = 0; round < 200; round++) {
            Question question = tree.questions().get(random.nextInt(tree.questions().size()));
            Choice choice = question.choices().get(random.nextInt(question.choices().size()));
            answers.add(new Answer(question.id(), choice.id()));

            Triage.State state = Triage.state(tree, answers);

            String expected = "awake";
            for (Answer step : state.path()) {
                assertThat(step.question()).as("seed %d", seed).isEqualTo(expected);
                expected =
                        tree.findQuestion(step.question())
                                .flatMap(q -> q.findChoice(step.choice()))
                                .flatMap(Choice::next)
                                .orElse("");
            }
            assertThat(state.next().map(Question::id).orElse("")).isEqualTo(expected);
        }
    }
}
