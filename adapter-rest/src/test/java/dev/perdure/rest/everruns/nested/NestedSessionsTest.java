package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.Await;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedSessionsTest extends NestedTest {

    @Test
    void a_session_is_opened_below_its_agent_with_plain_ids_and_the_old_words() {
        String agent = agent();

        Answer answer =
                client.post(
                        "/v1/agents/" + agent + "/sessions",
                        "{\"title\":\"Support Chat #1234\",\"tags\":[\"a\"],\"nonsense\":1}");

        assertThat(answer.status()).isEqualTo(201);
        JsonObject session = answer.json();
        assertThat(session.string("id").orElseThrow()).matches(UUID);
        assertThat(session.string("agent_id").orElseThrow()).matches(UUID);
        assertThat(agent).endsWith(session.string("agent_id").orElseThrow().replace("-", ""));
        assertThat(session.string("title")).hasValue("Support Chat #1234");
        assertThat(session.array("tags").orElseThrow().toJson()).isEqualTo("[\"a\"]");
        assertThat(session.string("status")).hasValue("pending");
        assertThat(session.string("state")).hasValue("started");
        assertThat(session.string("organization_id").orElseThrow()).startsWith("org_");
        assertThat(session.string("harness_id").orElseThrow()).startsWith("harness_");
        assertThat(session.string("created_at")).isEqualTo(session.string("updated_at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", ""})
    void a_session_can_be_opened_with_nothing_said(String body) {
        Answer answer = client.post("/v1/agents/" + agent() + "/sessions", body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("title")).isEmpty();
    }

    @Test
    void the_agent_in_the_path_may_be_spelt_in_every_way() {
        String agent = client.createAgent("{\"name\":\"a-name-in-a-path\",\"system_prompt\":\"\"}");
        String path = open(agent);
        String session = path.substring(path.lastIndexOf('/') + 1);
        String hex = agent.substring("agent_".length());

        for (String spelt :
                new String[] {
                    agent,
                    "AGENT_" + hex.toUpperCase(java.util.Locale.ROOT),
                    client.get(path).string("agent_id"),
                    "a-name-in-a-path"
                }) {
            String below = "/v1/agents/" + spelt + "/sessions/";
            assertThat(client.get(below + session).string("id")).isEqualTo(session);
            assertThat(
                            client.get("/api" + below + "session_" + session.replace("-", "") + "/")
                                    .string("id"))
                    .isEqualTo(session);
        }
    }

    @Test
    void an_agent_lists_its_own_sessions_newest_first() {
        String agent = agent();
        String first = client.get(open(agent)).string("id");
        String second = client.get(open(agent)).string("id");
        open(agent());

        Answer list = client.get("/v1/agents/" + agent + "/sessions");

        assertThat(list.data())
                .extracting(session -> session.string("id").orElseThrow())
                .containsExactly(second, first);
        assertThat(list.json().longValue("total")).hasValue(2);
        assertThat(client.get("/v1/agents/" + agent + "/sessions?limit=1&offset=1").data())
                .containsExactly(list.data().getLast());
    }

    @Test
    void a_session_is_not_found_below_another_agent_and_not_without_one() {
        String path = open(agent());
        String session = path.substring(path.lastIndexOf('/') + 1);
        String other = "/v1/agents/" + agent() + "/sessions/" + session;
        String alone = client.createSession("{}");
        String ofNobody = "/v1/agents/" + agent() + "/sessions/" + alone;

        for (String wrong : new String[] {other, ofNobody}) {
            for (String rest : new String[] {"", "/messages", "/events", "/sse"}) {
                assertProblem(client.get(wrong + rest), 404, "not_found");
            }
            assertProblem(client.post(wrong + "/messages", asObject("Hi")), 404, "not_found");
            assertProblem(client.delete(wrong), 404, "not_found");
        }
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.get("/v1/sessions/" + alone).status()).isEqualTo(200);
    }

    @Test
    void a_session_is_pending_then_runs_and_is_pending_again() {
        String agent =
                client.createAgent(
                        """
                        {"name":"Slow","system_prompt":"","default_model_id":"simulated-slow"}\
                        """);
        String path = open(agent);
        assertThat(client.get(path).string("status")).isEqualTo("pending");

        client.post(path + "/messages", asObject("Tell me a long story."));
        assertThat(client.get(path).string("status")).isEqualTo("running");
        assertThat(client.get(path).string("state")).isEqualTo("active");
        assertThat(client.get(current(path)).string("status")).isEqualTo("active");

        client.post(current(path) + "/cancel", "");
        Await.until(() -> client.get(path).string("state").equals("idle"));
        assertThat(client.get(path).string("status")).isEqualTo("pending");
    }

    @Test
    void a_session_is_failed_after_a_turn_that_failed_until_the_next_message() {
        String agent =
                client.createAgent(
                        """
                        {"name":"Failing","system_prompt":"","model_settings":{"simulated":{"script":[
                          {"error":{"kind":"invalid_request","next_move":"give_up"}}]}}}\
                        """);
        String path = open(agent);

        converse(path, inParts("Fail, please."));
        assertThat(client.get(path).string("status")).isEqualTo("failed");
        assertThat(client.get("/v1/agents/" + agent + "/sessions").data())
                .extracting(session -> session.string("status").orElseThrow())
                .containsExactly("failed");
        try (SseReader reader = client.stream(path + "/sse")) {
            assertThat(reader.untilEvent("LoopError").getLast().json().string("error")).isPresent();
        }
        try (SseReader reader = client.stream(path + "/events", "Accept", "text/event-stream")) {
            assertThat(reader.untilEvent("session.failed").getLast().json().string("error"))
                    .isPresent();
        }

        client.patch("/v1/agents/" + agent, "{\"model_settings\":{}}");
        converse(path, inParts("And now?"));
        assertThat(client.get(path).string("status")).isEqualTo("pending");
    }

    @Test
    void title_and_tags_are_changed_and_what_is_not_mentioned_stays() {
        String path = open(agent());

        Answer titled = client.patch(path, "{\"title\":\"Another\",\"nonsense\":1}");
        Answer tagged = client.patch(path, "{\"tags\":[\"a\",\"b\"]}");

        assertThat(titled.status()).isEqualTo(200);
        assertThat(titled.string("title")).isEqualTo("Another");
        assertThat(titled.string("status")).isEqualTo("pending");
        assertThat(tagged.json()).isEqualTo(client.get(path).json());
        assertThat(tagged.string("title")).isEqualTo("Another");
        assertThat(tagged.json().array("tags").orElseThrow().toJson()).isEqualTo("[\"a\",\"b\"]");
        assertThat(client.get(current(path)).string("title")).isEqualTo("Another");
        assertThat(client.get(path + "/events").data()).isEmpty();
        assertProblem(client.patch(path, "{\"title\":3}"), 400, "invalid_request");
        assertProblem(
                client.patch("/v1/agents/" + agent() + path.substring(path.indexOf("/sess")), "{}"),
                404,
                "not_found");
    }

    @Test
    void a_deleted_session_is_gone_from_both_places() {
        String path = open(agent());

        assertThat(client.delete(path).status()).isEqualTo(204);

        assertProblem(client.get(path), 404, "not_found");
        assertProblem(client.delete(path), 404, "not_found");
        assertThat(client.get(current(path)).status()).isEqualTo(404);
    }

    @Test
    void a_session_of_either_kind_of_route_is_the_same_session() {
        String agent = agent();
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        String path = "/v1/agents/" + agent + "/sessions/" + session;

        converse(path, inParts("Hi"));

        assertThat(client.get(path).string("id").replace("-", ""))
                .isEqualTo(session.substring("session_".length()));
        assertThat(client.get(current(path) + "/messages").data()).hasSize(2);
    }
}
