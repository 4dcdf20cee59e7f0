package dev.perdure.toolserver;

import dev.perdure.tenant.OrganisationId;
import java.time.Instant;

/**
 * A server of tools that an organisation keeps.
 *
 * @param name the first part of the names of its tools, unique in its organisation; it never
 *     changes
 * @param version counts the changes, from 1
 */
public record ToolServer(
        ToolServerId id,
        OrganisationId organisation,
        String name,
        int version,
        ToolServerSettings settings,
        Instant createdAt,
        Instant updatedAt) {

    public static final int VERSION_FIRST = 1;

    public ToolServer {
        if (version < VERSION_FIRST) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }

    public ToolServer revised(ToolServerSettings next, Instant now) {
        return new ToolServer(id, organisation, name, version + 1, next, createdAt, now);
    }
}
