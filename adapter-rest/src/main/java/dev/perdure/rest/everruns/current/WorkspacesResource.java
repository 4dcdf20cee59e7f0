package dev.perdure.rest.everruns.current;

import dev.perdure.engine.file.WorkspaceStore.WorkspaceWrite;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.FileParts;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemException;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The workspaces that sessions share. */
@Path("/v1/workspaces")
public final class WorkspacesResource {

    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final FileParts parts;
    private final OrganisationResolver organisations;

    WorkspacesResource(FileParts parts, OrganisationResolver organisations) {
        this.parts = parts;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        String search = query.search().toLowerCase(Locale.ROOT);
        boolean archived = query.flag("include_archived");
        List<JsonValue> found =
                parts.workspaces().list(organisations.organisation(request)).stream()
                        .filter(workspace -> archived || !workspace.isArchived())
                        .filter(workspace ->
                                workspace.name().toLowerCase(Locale.ROOT).contains(search))
                        .<JsonValue>map(WorkspaceWire::write)
                        .toList();
        return JsonReply.ok(JsonObject.builder().put("data", new JsonArray(found)).build());
    }

    @POST
    public Response add(@Context HttpServletRequest request, InputStream body) throws IOException {
        Fields fields = fields(body);
        Workspace workspace =
                WorkspaceWire.fresh(
                        fields,
                        new WorkspaceId(UUID.randomUUID()),
                        organisations.organisation(request),
                        parts.clock().instant());
        return JsonReply.of(201, stored(parts.workspaces().insert(workspace), workspace));
    }

    @GET
    @Path("{workspace}")
    public Response find(@Context HttpServletRequest request, @PathParam("workspace") String id) {
        return JsonReply.ok(WorkspaceWire.write(found(request, id)));
    }

    @PATCH
    @Path("{workspace}")
    public Response revise(
            @Context HttpServletRequest request,
            @PathParam("workspace") String id,
            InputStream body)
            throws IOException {
        Fields fields = fields(body);
        Workspace revised =
                WorkspaceWire.revised(found(request, id), fields, parts.clock().instant());
        return JsonReply.ok(stored(parts.workspaces().replace(revised), revised));
    }

    /** Archives it: its name is free again, its files can be read on. */
    @DELETE
    @Path("{workspace}")
    public Response archive(
            @Context HttpServletRequest request, @PathParam("workspace") String id) {
        Workspace archived = WorkspaceWire.archived(found(request, id), parts.clock().instant());
        stored(parts.workspaces().replace(archived), archived);
        return JsonReply.noContent();
    }

    private Workspace found(HttpServletRequest request, String id) {
        return WireId.WORKSPACE
                .read(id)
                .map(WorkspaceId::new)
                .flatMap(workspace ->
                        parts.workspaces().find(organisations.organisation(request), workspace))
                .orElseThrow(() -> RequestProblems.noSuch("workspace", id));
    }

    private static JsonObject stored(WorkspaceWrite outcome, Workspace workspace) {
        return switch (outcome) {
            case STORED -> WorkspaceWire.write(workspace);
            case NAME_TAKEN ->
                    throw new ProblemException(
                            HttpProblem.conflict(
                                    "There is a workspace called " + workspace.name() + "."));
            case NOT_FOUND ->
                    throw RequestProblems.noSuch(
                            "workspace", WireId.WORKSPACE.write(workspace.id().value()));
        };
    }

    private static Fields fields(InputStream body) throws IOException {
        return Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
    }
}
