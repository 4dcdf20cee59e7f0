package dev.perdure.engine.store;

import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import java.time.Instant;

/**
 * A secret of a session, as it is kept.
 *
 * @param name by which tools know it; of those in a session no two have the same
 */
public record KeptSecret(
        SessionKey session,
        String name,
        SealedSecret sealed,
        Instant createdAt,
        Instant updatedAt) {

    /** The same secret, sealed otherwise. */
    public KeptSecret sealedAs(SealedSecret other) {
        return new KeptSecret(session, name, other, createdAt, updatedAt);
    }
}
