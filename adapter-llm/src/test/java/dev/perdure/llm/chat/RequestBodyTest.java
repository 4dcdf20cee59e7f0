package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.provider.UnusableSettings;
import dev.perdure.llm.rig.Asking;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    private static final Origin ORIGIN = new Origin("chat_completions", "local", "m");

    @Test
    void a_question_asks_for_a_stream_and_for_usage() {
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
    void a_server_that_refuses_usage_is_not_asked_for_it() {
        JsonObject body =
                new RequestBody(ORIGIN, ChatVariant.COMPATIBLE, Asking.about("Hello").request())
                        .of(false);

        assertThat(body.get("stream_options")).isEmpty();
    }

    @Test
    void a_conversation_with_tools_keeps_calls_and_answers_together() {
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
    void images_go_by_address_or_by_value_and_stored_ones_in_words() {
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
    void an_answer_that_held_nothing_is_left_out() {
        assertThat(
                        body(Asking.about("Hello").agent(new ContentPart.Thinking("Hm.")))
                                .array("messages")
                                .orElseThrow()
                                .elements())
                .hasSize(1);
    }

    @Test
    void text_that_no_server_can_read_is_mended() {
        assertThat(body(Asking.about("a\uD800b \uD83D\uDE80 \uDC00")).toJson())
                .contains("a\uFFFDb \uD83D\uDE80 \uFFFD");
    }

    @Test
    void settings_are_passed_through_as_they_stand() {
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
    void the_bound_of_an_answer_goes_by_its_newer_name_where_there_is_one() {
        JsonObject body =
                new RequestBody(
                                ORIGIN,
                                ChatVariant.OPENAI,
                                Asking.about("Hello").settings("{\"max_tokens\":50}").request())
                        .of(true);

        assertThat(body.longValue("max_completion_tokens")).hasValue(50);
        assertThat(body.get("max_tokens")).isEmpty();
    }

    @Test
    void a_choice_between_tools_is_made_only_where_there_are_some() {
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

    @Test
    void what_a_server_wants_back_with_its_calls_goes_back_to_that_server_alone() {
        JsonObject mine =
                (JsonObject)
                        body(conversation(ORIGIN))
                                .array("messages")
                                .orElseThrow()
                                .elements()
                                .get(1);

        assertThat(mine.string("reasoning_content")).contains("Hm.");
        assertThat(mine.toJson())
                .contains(
                        "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"now\",\"arguments\":\"{}\"},"
                                + "\"extra_content\":{\"google\":{\"thought_signature\":\"s1\"}}}");
        for (Origin other :
                List.of(
                        new Origin("chat_completions", "local", "other"),
                        new Origin("chat_completions", "elsewhere", "m"),
                        new Origin("another_wire", "local", "m"))) {
            assertThat(body(conversation(other)).toJson())
                    .contains("Let me see.")
                    .doesNotContain("Hm.")
                    .doesNotContain("s1");
        }
    }

    private static Asking conversation(Origin origin) {
        ToolCall call = Asking.call("a", "now", "{}");
        return Asking.about("Hello")
                .agent(
                        new InputPart.Text("Let me see."),
                        new ContentPart.Opaque(
                                origin, new JsonText("{\"reasoning_content\":\"Hm.\"}")),
                        new ContentPart.Opaque(
                                origin,
                                new JsonText(
                                        "{\"extra_content\":{\"google\":{\"thought_signature\":\"s1\"}}}")),
                        new ContentPart.ToolUse(call))
                .answered(call, ToolResult.success("noon"));
    }

    private static JsonObject body(Asking asking) {
        return new RequestBody(ORIGIN, ChatVariant.COMPATIBLE, asking.request()).of(true);
    }
}
