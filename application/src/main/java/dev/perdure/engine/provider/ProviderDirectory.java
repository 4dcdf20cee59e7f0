package dev.perdure.engine.provider;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.OrganisationModels;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models of stored providers, as this node sees them: read again once they are older than
 * {@link #FRESH}, and at once for a name that is not among them. While the store is out of reach,
 * what was read last goes on answering. Clients live as long as the version of the provider they
 * were made of.
 */
public final class ProviderDirectory implements OrganisationModels {

    /** After so long a change is seen by every node. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private static final int ORGANISATIONS_MAX = 10_000;

    private final ProviderStore store;
    private final ModelDrivers drivers;
    private final KeyRing keys;
    private final InstantSource clock;
    private final Map<OrganisationId, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    public ProviderDirectory(
            ProviderStore store, ModelDrivers drivers, KeyRing keys, InstantSource clock) {
        this.store = store;
        this.drivers = drivers;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Optional<ModelClient> serving(OrganisationId organisation, ModelRef model) {
        Snapshot known = fresh(organisation);
        Optional<ModelClient> serving = known.serving(model);
        return serving.isPresent() ? serving : read(organisation, known).serving(model);
    }

    @Override
    public List<ModelRef> models(OrganisationId organisation) {
        return fresh(organisation).offered().map(Offered::ref).toList();
    }

    @Override
    public Optional<ModelRef> named(OrganisationId organisation, UUID id) {
        Snapshot known = fresh(organisation);
        Optional<ModelRef> named = known.named(id);
        return named.isPresent() ? named : read(organisation, known).named(id);
    }

    @Override
    public OptionalInt contextWindow(OrganisationId organisation, ModelRef model) {
        return fresh(organisation).contextWindow(model);
    }

    /** The model that was preferred last. */
    @Override
    public Optional<ModelRef> standard(OrganisationId organisation) {
        return fresh(organisation).preferredModel();
    }

    /** Says that this node changed something of an organisation, which it is to see from now on. */
    public void changed(OrganisationId organisation) {
        changes.incrementAndGet();
        snapshots.computeIfPresent(
                organisation, (same, known) -> new Snapshot(Instant.EPOCH, known.served()));
    }

    private Snapshot fresh(OrganisationId organisation) {
        Snapshot known = snapshots.get(organisation);
        if (known != null) {
            Duration age = Duration.between(known.readAt(), clock.instant());
            if (!age.isNegative() && age.compareTo(FRESH) < 0) {
                return known;
            }
        }
        return read(organisation, known);
    }

    private Snapshot read(OrganisationId organisation, @Nullable Snapshot known) {
        long before = changes.get();
        Instant readAt = clock.instant();
        List<Provider> providers;
        try {
            providers = store.list(organisation);
        } catch (StoreUnavailable away) {
            if (known != null) {
                return known;
            }
            throw away;
        }
        Snapshot read =
                new Snapshot(
                        readAt,
                        providers.stream().map(provider -> served(provider, known)).toList());
        if (snapshots.size() >= ORGANISATIONS_MAX) {
            snapshots.clear();
        }
        // Within the map's lock: a change that comes meanwhile marks what is put here as old.
        snapshots.compute(organisation, (same, last) -> changes.get() == before ? read : last);
        return read;
    }

    private Served served(Provider provider, @Nullable Snapshot known) {
        return known == null
                ? opened(provider)
                : known.served().stream()
                        .filter(served -> served.provider().equals(provider))
                        .findFirst()
                        .orElseGet(() -> opened(provider));
    }

    private Served opened(Provider provider) {
        return new Served(provider, new ProviderClient(provider, drivers, keys));
    }

    /** A provider and the client made of it. */
    private record Served(Provider provider, ProviderClient client) {

        Stream<Offered> offered() {
            return provider.settings().enabled()
                    ? provider.settings().models().stream()
                            .filter(OfferedModel::enabled)
                            .map(model -> new Offered(provider.slug(), model))
                    : Stream.empty();
        }
    }

    /** A model that may be named. */
    private record Offered(String slug, OfferedModel model) {

        ModelRef ref() {
            return new ModelRef(slug + "/" + model.name());
        }
    }

    /** What an organisation had at some time. */
    private record Snapshot(Instant readAt, List<Served> served) {

        Optional<ModelClient> serving(ModelRef model) {
            return named(model)
                    .or(() ->
                            meant(model)
                                    .map(Offered::ref)
                                    .flatMap(ref ->
                                            named(ref)
                                                    .map(client ->
                                                            new RenamedModel(model, ref, client))));
        }

        OptionalInt contextWindow(ModelRef model) {
            Integer window =
                    offered()
                            .filter(each -> each.ref().equals(model))
                            .findFirst()
                            .or(() -> meant(model))
                            .map(each -> each.model().contextWindow())
                            .orElse(null);
            return window == null ? OptionalInt.empty() : OptionalInt.of(window);
        }

        /** The listed model that alone goes by that name. */
        private Optional<Offered> meant(ModelRef model) {
            List<Offered> meant =
                    offered().filter(each -> each.model().name().equals(model.name())).toList();
            return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
        }

        Optional<ModelRef> named(UUID id) {
            return offered()
                    .filter(each -> each.model().id().value().equals(id))
                    .map(Offered::ref)
                    .findFirst();
        }

        Stream<Offered> offered() {
            return served.stream().flatMap(Served::offered);
        }

        Optional<ModelRef> preferredModel() {
            return offered()
                    .filter(each -> each.model().preferredAt() != null)
                    .max(Comparator.comparing(Snapshot::preferredAt))
                    .map(Offered::ref);
        }

        private Optional<ModelClient> named(ModelRef model) {
            return served.stream()
                    .<ModelClient>map(Served::client)
                    .filter(client -> client.serves(model))
                    .findFirst();
        }

        private static Instant preferredAt(Offered offered) {
            return Objects.requireNonNull(offered.model().preferredAt());
        }
    }
}
