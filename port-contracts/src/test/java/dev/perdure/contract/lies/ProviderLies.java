package dev.perdure.contract.lies;

import dev.perdure.engine.store.ProviderStore.ProviderWrite;
import dev.perdure.engine.store.Storage;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Lies about providers. */
final class ProviderLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private ProviderLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("takes the id of a provider twice", TakesIdsTwice::new),
                new Lie("does not look at the slugs of providers", IgnoresSlugs::new),
                new Lie("replaces whatever version of a provider", IgnoresSeenVersion::new),
                new Lie("lists providers newest first", ListsBackwards::new),
                new Lie("shows providers to strangers", ShowsToStrangers::new),
                new Lie("forgets the key of a provider", ForgetsKeys::new),
                new Lie("says that it removed a provider, and did not", RemovesNothing::new),
                new Lie("checks the slug of a provider and adds later", ChecksSlugThenAdds::new),
                new Lie(
                        "checks the version of a provider and replaces later",
                        ChecksThenWrites::new));
    }

    private static final class TakesIdsTwice extends Liar {

        @Override
        ProviderWrite insert(Storage truth, Provider provider) {
            ProviderWrite honest = super.insert(truth, provider);
            return honest == ProviderWrite.ID_TAKEN ? ProviderWrite.STORED : honest;
        }
    }

    private static final class IgnoresSlugs extends Liar {

        @Override
        ProviderWrite insert(Storage truth, Provider provider) {
            ProviderWrite honest = super.insert(truth, provider);
            return honest == ProviderWrite.SLUG_TAKEN ? ProviderWrite.STORED : honest;
        }
    }

    private static final class IgnoresSeenVersion extends Liar {

        @Override
        ProviderWrite replace(Storage truth, Provider provider, int seen) {
            Optional<Provider> stored =
                    truth.providers().find(provider.organisation(), provider.id());
            return stored.isEmpty()
                    ? ProviderWrite.VERSION_CONFLICT
                    : super.replace(truth, provider, stored.get().version());
        }
    }

    private static final class ListsBackwards extends Liar {

        @Override
        List<Provider> providers(Storage truth, OrganisationId organisation) {
            return super.providers(truth, organisation).reversed();
        }
    }

    private static final class ShowsToStrangers extends Liar {

        private final Map<ProviderId, Provider> known = new ConcurrentHashMap<>();

        @Override
        ProviderWrite insert(Storage truth, Provider provider) {
            known.putIfAbsent(provider.id(), provider);
            return super.insert(truth, provider);
        }

        @Override
        Optional<Provider> find(Storage truth, OrganisationId organisation, ProviderId id) {
            return Optional.ofNullable(known.get(id));
        }
    }

    private static final class ForgetsKeys extends Liar {

        @Override
        Optional<Provider> find(Storage truth, OrganisationId organisation, ProviderId id) {
            return super.find(truth, organisation, id).map(ForgetsKeys::keyless);
        }

        private static Provider keyless(Provider provider) {
            return new Provider(
                    provider.id(),
                    provider.organisation(),
                    provider.slug(),
                    provider.version(),
                    provider.settings().withKey(null),
                    provider.createdAt(),
                    provider.updatedAt());
        }
    }

    private static final class RemovesNothing extends Liar {

        @Override
        boolean remove(Storage truth, OrganisationId organisation, ProviderId id) {
            return truth.providers().find(organisation, id).isPresent();
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksSlugThenAdds extends Liar {

        @Override
        ProviderWrite insert(Storage truth, Provider provider) {
            boolean free =
                    truth.providers().list(provider.organisation()).stream()
                            .noneMatch(other -> other.slug().equals(provider.slug()));
            LockSupport.parkNanos(A_WHILE_NANOS);
            ProviderWrite honest = super.insert(truth, provider);
            return free && honest == ProviderWrite.SLUG_TAKEN ? ProviderWrite.STORED : honest;
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksThenWrites extends Liar {

        @Override
        ProviderWrite replace(Storage truth, Provider provider, int seen) {
            boolean unchanged =
                    truth.providers()
                            .find(provider.organisation(), provider.id())
                            .map(stored -> stored.version() == seen)
                            .orElse(false);
            LockSupport.parkNanos(A_WHILE_NANOS);
            ProviderWrite honest = super.replace(truth, provider, seen);
            return unchanged && honest == ProviderWrite.VERSION_CONFLICT
                    ? ProviderWrite.STORED
                    : honest;
        }
    }
}
