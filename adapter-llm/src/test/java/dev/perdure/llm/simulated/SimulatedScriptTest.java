package dev.perdure.llm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedScriptTest {

    private static final String THREE =
            "{\"script\":[{\"text\":\"one\"},{\"text\":\"two\"},{\"text\":\"three\"}]}";

    @Test
    void a_step_says_what_it_prescribes() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        """
                                        {"script":[{"thinking":"Let me see. ","text":"Two  words\\n",
                                          "tool_calls":[{"name":"add","arguments":{"a":2,"b":3.50}},
                                                        {"name":"now"}],
                                          "usage":{"input_tokens":7,"output_tokens":8,
                                            "cache_read_tokens":9,"cache_creation_tokens":10,"reasoning_tokens":6}}]}
                                        """));

        assertThat(heard.thinking()).isEqualTo("Let me see. ");
        assertThat(heard.text()).isEqualTo("Two  words\n");
        assertThat(heard.calls()).extracting(ToolCall::name).containsExactly("add", "now");
        assertThat(heard.calls())
                .extracting(call -> call.arguments().text())
                .containsExactly("{\"a\":2,\"b\":3.50}", "{}");
        assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(heard.usage()).isEqualTo(new Usage(7, 8, 9, 10).reasoning(6));
    }

    @ParameterizedTest
    @EnumSource(FinishReason.class)
    void a_step_may_prescribe_how_it_finishes(FinishReason reason) {
        String name = reason.name().toLowerCase(Locale.ROOT);

        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings("{\"script\":[{\"finish\":\"" + name + "\"}]}"));

        assertThat(heard.finish()).isEqualTo(reason);
        assertThat(heard.text()).isEmpty();
    }

    @Test
    void the_step_is_the_number_of_agent_messages_so_far() {
        ToolCall call = Conversations.call("c1", "add");
        Conversations conversation = Conversations.asking("Hi").settings(THREE);
        String first = Heard.from(conversation).text();
        conversation.agent("one", call).answered(call, ToolResult.success("5"));
        String second = Heard.from(conversation).text();
        conversation.agent("two").user("And now?");
        String third = Heard.from(conversation).text();

        assertThat(first).isEqualTo("one");
        assertThat(second).isEqualTo("two");
        assertThat(third).isEqualTo("three");
    }

    @Test
    void a_call_that_is_repeated_gets_the_same_step_again() {
        SimulatedModels models = SimulatedModels.create();
        Conversations conversation =
                Conversations.asking("Hi").agent("x").user("y").settings(THREE);

        assertThat(Heard.from(models, conversation.request()))
                .isEqualTo(Heard.from(models, conversation.request()));
    }

    @Test
    void past_its_end_a_script_repeats_its_last_step() {
        Conversations conversation =
                Conversations.asking("1").agent("a").agent("b").agent("c").agent("d");

        assertThat(Heard.from(conversation.settings(THREE)).text()).isEqualTo("three");
    }

    @Test
    void a_looping_script_starts_over_at_its_end() {
        Conversations conversation =
                Conversations.asking("1").agent("a").agent("b").agent("c").agent("d");

        assertThat(
                        Heard.from(
                                        conversation.settings(
                                                THREE.replace(
                                                        "]}", "],\"on_exhausted\":\"loop\"}")))
                                .text())
                .isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void a_step_can_fail_in_every_way(FailureKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);

        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        "{\"script\":[{\"error\":{\"kind\":\"" + name + "\"}}]}"));

        assertThat(heard.chunks()).hasSize(1);
        assertThat(heard.failure().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "retry_now, RetryNow",
        "retry_after, RetryAfter",
        "back_off, BackOff",
        "use_other_model, UseOtherModel",
        "shrink, Shrink",
        "give_up, GiveUp"
    })
    void a_failure_can_advise_every_next_move(String spelled, String type) {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        "{\"script\":[{\"error\":{\"kind\":\"provider_error\","
                                                + "\"next_move\":\""
                                                + spelled
                                                + "\"}}]}"));

        assertThat(heard.failure().nextMove().getClass().getSimpleName()).isEqualTo(type);
        assertThat(NextMove.class.getPermittedSubclasses()).hasSize(6);
    }

    @Test
    void a_retry_time_is_the_advice_of_a_failure() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        "{\"script\":[{\"error\":{\"kind\":\"rate_limited\",\"retry_after_ms\":50}}]}"));

        assertThat(heard.failure().nextMove())
                .isEqualTo(new NextMove.RetryAfter(Duration.ofMillis(50)));
    }

    @Test
    void a_failure_may_come_in_the_middle_of_the_text() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        """
                                        {"script":[{"text":"one two three four",
                                          "error":{"kind":"transport","after_words":2}}]}
                                        """));

        assertThat(heard.text()).isEqualTo("one two ");
        assertThat(heard.failure().kind()).isEqualTo(FailureKind.TRANSPORT);
    }

    @Test
    void a_failure_served_often_enough_gives_way_to_its_step() {
        SimulatedModels models = SimulatedModels.create();
        Conversations conversation = Conversations.asking("Hi").settings(failingTwice());

        assertThat(Heard.from(models, conversation.request()).failed()).isTrue();
        assertThat(Heard.from(models, conversation.request()).failed()).isTrue();
        assertThat(Heard.from(models, conversation.request()).text()).isEqualTo("fine");
        assertThat(Heard.from(models, conversation.request()).text()).isEqualTo("fine");
    }

    @Test
    void every_session_and_every_step_of_it_counts_its_own_failures() {
        SimulatedModels models = SimulatedModels.create();
        Map<Long, Integer> failures = new HashMap<>();
        for (long session = 1; session <= 3; session++) {
            for (int call = 0; call < 4; call++) {
                Conversations conversation =
                        Conversations.session(session).user("Hi").settings(failingTwice());
                Conversations later =
                        Conversations.session(session)
                                .user("Hi")
                                .agent("fine")
                                .user("Hi")
                                .settings(failingTwice());
                failures.merge(session, failed(models, conversation), Integer::sum);
                failures.merge(session, failed(models, later), Integer::sum);
            }
        }

        assertThat(failures)
                .containsOnlyKeys(1L, 2L, 3L)
                .allSatisfy((s, n) -> assertThat(n).isEqualTo(4));
    }

    @Test
    void a_failure_without_a_number_of_times_never_gives_way() {
        SimulatedModels models = SimulatedModels.create();
        Conversations conversation =
                Conversations.asking("Hi")
                        .settings("{\"script\":[{\"error\":{\"kind\":\"overloaded\"}}]}");

        for (int call = 0; call < 100; call++) {
            assertThat(Heard.from(models, conversation.request()).failed()).isTrue();
        }
    }

    private static String failingTwice() {
        return "{\"script\":[{\"text\":\"fine\",\"error\":{\"kind\":\"overloaded\",\"times\":2}}]}";
    }

    private static int failed(SimulatedModels models, Conversations conversation) {
        return Heard.from(models, conversation.request()).failed() ? 1 : 0;
    }

    private static List<Long> pauses(Heard heard) {
        return heard.chunks().stream()
                .map(chunk -> chunk.delay().toMillis())
                .filter(pause -> pause > 0)
                .toList();
    }

    @Test
    void a_step_may_stream_at_a_pace_of_its_own() {
        String settings =
                """
                {"first_delta_ms":5,"delta_ms":7,"script":[
                  {"text":"one two three"},
                  {"text":"one two three","first_delta_ms":50,"delta_ms":70}]}
                """;
        Conversations conversation = Conversations.asking("Hi").settings(settings);
        Heard first = Heard.from(conversation);
        Heard second = Heard.from(conversation.agent("one two three").user("Again"));

        assertThat(pauses(first)).containsExactly(5L, 7L, 7L);
        assertThat(pauses(second)).containsExactly(50L, 70L, 70L);
    }

    @Test
    void jitter_makes_pauses_longer_and_is_the_same_each_time() {
        Conversations conversation =
                Conversations.asking("Hi")
                        .settings(
                                "{\"first_delta_ms\":10,\"delta_ms\":10,\"jitter_ms\":30,"
                                        + "\"script\":[{\"text\":\"a b c d e f g h\"}]}");
        List<Long> pauses = pauses(Heard.from(conversation));

        assertThat(pauses).hasSize(8).allMatch(pause -> pause >= 10 && pause <= 40);
        assertThat(Set.copyOf(pauses)).hasSizeGreaterThan(3);
        assertThat(pauses(Heard.from(conversation))).isEqualTo(pauses);
    }

    @Test
    void a_stall_that_is_too_long_ends_the_call_as_one_that_fell_silent() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        """
                                        {"delta_ms":1,"script":[{"text":"one two three four",
                                          "stall":{"after_pieces":2,"ms":600000}}]}
                                        """));

        assertThat(heard.text()).isEqualTo("one two ");
        assertThat(heard.failure().kind()).isEqualTo(FailureKind.STALLED);
    }

    @Test
    void a_stall_that_is_waited_for_costs_time_alone() {
        Heard heard =
                Heard.from(
                        Conversations.asking("Hi")
                                .settings(
                                        """
                                        {"first_delta_ms":1,"delta_ms":1,"stall":{"after_pieces":1,"ms":200},
                                         "script":[{"text":"one two three"}]}
                                        """));

        assertThat(heard.text()).isEqualTo("one two three");
        assertThat(pauses(heard)).containsExactly(1L, 201L, 1L);
    }

    @Test
    void a_script_that_is_not_to_go_on_fails_past_its_end() {
        Conversations conversation =
                Conversations.asking("Hi")
                        .settings("{\"script\":[{\"text\":\"one\"}],\"on_exhausted\":\"error\"}");
        assertThat(Heard.from(conversation).text()).isEqualTo("one");

        Heard past = Heard.from(conversation.agent("one").user("And now?"));

        assertThat(past.failure().kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(past.failure().nextMove()).isInstanceOf(NextMove.GiveUp.class);
    }
}
