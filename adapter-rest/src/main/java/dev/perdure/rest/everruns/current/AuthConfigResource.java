package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.http.JsonReply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** How clients sign in; here they need not. */
@Path("/v1/auth/config")
public final class AuthConfigResource {

    AuthConfigResource() {}

    @GET
    public Response config() {
        return JsonReply.ok(
                JsonObject.builder()
                        .put("mode", "none")
                        .put("password_auth_enabled", false)
                        .put("oauth_providers", JsonArray.of())
                        .put("signup_enabled", false)
                        .build());
    }
}
