package dev.perdure.engine.toolserver;

import dev.perdure.toolserver.ToolServerId;
import java.util.Map;

/**
 * The way to a server of tools.
 *
 * @param version of what is stored of it; what was agreed with another version counts no more
 * @param headers sent with every request, in clear
 */
public record ServerAccess(
        ToolServerId id, int version, String name, String address, Map<String, String> headers) {

    public ServerAccess {
        headers = Map.copyOf(headers);
    }

    /** Without the headers, which hold keys. */
    @Override
    public String toString() {
        return "the server " + name;
    }
}
