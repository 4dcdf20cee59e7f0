package dev.perdure.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.egress.Destination;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.engine.secret.OpenSecret;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.event.SessionEvent;
import dev.perdure.harness.Harness;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSecretsTest {

    private static final KeyRing KEYS =
            KeyRing.parse("k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    private static final Destination SOMEWHERE = Destination.of("https://api.example/v1");

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionKey session = opened();
    private final ToolSecrets secrets = secrets(KEYS);

    @Test
    void what_the_session_has_comes_before_what_the_operator_has() {
        assertThat(secrets.value(session, "token", SOMEWHERE)).contains("the operator's token");

        keep("token", "the session's");

        assertThat(secrets.value(session, "token", SOMEWHERE)).contains("the session's");
        assertThat(secrets.value(session, "other", SOMEWHERE)).contains("the operator's other");
        assertThat(secrets.value(opened(), "token", SOMEWHERE)).contains("the operator's token");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1, true",
        "https://elsewhere.example:8443/, true",
        "http://127.0.0.1:8080/, true",
        "http://localhost/, true",
        "http://api.example/v1, false",
        "http://10.0.0.1/, false"
    })
    void it_goes_over_encrypted_connections_or_stays_on_this_machine(
            String address, boolean given) {
        keep("token", "the session's");

        assertThat(secrets.value(session, "token", Destination.of(address)))
                .isEqualTo(given ? Optional.of("the session's") : Optional.empty());
    }

    @Test
    void one_that_this_node_cannot_open_is_no_reason_to_send_another() {
        keep("token", "the session's");

        assertThatThrownBy(() -> secrets(KeyRing.EMPTY).value(session, "token", SOMEWHERE))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("k1")
                .hasMessageNotContaining("the session's");
    }

    private ToolSecrets secrets(KeyRing keys) {
        return new SessionSecrets(
                new OpenSecret(storage.secrets(), keys),
                (session, name, destination) -> Optional.of("the operator's " + name));
    }

    private void keep(String name, String value) {
        assertThat(SecretCases.of(storage, KEYS).keep().keep(session, Map.of(name, value)).get())
                .isEqualTo(1);
    }

    private SessionKey opened() {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        storage.log()
                .append(
                        List.of(
                                Batch.of(
                                        key,
                                        new Guard.NewStream(),
                                        List.of(
                                                new SessionEvent.SessionOpened(
                                                        SessionSettings.of(
                                                                Harness.GENERIC_ID, null, ""))))))
                .toCompletableFuture()
                .join();
        return key;
    }
}
