package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest extends WireTest {

    private static final String CLERK =
            """
            {"name":"clerk","system_prompt":"Be a clerk.","capabilities":[{"ref":"arithmetic"}],
             "tools":[{"name":"weather","description":"Tells.","parameters":{"type":"object"}}],
             "max_iterations":7}\
            """;

    @Test
    void an_agent_is_shown_as_its_model_will_see_it() {
        String agent = client.post("/v1/agents", CLERK).string("id");

        Answer preview = client.get("/v1/agents/" + agent + "/preview");

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.string("system_prompt")).startsWith("Be a clerk.");
        assertThat(preview.string("model_id")).isEqualTo("simulated-fast");
        assertThat(tools(preview)).containsExactly("arithmetic/builtin", "null/client_side");
        assertThat(preview.json().longValue("max_iterations")).hasValue(7);
        assertThat(preview.json().longValue("estimated_tokens").orElseThrow()).isPositive();
    }

    @Test
    void what_is_not_yet_an_agent_is_shown_without_becoming_one() {
        String body = CLERK.replace("clerk", "never-made");

        Answer preview = client.post("/v1/agents/preview", body);

        assertThat(preview.status()).isEqualTo(200);
        assertThat(tools(preview)).containsExactly("arithmetic/builtin", "null/client_side");
        assertThat(client.get("/v1/agents/never-made").status()).isEqualTo(404);
    }

    @Test
    void a_session_adds_what_is_its_own() {
        String agent = client.post("/v1/agents", CLERK).string("id");
        String session =
                client.post(
                                "/v1/sessions",
                                "{\"agent_id\":\""
                                        + agent
                                        + "\",\"system_prompt\":\"Be quick.\",\"max_iterations\":3}")
                        .string("id");

        Answer preview = client.get("/v1/sessions/" + session + "/preview");

        assertThat(preview.string("system_prompt")).startsWith("Be a clerk.").endsWith("Be quick.");
        assertThat(preview.json().longValue("max_iterations")).hasValue(3);
    }

    @Test
    void what_cannot_be_resolved_says_why() {
        assertThat(
                        client.post(
                                        "/v1/agents/preview",
                                        "{\"capabilities\":[{\"ref\":\"teleport\"}]}")
                                .status())
                .isEqualTo(400);
        assertThat(client.get("/v1/agents/nobody/preview").status()).isEqualTo(404);
        assertThat(
                        client.get("/v1/sessions/session_00000000000000000000000000000abc/preview")
                                .status())
                .isEqualTo(404);
    }

    private static List<String> tools(Answer preview) {
        return preview.json().array("tools").map(JsonArray::elements).orElseThrow().stream()
                .map(JsonObject.class::cast)
                .map(tool ->
                        tool.string("capability").orElse("null")
                                + "/"
                                + tool.string("type").orElseThrow())
                .distinct()
                .toList();
    }
}
