package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentsTest extends WireTest {

    @Test
    void an_agent_is_created_with_every_member_clients_insist_on() {
        Answer answer =
                client.post(
                        "/v1/agents",
                        """
                        {"name":"shape-of-an-agent","system_prompt":"Be kind.","tags":["a","b"],
                         "capabilities":[{"ref":"arithmetic","config":{"x":1}}],
                         "tools":[{"name":"weather","description":"Tells.","parameters":{"type":"object"}},
                                  {"type":"builtin","name":"shell","description":"","parameters":{}}],
                         "initial_files":[{"path":"/a","content":"b"}],"max_iterations":7,
                         "model":"simulated","nonsense":{"is":"ignored"},"display_name":null}\
                        """);
        assertThat(answer.status()).isEqualTo(201);
        JsonObject agent = answer.json();
        assertThat(agent.string("id").orElseThrow()).matches("agent_[0-9a-f]{32}");
        assertThat(agent.string("harness_id")).hasValue("harness_00000000000000000000000000000001");
        assertThat(agent.string("status")).hasValue("active");
        assertThat(agent.string("created_at").orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(agent.string("updated_at")).isPresent();
        assertThat(agent.string("default_model_id")).hasValue("simulated");
        assertThat(answer.text())
                .contains("\"capabilities\":[{\"ref\":\"arithmetic\",\"config\":{\"x\":1}}]")
                .contains(
                        "\"tools\":[{\"type\":\"client_side\",\"name\":\"weather\","
                                + "\"description\":\"Tells.\",\"parameters\":{\"type\":\"object\"}}]")
                .contains("\"tags\":[\"a\",\"b\"]")
                .contains("\"initial_files\":[{\"path\":\"/a\",\"content\":\"b\"}]")
                .contains("\"max_iterations\":7")
                .doesNotContain("null", "nonsense");
    }

    @Test
    void parameters_of_a_tool_have_at_most_65536_characters() {
        String start = "{\"type\":\"object\",\"title\":\"";
        int room = 65_536 - start.length() - 2;

        assertThat(client.post("/v1/agents", titled("fits", start, room)).status()).isEqualTo(201);
        Answer refused = client.post("/v1/agents", titled("does-not", start, room + 1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("tools[0].parameters", "65536 characters");
    }

    private static String titled(String name, String start, int room) {
        return "{\"name\":\""
                + name
                + "\",\"system_prompt\":\"One.\",\"tools\":[{\"name\":\"a\",\"parameters\":"
                + start
                + "x".repeat(room)
                + "\"}}]}";
    }

    @Test
    void the_same_slug_again_revises_and_leaves_alone_what_is_not_mentioned() {
        String id =
                client.createAgent(
                        "{\"name\":\"dad-jokes\",\"system_prompt\":\"One.\",\"tags\":[\"a\"],"
                                + "\"description\":\"Jokes.\"}");
        Answer again =
                client.post("/v1/agents", "{\"name\":\"dad-jokes\",\"system_prompt\":\"Two.\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.string("id")).isEqualTo(id);
        assertThat(again.string("system_prompt")).isEqualTo("Two.");
        assertThat(again.string("description")).isEqualTo("Jokes.");
        assertThat(again.text()).contains("\"tags\":[\"a\"]");
    }

    @Test
    void an_id_of_the_clients_choice_creates_and_then_revises() {
        String id = "agent_0198c0de00007000800000000000beef";
        String body = "{\"id\":\"" + id + "\",\"name\":\"Chosen One\",\"system_prompt\":\"%s\"}";
        assertThat(client.post("/v1/agents", body.formatted("One.")).status()).isEqualTo(201);
        Answer again = client.post("/v1/agents", body.formatted("Two."));
        assertThat(again.status()).isEqualTo(200);
        assertThat(client.get("/v1/agents/" + id).string("system_prompt")).isEqualTo("Two.");
    }

    @Test
    void free_text_creates_every_time_and_is_shown_as_it_was_written() {
        String body = "{\"name\":\"Python Example Agent\",\"system_prompt\":\"\"}";
        Answer first = client.post("/v1/agents", body);
        Answer second = client.post("/v1/agents", body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.string("id")).isNotEqualTo(first.string("id"));
        assertThat(first.string("name")).isEqualTo("Python Example Agent");
        assertThat(first.string("display_name")).isEqualTo("Python Example Agent");
        assertThat(client.get("/v1/agents/python-example-agent").string("id"))
                .isEqualTo(first.string("id"));
        assertThat(client.get("/v1/agents/python-example-agent-2").string("id"))
                .isEqualTo(second.string("id"));
    }

    @Test
    void an_agent_is_found_by_every_spelling_of_its_id() {
        String id = client.createAgent("{\"name\":\"spelled\",\"system_prompt\":\"\"}");
        String hex = id.substring("agent_".length());
        String dashed = hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        for (String spelling :
                List.of(
                        id,
                        id.toUpperCase(java.util.Locale.ROOT),
                        dashed,
                        hex,
                        "agent_" + dashed,
                        "spelled")) {
            assertThat(client.get("/v1/agents/" + spelling).string("id")).isEqualTo(id);
        }
    }

    @Test
    void what_can_be_neither_an_id_nor_a_name_is_a_bad_request() {
        assertThat(client.get("/v1/agents/agent_12").status()).isEqualTo(400);
        assertThat(client.get("/v1/agents/An%20Agent").status()).isEqualTo(400);
    }

    @Test
    void patch_changes_what_it_mentions_and_null_clears() {
        String id =
                client.createAgent(
                        "{\"name\":\"patched\",\"system_prompt\":\"One.\",\"description\":\"D.\","
                                + "\"max_iterations\":3,\"model\":\"simulated\"}");
        Answer answer =
                client.patch(
                        "/v1/agents/" + id,
                        "{\"system_prompt\":\"Two.\",\"description\":null,\"max_iterations\":null,"
                                + "\"default_model_id\":null}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("system_prompt")).isEqualTo("Two.");
        assertThat(answer.string("name")).isEqualTo("patched");
        assertThat(answer.text()).doesNotContain("description", "max_iterations", "model_id");
    }

    @Test
    void the_models_to_fall_back_to_are_kept_in_order_and_cleared_by_an_empty_list() {
        String id =
                client.createAgent(
                        "{\"name\":\"chained\",\"system_prompt\":\"\",\"fallback_models\":"
                                + "[\"simulated-slow\",\"simulated-fast\"]}");
        Answer shown = client.get("/v1/agents/" + id);
        assertThat(shown.text())
                .contains("\"fallback_models\":[\"simulated-slow\",\"simulated-fast\"]");
        Answer cleared = client.patch("/v1/agents/" + id, "{\"fallback_models\":[]}");
        assertThat(cleared.text()).doesNotContain("fallback_models");
    }

    @Test
    void whether_notes_may_be_written_is_kept_until_it_is_cleared() {
        String id =
                client.createAgent(
                        "{\"name\":\"plain\",\"system_prompt\":\"\",\"compaction\":"
                                + "{\"enabled\":false}}");
        assertThat(client.get("/v1/agents/" + id).text())
                .contains("\"compaction\":{\"enabled\":false}");
        assertThat(client.patch("/v1/agents/" + id, "{\"system_prompt\":\"Two.\"}").text())
                .contains("\"compaction\":{\"enabled\":false}");
        assertThat(client.patch("/v1/agents/" + id, "{\"compaction\":null}").text())
                .doesNotContain("compaction");
        for (String wrong : List.of("{}", "{\"enabled\":1}", "true", "{\"strategy\":\"x\"}")) {
            Answer answer = client.patch("/v1/agents/" + id, "{\"compaction\":" + wrong + "}");
            assertThat(answer.status()).as(wrong).isBetween(400, 422);
        }
    }

    @Test
    void models_to_fall_back_to_that_nobody_serves_are_refused() {
        for (String models : List.of("[\"unheard-of\"]", "[\" \"]", "\"simulated\"")) {
            Answer answer =
                    client.post(
                            "/v1/agents",
                            "{\"name\":\"x\",\"system_prompt\":\"\",\"fallback_models\":"
                                    + models
                                    + "}");
            assertThat(answer.status()).isBetween(400, 422);
        }
    }

    @Test
    void put_creates_by_id_and_revises_by_name() {
        String id = "agent_0198c0de00007000800000000000cafe";
        Answer created =
                client.put("/v1/agents/" + id, "{\"name\":\"put-there\",\"system_prompt\":\"1\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("id")).isEqualTo(id);
        Answer revised =
                client.put(
                        "/v1/agents/put-there", "{\"name\":\"put-there\",\"system_prompt\":\"2\"}");
        assertThat(revised.status()).isEqualTo(200);
        assertThat(revised.string("id")).isEqualTo(id);
    }

    @Test
    void an_archived_agent_is_out_of_the_list_found_by_id_and_fixed() {
        String id = client.createAgent("{\"name\":\"archived\",\"system_prompt\":\"\"}");
        assertThat(client.delete("/v1/agents/" + id).status()).isEqualTo(204);
        assertThat(client.delete("/v1/agents/" + id).status()).isEqualTo(204);
        assertThat(client.get("/v1/agents/" + id).string("status")).isEqualTo("archived");
        assertThat(client.get("/v1/agents?search=archived").data()).isEmpty();
        assertThat(client.get("/v1/agents?search=archived&include_archived=true").data())
                .hasSize(1);
        assertThat(client.patch("/v1/agents/" + id, "{\"name\":\"x\"}").status()).isEqualTo(400);
        String next = client.createAgent("{\"name\":\"archived\",\"system_prompt\":\"\"}");
        assertThat(next).isNotEqualTo(id);
    }

    @Test
    void a_status_can_be_patched_to_archived() {
        String id = client.createAgent("{\"name\":\"shelved\",\"system_prompt\":\"\"}");
        assertThat(client.patch("/v1/agents/" + id, "{\"status\":\"archived\"}").string("status"))
                .isEqualTo("archived");
    }

    @Test
    void a_list_is_a_page_and_has_its_alias() {
        for (int i = 0; i < 5; i++) {
            client.createAgent("{\"name\":\"listed-" + i + "\",\"system_prompt\":\"\"}");
        }
        Answer page = client.get("/v1/agents?search=listed&offset=1&limit=2");
        assertThat(page.data())
                .extracting(agent -> agent.string("name").orElseThrow())
                .containsExactly("listed-3", "listed-2");
        assertThat(page.json().longValue("total")).hasValue(5);
        assertThat(page.json().longValue("offset")).hasValue(1);
        assertThat(page.json().longValue("limit")).hasValue(2);
        assertThat(page.json().get("agents")).isEqualTo(page.json().get("data"));
    }

    @Test
    void settings_of_the_model_are_kept() {
        String settings = "{\"simulated\":{\"words\":3}}";
        Answer answer =
                client.post(
                        "/v1/agents",
                        "{\"name\":\"set\",\"system_prompt\":\"\",\"model_settings\":"
                                + settings
                                + "}");
        assertThat(answer.text()).contains("\"model_settings\":" + settings);
    }
}
