package dev.perdure.engine.tool;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what somebody answers to an agent's questions against what was asked. Answers are either
 * words, which may say anything, or an object with {@code answers}: one for each question in its
 * order, as words, or as an object with {@code selected}, labels of its options, and {@code text}.
 */
public final class AnswersToQuestions {

    private static final String ANSWERS = "answers";
    private static final String SELECTED = "selected";
    private static final String TEXT = "text";

    private AnswersToQuestions() {}

    /**
     * What is wrong with an answer, in a sentence; empty when it fits.
     *
     * @param asked the arguments of the call of {@link AskUser#TOOL}
     * @param answer as it was handed in
     */
    public static Optional<String> objection(JsonText asked, String answer) {
        Optional<JsonValue> given =
                Json.parse(answer).toJavaOptional().flatMap(AnswersToQuestions::answers);
        List<JsonObject> questions = questions(asked);
        if (given.isEmpty() || questions.isEmpty()) {
            return Optional.empty();
        }
        if (!(given.get() instanceof JsonArray answers)
                || answers.elements().size() != questions.size()) {
            return Optional.of(
                    "There is one of the answers for each of the "
                            + questions.size()
                            + " questions.");
        }
        for (int i = 0; i < questions.size(); i++) {
            Optional<String> objection = objection(questions.get(i), answers.elements().get(i));
            if (objection.isPresent()) {
                int number = i + 1;
                return objection.map(why -> "Answer " + number + " does not fit: " + why);
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonValue> answers(JsonValue answer) {
        return answer instanceof JsonObject object ? object.get(ANSWERS) : Optional.empty();
    }

    private static List<JsonObject> questions(JsonText asked) {
        List<JsonObject> questions = new ArrayList<>();
        if (asked.value() instanceof JsonObject arguments
                && arguments.get("questions").orElse(null) instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonObject question) {
                    questions.add(question);
                }
            }
        }
        return questions;
    }

    private static Optional<String> objection(JsonObject question, JsonValue answer) {
        if (answer instanceof JsonString words) {
            return words.value().isBlank() ? Optional.of("it is empty.") : Optional.empty();
        }
        if (!(answer instanceof JsonObject object)) {
            return Optional.of("it is neither a text nor an object.");
        }
        boolean says = object.string(TEXT).filter(text -> !text.isBlank()).isPresent();
        Optional<JsonValue> selected = object.get(SELECTED);
        if (selected.isEmpty()) {
            return says ? Optional.empty() : Optional.of("it has neither selected nor text.");
        }
        return selection(question, selected.get(), says);
    }

    private static Optional<String> selection(
            JsonObject question, JsonValue selected, boolean says) {
        if (!(selected instanceof JsonArray array)) {
            return Optional.of("selected is no list of labels.");
        }
        Set<String> options = options(question);
        Set<String> chosen = new HashSet<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonString label) || !options.contains(label.value())) {
                return Optional.of(
                        "selected may name "
                                + (options.isEmpty()
                                        ? "nothing, because the question has no options."
                                        : "only " + String.join(", ", options) + "."));
            }
            if (!chosen.add(label.value())) {
                return Optional.of("selected names " + label.value() + " twice.");
            }
        }
        if (chosen.isEmpty() && !says) {
            return Optional.of("nothing is selected.");
        }
        boolean several = question.bool("multi_select").orElse(false);
        return chosen.size() > 1 && !several
                ? Optional.of("only one option may be selected.")
                : Optional.empty();
    }

    private static Set<String> options(JsonObject question) {
        Set<String> labels = new LinkedHashSet<>();
        if (question.get("options").orElse(null) instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonObject option) {
                    option.string("label").ifPresent(labels::add);
                }
            }
        }
        return labels;
    }
}
