package dev.perdure.file;

import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of files with a name, which sessions share. A session's own workspace is not one of these.
 *
 * @param name unique among those of its organisation that are not archived
 * @param archivedAt absent while it is in use; its files can be read on, and not written
 */
public record Workspace(
        WorkspaceId id,
        OrganisationId organisation,
        String name,
        String description,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt) {

    public boolean isArchived() {
        return archivedAt != null;
    }
}
