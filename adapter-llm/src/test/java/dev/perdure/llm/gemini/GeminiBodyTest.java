package dev.perdure.llm.gemini;

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

class GeminiBodyTest {

    private static final Origin ORIGIN = new Origin("gemini", "local", "gemini-3-pro");
    private static final Origin STRANGER = new Origin("gemini", "local", "gemini-3-flash");
    private static final Origin OLDER = new Origin("gemini", "local", "gemini-2.5-pro");
    private static final JsonText SIGNATURE = new JsonText("{\"thoughtSignature\":\"c2ln\"}");
    private static final JsonText OF_TEXT =
            new JsonText("{\"text\":\"\",\"thoughtSignature\":\"dGV4dA==\"}");

    private final ToolCall now = Asking.call("a", "now", "{}");
    private final ToolCall add = Asking.call("b", "add", "{ \"x\": 1.0 }");

    @Test
    void a_question() {
        assertThat(body(Asking.about("Hello").instructed("Be brief.")))
                .isEqualTo(
                        Asking.json(
                                """
                                {"contents":[{"role":"user","parts":[{"text":"Hello"}]}],
                                 "systemInstruction":{"parts":[{"text":"Be brief."}]}}
                                """));
    }

    @Test
    void results_stand_in_contents_of_their_own_and_signatures_with_their_calls() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .offering("now", "{}")
                                .agent(
                                        new ContentPart.Thinking("Hm."),
                                        new InputPart.Text("Let me see."),
                                        new ContentPart.Opaque(ORIGIN, OF_TEXT),
                                        new ContentPart.Opaque(ORIGIN, SIGNATURE),
                                        new ContentPart.ToolUse(now),
                                        new ContentPart.ToolUse(add))
                                .answered(now, ToolResult.success("noon"))
                                .answered(add, ToolResult.error("no such sum"))
                                .user(new InputPart.Text("And?")));

        assertThat(body.get("contents").orElseThrow().toJson())
                .isEqualTo(
                        Asking.json(
                                        """
                                        {"c":[{"role":"user","parts":[{"text":"Hello"}]},
                                         {"role":"model","parts":[
                                          {"text":"Let me see."},
                                          {"text":"","thoughtSignature":"dGV4dA=="},
                                          {"functionCall":{"id":"a","name":"now","args":{}},
                                           "thoughtSignature":"c2ln"},
                                          {"functionCall":{"id":"b","name":"add","args":{"x":1.0}}}]},
                                         {"role":"user","parts":[
                                          {"functionResponse":{"id":"a","name":"now",
                                            "response":{"output":"noon"}}},
                                          {"functionResponse":{"id":"b","name":"add",
                                            "response":{"error":"no such sum"}}}]},
                                         {"role":"user","parts":[{"text":"And?"}]}]}
                                        """)
                                .get("c")
                                .orElseThrow()
                                .toJson());
        assertThat(body.get("tools").orElseThrow().toJson())
                .isEqualTo(
                        "[{\"functionDeclarations\":[{\"name\":\"now\",\"description\":\"Does it.\","
                                + "\"parametersJsonSchema\":{\"type\":\"object\",\"properties\":{}}}]}]");
    }

    @Test
    void a_call_of_another_model_has_the_word_that_stands_for_a_signature() {
        Asking conversation =
                Asking.about("Hello")
                        .agent(
                                new ContentPart.Opaque(STRANGER, SIGNATURE),
                                new ContentPart.ToolUse(now),
                                new ContentPart.ToolUse(add))
                        .answered(now, ToolResult.success("noon"))
                        .answered(add, ToolResult.success("2"));

        String body = body(conversation).toJson();

        assertThat(body).doesNotContain("c2ln");
        assertThat(body.split("skip_thought_signature_validator", -1)).hasSize(2);
        assertThat(new GeminiBody(OLDER, conversation.request()).json().toJson())
                .doesNotContain("thoughtSignature");
    }

    @Test
    void images_go_by_value_and_others_in_words() {
        assertThat(
                        body(new Asking()
                                        .user(
                                                new InputPart.ImageUrl("https://example.org/a.png"),
                                                new InputPart.ImageUrl(
                                                        "data:image/gif;base64,R0k="),
                                                new InputPart.ImageData("aGk=", "")))
                                .toJson())
                .contains("[The image https://example.org/a.png cannot be shown to this model.]")
                .contains("{\"inlineData\":{\"mimeType\":\"image/gif\",\"data\":\"R0k=\"}}")
                .contains("{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"aGk=\"}}");
    }

    @Test
    void settings_of_other_wires_are_said_in_the_words_of_this_one() {
        JsonObject body =
                body(
                        Asking.about("Hello")
                                .settings(
                                        """
                                        {"max_tokens":50,"stop":"x","temperature":0.20,"user":"u",
                                         "reasoning_effort":"low","parallel_tool_calls":true,
                                         "response_format":{"type":"json_schema","json_schema":
                                           {"name":"n","schema":{"type":"object"}}},
                                         "provider_options":{"local":{"safetySettings":[],
                                           "generationConfig":{"topK":3}}}}
                                        """));

        assertThat(body.get("generationConfig").orElseThrow().toJson())
                .isEqualTo(
                        "{\"temperature\":0.20,\"maxOutputTokens\":50,\"stopSequences\":[\"x\"],"
                                + "\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"},"
                                + "\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingLevel\":\"low\"},\"topK\":3}");
        assertThat(body.get("safetySettings")).isPresent();
        assertThat(body.toJson()).doesNotContain("user\":\"u").doesNotContain("parallel");
    }

    @ParameterizedTest
    @CsvSource({"none, 0, false", "low, 1024, true", "medium, 8192, true", "high, 24576, true"})
    void older_models_have_thoughts_counted(String effort, int budget, boolean shown) {
        assertThat(
                        new GeminiBody(
                                        OLDER,
                                        Asking.about("Hello")
                                                .settings(
                                                        "{\"reasoning_effort\":\"" + effort + "\"}")
                                                .request())
                                .json()
                                .toJson())
                .contains(
                        "\"thinkingConfig\":{\"includeThoughts\":"
                                + shown
                                + ",\"thinkingBudget\":"
                                + budget
                                + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"required\" | {\"mode\":\"ANY\"}",
                "\"none\" | {\"mode\":\"NONE\"}",
                "\"auto\" | {\"mode\":\"AUTO\"}",
                "{\"function\":{\"name\":\"now\"}} | {\"mode\":\"ANY\",\"allowedFunctionNames\":[\"now\"]}"
            })
    void a_choice_between_tools_is_put_as_this_wire_has_it(String set, String sent) {
        assertThat(
                        body(Asking.about("Hello")
                                        .offering("now", "{}")
                                        .settings("{\"tool_choice\":" + set + "}"))
                                .get("toolConfig")
                                .orElseThrow()
                                .toJson())
                .isEqualTo("{\"functionCallingConfig\":" + sent + "}");
    }

    private static JsonObject body(Asking asking) {
        return new GeminiBody(ORIGIN, asking.request()).json();
    }
}
