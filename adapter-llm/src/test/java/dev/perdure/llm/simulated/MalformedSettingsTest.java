package dev.perdure.llm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "7                                               | simulated is not an object",
                "{\"wrods\":3}                                   | There is no model setting simulated.wrods",
                "{\"words\":\"3\"}                               | simulated.words is not a number",
                "{\"words\":-1}                                  | simulated.words is not between 0 and 20000",
                "{\"words\":1.5}                                 | simulated.words is not between",
                "{\"delta_ms\":1e99}                             | simulated.delta_ms is not between",
                "{\"first_delta_ms\":600001}                     | simulated.first_delta_ms is not between",
                "{\"script\":{}}                                 | simulated.script is not an array",
                "{\"script\":[1]}                                | simulated.script[0] is not an object",
                "{\"script\":[{},{\"texts\":\"\"}]}              | no model setting simulated.script[1].texts",
                "{\"script\":[{\"text\":null}]}                  | simulated.script[0].text is not a string",
                "{\"script\":[{\"finish\":\"STOP\"}]}            | finish is not one of stop, tool_calls",
                "{\"script\":[{\"finish\":\"\"}]}                | finish is not one of stop, tool_calls",
                "{\"script\":[{\"tool_calls\":[{}]}]}            | tool_calls[0].name is not the name of a tool",
                "{\"script\":[{\"tool_calls\":[{\"name\":\"a b\"}]}]} | tool_calls[0].name is not the name",
                "{\"script\":[{\"tool_calls\":[{\"name\":\"a\",\"args\":1}]}]} | no model setting simulated.script[0].tool_calls[0].args",
                "{\"script\":[{\"usage\":3}]}                    | script[0].usage is not an object",
                "{\"script\":[{\"usage\":{\"input_tokens\":-3}}]} | usage.input_tokens is not between",
                "{\"script\":[{\"error\":{}}]}                   | error.kind is missing",
                "{\"script\":[{\"error\":{\"kind\":\"bad\"}}]}   | error.kind is not one of rate_limited,",
                "{\"script\":[{\"error\":{\"kind\":\"overloaded\",\"times\":\"x\"}}]} | error.times is not a number",
                "{\"on_exhausted\":\"never\"}                    | on_exhausted is not one of repeat_last, loop, error"
            })
    void malformed_settings_fail_the_call_with_a_sentence_that_names_the_member(
            String settings, String sentence) {
        Heard heard = Heard.from(Conversations.asking("Hi").settings(settings));

        assertThat(heard.chunks()).hasSize(1);
        assertThat(heard.failure().kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(heard.failure().nextMove()).isEqualTo(new NextMove.GiveUp());
        assertThat(heard.failure().detail()).contains(sentence).endsWith(".");
    }
}
