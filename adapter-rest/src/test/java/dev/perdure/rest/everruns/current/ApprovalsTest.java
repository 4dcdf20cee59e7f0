package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.rest.Await;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import org.junit.jupiter.api.Test;

/** Calls that a person has to allow, over the wire. */
class ApprovalsTest extends WireTest {

    private int agents;

    @Test
    void a_call_is_shown_allowed_and_run_and_every_reader_is_told() {
        String session = session();
        JsonObject asked = ask(session);

        assertThat(asked.object("arguments").orElseThrow().toJson()).isEqualTo("{\"a\":2,\"b\":3}");
        assertThat(asked.string("rule")).contains("agent: tool add");
        Answer listed = client.get(approvals(session) + "?status=pending");
        assertThat(listed.text())
                .contains("\"kind\":\"approval\"")
                .contains("\"hash\":\"" + hash(asked) + "\"");
        assertThat(client.get("/v1/sessions/" + session + "/explain").text())
                .contains("waits for somebody to approve add (")
                .contains("\"state\":\"awaiting_approval\"");

        Answer decided = decide(session, asked, "\"decision\":\"approve\"");
        awaitIdle(session);

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.string("decision")).isEqualTo("approved");
        assertThat(eventsOf(session)).contains("\"tool.approval_decided\"", "\"text\":\"5\"");
        assertThat(client.get(approvals(session)).text()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void what_waits_for_a_person_is_listed_across_sessions_and_gone_when_it_is_decided() {
        String first = session();
        JsonObject asked = ask(first);
        String second = session();
        ask(second);

        String listed = client.get("/v1/approvals?status=pending&limit=100").text();
        assertThat(listed.indexOf(second)).isPositive().isLessThan(listed.indexOf(first));
        assertThat(client.get("/v1/approvals?limit=1").text())
                .contains(second)
                .doesNotContain(first);

        decide(first, asked, "\"decision\":\"reject\"");
        awaitIdle(first);
        assertThat(client.get("/v1/approvals?limit=100").text())
                .contains(second)
                .doesNotContain(first);
    }

    @Test
    void edited_arguments_run_in_place_of_the_models() {
        String session = session();
        JsonObject asked = ask(session);

        Answer decided =
                decide(
                        session,
                        asked,
                        "\"decision\":\"approve\",\"arguments_text\":\" {\\\"a\\\":40, \\\"b\\\":2}\"");
        awaitIdle(session);

        assertThat(decided.string("decision")).isEqualTo("edited");
        assertThat(decided.string("arguments_text")).isEqualTo(" {\"a\":40, \"b\":2}");
        assertThat(decided.string("hash")).isNotEqualTo(hash(asked));
        assertThat(eventsOf(session)).contains("\"text\":\"42\"");
    }

    @Test
    void a_rejected_call_is_answered_with_the_comment() {
        String session = session();
        JsonObject asked = ask(session);

        decide(session, asked, "\"decision\":\"reject\",\"comment\":\"Too much.\"");
        awaitIdle(session);

        assertThat(eventsOf(session))
                .contains("They say: Too much.", "\"turn.completed\"")
                .doesNotContain("\"tool.started\"");
    }

    @Test
    void a_second_answer_and_one_to_another_hash_are_conflicts() {
        String session = session();
        JsonObject asked = ask(session);
        String path = approvals(session) + "/" + call(asked);

        assertProblem(
                client.post(path, "{\"decision\":\"approve\",\"hash\":\"00\"}"), 409, "conflict");
        decide(session, asked, "\"decision\":\"reject\"");
        assertProblem(decide(session, asked, "\"decision\":\"approve\""), 409, "conflict");
        awaitIdle(session);
        assertProblem(decide(session, asked, "\"decision\":\"approve\""), 409, "conflict");
        assertThat(eventsOf(session)).containsOnlyOnce("\"tool.approval_decided\"");
    }

    @Test
    void a_call_that_the_session_never_had_is_not_found() {
        String session = session();
        JsonObject asked = ask(session);

        assertProblem(
                client.post(
                        approvals(session) + "/no_such_call",
                        "{\"decision\":\"reject\",\"hash\":\"" + hash(asked) + "\"}"),
                404,
                "not_found");
        decide(session, asked, "\"decision\":\"reject\"");
        awaitIdle(session);
    }

    @Test
    void of_long_arguments_the_list_across_sessions_shows_the_beginning() {
        String most = "x".repeat(ApprovalWire.EXCERPT_CHARACTERS_MAX - "{\"a\":\"\"}".length());
        JsonObject whole = excerpt("{\"a\":\"" + most + "\"}");
        JsonObject cut = excerpt("{\"a\":\"" + most + "y\"}");

        assertThat(whole.string("arguments_text")).isPresent();
        assertThat(whole.get("arguments_characters")).isEmpty();
        assertThat(cut.get("arguments_text")).isEmpty();
        assertThat(cut.get("arguments")).isEmpty();
        assertThat(cut.longValue("arguments_characters"))
                .hasValue(ApprovalWire.EXCERPT_CHARACTERS_MAX + 1);
        assertThat(cut.string("arguments_shown").orElseThrow())
                .hasSize(ApprovalWire.EXCERPT_CHARACTERS_MAX);
    }

    private static JsonObject excerpt(String arguments) {
        ToolCall call = new ToolCall(new ToolCallId("a"), "add", new JsonText(arguments));
        return ApprovalWire.excerpt(JsonObject.builder(), call).build();
    }

    @Test
    void an_answer_that_says_too_little_or_too_much_is_a_bad_request_and_none_is_a_link() {
        String session = session();
        JsonObject asked = ask(session);

        for (String wrong :
                new String[] {
                    "\"decision\":\"guess\"",
                    "\"comment\":\"yes\"",
                    "\"decision\":\"reject\",\"arguments\":{}",
                    "\"decision\":\"approve\",\"edited_arguments\":{\"a\":1,\"b\":1}",
                    "\"decision\":\"approve\",\"arguments\":null",
                    "\"decision\":\"approve\",\"arguments_text\":null",
                    "\"decision\":\"approve\",\"arguments_text\":\"{\"",
                    "\"decision\":\"approve\",\"arguments_text\":\"{}\",\"arguments\":{}",
                    "\"decision\":\"approve\",\"comment\":\"" + "x".repeat(4_001) + "\""
                }) {
            assertProblem(decide(session, asked, wrong), 400, "invalid_request");
        }
        String path = approvals(session) + "/" + call(asked);
        assertProblem(client.post(path, "{\"decision\":\"approve\"}"), 400, "invalid_request");
        assertThat(client.get(path).status()).isEqualTo(405);
        assertProblem(client.get(approvals(session) + "?status=old"), 400, "invalid_request");
        assertThat(client.get(approvals(session)).text()).contains(call(asked));
    }

    @Test
    void a_rule_that_cannot_be_meant_is_refused_with_the_agent_that_has_it() {
        Answer refused =
                client.post(
                        "/v1/agents",
                        "{\"name\":\"wrong\",\"system_prompt\":\"\",\"capabilities\":"
                                + "[{\"ref\":\"tool_approval\",\"config\":{\"tools\":\"add\"}}]}");

        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.string("detail")).contains("tools is a list of strings");
    }

