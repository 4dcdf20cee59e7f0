package dev.perdure.tools.http;

import dev.perdure.tool.ToolDefinition;
import java.util.Map;
import java.util.Set;

/**
 * A described tool: which request a call of it makes.
 *
 * @param query the arguments that become values of the query
 * @param wholeBody the argument that is the body; empty when what neither the url nor the query
 *     names makes it up
 */
record HttpOperation(
        ToolDefinition definition,
        String method,
        UrlTemplate url,
        Set<String> query,
        String wholeBody,
        Map<String, HeaderValue> headers,
        int charactersMax) {

    HttpOperation {
        query = Set.copyOf(query);
        headers = Map.copyOf(headers);
    }

    boolean changesNothing() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether the settings promise of it what its method does not say. */
    boolean restsOnAClaim() {
        return !changesNothing() && definition.hints().repeatable();
    }
}
