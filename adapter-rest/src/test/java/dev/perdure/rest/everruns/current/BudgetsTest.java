package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetsTest {

    private static final String NOBODY = "00000000000000000000000000000000";

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
    void a_budget_is_added_found_revised_topped_up_and_deleted() {
        String session = client.createSession("{}");

        Answer added =
                client.post(
                        "/v1/budgets",
                        body(
                                session,
                                "\"limit\":10.50,\"soft_limit\":8,\"metadata\":{\"a\":1.0},"
                                        + "\"period\":{\"type\":\"rolling\",\"window\":\"24h\"}"));

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String id = added.string("id");
        assertThat(id).startsWith("budget_");
        assertThat(added.text())
                .contains("\"subject_type\":\"session\",\"subject_id\":\"" + session + "\"")
                .contains("\"currency\":\"tokens\",\"limit\":10.5,\"balance\":10.5,\"reserved\":0")
                .contains("\"status\":\"active\",\"soft_limit\":8")
                .contains("\"period\":{\"type\":\"rolling\",\"window\":\"86400s\"")
                .contains("\"period_started_at\":\"", "\"metadata\":{\"a\":1.0}");
        assertThat(client.get("/v1/budgets/" + id).text()).isEqualTo(added.text());

        Answer revised =
                client.patch(
                        "/v1/budgets/" + id,
                        "{\"limit\":3,\"soft_limit\":null,\"status\":\"paused\"}");
        assertThat(revised.status()).as(revised.text()).isEqualTo(200);
        assertThat(revised.text())
                .contains("\"limit\":3,\"balance\":3", "\"status\":\"paused\"")
                .doesNotContain("soft_limit");
        assertThat(client.get("/v1/budgets/" + id + "/check").text())
                .contains("\"action\":\"pause\"", "\"error_code\":\"budget_paused\"");

        Answer topped =
                client.post(
                        "/v1/budgets/" + id + "/top-up",
                        "{\"amount\":1.5,\"description\":\"a gift\"}");
        assertThat(topped.status()).as(topped.text()).isEqualTo(200);
        assertThat(topped.text()).contains("\"balance\":4.5");
        List<JsonValue> ledger = array(client.get("/v1/budgets/" + id + "/ledger"));
        assertThat(ledger).hasSize(1);
        assertThat(((JsonObject) ledger.getFirst()).toJson())
                .contains("\"budget_id\":\"" + id + "\",\"amount\":-1.5")
                .contains("\"meter_source\":\"top_up\",\"description\":\"a gift\"");

        assertThat(client.delete("/v1/budgets/" + id).status()).isEqualTo(204);
        assertProblem(client.get("/v1/budgets/" + id), 404, "not_found");
    }

    @Test
    void budgets_are_listed_by_subject_and_for_their_session() {
        String agent = client.createAgent("{\"name\":\"Spender\",\"system_prompt\":\"Spend.\"}");
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        String own = client.post("/v1/budgets", body(session, "\"limit\":1")).string("id");
        String agents =
                client.post(
                                "/v1/budgets",
                                "{\"subject_type\":\"agent\",\"subject_id\":\""
                                        + agent
                                        + "\",\"currency\":\"usd\",\"limit\":5}")
                        .string("id");
        String other =
                client.post("/v1/budgets", body(client.createSession("{}"), "\"limit\":1"))
                        .string("id");

        assertThat(client.get("/v1/sessions/" + session + "/budgets").text())
                .contains(own, agents)
                .doesNotContain(other);
        assertThat(client.get("/v1/budgets?subject_type=session&subject_id=" + session).text())
                .contains(own)
                .doesNotContain(agents, other);
        assertThat(client.get("/v1/budgets?subject_type=agent").text())
                .contains(agents)
                .doesNotContain(own, other);
        assertProblem(client.get("/v1/budgets?subject_type=user"), 400, "invalid_request");
        assertThat(client.get("/v1/sessions/" + session + "/budget-check").text())
                .isEqualTo("{\"action\":\"continue\"}");
        for (String id : List.of(own, agents, other)) {
            client.delete("/v1/budgets/" + id);
        }
    }

    @Test
    void a_turn_without_room_waits_says_so_and_goes_on_after_a_top_up() {
        String session = client.createSession("{}");
        String id = client.post("/v1/budgets", body(session, "\"limit\":10")).string("id");

        client.say(session, "Hello");
        Await.until(() -> events(session).contains("\"retry_at\""));

        assertThat(events(session))
                .contains("\"type\":\"budget.exhausted\"", "\"error_code\":\"budget_exhausted\"")
                .contains("\"budget_id\":\"" + id + "\",\"balance\":10,\"limit\":10");
        assertThat(client.get("/v1/sessions/" + session + "/explain").text())
                .contains("has 10 tokens left");
        client.post("/v1/budgets/" + id + "/top-up", "{\"amount\":1000000}");
        Await.until(() -> events(session).contains("\"turn.completed\""));

        assertThat(events(session)).contains("\"type\":\"budget.resumed\"");
        assertThat(array(client.get("/v1/budgets/" + id + "/ledger?limit=1")))
                .first()
                .asString()
                .contains("model_call", session);
    }

    @Test
    void a_session_goes_on_whose_budget_was_paused() {
        String session = client.createSession("{}");
        String id = client.post("/v1/budgets", body(session, "\"limit\":1000000")).string("id");
        client.patch("/v1/budgets/" + id, "{\"status\":\"paused\"}");
        client.say(session, "Hello");
        Await.until(() -> events(session).contains("\"type\":\"budget.paused\""));

        Answer resumed = client.post("/v1/sessions/" + session + "/resume", "");

        assertThat(resumed.text())
                .isEqualTo("{\"session_id\":\"" + session + "\",\"resumed_budgets\":1}");
        Await.until(() -> events(session).contains("\"turn.completed\""));
        assertThat(client.post("/v1/sessions/" + session + "/resume", "").text())
                .contains("\"resumed_budgets\":0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"limit\":-1",
                "\"limit\":\"1\"",
                "\"limit\":1e400000",
                "\"limit\":1e99",
                "\"limit\":0.0000000000000001",
                "\"currency\":\"usd\"",
                "\"limit\":1,\"soft_limit\":-1",
                "\"limit\":1,\"soft_limit\":[]",
                "\"limit\":1,\"metadata\":[]",
                "\"limit\":1,\"period\":{}",
                "\"limit\":1,\"period\":{\"type\":\"yearly\"}",
                "\"limit\":1,\"period\":{\"type\":\"rolling\"}",
                "\"limit\":1,\"period\":{\"type\":\"rolling\",\"window\":\"soon\"}",
                "\"limit\":1,\"period\":{\"type\":\"rolling\",\"window\":\"0h\"}",
                "\"limit\":1,\"period\":{\"type\":\"duration\",\"seconds\":0}",
                "\"limit\":1,\"period\":{\"type\":\"calendar\",\"unit\":\"year\"}"
            })
    void a_budget_that_makes_no_sense_is_a_bad_request(String members) {
        assertProblem(
                client.post("/v1/budgets", body(client.createSession("{}"), members)),
                400,
                "invalid_request");
    }

    @Test
    void a_subject_or_budget_that_is_not_there_is_not_found() {
        assertProblem(
                client.post("/v1/budgets", body("session_" + NOBODY, "\"limit\":1")),
                404,
                "not_found");
        for (String type : new String[] {"agent", "org"}) {
            assertProblem(
                    client.post(
                            "/v1/budgets",
                            "{\"subject_type\":\""
                                    + type
                                    + "\",\"subject_id\":\""
                                    + type
                                    + "_"
                                    + NOBODY
                                    + "\",\"currency\":\"usd\",\"limit\":1}"),
                    404,
                    "not_found");
        }
        String gone = "/v1/budgets/budget_" + NOBODY;
        for (String path : new String[] {gone, gone + "/ledger", gone + "/check"}) {
            assertProblem(client.get(path), 404, "not_found");
        }
        assertProblem(client.patch(gone, "{}"), 404, "not_found");
        assertProblem(client.delete(gone), 404, "not_found");
        assertProblem(client.post(gone + "/top-up", "{\"amount\":1}"), 404, "not_found");
        assertProblem(client.post(gone + "/top-up", "{\"amount\":0}"), 400, "invalid_request");
        assertProblem(client.get("/v1/budgets/nonsense"), 404, "not_found");
    }

    @Test
    void usage_is_summed_up_by_whatever_is_asked_for() {
        String session = client.createSession("{}");
        client.say(session, "Hello");
        Await.until(() -> events(session).contains("\"session.idled\""));

        assertThat(client.get("/v1/usage?group_by=session").text())
                .contains("{\"session_id\":\"" + session + "\",\"usage\":{\"input_tokens\":");
        assertThat(client.get("/v1/usage?group_by=model").text())
                .contains("{\"model\":\"simulated", "\"output_tokens\":");
        assertThat(client.get("/v1/usage").text())
                .contains("\"organization_id\":\"org_00000000000000000000000000000001\"");
        assertThat(client.get("/v1/usage?to=2020-01-01T00:00:00Z").data()).isEmpty();
        assertProblem(client.get("/v1/usage?from=yesterday"), 400, "invalid_request");
        assertProblem(
                client.get("/v1/usage?to=%2B999999999-01-01T00:00:00Z"), 400, "invalid_request");
        assertProblem(client.get("/v1/usage?group_by=mood"), 400, "invalid_request");
    }

    private String events(String session) {
        return client.get("/v1/sessions/" + session + "/events").text();
    }

    private static List<JsonValue> array(Answer answer) {
        return ((JsonArray) Json.parse(answer.text()).get()).elements();
    }

    private static String body(String session, String members) {
        String currency = members.contains("currency") ? "" : "\"currency\":\"tokens\",";
        return "{\"subject_type\":\"session\",\"subject_id\":\""
                + session
                + "\","
                + currency
                + members
                + "}";
    }
}
