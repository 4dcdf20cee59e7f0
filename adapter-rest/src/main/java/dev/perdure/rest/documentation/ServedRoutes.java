package dev.perdure.rest.documentation;

import dev.perdure.rest.http.Route;
import dev.perdure.rest.http.Routed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a part of the server serves: a resource by its annotations, a filter by what it says. */
final class ServedRoutes {

    /** What a parameter of the path has to be like is nothing that a template says. */
    private static final Pattern PATTERN = Pattern.compile("\\{(\\w+)\\s*:[^{}]*}");

    private ServedRoutes() {}

    static List<Route> of(Object part) {
        if (part instanceof Routed routed) {
            return routed.routes();
        }
        Path root = part.getClass().getAnnotation(Path.class);
        if (root == null) {
            throw new IllegalArgumentException(part.getClass().getName() + " tells no route");
        }
        List<Route> routes = new ArrayList<>();
        for (Method method : part.getClass().getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    routes.add(new Route(http.value(), path(root, method)));
                }
            }
        }
        return routes;
    }

    private static String path(Path root, Method method) {
        Path below = method.getAnnotation(Path.class);
        return below == null ? tidy(root) : tidy(root) + tidy(below);
    }

    private static String tidy(Path path) {
        String value = PATTERN.matcher(path.value()).replaceAll("{$1}");
        return value.startsWith("/") ? value : "/" + value;
    }
}
