package dev.perdure.engine.provider;

import dev.perdure.agent.Slug;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps another provider. Its models are named after the slug of its name, with a number when that
 * is taken.
 */
public final class AddProvider {

    private final ProviderStore store;
    private final ProviderDirectory directory;
    private final ProviderCheck check;
    private final Set<String> namesOfOthers;
    private final InstantSource clock;
    private final IdSource ids;

    AddProvider(
            ProviderStore store,
            ProviderDirectory directory,
            ProviderCheck check,
            Set<String> namesOfOthers,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.directory = directory;
        this.check = check;
        this.namesOfOthers = Set.copyOf(namesOfOthers);
        this.clock = clock;
        this.ids = ids;
    }

    public Either<Refusal, Provider> add(OrganisationId organisation, ProviderDraft draft) {
        Instant now = clock.instant();
        ProviderId id = new ProviderId(ids.next());
        String slug = slug(draft.name());
        ProviderSettings wanted =
                new ProviderSettings(
                        draft.name().strip(),
                        draft.type(),
                        draft.address().strip(),
                        true,
                        draft.preferred() ? now : null,
                        null,
                        draft.callsAtOnce(),
                        List.of());
        return check.check(wanted, slug, draft.key())
                .flatMap(settings -> check.reachable(settings, slug, draft.key()))
                .map(settings ->
                        draft.key() == null
                                ? settings
                                : settings.withKey(
                                        check.sealed(
                                                draft.key(),
                                                SecretOwner.ofProvider(organisation, id))))
                .flatMap(settings -> insert(organisation, id, settings, now));
    }

    private Either<Refusal, Provider> insert(
            OrganisationId organisation, ProviderId id, ProviderSettings settings, Instant now) {
        while (true) {
            Set<String> taken = new HashSet<>(namesOfOthers);
            List<Provider> kept = store.list(organisation);
            if (kept.size() >= ProviderCheck.PROVIDERS_MAX) {
                return Either.left(
                        new Refusal.Conflicting(
                                "An organisation keeps at most "
                                        + ProviderCheck.PROVIDERS_MAX
                                        + " providers."));
            }
            kept.forEach(other -> taken.add(other.slug()));
            Provider provider =
                    new Provider(
                            id,
                            organisation,
                            free(slug(settings.name()), taken),
                            Provider.VERSION_FIRST,
                            settings,
                            now,
                            now);
            switch (store.insert(provider)) {
                case STORED -> {
                    directory.changed(organisation);
                    return Either.right(provider);
                }
                case SLUG_TAKEN -> {
                    // Somebody else took it meanwhile; the next one is free.
                }
                case ID_TAKEN, VERSION_CONFLICT ->
                        throw new IllegalStateException("a fresh id of a provider was refused");
            }
        }
    }

    private static String slug(String name) {
        String slug = Slug.from(name);
        boolean nothingLeft = name.chars().noneMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
        return nothingLeft ? "provider" : slug;
    }

    private static String free(String slug, Set<String> taken) {
        String candidate = slug;
        for (int number = 2; taken.contains(candidate); number++) {
            candidate = slug + "-" + number;
        }
        return candidate;
    }
}
