package dev.perdure.rest.documentation;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.http.Route;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of the document, from the short form in which it is described: {@code id}, {@code
 * tag}, {@code summary}, perhaps {@code description}; {@code parameters} by name, those of the path
 * left out; {@code body}; {@code answers} by status; the statuses of {@code problems}, and {@code
 * problem}, the response they all have. A body or an answer is the name of its schema when it is
 * JSON, null when there is none, and else an object with a name for each media type.
 */
final class ApiOperation {

    private static final String JSON = "application/json";

    private ApiOperation() {}

    static JsonObject of(Route route, JsonObject words) {
        JsonObjectBuilder operation =
                JsonObject.builder()
                        .put("operationId", text(route, words, "id"))
                        .put("tags", JsonArray.of(new JsonString(text(route, words, "tag"))))
                        .put("summary", text(route, words, "summary"))
                        .putIfPresent("description", words.string("description"));
        JsonArray parameters = parameters(route, words);
        if (!parameters.elements().isEmpty()) {
            operation.put("parameters", parameters);
        }
        words.get("body").ifPresent(body -> operation.put("requestBody", body(body)));
        return operation.put("responses", responses(route, words)).build();
    }

    private static JsonArray parameters(Route route, JsonObject words) {
        List<JsonValue> parameters = new ArrayList<>();
        route.parameters().forEach(name -> parameters.add(reference("parameters", name)));
        words.array("parameters")
                .ifPresent(names ->
                        names.elements()
                                .forEach(name ->
                                        parameters.add(reference("parameters", name(name)))));
        return new JsonArray(parameters);
    }

    private static JsonObject body(JsonValue body) {
        return JsonObject.builder().put("required", true).put("content", content(body)).build();
    }

    private static JsonObject responses(Route route, JsonObject words) {
        JsonObjectBuilder responses = JsonObject.builder();
        JsonObject answers =
                words.object("answers")
                        .orElseThrow(() -> new IllegalStateException(route + " has no answers"));
        for (JsonMember answer : answers.members()) {
            responses.put(answer.name(), response(answer));
        }
        words.string("problem")
                .ifPresent(problem -> {
                    words.array("problems")
                            .ifPresent(statuses ->
                                    statuses.elements()
                                            .forEach(status ->
                                                    responses.put(
                                                            status(status),
                                                            reference("responses", problem))));
                    responses.put("default", reference("responses", problem));
                });
        return responses.build();
    }

    private static JsonObject response(JsonMember answer) {
        Response.Status status = Response.Status.fromStatusCode(Integer.parseInt(answer.name()));
        JsonObjectBuilder response =
                JsonObject.builder().put("description", status.getReasonPhrase());
        if (!(answer.value() instanceof JsonNull)) {
            response.put("content", content(answer.value()));
        }
        return response.build();
    }

    private static JsonObject content(JsonValue value) {
        if (value instanceof JsonString schema) {
            return JsonObject.builder().put(JSON, media(schema)).build();
        }
        JsonObjectBuilder content = JsonObject.builder();
        for (JsonMember media : ((JsonObject) value).members()) {
            content.put(media.name(), media(media.value()));
        }
        return content.build();
    }

    private static JsonObject media(JsonValue schema) {
        return JsonObject.builder().put("schema", reference("schemas", name(schema))).build();
    }

    private static JsonObject reference(String kind, String name) {
        return JsonObject.builder().put("$ref", "#/components/" + kind + "/" + name).build();
    }

    private static String name(JsonValue value) {
        return ((JsonString) value).value();
    }

    private static String status(JsonValue value) {
        return ((JsonNumber) value).toJson();
    }

    private static String text(Route route, JsonObject words, String name) {
        return words.string(name)
                .orElseThrow(() -> new IllegalStateException(route + " has no " + name));
    }
}
