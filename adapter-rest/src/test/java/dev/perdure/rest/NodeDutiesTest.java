package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;
import org.junit.jupiter.api.Test;

/** What a node answers that accepts nothing, and one that is about to end. */
class NodeDutiesTest {

    @Test
    void
            a_node_that_accepts_nothing_serves_its_health_and_metrics_and_sends_everything_else_elsewhere() {
        RestConfig worker =
                new RestConfig("1.2.3", SseConfig.DEFAULT, CrossOriginConfig.DEFAULT, false);
        try (RestServer server = RestServer.start(worker)) {
            WireClient client = server.client();
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.get("/api/health").status()).isEqualTo(200);
            assertThat(client.get("/metrics").text()).isEqualTo("counted_total 7\n");
            for (String path : new String[] {"/v1/agents", "/", "/swagger-ui/", "/v1/nothing"}) {
                assertElsewhere(client.get(path));
            }
            assertElsewhere(client.post("/v1/sessions", "{}"));
            assertElsewhere(
                    client.get("/v1/sessions/session_00000000000000000000000000000abc/sse"));
        }
    }

    private static void assertElsewhere(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text()).contains("runs turns", "all or api");
    }

    @Test
    void a_node_that_is_about_to_end_says_so_in_its_health_and_still_answers() {
        try (RestServer server = RestServer.start(RestConfig.standard("1.2.3"))) {
            WireClient client = server.client();
            server.readiness().drain();

            Answer health = client.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.string("status")).isEqualTo("draining");
            Answer other = new WireClient(server.agentProtocolPort()).get("/health");
            assertThat(other.status()).isEqualTo(503);
            assertThat(client.get("/v1/agents").status()).isEqualTo(200);
        }
    }
}
