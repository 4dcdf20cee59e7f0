package dev.perdure.rest.everruns.current;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.toolserver.SyncToolServer;
import dev.perdure.engine.toolserver.ToolServerCases;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemException;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** MCP servers that the organisation keeps, and what was approved of their tools. */
@Path("/v1/mcp-servers")
public final class McpServersResource {

    private static final int BODY_BYTES_MAX = 256 * 1024;

    private final ToolServerCases cases;
    private final ToolServerStore store;
    private final OrganisationResolver organisations;

    McpServersResource(EngineParts engine, OrganisationResolver organisations) {
        this.cases = engine.useCases().toolServers();
        this.store = engine.toolServers();
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        return JsonReply.ok(McpServerWire.list(store.list(organisations.organisation(request))));
    }

    @POST
    public Response add(@Context HttpServletRequest request, InputStream body) throws IOException {
        ToolServer added =
                RequestProblems.accepted(
                        cases.add().add(organisations.organisation(request), read(body).draft()));
        return JsonReply.of(201, McpServerWire.write(added));
    }

    @GET
    @Path("{server}")
    public Response find(@Context HttpServletRequest request, @PathParam("server") String id) {
        return store.find(organisations.organisation(request), id(id))
                .map(server -> JsonReply.ok(McpServerWire.write(server)))
                .orElseThrow(() -> noSuch(id));
    }

    @PATCH
    @Path("{server}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("server") String id, InputStream body)
            throws IOException {
        ToolServer revised =
                RequestProblems.accepted(
                        cases.revise()
                                .revise(
                                        organisations.organisation(request),
                                        id(id),
                                        read(body).edit()));
        return JsonReply.ok(McpServerWire.write(revised));
    }

    @DELETE
    @Path("{server}")
    public Response remove(@Context HttpServletRequest request, @PathParam("server") String id) {
        if (cases.remove().remove(organisations.organisation(request), id(id)).isPresent()) {
            throw noSuch(id);
        }
        return JsonReply.noContent();
    }

    /** Asks the server for its tools; the first time that approves them. */
    @POST
    @Path("{server}/sync")
    public Response sync(@Context HttpServletRequest request, @PathParam("server") String id)
            throws InterruptedException {
        SyncToolServer.Synced synced =
                RequestProblems.accepted(
                        cases.sync().sync(organisations.organisation(request), id(id)));
        return JsonReply.ok(
                JsonObject.builder()
                        .put("server", McpServerWire.write(synced.server()))
                        .put("faults", WireList.strings(synced.faults()))
                        .build());
    }

    /** Agrees to tools as they were looked at, each named with the hash of that. */
    @POST
    @Path("{server}/approve")
    public Response approve(
            @Context HttpServletRequest request, @PathParam("server") String id, InputStream body)
            throws IOException {
        ToolServer approved =
                RequestProblems.accepted(
                        cases.approve()
                                .approve(
                                        organisations.organisation(request),
                                        id(id),
                                        read(body).hashes()));
        return JsonReply.ok(McpServerWire.write(approved));
    }

    private static McpServerRequest read(InputStream body) throws IOException {
        return new McpServerRequest(Fields.of(JsonBody.object(body, BODY_BYTES_MAX)));
    }

    private static ToolServerId id(String text) {
        return new ToolServerId(WireId.MCP_SERVER.read(text).orElseThrow(() -> noSuch(text)));
    }

    private static ProblemException noSuch(String id) {
        return RequestProblems.noSuch("MCP server", id);
    }
}
