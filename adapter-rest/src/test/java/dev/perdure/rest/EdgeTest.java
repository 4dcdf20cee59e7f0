package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to no dialect: health, owed routes, other origins, the other port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {

    private FailingStorage storage;
    private RestServer server;
    private WireClient client;

    @BeforeAll
    void start() {
        storage = new FailingStorage(InMemoryStorage.open());
        server =
                RestServer.start(
                        RestConfig.standard("1.2.3"),
                        storage,
                        new EngineConfig(WorkerConfig.DEFAULT, new ModelRef("simulated"), false));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/health", "/health/", "//health"})
    void health_answers_in_the_words_of_every_generation(String path) {
        String answer =
                client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains(
                        "{\"status\":\"ok\",\"version\":\"1.2.3\",\"runner_mode\":\"InProcess\","
                                + "\"auth_mode\":\"None\"");
    }

    @Test
    void health_asks_the_log() {
        storage.fail(true);
        try {
            Answer answer = client.get("/health");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.string("status")).isEqualTo("unavailable");
        } finally {
            storage.fail(false);
        }
        assertThat(client.get("/health").status()).isEqualTo(200);
    }

    @Test
    void a_storage_that_is_away_is_said_to_be_and_no_more() {
        String session = client.createSession("{}");
        storage.fail(true);
        try {
            for (String path : List.of("/events", "/messages", "/sse")) {
                Answer answer = client.get("/v1/sessions/" + session + path);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.text()).doesNotContain(FailingStorage.SECRET);
            }
        } finally {
            storage.fail(false);
        }
    }

    @Test
    void a_list_that_breaks_off_does_not_look_complete() {
        String session = client.createSession("{}");
        storage.failReads(true);
        try {
            for (String path : List.of("/events", "/messages")) {
                String answer =
                        client.raw(
                                "GET /v1/sessions/"
                                        + session
                                        + path
                                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(answer).doesNotContain("200 OK", FailingStorage.SECRET);
            }
        } finally {
            storage.failReads(false);
        }
    }

    @Test
    void a_defect_is_an_incident_and_no_more() {
        String session = client.createSession("{}");
        storage.defect(true);
        try {
            Answer answer = client.get("/v1/sessions/" + session + "/events");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.string("code")).isEqualTo("internal_error");
            assertThat(answer.text()).doesNotContain(FailingStorage.SECRET);
        } finally {
            storage.defect(false);
        }
    }

    @Test
    void routes_still_owed_say_so_by_name() {
        for (String path : List.of("/v1/memories", "/api/v1/memories", "/v1/agents/x/stats")) {
            Answer answer = client.get(path);
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.string("code")).isEqualTo("not_implemented");
        }
        assertThat(client.put("/v1/sessions/x/pin", "{}").status()).isEqualTo(501);
    }

    @Test
    void pages_of_this_machine_may_talk_to_the_server() {
        String origin = "http://localhost:5173";
        Answer preflight =
                client.send(
                        "OPTIONS",
                        "/v1/agents",
                        null,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains(
                        "Authorization",
                        "Content-Type",
                        "X-Org-Id",
                        "Last-Event-ID",
                        "Cache-Control");
        Answer answer = client.get("/v1/agents", "Origin", origin);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void pages_from_elsewhere_may_neither_read_nor_write() {
        String origin = "https://elsewhere.example";
        Answer read = client.get("/v1/agents", "Origin", origin);
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
        Answer write =
                client.post("/v1/sessions", "{}", "Origin", origin, "Content-Type", "text/plain");
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.contentType()).isEqualTo("application/problem+json");
        assertThat(client.post("/v1/sessions", "{}", "Origin", "null").status()).isEqualTo(403);
        assertThat(client.post("/v1/sessions", "{}").status()).isEqualTo(201);
    }

    @Test
    void a_server_of_this_machine_answers_to_no_name_from_elsewhere() {
        RestConfig local =
                new RestConfig(
                        "1", SseConfig.DEFAULT, new CrossOriginConfig(Set.of(), true, true), true);
        try (RestServer only = RestServer.start(local)) {
            for (String name : List.of("localhost", "127.0.0.1", "[::1]", "LOCALHOST")) {
                assertThat(hello(only, name)).startsWith("HTTP/1.1 200");
            }
            for (String name : List.of("elsewhere.example", "localhost.elsewhere.example")) {
                assertThat(hello(only, name))
                        .startsWith("HTTP/1.1 403")
                        .contains("application/problem+json", "localhost, 127.0.0.1 and [::1]");
            }
        }
    }

    /** What a page gets that was served under this name, which leads here. */
    private static String hello(RestServer server, String name) {
        String host = name + ":" + server.port();
        return server.client()
                .raw(
                        "GET /v1/agents HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nOrigin: http://"
                                + host
                                + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void the_other_port_answers_in_the_other_protocols_words() {
        WireClient other = new WireClient(server.agentProtocolPort());
        assertThat(other.get("/health").status()).isEqualTo(200);
        assertThat(other.get("/health").string("status")).isEqualTo("healthy");
        for (String path : List.of("/threads", "/assistants/search", "/v1/agents")) {
            Answer answer = other.post(path, "{}");
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.string("error")).isEqualTo("not_implemented");
            assertThat(answer.string("message")).isNotEmpty();
            assertThat(answer.json().object("details")).isPresent();
        }
    }
}
