package dev.perdure.engine.secret;

import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;

/** Tells which secrets a session has: their names and times, and nothing of their values. */
public final class ListSecrets {

    private final SecretStore store;

    public ListSecrets(SecretStore store) {
        this.store = store;
    }

    /** In the order of their names. */
    public List<Named> list(SessionKey session) {
        return store.list(session).stream().map(Named::of).toList();
    }

    /** A secret without its value. */
    public record Named(String name, Instant createdAt, Instant updatedAt) {

        private static Named of(KeptSecret secret) {
            return new Named(secret.name(), secret.createdAt(), secret.updatedAt());
        }
    }
}
