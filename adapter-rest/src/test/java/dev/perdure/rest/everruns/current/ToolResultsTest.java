package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.Await;
import dev.perdure.rest.WireClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tools that the client runs, and the results it hands in. */
class ToolResultsTest extends WireTest {

    private static final Pattern CALL = Pattern.compile("\"tool_call_id\":\"([^\"]+)\"");

    @Test
    void any_of_the_results_that_are_owed_are_taken_and_the_turn_goes_on_with_the_last() {
        String session = waiting();
        List<String> owed = owed(session);
        assertThat(owed).hasSize(2);

        Answer first = handIn(session, owed.get(1), "\"result\":{\"n\":1}");
        assertThat(first.text()).isEqualTo("{\"accepted\":1,\"status\":\"active\"}");
        assertThat(owed(session)).containsExactly(owed.get(0));
        assertThat(handIn(session, owed.get(1), "\"result\":2").text()).contains("\"accepted\":0");

        assertThat(handIn(session, owed.get(0), "\"result\":null,\"error\":\"Lost it.\"").status())
                .isEqualTo(200);
        Await.until(() -> status(session).equals("idle"));
        assertThat(client.get("/v1/sessions/" + session + "/events").text())
                .contains("\"text\":\"{\\\"n\\\":1}\"", "\"error\":\"Lost it.\"", "turn.completed");
        assertThat(handIn(session, owed.get(0), "\"result\":1").text()).contains("\"accepted\":0");
    }

    @Test
    void who_waits_for_nothing_says_so_in_the_words_that_clients_look_for() {
        String session = client.createSession("{}");

        Answer refused = handIn(session, "call_1", "\"result\":1");

        assertProblem(refused, 409, "conflict");
        assertThat(refused.json().object("error").orElseThrow().string("message").orElseThrow())
                .contains("not waiting for tool results");
    }

    @Test
    void what_nobody_can_mean_is_a_bad_request() {
        String session = waiting();

        assertProblem(handIn(session, "no such call", "\"result\":1"), 400, "invalid_request");
        for (String wrong :
                new String[] {
                    "{}",
                    "{\"tool_results\":[]}",
                    "{\"tool_results\":{}}",
                    "{\"tool_results\":[{\"result\":1}]}",
                    "{\"tool_results\":["
                            + "{\"tool_call_id\":\"c\"},".repeat(250)
                            + "{\"tool_call_id\":\"c\"}]}"
                }) {
            assertProblem(client.post(path(session), wrong), 400, "invalid_request");
        }
        assertThat(owed(session)).hasSize(2);
    }

    @Test
    void a_result_of_another_turn_is_not_taken() {
        String session = waiting();
        String call = owed(session).getFirst();
        String result = "\"tool_results\":[{\"tool_call_id\":\"" + call + "\",\"result\":1}]}";
        String listed = client.get("/v1/sessions/" + session + "/tool-calls?status=pending").text();
        Matcher turn = Pattern.compile("\"turn_id\":\"(turn_[0-9a-f]+)\"").matcher(listed);
        assertThat(turn.find()).as(listed).isTrue();

        assertProblem(
                client.post(
                        path(session), "{\"turn_id\":\"turn_" + "0".repeat(32) + "\"," + result),
                409,
                "conflict");
        assertProblem(
                client.post(path(session), "{\"turn_id\":\"soon\"," + result),
                400,
                "invalid_request");
        assertThat(owed(session)).hasSize(2);
        Answer taken =
                client.post(path(session), "{\"turn_id\":\"" + turn.group(1) + "\"," + result);
        assertThat(taken.text()).contains("\"accepted\":1");
        assertThat(owed(session)).hasSize(1);
    }

    private String waiting() {
        String agent =
                client.createAgent(
                        "{\"name\":\"client of its own\",\"system_prompt\":\"\",\"tools\":["
                                + "{\"type\":\"client_side\",\"name\":\"pick\"}],"
                                + "\"model_settings\":{\"simulated\":{\"script\":[{\"tool_calls\":["
                                + "{\"name\":\"pick\",\"arguments\":{}},"
                                + "{\"name\":\"pick\",\"arguments\":{}}]},"
                                + "{\"text\":\"Done.\"}]}}}");
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        client.say(session, "Pick two.");
        Await.until(() -> status(session).equals("waitingfortoolresults"));
        return session;
    }

    private List<String> owed(String session) {
        String listed = client.get("/v1/sessions/" + session + "/tool-calls?status=pending").text();
        List<String> calls = new ArrayList<>();
        Matcher call = CALL.matcher(listed);
        while (call.find()) {
            calls.add(call.group(1));
        }
        return calls;
    }

    private Answer handIn(String session, String call, String members) {
        return client.post(
                path(session),
                "{\"tool_results\":[{\"tool_call_id\":\"" + call + "\"," + members + "}]}");
    }

    private static String path(String session) {
        return "/v1/sessions/" + session + "/tool-results";
    }

    private String status(String session) {
        return client.get("/v1/sessions/" + session).string("status");
    }
}
