package dev.perdure.engine.secret;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.provider.SealedSecret;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the secrets of an organisation's sessions under the newest master key, so that older ones
 * can go. One that no master key here opens stays as it is.
 */
public final class RewrapSecrets {

    private static final int AT_ONCE = 200;

    private final SecretStore store;
    private final KeyRing keys;

    RewrapSecrets(SecretStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
    }

    /** How many are under another master key than before. */
    public int rewrap(OrganisationId organisation) {
        Optional<String> newest = keys.newestId();
        if (newest.isEmpty()) {
            return 0;
        }
        int rewrapped = 0;
        @Nullable KeptSecret last = null;
        while (true) {
            List<KeptSecret> some =
                    store.sealedOtherwise(organisation, newest.get(), last, AT_ONCE);
            for (KeptSecret secret : some) {
                boolean done =
                        rewrapped(secret).filter(now -> store.reseal(secret, now)).isPresent();
                rewrapped += done ? 1 : 0;
            }
            if (some.size() < AT_ONCE) {
                return rewrapped;
            }
            last = some.getLast();
        }
    }

    private Optional<SealedSecret> rewrapped(KeptSecret secret) {
        try {
            return keys.rewrapped(
                    secret.sealed(), SecretOwner.ofSession(secret.session(), secret.name()));
        } catch (SecretUnreadable stays) {
            return Optional.empty();
        }
    }
}
