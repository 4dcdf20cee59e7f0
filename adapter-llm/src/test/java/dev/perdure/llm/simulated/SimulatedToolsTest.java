package dev.perdure.llm.simulated;

import static dev.perdure.llm.simulated.Conversations.asking;
import static dev.perdure.llm.simulated.Conversations.tool;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedToolsTest {

    private static final ToolDefinition ADD =
            tool(
                    "add",
                    """
                    {"type":"object","required":["a","b"],
                     "properties":{"a":{"type":"number"},"b":{"type":"number"}}}
                    """);
    private static final ToolDefinition WEATHER =
            tool(
                    "get_weather",
                    """
                    {"type":"object","required":["location"],
                     "properties":{"location":{"type":"string"},
                                   "units":{"type":"string","enum":["celsius","fahrenheit"]}}}
                    """);

    @Test
    void a_tool_that_the_user_names_is_called_with_arguments_from_the_text() {
        Heard heard = Heard.from(asking("Please add 2 and 3.50.").offering(ADD, WEATHER));

        assertThat(heard.calls()).hasSize(1);
        assertThat(heard.calls().getFirst().name()).isEqualTo("add");
        assertThat(heard.calls().getFirst().arguments().text()).isEqualTo("{\"a\":2,\"b\":3.50}");
        assertThat(heard.text()).contains("add");
        assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void several_tools_are_called_at_once_and_their_arguments_interleave() {
        Heard heard =
                Heard.from(
                        asking("Use get_weather for New York in fahrenheit, and add 1 and -2")
                                .offering(ADD, WEATHER));

        assertThat(heard.calls())
                .extracting(ToolCall::name)
                .containsExactlyInAnyOrder("add", "get_weather");
        assertThat(heard.calls())
                .extracting(call -> call.arguments().text())
                .containsExactlyInAnyOrder(
                        "{\"a\":1,\"b\":-2}",
                        "{\"location\":\"New York\",\"units\":\"fahrenheit\"}");
        List<Class<?>> kinds = new ArrayList<>();
        heard.chunks().forEach(chunk -> kinds.add(chunk.chunk().getClass()));
        assertThat(kinds.lastIndexOf(ModelChunk.ToolCallStarted.class))
                .isLessThan(kinds.indexOf(ModelChunk.ToolArgumentsDelta.class));
    }

    @Test
    void a_tool_takes_first_what_follows_its_name() {
        Heard heard =
                Heard.from(
                        asking("In Berlin, add 2 and 40, then get_weather for New York; 7 and 8")
                                .offering(ADD, WEATHER));

        assertThat(heard.calls())
                .extracting(call -> call.arguments().text())
                .containsExactlyInAnyOrder("{\"a\":2,\"b\":40}", "{\"location\":\"New York\"}");
        assertThat(
                        Heard.from(asking("For Berlin: get_weather").offering(WEATHER))
                                .calls()
                                .getFirst()
                                .arguments()
                                .text())
                .isEqualTo("{\"location\":\"Berlin\"}");
    }

    @Test
    void the_pieces_of_arguments_are_whole_characters_and_joined_they_are_the_arguments() {
        Heard heard =
                Heard.from(
                        asking("get_weather \"🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂\" and add 1 2")
                                .offering(WEATHER, ADD));

        assertThat(heard.pieces(ModelChunk.ToolArgumentsDelta.class))
                .hasSizeGreaterThan(2)
                .allSatisfy(delta ->
                        assertThat(new String(delta.json().getBytes(UTF_8), UTF_8))
                                .isEqualTo(delta.json()));
        Map<Object, String> joined = new HashMap<>();
        heard.pieces(ModelChunk.ToolArgumentsDelta.class)
                .forEach(delta -> joined.merge(delta.id(), delta.json(), String::concat));
        assertThat(heard.calls())
                .hasSize(2)
                .allSatisfy(call ->
                        assertThat(joined.get(call.id())).isEqualTo(call.arguments().text()));
    }

    @Test
    void a_text_that_asks_for_tools_gets_all_of_them_called_up_to_a_bound() {
        assertThat(Heard.from(asking("Show me your tools!").offering(ADD, WEATHER)).calls())
                .extracting(ToolCall::name)
                .containsExactlyInAnyOrder("add", "get_weather");

        ToolDefinition[] many =
                IntStream.range(0, 40)
                        .mapToObj(i -> tool("t" + i, "{}"))
                        .toArray(ToolDefinition[]::new);
        assertThat(Heard.from(asking("tools").offering(many)).calls())
                .hasSize(ToolChoice.CALLS_MAX);
    }

    @Test
    void a_name_within_a_longer_word_is_no_mention() {
        assertThat(Heard.from(asking("My address, and add_up, please").offering(ADD)).calls())
                .isEmpty();
        assertThat(Heard.from(asking("(ADD) 1 2").offering(ADD)).calls()).hasSize(1);
    }

    @Test
    void a_tool_that_is_not_on_offer_is_not_called() {
        assertThat(Heard.from(asking("add 1 and 2")).calls()).isEmpty();
    }

    @Test
    void once_results_are_there_they_are_summed_up() {
        ToolCall add = Conversations.call("c1", "add");
        ToolCall weather = Conversations.call("c2", "get_weather");

        Heard heard =
                Heard.from(
                        asking("add 2 and 3, then get_weather")
                                .offering(ADD, WEATHER)
                                .agent("", add, weather)
                                .answered(add, ToolResult.success("{\"result\":5}"))
                                .answered(weather, ToolResult.error("There is no such place.")));

        assertThat(heard.calls()).isEmpty();
        assertThat(heard.text())
                .contains("add answered {\"result\":5}")
                .contains("get_weather ended with error: There is no such place.");
        assertThat(heard.words()).isLessThanOrEqualTo(50);
        assertThat(heard.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void a_later_question_calls_tools_again() {
        ToolCall add = Conversations.call("c1", "add");

        Heard heard =
                Heard.from(
                        asking("add 2 and 3")
                                .offering(ADD)
                                .agent("", add)
                                .answered(add, ToolResult.success("5"))
                                .agent("Five.")
                                .user("add 7 and 8"));

        assertThat(heard.calls()).hasSize(1);
        assertThat(heard.calls().getFirst().arguments().text()).isEqualTo("{\"a\":7,\"b\":8}");
    }

    @Test
    void call_ids_are_unique_within_a_session_and_the_same_when_a_call_is_repeated() {
        Set<Object> ids = new HashSet<>();
        Conversations conversation = Conversations.session(1).offering(ADD, WEATHER);
        int calls = 0;
        for (int turn = 0; turn < 20; turn++) {
            conversation.user("add and get_weather");
            Heard heard = Heard.from(conversation);
            assertThat(Heard.from(conversation).calls()).isEqualTo(heard.calls());
            heard.calls().forEach(call -> ids.add(call.id()));
            calls += heard.calls().size();
            conversation.agent("", heard.calls().toArray(ToolCall[]::new));
            heard.calls().forEach(call -> conversation.answered(call, ToolResult.success("1")));
            conversation.agent("Done.");
        }

        assertThat(ids).hasSize(calls).hasSize(40);
    }

    @Test
    void a_branch_of_a_session_has_call_ids_of_its_own() {
        Heard before = Heard.from(asking("add 1 and 2").offering(ADD));
        Heard after =
                Heard.from(Conversations.session(1).after(20).user("add 1 and 2").offering(ADD));

        assertThat(after.calls().getFirst().id()).isNotEqualTo(before.calls().getFirst().id());
    }
}
