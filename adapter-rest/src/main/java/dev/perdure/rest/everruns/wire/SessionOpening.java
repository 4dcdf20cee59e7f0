package dev.perdure.rest.everruns.wire;

import dev.perdure.file.WorkspaceId;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import org.jspecify.annotations.Nullable;

/** Opens sessions, each with its starter files in its workspace. */
public record SessionOpening(EngineParts engine) {

    public Session open(OrganisationId organisation, SessionSettings settings) {
        @Nullable WorkspaceId shared = settings.workspace();
        if (shared != null
                && engine.files()
                        .workspaces()
                        .find(organisation, shared)
                        .filter(workspace -> !workspace.isArchived())
                        .isEmpty()) {
            throw RequestProblems.noSuch("workspace", WireId.WORKSPACE.write(shared.value()));
        }
        StarterFiles files = StarterFiles.of(organisation, settings, engine.agents());
        Session session =
                RequestProblems.accepted(
                        engine.useCases().openSession().open(organisation, settings));
        files.into(engine.files(), session);
        return session;
    }
}
