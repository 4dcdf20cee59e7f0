package dev.perdure.engine.provider;

import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes a provider; a change that changes nothing makes no version. */
public final class ReviseProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ReviseProvider.class);

    /** Somebody may find out just then, once in a while. */
    private static final int TELLING_MAX = 5;

    private final ProviderStore store;
    private final CircuitStore circuits;
    private final ProviderDirectory directory;
    private final ProviderCheck check;
    private final InstantSource clock;

    ReviseProvider(
            ProviderStore store,
            CircuitStore circuits,
            ProviderDirectory directory,
            ProviderCheck check,
            InstantSource clock) {
        this.store = store;
        this.circuits = circuits;
        this.directory = directory;
        this.check = check;
        this.clock = clock;
    }

    public Either<Refusal, Provider> revise(
            OrganisationId organisation, ProviderId id, ProviderEdit edit) {
        while (true) {
            Optional<Provider> found = store.find(organisation, id);
            if (found.isEmpty()) {
                return Either.left(noSuch(id));
            }
            Provider before = found.get();
            Instant now = clock.instant();
            Either<Refusal, ProviderSettings> next =
                    edit.change()
                            .apply(before.settings(), now)
                            .flatMap(settings -> checked(before, settings, edit.key()))
                            .map(settings -> keyed(settings, edit, SecretOwner.of(before)));
            if (next.isLeft() || next.get().equals(before.settings())) {
                return next.map(same -> before);
            }
            Provider after = before.revised(next.get(), now);
            if (store.replace(after, before.version()) == ProviderStore.ProviderWrite.STORED) {
                directory.changed(organisation);
                if (isReachedInAnotherWay(before, after)) {
                    callAgain(after);
                }
                return Either.right(after);
            }
            // Somebody else changed it meanwhile; the edit is made of what they left.
        }
    }

    private static boolean isReachedInAnotherWay(Provider before, Provider after) {
        return !before.settings().address().equals(after.settings().address())
                || !before.settings().type().equals(after.settings().type())
                || !Objects.equals(before.settings().key(), after.settings().key());
    }

    /**
     * What was learned of the provider as it was says nothing of it as it is. It is changed by now,
     * whether or not that can be told: the account is found out about again in any case.
     */
    private void callAgain(Provider provider) {
        try {
            for (int times = 0; times < TELLING_MAX; times++) {
                OpenCircuit open =
                        circuits.find(provider.organisation(), provider.slug()).orElse(null);
                if (open == null
                        || circuits.replace(provider.organisation(), provider.slug(), open, null)) {
                    return;
                }
            }
        } catch (StoreUnavailable outage) {
            LOG.warn(
                    "Provider {} is called again only when its time comes.", provider.id(), outage);
        }
    }

    /** A key stays with the address it was given for, where nobody else hears it. */
    private Either<Refusal, ProviderSettings> checked(
            Provider before, ProviderSettings settings, @Nullable Secret key) {
        boolean sameAddress =
                settings.address().equals(before.settings().address())
                        && settings.type().equals(before.settings().type());
        if (!sameAddress && settings.key() != null && key == null) {
            return Either.left(
                    new Refusal.Invalid(
                            "api_key",
                            "The key was given for another address: give it again, or null, with the"
                                    + " new base_url or provider_type."));
        }
        return check.check(settings, before.slug(), key)
                .flatMap(kept ->
                        sameAddress && key == null
                                ? Either.right(kept)
                                : check.reachable(kept, before.slug(), key));
    }

    private ProviderSettings keyed(
            ProviderSettings settings, ProviderEdit edit, SecretOwner owner) {
        return edit.key() == null
                ? check.rewrapped(settings, owner)
                : settings.withKey(check.sealed(edit.key(), owner));
    }

    static Refusal noSuch(ProviderId id) {
        return new Refusal.NotFound("provider", id.value().toString());
    }
}
