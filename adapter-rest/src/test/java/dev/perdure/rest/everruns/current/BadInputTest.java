package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest extends WireTest {

    private static final String UNKNOWN = "session_00000000000000000000000000000abc";

    static Stream<List<String>> missing() {
        return Stream.of(
                List.of("GET", "/v1/sessions/" + UNKNOWN),
                List.of("DELETE", "/v1/sessions/" + UNKNOWN),
                List.of("PATCH", "/v1/sessions/" + UNKNOWN),
                List.of("POST", "/v1/sessions/" + UNKNOWN + "/cancel"),
                List.of("GET", "/v1/sessions/" + UNKNOWN + "/messages"),
                List.of("GET", "/v1/sessions/" + UNKNOWN + "/events"),
                List.of("GET", "/v1/sessions/" + UNKNOWN + "/sse"),
                List.of("GET", "/v1/sessions/session_zz"),
                List.of("GET", "/v1/sessions/agent_00000000000000000000000000000abc"),
                List.of("GET", "/v1/sessions/%F0%9F%92%A9/sse"),
                List.of("DELETE", "/v1/sessions/../sessions/x"),
                List.of("GET", "/v1/agents/agent_00000000000000000000000000000abc"),
                List.of("GET", "/v1/agents/nobody-of-this-name"),
                List.of("DELETE", "/v1/agents/agent_00000000000000000000000000000abc"),
                List.of("GET", "/v1/no/such/route"),
                List.of("GET", "/v1"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void what_does_not_exist_is_not_found(List<String> request) {
        Answer answer = client.send(request.get(0), request.get(1), null);
        assertProblem(answer, 404, "not_found");
    }

    @Test
    void a_message_to_an_unknown_session_is_not_found() {
        assertProblem(client.post(messages(UNKNOWN), "{\"text\":\"x\"}"), 404, "not_found");
    }

    @Test
    void a_session_of_an_unknown_agent_harness_or_model_is_not_found() {
        for (String body :
                List.of(
                        "{\"agent_id\":\"agent_00000000000000000000000000000abc\"}",
                        "{\"agent_id\":\"nonsense\"}",
                        "{\"agent_name\":\"nobody\"}",
                        "{\"harness_id\":\"harness_00000000000000000000000000000abc\"}",
                        "{\"harness_name\":\"nothing\"}",
                        "{\"model_id\":\"no/such/model\"}")) {
            assertProblem(client.post("/v1/sessions", body), 404, "not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "nonsense",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\" \"b\"}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "[]",
                "3",
                "\"text\"",
                "{\"text\":\"\\ud83\"}",
                "{\"text\":\"a\"} x",
                "{'text':'a'}"
            })
    void what_is_no_json_object_is_a_bad_request(String body) {
        String session = openSession();
        for (String path : List.of("/v1/agents", "/v1/sessions", messages(session))) {
            assertProblem(client.post(path, body), 400, "invalid_request");
        }
        assertNothingWasWritten(session);
    }

    @Test
    void bytes_that_are_no_utf8_are_a_bad_request() {
        String session = openSession();
        byte[] body = "{\"text\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertProblem(client.send("POST", messages(session), body), 400, "invalid_request");
        assertNothingWasWritten(session);
    }

    static Stream<List<String>> wrongTypes() {
        return Stream.of(
                List.of("{\"text\":3}", "text"),
                List.of("{\"content\":3}", "content"),
                List.of("{\"message\":\"hi\"}", "message"),
                List.of("{\"message\":{\"content\":[\"hi\"]}}", "message.content[0]"),
                List.of(
                        "{\"message\":{\"content\":[{\"type\":\"text\"}]}}",
                        "message.content[0].text"),
                List.of(
                        "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":{}}]}}",
                        "message.content[0].text"),
                List.of("{\"content\":[{\"type\":\"video\"}]}", "content[0].type"),
                List.of("{\"content\":[{\"text\":\"a\"}]}", "content[0].type"),
                List.of("{\"content\":[{\"type\":\"image\"}]}", "content[0].url"),
                List.of("{\"content\":{}}", "content.text"),
                List.of("{\"text\":\"a\",\"metadata\":[]}", "metadata"),
                List.of("{\"text\":\"a\",\"controls\":true}", "controls"),
                List.of("{\"text\":\"a\",\"controls\":{\"model_id\":1}}", "controls.model_id"),
                List.of("{\"text\":\"a\",\"controls\":{\"model_id\":\" \"}}", "controls.model_id"),
                List.of("{\"text\":\"a\",\"external_actor\":\"me\"}", "external_actor"),
                List.of("{\"text\":\"a\",\"client_message_id\":\"a b\"}", "client_message_id"),
                List.of("{\"text\":\"a\",\"role\":\"agent\"}", "role"),
                List.of("{\"text\":\"a\",\"role\":\"tool_result\"}", "role"),
                List.of("{\"text\":\"a\",\"role\":7}", "role"),
                List.of("{}", "content"),
                List.of("{\"content\":[]}", "content"),
                List.of("{\"message\":{}}", "message.content"),
                List.of("null", "content"),
                List.of("", "content"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void a_message_of_the_wrong_shape_is_refused_by_the_path_of_the_member(List<String> bad) {
        String session = openSession();
        Answer answer = client.post(messages(session), bad.get(0));
        assertProblem(answer, 400, "invalid_request");
        assertThat(answer.string("detail")).startsWith(bad.get(1) + ":");
        assertNothingWasWritten(session);
    }

    static Stream<List<String>> wrongAgents() {
        String prompt = ",\"system_prompt\":\"\"";
        return Stream.of(
                List.of("{}", "name"),
                List.of("{\"name\":\"\"" + prompt + "}", "name"),
                List.of("{\"name\":null" + prompt + "}", "name"),
                List.of("{\"name\":1" + prompt + "}", "name"),
                List.of("{\"name\":\"" + "a".repeat(65) + "\"" + prompt + "}", "name"),
                List.of("{\"name\":\"" + "A ".repeat(2000) + "\"" + prompt + "}", "name"),
                List.of("{\"name\":\"x\"}", "system_prompt"),
                List.of("{\"name\":\"x\",\"system_prompt\":{}}", "system_prompt"),
                List.of(
                        "{\"name\":\"x\",\"system_prompt\":\"" + "p".repeat(1048577) + "\"}",
                        "system_prompt"),
                List.of("{\"name\":\"x\"" + prompt + ",\"id\":\"agent_1\"}", "id"),
                List.of("{\"name\":\"x\"" + prompt + ",\"tags\":\"a\"}", "tags"),
                List.of("{\"name\":\"x\"" + prompt + ",\"tags\":[1]}", "tags[0]"),
                List.of("{\"name\":\"x\"" + prompt + ",\"capabilities\":[1]}", "capabilities[0]"),
                List.of(
                        "{\"name\":\"x\"" + prompt + ",\"capabilities\":[{}]}",
                        "capabilities[0].ref"),
                List.of(
                        "{\"name\":\"x\"" + prompt + ",\"capabilities\":[\"nothing\"]}",
                        "capabilities"),
                List.of(
                        "{\"name\":\"x\"" + prompt + ",\"tools\":[{\"name\":\"a b\"}]}",
                        "tools[0].name"),
                List.of("{\"name\":\"x\"" + prompt + ",\"max_iterations\":1.5}", "max_iterations"),
                List.of("{\"name\":\"x\"" + prompt + ",\"max_iterations\":-1}", "max_iterations"),
                List.of("{\"name\":\"x\"" + prompt + ",\"max_iterations\":1e99}", "max_iterations"),
                List.of("{\"name\":\"x\"" + prompt + ",\"initial_files\":{}}", "initial_files"),
                List.of("{\"name\":\"x\"" + prompt + ",\"network_access\":1}", "network_access"),
                List.of(
                        "{\"name\":\"x\"" + prompt + ",\"network_access\":{\"allowed_hosts\":[]}}",
                        "network_access.allowed_hosts"),
                List.of(
                        "{\"name\":\"x\"" + prompt + ",\"default_model_id\":\"\"}",
                        "default_model_id"),
                List.of(
                        "{\"name\":\"x\""
                                + prompt
                                + ",\"description\":\""
                                + "d".repeat(10241)
                                + "\"}",
                        "description"),
                List.of(
                        "{\"name\":\"x\""
                                + prompt
                                + ",\"harness_id\":\"h\",\"harness_name\":\"generic\"}",
                        "harness_id"));
    }

    @ParameterizedTest
    @MethodSource("wrongAgents")
    void an_agent_of_the_wrong_shape_is_refused_by_the_path_of_the_member(List<String> bad) {
        Answer answer = client.post("/v1/agents", bad.get(0));
        assertProblem(answer, 400, "invalid_request");
        assertThat(answer.string("detail")).startsWith(bad.get(1) + ":");
    }

    @Test
    void a_body_beyond_the_bound_is_too_large_and_its_sender_gets_to_know() {
        String session = openSession();
        String text = "x".repeat(MessagesResource.BODY_BYTES_MAX);
        for (int times : List.of(1, 3, 8)) {
            Answer answer =
                    client.post(messages(session), "{\"text\":\"" + text.repeat(times) + "\"}");
            assertProblem(answer, 413, "payload_too_large");
        }
        assertNothingWasWritten(session);
    }

    @Test
    void a_body_just_within_the_bound_is_accepted() {
        String session = openSession();
        String text = "x".repeat(MessagesResource.BODY_BYTES_MAX - 11);
        assertThat(client.post(messages(session), "{\"text\":\"" + text + "\"}").status())
                .isEqualTo(201);
    }

    @Test
    void deep_nesting_is_a_bad_request() {
        String session = openSession();
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        Answer answer =
                client.post(
                        messages(session), "{\"text\":\"a\",\"metadata\":{\"x\":" + deep + "}}");
        assertProblem(answer, 400, "invalid_request");
        assertNothingWasWritten(session);
    }

    @Test
    void nesting_within_the_bound_is_kept() {
        String session = openSession();
        String deep = "[".repeat(61) + "]".repeat(61);
        String metadata = "{\"x\":" + deep + "}";
        Answer answer =
                client.post(messages(session), "{\"text\":\"a\",\"metadata\":" + metadata + "}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).contains("\"metadata\":" + metadata);
        assertThat(client.get(events(session)).text()).contains("\"metadata\":" + metadata);
    }

    @Test
    void nul_and_unpaired_surrogates_are_kept_everywhere() {
        String session = openSession();
        String odd = "a\\u0000b\\ud800c\\udfffd\\u2028e\\u2029f\\u0085g\\u000bh";
        String body =
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\""
                        + odd
                        + "\"}]},\"metadata\":{\""
                        + odd
                        + "\":\""
                        + odd
                        + "\",\"n\":1.10e+2},\"controls\":{\"hints\":{\"h\":\""
                        + odd
                        + "\"}},\"external_actor\":{\"actor_id\":\""
                        + odd
                        + "\",\"source\":\"s\"}}";
        Answer answer = client.post(messages(session), body);
        assertThat(answer.status()).isEqualTo(201);
        for (String text :
                List.of(
                        answer.text(),
                        client.get(messages(session)).text(),
                        client.get(events(session)).text())) {
            assertThat(text)
                    .contains("\"text\":\"" + odd + "\"")
                    .contains("\"metadata\":{\"" + odd + "\":\"" + odd + "\",\"n\":1.10e+2}")
                    .contains("\"controls\":{\"hints\":{\"h\":\"" + odd + "\"}}")
                    .contains("\"external_actor\":{\"actor_id\":\"" + odd + "\",\"source\":\"s\"}");
        }
        try (var stream = client.stream(stream(session) + "?replay=session")) {
            String frame = stream.untilEvent("input.message").getLast().data();
            assertThat(frame).contains("\"text\":\"" + odd + "\"");
        }
    }

    @Test
    void an_empty_text_is_accepted() {
        String session = openSession();
        Answer answer = client.post(messages(session), "{\"text\":\"\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).contains("\"content\":[{\"type\":\"text\",\"text\":\"\"}]");
    }

    private void assertNothingWasWritten(String session) {
        assertThat(client.get(events(session)).data()).hasSize(1);
    }
}
