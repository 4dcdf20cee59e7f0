package dev.perdure.llm.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.provider.Places;
import dev.perdure.llm.rig.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which driver speaks for which type, and how it shows its key. */
class ProviderTypeTest {

    @ParameterizedTest
    @CsvSource({
        "openai, '', /base/responses, authorization, Bearer a-key",
        "openai, api=chat_completions, /base/chat/completions, authorization, Bearer a-key",
        "openai_compatible, '', /base/chat/completions, authorization, Bearer a-key",
        "openai_compatible, auth=api-key, /base/chat/completions, api-key, a-key",
        "anthropic, '', /base/v1/messages, authorization, Bearer a-key",
        "anthropic, api_version=2023-06-01, /base/v1/messages, x-api-key, a-key",
        "gemini, '', /base/models/m:streamGenerateContent?alt=sse, x-goog-api-key, a-key",
        "azure_openai, '', /base/responses, api-key, a-key",
        "azure_openai, auth=bearer, /base/responses, authorization, Bearer a-key",
        "azure_openai, api=chat_completions, /base/chat/completions, api-key, a-key"
    })
    void a_type_speaks_its_wire_and_shows_its_key(
            String type, String option, String target, String header, String value)
            throws InterruptedException {
        Map<String, String> options =
                option.isEmpty()
                        ? Map.of()
                        : Map.of(option.split("=", 2)[0], option.split("=", 2)[1]);

        ReceivedRequest asked = asked(type, options, Map.of("x-team", "blue"));

        assertThat(asked.target()).isEqualTo(target);
        assertThat(asked.header(header)).contains(value);
        assertThat(asked.header("x-team")).contains("blue");
        assertThat(asked.headers().values().stream().filter(sent -> sent.contains("a-key")).count())
                .isOne();
    }

    @Test
    void a_header_of_the_account_does_not_take_the_place_of_the_key() throws InterruptedException {
        assertThat(
                        asked("openai", Map.of(), Map.of("Authorization", "Bearer another"))
                                .header("authorization"))
                .contains("Bearer a-key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini | api | responses | The type gemini has no api.",
                "openai | api | assistants | Its api is not one: say chat_completions or responses.",
                "anthropic | auth | basic | Its auth is not one: say bearer or x-api-key.",
                "anthropic | api_version | a b | Its api_version is not one."
            })
    void an_option_there_is_not_is_refused(
            String type, String option, String value, String sentence) {
        Account account =
                new Account(
                        "a",
                        Destination.of("http://127.0.0.1"),
                        null,
                        List.of(),
                        Map.of(),
                        Map.of(option, value),
                        Places.of(null));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProviderType.of(type).orElseThrow().check(account))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host | x",
                "content-length | 3",
                "a b | x",
                "x-a | caf\u00e9",
                "x-a | 'a\nb'"
            })
    void a_header_that_cannot_be_sent_is_refused(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Account(
                                "a",
                                Destination.of("http://127.0.0.1"),
                                null,
                                List.of(),
                                Map.of(name, value),
                                Map.of(),
                                Places.of(null)))
                .withMessage("One of its headers cannot be sent.");
    }

    @Test
    void every_type_has_a_name_of_its_own() {
        for (ProviderType type : ProviderType.values()) {
            assertThat(ProviderType.of(type.id())).contains(type);
        }
        assertThat(ProviderType.of("telepathy")).isEmpty();
    }

    private static ReceivedRequest asked(
            String type, Map<String, String> options, Map<String, String> headers)
            throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(Reply.of(400, "text/plain", "no"));
                EgressClient egress = EgressClient.create(EgressConfig.DEFAULT)) {
            Account account =
                    new Account(
                            "local",
                            Destination.of(server.address() + "/base"),
                            new ApiKey("a-key"),
                            List.of(),
                            headers,
                            options,
                            Places.of(null));
            try (ModelStream stream =
                    ProviderType.of(type)
                            .orElseThrow()
                            .models(account, egress)
                            .open(Asking.about("Hello").request())) {
                stream.next();
            }
            return server.requests().getFirst();
        }
    }
}
