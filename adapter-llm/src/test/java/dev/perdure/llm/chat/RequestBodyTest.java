package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.perdure.egress.Destination;
import dev.perdure.json.JsonObject;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    @Test
    void a_question_asks_for_a_stream_and_for_usage() throws UnusableSettings {
        assertThat(body(Asking.about("Hello").instructed("Be brief.")))
                .isEqualTo(
                        Asking.json(
                                """
                                {"model":"m",
                                 "messages":[{"role":"system","content":"Be brief."},
                                             {"role":"user","content":"Hello"}],
                                 "stream":true,
                                 "stream_options":{"include_usage":true}}
                                """));
    }

    @Test
    void a_server_that_refuses_usage_is_not_asked_for_it() throws UnusableSettings {
        JsonObject body =
                new RequestBody(provider(ChatVariant.COMPATIBLE), Asking.about("Hello").request())
                        .of("m", false);

        assertThat(body.get("stream_options")).isEmpty();
    }

    @Test
    void a_conversation_with_tools_keeps_calls_and_answers_together() throws UnusableSettings {
        ToolCall now = Asking.call("a", "now", "{}");
        ToolCall add = Asking.call("b", "add", "{ \"x\": 1.0 }");
        Asking conversation =
                Asking.about("Hello")
                        .offering("now", "{}")
                        .offering(
                                "add",
                                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"number\"}}}")
                        .agent(
                                new ContentPart.Thinking("Hm."),
                                new InputPart.Text("Let me see."),
                                new ContentPart.ToolUse(now),
                                new ContentPart.ToolUse(add))
                        .answered(now, ToolResult.success("noon"))
                        .answered(add, ToolResult.error("no such sum"));

        JsonObject body = body(conversation);

        assertThat(body.get("messages").orElseThrow().toJson())
                .isEqualTo(
                        Asking.json(
                                        """
                                        {"m":[{"role":"user","content":"Hello"},
                                        {"role":"assistant","content":"Let me see.","tool_calls":[
                                          {"id":"a","type":"function","function":{"name":"now","arguments":"{}"}},
                                          {"id":"b","type":"function",
                                           "function":{"name":"add","arguments":"{ \\"x\\": 1.0 }"}}]},
                                        {"role":"tool","tool_call_id":"a","content":"noon"},
                                        {"role":"tool","tool_call_id":"b","content":"error: no such sum"}]}
                                        """)
                                .get("m")
                                .orElseThrow()
                                .toJson());
        assertThat(body.get("tools").orElseThrow().toJson())
                .isEqualTo(
                        "[{\"type\":\"function\",\"function\":{\"name\":\"now\",\"description\":\"Does it.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}},"
                                + "{\"type\":\"function\",\"function\":{\"name\":\"add\",\"description\":\"Does it.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"number\"}}}}}]");
        assertThat(body.string("tool_choice")).contains("auto");
    }

    @Test
    void images_go_by_address_or_by_value_and_stored_ones_in_words() throws UnusableSettings {
        Asking conversation =
                new Asking()
                        .user(
                                new InputPart.Text("What is this?"),
                                new InputPart.ImageUrl("https://example.org/a.png"),
                                new InputPart.ImageData("aGk=", "image/png"),
                                new InputPart.ImageFile("1", "cat.png"));

        assertThat(body(conversation).get("messages").orElseThrow().toJson())
                .contains("{\"type\":\"text\",\"text\":\"What is this?\"}")
                .contains(
                        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}}")
                .contains(
                        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGk=\"}}")
                .contains("cat.png");
    }

    @Test
    void an_answer_that_held_nothing_is_left_out() throws UnusableSettings {
        assertThat(
                        body(Asking.about("Hello").agent(new ContentPart.Thinking("Hm.")))
                                .array("messages")
                                .orElseThrow()
                                .elements())
                .hasSize(1);
    }

    @Test
    void text_that_no_server_can_read_is_mended() throws UnusableSettings {
        assertThat(body(Asking.about("a\uD800b \uD83D\uDE80 \uDC00")).toJson())
                .contains("a\uFFFDb \uD83D\uDE80 \uFFFD");
    }

    @Test
    void settings_are_passed_through_as_they_stand() throws UnusableSettings {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .settings(
                                        """
                                        {"temperature":0.20,"max_tokens":50,"stop":["x"],
                                         "simulated":{"words":3},
                                         "provider_options":{"local":{"top_k":3,"temperature":1},
                                                             "other":{"y":2}}}
                                        """));

        assertThat(body.toJson())
                .contains("\"temperature\":1,")
                .contains("\"max_tokens\":50")
                .contains("\"stop\":[\"x\"]")
                .contains("\"top_k\":3")
                .doesNotContain("simulated")
                .doesNotContain("provider_options")
                .doesNotContain("\"y\"");
    }

    @Test
    void the_bound_of_an_answer_goes_by_its_newer_name_where_there_is_one()
            throws UnusableSettings {
        JsonObject body =
                new RequestBody(
                                provider(ChatVariant.OPENAI),
                                Asking.about("Hello").settings("{\"max_tokens\":50}").request())
                        .of("m", true);

        assertThat(body.longValue("max_completion_tokens")).hasValue(50);
        assertThat(body.get("max_tokens")).isEmpty();
    }

    @Test
    void a_choice_between_tools_is_made_only_where_there_are_some() throws UnusableSettings {
        String settings = "{\"tool_choice\":\"required\",\"parallel_tool_calls\":false}";

        assertThat(body(Asking.about("Hello").settings(settings)).toJson())
                .doesNotContain("tool_choice")
                .doesNotContain("parallel_tool_calls");
        assertThat(body(Asking.about("Hello").offering("now", "{}").settings(settings)).toJson())
                .contains("\"tool_choice\":\"required\"")
                .contains("\"parallel_tool_calls\":false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":false}",
                "{\"model\":\"another\"}",
                "{\"n\":2}",
                "{\"provider_options\":{\"local\":{\"messages\":[]}}}",
                "{\"provider_options\":{\"local\":3}}",
                "{\"provider_options\":[]}"
            })
    void what_the_driver_decides_cannot_be_set(String settings) {
        assertThatExceptionOfType(UnusableSettings.class)
                .isThrownBy(() -> body(Asking.about("Hello").settings(settings)))
                .withMessageStartingWith("The model setting ");
    }

    private static JsonObject body(Asking asking) throws UnusableSettings {
        return new RequestBody(provider(ChatVariant.COMPATIBLE), asking.request()).of("m", true);
    }

    private static ChatProvider provider(ChatVariant variant) {
        return new ChatProvider(
                "local", Destination.of("http://127.0.0.1/v1"), null, List.of(), variant);
    }
}
