package dev.perdure.toolserver;

import dev.perdure.provider.SealedSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a stored server may change.
 *
 * @param trustHints whether what it says of the effects of its tools is believed; otherwise the
 *     cautious reading holds
 * @param allowed the only tools that are offered, by the names the server has for them; empty
 *     allows all
 * @param headerNames the headers that are sent along, whose values are in {@code headers}
 * @param headers a sealed JSON object; absent when none are sent
 * @param tools what it was seen to offer
 * @param syncedAt when it was asked last; absent when it never was
 */
public record ToolServerSettings(
        String address,
        boolean enabled,
        boolean trustHints,
        List<String> allowed,
        List<String> headerNames,
        @Nullable SealedSecret headers,
        List<ServedTool> tools,
        @Nullable Instant syncedAt) {

    public ToolServerSettings {
        allowed = List.copyOf(allowed);
        headerNames = List.copyOf(headerNames);
        tools = List.copyOf(tools);
    }

    /** Whether the operator lets a tool of this name be offered. */
    public boolean allows(String tool) {
        return allowed.isEmpty() || allowed.contains(tool);
    }

    public Optional<ServedTool> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    public Optional<ServedTool> offered(String as) {
        return tools.stream().filter(tool -> tool.offeredAs().equals(as)).findFirst();
    }

    public ToolServerSettings withHeaders(List<String> names, @Nullable SealedSecret sealed) {
        return new ToolServerSettings(
                address, enabled, trustHints, allowed, names, sealed, tools, syncedAt);
    }

    public ToolServerSettings withTools(List<ServedTool> now, @Nullable Instant at) {
        return new ToolServerSettings(
                address, enabled, trustHints, allowed, headerNames, headers, now, at);
    }
}
