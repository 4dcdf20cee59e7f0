package dev.perdure.tools.http;

import dev.perdure.egress.Destination;
import dev.perdure.egress.HostLists;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Optional;

/** Where the secrets of described tools come from, when a request is made and not before. */
@FunctionalInterface
public interface ToolSecrets {

    /** Knows none. */
    ToolSecrets NONE = (session, name, destination) -> Optional.empty();

    /**
     * A secret that a session may use, for a request to this destination; nothing when there is
     * none of that name, or when it is not for there.
     *
     * @throws dev.perdure.engine.provider.SecretUnreadable when there is one that this node cannot
     *     open
     */
    Optional<String> value(SessionKey session, String name, Destination destination);

    /**
     * Whether a secret may go there at all: over an encrypted connection, or to this machine, whose
     * connections nobody else can read.
     */
    static boolean maySendTo(Destination destination) {
        return destination.isEncrypted()
                || new HostLists(List.of("localhost", "127.0.0.1", "::1"), List.of())
                        .allows(destination);
    }
}
