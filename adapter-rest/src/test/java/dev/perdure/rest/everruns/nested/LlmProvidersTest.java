package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.rest.LockedModels;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;

/** Providers and models as the tutorial asks for them. */
class LlmProvidersTest extends NestedTest {

    @Test
    void a_provider_and_its_model_are_kept_and_listed() {
        Answer provider =
                client.post(
                        "/v1/llm-providers",
                        "{\"name\":\"My provider\",\"provider_type\":\"custom\",\"api_key\":\""
                                + LockedModels.KEY
                                + "\",\"is_default\":true}");

        assertThat(provider.status()).as(provider.text()).isEqualTo(201);
        assertThat(provider.string("id")).matches(UUID);
        assertThat(provider.json().bool("api_key_set")).hasValue(true);
        assertThat(provider.json().bool("is_default")).hasValue(true);
        assertThat(provider.string("status")).isEqualTo("active");
        assertThat(provider.text()).doesNotContain("marker");
        assertThat(client.get("/v1/llm-providers").data()).contains(provider.json());
        String path = "/v1/llm-providers/" + provider.string("id");
        Answer model =
                client.post(
                        path + "/models",
                        """
                        {"model_id":"large","display_name":"Large","context_window":128000,
                         "is_default":true}\
                        """);
        assertThat(model.status()).as(model.text()).isEqualTo(201);
        assertThat(model.string("id")).matches(UUID);
        assertThat(model.string("provider_id")).isEqualTo(provider.string("id"));
        assertThat(model.json().longValue("context_window")).hasValue(128_000);
        assertThat(array(client.get("/v1/llm-models")).elements()).contains(model.json());
        assertThat(array(client.get(path + "/models")).elements()).containsExactly(model.json());

        String one = "/v1/llm-models/" + model.string("id");
        assertThat(client.get(one).json()).isEqualTo(model.json());
        assertThat(client.patch(one, "{\"display_name\":\"Larger\"}").string("display_name"))
                .isEqualTo("Larger");
        assertThat(client.patch(path, "{\"name\":\"Mine\"}").string("name")).isEqualTo("Mine");
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertProblem(client.get(path), 404, "not_found");
        assertProblem(client.get(one), 404, "not_found");
    }

    @Test
    void refusals_are_in_these_words() {
        assertProblem(client.post("/v1/llm-providers", "{}"), 400, "invalid_request");
        assertProblem(client.get("/v1/llm-models/x"), 404, "not_found");
        assertProblem(client.get("/api/v1/llm-providers/x/models"), 404, "not_found");
    }

    private static JsonArray array(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (JsonArray) Json.parse(answer.text()).get();
    }
}
