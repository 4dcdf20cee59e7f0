package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer before its request's body leaves a connection on which the next request is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadBodiesTest {

    private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String HEALTH = "GET /health" + HOST + "\r\n";
    private static final String SESSION = "/v1/sessions/session_00000000000000000000000000000abc";

    private RestServer server;

    @BeforeAll
    void start() {
        server = RestServer.start(RestConfig.standard("1"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<List<String>> answeredEarly() {
        return Stream.of(
                List.of(
                        "403",
                        "POST /v1/sessions" + HOST + "Origin: https://elsewhere.example\r\n"),
                List.of("404", "POST /v1/no/such/route" + HOST),
                List.of("404", "PUT /favicon.ico" + HOST),
                List.of("404", "POST " + SESSION + "/cancel" + HOST),
                List.of("404", "POST " + SESSION + "/messages" + HOST + "Everruns-Dialect: g0\r\n"),
                List.of("405", "PUT /v1/sessions" + HOST),
                List.of("405", "PUT /v1/ask" + HOST),
                List.of("501", "PUT " + SESSION + "/pin" + HOST));
    }

    @ParameterizedTest
    @MethodSource("answeredEarly")
    void the_connection_of_an_early_answer_serves_the_next_request(List<String> early) {
        assertServesOn(server.port(), early.get(0), early.get(1));
    }

    @Test
    void so_does_a_connection_of_the_other_port() {
        assertServesOn(server.agentProtocolPort(), "501", "POST /threads" + HOST);
    }

    @Test
    void so_does_a_connection_to_a_node_that_accepts_nothing() {
        RestConfig worker =
                new RestConfig("1", SseConfig.DEFAULT, CrossOriginConfig.DEFAULT, false);
        try (RestServer node = RestServer.start(worker)) {
            assertServesOn(node.port(), "503", "POST /v1/sessions" + HOST);
        }
    }

    /** Several times: without the rest being read, a quick client is lucky now and then. */
    private static void assertServesOn(int port, String status, String head) {
        try (RawConnection connection = RawConnection.to(port)) {
            for (int i = 0; i < 10; i++) {
                connection.write(head + "Content-Length: 2\r\n\r\n");
                String answer = connection.answer();
                assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
                assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("connection: close");
                connection.write("{}" + HEALTH);
                assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_body_in_chunks_is_read_to_its_end_as_well() {
        try (RawConnection connection = RawConnection.to(server.port())) {
            connection.write("PUT /v1/ask" + HOST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{");
            assertThat(connection.answer()).startsWith("HTTP/1.1 405 ");
            connection.write("}\r\n0\r\n\r\n" + HEALTH);
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void the_sender_of_too_much_is_told_so_and_is_served_on() {
        int length = 8 * 1024 * 1024;
        byte[] half = " ".repeat(length / 2).getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of(SESSION + "/messages", "/v1/ask")) {
            try (RawConnection connection = RawConnection.to(server.port())) {
                connection.write("POST " + path + HOST + "Content-Length: " + length + "\r\n\r\n");
                connection.write(half);
                assertThat(connection.answer()).startsWith("HTTP/1.1 413 ");
                connection.write(half);
                connection.write(HEALTH);
                assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_body_beyond_what_is_read_ends_its_connection_and_the_answer_says_so() {
        for (String head :
                List.of(
                        "PUT /v1/ask" + HOST,
                        "POST /v1/sessions" + HOST + "Origin: https://elsewhere.example\r\n")) {
            try (RawConnection connection = RawConnection.to(server.port())) {
                connection.write(head + "Content-Length: 33554433\r\n\r\n");
                assertThat(connection.answer().toLowerCase(Locale.ROOT))
                        .startsWith("http/1.1 40")
                        .contains("connection: close");
            }
        }
    }

    @Test
    void a_body_that_was_offered_is_neither_asked_for_nor_waited_for() {
        try (RawConnection connection = RawConnection.to(server.port())) {
            connection.write(
                    "PUT /v1/ask" + HOST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.answer())
                    .startsWith("HTTP/1.1 405 ")
                    .containsIgnoringCase("connection: close");
        }
    }
}
