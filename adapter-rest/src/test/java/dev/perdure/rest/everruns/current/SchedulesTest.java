package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesTest {

    private static final String NEW_YEAR =
            "{\"message\":\"Look.\",\"cron_expression\":\"0 9 1 1 *\",\"timezone\":\"Europe/Berlin\"}";

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
    void a_schedule_is_made_found_paused_resumed_and_cancelled() {
        String session = client.createSession("{}");
        String schedules = "/v1/sessions/" + session + "/schedules";

        Answer made = client.post(schedules, NEW_YEAR);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text())
                .contains("\"session_id\":\"" + session + "\",\"message\":\"Look.\"")
                .contains("\"schedule_type\":\"recurring\",\"cron_expression\":\"0 9 1 1 *\"")
                .contains("\"timezone\":\"Europe/Berlin\",\"missed\":\"one\",\"status\":\"active\"")
                .contains("-01-01T08:00:00.000Z\",\"trigger_count\":0,\"missed_count\":0");
        String path = schedules + "/" + made.string("id");
        assertThat(client.get(path).text()).isEqualTo(made.text());

        assertThat(client.patch(path, "{\"enabled\":false}").text())
                .contains("\"status\":\"paused\",\"enabled\":false")
                .doesNotContain("next_trigger_at");
        assertThat(client.patch(path, "{\"enabled\":true}").text())
                .contains("\"status\":\"active\",\"enabled\":true,\"next_trigger_at\"");
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).string("status")).isEqualTo("cancelled");
        assertProblem(client.patch(path, "{\"enabled\":true}"), 409, "conflict");
        assertProblem(client.patch(path, "{}"), 400, "invalid_request");
    }

    @Test
    void schedules_are_listed_for_their_session_and_for_all() {
        String one = client.createSession("{}");
        String other = client.createSession("{}");
        String first = made(one);
        String second = made(other);

        assertThat(client.get("/v1/sessions/" + one + "/schedules").text())
                .contains(first, "\"total\":1,\"offset\":0,\"limit\":20")
                .doesNotContain(second);
        assertThat(client.get("/v1/schedules?limit=100").text()).contains(first, second);
        assertProblem(client.get("/v1/sessions/" + one + "/schedules/" + second), 404, "not_found");
        assertProblem(
                client.delete("/v1/sessions/" + one + "/schedules/" + second), 404, "not_found");
        assertThat(client.delete("/v1/sessions/" + other).status()).isEqualTo(204);
        assertThat(client.get("/v1/schedules?limit=100").text())
                .contains(first)
                .doesNotContain(second);
        assertProblem(client.get("/v1/sessions/" + other + "/schedules"), 404, "not_found");
    }

    @Test
    void a_session_is_sent_its_message_when_it_is_due() {
        String session = client.createSession("{}");
        String schedules = "/v1/sessions/" + session + "/schedules";
        String id =
                client.post(
                                schedules,
                                "{\"message\":\"Wake up.\",\"scheduled_at\":\""
                                        + Instant.now().plusSeconds(2)
                                        + "\"}")
                        .string("id");
        String path = schedules + "/" + id;

        Await.until(() -> client.get(path).text().contains("\"status\":\"ended\""));

        assertThat(client.get(path).text()).contains("\"trigger_count\":1");
        assertThat(client.get(path + "/slots").text()).contains("\"outcome\":\"sent\"");
        assertThat(client.get("/v1/sessions/" + session + "/messages").text())
                .contains("Wake up.", "\"external_actor\":{\"actor_id\":\"schedule:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":\"a\"}",
                "{\"message\":\"\",\"cron_expression\":\"* * * * *\"}",
                "{\"message\":7,\"cron_expression\":\"* * * * *\"}",
                "{\"message\":\"a\",\"cron_expression\":\"* * * * * *\"}",
                "{\"message\":\"a\",\"cron_expression\":\"* * * * *\",\"timezone\":\"../Mars\"}",
                "{\"message\":\"a\",\"cron_expression\":\"* * * * *\",\"missed\":\"most\"}",
                "{\"message\":\"a\",\"cron_expression\":\"* * * * *\",\"max_runs\":0}",
                "{\"message\":\"a\",\"cron_expression\":\"* * * * *\",\"ends_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"message\":\"a\",\"scheduled_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"message\":\"a\",\"scheduled_at\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"message\":\"a\",\"scheduled_at\":\"soon\"}"
            })
    void what_can_be_no_schedule_is_refused(String body) {
        String session = client.createSession("{}");

        assertProblem(
                client.post("/v1/sessions/" + session + "/schedules", body),
                400,
                "invalid_request");
    }

    private String made(String session) {
        return client.post("/v1/sessions/" + session + "/schedules", NEW_YEAR).string("id");
    }
}
