package dev.perdure.rest.everruns.current;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.message.Controls;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What the next turn of a session runs with, if nobody changes its agent before that. */
@Path("/v1/sessions/{session}/preview")
public final class PreviewResource {

    private final ResolveSettings resolve;
    private final AgentStore agents;
    private final SessionLookup lookup;

    PreviewResource(ResolveSettings resolve, AgentStore agents, SessionLookup lookup) {
        this.resolve = resolve;
        this.agents = agents;
        this.lookup = lookup;
    }

    @GET
    public Response preview(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        Session found = lookup.session(request, session);
        Optional<AgentSettings> agent =
                Optional.ofNullable(found.settings().agent())
                        .flatMap(id -> agents.find(found.key().organisation(), id))
                        .map(Agent::settings);
        FileView files = FileView.now(WorkspaceKey.of(found.key(), found.settings()));
        return JsonReply.ok(
                PreviewWire.write(
                        RequestProblems.accepted(
                                resolve.seeing(files)
                                        .resolve(
                                                found.key().organisation(),
                                                agent.orElse(null),
                                                found.settings(),
                                                Controls.NONE))));
    }
}
