package dev.perdure.rest.documentation;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The description of the API (OpenAPI 3.1), put together from its parts. */
public final class ApiDocument {

    private static final List<String> COMPONENTS = List.of("schemas", "parameters", "responses");

    private ApiDocument() {}

    /**
     * The document. Paths come in the order in which the parts describe them.
     *
     * @throws IllegalStateException when a route has no words, words have no route, or two parts
     *     give one name to different things
     */
    public static JsonObject of(List<ApiPart> parts) {
        JsonObjectBuilder document = JsonObject.builder();
        for (JsonMember member : ApiPart.read(ApiDocument.class, "head.json").members()) {
            document.put(member.name(), member.value());
        }
        return document.put("tags", tags(parts))
                .put("paths", paths(parts))
                .put("components", components(parts))
                .build();
    }

    private static JsonArray tags(List<ApiPart> parts) {
        List<JsonValue> tags = new ArrayList<>();
        for (ApiPart part : parts) {
            for (JsonMember tag : part.member("tags").members()) {
                tags.add(
                        JsonObject.builder()
                                .put("name", tag.name())
                                .put("description", tag.value())
                                .build());
            }
        }
        return new JsonArray(tags);
    }

    private static JsonObject paths(List<ApiPart> parts) {
        Map<String, JsonObjectBuilder> paths = new LinkedHashMap<>();
        for (ApiPart part : parts) {
            Map<String, JsonValue> words = part.member("operations").asMap();
            Map<String, Route> routes = routes(part);
            for (Map.Entry<String, Route> route : routes.entrySet()) {
                if (!words.containsKey(route.getKey())) {
                    throw new IllegalStateException(route.getKey() + " is served without words");
                }
            }
            words.forEach((name, described) -> {
                Route route = routes.get(name);
                if (route == null) {
                    throw new IllegalStateException(name + " is described and not served");
                }
                paths.computeIfAbsent(route.path(), path -> JsonObject.builder())
                        .put(
                                route.method().toLowerCase(Locale.ROOT),
                                ApiOperation.of(route, (JsonObject) described));
            });
        }
        Map<String, JsonValue> built = new LinkedHashMap<>();
        paths.forEach((path, operations) -> built.put(path, operations.build()));
        return JsonObject.of(built);
    }

    private static Map<String, Route> routes(ApiPart part) {
        Map<String, Route> routes = new LinkedHashMap<>();
        part.routes().forEach(route -> routes.put(route.toString(), route));
        return routes;
    }

    private static JsonObject components(List<ApiPart> parts) {
        JsonObjectBuilder components = JsonObject.builder();
        for (String kind : COMPONENTS) {
            Map<String, JsonValue> all = new LinkedHashMap<>();
            for (ApiPart part : parts) {
                part.member(kind).asMap().forEach((name, value) -> add(all, name, value));
            }
            components.put(kind, JsonObject.of(all));
        }
        return components.build();
    }

    private static void add(Map<String, JsonValue> all, String name, JsonValue value) {
        if (all.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("Two parts of the API name something " + name);
        }
    }
}
