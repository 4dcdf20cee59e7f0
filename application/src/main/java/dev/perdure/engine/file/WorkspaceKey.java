package dev.perdure.engine.file;

import dev.perdure.file.WorkspaceId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * A workspace together with the organisation that owns it, and which of its two areas is meant. A
 * key whose organisation does not own the workspace names nothing.
 */
public record WorkspaceKey(OrganisationId organisation, WorkspaceId id, Area area) {

    /** What is kept in a workspace, apart from each other. */
    public enum Area {
        FILES,
        /** Values under keys: what a file is called is the key. */
        VALUES
    }

    /** The files of a workspace. */
    public static WorkspaceKey files(OrganisationId organisation, WorkspaceId id) {
        return new WorkspaceKey(organisation, id, Area.FILES);
    }

    /** The files of the workspace that is the session's own. */
    public static WorkspaceKey own(SessionKey session) {
        return files(session.organisation(), new WorkspaceId(session.id().value()));
    }

    /** The files that a session with these settings works on: its own, or those it shares. */
    public static WorkspaceKey of(SessionKey session, SessionSettings settings) {
        @Nullable WorkspaceId shared = settings.workspace();
        return shared == null ? own(session) : files(session.organisation(), shared);
    }

    /** The values of the same workspace. */
    public WorkspaceKey values() {
        return new WorkspaceKey(organisation, id, Area.VALUES);
    }
}
