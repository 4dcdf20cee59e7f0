package dev.perdure.rest.everruns.current;

import dev.perdure.engine.secret.ListSecrets;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets of a session: given, named, taken away, and never answered. */
@Path("/v1/sessions/{session}/storage/secrets")
public final class SessionSecretsResource {

    /** As many as a session may have, as long as they may be, and some of it escaped. */
    private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private final SecretCases secrets;
    private final SessionLookup lookup;

    SessionSecretsResource(SecretCases secrets, SessionLookup lookup) {
        this.secrets = secrets;
        this.lookup = lookup;
    }

    @PUT
    public Response keep(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        SessionKey key = lookup.session(request, session).key();
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        JsonObject given = fields.object("secrets").orElseThrow(() -> fields.missing("secrets"));
        int count = RequestProblems.accepted(secrets.keep().keep(key, values(given)));
        return JsonReply.ok(JsonObject.builder().put("count", count).build());
    }

    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        List<JsonValue> names =
                secrets.list().list(lookup.session(request, session).key()).stream()
                        .<JsonValue>map(SessionSecretsResource::named)
                        .toList();
        return JsonReply.ok(JsonObject.builder().put("data", new JsonArray(names)).build());
    }

    @DELETE
    @Path("{secret}")
    public Response remove(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("secret") String name) {
        RequestProblems.accepted(
                secrets.remove().remove(lookup.session(request, session).key(), name));
        return JsonReply.noContent();
    }

    private static Map<String, String> values(JsonObject given) {
        Fields fields = Fields.of(given, "secrets");
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonMember member : given.members()) {
            values.put(
                    member.name(),
                    fields.string(member.name())
                            .orElseThrow(() -> fields.wrong(member.name(), "a string")));
        }
        return values;
    }

    private static JsonObject named(ListSecrets.Named secret) {
        return JsonObject.builder()
                .put("name", secret.name())
                .put("created_at", WireTime.write(secret.createdAt()))
                .put("updated_at", WireTime.write(secret.updatedAt()))
                .build();
    }
}
