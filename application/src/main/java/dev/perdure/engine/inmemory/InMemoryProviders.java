package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.ProviderStore;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The providers of organisations. */
final class InMemoryProviders implements ProviderStore {

    private final Memory memory;

    InMemoryProviders(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Provider> find(OrganisationId organisation, ProviderId id) {
        return memory.locked(() -> stored(organisation, id));
    }

    @Override
    public List<Provider> list(OrganisationId organisation) {
        return memory.locked(() ->
                providersOf(organisation)
                        .sorted(Comparator.comparing(Provider::createdAt))
                        .toList());
    }

    @Override
    public ProviderWrite insert(Provider provider) {
        return memory.locked(() -> {
            if (memory.providers.containsKey(provider.id())) {
                return ProviderWrite.ID_TAKEN;
            }
            if (providersOf(provider.organisation())
                    .anyMatch(other -> other.slug().equals(provider.slug()))) {
                return ProviderWrite.SLUG_TAKEN;
            }
            memory.providers.put(provider.id(), provider);
            return ProviderWrite.STORED;
        });
    }

    @Override
    public ProviderWrite replace(Provider provider, int seen) {
        return memory.locked(() -> {
            Optional<Provider> stored = stored(provider.organisation(), provider.id());
            if (stored.isEmpty() || stored.get().version() != seen) {
                return ProviderWrite.VERSION_CONFLICT;
            }
            memory.providers.put(provider.id(), provider);
            return ProviderWrite.STORED;
        });
    }

    @Override
    public boolean remove(OrganisationId organisation, ProviderId id) {
        return memory.locked(() -> {
            boolean there = stored(organisation, id).isPresent();
            if (there) {
                memory.providers.remove(id);
            }
            return there;
        });
    }

    private Optional<Provider> stored(OrganisationId organisation, ProviderId id) {
        return Optional.ofNullable(memory.providers.get(id))
                .filter(provider -> provider.organisation().equals(organisation));
    }

    private Stream<Provider> providersOf(OrganisationId organisation) {
        return memory.providers.values().stream()
                .filter(provider -> provider.organisation().equals(organisation));
    }
}
