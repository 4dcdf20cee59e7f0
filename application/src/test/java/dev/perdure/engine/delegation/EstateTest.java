package dev.perdure.engine.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.NetworkAccess;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstateTest {

    @Test
    void where_agent_and_session_both_name_hosts_those_are_allowed_that_both_name() {
        assertThat(
                        network(
                                "{\"allowed\":[\"a.example\",\"b.example\"],\"blocked\":[\"x\"]}",
                                "{\"allowed\":[\"b.example\"],\"blocked\":[\"y\"]}"))
                .contains(new NetworkAccess(List.of("b.example"), List.of("x", "y")));
        assertThat(
                        network(
                                "{\"allowed\":[\"a.example\"]}",
                                "{\"allowed\":[\"*.example\"],\"blocked\":[]}"))
                .contains(new NetworkAccess(List.of(), List.of("*")));
    }

    @Test
    void where_only_one_says_something_it_is_heard() {
        assertThat(network("{\"allowed\":[\"a.example\"]}", "{\"blocked\":[\"b.a.example\"]}"))
                .contains(new NetworkAccess(List.of("a.example"), List.of("b.a.example")));
        assertThat(network("{\"allowed\":[\"a.example\"]}", null))
                .contains(new NetworkAccess(List.of("a.example"), List.of()));
        assertThat(network(null, null)).isEmpty();
    }

    private static Optional<NetworkAccess> network(
            @Nullable String ofAgent, @Nullable String ofSession) {
        SessionSettings session =
                SessionSettings.of(Harness.GENERIC_ID, null, "")
                        .described("", List.of(), extensions(ofSession));
        AgentSettings agent =
                new AgentSettings(
                        "an agent",
                        "",
                        "",
                        "",
                        null,
                        null,
                        List.of(),
                        JsonObject.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        extensions(ofAgent));
        return NetworkAccess.of(new Estate(HarnessBase.EMPTY, agent, session).network());
    }

    private static JsonObject extensions(@Nullable String access) {
        return access == null
                ? JsonObject.empty()
                : JsonObject.builder().put("network_access", Json.parse(access).get()).build();
    }
}
