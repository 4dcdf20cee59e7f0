package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.provider.Provider;
import dev.perdure.rest.LockedModels;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Providers and models as this dialect shows them. */
class ProvidersTest extends WireTest {

    private static final String MARKER = LockedModels.KEY;
    private static final String NOBODY = "provider_00000000000000000000000000000abc";

    @AfterEach
    void removeProviders() {
        for (JsonObject provider : client.get("/v1/providers").data()) {
            if (!provider.bool("read_only").orElseThrow()) {
                client.delete(at(provider.string("id").orElseThrow()));
            }
        }
    }

    @Test
    void a_provider_is_kept_shown_and_deleted_without_its_key() {
        Answer added = add("Acme Models", MARKER);

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        JsonObject provider = added.json();
        String id = added.string("id");
        assertThat(id).matches("provider_[0-9a-f]{32}");
        assertThat(added.string("slug")).isEqualTo("acme-models");
        assertThat(added.string("base_url")).isEqualTo("https://models.example/v1");
        assertThat(provider.bool("api_key_set")).hasValue(true);
        assertThat(provider.bool("read_only")).hasValue(false);
        assertThat(client.get(at(id)).json()).isEqualTo(provider);
        assertThat(client.get("/api/v1/providers").data()).contains(provider);
        assertThat(added.text() + client.get("/v1/providers").text()).doesNotContain("marker");
        Provider stored = server.storage().providers().list(OrganisationId.DEFAULT).getFirst();
        assertThat(stored.toString()).doesNotContain(MARKER);

        assertThat(client.delete(at(id)).status()).isEqualTo(204);

        assertProblem(client.get(at(id)), 404, "not_found");
        assertProblem(client.delete(at(id)), 404, "not_found");
    }

    @Test
    void a_revision_changes_what_it_mentions_and_null_takes_the_key_away() {
        String id = add("Acme", MARKER).string("id");

        Answer renamed = client.patch(at(id), "{\"name\":\"Other\",\"status\":\"disabled\"}");

        assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
        assertThat(renamed.string("name")).isEqualTo("Other");
        assertThat(renamed.string("slug")).isEqualTo("acme");
        assertThat(renamed.string("status")).isEqualTo("disabled");
        assertThat(renamed.json().bool("api_key_set")).hasValue(true);
        Answer opened = client.patch(at(id), "{\"api_key\":null,\"base_url\":null}");
        assertThat(opened.json().bool("api_key_set")).hasValue(false);
        assertThat(opened.json().get("base_url")).isEmpty();
    }

    @Test
    void what_cannot_be_kept_is_refused_with_a_sentence() {
        assertProblem(client.post("/v1/providers", "{}"), 400, "invalid_request");
        assertProblem(client.post("/v1/providers", "{\"name\":\"A\"}"), 400, "invalid_request");
        Answer unknown =
                client.post(
                        "/v1/providers", "{\"name\":\"A\",\"provider_type\":\"carrier-pigeon\"}");
        assertProblem(unknown, 400, "invalid_request");
        assertThat(unknown.string("detail")).contains("carrier-pigeon");
        String id = add("Acme", null).string("id");
        assertProblem(client.patch(at(id), "{\"status\":\"late\"}"), 400, "invalid_request");
        assertProblem(client.post(at(id) + "/models", "{}"), 400, "invalid_request");
        assertProblem(client.patch(at(NOBODY), "{}"), 404, "not_found");
        assertProblem(client.get(at("no-id")), 404, "not_found");
        assertProblem(client.post(at(NOBODY) + "/sync-models", ""), 404, "not_found");
        assertProblem(client.get("/v1/models/model_" + "0".repeat(32)), 404, "not_found");
        assertProblem(client.send("PUT", at(id), new byte[0]), 405, "method_not_allowed");
    }

    @Test
    void the_models_of_the_installation_are_listed_and_nobody_changes_them() {
        JsonObject simulated =
                client.get("/v1/models?source=predefined").data().stream()
                        .filter(model ->
                                model.string("reference").orElse("").equals("simulated-fast"))
                        .findFirst()
                        .orElseThrow();

        assertThat(simulated.string("provider_type")).hasValue("llmsim");
        assertThat(simulated.bool("is_default")).hasValue(true);
        String model = "/v1/models/" + simulated.string("id").orElseThrow();
        assertThat(client.get(model).json()).isEqualTo(simulated);
        String provider = at(simulated.string("provider_id").orElseThrow());
        assertThat(client.get(provider).json().bool("read_only")).hasValue(true);
        assertProblem(client.patch(provider, "{\"name\":\"Mine\"}"), 409, "conflict");
        assertProblem(client.delete(provider), 409, "conflict");
        assertProblem(client.delete(model), 409, "conflict");
        assertProblem(client.patch(model, "{\"is_default\":true}"), 409, "conflict");
    }

