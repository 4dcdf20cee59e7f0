package dev.perdure.rest.everruns;

import dev.perdure.rest.http.OwedRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The routes of the Everruns wires that this server does not serve yet, each with a name. They
 * answer 501, so that a client can tell a missing feature from a missing thing.
 */
public final class EverrunsRoutes implements OwedRoutes {

    private static final String TABLE =
            """
            auth                  POST   /v1/auth/login
            auth                  POST   /v1/auth/register
            auth                  POST   /v1/auth/refresh
            auth                  POST   /v1/auth/logout
            auth                  GET    /v1/auth/me
            auth                  GET    /v1/auth/oauth/{provider}
            auth                  GET    /v1/auth/callback/{provider}
            auth                  POST   /v1/auth/api-keys
            auth                  GET    /v1/auth/api-keys
            auth                  DELETE /v1/auth/api-keys/{key}
            nested-files          *      /v1/agents/{agent}/sessions/{session}/fs
            nested-files          *      /v1/agents/{agent}/sessions/{session}/fs/{path...}
            agent-stats           GET    /v1/agents/{agent}/stats
            agent-copy            POST   /v1/agents/{agent}/copy
            agent-import          POST   /v1/agents/import
            agent-export          GET    /v1/agents/{agent}/export
            agent-analysis        POST   /v1/agents/analyze
            agent-versions        GET    /v1/agents/{agent}/versions
            agent-versions        POST   /v1/agents/{agent}/versions
            agent-versions        POST   /v1/agents/{agent}/versions/default
            agent-versions        GET    /v1/agents/{agent}/versions/{from}/diff/{to}
            agent-versions        POST   /v1/agents/{agent}/versions/{version}/fork
            agent-versions        POST   /v1/agents/{agent}/versions/{version}/rollback
            agent-health-checks   GET    /v1/agents/{agent}/health-checks
            agent-health-checks   POST   /v1/agents/{agent}/health-checks
            agent-health-checks   GET    /v1/agents/{agent}/health-checks/{run}
            session-pin           PUT    /v1/sessions/{session}/pin
            session-pin           DELETE /v1/sessions/{session}/pin
            session-export        GET    /v1/sessions/{session}/export
            events-summary        GET    /v1/sessions/{session}/events/summary
            guardrails            GET    /v1/capabilities/guardrails/examples
            guardrails            POST   /v1/capabilities/guardrails/dry-run
            harnesses             POST   /v1/harnesses
            harnesses             PATCH  /v1/harnesses/{harness}
            harnesses             DELETE /v1/harnesses/{harness}
            harnesses             GET    /v1/harness-examples
            memories              GET    /v1/memories
            memories              POST   /v1/memories
            memories              GET    /v1/memories/{memory}
            memories              PATCH  /v1/memories/{memory}
            memories              DELETE /v1/memories/{memory}
            memories              POST   /v1/memories/{memory}/sync
            memories              *      /v1/memories/{memory}/fs
            memories              *      /v1/memories/{memory}/fs/{path...}
            connections           GET    /v1/user/connections
            connections           POST   /v1/user/connections/{provider}
            connections           DELETE /v1/user/connections/{provider}
            images                GET    /v1/images
            images                POST   /v1/images
            images                GET    /v1/images/{image}
            images                DELETE /v1/images/{image}
            images                GET    /v1/images/{image}/thumbnail
            channels              *      /v1/channels/{channel}
            channels              *      /v1/channels/{channel}/{path...}
            organisation-routes   *      /v1/orgs/{organisation}/agents
            organisation-routes   *      /v1/orgs/{organisation}/agents/{path...}
            organisation-routes   *      /v1/orgs/{organisation}/sessions
            organisation-routes   *      /v1/orgs/{organisation}/sessions/{path...}
            organisation-routes   *      /orgs/{organisation}/agents
            organisation-routes   *      /orgs/{organisation}/agents/{path...}
            organisation-routes   *      /orgs/{organisation}/sessions
            organisation-routes   *      /orgs/{organisation}/sessions/{path...}
            """;

    private final List<Route> routes = read();

    /** An owed route; a method of {@code *} stands for all that the feature has. */
    public record Route(String name, String method, String pattern) {

        boolean is(String askedMethod, String path) {
            boolean sameMethod =
                    method.equals("*")
                            || method.equals(askedMethod)
                            || (method.equals("GET") && askedMethod.equals("HEAD"));
            return sameMethod && matches(pattern.split("/", -1), path.split("/", -1));
        }

        private static boolean matches(String[] wanted, String[] segments) {
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].endsWith("...}")) {
                    return segments.length > i;
                }
                boolean free = wanted[i].startsWith("{");
                if (i >= segments.length
                        || (free ? segments[i].isEmpty() : !wanted[i].equals(segments[i]))) {
                    return false;
                }
            }
            return segments.length == wanted.length;
        }
    }

    public List<Route> routes() {
        return routes;
    }

    @Override
    public Optional<String> owed(String method, String path) {
        return routes.stream().filter(route -> route.is(method, path)).map(Route::name).findFirst();
    }

    private static List<Route> read() {
        List<Route> routes = new ArrayList<>();
        TABLE.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .forEach(parts -> routes.add(new Route(parts[0], parts[1], parts[2])));
        return List.copyOf(routes);
    }
}
