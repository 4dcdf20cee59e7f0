package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleProvider.NOON;
import static dev.perdure.contract.store.SampleProvider.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.ProviderStore.ProviderWrite;
import dev.perdure.provider.Provider;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a {@link ProviderStore} owes. */
public abstract class ProviderStoreContract extends StorageContract {

    private static final int WRITERS = 6;

    @Test
    void an_added_provider_is_found_as_it_was_added() {
        Provider provider = SampleProvider.full("models");

        assertThat(providers().insert(provider)).isEqualTo(ProviderWrite.STORED);

        assertThat(providers().find(ORGANISATION, provider.id())).contains(provider);
        assertThat(providers().list(ORGANISATION)).containsExactly(provider);
        assertThat(otherNode().providers().find(ORGANISATION, provider.id())).contains(provider);
        assertThat(otherNode().providers().list(ORGANISATION)).containsExactly(provider);
    }

    @Test
    void providers_are_listed_oldest_first() {
        Provider second = stored(SampleProvider.of(ORGANISATION, "b", NOON.plusSeconds(5)));
        Provider first = stored(SampleProvider.of(ORGANISATION, "c", NOON));
        Provider third = stored(SampleProvider.of(ORGANISATION, "a", NOON.plusSeconds(5)));

        assertThat(providers().list(ORGANISATION)).containsExactly(first, second, third);
    }

    @Test
    void a_provider_of_another_organisation_does_not_exist() {
        Provider provider = stored(SampleProvider.full("models"));
        OrganisationId stranger = stranger();

        assertThat(providers().find(stranger, provider.id())).isEmpty();
        assertThat(providers().list(stranger)).isEmpty();
        assertThat(providers().remove(stranger, provider.id())).isFalse();
        Provider seized = SampleProvider.revised(SampleProvider.claimedBy(stranger, provider), "x");
        assertThat(providers().replace(seized, provider.version()))
                .isEqualTo(ProviderWrite.VERSION_CONFLICT);
        assertThat(providers().find(ORGANISATION, provider.id())).contains(provider);
    }

    @Test
    void an_id_is_used_once_whichever_organisation_asks() {
        Provider provider = stored(SampleProvider.named("models"));

        assertThat(providers().insert(SampleProvider.renamed(provider, "other")))
                .isEqualTo(ProviderWrite.ID_TAKEN);
        Provider foreign = SampleProvider.claimedBy(stranger(), provider);
        assertThat(providers().insert(foreign)).isEqualTo(ProviderWrite.ID_TAKEN);

        assertThat(providers().list(ORGANISATION)).containsExactly(provider);
        assertThat(providers().list(foreign.organisation())).isEmpty();
    }

    @Test
    void a_slug_is_used_once_in_each_organisation() {
        Provider first = stored(SampleProvider.named("models"));
        Provider theirs = SampleProvider.of(stranger(), "models", NOON);

        assertThat(providers().insert(SampleProvider.named("models")))
                .isEqualTo(ProviderWrite.SLUG_TAKEN);
        assertThat(providers().insert(theirs)).isEqualTo(ProviderWrite.STORED);

        assertThat(providers().list(ORGANISATION)).containsExactly(first);
        assertThat(providers().list(theirs.organisation())).containsExactly(theirs);
    }

    @Test
    void a_provider_is_replaced_only_as_it_was_seen() {
        Provider provider = stored(SampleProvider.full("models"));
        Provider revised = SampleProvider.revised(provider, "Second");
        assertThat(providers().replace(revised, 1)).isEqualTo(ProviderWrite.STORED);

        Provider late = SampleProvider.revised(provider, "Late");
        assertThat(providers().replace(late, 1)).isEqualTo(ProviderWrite.VERSION_CONFLICT);
        assertThat(providers().replace(late, 3)).isEqualTo(ProviderWrite.VERSION_CONFLICT);
        assertThat(providers().replace(SampleProvider.revised(SampleProvider.named("z"), "z"), 1))
                .isEqualTo(ProviderWrite.VERSION_CONFLICT);

        assertThat(providers().list(ORGANISATION)).containsExactly(revised);
    }

    @Test
    void a_removed_provider_is_gone_and_gives_up_its_slug() {
        Provider provider = stored(SampleProvider.full("models"));
        Provider other = stored(SampleProvider.named("other"));

        assertThat(providers().remove(ORGANISATION, provider.id())).isTrue();

        assertThat(providers().remove(ORGANISATION, provider.id())).isFalse();
        assertThat(providers().find(ORGANISATION, provider.id())).isEmpty();
        assertThat(providers().list(ORGANISATION)).containsExactly(other);
        stored(SampleProvider.named("models"));
    }

    @Test
    void of_concurrent_providers_with_one_slug_exactly_one_is_added() {
        List<ProviderWrite> outcomes =
                concurrently(providers -> providers.insert(SampleProvider.named("models")));

        assertThat(outcomes).containsOnlyOnce(ProviderWrite.STORED);
        assertThat(outcomes).filteredOn(ProviderWrite.SLUG_TAKEN::equals).hasSize(WRITERS - 1);
        assertThat(providers().list(ORGANISATION)).hasSize(1);
    }

    @Test
    void of_concurrent_revisions_of_one_version_exactly_one_is_stored() {
        Provider provider = stored(SampleProvider.named("models"));
        Provider revised = SampleProvider.revised(provider, "Second");

        List<ProviderWrite> outcomes = concurrently(providers -> providers.replace(revised, 1));

        assertThat(outcomes).containsOnlyOnce(ProviderWrite.STORED);
        assertThat(outcomes)
                .filteredOn(ProviderWrite.VERSION_CONFLICT::equals)
                .hasSize(WRITERS - 1);
    }

    private ProviderStore providers() {
        return node().providers();
    }

    private Provider stored(Provider provider) {
        assertThat(providers().insert(provider)).isEqualTo(ProviderWrite.STORED);
        assertThat(providers().find(provider.organisation(), provider.id())).contains(provider);
        return provider;
    }

    private List<ProviderWrite> concurrently(Function<ProviderStore, ProviderWrite> write) {
        List<Callable<ProviderWrite>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            ProviderStore writing = i % 2 == 0 ? providers() : otherNode().providers();
            writers.add(() -> write.apply(writing));
        }
        return Background.together(patience(), writers);
    }
}
