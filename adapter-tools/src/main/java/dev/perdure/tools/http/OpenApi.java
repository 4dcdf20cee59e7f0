package dev.perdure.tools.http;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolOwner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of an OpenAPI document of 3.0 or 3.1 as tools: what of one is needed for a request
 * with JSON or without a body. An operation that needs more is refused by name, not half offered.
 */
final class OpenApi {

    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete");
    private static final String BODY = "body";
    private static final String JSON = "application/json";
    private static final int DESCRIPTION_CHARACTERS_MAX = 1_000;

    private final JsonObject document;
    private final References references;
    private final String baseUrl;
    private final List<String> include;
    private final Map<String, HeaderValue> headers;

    /**
     * Reads a document.
     *
     * @param baseUrl takes the place of the first server; empty for none
     * @param include the operations that are wanted, by their ids; empty for all
     */
    OpenApi(
            JsonObject document,
            String baseUrl,
            List<String> include,
            Map<String, HeaderValue> headers) {
        this.document = document;
        this.references = new References(document);
        this.baseUrl = baseUrl;
        this.include = List.copyOf(include);
        this.headers = headers;
    }

    List<HttpOperation> operations() throws UnusableSettings {
        String version = document.string("openapi").orElse("");
        if (!version.startsWith("3.")) {
            throw new UnusableSettings("The openapi document is none of version 3.");
        }
        String base = base();
        List<HttpOperation> operations = new ArrayList<>();
        Set<String> missing = new HashSet<>(include);
        JsonObject paths = document.object("paths").orElse(JsonObject.empty());
        for (JsonMember path : paths.members()) {
            JsonObject item = object(path.value(), path.name());
            for (JsonMember member : item.members()) {
                if (METHODS.contains(member.name())) {
                    JsonObject operation = object(member.value(), path.name());
                    String id = id(operation, member.name(), path.name());
                    if (include.isEmpty() || missing.remove(id)) {
                        operations.add(
                                new Described(
                                                id,
                                                member.name(),
                                                base + path.name(),
                                                item,
                                                operation)
                                        .asTool());
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new UnusableSettings("The openapi document has no operation " + missing + ".");
        }
        return operations;
    }

    private String base() throws UnusableSettings {
        String base = baseUrl;
        if (base.isEmpty()) {
            base =
                    document.array("servers").map(JsonArray::elements).orElse(List.of()).stream()
                            .findFirst()
                            .flatMap(server ->
                                    server instanceof JsonObject named
                                            ? named.string("url")
                                            : Optional.empty())
                            .orElse("");
        }
        if (!base.matches("(?i)https?://[^{}?#]+")) {
            throw new UnusableSettings(
                    "The openapi document names no server with a whole address: give base_url.");
        }
        return base.replaceAll("/+$", "");
    }

    private static String id(JsonObject operation, String method, String path) {
        return operation.string("operationId").orElse(method + path);
    }

    private JsonObject object(JsonValue value, String where) throws UnusableSettings {
        if (references.resolved(value) instanceof JsonObject object) {
            return object;
        }
        throw new UnusableSettings("In the openapi document " + where + " is not an object.");
    }

    /** One operation where it stands. */
    private final class Described {

        private final String id;
        private final String method;
        private final String url;
        private final JsonObject item;
        private final JsonObject operation;
        private final Map<String, JsonObject> properties = new LinkedHashMap<>();
        private final List<JsonValue> required = new ArrayList<>();
        private final Set<String> query = new HashSet<>();

        Described(String id, String method, String url, JsonObject item, JsonObject operation) {
            this.id = id;
            this.method = method.toUpperCase(Locale.ROOT);
            this.url = url;
            this.item = item;
            this.operation = operation;
        }

        HttpOperation asTool() throws UnusableSettings {
            UrlTemplate template = UrlTemplate.of(url);
            for (JsonObject parameter : parameters().values()) {
                parameter(parameter);
            }
            boolean body = body();
            if (!properties.keySet().containsAll(template.places())) {
                throw refused("has a path with a place that is no parameter");
            }
            return new HttpOperation(
                    new ToolDefinition(
                            name(),
                            description(),
                            schema(),
                            HttpSettings.hints(JsonObject.empty(), method),
                            ToolOwner.ENGINE),
                    method,
                    template,
                    query,
                    body ? BODY : "",
                    headers,
                    HttpSettings.CHARACTERS);
        }

        /** Those of the operation count more than those of its path. */
        private Map<String, JsonObject> parameters() throws UnusableSettings {
            Map<String, JsonObject> all = new LinkedHashMap<>();
            for (JsonObject holder : List.of(item, operation)) {
                for (JsonValue each :
                        holder.array("parameters").map(JsonArray::elements).orElse(List.of())) {
                    JsonObject parameter = object(each, id);
                    all.put(
                            parameter.string("in").orElse("")
                                    + " "
                                    + parameter.string("name").orElse(""),
                            parameter);
                }
            }
            return all;
        }

        private void parameter(JsonObject parameter) throws UnusableSettings {
            String name = parameter.string("name").orElse("");
            boolean needed = parameter.bool("required").orElse(false);
            switch (parameter.string("in").orElse("")) {
                case "path" -> needed = true;
                case "query" -> query.add(name);
                default -> {
                    if (needed) {
                        throw refused("needs " + name + ", which is neither in path nor query");
                    }
                    return;
                }
            }
            if (!name.matches("[A-Za-z0-9_.-]{1,64}") || properties.containsKey(name)) {
                throw refused("has a parameter whose name cannot be that of an argument");
            }
            if (parameter.get("schema").isEmpty()) {
                throw refused("has a parameter without a schema");
            }
            JsonObject schema = references.inlined(parameter.object("schema").orElseThrow());
            properties.put(name, described(schema, parameter));
            if (needed) {
                required.add(new JsonString(name));
            }
        }

        private static JsonObject described(JsonObject schema, JsonObject holder) {
            String words = holder.string("description").orElse("");
            return words.isEmpty() || schema.get("description").isPresent()
                    ? schema
                    : References.with(schema, "description", new JsonString(cut(words)));
        }

        private boolean body() throws UnusableSettings {
            if (operation.get("requestBody").isEmpty()) {
                return false;
            }
            JsonObject request = object(operation.get("requestBody").orElseThrow(), id);
            boolean needed = request.bool("required").orElse(false);
            JsonObject json =
                    request.object("content")
                            .flatMap(content -> content.object(JSON))
                            .flatMap(content -> content.object("schema"))
                            .orElse(null);
            if (json == null) {
                if (needed) {
                    throw refused("needs a body that is not JSON");
                }
                return false;
            }
            if (properties.containsKey(BODY)) {
                throw refused("has a parameter called " + BODY + " beside its body");
            }
            properties.put(BODY, described(references.inlined(json), request));
            if (needed) {
                required.add(new JsonString(BODY));
            }
            return true;
        }

        private JsonObject schema() {
            JsonObjectBuilder schema =
                    JsonObject.builder()
                            .put("type", "object")
                            .put("properties", JsonObject.of(properties));
            if (!required.isEmpty()) {
                schema.put("required", new JsonArray(required));
            }
            return schema.put("additionalProperties", false).build();
        }

        private String name() throws UnusableSettings {
            String name = id.replaceAll("[^A-Za-z0-9_-]+", "_");
            if (!ToolDefinition.isName(name)) {
                throw refused("has an id that is no name of a tool, being longer than 64");
            }
            return name;
        }

        private String description() {
            String summary = operation.string("summary").orElse("");
            String words = operation.string("description").orElse("");
            return cut(words.startsWith(summary) ? words : (summary + "\n" + words).strip());
        }

        private static String cut(String words) {
            return words.length() <= DESCRIPTION_CHARACTERS_MAX
                    ? words
                    : words.substring(0, DESCRIPTION_CHARACTERS_MAX);
        }

        private UnusableSettings refused(String predicate) {
            return new UnusableSettings("The operation " + id + " " + predicate + ".");
        }
    }
}
