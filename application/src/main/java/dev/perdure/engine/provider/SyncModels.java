package dev.perdure.engine.provider;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.model.FailureKind;
import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists what a provider says it has: models that are new to the list are added, those that were
 * found before and are named no more leave it, and what somebody wrote down stays as it is. A name
 * that is too long to keep, and models beyond what a list holds, are left out.
 */
public final class SyncModels {

    private final ProviderStore store;
    private final ReviseProvider revise;
    private final ModelDrivers drivers;
    private final KeyRing keys;
    private final IdSource ids;

    SyncModels(
            ProviderStore store,
            ReviseProvider revise,
            ModelDrivers drivers,
            KeyRing keys,
            IdSource ids) {
        this.store = store;
        this.revise = revise;
        this.drivers = drivers;
        this.keys = keys;
        this.ids = ids;
    }

    /**
     * The outcome; refused with the provider's trouble in a sentence when it could not be asked.
     */
    public Either<Refusal, Synced> sync(OrganisationId organisation, ProviderId id)
            throws InterruptedException {
        Optional<Provider> found = store.find(organisation, id);
        if (found.isEmpty()) {
            return Either.left(ReviseProvider.noSuch(id));
        }
        return switch (asked(found.get())) {
            case ModelListing.Failed failed ->
                    Either.left(new Refusal.Conflicting(failed.failure().detail()));
            case ModelListing.Listed listed -> {
                Map<String, ModelListing.Found> named = new LinkedHashMap<>();
                listed.models().stream()
                        .filter(model -> model.name().length() <= ProviderCheck.NAME_CHARACTERS_MAX)
                        .limit(ProviderCheck.MODELS_MAX)
                        .forEach(model -> named.putIfAbsent(model.name(), model));
                yield revise.revise(
                                organisation,
                                id,
                                new ProviderEdit(
                                        (before, now) -> Either.right(merged(before, named, now)),
                                        null))
                        .map(after -> Synced.of(found.get(), after));
            }
        };
    }

    private ModelListing asked(Provider provider) throws InterruptedException {
        ProviderAccess access;
        try {
            access = Clients.access(provider, keys);
        } catch (SecretUnreadable sealed) {
            return new ModelListing.Failed(
                    Clients.refusal(
                            FailureKind.AUTHENTICATION, String.valueOf(sealed.getMessage())));
        }
        Optional<String> objection = drivers.objection(access);
        return objection.isPresent()
                ? new ModelListing.Failed(
                        Clients.refusal(FailureKind.INVALID_REQUEST, objection.get()))
                : drivers.list(access);
    }

    private ProviderSettings merged(
            ProviderSettings before, Map<String, ModelListing.Found> named, Instant now) {
        Map<String, ModelListing.Found> unknown = new LinkedHashMap<>(named);
        List<OfferedModel> models = new ArrayList<>();
        for (OfferedModel model : before.models()) {
            ModelListing.Found still = unknown.remove(model.name());
            if (model.origin() == ModelOrigin.MANUAL || still != null) {
                models.add(model);
            }
        }
        unknown.values().stream()
                .limit(Math.max(0, ProviderCheck.MODELS_MAX - models.size()))
                .forEach(found -> models.add(offered(found, now)));
        return before.withModels(models);
    }

    private OfferedModel offered(ModelListing.Found found, Instant now) {
        return new OfferedModel(
                new OfferedModelId(ids.next()),
                found.name(),
                shortened(found.displayName()),
                List.of(),
                found.contextWindow(),
                ModelOrigin.DISCOVERED,
                true,
                null,
                now,
                now);
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), ProviderCheck.NAME_CHARACTERS_MAX));
    }

    /** What became of the list. */
    public record Synced(Provider provider, int added, int removed) {

        static Synced of(Provider before, Provider after) {
            return new Synced(
                    after,
                    missing(after.settings(), before.settings()),
                    missing(before.settings(), after.settings()));
        }

        private static int missing(ProviderSettings of, ProviderSettings in) {
            return (int)
                    of.models().stream().filter(model -> in.model(model.name()).isEmpty()).count();
        }
    }
}
