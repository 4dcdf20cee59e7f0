package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A letter was posted, or was not: its tool cannot tell, and somebody has to decide. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionsTest {

    private static final String SCRIPT =
            "\"model_settings\":{\"simulated\":{\"script\":[{\"tool_calls\":"
                    + "[{\"name\":\"post_letter\",\"arguments\":{}}]},{\"text\":\"Done.\"}]}}";

    private RestServer server;
    private WireClient client;
    private int agents;

    @BeforeAll
    void start() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_turn_that_waits_for_a_decision_is_seen_to_wait_in_both_dialects() {
        String agent = agent("");
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");

        JsonObject asked = ask(session);

        assertThat(asked.object("data").orElseThrow().toJson())
                .contains("\"tool_name\":\"post_letter\"")
                .contains("\"decisions\":[\"rerun\",\"result\",\"fail_to_model\"]");
        assertThat(client.get("/v1/sessions/" + session + "/explain").json().toJson())
                .contains("\"activity\":\"waiting_for_decision\"")
                .contains("waits for a decision on post_letter (" + call(asked))
                .contains("\"state\":\"asked\"");
        Answer nested = client.get("/v1/agents/" + agent + "/sessions/" + session);
        assertThat(nested.string("status")).isEqualTo("running");
        assertThat(nested.string("state")).isEqualTo("waitingfortoolresults");
    }

    @Test
    void a_decision_lets_the_turn_go_on_and_is_told_to_every_reader() {
        String session = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        String call = call(ask(session));

        Answer decided = decide(session, call, "\"decision\":\"rerun\"");
        awaitIdle(session);

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.string("decision")).isEqualTo("rerun");
        assertThat(decided.string("decided_by")).isEqualTo("client");
        String events = client.get("/v1/sessions/" + session + "/events").text();
        assertThat(events).contains("\"tool.decided\"", "Posted.", "\"turn.completed\"");
    }

    @Test
    void a_second_decision_is_a_conflict_and_changes_nothing() {
        String session = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        String call = call(ask(session));
        decide(session, call, "\"decision\":\"fail_to_model\"");

        assertProblem(decide(session, call, "\"decision\":\"rerun\""), 409, "conflict");
        awaitIdle(session);
        assertProblem(decide(session, call, "\"decision\":\"rerun\""), 409, "conflict");
        assertThat(client.get("/v1/sessions/" + session + "/events").text())
                .containsOnlyOnce("\"tool.decided\"")
                .contains("\"outcome\":\"unknown\"");
    }

    @Test
    void a_result_may_be_any_json_or_an_error() {
        String text = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        decide(text, call(ask(text)), "\"decision\":\"result\",\"result\":{\"at\":10}");
        String error = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        decide(error, call(ask(error)), "\"decision\":\"result\",\"error\":\"Lost.\"");
        awaitIdle(text);
        awaitIdle(error);

        assertThat(client.get("/v1/sessions/" + text + "/events").text())
                .contains("\"text\":\"{\\\"at\\\":10}\"");
        assertThat(client.get("/v1/sessions/" + error + "/events").text())
                .contains("\"error\":\"Lost.\"");
    }

    @Test
    void a_decision_that_says_too_little_or_too_much_is_a_bad_request() {
        String session = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        String call = call(ask(session));

        for (String wrong :
                new String[] {
                    "\"decision\":\"guess\"",
                    "\"decision\":7",
                    "\"decision\":\"result\"",
                    "\"decision\":\"result\",\"result\":1,\"error\":\"e\"",
                    "\"decision\":\"rerun\",\"result\":1",
                    "\"result\":1"
                }) {
            assertProblem(decide(session, call, wrong), 400, "invalid_request");
        }
        assertProblem(
                decide("session_00000000000000000000000000000abc", call, "\"decision\":\"rerun\""),
                404,
                "not_found");
    }

    @Test
    void a_cancel_ends_the_wait() {
        String session = client.createSession("{\"agent_id\":\"" + agent("") + "\"}");
        String call = call(ask(session));

        assertThat(client.post("/v1/sessions/" + session + "/cancel", "").string("status"))
                .isEqualTo("cancelled");
        awaitIdle(session);

        assertProblem(decide(session, call, "\"decision\":\"rerun\""), 409, "conflict");
        assertThat(client.get("/v1/sessions/" + session + "/events").text())
                .contains("\"turn.cancelled\"");
    }

    @Test
    void an_agent_may_choose_that_nobody_is_asked() {
        String agent = agent("\"unknown_outcome_policy\":\"fail_to_model\",");
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        client.say(session, "Post it.");
        awaitIdle(session);

        assertThat(client.get("/v1/sessions/" + session + "/events").text())
                .contains("\"decided_by\":\"policy\"")
                .doesNotContain("tool.decision_requested");
        assertThat(client.get("/v1/agents/" + agent).string("unknown_outcome_policy"))
                .isEqualTo("fail_to_model");
    }

    @Test
    void the_policy_is_checked_and_can_be_cleared() {
        String agent = agent("\"unknown_outcome_policy\":\"rerun\",");

        assertProblem(
                client.patch("/v1/agents/" + agent, "{\"unknown_outcome_policy\":\"guess\"}"),
                400,
                "invalid_request");
        assertThat(client.patch("/v1/agents/" + agent, "{\"name\":\"other\"}").text())
                .contains("\"unknown_outcome_policy\":\"rerun\"");
        assertThat(client.patch("/v1/agents/" + agent, "{\"unknown_outcome_policy\":null}").text())
                .doesNotContain("unknown_outcome_policy");
    }

    private String agent(String members) {
        agents++;
        return client.createAgent(
                "{\"name\":\"poster-"
                        + agents
                        + "\",\"system_prompt\":\"\",\"capabilities\":[\"letters\"],"
                        + members
                        + SCRIPT
                        + "}");
    }

    /** Has a turn of the session wait for a decision, and answers the event that asks for it. */
    private JsonObject ask(String session) {
        JsonObject asked;
        try (SseReader reader = client.stream("/v1/sessions/" + session + "/sse")) {
            client.say(session, "Post it.");
            asked = reader.untilEvent("tool.decision_requested").getLast().json();
        }
        Await.until(() -> status(session).equals("waitingfortoolresults"));
        return asked;
    }

    private static String call(JsonObject asked) {
        return asked.object("data").orElseThrow().string("tool_call_id").orElseThrow();
    }

    private Answer decide(String session, String call, String members) {
        return client.post(
                "/v1/sessions/" + session + "/tool-decisions",
                "{\"tool_call_id\":\"" + call + "\"," + members + "}");
    }

    private void awaitIdle(String session) {
        Await.until(() -> status(session).equals("idle"));
    }

    private String status(String session) {
        return client.get("/v1/sessions/" + session).string("status");
    }
}
