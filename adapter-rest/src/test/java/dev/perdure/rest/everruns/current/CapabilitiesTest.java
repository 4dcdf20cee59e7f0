package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;

class CapabilitiesTest extends WireTest {

    @Test
    void what_agents_may_be_given_is_listed_as_a_page() {
        Answer list = client.get("/v1/capabilities");

        assertThat(list.data())
                .anySatisfy(capability -> {
                    assertThat(capability.string("id")).hasValue("arithmetic");
                    assertThat(capability.string("name")).hasValue("Arithmetic");
                    assertThat(capability.string("description")).hasValue("Adds.");
                    assertThat(capability.string("status")).hasValue("available");
                });
        assertThat(list.json().longValue("total")).hasValue(list.data().size());
        assertThat(client.get("/v1/capabilities?offset=1000").data()).isEmpty();
    }

    @Test
    void one_is_searched_for_by_any_of_its_words() {
        assertThat(client.get("/v1/capabilities?search=ARITH").data()).hasSize(1);
        assertThat(client.get("/v1/capabilities?search=nothing-like-it").data()).isEmpty();
    }

    @Test
    void one_is_found_by_its_id_and_another_is_not() {
        JsonObject found = client.get("/v1/capabilities/arithmetic").json();

        assertThat(client.get("/v1/capabilities").data()).contains(found);
        assertThat(found.string("risk_level")).hasValue("low");
        assertThat(found.toJson())
                .contains("\"tool_definitions\":[{\"type\":\"builtin\",\"name\":\"add\"");
        assertProblem(client.get("/v1/capabilities/nothing"), 404, "not_found");
        assertProblem(client.get("/v1/capabilities?limit=0"), 400, "invalid_request");
    }
}
