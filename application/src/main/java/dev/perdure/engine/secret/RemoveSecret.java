package dev.perdure.engine.secret;

import dev.perdure.engine.store.SecretStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import io.vavr.control.Either;

/** Deletes a secret of a session; calls that are under way may still use it. */
public final class RemoveSecret {

    private final SecretStore store;

    RemoveSecret(SecretStore store) {
        this.store = store;
    }

    public Either<Refusal, String> remove(SessionKey session, String name) {
        return store.remove(session, name)
                ? Either.right(name)
                : Either.left(new Refusal.NotFound("secret", name));
    }
}
