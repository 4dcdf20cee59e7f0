package dev.perdure.llm.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedModelsTest {

    private final SimulatedModels models = SimulatedModels.create();

    @Test
    void three_models_are_listed_and_served_and_no_others() {
        assertThat(models.models())
                .extracting(ModelRef::name)
                .containsExactly("simulated", "simulated-fast", "simulated-slow");
        assertThat(models.models()).allMatch(models::serves);
        assertThat(models.serves(new ModelRef("simulated-other"))).isFalse();
    }

    @Test
    void a_model_of_another_name_is_not_found() {
        Heard heard = Heard.from(Conversations.asking("Hi").model("gpt-of-somebody"));

        assertThat(heard.chunks()).hasSize(1);
        assertThat(heard.failure().kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(heard.failure().nextMove()).isEqualTo(new NextMove.GiveUp());
        assertThat(heard.failure().detail()).contains("gpt-of-somebody");
    }

    @Test
    void an_answer_takes_up_the_last_user_message() {
        Heard heard =
                Heard.from(
                        Conversations.asking("How are you?")
                                .agent("Well.")
                                .user("Tell me about durable agents"));

        assertThat(heard.text()).contains("Tell me about durable agents").doesNotContain("How are");
        assertThat(heard.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void the_same_request_gets_the_same_chunks_from_any_instance() {
        Conversations conversation = Conversations.asking("Hello there").model("simulated");

        assertThat(Heard.from(conversation)).isEqualTo(Heard.from(conversation));
    }

    @Test
    void different_questions_get_different_answers() {
        assertThat(Heard.from(Conversations.asking("One thing")).text())
                .isNotEqualTo(Heard.from(Conversations.asking("Another thing")).text());
    }

    @Test
    void a_text_streams_word_by_word() {
        Heard heard = Heard.from(Conversations.asking("Hello there"));

        assertThat(heard.deltas()).hasSize(heard.words()).allMatch(delta -> !delta.isBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi",
                "",
                "   ",
                "a b c d e f g h i j k l m n o p q r s t u v w x y z",
                "supercalifragilisticexpialidocioussupercalifragilisticexpialidocioussupercalifragilistic",
                "日本語のとても長い質問です。日本語のとても長い質問です。日本語のとても長い質問です。日本語のとても長い質問です。",
                "nul \u0000 and a lone \ud83d surrogate",
                "%s %d $1 \\E"
            })
    void an_answer_has_at_most_fifty_words_and_streams_within_a_second(String question) {
        Heard heard = Heard.from(Conversations.asking(question).model("simulated"));

        assertThat(heard.words()).isBetween(20, 50);
        assertThat(heard.duration()).isLessThan(Duration.ofSeconds(1));
        assertThat(heard.firstDelta()).isLessThanOrEqualTo(Duration.ofMillis(50));
        assertThat(heard.chunks().getFirst().chunk())
                .isEqualTo(new ModelChunk.Started("simulated"));
    }

    @Test
    void a_long_question_is_quoted_by_its_beginning_without_cutting_a_character_in_two() {
        String emoji = "🙂".repeat(10_000);

        Heard heard = Heard.from(Conversations.asking(emoji));

        assertThat(heard.text()).contains("🙂🙂🙂…").hasSizeLessThan(1_000);
        assertThat(new String(heard.text().getBytes(UTF_8), UTF_8)).isEqualTo(heard.text());
    }

    @Test
    void the_fast_model_never_waits() {
        assertThat(Heard.from(Conversations.asking("Hi").model("simulated-fast")).duration())
                .isZero();
    }

    @Test
    void the_slow_model_talks_for_twenty_seconds_at_twenty_words_a_second() {
        Heard heard = Heard.from(Conversations.asking("Hi").model("simulated-slow"));

        assertThat(heard.words()).isEqualTo(400);
        assertThat(heard.duration()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
        assertThat(heard.firstDelta()).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void usage_is_estimated_at_four_characters_a_token_rounded_up() {
        Heard heard =
                Heard.from(
                        Conversations.asking("12345")
                                .settings("{\"script\":[{\"text\":\"123\"}]}"));

        // "Be brief." has 9 characters and the question 5.
        assertThat(heard.usage()).isEqualTo(new Usage(4, 1, 0, 0));
    }

    @Test
    void tools_on_offer_count_as_prompt() {
        Usage without = Heard.from(Conversations.asking("Hi")).usage();
        Usage with =
                Heard.from(Conversations.asking("Hi").offering(Conversations.tool("add", "{}")))
                        .usage();

        assertThat(with.input()).isGreaterThan(without.input());
    }

    @Test
    void pace_and_length_can_be_prescribed() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings("{\"first_delta_ms\":30,\"delta_ms\":7,\"words\":12}"));

        assertThat(heard.words()).isEqualTo(12);
        assertThat(heard.firstDelta()).isEqualTo(Duration.ofMillis(30));
        assertThat(heard.duration()).isEqualTo(Duration.ofMillis(30 + 11 * 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 51, 500, 20_000})
    void an_answer_has_exactly_the_prescribed_number_of_words(int words) {
        Heard heard = Heard.from(Conversations.asking("Hi").settings("{\"words\":" + words + "}"));

        assertThat(heard.words()).isEqualTo(words);
    }

    @Test
    void settings_of_other_drivers_are_left_alone() {
        Heard heard =
                Heard.from(Conversations.asking("Hi").allSettings("{\"temperature\":\"warm\"}"));

        assertThat(heard.failed()).isFalse();
    }

    @Test
    void a_pause_longer_than_the_caller_allows_fails_the_call_as_stalled_when_the_time_is_over() {
        Heard first =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings("{\"first_delta_ms\":900}")
                                .timeouts(Duration.ofMillis(200), Duration.ofMillis(100)));
        Heard between =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings("{\"delta_ms\":900}")
                                .timeouts(Duration.ofMillis(200), Duration.ofMillis(100)));

        assertThat(first.failure().kind()).isEqualTo(FailureKind.STALLED);
        assertThat(first.duration()).isEqualTo(Duration.ofMillis(200));
        assertThat(first.deltas()).isEmpty();
        assertThat(between.failure().kind()).isEqualTo(FailureKind.STALLED);
        assertThat(between.duration()).isEqualTo(Duration.ofMillis(100));
        assertThat(between.deltas()).hasSize(1);
    }
}
