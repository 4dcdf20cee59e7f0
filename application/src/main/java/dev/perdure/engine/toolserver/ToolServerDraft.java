package dev.perdure.engine.toolserver;

import java.util.List;
import java.util.Map;

/**
 * A request to keep a server of tools.
 *
 * @param headers sent with every request to it; kept sealed
 * @param allowed the only tools to offer, as the server names them; empty allows all
 * @param trustHints whether what it says of the effects of its tools is believed
 */
public record ToolServerDraft(
        String name,
        String address,
        Map<String, String> headers,
        List<String> allowed,
        boolean trustHints,
        boolean enabled) {

    public ToolServerDraft {
        headers = Map.copyOf(headers);
        allowed = List.copyOf(allowed);
    }

    /** Without the values of the headers. */
    @Override
    public String toString() {
        return "the server " + name;
    }
}
