package dev.perdure.rest.everruns.current;

import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.WorkspaceId;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.FileParts;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Finds the workspace that a path names, for whoever asks. */
record FileDesks(FileParts parts, SessionLookup sessions) {

    /** That of a workspace that sessions share, or of one that is a session's own. */
    FileDesk ofWorkspace(HttpServletRequest request, String id) {
        OrganisationId organisation = sessions.organisations().organisation(request);
        UUID workspace =
                WireId.WORKSPACE
                        .read(id)
                        .orElseThrow(() -> RequestProblems.noSuch("workspace", id));
        WorkspaceId shared = new WorkspaceId(workspace);
        SessionKey owner = new SessionKey(organisation, new SessionId(workspace));
        if (parts.workspaces().find(organisation, shared).isEmpty()
                && sessions.sessions().find(owner).isEmpty()) {
            throw RequestProblems.noSuch("workspace", id);
        }
        return new FileDesk(parts, WorkspaceKey.files(organisation, shared));
    }

    FileDesk ofSession(HttpServletRequest request, String id) {
        WorkspaceKey workspace =
                parts.ofSessions()
                        .find(sessions.key(request, id))
                        .orElseThrow(() -> RequestProblems.noSuch("session", id));
        return new FileDesk(parts, workspace);
    }
}
