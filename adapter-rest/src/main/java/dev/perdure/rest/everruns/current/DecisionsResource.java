package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Decisions on tool calls whose outcome is unknown. */
@Path("/v1/sessions/{session}/tool-decisions")
public final class DecisionsResource {

    private final UseCases useCases;
    private final SessionLookup lookup;

    DecisionsResource(UseCases useCases, SessionLookup lookup) {
        this.useCases = useCases;
        this.lookup = lookup;
    }

    /** Decides on one call; whoever comes second is refused. */
    @POST
    public Response decide(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, SessionsResource.BODY_BYTES_MAX));
        String call =
                fields.string("tool_call_id").orElseThrow(() -> fields.missing("tool_call_id"));
        SessionKey key = lookup.key(request, session);
        Envelope ruled =
                RequestProblems.accepted(
                        useCases.ruleOutcome()
                                .rule(key, new ToolCallId(call), DecisionWire.verdict(fields)));
        return JsonReply.ok(DecisionWire.ruled((StepEvent.OutcomeRuled) ruled.entry()));
    }
}
