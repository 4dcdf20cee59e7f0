package dev.perdure.rest.documentation;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.perdure.json.Json;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.rest.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a document says of answers, held against answers. */
public final class ApiSchemas {

    /** The copy of the document that is kept with the pages. */
    public static final Path COPY = Path.of("..", "docs", "wire", "openapi.json");

    private static final String ADDRESS = "https://perdure.invalid/openapi.json";

    private final JsonObject document;
    private final SchemaRegistry schemas;

    public ApiSchemas(String document) {
        this.document = (JsonObject) Json.parse(document).get();
        this.schemas =
                SchemaRegistry.withDefaultDialect(
                        Dialects.getOpenApi31(),
                        builder -> builder.schemas(Map.of(ADDRESS, document)));
    }

    public static ApiSchemas ofCopy() {
        try {
            return new ApiSchemas(Files.readString(COPY));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What is wrong with a value that is said to have the schema of this name. */
    public List<String> troubles(String schema, String json) {
        Schema named =
                schemas.getSchema(SchemaLocation.of(ADDRESS + "#/components/schemas/" + schema));
        return named.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    /** What is wrong with an answer; the path may hold a query. */
    public List<String> troubles(String method, String path, Answer answer) {
        Optional<JsonObject> operation = route(method, path).map(this::operation);
        if (operation.isEmpty()) {
            return List.of("nothing is said of " + method + " " + path);
        }
        String status = Integer.toString(answer.status());
        JsonObject responses = operation.get().object("responses").orElseThrow();
        Optional<JsonObject> response =
                responses.object(status).or(() -> responses.object("default")).map(this::resolved);
        if (response.isEmpty()) {
            return List.of("nothing is said of the status " + status);
        }
        return troubles(response.get().object("content"), answer);
    }

    private List<String> troubles(Optional<JsonObject> content, Answer answer) {
        if (content.isEmpty()) {
            return answer.response().body().length == 0
                    ? List.of()
                    : List.of("a body was not spoken of: " + answer.text());
        }
        String type = answer.contentType().split(";", -1)[0].strip();
        Optional<JsonObject> media = content.get().object(type);
        if (media.isEmpty()) {
            return List.of("nothing is said of the media type " + type);
        }
        String reference = media.get().object("schema").orElseThrow().string("$ref").orElseThrow();
        return type.endsWith("json")
                ? troubles(reference.substring(reference.lastIndexOf('/') + 1), answer.text())
                : List.of();
    }

    /** The described route that a request is for: the one with the fewest names in braces. */
    public Optional<Route> route(String method, String path) {
        String asked = path.split("\\?", -1)[0].replaceFirst("^/api/", "/");
        return routes().stream()
                .filter(route -> route.method().equals(method))
                .filter(route -> route.pattern().matcher(asked).matches())
                .min(Comparator.comparingInt(route -> route.parameters().size()));
    }

    /** Every described route. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (JsonMember path : document.object("paths").orElseThrow().members()) {
            for (JsonMember operation : ((JsonObject) path.value()).members()) {
                routes.add(new Route(operation.name().toUpperCase(Locale.ROOT), path.name()));
            }
        }
        return routes;
    }

    /** The statuses of success that are described for a route. */
    public List<String> successes(Route route) {
        return operation(route).object("responses").orElseThrow().members().stream()
                .map(JsonMember::name)
                .filter(status -> status.startsWith("2"))
                .toList();
    }

    private JsonObject operation(Route route) {
        return document.object("paths")
                .flatMap(paths -> paths.object(route.path()))
                .flatMap(path -> path.object(route.method().toLowerCase(Locale.ROOT)))
                .orElseThrow();
    }

    private JsonObject resolved(JsonObject response) {
        Optional<String> reference = response.string("$ref");
        return reference.isEmpty()
                ? response
                : document.object("components")
                        .flatMap(components -> components.object("responses"))
                        .flatMap(responses ->
                                responses.object(
                                        reference
                                                .get()
                                                .substring(reference.get().lastIndexOf('/') + 1)))
                        .orElseThrow();
    }
}
