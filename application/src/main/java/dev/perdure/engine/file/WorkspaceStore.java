package dev.perdure.engine.file;

import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;

/**
 * The workspaces that sessions share. Each call is atomic; a workspace of another organisation does
 * not exist. Throws {@link dev.perdure.engine.store.StoreUnavailable} when the store cannot be
 * reached.
 */
public interface WorkspaceStore {

    Optional<Workspace> find(OrganisationId organisation, WorkspaceId id);

    /** All of them, oldest first, the archived ones included. */
    List<Workspace> list(OrganisationId organisation);

    /** Adds a workspace. Its id is one that nobody had before. */
    WorkspaceWrite insert(Workspace workspace);

    /** Replaces the workspace, whatever it was. */
    WorkspaceWrite replace(Workspace workspace);

    /** What became of a write. */
    enum WorkspaceWrite {
        STORED,
        /** Another one that is not archived has the name. */
        NAME_TAKEN,
        NOT_FOUND
    }
}
