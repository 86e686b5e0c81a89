package org.tocsin.center;

import org.tocsin.plan.Choice;
import org.tocsin.plan.Fault;
import org.tocsin.plan.KeywordRule;
import org.tocsin.plan.Option;
import org.tocsin.plan.Question;
import org.tocsin.plan.TriageTree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads question trees and keyword rules. */
final class TriageReader {
    private static final int MAX_VERSION = 1_000_000;

    private final Sections sections;
    private final Set<String> versions = new HashSet<>();
    private final Known keywordIds = new Known("keyword rule's id");

    TriageReader(Sections sections) {
        this.sections = sections;
        sections.find("keywords")
                .filter(field -> field.tree() instanceof Tree.Items)
                .ifPresent(field -> keywordIds.gather(field.items(0, Integer.MAX_VALUE), "id"));
    }

    List<TriageTree> trees() {
        return sections.list("triage", Shape.TREE, 0, CenterLimits.TREES, this::tree);
    }

    List<KeywordRule> keywords() {
        return sections.list(
                "keywords", Shape.KEYWORD, 0, CenterLimits.KEYWORD_RULES, this::keyword);
    }

    /** A tree may stand there in several versions: interviews begun with one end with it. */
    private Supplier<TriageTree> tree(Fields fields) {
        String id = fields.id("id");
        int version = fields.number("version", 1, MAX_VERSION);
        if (!versions.add(id + " " + version)) {
            fields.find("version")
                    .ifPresent(
                            field ->
                                    field.fault(
                                            "a version that tree %s has not yet".formatted(id)));
        }
        String name = fields.name("name");
        int before = sections.faults.count();
        List<Question> questions =
                fields.read(
                        "questions",
                        List.of(),
                        field ->
                                sections.list(
                                        field,
                                        Shape.QUESTION,
                                        1,
                                        TriageTree.MAX_QUESTIONS,
                                        this::question));
        // Where a question could not be read, what leads to it would seem to lead nowhere.
        if (sections.faults.count() == before && !questions.isEmpty()) {
            fields.find("questions").ifPresent(field -> checkTree(field, questions));
        }
        return () -> new TriageTree(id, version, name, questions);
    }

    private static void checkTree(Field questions, List<Question> read) {
        for (Fault fault : TriageTree.faults(read)) {
            questions
                    .descend(fault.path().replace("choices", "answers"))
                    .fault(fault.found(), fault.expected());
        }
    }

    private Supplier<Question> question(Fields fields) {
        String id = fields.id("id");
        String text = fields.read("ask", "", field -> field.text(Field.Kind.LINES, 1_000));
        List<Choice> choices =
                fields.read(
                        "answers",
                        List.of(),
                        field ->
                                sections.list(
                                        field,
                                        Shape.ANSWER,
                                        1,
                                        Question.MAX_CHOICES,
                                        this::choice));
        return () -> new Question(id, text, choices);
    }

    private Supplier<Choice> choice(Fields fields) {
        String id = fields.id("id");
        String text = fields.name("text");
        Optional<String> next = fields.find("next").map(Field::id);
        Optional<String> type = fields.mayReferTo("type", sections.types);
        Optional<Integer> priority = sections.priority(fields);
        List<String> capabilities = capabilities(fields);
        Optional<String> advice =
                fields.find("advice")
                        .map(field -> field.text(Field.Kind.LINES, Field.MAX_LONG_TEXT));
        return () -> new Choice(id, text, next, type, priority, capabilities, advice);
    }

    private Supplier<KeywordRule> keyword(Fields fields) {
        String id = fields.declares("id", keywordIds);
        String type = fields.refersTo("type", sections.types);
        Optional<Integer> priority = sections.priority(fields);
        List<String> agencies = fields.allReferTo("agencies", 0, 20, sections.agencies);
        List<String> capabilities = capabilities(fields);
        boolean near = fields.flag("near", true);
        Map<String, List<String>> phrases = fields.read("phrases", Map.of(), this::phrases);
        return () -> new KeywordRule(id, type, priority, agencies, capabilities, near, phrases);
    }

    private List<String> capabilities(Fields fields) {
        return fields.allReferTo("capabilities", 0, Option.MAX_CAPABILITIES, sections.capabilities);
    }

    private Map<String, List<String>> phrases(Field field) {
        var byLanguage = new TreeMap<String, List<String>>();
        for (var entry : field.keyed(1, 50, "phrases by language, such as en: [smell of gas]")) {
            if (!entry.written().matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
                entry.key().fault("a language such as en, pt-BR or zh-Hant");
            }
            List<Field> items = entry.value().items(1, KeywordRule.MAX_PHRASES);
            byLanguage.put(entry.written(), items.stream().map(TriageReader::phrase).toList());
        }
        return new HashMap<>(byLanguage);
    }

    private static String phrase(Field field) {
        String phrase = field.text(Field.Kind.LINE, KeywordRule.MAX_PHRASE_LENGTH);
        if (!phrase.isEmpty() && !KeywordRule.isPhrase(phrase)) {
            field.fault("1 to 20 words, with at most 3 times * between them");
        }
        return phrase;
    }
}