    @Test
    void a_listed_model_answers_by_its_name_and_by_its_id() {
        String id = add("Acme", MARKER).string("id");
        Answer model =
                client.post(
                        at(id) + "/models",
                        """
                        {"model_id":"small","display_name":"Small","context_window":8000,
                         "capabilities":["chat"]}\
                        """);
        assertThat(model.status()).as(model.text()).isEqualTo(201);
        assertThat(model.string("reference")).isEqualTo("acme/small");
        assertThat(client.get(at(id) + "/models").data()).containsExactly(model.json());
        assertProblem(client.post(at(id) + "/models", "{\"model_id\":\"small\"}"), 409, "conflict");

        for (String named : List.of("acme/small", "small", model.string("id"))) {
            String agent =
                    client.createAgent(
                            "{\"name\":\"An agent\",\"system_prompt\":\"\",\"default_model_id\":\""
                                    + named
                                    + "\"}");
            assertThat(client.get("/v1/agents/" + agent).string("default_model_id"))
                    .isEqualTo(named);
            String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
            converse(session, "Knock.");
            assertThat(client.get(messages(session)).text()).contains(LockedModels.SAYS);
        }
        Answer refused =
                client.post(
                        "/v1/agents",
                        "{\"name\":\"An agent\",\"system_prompt\":\"\",\"default_model_id\":\"x/y\"}");
        assertProblem(refused, 404, "not_found");
    }

    @Test
    void the_preferred_model_of_the_organisation_answers_what_names_none() {
        String id = add("Acme", MARKER).string("id");
        String model = client.post(at(id) + "/models", "{\"model_id\":\"small\"}").string("id");
        String session = openSession();
        converse(session, "Before.");
        assertThat(client.get(messages(session)).text()).doesNotContain(LockedModels.SAYS);

        Answer preferred = client.patch("/v1/models/" + model, "{\"is_default\":true}");

        assertThat(preferred.json().bool("is_default")).hasValue(true);
        assertThat(client.get("/v1/models").data())
                .filteredOn(each -> each.bool("is_default").orElse(false))
                .containsExactly(preferred.json());
        converse(session, "After.");
        assertThat(client.get(messages(session)).text()).contains(LockedModels.SAYS);
        assertThat(client.delete("/v1/models/" + model).status()).isEqualTo(204);
        assertThat(client.get(at(id) + "/models").data()).isEmpty();
    }

    @Test
    void a_provider_says_which_models_it_has() {
        String id = add("Acme", MARKER).string("id");

        Answer synced = client.post(at(id) + "/sync-models", "null");

        assertThat(synced.status()).as(synced.text()).isEqualTo(200);
        assertThat(synced.json().longValue("added")).hasValue(2);
        assertThat(synced.data())
                .extracting(model -> model.string("reference").orElseThrow())
                .containsExactly("acme/small", "acme/large");
        assertThat(client.get("/v1/models?source=discovered").data()).isEqualTo(synced.data());
        JsonObject small = synced.data().getFirst();
        assertThat(small.longValue("context_window")).hasValue(8_000);
        assertThat(small.get("cost")).isEmpty();
        JsonObject large = synced.data().getLast();
        assertThat(large.longValue("context_window")).hasValue(16_000);
        assertThat(large.object("cost").orElseThrow().toJson())
                .isEqualTo(
                        "{\"input\":0.25,\"output\":2,\"cache_read\":0.025,\"cache_write\":0.3}");
    }

    @Test
    void verifying_says_what_is_wrong() {
        String right = add("Right", MARKER).string("id");
        String wrong = add("Wrong", "sk-marker-of-a-wrong-key").string("id");

        Answer fine = client.post(at(right) + "/verify", "{\"model_id\":\"small\"}");
        assertThat(fine.json().bool("ok")).hasValue(true);
        Answer refused = client.post(at(wrong) + "/verify", "");
        assertThat(refused.json().bool("ok")).hasValue(false);
        assertThat(refused.string("problem")).isEqualTo("authentication");
        assertThat(refused.string("message")).contains("key").doesNotContain("marker");
        JsonObject simulated =
                client.get("/v1/providers").data().stream()
                        .filter(each -> each.bool("read_only").orElse(false))
                        .findFirst()
                        .orElseThrow();
        String shared = at(simulated.string("id").orElseThrow()) + "/verify";
        assertThat(client.post(shared, "{\"model_id\":\"simulated-fast\"}").string("message"))
                .isEqualTo("The model simulated-fast answers.");
        assertProblem(client.post(shared, "{\"model_id\":\"nothing\"}"), 404, "not_found");
        Answer unlisted = client.post(at(wrong) + "/sync-models", "");
        assertProblem(unlisted, 409, "conflict");
        assertThat(unlisted.string("detail")).contains("does not accept the key");
    }

    @Test
    void a_wrong_key_fails_the_turn_and_no_event_shows_it() {
        String id = add("Acme", "sk-marker-of-a-wrong-key").string("id");
        client.post(at(id) + "/models", "{\"model_id\":\"small\"}");
        String session = client.createSession("{\"model_id\":\"acme/small\"}");

        converse(session, "Knock.");

        String events = client.get(events(session) + "?limit=1000").text();
        assertThat(events).contains("turn.failed").doesNotContain("marker");
    }

    @Test
    void keys_under_the_newest_master_key_stay_where_they_are() {
        add("Acme", MARKER);

        assertThat(client.post("/v1/providers/rewrap-keys", "").json().longValue("rewrapped"))
                .hasValue(0);
    }

    private Answer add(String name, String key) {
        return client.post(
                "/v1/providers",
                "{\"name\":\""
                        + name
                        + "\",\"provider_type\":\"custom\",\"base_url\":\"https://models.example/v1\""
                        + (key == null ? "" : ",\"api_key\":\"" + key + "\"")
                        + "}");
    }

    private static String at(String provider) {
        return "/v1/providers/" + provider;
    }
}
