package dev.perdure.engine.store;

import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of sessions, sealed; they go with their session. Each call is atomic; a session of
 * another organisation does not exist, and one that is gone has no secrets. Throws {@link
 * StoreUnavailable} when the store cannot be reached.
 */
public interface SecretStore {

    /** All of a session, in the order of their names' characters. */
    List<KeptSecret> list(SessionKey session);

    Optional<KeptSecret> find(SessionKey session, String name);

    /**
     * Keeps all of them or none. One that has the name of another takes its place, and the time it
     * was created at.
     *
     * @param secrets of this session, no two of one name
     * @param max how many the session may have then
     */
    SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max);

    /**
     * Deletes a secret.
     *
     * @return false when there was none of that name
     */
    boolean remove(SessionKey session, String name);

    /**
     * Secrets of all sessions of an organisation that another master key is needed for than this
     * one, in an order that does not change.
     *
     * @param after the last one that was looked at; null to begin
     */
    List<KeptSecret> sealedOtherwise(
            OrganisationId organisation, String masterKey, @Nullable KeptSecret after, int limit);

    /**
     * Seals a secret otherwise, when it is still sealed as it was seen.
     *
     * @return false when it was replaced or removed since
     */
    boolean reseal(KeptSecret seen, SealedSecret sealed);

    /** What became of a write. */
    enum SecretWrite {
        STORED,
        NO_SUCH_SESSION,
        /** The session would have more than it may. */
        TOO_MANY
    }
}
