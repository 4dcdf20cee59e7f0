package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.SecretStore.SecretWrite;
import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link SecretStore} owes. */
public abstract class SecretStoreContract extends StorageContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final int MANY = 100;
    private static final int WRITERS = 6;

    @Test
    void what_one_node_keeps_every_node_finds_as_it_was_kept() {
        SessionKey session = openSession().key();
        KeptSecret first = secret(session, "b");
        KeptSecret second = secret(session, "a-Z_1.x");
        KeptSecret third = secret(session, "B");

        assertThat(secrets().put(session, List.of(first, second, third), MANY))
                .isEqualTo(SecretWrite.STORED);

        assertThat(otherNode().secrets().list(session)).containsExactly(third, second, first);
        assertThat(otherNode().secrets().find(session, "b")).contains(first);
        assertThat(secrets().find(session, "c")).isEmpty();
        assertThat(secrets().find(openSession().key(), "b")).isEmpty();
    }

    @Test
    void one_that_has_the_name_of_another_takes_its_place_and_keeps_its_age() {
        SessionKey session = openSession().key();
        KeptSecret before = kept(session, "token");
        KeptSecret after =
                new KeptSecret(
                        session,
                        "token",
                        sealed("k2", "other"),
                        NOON.plusSeconds(9),
                        NOON.plusSeconds(9));

        secrets().put(session, List.of(after), MANY);

        assertThat(otherNode().secrets().list(session))
                .containsExactly(
                        new KeptSecret(
                                session,
                                "token",
                                after.sealed(),
                                before.createdAt(),
                                after.updatedAt()));
    }

    @Test
    void a_session_keeps_all_of_them_or_none_and_no_more_than_it_may() {
        SessionKey session = openSession().key();
        List<KeptSecret> three =
                List.of(secret(session, "a"), secret(session, "b"), secret(session, "c"));

        assertThat(secrets().put(session, three, 2)).isEqualTo(SecretWrite.TOO_MANY);
        assertThat(secrets().list(session)).isEmpty();
        assertThat(secrets().put(session, three, 3)).isEqualTo(SecretWrite.STORED);
        assertThat(secrets().put(session, three, 3)).isEqualTo(SecretWrite.STORED);
        assertThat(secrets().put(session, List.of(secret(session, "d")), 3))
                .isEqualTo(SecretWrite.TOO_MANY);
        assertThat(otherNode().secrets().list(session)).isEqualTo(three);
    }

    @Test
    void a_session_that_is_not_there_keeps_nothing() {
        SessionKey nobody = SessionScenario.freshKey(OrganisationId.DEFAULT);

        assertThat(secrets().put(nobody, List.of(secret(nobody, "a")), MANY))
                .isEqualTo(SecretWrite.NO_SUCH_SESSION);

        assertThat(secrets().list(nobody)).isEmpty();
    }

    @Test
    void a_session_of_another_organisation_does_not_exist() {
        SessionKey session = openSession().key();
        KeptSecret ours = kept(session, "token");
        SessionKey theirs = new SessionKey(stranger(), session.id());
        KeptSecret claimed = new KeptSecret(theirs, "token", ours.sealed(), NOON, NOON);

        assertThat(secrets().list(theirs)).isEmpty();
        assertThat(secrets().find(theirs, "token")).isEmpty();
        assertThat(secrets().put(theirs, List.of(claimed), MANY))
                .isEqualTo(SecretWrite.NO_SUCH_SESSION);
        assertThat(secrets().remove(theirs, "token")).isFalse();
        assertThat(secrets().reseal(claimed, sealed("k9", "seized"))).isFalse();
        assertThat(secrets().sealedOtherwise(theirs.organisation(), "none", null, MANY)).isEmpty();
        assertThat(secrets().list(session)).containsExactly(ours);
    }

    @Test
    void a_removed_secret_is_gone_and_the_others_stay() {
        SessionKey session = openSession().key();
        kept(session, "one");
        KeptSecret other = kept(session, "other");

        assertThat(secrets().remove(session, "one")).isTrue();

        assertThat(secrets().remove(session, "one")).isFalse();
        assertThat(otherNode().secrets().list(session)).containsExactly(other);
    }

    @Test
    void secrets_go_with_their_session() {
        SessionKey session = openSession().key();
        KeptSecret gone = kept(session, "token");
        SessionKey other = openSession().key();
        KeptSecret stays = kept(other, "token");

        assertThat(node().sessions().remove(session)).isTrue();

        assertThat(otherNode().secrets().list(session)).isEmpty();
        assertThat(otherNode().secrets().find(session, "token")).isEmpty();
        assertThat(secrets().remove(session, "token")).isFalse();
        assertThat(secrets().reseal(gone, sealed("k9", "late"))).isFalse();
        assertThat(secrets().put(session, List.of(gone), MANY))
                .isEqualTo(SecretWrite.NO_SUCH_SESSION);
        assertThat(secrets().sealedOtherwise(OrganisationId.DEFAULT, "k9", null, MANY))
                .containsExactly(stays);
    }

    @Test
    void those_that_need_another_master_key_are_told_of_once_each() {
        List<KeptSecret> wanted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SessionKey session = openSession().key();
            wanted.add(kept(session, "a"));
            wanted.add(kept(session, "B"));
            secrets()
                    .put(
                            session,
                            List.of(new KeptSecret(session, "c", sealed("k9", "c"), NOON, NOON)),
                            MANY);
        }

        List<KeptSecret> told = new ArrayList<>();
        @Nullable KeptSecret last = null;
        List<KeptSecret> some;
        do {
            some = secrets().sealedOtherwise(OrganisationId.DEFAULT, "k9", last, 2);
            told.addAll(some);
            last = some.isEmpty() ? null : some.getLast();
            assertThat(some).hasSizeLessThanOrEqualTo(2);
            assertThat(told).as("each once").doesNotHaveDuplicates();
        } while (!some.isEmpty());

        assertThat(told).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void a_secret_is_sealed_otherwise_only_as_it_was_seen() {
        SessionKey session = openSession().key();
        KeptSecret seen = kept(session, "token");
        KeptSecret resealed = seen.sealedAs(sealed("k2", "again"));

        assertThat(otherNode().secrets().reseal(seen, resealed.sealed())).isTrue();

        assertThat(secrets().list(session)).containsExactly(resealed);
        assertThat(secrets().reseal(seen, sealed("k3", "late"))).isFalse();
        assertThat(secrets().reseal(secret(session, "nobody"), sealed("k3", "late"))).isFalse();
        assertThat(secrets().list(session)).containsExactly(resealed);
    }

    @Test
    void of_concurrent_writers_none_goes_beyond_what_the_session_may_have() {
        SessionKey session = openSession().key();
        List<Callable<SecretWrite>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            SecretStore store = i % 2 == 0 ? secrets() : otherNode().secrets();
            List<KeptSecret> mine = List.of(secret(session, "of-" + i));
            writers.add(() -> store.put(session, mine, 2));
        }

        List<SecretWrite> outcomes = Background.together(patience(), writers);

        assertThat(outcomes).filteredOn(SecretWrite.STORED::equals).hasSize(2);
        assertThat(outcomes).filteredOn(SecretWrite.TOO_MANY::equals).hasSize(WRITERS - 2);
        assertThat(secrets().list(session)).hasSize(2);
    }

    private SecretStore secrets() {
        return node().secrets();
    }

    private KeptSecret kept(SessionKey session, String name) {
        KeptSecret secret = secret(session, name);
        assertThat(secrets().put(session, List.of(secret), MANY)).isEqualTo(SecretWrite.STORED);
        assertThat(secrets().find(session, name)).contains(secret);
        return secret;
    }

    private static KeptSecret secret(SessionKey session, String name) {
        return new KeptSecret(session, name, sealed("k1", name), NOON, NOON.plusSeconds(1));
    }

    private static SealedSecret sealed(String masterKey, String what) {
        return new SealedSecret(masterKey, "wrapped " + what, "sealed " + what);
    }
}
