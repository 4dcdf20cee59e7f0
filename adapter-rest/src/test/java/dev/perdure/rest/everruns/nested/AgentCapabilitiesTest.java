package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCapabilitiesTest extends NestedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"capability_ids\":[\"arithmetic\"]}",
                "{\"capabilities\":[\"arithmetic\"]}",
                "{\"capabilities\":[{\"ref\":\"arithmetic\"}]}",
                "{\"capabilities\":[{\"capability_id\":\"arithmetic\",\"position\":7}]}"
            })
    void capabilities_are_set_in_every_form(String body) {
        String agent = agent();

        Answer set = client.put("/v1/agents/" + agent + "/capabilities", body);

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text())
                .isEqualTo("{\"data\":[{\"capability_id\":\"arithmetic\",\"position\":0}]}");
        assertThat(client.get("/v1/agents/" + agent + "/capabilities").json())
                .isEqualTo(set.json());
        assertThat(client.get("/v1/agents/" + agent).text())
                .contains("\"capabilities\":[{\"ref\":\"arithmetic\"}]");
    }

    @Test
    void none_is_a_set_too() {
        String agent = client.createAgent(TOOLS);

        assertThat(
                        client.put(
                                        "/v1/agents/" + agent + "/capabilities",
                                        "{\"capability_ids\":[]}")
                                .text())
                .isEqualTo("{\"data\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "{\"capability_ids\":\"arithmetic\"}",
                "{\"capability_ids\":[3]}",
                "{\"capabilities\":[{}]}",
                "{\"capability_ids\":[\"nothing\"]}",
                "{\"capability_ids\":[\"arithmetic\",\"\"]}"
            })
    void what_is_no_set_of_known_capabilities_changes_nothing(String body) {
        String agent = client.createAgent(TOOLS);

        assertProblem(
                client.put("/v1/agents/" + agent + "/capabilities", body), 400, "invalid_request");
        assertThat(client.get("/v1/agents/" + agent + "/capabilities").data()).hasSize(1);
    }

    @Test
    void an_agent_that_is_not_there_has_none() {
        assertProblem(client.get("/v1/agents/nobody-here/capabilities"), 404, "not_found");
        assertProblem(
                client.put("/v1/agents/nobody-here/capabilities", "{\"capability_ids\":[]}"),
                404,
                "not_found");
    }
}
