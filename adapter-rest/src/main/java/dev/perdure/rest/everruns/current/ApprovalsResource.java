package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.engine.session.PendingCall;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Calls of a session that a person has to decide about. */
@Path("/v1/sessions/{session}/approvals")
public final class ApprovalsResource {

    private final UseCases useCases;
    private final SessionLookup lookup;

    ApprovalsResource(UseCases useCases, SessionLookup lookup) {
        this.useCases = useCases;
        this.lookup = lookup;
    }

    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        PendingWire.requirePending(new QueryParameters(request));
        SessionKey key = lookup.key(request, session);
        return JsonReply.ok(
                PendingWire.list(
                        RequestProblems.accepted(useCases.listPending().of(key)).stream()
                                .filter(PendingCall::isAPersons)
                                .toList()));
    }

    /** Decides about one call; whoever comes second, or was shown another call, is refused. */
    @POST
    @Path("{call}")
    public Response decide(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("call") String call,
            InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, SessionsResource.BODY_BYTES_MAX));
        SessionKey key = lookup.key(request, session);
        Envelope decided =
                RequestProblems.accepted(
                        useCases.answerApproval()
                                .answer(key, ApprovalWire.draft(new ToolCallId(call), fields)));
        return JsonReply.ok(ApprovalWire.decided((StepEvent.ApprovalDecided) decided.entry()));
    }
}
