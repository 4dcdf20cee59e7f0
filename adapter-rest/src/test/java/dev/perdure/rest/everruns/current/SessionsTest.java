package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest extends WireTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", " \n"})
    void a_session_needs_nothing_and_has_every_member_clients_insist_on(String body) {
        Answer answer = client.post("/v1/sessions", body);
        assertThat(answer.status()).isEqualTo(201);
        JsonObject session = answer.json();
        assertThat(session.string("id").orElseThrow()).matches("session_[0-9a-f]{32}");
        assertThat(session.string("organization_id"))
                .hasValue("org_00000000000000000000000000000001");
        assertThat(session.string("harness_id"))
                .hasValue("harness_00000000000000000000000000000001");
        assertThat(session.string("status")).hasValue("started");
        for (String name :
                List.of("workspace_id", "owner_principal_id", "created_at", "updated_at")) {
            assertThat(session.string(name)).as(name).isPresent();
        }
        assertThat(answer.text()).doesNotContain("null");
    }

    @Test
    void title_tags_and_locale_can_be_changed_and_the_change_is_an_event() {
        String session = client.createSession("{\"title\":\"First\",\"model_id\":\"simulated\"}");
        String path = "/v1/sessions/" + session;

        Answer changed =
                client.patch(
                        path,
                        "{\"title\":\"Second\",\"tags\":[\"a\"],\"locale\":\"de\",\"model_id\":\"x\"}");
        Answer same = client.patch(path, "{\"title\":\"Second\"}");
        Answer cleared = client.patch(path, "{\"title\":null,\"tags\":null,\"locale\":null}");
        client.patch(path, "{\"tags\":[\"b\"]}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.string("title")).isEqualTo("Second");
        assertThat(changed.string("locale")).isEqualTo("de");
        assertThat(changed.string("model_id")).isEqualTo("simulated");
        assertThat(same.json()).isEqualTo(changed.json());
        assertThat(cleared.json().get("title")).isEmpty();
        assertThat(cleared.json().get("locale")).isEmpty();
        assertThat(client.get("/v1/sessions?search=second").data()).isEmpty();
        assertThat(client.get(events(session)).data())
                .extracting(event ->
                        event.string("type").orElseThrow()
                                + event.object("data").orElseThrow().toJson())
                .endsWith(
                        "session.title.updated{\"previous_title\":\"First\",\"title\":\"Second\",\"tags\":[\"a\"]}",
                        "session.title.updated{\"previous_title\":\"Second\",\"title\":\"\",\"tags\":[]}",
                        "session.settings_changed{\"previous_title\":null,\"title\":\"\",\"tags\":[\"b\"]}");
    }

    @Test
    void a_session_can_be_renamed_while_its_turn_runs() {
        String session = client.createSession("{\"model_id\":\"simulated\"}");
        client.say(session, "Hello!");

        Answer renamed = client.patch("/v1/sessions/" + session, "{\"title\":\"Greeting\"}");

        assertThat(renamed.status()).isEqualTo(200);
        try (var reader = client.stream(stream(session))) {
            reader.untilEvent("session.idled");
        }
        assertThat(client.get(events(session)).data())
                .extracting(event -> event.string("type").orElseThrow())
                .contains("session.title.updated", "turn.completed")
                .doesNotContain("reason.recovered", "turn.failed");
        assertThat(client.get("/v1/sessions/" + session).string("title")).isEqualTo("Greeting");
    }

    @Test
    void a_session_keeps_what_it_was_opened_with() {
        String agent = client.createAgent("{\"name\":\"host\",\"system_prompt\":\"\"}");
        Answer answer =
                client.post(
                        "/v1/sessions",
                        """
                        {"agent_name":"host","harness_name":"generic","title":"A talk","tags":["t"],
                         "model_id":"simulated","system_prompt":"Short.","locale":"de",
                         "hints":{"k":[1]},"max_iterations":4,
                         "tools":[{"name":"weather","description":"","parameters":{}}]}\
                        """);
        assertThat(answer.status()).isEqualTo(201);
        Answer found = client.get("/v1/sessions/" + answer.string("id"));
        assertThat(found.string("agent_id")).isEqualTo(agent);
        assertThat(found.string("title")).isEqualTo("A talk");
        assertThat(found.string("locale")).isEqualTo("de");
        assertThat(found.text())
                .contains("\"hints\":{\"k\":[1]}")
                .contains("\"max_iterations\":4")
                .contains("\"name\":\"weather\"");
    }

    @Test
    void a_session_that_names_no_harness_runs_on_the_one_of_its_agent() {
        String base = "harness_00000000000000000000000000000002";
        String generic = "harness_00000000000000000000000000000001";
        String agent =
                client.createAgent(
                        "{\"name\":\"plain\",\"system_prompt\":\"\",\"harness_name\":\"base\"}");

        assertThat(client.get("/v1/agents/" + agent).string("harness_id")).isEqualTo(base);
        assertThat(
                        client.post("/v1/sessions", "{\"agent_id\":\"" + agent + "\"}")
                                .string("harness_id"))
                .isEqualTo(base);
        assertThat(client.post("/v1/agents/" + agent + "/sessions", "{}").string("harness_id"))
                .isEqualTo(base);
        assertThat(
                        client.post(
                                        "/v1/sessions",
                                        "{\"agent_id\":\""
                                                + agent
                                                + "\",\"harness_name\":\"generic\"}")
                                .string("harness_id"))
                .isEqualTo(generic);
    }

    @Test
    void both_forms_of_a_name_at_once_are_a_bad_request() {
        assertThat(
                        client.post("/v1/sessions", "{\"agent_id\":\"a\",\"agent_name\":\"b\"}")
                                .status())
                .isEqualTo(400);
        assertThat(
                        client.post("/v1/sessions", "{\"harness_id\":\"a\",\"harness_name\":\"b\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void a_list_is_filtered_by_agent_and_has_its_alias() {
        String agent = client.createAgent("{\"name\":\"busy-host\",\"system_prompt\":\"\"}");
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        client.createSession("{}");
        Answer list = client.get("/v1/sessions?agent_id=" + agent);
        assertThat(list.data())
                .extracting(item -> item.string("id").orElseThrow())
                .containsExactly(session);
        assertThat(list.json().get("sessions")).isEqualTo(list.json().get("data"));
        assertThat(list.json().longValue("limit")).hasValue(20);
        assertThat(client.get("/v1/sessions?agent_id=x").status()).isEqualTo(400);
    }

    @Test
    void the_status_follows_the_turn() {
        String session = openSession();
        converse(session, "Hello!");
        assertThat(client.get("/v1/sessions/" + session).string("status")).isEqualTo("idle");
    }

    @Test
    void a_deleted_session_is_gone_with_everything_in_it() {
        String session = openSession();
        converse(session, "Hello!");
        assertThat(client.delete("/v1/sessions/" + session).status()).isEqualTo(204);
        assertThat(client.delete("/v1/sessions/" + session).status()).isEqualTo(404);
        for (String path :
                List.of(
                        "/v1/sessions/" + session,
                        messages(session),
                        events(session),
                        stream(session))) {
            assertThat(client.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void a_cancel_of_nothing_says_so() {
        Answer answer = client.post("/v1/sessions/" + openSession() + "/cancel", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("status")).isEqualTo("no_op");
        assertThat(answer.json().string("message")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}"})
    void a_running_turn_is_cancelled_and_that_is_its_last_word(String body) {
        String session = client.createSession("{\"model_id\":\"simulated-slow\"}");
        client.say(session, "Tell me a long story.");
        try (SseReader reader = client.stream(stream(session))) {
            reader.untilEvent("output.message.delta");
            Answer answer = client.post("/v1/sessions/" + session + "/cancel", body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.string("status")).isEqualTo("cancelled");
            List<SseReader.Frame> frames = reader.untilEvent("session.idled");
            assertThat(frames.get(frames.size() - 2).event()).isEqualTo("turn.cancelled");
            assertThat(frames)
                    .extracting(SseReader.Frame::event)
                    .doesNotContain("turn.completed", "output.message.completed");
        }
    }
}
