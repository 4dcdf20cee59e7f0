package dev.perdure.engine.toolserver;

import dev.perdure.tool.NetworkAccess;
import dev.perdure.toolserver.ToolServerId;
import java.util.List;
import java.util.Map;

/**
 * The way to a server of tools.
 *
 * @param version of what is stored of it; what was agreed with another version counts no more
 * @param headers sent with every request, in clear
 * @param network the hosts that whoever asks may ask; each bound holds
 */
public record ServerAccess(
        ToolServerId id,
        int version,
        String name,
        String address,
        Map<String, String> headers,
        List<NetworkAccess> network) {

    public ServerAccess {
        headers = Map.copyOf(headers);
        network = List.copyOf(network);
    }

    /** The way for an organisation itself, which nobody bounds. */
    public ServerAccess(
            ToolServerId id,
            int version,
            String name,
            String address,
            Map<String, String> headers) {
        this(id, version, name, address, headers, List.of());
    }

    /** The same way, for somebody who is bound. */
    public ServerAccess within(List<NetworkAccess> bounds) {
        return new ServerAccess(id, version, name, address, headers, bounds);
    }

    /** Without the headers, which hold keys. */
    @Override
    public String toString() {
        return "the server " + name;
    }
}
