package dev.perdure.engine.store;

import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.util.List;
import java.util.Optional;

/**
 * The servers of tools that organisations keep, with the tools they were seen to offer and their
 * sealed headers. Each call is atomic; a server of another organisation does not exist. Throws
 * {@link StoreUnavailable} when the store cannot be reached.
 */
public interface ToolServerStore {

    Optional<ToolServer> find(OrganisationId organisation, ToolServerId id);

    Optional<ToolServer> named(OrganisationId organisation, String name);

    /** All of them, oldest first. */
    List<ToolServer> list(OrganisationId organisation);

    /** Adds a server. */
    ToolServerWrite insert(ToolServer server);

    /** Replaces the server when its stored version is still {@code seen}. Its name stays. */
    ToolServerWrite replace(ToolServer server, int seen);

    /**
     * Deletes the server, its tools and its headers.
     *
     * @return false when there was no such server
     */
    boolean remove(OrganisationId organisation, ToolServerId id);

    /** What became of a write. */
    enum ToolServerWrite {
        STORED,
        /** A server of the organisation has the name already. */
        NAME_TAKEN,
        /** The id is in use, by whichever organisation. */
        ID_TAKEN,
        /** The stored version is another one, or there is no such server. */
        VERSION_CONFLICT
    }
}
