package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.WireClient.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One question, one answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskTest {

    private RestServer server;
    private WireClient client;

    @BeforeAll
    void start() {
        server =
                RestServer.start(
                        RestConfig.standard("1"),
                        InMemoryStorage.open(),
                        EngineConfig.of(new ModelRef("simulated-fast")));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void the_answer_is_the_text_that_the_log_has() {
        Answer answer = client.post("/v1/ask", "What survives a crash?");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.text()).contains("What survives a crash?").endsWith("\n");
        String session = answer.header("Perdure-Session");
        assertThat(client.get("/v1/sessions/" + session + "/messages").text())
                .contains("\"role\":\"user\"")
                .contains("\"role\":\"agent\"");
    }

    @Test
    void the_same_question_below_the_other_prefix_has_a_session_of_its_own() {
        Answer first = client.post("/v1/ask", "Again?");
        Answer second = client.post("/api/v1/ask", "Again?");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("Perdure-Session")).isNotEqualTo(first.header("Perdure-Session"));
    }

    @Test
    void what_is_no_question_is_refused_and_opens_no_session() {
        long before = sessions();

        assertThat(client.post("/v1/ask", "").status()).isEqualTo(400);
        assertThat(client.post("/v1/ask", "  \n").status()).isEqualTo(400);
        assertThat(client.send("POST", "/v1/ask", new byte[] {(byte) 0xC3, 0x28}).status())
                .isEqualTo(400);
        assertThat(
                        client.send(
                                        "POST",
                                        "/v1/ask",
                                        "x".repeat(65_537).getBytes(StandardCharsets.UTF_8))
                                .status())
                .isEqualTo(413);
        assertThat(client.get("/v1/ask").status()).isEqualTo(405);
        assertThat(sessions()).isEqualTo(before);
    }

    private long sessions() {
        return client.get("/v1/sessions").json().longValue("total").orElseThrow();
    }
}
