package dev.perdure.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.event.SessionEvent;
import dev.perdure.harness.Harness;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretCasesTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final KeyRing OLD = KeyRing.parse("one:" + key(1));
    private static final KeyRing ROTATED = KeyRing.parse("two:" + key(2) + ",one:" + key(1));

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SecretCases cases = SecretCases.of(storage, OLD);
    private final SessionKey session = opened();

    @Test
    void what_is_kept_opens_and_is_stored_sealed() {
        assertThat(cases.keep().keep(session, Map.of("token", "s3cret")).get()).isEqualTo(1);

        assertThat(open(OLD, "token")).isEqualTo(new Secret("s3cret"));
        KeptSecret stored = storage.secrets().find(session, "token").orElseThrow();
        assertThat(stored + " " + stored.sealed().sealed() + " " + cases.list().list(session))
                .contains("token")
                .doesNotContain("s3cret");
    }

    @Test
    void what_no_header_can_hold_is_refused_when_it_is_given() {
        for (String value : List.of("two\nlines", "nul\0", "gr\u00fcn", "\u007f")) {
            assertThat(cases.keep().keep(session, Map.of("token", value)).getLeft().sentence())
                    .contains("cannot be sent");
        }
        assertThat(cases.keep().keep(session, Map.of("token", " ~\tx")).get()).isEqualTo(1);
    }

    @Test
    void without_a_master_key_nothing_is_kept() {
        Refusal refusal =
                SecretCases.of(storage, KeyRing.EMPTY)
                        .keep()
                        .keep(session, Map.of("token", "s3cret"))
                        .getLeft();

        assertThat(refusal).isInstanceOf(Refusal.Invalid.class);
        assertThat(refusal.sentence()).contains("PERDURE_SECRET_KEYS").doesNotContain("s3cret");
        assertThat(cases.list().list(session)).isEmpty();
    }

    @Test
    void secrets_of_every_session_come_under_the_newest_master_key() {
        int sessions = 5;
        for (int i = 0; i < sessions; i++) {
            Map<String, String> many = new LinkedHashMap<>();
            for (int n = 0; n < KeepSecrets.SECRETS_MAX; n++) {
                many.put("n" + n, "s3cret");
            }
            cases.keep().keep(opened(), many).get();
        }
        cases.keep().keep(session, Map.of("token", "s3cret")).get();
        int all = sessions * KeepSecrets.SECRETS_MAX + 1;

        assertThat(SecretCases.of(storage, ROTATED).rewrap().rewrap(HOME)).isEqualTo(all);
        assertThat(SecretCases.of(storage, ROTATED).rewrap().rewrap(HOME)).isZero();

        assertThat(open(KeyRing.parse("two:" + key(2)), "token")).isEqualTo(new Secret("s3cret"));
        assertThatThrownBy(() -> open(OLD, "token")).isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void what_no_master_key_opens_stays_as_it_is() {
        cases.keep().keep(session, Map.of("token", "s3cret")).get();

        assertThat(SecretCases.of(storage, KeyRing.parse("three:" + key(3))).rewrap().rewrap(HOME))
                .isZero();
        assertThat(SecretCases.of(storage, KeyRing.EMPTY).rewrap().rewrap(HOME)).isZero();

        assertThat(open(OLD, "token")).isEqualTo(new Secret("s3cret"));
    }

    private Secret open(KeyRing keys, String name) {
        return new OpenSecret(storage.secrets(), keys).open(session, name).orElseThrow();
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private SessionKey opened() {
        SessionKey key = new SessionKey(HOME, new SessionId(UUID.randomUUID()));
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
