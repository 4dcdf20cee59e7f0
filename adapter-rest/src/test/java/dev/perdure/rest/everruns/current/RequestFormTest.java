package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertNoTrace;
import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are odd before anybody has looked at their body. */
class RequestFormTest extends WireTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "image/png"})
    void no_content_type_is_asked_for(String contentType) {
        String session = openSession();
        String[] headers =
                contentType.isEmpty() ? new String[0] : new String[] {"Content-Type", contentType};
        assertThat(client.post(messages(session), "{\"text\":\"a\"}", headers).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "nonsense", "*/*"})
    void whatever_is_accepted_the_answer_is_json(String accept) {
        Answer list = client.get("/v1/agents", "Accept", accept);
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.contentType()).isEqualTo("application/json");
        assertProblem(client.get("/v1/nothing", "Accept", accept), 404, "not_found");
    }

    @Test
    void a_method_a_route_does_not_have_is_named_with_those_it_has() {
        Answer answer = client.send("PUT", "/v1/sessions", new byte[0]);
        assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
        assertProblem(
                client.send("DELETE", stream(openSession()), null), 405, "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types=nonsense",
                "exclude=input.message,nonsense",
                "limit=0",
                "limit=-1",
                "limit=many",
                "after_sequence=-1",
                "before_sequence=x",
                "order_desc=perhaps"
            })
    void a_query_that_makes_no_sense_is_a_bad_request(String query) {
        assertProblem(client.get(events(openSession()) + "?" + query), 400, "invalid_request");
    }

    @Test
    void a_filter_that_makes_no_sense_keeps_a_stream_from_opening() {
        assertProblem(
                client.get(stream(openSession()) + "?types=nonsense"), 400, "invalid_request");
    }

    @Test
    void unknown_query_parameters_are_ignored() {
        assertThat(client.get(events(openSession()) + "?nonsense=1&window=x").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLA\r\n\r\n",
                "GET /v1/agents HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /v1/agents%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/agents%2F..%2F HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/agents?search=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "POST /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n"
                        + "Connection: close\r\n\r\n{}",
                "POST /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Type: a\r\nContent-Length: 2\r\n"
                        + "Connection: close\r\n\r\n{}",
                "TRACE /v1/agents HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            })
    void an_unreadable_request_is_refused_in_the_same_words(String request) {
        String answer = client.raw(request);
        assertThat(answer).containsPattern("^HTTP/1.1 (4\\d\\d|505) ");
        assertThat(answer).contains("Content-Type: application/problem+json");
        assertThat(answer).contains("\"error\":{\"code\":\"");
        assertNoTrace(answer);
    }

    @Test
    void a_header_beyond_bounds_is_refused_in_the_same_words() {
        String answer =
                client.raw(
                        "GET /v1/agents HTTP/1.1\r\nHost: x\r\nX-Long: "
                                + "x".repeat(20_000)
                                + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"error\":{\"code\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//agents",
                "/v1/agents/",
                "/api/v1/agents",
                "//api//v1/agents//",
                "/v1/agents?limit=3",
                "/api/v1/agents/?limit=3"
            })
    void careless_paths_are_served_as_meant(String path) {
        String answer =
                client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"agents\":");
        if (path.contains("limit=3")) {
            assertThat(answer).contains("\"limit\":3");
        }
    }
}
