package dev.perdure.rest.http;

import dev.perdure.json.Json;
import dev.perdure.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers whose body is JSON. */
public final class JsonReply {

    private JsonReply() {}

    public static Response ok(JsonValue body) {
        return of(200, body);
    }

    public static Response of(int status, JsonValue body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Json.utf8(body))
                .build();
    }

    public static Response noContent() {
        return Response.noContent().build();
    }
}
