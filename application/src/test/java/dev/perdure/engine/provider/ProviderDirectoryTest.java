package dev.perdure.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.Secret;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProviderDirectoryTest {

    private final Kept node = Kept.with(Kept.KEYS);

    @Test
    void a_model_goes_by_its_full_name_and_by_its_own_where_one_provider_lists_it()
            throws Exception {
        node.listing(node.added("Acme Models", FakeDrivers.KEY), "good");

        assertThat(node.serves("acme-models/good")).isTrue();
        assertThat(node.serves("acme-models/not-listed")).isTrue();
        assertThat(node.serves("acme-models/")).isFalse();
        assertThat(node.serves("good")).isTrue();
        assertThat(node.serves("not-listed")).isFalse();
        assertThat(called("good")).isEqualTo(new ModelChunk.Started("good"));
        assertThat(node.drivers.asked.getLast().model())
                .isEqualTo(new ModelRef("acme-models/good"));

        node.listing(node.added("Other", null), "good");

        assertThat(node.serves("good")).isFalse();
        assertThat(node.serves("other/good")).isTrue();
        assertThat(node.directory.models(Kept.OURS))
                .containsExactly(new ModelRef("acme-models/good"), new ModelRef("other/good"));
    }

    @Test
    void another_organisation_has_none_of_them() {
        node.listing(node.added("Acme", FakeDrivers.KEY), "good");
        OrganisationId stranger = new OrganisationId(UUID.randomUUID());

        assertThat(node.directory.serving(stranger, new ModelRef("acme/good"))).isEmpty();
        assertThat(node.directory.serving(stranger, new ModelRef("good"))).isEmpty();
        assertThat(node.directory.models(stranger)).isEmpty();
        assertThat(node.directory.standard(stranger)).isEmpty();
    }

    @Test
    void what_is_switched_off_serves_nothing() {
        Provider provider = node.listing(node.added("Acme", null), "good", "bad");

        Provider less =
                node.revised(
                        provider,
                        ProviderEdit.of(settings ->
                                settings.withoutModel(settings.models().getLast().id())));
        assertThat(node.serves("bad")).isFalse();
        node.revised(less, ProviderEdit.of(settings -> Kept.enabled(settings, false)));

        assertThat(node.serves("acme/good")).isFalse();
        assertThat(node.serves("good")).isFalse();
        assertThat(node.directory.models(Kept.OURS)).isEmpty();
    }

    @Test
    void a_change_of_this_node_is_seen_at_once_and_that_of_another_in_time() {
        Kept other = node.otherNode(Kept.KEYS);
        Provider provider = node.listing(node.added("Acme", null), "good");
        assertThat(node.serves("acme/good")).isTrue();
        assertThat(other.serves("acme/good")).isTrue();

        node.cases.remove().remove(Kept.OURS, provider.id());

        assertThat(node.serves("acme/good")).isFalse();
        assertThat(other.serves("acme/good")).isTrue();
        node.clock.advance(ProviderDirectory.FRESH);
        assertThat(other.serves("acme/good")).isFalse();
    }

    @Test
    void what_another_node_added_is_found_at_once() {
        Kept other = node.otherNode(Kept.KEYS);
        assertThat(other.serves("acme/good")).isFalse();

        node.added("Acme", null);

        assertThat(other.serves("acme/good")).isTrue();
    }

    @Test
    void a_client_is_opened_by_its_first_call_and_lives_as_long_as_the_version_of_its_provider()
            throws Exception {
        Provider provider = node.added("Acme", FakeDrivers.KEY);
        assertThat(node.serves("acme/good")).isTrue();
        assertThat(node.directory.standard(Kept.OURS)).isEmpty();
        assertThat(node.drivers.opened).isEmpty();
        called("acme/good");
        node.clock.advance(ProviderDirectory.FRESH.plusSeconds(1));
        called("acme/good");
        node.added("Other", null);
        called("acme/good");
        assertThat(node.drivers.opened).hasSize(1);

        node.listing(provider, "good");

        called("acme/good");
        assertThat(node.drivers.opened).hasSize(2);
        assertThat(node.drivers.opened.getLast().key()).isEqualTo(FakeDrivers.KEY);
    }

    @Test
    void the_model_preferred_last_answers_what_names_none() {
        Provider acme = node.listing(node.added("Acme", null), "one", "two");
        node.listing(node.added("Other", null), "three");
        assertThat(node.directory.standard(Kept.OURS)).isEmpty();

        Provider preferred =
                node.revised(
                        acme,
                        ProviderEdit.of(settings ->
                                settings.withModel(
                                        settings.models().getLast().id(),
                                        model -> Kept.model("two", node.clock.instant()))));

        assertThat(node.directory.standard(Kept.OURS)).contains(new ModelRef("acme/two"));
        node.revised(preferred, ProviderEdit.of(settings -> Kept.enabled(settings, false)));
        assertThat(node.directory.standard(Kept.OURS)).isEmpty();
    }

    @Test
    void a_key_that_cannot_be_opened_fails_the_calls_and_says_why() throws Exception {
        node.listing(node.added("Acme", new Secret("marker-secret")), "good");
        Kept keyless = node.otherNode(KeyRing.EMPTY);

        Optional<ModelClient> client =
                keyless.directory.serving(Kept.OURS, new ModelRef("acme/good"));

        ModelChunk chunk = client.orElseThrow().open(request("acme/good")).next();
        assertThat(chunk).isInstanceOf(ModelChunk.Failed.class);
        ModelChunk.Failed failed = (ModelChunk.Failed) chunk;
        assertThat(failed.failure().kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failed.failure().detail()).contains("one").doesNotContain("marker");
        assertThat(keyless.drivers.opened).isEmpty();
    }

    @Test
    void while_the_store_is_away_what_was_read_last_answers() {
        Away store = new Away(node.storage.providers());
        ProviderDirectory directory =
                new ProviderDirectory(store, node.drivers, Kept.KEYS, node.clock);
        node.added("Acme", null);
        ModelRef model = new ModelRef("acme/good");
        OrganisationId stranger = new OrganisationId(UUID.randomUUID());
        assertThat(directory.serving(Kept.OURS, model)).isPresent();

        store.away = true;
        node.clock.advance(Duration.ofMinutes(5));

        assertThat(directory.serving(Kept.OURS, model)).isPresent();
        assertThatThrownBy(() -> directory.serving(stranger, model))
                .isInstanceOf(StoreUnavailable.class);
    }

    private ModelChunk called(String model) throws InterruptedException {
        return node.directory
                .serving(Kept.OURS, new ModelRef(model))
                .orElseThrow()
                .open(request(model))
                .next();
    }

    private static ModelRequest request(String model) {
        return new ModelRequest(
                new ModelRef(model),
                "",
                List.of(),
                List.of(),
                JsonObject.empty(),
                new ModelTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    /** A store that can be out of reach. */
    private static final class Away implements ProviderStore {

        private final ProviderStore store;
        private volatile boolean away;

        private Away(ProviderStore store) {
            this.store = store;
        }

        @Override
        public Optional<Provider> find(OrganisationId organisation, ProviderId id) {
            return store.find(organisation, id);
        }

        @Override
        public List<Provider> list(OrganisationId organisation) {
            if (away) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            return store.list(organisation);
        }

        @Override
        public ProviderWrite insert(Provider provider) {
            return store.insert(provider);
        }

        @Override
        public ProviderWrite replace(Provider provider, int seen) {
            return store.replace(provider, seen);
        }

        @Override
        public boolean remove(OrganisationId organisation, ProviderId id) {
            return store.remove(organisation, id);
        }
    }
}
