package dev.perdure.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderCasesTest {

    private final Kept node = Kept.with(Kept.KEYS);

    @Test
    void an_added_provider_is_kept_with_a_sealed_key() {
        Provider provider = node.added("Acme Models", new Secret("marker-secret"));

        assertThat(stored(provider.id())).isEqualTo(provider);
        assertThat(provider.slug()).isEqualTo("acme-models");
        SealedSecret key = Objects.requireNonNull(provider.settings().key());
        assertThat(key.masterKey()).isEqualTo("one");
        assertThat(Kept.KEYS.open(key, SecretOwner.of(provider)))
                .isEqualTo(new Secret("marker-secret"));
        assertThat(provider.toString()).doesNotContain("marker-secret");
    }

    @Test
    void names_may_be_equal_and_the_names_of_models_may_not() {
        assertThat(node.added("Acme", null).slug()).isEqualTo("acme");
        assertThat(node.added("ACME", null).slug()).isEqualTo("acme-2");
        assertThat(node.added("Simulated", null).slug()).isEqualTo("simulated-2");
        assertThat(node.added("\u4f60\u597d", null).slug()).isEqualTo("provider");
    }

    @Test
    void without_a_master_key_a_key_is_refused_and_a_provider_without_one_is_not() {
        Kept keyless = Kept.with(KeyRing.EMPTY);

        Either<Refusal, Provider> refused =
                keyless.add("Acme", FakeDrivers.TYPE, new Secret("marker-secret"));

        assertThat(refused.getLeft()).isInstanceOf(Refusal.Invalid.class);
        assertThat(refused.getLeft().sentence())
                .contains("PERDURE_SECRET_KEYS")
                .doesNotContain("marker");
        assertThat(keyless.storage.providers().list(Kept.OURS)).isEmpty();
        Provider kept = keyless.added("Acme", null);
        Either<Refusal, Provider> late =
                keyless.cases
                        .revise()
                        .revise(
                                Kept.OURS,
                                kept.id(),
                                new ProviderEdit(
                                        (before, now) -> Either.right(before),
                                        new Secret("marker-secret")));
        assertThat(late.isLeft()).isTrue();
    }

    @Test
    void what_no_driver_knows_is_refused_when_it_is_kept() {
        Either<Refusal, Provider> refused = node.add("Acme", "carrier-pigeon", null);

        assertThat(refused.getLeft().sentence()).contains("carrier-pigeon");
        assertThat(node.add(" ", FakeDrivers.TYPE, null).isLeft()).isTrue();
        assertThat(node.storage.providers().list(Kept.OURS)).isEmpty();
    }

    @Test
    void a_change_that_changes_nothing_makes_no_version() {
        Provider provider = node.added("Acme", FakeDrivers.KEY);

        assertThat(node.revised(provider, ProviderEdit.of(same -> same))).isEqualTo(provider);

        Provider next =
                node.revised(provider, ProviderEdit.of(settings -> Kept.enabled(settings, false)));
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.settings().key()).isEqualTo(provider.settings().key());
        assertThat(stored(provider.id())).isEqualTo(next);
    }

    @Test
    void a_provider_with_another_key_is_called_again_whatever_became_of_the_last() {
        Provider provider = node.added("Acme", FakeDrivers.KEY);
        OpenCircuit open =
                new OpenCircuit(
                        Instant.parse("2026-01-02T03:04:05Z"), 3, FailureKind.OVERLOADED, false);
        node.storage.circuits().replace(Kept.OURS, "acme", null, open);

        Provider disabled =
                node.revised(provider, ProviderEdit.of(settings -> Kept.enabled(settings, false)));
        assertThat(node.storage.circuits().find(Kept.OURS, "acme")).contains(open);

        node.revised(
                disabled,
                new ProviderEdit((before, now) -> Either.right(before), new Secret("another")));
        assertThat(node.storage.circuits().find(Kept.OURS, "acme")).isEmpty();
    }

    @Test
    void a_key_does_not_follow_its_provider_to_another_address() {
        Provider provider = node.added("Acme", FakeDrivers.KEY);
        String elsewhere = "https://elsewhere.example/v1";

        Either<Refusal, Provider> refused =
                node.cases
                        .revise()
                        .revise(
                                Kept.OURS,
                                provider.id(),
                                ProviderEdit.of(settings -> at(settings, elsewhere)));

        assertThat(refused.getLeft()).isInstanceOf(Refusal.Invalid.class);
        assertThat(refused.getLeft().sentence()).contains("give it again");
        assertThat(stored(provider.id())).isEqualTo(provider);

        Provider moved =
                node.revised(
                        provider,
                        new ProviderEdit(
                                (before, now) -> Either.right(at(before, elsewhere)),
                                new Secret("marker-for-elsewhere")));
        assertThat(moved.settings().address()).isEqualTo(elsewhere);
        assertThat(Kept.KEYS.open(moved.settings().key(), SecretOwner.of(moved)))
                .isEqualTo(new Secret("marker-for-elsewhere"));
    }

    private static ProviderSettings at(ProviderSettings settings, String address) {
        return new ProviderSettings(
                settings.name(),
                settings.type(),
                address,
                settings.enabled(),
                settings.preferredAt(),
                settings.key(),
                settings.callsAtOnce(),
                settings.models());
    }

    @Test
    void a_model_is_listed_once() {
        Provider provider = node.listing(node.added("Acme", null), "good");

        Either<Refusal, Provider> twice =
                node.cases
                        .revise()
                        .revise(
                                Kept.OURS,
                                provider.id(),
                                ProviderEdit.of(settings ->
                                        settings.withModels(
                                                List.of(
                                                        Kept.model("good", null),
                                                        Kept.model("good", null)))));

        assertThat(twice.getLeft()).isInstanceOf(Refusal.Conflicting.class);
        assertThat(stored(provider.id())).isEqualTo(provider);
    }

    @Test
    void a_provider_that_does_not_exist_cannot_be_changed() throws Exception {
        ProviderId nobody = new ProviderId(UUID.randomUUID());

        assertThat(
                        node.cases
                                .revise()
                                .revise(Kept.OURS, nobody, ProviderEdit.of(same -> same))
                                .getLeft())
                .isInstanceOf(Refusal.NotFound.class);
        assertThat(node.cases.verify().verify(Kept.OURS, nobody, null).isLeft()).isTrue();
        assertThat(node.cases.syncModels().sync(Kept.OURS, nobody).isLeft()).isTrue();
        assertThat(node.cases.remove().remove(Kept.OURS, nobody)).isFalse();
    }

    @Test
    void a_new_master_key_takes_over_the_keys_there_are() {
        Provider first = node.added("First", FakeDrivers.KEY);
        node.added("Keyless", null);
        Provider second = node.added("Second", FakeDrivers.KEY);
        KeyRing rotated = KeyRing.parse("two:" + Kept.masterKey(2) + ",one:" + Kept.masterKey(1));
        Kept later = node.otherNode(rotated);

        assertThat(later.cases.rewrapKeys().rewrap(Kept.OURS)).isEqualTo(2);

        assertThat(later.cases.rewrapKeys().rewrap(Kept.OURS)).isZero();
        KeyRing newest = KeyRing.parse("two:" + Kept.masterKey(2));
        for (Provider provider : List.of(first, second)) {
            SealedSecret key = Objects.requireNonNull(stored(provider.id()).settings().key());
            assertThat(newest.open(key, SecretOwner.of(provider))).isEqualTo(FakeDrivers.KEY);
        }
    }

    @Test
    void a_provider_is_verified_by_a_call_of_one_of_its_models() throws Exception {
        Provider right = node.listing(node.added("Right", FakeDrivers.KEY), FakeDrivers.MODEL);
        Provider wrong = node.listing(node.added("Wrong", new Secret("other")), FakeDrivers.MODEL);

        assertThat(verified(right, null).isFine()).isTrue();
        assertThat(verified(right, "bad").problem()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(verified(wrong, null).problem()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(verified(wrong, null).sentence()).isEqualTo("The key is not accepted.");
        assertThat(node.drivers.asked).hasSize(4);
    }

    @Test
    void a_provider_without_models_is_verified_by_asking_for_them() throws Exception {
        Provider provider = node.added("Acme", null);

        assertThat(verified(provider, null).sentence()).contains("names 1 models");

        node.drivers.listing = new ModelListing.Failed(failure());
        assertThat(verified(provider, null).problem()).isEqualTo(FailureKind.TRANSPORT);
        assertThat(node.drivers.asked).isEmpty();
    }

    @Test
    void a_key_without_its_master_key_is_what_verifying_finds() throws Exception {
        Provider provider = node.added("Acme", FakeDrivers.KEY);

        Verification found =
                node.otherNode(KeyRing.EMPTY)
                        .cases
                        .verify()
                        .verify(Kept.OURS, provider.id(), null)
                        .get();

        assertThat(found.problem()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(found.sentence()).contains("master key one");
    }

    @Test
    void models_are_taken_over_from_the_provider_and_those_written_down_stay() throws Exception {
        Provider provider = node.listing(node.added("Acme", null), "mine", "good");
        node.drivers.listing = names("good", "new", "new");

        SyncModels.Synced synced = node.cases.syncModels().sync(Kept.OURS, provider.id()).get();

        assertThat(synced.added()).isEqualTo(1);
        assertThat(synced.removed()).isZero();
        assertThat(synced.provider().settings().models())
                .extracting(OfferedModel::name)
                .containsExactly("mine", "good", "new");
        assertThat(synced.provider().settings().models().getLast().origin())
                .isEqualTo(ModelOrigin.DISCOVERED);

        node.drivers.listing = names("newer");
        SyncModels.Synced again = node.cases.syncModels().sync(Kept.OURS, provider.id()).get();
        assertThat(again.removed()).isEqualTo(1);
        assertThat(stored(provider.id()).settings().models())
                .extracting(OfferedModel::name)
                .containsExactly("mine", "good", "newer");
    }

    @Test
    void a_provider_that_does_not_say_keeps_its_list() throws Exception {
        Provider provider = node.listing(node.added("Acme", null), "mine");
        node.drivers.listing = new ModelListing.Failed(failure());

        Either<Refusal, SyncModels.Synced> refused =
                node.cases.syncModels().sync(Kept.OURS, provider.id());

        assertThat(refused.getLeft().sentence()).isEqualTo("Nobody is there.");
        assertThat(stored(provider.id())).isEqualTo(provider);
    }

    @Test
    void a_removed_provider_is_gone_with_its_key() {
        Provider provider = node.added("Acme", FakeDrivers.KEY);

        assertThat(node.cases.remove().remove(Kept.OURS, provider.id())).isTrue();

        assertThat(node.storage.providers().list(Kept.OURS)).isEmpty();
    }

    @Test
    void settings_find_their_models_by_id_and_by_name() {
        ProviderSettings settings = node.listing(node.added("Acme", null), "good").settings();
        OfferedModel good = settings.models().getFirst();

        assertThat(settings.model("good")).contains(good);
        assertThat(settings.model(good.id())).contains(good);
        assertThat(settings.model("goo")).isEmpty();
    }

    private Provider stored(ProviderId id) {
        return node.storage.providers().find(Kept.OURS, id).orElseThrow();
    }

    private Verification verified(Provider provider, @Nullable String model)
            throws InterruptedException {
        return node.cases.verify().verify(Kept.OURS, provider.id(), model).get();
    }

    private static ModelFailure failure() {
        return new ModelFailure(FailureKind.TRANSPORT, new NextMove.GiveUp(), "Nobody is there.");
    }

    private static ModelListing names(String... names) {
        return new ModelListing.Listed(
                List.of(names).stream()
                        .map(name -> new ModelListing.Found(name, name, null))
                        .toList());
    }
}
