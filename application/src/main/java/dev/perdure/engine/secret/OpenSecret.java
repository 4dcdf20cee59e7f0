package dev.perdure.engine.secret;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.provider.Secret;
import dev.perdure.session.SessionKey;
import java.util.Optional;

/** Opens the secrets of sessions, for tools at the moment they use them. */
public final class OpenSecret {

    private final SecretStore store;
    private final KeyRing keys;

    public OpenSecret(SecretStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * The secret; empty when the session has none of that name.
     *
     * @throws SecretUnreadable when this node has no master key that opens it
     */
    public Optional<Secret> open(SessionKey session, String name) {
        return store.find(session, name).map(this::opened);
    }

    private Secret opened(KeptSecret secret) {
        return keys.open(secret.sealed(), SecretOwner.ofSession(secret.session(), secret.name()));
    }
}
