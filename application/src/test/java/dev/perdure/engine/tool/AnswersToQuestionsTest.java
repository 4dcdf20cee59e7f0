package dev.perdure.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersToQuestionsTest {

    private static final JsonText ASKED =
            new JsonText(
                    """
                    {"questions":[
                    {"question":"Which colour?","options":[{"label":"red"},{"label":"blue"}]},
                    {"question":"Which sizes?","multi_select":true,
                    "options":[{"label":"S"},{"label":"M"},{"label":"L"}]},
                    {"question":"Anything else?"}]}\
                    """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Red, small, and be quick.",
                "{\"colour\":\"red\"}",
                "[1,2]",
                "{\"answers\":[\"green, please\",{\"selected\":[\"S\",\"L\"]},\"no\"]}",
                "{\"answers\":[{\"selected\":[\"red\"]},{\"text\":\"none\"},{\"text\":\"no\"}]}",
                "{\"answers\":[{\"selected\":[],\"text\":\"green\"},\"S\",\"no\"]}"
            })
    void words_and_what_fits_the_questions_are_answers(String answer) {
        assertThat(AnswersToQuestions.objection(ASKED, answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                   | each of the 3 questions",
                "[\"a\",\"b\"]                                         | each of the 3 questions",
                "{\"0\":\"red\"}                                       | each of the 3 questions",
                "[{\"selected\":[\"green\"]},\"b\",\"c\"]                | Answer 1 does not fit: selected may name only red, blue.",
                "[{\"selected\":[\"red\",\"blue\"]},\"b\",\"c\"]         | Answer 1 does not fit: only one option",
                "[{\"selected\":[]},\"b\",\"c\"]                         | nothing is selected",
                "[\"a\",{\"selected\":[\"S\",\"S\"]},\"c\"]              | Answer 2 does not fit: selected names S twice",
                "[\"a\",{\"selected\":\"S\"},\"c\"]                      | no list of labels",
                "[\"a\",{\"selected\":[1]},\"c\"]                        | only S, M, L",
                "[\"a\",{},\"c\"]                                      | neither selected nor text",
                "[\"a\",7,\"c\"]                                       | neither a text nor an object",
                "[\"a\",\" \",\"c\"]                                   | Answer 2 does not fit: it is empty",
                "[\"a\",\"b\",{\"selected\":[\"c\"]}]                    | the question has no options"
            })
    void what_does_not_fit_the_questions_is_refused_in_a_sentence(String answers, String why) {
        Optional<String> objection =
                AnswersToQuestions.objection(ASKED, "{\"answers\":" + answers + "}");

        assertThat(objection.orElseThrow()).contains(why).endsWith(".");
    }

    @Test
    void questions_that_cannot_be_read_are_answered_by_anything() {
        assertThat(AnswersToQuestions.objection(new JsonText("{}"), "{\"answers\":[]}")).isEmpty();
    }
}
