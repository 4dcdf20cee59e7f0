package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedBadInputTest extends NestedTest {

    private static final String NOBODY = "/v1/agents/00000000-0000-0000-0000-000000000abc";
    private static final String NOTHING = "/sessions/00000000-0000-0000-0000-000000000abc";

    static Stream<List<String>> missing() {
        return Stream.of(
                List.of("POST", NOBODY + "/sessions"),
                List.of("GET", NOBODY + "/sessions"),
                List.of("GET", NOBODY + "/capabilities"),
                List.of("GET", NOBODY + NOTHING),
                List.of("DELETE", NOBODY + NOTHING),
                List.of("PATCH", NOBODY + NOTHING),
                List.of("GET", NOBODY + NOTHING + "/messages"),
                List.of("GET", NOBODY + NOTHING + "/events"),
                List.of("GET", NOBODY + NOTHING + "/sse"),
                List.of("GET", NOBODY + NOTHING + "/nothing"),
                List.of("GET", "/api" + NOBODY + "/sessions/"),
                List.of("GET", "/v1/agents/none-of-this-name/sessions"),
                List.of("GET", "/v1/agents/%F0%9F%92%A9/sessions"),
                List.of("GET", "/v1/agents/%F0%9F%92%A9/sessions/x/sse"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void what_does_not_exist_is_not_found(List<String> request) {
        assertProblem(client.send(request.get(0), request.get(1), null), 404, "not_found");
    }

    @Test
    void a_message_to_nobody_is_not_found_and_a_session_that_is_no_id_is_not_either() {
        String agent = agent();

        assertProblem(
                client.post(NOBODY + NOTHING + "/messages", asObject("Hi")), 404, "not_found");
        for (String session : List.of("x", "session_zz", agent)) {
            assertProblem(
                    client.get("/v1/agents/" + agent + "/sessions/" + session), 404, "not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "nonsense",
                "[]",
                "3",
                "\"text\"",
                "{\"a\":1,\"a\":2}",
                "{\"text\":\"\\ud83\"}"
            })
    void what_is_no_json_object_is_a_bad_request(String body) {
        String path = open(agent());
        String agent = path.substring(0, path.indexOf("/sessions"));

        assertProblem(client.post(path + "/messages", body), 400, "invalid_request");
        assertProblem(client.post(agent + "/sessions", body), 400, "invalid_request");
        assertProblem(client.put(agent + "/capabilities", body), 400, "invalid_request");
        assertThat(client.get(path + "/messages").data()).isEmpty();
    }

    @Test
    void bytes_that_are_no_utf8_are_a_bad_request() {
        String path = open(agent());
        byte[] body = "{\"content\":{\"text\":\"\u00ff\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(client.send("POST", path + "/messages", body), 400, "invalid_request");
    }

    static Stream<List<String>> wrongMessages() {
        return Stream.of(
                List.of("{\"content\":{}}", "content.text"),
                List.of("{\"content\":{\"text\":3}}", "content.text"),
                List.of("{\"content\":{\"text\":null}}", "content.text"),
                List.of("{\"message\":{\"content\":{\"txt\":\"a\"}}}", "message.content.text"),
                List.of(
                        "{\"message\":{\"content\":[{\"type\":\"x\"}]}}",
                        "message.content[0].type"),
                List.of("{\"message\":3}", "message"),
                List.of("{\"message\":{}}", "message.content"),
                List.of("{\"content\":[]}", "content"),
                List.of("{\"content\":true}", "content"),
                List.of("{\"role\":\"assistant\",\"content\":{\"text\":\"a\"}}", "role"),
                List.of("{\"role\":\"tool_result\",\"content\":{\"text\":\"a\"}}", "role"),
                List.of("{\"content\":{\"text\":\"a\"},\"metadata\":[]}", "metadata"),
                List.of("{}", "content"),
                List.of("null", "content"),
                List.of("", "content"));
    }

    @ParameterizedTest
    @MethodSource("wrongMessages")
    void a_message_of_the_wrong_shape_is_refused_by_the_path_of_the_member(List<String> bad) {
        String path = open(agent());

        Answer answer = client.post(path + "/messages", bad.get(0));

        assertProblem(answer, 400, "invalid_request");
        assertThat(answer.string("error")).startsWith(bad.get(1) + ":");
        assertThat(client.get(path + "/messages").data()).isEmpty();
    }

    static Stream<List<String>> wrongSessions() {
        return Stream.of(
                List.of("{\"title\":1}", "title"),
                List.of("{\"title\":\"" + "t".repeat(2049) + "\"}", "title"),
                List.of("{\"tags\":\"a\"}", "tags"),
                List.of("{\"tags\":[1]}", "tags[0]"),
                List.of("{\"model_id\":\"\"}", "model_id"));
    }

    @ParameterizedTest
    @MethodSource("wrongSessions")
    void a_session_of_the_wrong_shape_is_refused_by_the_path_of_the_member(List<String> bad) {
        Answer answer = client.post("/v1/agents/" + agent() + "/sessions", bad.get(0));

        assertProblem(answer, 400, "invalid_request");
        assertThat(answer.string("error")).startsWith(bad.get(1) + ":");
    }

    @Test
    void a_body_beyond_the_bound_is_too_large() {
        String path = open(agent());
        String text = "x".repeat(NestedMessagesResource.BODY_BYTES_MAX);

        assertProblem(client.post(path + "/messages", asObject(text)), 413, "payload_too_large");
    }

    @Test
    void the_largest_object_is_kept_and_echoed_with_everything_odd_in_it() {
        String path = open(agent());
        String odd = "a\\u0000b\\ud800c\\udfffd\\u2028e\\u0085g\\u000bh";
        String content =
                "{\"text\":\""
                        + odd
                        + "\",\"deep\":"
                        + "[".repeat(62)
                        + "]".repeat(62)
                        + ",\"long\":\""
                        + "x".repeat(1_000_000)
                        + "\"}";

        Answer answer = client.post(path + "/messages", "{\"content\":" + content + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().object("content").orElseThrow().toJson()).isEqualTo(content);
        assertThat(client.get(path + "/messages").text()).contains(content);
        assertThat(client.get(path + "/events").text()).contains("\"text\":\"" + odd + "\"");
    }

    @Test
    void routes_still_owed_say_so_in_these_words() {
        String path = open(agent());

        assertProblem(client.get(path + "/fs/notes.txt"), 501, "not_implemented");
    }

    @Test
    void methods_that_are_not_known_are_refused_in_these_words() {
        String path = open(agent());

        assertProblem(client.put(path + "/messages", "{}"), 405, "method_not_allowed");
    }
}
