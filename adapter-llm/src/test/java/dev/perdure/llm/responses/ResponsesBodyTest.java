package dev.perdure.llm.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Asking;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponsesBodyTest {

    private static final Origin ORIGIN = new Origin("responses", "local", "m");
    private static final Origin STRANGER = new Origin("responses", "elsewhere", "m");
    private static final JsonText REASONING =
            new JsonText(
                    "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"ZW5j\"}");
    private static final JsonText PHASE =
            new JsonText("{\"type\":\"message\",\"phase\":\"commentary\"}");

    @Test
    void a_question_is_kept_by_nobody_and_asks_for_encrypted_reasoning() {
        JsonObject body = body(Asking.about("Hello").instructed("Be brief."));

        assertThat(body.string("prompt_cache_key").orElseThrow()).hasSize(32);
        assertThat(body.toJson())
                .isEqualTo(
                        Asking.json(
                                        """
                                        {"model":"m","instructions":"Be brief.",
                                         "input":[{"type":"message","role":"user",
                                                   "content":[{"type":"input_text","text":"Hello"}]}],
                                         "stream":true,"store":false,
                                         "include":["reasoning.encrypted_content"],
                                         "prompt_cache_key":"KEY"}
                                        """)
                                .toJson()
                                .replace("KEY", body.string("prompt_cache_key").orElseThrow()));
        assertThat(
                        new ResponsesBody(ORIGIN, Asking.about("Hello").request())
                                .json(false)
                                .get("include"))
                .isEmpty();
    }

    @Test
    void a_conversation_has_one_key_for_the_cache_at_all_its_calls() {
        String first = body(Asking.about("Hello")).string("prompt_cache_key").orElseThrow();

        assertThat(
                        body(Asking.about("Hello")
                                        .agent(new InputPart.Text("Hi."))
                                        .user(new InputPart.Text("So?")))
                                .string("prompt_cache_key"))
                .contains(first);
        assertThat(body(Asking.about("Hello").instructed("Be brief.")).string("prompt_cache_key"))
                .isNotEqualTo(Optional.of(first));
    }

    @Test
    void reasoning_stands_before_what_it_led_to() {
        ToolCall now = Asking.call("a", "now", "{ }");
        ToolCall add = Asking.call("b", "add", "{}");

        JsonObject body =
                body(
                        Asking.about("Hello")
                                .agent(
                                        new ContentPart.Thinking("Hm."),
                                        new ContentPart.Opaque(ORIGIN, REASONING),
                                        new InputPart.Text("Let me see."),
                                        new ContentPart.Opaque(ORIGIN, PHASE),
                                        new ContentPart.ToolUse(now),
                                        new ContentPart.ToolUse(add))
                                .answered(now, ToolResult.success("noon"))
                                .answered(add, ToolResult.error("no such sum")));

        assertThat(body.get("input").orElseThrow().toJson())
                .isEqualTo(
                        Asking.json(
                                        """
                                        {"i":[
                                         {"type":"message","role":"user",
                                          "content":[{"type":"input_text","text":"Hello"}]},
                                         {"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"ZW5j"},
                                         {"type":"message","role":"assistant",
                                          "content":[{"type":"output_text","text":"Let me see."}],
                                          "phase":"commentary"},
                                         {"type":"function_call","call_id":"a","name":"now","arguments":"{ }"},
                                         {"type":"function_call","call_id":"b","name":"add","arguments":"{}"},
                                         {"type":"function_call_output","call_id":"a","output":"noon"},
                                         {"type":"function_call_output","call_id":"b",
                                          "output":"error: no such sum"}]}
                                        """)
                                .get("i")
                                .orElseThrow()
                                .toJson());
    }

    @Test
    void what_is_of_another_origin_or_led_to_nothing_is_left_out() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .agent(
                                        new ContentPart.Opaque(STRANGER, REASONING),
                                        new InputPart.Text("Hi."),
                                        new ContentPart.Opaque(STRANGER, PHASE))
                                .user(new InputPart.Text("So?"))
                                .agent(new ContentPart.Opaque(ORIGIN, REASONING))
                                .user(new InputPart.Text("Well?")));

        assertThat(body.toJson())
                .contains("Hi.")
                .doesNotContain("ZW5j")
                .doesNotContain("commentary");
        assertThat(body.array("input").orElseThrow().elements()).hasSize(4);
    }

    @Test
    void tools_are_declared_as_their_authors_wrote_them() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .offering("now", "{}")
                                .settings(
                                        """
                                        {"tool_choice":{"type":"function","function":{"name":"now"}},
                                         "parallel_tool_calls":false}
                                        """));

        assertThat(body.get("tools").orElseThrow().toJson())
                .isEqualTo(
                        "[{\"type\":\"function\",\"name\":\"now\",\"description\":\"Does it.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{}},\"strict\":false}]");
        assertThat(body.get("tool_choice").orElseThrow().toJson())
                .isEqualTo("{\"type\":\"function\",\"name\":\"now\"}");
        assertThat(body.bool("parallel_tool_calls")).contains(false);
    }

    @Test
    void settings_of_other_wires_are_said_in_the_words_of_this_one() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .settings(
                                        """
                                        {"max_tokens":50,"stop":"x","temperature":0.20,"seed":1,
                                         "reasoning_effort":"low","verbosity":"low",
                                         "response_format":{"type":"json_schema","json_schema":
                                           {"name":"n","schema":{"type":"object"}}},
                                         "provider_options":{"local":{"reasoning":{"summary":"auto"}}}}
                                        """));

        assertThat(body.toJson())
                .contains("\"max_output_tokens\":50")
                .contains("\"temperature\":0.20")
                .contains("\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}")
                .contains(
                        "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\","
                                + "\"schema\":{\"type\":\"object\"}},\"verbosity\":\"low\"}")
                .doesNotContain("stop\"")
                .doesNotContain("seed");
    }

    @Test
    void images_go_by_address_or_by_value() {
        assertThat(
                        body(new Asking()
                                        .user(
                                                new InputPart.ImageUrl("https://example.org/a.png"),
                                                new InputPart.ImageData("aGk=", "image/png"),
                                                new InputPart.ImageFile("1", "cat.png")))
                                .toJson())
                .contains(
                        "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"https://example.org/a.png\"}")
                .contains(
                        "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,aGk=\"}")
                .contains("cat.png");
    }

    private static JsonObject body(Asking asking) {
        return new ResponsesBody(ORIGIN, asking.request()).json(true);
    }
}
