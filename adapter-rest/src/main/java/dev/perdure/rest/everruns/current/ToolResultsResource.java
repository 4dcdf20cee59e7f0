package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.event.Envelope;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results of the tools that the client runs. */
@Path("/v1/sessions/{session}/tool-results")
public final class ToolResultsResource {

    private static final String MEMBER = "tool_results";

    private final UseCases useCases;
    private final SessionLookup lookup;

    ToolResultsResource(UseCases useCases, SessionLookup lookup) {
        this.useCases = useCases;
        this.lookup = lookup;
    }

    /** Takes any of the results that are owed; what is handed in twice counts once. */
    @POST
    public Response handIn(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, SessionsResource.BODY_BYTES_MAX));
        SessionKey key = lookup.key(request, session);
        List<Envelope> taken =
                RequestProblems.accepted(
                        useCases.handInResults().handIn(key, turn(fields), results(fields)));
        return JsonReply.ok(
                JsonObject.builder().put("accepted", taken.size()).put("status", "active").build());
    }

    /** Whose calls these are, if the client says so. */
    private static @Nullable TurnId turn(Fields body) {
        return body.string("turn_id")
                .map(id ->
                        WireId.TURN
                                .read(id)
                                .map(TurnId::new)
                                .orElseThrow(() -> body.wrong("turn_id", "the id of a turn")))
                .orElse(null);
    }

    private static Map<ToolCallId, ToolResult> results(Fields body) {
        List<Fields> elements = body.objects(MEMBER).orElseThrow(() -> body.missing(MEMBER));
        if (elements.isEmpty() || elements.size() > ToolWire.TOOLS_MAX) {
            throw RequestProblems.invalid(
                    MEMBER, "has from 1 to " + ToolWire.TOOLS_MAX + " elements.");
        }
        Map<ToolCallId, ToolResult> results = new LinkedHashMap<>();
        for (Fields element : elements) {
            String call =
                    element.string("tool_call_id")
                            .orElseThrow(() -> element.missing("tool_call_id"));
            results.putIfAbsent(new ToolCallId(call), result(element));
        }
        return results;
    }

    private static ToolResult result(Fields element) {
        return element.string("error")
                .map(ToolResult::error)
                .orElseGet(() ->
                        ToolResult.success(
                                element.value("result").map(ToolResultsResource::text).orElse("")));
    }

    private static String text(JsonValue result) {
        return switch (result) {
            case JsonString string -> string.value();
            case JsonNull ignored -> "";
            default -> result.toJson();
        };
    }
}
