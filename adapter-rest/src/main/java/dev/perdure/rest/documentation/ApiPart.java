package dev.perdure.rest.documentation;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the API: the routes it serves, which its code tells, and the words for them, which
 * stand in a file {@code api.json} beside its code. That file has, by name: {@code operations},
 * each under its method and path; {@code tags}; and the {@code schemas}, {@code parameters} and
 * {@code responses} that operations of any part refer to.
 *
 * @param home whose package holds the file
 */
public record ApiPart(Class<?> home, List<Route> routes, JsonObject words) {

    private static final String FILE = "api.json";

    public ApiPart {
        routes = List.copyOf(routes);
    }

    /**
     * The part that some resources and filters make up.
     *
     * @throws IllegalArgumentException when one of them does not tell its routes
     */
    public static ApiPart of(Class<?> home, List<?> served) {
        List<Route> routes = new ArrayList<>();
        served.forEach(part -> routes.addAll(ServedRoutes.of(part)));
        return new ApiPart(home, routes, read(home, FILE));
    }

    static JsonObject read(Class<?> home, String file) {
        try (InputStream in = home.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + file + " beside " + home);
            }
            JsonValue value =
                    Json.parse(in.readAllBytes())
                            .getOrElseThrow(problem ->
                                    new IllegalStateException(
                                            file + " beside " + home + ": " + problem));
            return (JsonObject) value;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The members of one of the file's objects; none when it has no such object. */
    JsonObject member(String name) {
        return words.object(name).orElse(JsonObject.empty());
    }
}