    private String session() {
        agents++;
        String agent =
                client.createAgent(
                        "{\"name\":\"careful-"
                                + agents
                                + "\",\"system_prompt\":\"\",\"capabilities\":[\"arithmetic\","
                                + "{\"ref\":\"tool_approval\",\"config\":{\"tools\":[\"add\"]}}],"
                                + "\"model_settings\":{\"simulated\":{\"script\":[{\"tool_calls\":["
                                + "{\"name\":\"add\",\"arguments\":{\"a\":2,\"b\":3}}]},"
                                + "{\"text\":\"Done.\"}]}}}");
        return client.createSession("{\"agent_id\":\"" + agent + "\"}");
    }

    /** Has a turn of the session wait for leave, and answers what it asks. */
    private JsonObject ask(String session) {
        JsonObject asked;
        try (SseReader reader = client.stream(stream(session))) {
            client.say(session, "Add, please.");
            asked = reader.untilEvent("tool.approval_requested").getLast().json();
        }
        Await.until(() -> status(session).equals("waitingfortoolresults"));
        return asked.object("data").orElseThrow();
    }

    private Answer decide(String session, JsonObject asked, String members) {
        return client.post(
                approvals(session) + "/" + call(asked),
                "{\"hash\":\"" + hash(asked) + "\"," + members + "}");
    }

    private static String call(JsonObject asked) {
        return asked.string("tool_call_id").orElseThrow();
    }

    private static String hash(JsonObject asked) {
        return asked.string("hash").orElseThrow();
    }

    private static String approvals(String session) {
        return "/v1/sessions/" + session + "/approvals";
    }

    private String eventsOf(String session) {
        return client.get("/v1/sessions/" + session + "/events").text();
    }

    private void awaitIdle(String session) {
        Await.until(() -> status(session).equals("idle"));
    }

    private String status(String session) {
        return client.get("/v1/sessions/" + session).string("status");
    }
}
