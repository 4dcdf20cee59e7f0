package dev.perdure.engine.toolserver;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import io.vavr.control.Either;

/**
 * Brings the headers of an organisation's servers under the newest master key, so that older ones
 * can go. Those that no master key here opens stay as they are.
 */
public final class RewrapHeaders {

    private final ToolServerStore store;
    private final StoredChange stored;

    RewrapHeaders(ToolServerStore store, StoredChange stored) {
        this.store = store;
        this.stored = stored;
    }

    /** The headers of how many servers are under another master key than before. */
    public int rewrap(OrganisationId organisation) {
        int rewrapped = 0;
        for (ToolServer server : store.list(organisation)) {
            int version =
                    stored.apply(organisation, server.id(), same -> Either.right(same.settings()))
                            .map(ToolServer::version)
                            .getOrElse(server.version());
            rewrapped += version > server.version() ? 1 : 0;
        }
        return rewrapped;
    }
}
