package dev.perdure.engine.turn.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputBoundTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 16384",
                "{'max_tokens':100} | 100",
                "{'max_completion_tokens':100,'max_tokens':300} | 300",
                "{'max_completion_tokens':300,'max_tokens':100} | 300",
                "{'max_tokens':0} | 16384",
                "{'max_tokens':-5,'max_completion_tokens':-1} | 16384",
                "{'max_tokens':9000000000} | 2147483647",
                "{'max_tokens':100,'max_output_tokens':400} | 400",
                "{'max_tokens':100,'generationConfig':{'maxOutputTokens':400}} | 400"
            })
    void it_is_the_most_that_the_settings_may_come_to(String settings, long bound) {
        assertThat(OutputBound.of(json(settings), ModelProfile.UNKNOWN)).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'local':{'max_tokens':400}}",
                "{'local':{'max_completion_tokens':400}}",
                "{'local':{'max_output_tokens':400}}",
                "{'local':{'generationConfig':{'maxOutputTokens':400}}}",
                "{'other':{'max_tokens':50},'local':{'max_tokens':400}}"
            })
    void what_is_meant_for_one_provider_may_raise_it_and_never_lowers_it(String options) {
        JsonObject lower = json("{'max_tokens':100,'provider_options':" + options + "}");
        JsonObject higher = json("{'max_tokens':900,'provider_options':" + options + "}");

        assertThat(OutputBound.of(lower, ModelProfile.UNKNOWN)).isEqualTo(400);
        assertThat(OutputBound.of(higher, ModelProfile.UNKNOWN)).isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{} | 500", "{'max_tokens':0} | 500", "{'max_tokens':600} | 500"})
    void no_answer_is_longer_than_its_model_can_give(String settings, long bound) {
        ModelProfile profile = new ModelProfile(8_000, 500, null);

        assertThat(OutputBound.of(json(settings), profile)).isEqualTo(bound);
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.parse(text.replace('\'', '"')).get();
    }
}
