package dev.perdure.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.provider.ProviderId;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final String MARKER = "marker-of-a-secret-\u00e9";
    private static final Secret SECRET = new Secret(MARKER);

    private final SecretOwner owner = owner(OrganisationId.DEFAULT);
    private final KeyRing ring = KeyRing.parse("one:" + key(1));

    private static SecretOwner owner(OrganisationId organisation) {
        return SecretOwner.ofProvider(organisation, new ProviderId(UUID.randomUUID()));
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void what_is_sealed_opens_and_shows_nothing() {
        SealedSecret sealed = ring.seal(SECRET, owner);

        assertThat(ring.open(sealed, owner)).isEqualTo(SECRET);
        assertThat(sealed.masterKey()).isEqualTo("one");
        for (String stored : new String[] {sealed.wrappedKey(), sealed.sealed()}) {
            assertThat(stored).doesNotContain(MARKER);
            byte[] bytes = Base64.getDecoder().decode(stored);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain("marker-of-a-secret");
        }
        assertThat(SECRET + " " + sealed + " " + ring)
                .doesNotContain(MARKER)
                .doesNotContain(key(1))
                .doesNotContain(sealed.wrappedKey());
    }

    @Test
    void the_same_secret_never_looks_the_same() {
        SealedSecret first = ring.seal(SECRET, owner);
        SealedSecret second = ring.seal(SECRET, owner);

        assertThat(first.sealed()).isNotEqualTo(second.sealed());
        assertThat(first.wrappedKey()).isNotEqualTo(second.wrappedKey());
    }

    @Test
    void it_opens_for_its_owner_alone() {
        SealedSecret sealed = ring.seal(SECRET, owner);
        SecretOwner otherProvider = owner(owner.organisation());
        SecretOwner otherOrganisation =
                SecretOwner.ofProvider(
                        new OrganisationId(UUID.randomUUID()), new ProviderId(owner.id()));

        assertThatThrownBy(() -> ring.open(sealed, otherProvider))
                .isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> ring.open(sealed, otherOrganisation))
                .isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void a_secret_of_a_session_opens_under_its_name_alone() {
        SessionKey session =
                new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        SealedSecret sealed = ring.seal(SECRET, SecretOwner.ofSession(session, "token"));

        assertThat(ring.open(sealed, SecretOwner.ofSession(session, "token"))).isEqualTo(SECRET);
        assertThatThrownBy(() -> ring.open(sealed, SecretOwner.ofSession(session, "other")))
                .isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> ring.open(sealed, SecretOwner.ofSession(session, "")))
                .isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void a_part_of_another_secret_does_not_fit() {
        SealedSecret one = ring.seal(SECRET, owner);
        SealedSecret other = ring.seal(new Secret("another"), owner);

        SealedSecret mixed = new SealedSecret("one", one.wrappedKey(), other.sealed());

        assertThatThrownBy(() -> ring.open(mixed, owner)).isInstanceOf(SecretUnreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_was_changed_does_not_open(String changed) {
        SealedSecret sealed = ring.seal(SECRET, owner);

        assertThatThrownBy(() ->
                        ring.open(new SealedSecret("one", sealed.wrappedKey(), changed), owner))
                .isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(
                        () -> ring.open(new SealedSecret("one", changed, sealed.sealed()), owner))
                .isInstanceOf(SecretUnreadable.class);
    }

    @Test
    void an_older_master_key_still_opens_and_the_newest_seals() {
        SealedSecret old = ring.seal(SECRET, owner);
        KeyRing rotated = KeyRing.parse("two:" + key(2) + ", one:" + key(1));

        assertThat(rotated.open(old, owner)).isEqualTo(SECRET);
        assertThat(rotated.seal(SECRET, owner).masterKey()).isEqualTo("two");
    }

    @Test
    void after_rewrapping_the_older_master_key_is_not_needed() {
        SealedSecret old = ring.seal(SECRET, owner);
        KeyRing rotated = KeyRing.parse("two:" + key(2) + ",one:" + key(1));

        SealedSecret fresh = rotated.rewrapped(old, owner).orElseThrow();

        assertThat(KeyRing.parse("two:" + key(2)).open(fresh, owner)).isEqualTo(SECRET);
        assertThat(rotated.rewrapped(fresh, owner)).isEmpty();
        assertThat(KeyRing.EMPTY.rewrapped(fresh, owner)).isEmpty();
    }

    @Test
    void without_its_master_key_it_says_which_one_is_missing() {
        SealedSecret sealed = ring.seal(SECRET, owner);

        assertThatThrownBy(() -> KeyRing.parse("two:" + key(2)).open(sealed, owner))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("one");
        assertThatThrownBy(() -> KeyRing.parse("one:" + key(2)).open(sealed, owner))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageNotContaining(MARKER);
    }

    @Test
    void a_ring_without_keys_seals_nothing() {
        assertThat(KeyRing.parse("  ").canSeal()).isFalse();
        assertThat(KeyRing.EMPTY.canSeal()).isFalse();
        assertThat(ring.canSeal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "one:c2hvcnQ=", "one:%%%", ":x", "a b:x", "one:", ","})
    void what_is_no_master_key_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> KeyRing.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2hvcnQ=")
                .hasMessageNotContaining("%%%");
    }

    @Test
    void two_master_keys_of_one_name_are_refused() {
        assertThatThrownBy(() -> KeyRing.parse("one:" + key(1) + ",one:" + key(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
    }
}
