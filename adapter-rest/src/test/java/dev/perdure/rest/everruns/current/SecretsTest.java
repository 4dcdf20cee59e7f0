package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsTest {

    private static final String VALUE = "s3cret-0123456789";

    private RestServer server;
    private WireClient client;

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
    void secrets_are_given_named_and_taken_away_and_never_answered() {
        String secrets = secrets();

        Answer kept =
                client.put(
                        secrets, "{\"secrets\":{\"token\":\"" + VALUE + "\",\"A.b-c\":\" x \"}}");

        assertThat(kept.status()).as(kept.text()).isEqualTo(200);
        assertThat(kept.text()).isEqualTo("{\"count\":2}");
        Answer listed = client.get(secrets);
        assertThat(listed.text())
                .startsWith("{\"data\":[{\"name\":\"A.b-c\",\"created_at\":\"20")
                .contains("{\"name\":\"token\",\"created_at\":\"20")
                .doesNotContain(VALUE);
        assertThat(client.put(secrets, "{\"secrets\":{\"token\":\"other\"}}").text())
                .isEqualTo("{\"count\":1}");
        assertThat(client.put(secrets, "{\"secrets\":{}}").text()).isEqualTo("{\"count\":0}");
        assertThat(client.delete(secrets + "/token").status()).isEqualTo(204);
        assertProblem(client.delete(secrets + "/token"), 404, "not_found");
        assertThat(client.get(secrets).text()).contains("A.b-c").doesNotContain("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"secrets\":null}",
                "{\"secrets\":[\"" + VALUE + "\"]}",
                "{\"secrets\":{\"a\":[\"" + VALUE + "\"]}}",
                "{\"secrets\":{\"b\":\"fine\",\"a b\":\"" + VALUE + "\"}}",
                "{\"secrets\":{\"\":\"" + VALUE + "\"}}",
                "{\"secrets\":{\"b\":\"" + VALUE + "\",\"a\":\" \\n\"}}",
                "{\"secrets\":{\"a\":\"" + VALUE + "\"",
                VALUE
            })
    void what_is_no_secret_is_refused_whole_and_not_repeated(String body) {
        String secrets = secrets();

        Answer refused = client.put(secrets, body);

        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.text()).doesNotContain(VALUE);
        assertThat(client.get(secrets).text()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void values_and_their_number_are_bounded() {
        String secrets = secrets();
        String longest = "v".repeat(16 * 1024);

        assertThat(client.put(secrets, "{\"secrets\":{\"a\":\"" + longest + "\"}}").status())
                .isEqualTo(200);
        assertProblem(
                client.put(secrets, "{\"secrets\":{\"a\":\"" + longest + "v\"}}"),
                400,
                "invalid_request");
        StringBuilder most = new StringBuilder("{\"secrets\":{\"a\":\"v\"");
        for (int i = 1; i < 100; i++) {
            most.append(",\"n").append(i).append("\":\"v\"");
        }
        assertThat(client.put(secrets, most + "}}").text()).isEqualTo("{\"count\":100}");
        assertProblem(client.put(secrets, "{\"secrets\":{\"one-more\":\"v\"}}"), 409, "conflict");
    }

    @Test
    void a_session_that_is_not_there_has_none() {
        String nobody = "/v1/sessions/session_00000000000000000000000000000abc/storage/secrets";

        assertProblem(client.get(nobody), 404, "not_found");
        assertProblem(client.put(nobody, "{\"secrets\":{\"a\":\"b\"}}"), 404, "not_found");
        assertProblem(client.delete(nobody + "/a"), 404, "not_found");
    }

    private String secrets() {
        return "/v1/sessions/" + client.createSession("{}") + "/storage/secrets";
    }
}
