package dev.perdure.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Asking;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesBodyTest {

    private static final Origin ORIGIN = new Origin("messages", "local", "m");
    private static final Origin STRANGER = new Origin("messages", "local", "another");
    private static final ApiVersion OLDER = new ApiVersion("2023-06-01");
    private static final JsonText THOUGHT =
            new JsonText("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}");

    @Test
    void a_question_has_a_bound_and_marks_for_the_cache() {
        assertThat(body(Asking.about("Hello").instructed("Be brief.")))
                .isEqualTo(
                        Asking.json(
                                """
                                {"model":"m","max_tokens":16384,"stream":true,
                                 "system":[{"type":"text","text":"Be brief.",
                                            "cache_control":{"type":"ephemeral"}}],
                                 "messages":[{"role":"user","content":[
                                   {"type":"text","text":"Hello","cache_control":{"type":"ephemeral"}}]}]}
                                """));
    }

    @Test
    void results_stand_together_in_one_message_before_what_was_said_next() {
        ToolCall now = Asking.call("a", "now", "{}");
        ToolCall add = Asking.call("b:1", "add", "{ \"x\": 1.0 }");
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .offering("now", "{}")
                                .offering("add", "{\"type\":\"object\"}")
                                .agent(
                                        new ContentPart.Opaque(ORIGIN, THOUGHT),
                                        new InputPart.Text("Let me see."),
                                        new ContentPart.ToolUse(now),
                                        new ContentPart.ToolUse(add))
                                .answered(now, ToolResult.success("noon"))
                                .answered(add, ToolResult.error("no such sum"))
                                .user(new InputPart.Text("And?")));

        assertThat(body.get("messages").orElseThrow().toJson())
                .isEqualTo(
                        Asking.json(
                                        """
                                        {"m":[{"role":"user","content":[{"type":"text","text":"Hello"}]},
                                         {"role":"assistant","content":[
                                          {"type":"thinking","thinking":"Hm.","signature":"s"},
                                          {"type":"text","text":"Let me see."},
                                          {"type":"tool_use","id":"a","name":"now","input":{}},
                                          {"type":"tool_use","id":"b_1_17719","name":"add","input":{"x":1.0}}]},
                                         {"role":"user","content":[
                                          {"type":"tool_result","tool_use_id":"a","content":"noon"},
                                          {"type":"tool_result","tool_use_id":"b_1_17719",
                                           "content":"error: no such sum","is_error":true},
                                          {"type":"text","text":"And?","cache_control":{"type":"ephemeral"}}]}]}
                                        """)
                                .get("m")
                                .orElseThrow()
                                .toJson());
        assertThat(body.get("tools").orElseThrow().toJson())
                .isEqualTo(
                        "[{\"name\":\"now\",\"description\":\"Does it.\",\"input_schema\":"
                                + "{\"type\":\"object\",\"properties\":{}}},"
                                + "{\"name\":\"add\",\"description\":\"Does it.\",\"input_schema\":{\"type\":\"object\"},"
                                + "\"cache_control\":{\"type\":\"ephemeral\"}}]");
        assertThat(body.toJson().split("cache_control", -1)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void what_is_of_another_origin_is_left_out_and_the_text_stays() {
        assertThat(
                        body(Asking.about("Hello")
                                        .agent(
                                                new ContentPart.Opaque(STRANGER, THOUGHT),
                                                new InputPart.Text("Hi."))
                                        .user(new InputPart.Text("So?")))
                                .toJson())
                .contains("Hi.")
                .doesNotContain("Hm.");
    }

    @Test
    void an_answer_that_held_nothing_leaves_one_message_of_the_user() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .agent(new ContentPart.Opaque(STRANGER, THOUGHT))
                                .user(new InputPart.Text(" ")));

        assertThat(body.array("messages").orElseThrow().elements()).hasSize(1);
        assertThat(body.toJson()).contains("[An empty message.]");
    }

    @Test
    void an_answer_does_not_end_in_a_thought() {
        ContentPart thought = new ContentPart.Opaque(ORIGIN, THOUGHT);

        JsonObject body =
                body(
                        Asking.about("Hello")
                                .agent(thought, new InputPart.Text(" "))
                                .user(new InputPart.Text("So?"))
                                .agent(new InputPart.Text("Hi."), thought)
                                .user(new InputPart.Text("Well?")));

        assertThat(body.toJson()).contains("Hi.").doesNotContain("Hm.");
        assertThat(body.array("messages").orElseThrow().elements()).hasSize(3);
    }

    @Test
    void images_go_by_address_or_by_value() {
        assertThat(
                        body(new Asking()
                                        .user(
                                                new InputPart.ImageUrl("https://example.org/a.png"),
                                                new InputPart.ImageUrl(
                                                        "data:image/gif;base64,R0k="),
                                                new InputPart.ImageData("aGk=", ""),
                                                new InputPart.ImageFile("1", "cat.png")))
                                .toJson())
                .contains("{\"type\":\"url\",\"url\":\"https://example.org/a.png\"}")
                .contains("{\"type\":\"base64\",\"media_type\":\"image/gif\",\"data\":\"R0k=\"}")
                .contains("{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"aGk=\"}")
                .contains("cat.png");
    }

    @Test
    void settings_of_other_wires_are_said_in_the_words_of_this_one() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .settings(
                                        """
                                        {"max_tokens":50,"stop":"x","temperature":0.2,"seed":1,"user":"u",
                                         "reasoning_effort":"minimal","service_tier":"auto",
                                         "response_format":{"type":"json_schema","json_schema":
                                           {"name":"n","schema":{"type":"object"}}},
                                         "provider_options":{"local":{"output_config":{"x":1}}}}
                                        """));

        assertThat(body.longValue("max_tokens")).hasValue(50);
        assertThat(body.toJson())
                .contains("\"stop_sequences\":[\"x\"]")
                .contains("\"metadata\":{\"user_id\":\"u\"}")
                .contains("\"thinking\":{\"type\":\"adaptive\"}")
                .contains(
                        "\"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\","
                                + "\"schema\":{\"type\":\"object\"}},\"x\":1}")
                .contains("\"service_tier\":\"auto\"")
                .doesNotContain("temperature")
                .doesNotContain("seed");
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.2", "1.5, 1"})
    void a_temperature_is_sent_to_versions_that_have_one(String set, String sent) {
        Asking asking = Asking.about("Hello").settings("{\"temperature\":" + set + "}");

        assertThat(new MessagesBody(ORIGIN, OLDER, asking.request()).json().toJson())
                .contains("\"temperature\":" + sent + ",");
        assertThat(body(asking).get("temperature")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"required\" | {\"type\":\"any\"}",
                "\"none\" | {\"type\":\"none\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"now\"}} | {\"type\":\"tool\",\"name\":\"now\"}"
            })
    void a_choice_between_tools_is_put_as_this_wire_has_it(String set, String sent) {
        String settings = "{\"tool_choice\":" + set + "}";

        assertThat(
                        body(Asking.about("Hello").offering("now", "{}").settings(settings))
                                .get("tool_choice")
                                .orElseThrow()
                                .toJson())
                .isEqualTo(sent);
        assertThat(body(Asking.about("Hello").settings(settings)).get("tool_choice")).isEmpty();
    }

    @Test
    void calls_one_at_a_time() {
        assertThat(
                        body(Asking.about("Hello")
                                        .offering("now", "{}")
                                        .settings("{\"parallel_tool_calls\":false}"))
                                .toJson())
                .contains("\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
    }

    @Test
    void a_conversation_with_calls_declares_their_tools_although_there_are_none_any_more() {
        ToolCall now = Asking.call("a", "now", "{}");
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .agent(new ContentPart.ToolUse(now))
                                .answered(now, ToolResult.success("noon")));

        assertThat(body.get("tools").orElseThrow().toJson()).contains("\"name\":\"now\"");
        assertThat(body.get("tool_choice").orElseThrow().toJson()).isEqualTo("{\"type\":\"none\"}");
    }

    @Test
    void thinking_takes_a_forced_choice_away_and_yields_where_a_stranger_called() {
        ToolCall now = Asking.call("a", "now", "{}");
        String settings =
                "{\"tool_choice\":\"required\",\"provider_options\":{\"local\":"
                        + "{\"thinking\":{\"type\":\"adaptive\"},\"temperature\":1}}}";

        JsonObject alone = body(Asking.about("Hello").offering("now", "{}").settings(settings));
        JsonObject after =
                body(
                        Asking.about("Hello")
                                .offering("now", "{}")
                                .agent(
                                        new ContentPart.Opaque(STRANGER, THOUGHT),
                                        new ContentPart.ToolUse(now))
                                .answered(now, ToolResult.success("noon"))
                                .settings(settings));

        assertThat(alone.get("thinking")).isPresent();
        assertThat(alone.get("tool_choice")).isEmpty();
        assertThat(alone.get("temperature")).isEmpty();
        assertThat(after.get("thinking")).isEmpty();
    }

    private static JsonObject body(Asking asking) {
        return new MessagesBody(ORIGIN, ApiVersion.NEWEST, asking.request()).json();
    }
}
