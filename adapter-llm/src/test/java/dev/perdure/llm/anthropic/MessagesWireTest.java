package dev.perdure.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.egress.Destination;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.provider.Places;
import dev.perdure.llm.provider.Question;
import dev.perdure.llm.rig.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesWireTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.example, /v1/messages",
        "http://a.example/, /v1/messages",
        "http://a.example/v1, /messages",
        "http://a.example/v1/, /messages",
        "http://a.example/anthropic, /v1/messages"
    })
    void the_address_may_end_before_or_behind_the_version(String base, String path) {
        assertThat(question(base, Map.of()).path()).isEqualTo(path);
    }

    @Test
    void the_key_is_a_bearer_since_the_newest_version() {
        assertThat(question("http://a.example", Map.of()).headers())
                .containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("authorization", "Bearer a-key")
                .doesNotContainKey("x-api-key");
    }

    @Test
    void the_key_has_a_header_of_its_own_in_older_versions() {
        assertThat(question("http://a.example", Map.of("api_version", "2023-06-01")).headers())
                .containsEntry("anthropic-version", "2023-06-01")
                .containsEntry("x-api-key", "a-key")
                .doesNotContainKey("authorization");
    }

    @Test
    void how_the_key_is_sent_can_be_said() {
        assertThat(question("http://a.example", Map.of("auth", "x-api-key")).headers())
                .containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("x-api-key", "a-key");
        assertThat(
                        question(
                                        "http://a.example",
                                        Map.of("auth", "bearer", "api_version", "2023-06-01"))
                                .headers())
                .containsEntry("authorization", "Bearer a-key");
    }

    private static Question question(String base, Map<String, String> options) {
        Account account =
                new Account(
                        "a",
                        Destination.of(base),
                        new ApiKey("a-key"),
                        List.of(),
                        Map.of(),
                        options,
                        Places.of(null));
        return new MessagesWire(account).question(Asking.about("Hello").request(), "m");
    }
}
