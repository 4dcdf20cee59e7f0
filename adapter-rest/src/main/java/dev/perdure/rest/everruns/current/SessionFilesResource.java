package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** The files that a session works with. */
@Path("/v1/sessions/{session}/fs")
public final class SessionFilesResource {

    private final FileDesks desks;

    SessionFilesResource(FileDesks desks) {
        this.desks = desks;
    }

    @GET
    public Response list(@Context HttpServletRequest request, @PathParam("session") String id) {
        boolean recursive = new QueryParameters(request).flag("recursive");
        return JsonReply.ok(desk(request, id).list(recursive));
    }

    /** A file with its content, or what is in a directory. */
    @GET
    @Path("{path: .+}")
    public Response read(
            @Context HttpServletRequest request,
            @PathParam("session") String id,
            @PathParam("path") String path) {
        boolean recursive = new QueryParameters(request).flag("recursive");
        return JsonReply.ok(desk(request, id).read(path, recursive));
    }

    @POST
    @Path("{path: .+}")
    public Response create(
            @Context HttpServletRequest request,
            @PathParam("session") String id,
            @PathParam("path") String path,
            InputStream body)
            throws IOException {
        return JsonReply.of(201, desk(request, id).create(path, fields(body)));
    }

    @PUT
    @Path("{path: .+}")
    public Response replace(
            @Context HttpServletRequest request,
            @PathParam("session") String id,
            @PathParam("path") String path,
            InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request, id).replace(path, fields(body)));
    }

    @DELETE
    @Path("{path: .+}")
    public Response delete(
            @Context HttpServletRequest request,
            @PathParam("session") String id,
            @PathParam("path") String path) {
        QueryParameters query = new QueryParameters(request);
        return JsonReply.ok(
                desk(request, id)
                        .delete(
                                path,
                                query.flag("recursive"),
                                query.last("expected_hash").orElse(null)));
    }

    @POST
    @Path("_/move")
    public Response move(
            @Context HttpServletRequest request, @PathParam("session") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request, id).move(fields(body)));
    }

    @POST
    @Path("_/copy")
    public Response copy(
            @Context HttpServletRequest request, @PathParam("session") String id, InputStream body)
            throws IOException {
        return JsonReply.of(201, desk(request, id).copy(fields(body)));
    }

    @POST
    @Path("_/grep")
    public Response grep(
            @Context HttpServletRequest request, @PathParam("session") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request, id).grep(fields(body)));
    }

    @POST
    @Path("_/stat")
    public Response stat(
            @Context HttpServletRequest request, @PathParam("session") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request, id).stat(fields(body)));
    }

    private FileDesk desk(HttpServletRequest request, String id) {
        return desks.ofSession(request, id);
    }

    private static Fields fields(InputStream body) throws IOException {
        JsonObject object = JsonBody.object(body, FileDesk.BODY_BYTES_MAX);
        return Fields.of(object);
    }
}
